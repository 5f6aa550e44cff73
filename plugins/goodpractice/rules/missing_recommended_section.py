"""A recommended part of the text is missing."""

from __future__ import annotations

from collections.abc import Iterator

from goodpractice.diagnostics import Finding, Label, Severity
from goodpractice.entries import DRAFT, Entry
from goodpractice.fields import Requirement
from goodpractice.rules.rule import N_, Rule


def check(entry: Entry) -> Iterator[Finding]:
    """Yield the recommended sections that the text does not have."""
    for section in entry.absent_sections(Requirement.RECOMMENDED):
        yield Finding(
            "missing-recommended-section",
            entry.document.end,
            {"heading": Label(section.label), "help": Label(section.help)},
            lenient=entry.status == DRAFT,
        )


RULE = Rule(
    code="GP302",
    name="missing-recommended-section",
    severity=Severity.HINT,
    title=N_("A recommended part of the text is missing"),
    messages={
        "": N_("A part called “{heading}” would help readers. {help}"),
    },
    hint=N_("Add a line “## {heading}” and write below it."),
    why=N_("The parts that are recommended answer what readers ask next."),
    check_entry=check,
)
