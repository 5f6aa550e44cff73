"""A field that lacks a setting."""

from __future__ import annotations

from goodpractice.diagnostics import Severity
from goodpractice.rules.rule import N_, Rule

RULE = Rule(
    code="GP804",
    name="model-incomplete",
    severity=Severity.ERROR,
    ignorable=False,
    title=N_("A field that lacks a setting"),
    messages={
        "": N_("A field of kind “{kind}” needs the setting “{key}”."),
        "terms": N_("This list has no terms, so that nothing can be chosen from it."),
    },
    hint={
        "": N_("Add “{key}” to the field."),
        "terms": N_(
            "Write them below “terms:”, with two spaces before each: “school-visit: School visit”."
        ),
    },
    why=N_("Without it nothing can be chosen or shown."),
    bad="where: {kind: choice, label: Where}",
    good="where: {kind: choice, vocabulary: levels, label: Where}",
)
