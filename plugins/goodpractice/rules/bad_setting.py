"""A setting of the site that cannot be used."""

from __future__ import annotations

from goodpractice.diagnostics import Severity
from goodpractice.rules.rule import N_, Rule

RULE = Rule(
    code="GP806",
    name="bad-setting",
    severity=Severity.ERROR,
    ignorable=False,
    title=N_("A setting of the site that cannot be used"),
    messages={
        "": N_("The setting “{key}” should be {expected}."),
        "unknown": N_("There is no setting “{key}”."),
        "nearest": N_("There is no setting “{key}”. Did you mean “{nearest}”?"),
    },
    hint=N_("Correct the line in mkdocs.yml."),
    why=N_("The site would not be what its coordinator meant it to be."),
    bad="      licenze: CC-BY-4.0",
    good="      licence: CC-BY-4.0",
)
