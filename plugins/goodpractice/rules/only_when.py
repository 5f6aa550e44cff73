"""A value that needs another to mean anything."""

from __future__ import annotations

from goodpractice.diagnostics import Severity
from goodpractice.rules.rule import N_, Rule

RULE = Rule(
    code="GP226",
    name="only-when",
    severity=Severity.ERROR,
    title=N_("A value that another does not allow"),
    messages={
        "": N_("“{field}” can only be given when “{other}” says {wanted}. {why}"),
    },
    hint=N_("Take “{key}” out, or correct “{other}” if it is wrong."),
    why=N_("A figure that nothing can show looks like proof and is none."),
    bad="choice: primary\nscore: 3",
    good="choice: secondary\nscore: 3",
    source="Education Endowment Foundation, Teaching and Learning Toolkit: months of progress",
)
