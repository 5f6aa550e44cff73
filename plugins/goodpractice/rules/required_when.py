"""A field is needed because of another."""

from __future__ import annotations

from goodpractice.diagnostics import Severity
from goodpractice.rules.rule import N_, Rule

RULE = Rule(
    code="GP222",
    name="required-when",
    severity=Severity.ERROR,
    title=N_("A field is needed because of another"),
    messages={
        "": N_("“{field}” is needed because “{other}” says “{value}”."),
        "told": N_("“{field}” is needed because “{other}” says “{value}”. {why}"),
    },
    hint={
        "": N_("{how} If nobody knows, write “{key}: not known”."),
        "told": N_("{how}"),
    },
    why=N_("The one value cannot be understood without the other."),
    bad="choice: upper",
    good="choice: upper\nreason: Younger pupils were at home.",
)
