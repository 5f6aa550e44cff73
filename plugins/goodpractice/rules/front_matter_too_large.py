"""The front matter is too large."""

from __future__ import annotations

from goodpractice.diagnostics import Severity
from goodpractice.rules.rule import N_, Rule

RULE = Rule(
    code="GP107",
    name="front-matter-too-large",
    severity=Severity.ERROR,
    ignorable=False,
    title=N_("The front matter is too large"),
    messages={
        "": N_("The front matter is longer than any entry needs."),
    },
    hint=N_("Move long texts below the second “---”, where the text of the entry stands."),
    why=N_("Front matter holds short facts; long texts in it cannot be shown well."),
    bad="reason: The story begins in a small school.",
    good="reason: See below.",
)
