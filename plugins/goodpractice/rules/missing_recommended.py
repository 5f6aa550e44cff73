"""A recommended field is missing."""

from __future__ import annotations

from goodpractice.diagnostics import Severity
from goodpractice.rules.rule import N_, Rule

RULE = Rule(
    code="GP203",
    name="missing-recommended",
    severity=Severity.HINT,
    title=N_("A recommended field is missing"),
    messages={
        "": N_("“{key}” would help readers. {help}"),
        "empty": N_("“{key}” has no value yet. {help}"),
    },
    hint=N_("{how} {unknown}"),
    why=N_("Entries with this field are found more often and trusted more."),
    bad="level: primary\n---",
    good="level: primary\nsetting: rural",
)
