"""Two sections with one heading."""

from __future__ import annotations

from goodpractice.diagnostics import Severity
from goodpractice.rules.rule import N_, Rule

RULE = Rule(
    code="GP810",
    name="model-same-heading",
    severity=Severity.ERROR,
    ignorable=False,
    title=N_("Two sections with one heading"),
    messages={
        "": N_("The section “{other}” has the heading “{heading}” already."),
    },
    hint={
        "": N_("Give one of the two another heading."),
    },
    why=N_("In a text nobody can tell which of the two is meant."),
    bad="start: {label: What we did}\n  end: {label: What we did}",
    good="start: {label: How we began}\n  end: {label: What we did}",
)
