"""A field of the wrong kind for its task."""

from __future__ import annotations

from goodpractice.diagnostics import Severity
from goodpractice.rules.rule import N_, Rule

RULE = Rule(
    code="GP815",
    name="model-unfit",
    severity=Severity.ERROR,
    ignorable=False,
    title=N_("A field of the wrong kind for its task"),
    messages={
        "": N_("“{path}” is of kind {kind}; here only a field of kind {kinds} has an effect."),
        "matrix": N_("“{path}” cannot be a row or column: readers do not filter by it."),
        "sort": N_("“{path}” has no order to sort by."),
        "similar_by": N_("“{path}” names no terms or entries that two entries could share."),
        "counted": N_("“{path}” cannot be counted: hardly two entries say the same there."),
        "picture": N_("“{path}” is not in the drawing, so that it cannot stand above."),
    },
    hint={
        "": N_("Name another field, or take the constraint out."),
        "matrix": N_("Add “facet: true” to the field, or name another one."),
        "sort": N_("Name a date, a number, or a choice of a vocabulary with “scale: true”."),
        "counted": N_("Name a date, or a field that chooses from a vocabulary or names entries."),
        "similar_by": N_("Name a field that chooses from a vocabulary or names other entries."),
        "picture": N_(
            "Name a field of this collection that names entries, or “collection/field” of one that "
            "names these. Fields of every entry are not drawn."
        ),
    },
    why=N_("It would look as if something were checked or shown, and nothing is."),
    bad="constraints: [{kind: date_order, fields: [title, ended]}]",
    good="constraints: [{kind: date_order, fields: [started, ended]}]",
)
