"""The front matter is nested too deeply."""

from __future__ import annotations

from goodpractice.diagnostics import Severity
from goodpractice.rules.rule import N_, Rule

RULE = Rule(
    code="GP111",
    name="yaml-too-deep",
    severity=Severity.ERROR,
    ignorable=False,
    title=N_("The front matter is nested too deeply"),
    messages={
        "": N_("Too many lists and groups lie within one another here."),
    },
    hint=N_(
        "Check the indentation and the brackets of this line; no field needs more than four levels."
    ),
    why=N_("No field of any collection is nested like this, so something went wrong in writing."),
    bad="topics: [[[[[[[[[[[[[[[[[[[[[[arts]]]]]]]]]]]]]]]]]]]]]]",
    good="topics: [arts]",
)
