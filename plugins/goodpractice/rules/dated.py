"""A figure without its date."""

from __future__ import annotations

from goodpractice.diagnostics import Severity
from goodpractice.rules.rule import N_, Rule

RULE = Rule(
    code="GP227",
    name="dated",
    severity=Severity.WARNING,
    title=N_("A figure without its date"),
    messages={
        "": N_("“{field}” gives a figure, and nothing says of when: “{key}” is missing. {why}"),
    },
    hint=N_("Add “{key}” with a year or a day. If nobody knows, write “{key}: not known”."),
    why=N_("Prices and numbers change; without a date nobody knows whether they still hold."),
    bad="price: 500 EUR",
    good="price: 500 EUR\nprice_year: 2009",
)
