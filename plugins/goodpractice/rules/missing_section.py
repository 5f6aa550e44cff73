"""A part of the text is missing."""

from __future__ import annotations

from collections.abc import Iterator

from goodpractice.diagnostics import Finding, Label, Severity
from goodpractice.entries import DRAFT, Entry
from goodpractice.fields import Requirement
from goodpractice.rules.rule import N_, Rule


def check(entry: Entry) -> Iterator[Finding]:
    """Yield the required sections that the text does not have."""
    for section in entry.absent_sections(Requirement.REQUIRED):
        yield Finding(
            "missing-section",
            entry.document.end,
            {"heading": Label(section.label), "help": Label(section.help)},
            lenient=entry.status == DRAFT,
        )


RULE = Rule(
    code="GP301",
    name="missing-section",
    severity=Severity.ERROR,
    title=N_("A part of the text is missing"),
    messages={
        "": N_("The text has no part called “{heading}”. {help}"),
    },
    hint=N_("Add a line “## {heading}” and write below it. If nobody knows, write “Not known.”"),
    why=N_("Readers look for the same parts in every entry, above all for what did not work."),
    check_entry=check,
)
