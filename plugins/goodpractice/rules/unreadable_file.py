"""The file cannot be opened."""

from __future__ import annotations

from goodpractice.diagnostics import Severity
from goodpractice.rules.rule import N_, Rule

RULE = Rule(
    code="GP123",
    name="unreadable-file",
    severity=Severity.ERROR,
    ignorable=False,
    title=N_("The file cannot be opened"),
    messages={
        "": N_("This file cannot be opened: {reason}."),
    },
    hint=N_("Check that it may be read, and save it again."),
    why=N_("What cannot be opened cannot be published."),
    bad="content/notes/locked.md",
    good="content/notes/open.md",
)
