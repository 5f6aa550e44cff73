"""Entries that contain each other in a circle."""

from __future__ import annotations

from collections.abc import Iterator

from goodpractice.corpus import Corpus, check_between
from goodpractice.diagnostics import Finding, Severity
from goodpractice.rules.rule import N_, Rule


def check(corpus: Corpus) -> Iterator[tuple[str, Finding]]:
    """Yield what the constraint of this kind finds between the entries of each collection."""
    return check_between(corpus, "no_cycle")


RULE = Rule(
    code="GP411",
    name="no-cycle",
    severity=Severity.ERROR,
    title=N_("Entries that contain each other in a circle"),
    messages={
        "": N_("“{field}” leads in a circle: {circle}. {why}"),
    },
    hint=N_("Take the field out of one of these entries."),
    why=N_("Nothing can be a part of itself."),
    bad="part_of: orange",
    good="part_of: red",
    check_corpus=check,
)
