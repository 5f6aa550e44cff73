"""A list and a number that contradict each other."""

from __future__ import annotations

from goodpractice.diagnostics import Severity
from goodpractice.rules.rule import N_, Rule

RULE = Rule(
    code="GP225",
    name="counts-agree",
    severity=Severity.ERROR,
    title=N_("A list and a number that contradict each other"),
    messages={
        "": N_("“{list}” names {listed}, but “{field}” says {count}. {why}"),
    },
    hint=N_("Correct the number or the list."),
    why=N_("Readers notice numbers that contradict each other, and trust the rest less."),
    bad="members: [one, two, three]\nsize: 2",
    good="members: [one, two, three]\nsize: 3",
)
