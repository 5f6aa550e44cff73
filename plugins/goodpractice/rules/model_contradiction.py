"""Settings that contradict each other."""

from __future__ import annotations

from goodpractice.diagnostics import Severity
from goodpractice.rules.rule import N_, Rule

RULE = Rule(
    code="GP808",
    name="model-contradiction",
    severity=Severity.ERROR,
    ignorable=False,
    title=N_("Settings that contradict each other"),
    messages={
        "bounds": N_("“min” is {low} and “max” is {high}: nothing lies between them."),
        "room": N_("“max” is {high}: that leaves no room for anything."),
        "requirement": N_(
            "“required” and “recommended” cannot both be said of one field or section."
        ),
    },
    hint={
        "bounds": N_("Write the smaller number after “min” and the larger one after “max”."),
        "room": N_("Write 1 or more, or take the line out."),
        "requirement": N_(
            "Take out “recommended”, or “required” if what is missing should be a hint only."
        ),
    },
    why=N_("Nobody could fill such a field, or tell what is asked for."),
    bad="length: {kind: integer, label: Weeks, min: 10, max: 2}",
    good="length: {kind: integer, label: Weeks, min: 2, max: 10}",
)
