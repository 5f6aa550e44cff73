"""A setting that this kind of field does not have."""

from __future__ import annotations

from goodpractice.diagnostics import Severity
from goodpractice.rules.rule import N_, Rule

RULE = Rule(
    code="GP803",
    name="model-setting",
    severity=Severity.ERROR,
    ignorable=False,
    title=N_("A setting that this kind of field does not have"),
    messages={
        "": N_("A field of kind “{kind}” has no setting “{key}”."),
        "within": N_("A field within a list has no setting “{key}”: readers cannot filter by it."),
        "repeated": N_("Every entry has a field “{key}” of kind “{kind}”; it stays of that kind."),
    },
    hint={
        "": N_("Take the line out, or choose another kind."),
        "within": N_("Take “{key}” out, or give the collection a field of its own for this."),
        "repeated": N_("Write “kind: {kind}”, or give the field another name."),
    },
    why=N_("A setting without an effect misleads whoever edits the model next."),
    bad="where: {kind: line, label: Where, vocabulary: levels}",
    good="where: {kind: choice, label: Where, vocabulary: levels}",
)
