"""The text is too complex to show."""

from __future__ import annotations

from goodpractice.diagnostics import Severity
from goodpractice.rules.rule import N_, Rule

RULE = Rule(
    code="GP304",
    name="text-too-complex",
    severity=Severity.ERROR,
    ignorable=False,
    title=N_("The text is too complex to show"),
    messages={
        "": N_("The text cannot be shown: {reason}."),
    },
    hint=N_("Take nested lists, quotes and brackets apart, or shorten the text."),
    why=N_("One such page could hold up the whole site."),
    bad="> " * 52 + "deep",
    good="> deep",
    source="CWE-400: uncontrolled resource consumption",
)
