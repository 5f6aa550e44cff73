"""Another spelling of a choice."""

from __future__ import annotations

from goodpractice.diagnostics import Severity
from goodpractice.rules.rule import N_, Rule

RULE = Rule(
    code="GP207",
    name="term-alias",
    severity=Severity.WARNING,
    title=N_("Another spelling of a choice"),
    messages={
        "": N_("“{found}” is understood as “{term}” ({label})."),
    },
    hint=N_("Write “{term}”."),
    why=N_("One spelling keeps the files easy to search and to compare."),
    bad="choice: elementary",
    good="choice: primary",
)
