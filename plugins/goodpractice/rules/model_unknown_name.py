"""The model names something that is not there."""

from __future__ import annotations

from goodpractice.diagnostics import Severity
from goodpractice.rules.rule import N_, Rule

_ONE_OF = N_("Write {names}. In docs/model.md it says what each is.")

_WRITE = N_("Write “{nearest}”.")
_CORRECT = N_("Correct the name, or add what it should name.")
_NAMED = ("vocabulary", "collection", "field", "term")
_LISTED = ("kind", "constraint")  # of which there are so few that all are named

RULE = Rule(
    code="GP802",
    name="model-unknown-name",
    severity=Severity.ERROR,
    ignorable=False,
    title=N_("The model names something that is not there"),
    messages={
        "vocabulary": N_("There is no vocabulary “{found}”."),
        "vocabulary-many": N_("There is no vocabulary “{found}”."),
        "vocabulary-nearest": N_("There is no vocabulary “{found}”. Did you mean “{nearest}”?"),
        "collection": N_("There is no collection “{found}”."),
        "collection-many": N_("There is no collection “{found}”."),
        "collection-nearest": N_("There is no collection “{found}”. Did you mean “{nearest}”?"),
        "field": N_("There is no field “{found}”."),
        "field-many": N_("There is no field “{found}”."),
        "field-nearest": N_("There is no field “{found}”. Did you mean “{nearest}”?"),
        "term": N_("There is no term “{found}”."),
        "term-many": N_("There is no term “{found}”."),
        "term-nearest": N_("There is no term “{found}”. Did you mean “{nearest}”?"),
        "kind": N_("There is no kind of field “{found}”."),
        "kind-nearest": N_("There is no kind of field “{found}”. Did you mean “{nearest}”?"),
        "constraint": N_("There is no kind of constraint “{found}”."),
        "constraint-nearest": N_(
            "There is no kind of constraint “{found}”. Did you mean “{nearest}”?"
        ),
    },
    hint={
        "": N_("Write {names}, or add what it should name."),
        **{f"{what}-nearest": _WRITE for what in (*_NAMED, *_LISTED)},
        **{f"{what}-many": _CORRECT for what in _NAMED},
        **dict.fromkeys(_LISTED, _ONE_OF),
    },
    why=N_("A model that does not hold together would show empty facts."),
    bad="where: {kind: lines, label: Where}",
    good="where: {kind: line, label: Where}",
)
