"""The model names something that is not there."""

from __future__ import annotations

from goodpractice.diagnostics import Severity
from goodpractice.rules.rule import N_, Rule

RULE = Rule(
    code="GP802",
    name="model-unknown-name",
    severity=Severity.ERROR,
    title=N_("The model names something that is not there"),
    messages={
        "vocabulary": N_("There is no vocabulary “{found}”. The nearest is “{nearest}”."),
        "collection": N_("There is no collection “{found}”. The nearest is “{nearest}”."),
        "field": N_("There is no field “{found}”. The nearest is “{nearest}”."),
        "term": N_("There is no term “{found}”. The nearest is “{nearest}”."),
        "kind": N_("There is no kind of field “{found}”. The nearest is “{nearest}”."),
        "constraint": N_("There is no kind of constraint “{found}”. The nearest is “{nearest}”."),
    },
    hint=N_("Correct the name, or add what it should name."),
    why=N_("A model that does not hold together would show empty facts."),
)
