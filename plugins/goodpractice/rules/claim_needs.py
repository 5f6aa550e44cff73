"""A claim without what supports it."""

from __future__ import annotations

from goodpractice.diagnostics import Severity
from goodpractice.rules.rule import N_, Rule

RULE = Rule(
    code="GP223",
    name="claim-needs",
    severity=Severity.ERROR,
    title=N_("A claim without what supports it"),
    messages={
        "": N_("“{field}” says “{value}” ({label}), which needs “{need}” as well. {why}"),
        "supports": N_(
            "“{field}” says “{value}” ({label}), which needs a reference that supports it. {why}"
        ),
    },
    hint={
        "": N_("Add “{need}”, or claim less."),
        "supports": N_("Add “supports: {path}” to the reference that shows it, or claim less."),
    },
    why=N_(
        "A claim is worth as much as what stands behind it; less, said honestly, is worth more."
    ),
)
