"""Terms that lead in a circle."""

from __future__ import annotations

from goodpractice.diagnostics import Severity
from goodpractice.rules.rule import N_, Rule

RULE = Rule(
    code="GP809",
    name="model-circle",
    severity=Severity.ERROR,
    ignorable=False,
    title=N_("Terms that lead in a circle"),
    messages={
        "": N_("“{key}” leads in a circle: {circle}."),
    },
    hint={
        "": N_("Take “{key}” out of one of these terms."),
    },
    why=N_("A term cannot stand above itself, or take its own place."),
    bad="music: {label: Music, deprecated_by: music}",
    good="music: {label: Music, deprecated_by: arts}",
)
