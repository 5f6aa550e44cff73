"""Two parts of the text with the same heading."""

from __future__ import annotations

from collections.abc import Iterator

from goodpractice.diagnostics import Finding, Severity
from goodpractice.entries import Entry
from goodpractice.nearest import fold
from goodpractice.rules.rule import N_, Rule


def check(entry: Entry) -> Iterator[Finding]:
    """Yield level-2 headings whose text stood above already."""
    seen: set[str] = set()
    for part in entry.parts:
        heading = part.heading
        if not heading:
            continue
        if fold(heading.text) in seen:
            place = entry.in_body(heading.line, heading.column, heading.line, heading.end_column)
            yield Finding("repeated-section", place, {"heading": heading.text})
        seen.add(fold(heading.text))


RULE = Rule(
    code="GP305",
    name="repeated-section",
    severity=Severity.WARNING,
    title=N_("Two parts of the text with the same heading"),
    messages={
        "": N_("The heading “{heading}” is here a second time."),
    },
    hint=N_("Put both parts under one heading."),
    why=N_("Readers who jump to a heading find only the first."),
    bad="## Lessons\n\nBegin early.\n\n## Lessons\n\nAsk others.",
    good="## Lessons\n\nBegin early. Ask others.",
    source="WCAG 2.2, 2.4.6 Headings and Labels",
    check_entry=check,
)
