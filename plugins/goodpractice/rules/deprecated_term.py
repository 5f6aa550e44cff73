"""A choice that has been replaced."""

from __future__ import annotations

from goodpractice.diagnostics import Severity
from goodpractice.rules.rule import N_, Rule, by_param

RULE = Rule(
    code="GP208",
    name="deprecated-term",
    severity=Severity.WARNING,
    title=N_("A choice that has been replaced"),
    messages={
        "": N_("“{term}” in “{field}” has been replaced by “{newer}”."),
    },
    hint=N_("Write “{newer}”."),
    why=N_("Entries under the old name are found less often."),
    bad="choice: grammar",
    good="choice: secondary",
    fix=by_param("newer", safe=True),
)
