"""A name that cannot be used."""

from __future__ import annotations

from goodpractice.diagnostics import Severity
from goodpractice.rules.rule import N_, Rule

_BETTER = N_(
    "Call it “{better}”, for example; what people see is the label, which may hold any letters."
)

RULE = Rule(
    code="GP801",
    name="bad-name",
    severity=Severity.ERROR,
    ignorable=False,
    title=N_("A name that cannot be used"),
    messages={
        "": N_(
            "“{found}” cannot be a name here: names hold the small letters a to z, "
            "digits and hyphens."
        ),
        "better": N_(
            "“{found}” cannot be a name here: names hold the small letters a to z, "
            "digits and hyphens."
        ),
        "long": N_("“{found}…” cannot be a name: names have at most {limit} letters."),
        "field": N_(
            "“{found}” cannot be the name of a field: names hold the small letters "
            "a to z, digits and underscores."
        ),
    },
    hint={
        "": N_("Give it another name; what people see is the label, which may hold any letters."),
        "better": _BETTER,
        "field": _BETTER,
    },
    why=N_("Names become addresses and keys that people type."),
    bad="Main_Level: {kind: line, label: Main level}",
    good="main_level: {kind: line, label: Main level}",
)
