"""A value of another kind."""

from __future__ import annotations

from goodpractice.diagnostics import Severity
from goodpractice.rules.rule import N_, Rule, by_param

RULE = Rule(
    code="GP204",
    name="wrong-kind",
    severity=Severity.ERROR,
    title=N_("A value of another kind"),
    messages={
        "says": N_("“{field}” should be {expected}; here it says “{found}”."),
        "says-bare": N_("“{field}” should be {expected}; here it says “{found}”."),
        "says-better": N_("“{field}” should be {expected}; here it says “{found}”."),
        "is": N_("“{field}” should be {expected}, not {found}."),
        "is-bare": N_("“{field}” should be {expected}, not {found}."),
    },
    hint={
        "says": N_("For example: {example}"),
        "says-better": N_("Write “{better}”."),
        "is": N_("For example: {example}"),
    },
    why=N_("A value that cannot be understood cannot be shown, sorted or compared."),
    bad="date: 29.10.2004",
    good="date: 2004-10-29",
    source="ISO 8601-1:2019 for dates",
    fix=by_param("better", safe=True),
)
