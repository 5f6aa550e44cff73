"""A picture without words for it."""

from __future__ import annotations

from collections.abc import Iterable

from goodpractice.diagnostics import Finding, Severity
from goodpractice.entries import Entry
from goodpractice.outlines import Link
from goodpractice.rules.rule import N_, Rule


def check(entry: Entry) -> Iterable[Finding]:
    """Return pictures of the text without a description; the front matter requires one."""
    links = entry.text.links if entry.text else ()
    pictures = (one for one in links if one.image and one.url)
    return [_finding(entry, one) for one in pictures if not any(map(str.isalnum, one.alt))]


def _finding(entry: Entry, link: Link) -> Finding:
    place = entry.in_body(link.line, link.column, link.end_line, link.end_column)
    return Finding("missing-alt", place, {"url": link.url})


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
