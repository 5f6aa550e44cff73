"""Two entries that should name each other."""

from __future__ import annotations

from collections.abc import Iterator

from goodpractice.corpus import Corpus, check_between
from goodpractice.diagnostics import Finding, Severity
from goodpractice.rules.rule import N_, Rule


def check(corpus: Corpus) -> Iterator[tuple[str, Finding]]:
    """Yield what the constraint of this kind finds between the entries of each collection."""
    return check_between(corpus, "mutual")


RULE = Rule(
    code="GP410",
    name="mutual",
    severity=Severity.ERROR,
    title=N_("Two entries that should name each other"),
    messages={
        "": N_("“{field}” names “{other}”, which does not name this entry in turn. {why}"),
    },
    hint=N_("Add “{id}” to “{key}” in {file}, or take the name out here."),
    why=N_("Readers who come from the other page must find their way here."),
    bad="friends: [red]",
    good="friends: [red]\n---\n\nGreen is a friend of red, and red of green.",
    check_corpus=check,
)
