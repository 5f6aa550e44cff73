"""A value that is not allowed here."""

from __future__ import annotations

from goodpractice.diagnostics import Severity
from goodpractice.rules.rule import N_, Rule

RULE = Rule(
    code="GP224",
    name="must-be",
    severity=Severity.ERROR,
    ignorable=False,
    title=N_("A value that is not allowed here"),
    messages={
        "": N_("“{field}” says “{found}”, and only “{value}” can be published. {why}"),
    },
    hint=N_("Change the entry so that “{value}” is true, then write it."),
    why=N_("Some things must not be on a public site."),
    bad="pupils: yes",
    good="pupils: no",
    source="GDPR, article 8; UN Convention on the Rights of the Child, article 16",
)
