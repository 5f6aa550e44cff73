"""A part of the text is empty."""

from __future__ import annotations

from collections.abc import Iterator

from goodpractice.diagnostics import Finding, Severity
from goodpractice.entries import DRAFT, Entry
from goodpractice.rules.rule import N_, Rule
from goodpractice.rules.support.headings import not_known


def check(entry: Entry) -> Iterator[Finding]:
    """Yield headings of level 2 that nothing follows."""
    for part in entry.parts:
        heading = part.heading
        if heading and part.is_empty:
            yield Finding(
                "empty-section",
                entry.in_body(heading.line, heading.column, heading.line, heading.end_column),
                {"heading": heading.text, "unknown": not_known(entry.lang)},
                lenient=entry.status == DRAFT,
            )


RULE = Rule(
    code="GP303",
    name="empty-section",
    severity=Severity.ERROR,
    title=N_("A part of the text is empty"),
    messages={
        "": N_("There is nothing below the heading “{heading}”."),
    },
    hint=N_("Write below it, delete the heading, or write “{unknown}”"),
    why=N_("A heading without text looks like a page that somebody forgot."),
    bad="## The story\n\n## Lessons",
    good="## The story\n\nIt went well.\n\n## Lessons",
    check_entry=check,
)
