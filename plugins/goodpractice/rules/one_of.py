"""One of several fields is needed."""

from __future__ import annotations

from goodpractice.diagnostics import Severity
from goodpractice.rules.rule import N_, Rule

RULE = Rule(
    code="GP220",
    name="one-of",
    severity=Severity.ERROR,
    title=N_("One of several fields is needed"),
    messages={
        "": N_("At least one of these is needed: {keys}. {why}"),
    },
    hint=N_("Add one of them."),
    why=N_("Readers want to know whom an entry is about."),
    bad="title: A case\nlevel: primary",
    good="title: A case\nwhom: Ten schools\nlevel: primary",
)
