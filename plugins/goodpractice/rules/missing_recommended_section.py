"""A recommended part of the text is missing."""

from __future__ import annotations

from collections.abc import Iterable

from goodpractice.diagnostics import Finding, Severity
from goodpractice.entries import Entry
from goodpractice.fields import Requirement
from goodpractice.rules.rule import N_, Rule
from goodpractice.rules.support import headings


def check(entry: Entry) -> Iterable[Finding]:
    """Return the recommended sections that the text does not have."""
    return headings.absent(entry, Requirement.RECOMMENDED, "missing-recommended-section")


RULE = Rule(
    code="GP302",
    name="missing-recommended-section",
    severity=Severity.HINT,
    title=N_("A recommended part of the text is missing"),
    messages={
        "": N_("A part called “{heading}” would help readers. {help}"),
        **headings.MESSAGES,
    },
    hint={
        "": N_("Add a line “## {heading}” and write below it."),
        **headings.HINTS,
    },
    why=N_("The parts that are recommended answer what readers ask next."),
    bad="## The story\n\nIt went well.",
    good="## The story\n\nIt went well.\n\n## Lessons\n\nBegin early.",
    check_entry=check,
)
