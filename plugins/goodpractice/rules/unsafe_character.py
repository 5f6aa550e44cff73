"""An invisible or misleading character."""

from __future__ import annotations

from goodpractice.diagnostics import Severity
from goodpractice.rules.rule import N_, Rule

RULE = Rule(
    code="GP104",
    name="unsafe-character",
    severity=Severity.ERROR,
    ignorable=False,
    title=N_("An invisible or misleading character"),
    messages={
        "": N_("Here is an invisible character ({character}) that does not belong in a text."),
    },
    hint=N_(
        "Delete it and type the text around it again; it often comes along when "
        "text is copied from elsewhere."
    ),
    why=N_("Such characters can hide text, or make it read differently from what it says."),
    bad="title: Reading \u202ebuddies",
    good="title: Reading buddies",
    source="Unicode Technical Standard #39; CVE-2021-42574 (Trojan Source)",
)
