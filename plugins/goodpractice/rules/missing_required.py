"""A required field is missing."""

from __future__ import annotations

from goodpractice.diagnostics import Severity
from goodpractice.rules.rule import N_, Rule

RULE = Rule(
    code="GP202",
    name="missing-required",
    severity=Severity.ERROR,
    title=N_("A required field is missing"),
    messages={
        "": N_("“{key}” is missing. {help}"),
        "empty": N_("“{key}” has no value. {help}"),
        "not-known": N_("“{key}” cannot be “not known”. {help}"),
    },
    hint={
        "": N_("{how} {unknown}"),
        "not-known": N_("Write “{key}:” with a value of your own."),
    },
    why=N_("Readers rely on finding this in every entry."),
    bad="title: A case\nwhom: Ten schools",
    good="title: A case\nwhom: Ten schools\nlevel: primary",
)
