"""Two dates in the wrong order."""

from __future__ import annotations

from goodpractice.diagnostics import Severity
from goodpractice.rules.rule import N_, Rule

RULE = Rule(
    code="GP221",
    name="date-order",
    severity=Severity.ERROR,
    title=N_("Two dates in the wrong order"),
    messages={
        "": N_("“{last}” ({last_date}) is before “{first}” ({first_date}). {why}"),
    },
    hint=N_("Check both dates."),
    why=N_("A reader cannot trust an entry whose dates cannot be true."),
    bad="started: 2015\nended: 2009",
    good="started: 2009\nended: 2015",
)
