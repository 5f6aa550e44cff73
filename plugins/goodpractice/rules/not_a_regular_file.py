"""A link instead of a file."""

from __future__ import annotations

from goodpractice.diagnostics import Severity
from goodpractice.rules.rule import N_, Rule

RULE = Rule(
    code="GP122",
    name="not-a-regular-file",
    severity=Severity.ERROR,
    title=N_("A link instead of a file"),
    messages={
        "": N_("This is a link to another place, not a file; it will not be followed."),
    },
    hint=N_("Copy the file itself here."),
    why=N_("A link can publish files that were never meant to be public."),
)
