"""Two fields or terms that read the same."""

from __future__ import annotations

from goodpractice.diagnostics import Severity
from goodpractice.rules.rule import N_, Rule

RULE = Rule(
    code="GP811",
    name="model-same-label",
    severity=Severity.WARNING,
    title=N_("Two fields or terms that read the same"),
    messages={
        "": N_("“{text}” is the label of the field “{other}” too."),
        "term": N_("“{text}” is the label of the term “{other}” too."),
    },
    hint={
        "": N_("Give one of the two a label that says how they differ."),
        "term": N_(
            "Give one of the two another label, or name the one to use instead under "
            "“deprecated_by”."
        ),
    },
    why=N_("Who chooses between two things of one name can only guess."),
    bad="art: {kind: line, label: Arts}\n  arts: {kind: line, label: Arts}",
    good="art: {kind: line, label: Visual arts}\n  arts: {kind: line, label: Arts}",
)
