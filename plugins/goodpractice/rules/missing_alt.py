"""A picture without words for it."""

from __future__ import annotations

from collections.abc import Iterator

from goodpractice.diagnostics import Finding, Severity
from goodpractice.entries import Entry
from goodpractice.rules.rule import N_, Rule


def check(entry: Entry) -> Iterator[Finding]:
    """Yield pictures of the text without a description; the front matter requires one."""
    for link in entry.text.links if entry.text else ():
        if link.image and link.url and not link.alt.strip():
            place = entry.in_body(link.line, link.column, link.end_line, link.end_column)
            yield Finding("missing-alt", place, {"url": link.url})


RULE = Rule(
    code="GP501",
    name="missing-alt",
    severity=Severity.WARNING,
    title=N_("A picture without words for it"),
    messages={
        "": N_("The picture “{url}” has no words for those who cannot see it."),
    },
    hint=N_("Write what it shows between the square brackets: [Teachers at a round table]."),
    why=N_("A screen reader, a slow line and a search engine have only these words."),
    bad="![](photo.jpg)",
    good="![Four teachers at a round table](photo.jpg)",
    source="WCAG 2.2, 1.1.1 Non-text Content",
    check_entry=check,
)
