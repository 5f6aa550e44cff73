"""A value that is not in the list of choices."""

from __future__ import annotations

from goodpractice.diagnostics import Severity
from goodpractice.rules.rule import N_, Rule

RULE = Rule(
    code="GP206",
    name="unknown-term",
    severity=Severity.ERROR,
    title=N_("A value that is not in the list of choices"),
    messages={
        "": N_("“{found}” is not one of the choices of “{field}”."),
        "nearest": N_(
            "“{found}” is not one of the choices of “{field}”. Did you mean “{nearest}” ({label})?"
        ),
        "few": N_("“{found}” is not one of the choices of “{field}”, which are: {terms}."),
    },
    hint={
        "": N_("The choices are listed in {vocabulary}."),
        "nearest": N_("Write “{nearest}”. All choices are listed in {vocabulary}."),
        "few": N_("Write one of them."),
    },
    why=N_("Readers filter by these values; one that nobody else uses hides the entry from them."),
)
