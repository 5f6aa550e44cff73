"""A picture that moves."""

from __future__ import annotations

from collections.abc import Iterator

from goodpractice.corpus import Corpus
from goodpractice.diagnostics import Finding, Severity
from goodpractice.rules.rule import N_, Rule
from goodpractice.rules.support import picture_files
from goodpractice.rules.support.photographs import Metadata


def check(corpus: Corpus) -> Iterator[tuple[str, Finding]]:
    """Yield pictures that are several, shown one after another."""
    yield from picture_files.each(corpus, _look)


def _look(one: Metadata) -> Finding | None:
    return picture_files.whole("picture-moves") if one.moves else None


RULE = Rule(
    code="GP508",
    name="picture-moves",
    severity=Severity.WARNING,
    title=N_("A picture that moves"),
    messages={
        "": N_("This picture moves; the page shows only how it begins."),
    },
    hint=N_("Save the one moment of it that says most, or publish it as a film and link to it."),
    why=N_("Who cannot read beside something that moves has no way to stop it."),
    bad="![The garden](garden-in-the-wind.webp)",
    good="![The garden](garden.jpg)",
    source="WCAG 2.2, 2.2.2 Pause, Stop, Hide",
    check_corpus=check,
)
