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
        "says-one": N_("“{field}” should be {expected}; here it says “{found}”."),
        "says-two": N_("“{field}” should be {expected}; here it says “{found}”."),
        "is": N_("“{field}” should be {expected}, not {found}."),
        "is-bare": N_("“{field}” should be {expected}, not {found}."),
        "unknown": N_("“{field}” says “{found}”; here that is written “{better}”."),
        "no-day": N_("“{field}” says “{found}”, and there is no such day."),
        "no-month": N_("“{field}” says “{found}”, and there is no such month."),
    },
    hint={
        "says": N_("For example: {example}"),
        "says-better": N_("Write “{better}”."),
        "says-one": N_("Write no more than the date: “{first}”."),
        "says-two": N_("Write “{first}” or “{other}”, whichever is meant."),
        "unknown": N_("Write “{better}”."),
        "is": N_("For example: {example}"),
        "no-day": N_("Check the day. If only the month is certain, write year and month."),
        "no-month": N_("A date is year, month and day: 2004-10-29."),
    },
    why=N_("A value that cannot be understood cannot be shown, sorted or compared."),
    bad="date: 29.10.2004",
    good="date: 2004-10-29",
    source="ISO 8601-1:2019 for dates",
    fix=by_param("better", safe=True),
)
