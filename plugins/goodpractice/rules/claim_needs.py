"""A claim without what supports it."""

from __future__ import annotations

from goodpractice.diagnostics import Severity
from goodpractice.rules.rule import N_, Rule

_SUPPORTS = N_(
    "“{field}” says “{value}” ({label}), which needs a reference that supports it. {why}"
)

RULE = Rule(
    code="GP223",
    name="claim-needs",
    severity=Severity.ERROR,
    title=N_("A claim without what supports it"),
    messages={
        "": N_("“{field}” says “{value}” ({label}), which needs “{needed}” as well. {help}"),
        "supports": _SUPPORTS,
        "supports-none": _SUPPORTS,
    },
    hint={
        "": N_("{how} Or claim less."),
        "supports": N_("Add “supports: {path}” to the reference that shows it, or claim less."),
        "supports-none": N_("Add a line such as “{list}: [{item}]”, or claim less."),
    },
    why=N_(
        "A claim is worth as much as what stands behind it; less, said honestly, is worth more."
    ),
    bad="proof: measured",
    good="proof: measured\nproof_note: We compared two autumn terms.",
    source="Education Endowment Foundation, padlocks of the Teaching and Learning Toolkit",
)
