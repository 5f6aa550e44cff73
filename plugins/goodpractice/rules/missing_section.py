"""A part of the text is missing."""

from __future__ import annotations

from collections.abc import Iterable

from goodpractice.diagnostics import Finding, Severity
from goodpractice.entries import Entry
from goodpractice.fields import Requirement
from goodpractice.rules.rule import N_, Rule
from goodpractice.rules.support import headings


def check(entry: Entry) -> Iterable[Finding]:
    """Return the required sections that the text does not have."""
    return headings.absent(entry, Requirement.REQUIRED, "missing-section")


RULE = Rule(
    code="GP301",
    name="missing-section",
    severity=Severity.ERROR,
    title=N_("A part of the text is missing"),
    messages={
        "": N_("The text has no part called “{heading}”. {help}"),
        **headings.MESSAGES,
    },
    hint={
        "": N_("Add a line “## {heading}” and write below it. If nobody knows, write “{unknown}”"),
        **headings.HINTS,
    },
    why=N_("Readers look for the same parts in every entry, above all for what did not work."),
    bad="## Lessons\n\nBegin early.",
    good="## The story\n\nIt went well.\n\n## Lessons\n\nBegin early.",
    check_entry=check,
)
