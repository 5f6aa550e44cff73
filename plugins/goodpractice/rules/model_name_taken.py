"""A name that is already an address."""

from __future__ import annotations

from goodpractice.diagnostics import Severity
from goodpractice.rules.rule import N_, Rule

RULE = Rule(
    code="GP805",
    name="model-name-taken",
    severity=Severity.ERROR,
    ignorable=False,
    title=N_("A name that is already an address"),
    messages={
        "": N_("“{taken}” cannot be used: an address of that name is already taken."),
        "term": N_("“{taken}” and “{other}” would have the same address."),
    },
    hint={
        "": N_("Rename the file or folder."),
        "term": N_("Take one of the two out, or call it something else."),
    },
    why=N_("Two pages cannot have one address."),
    bad="content/browse/_collection.yml",
    good="content/visits/_collection.yml",
)
