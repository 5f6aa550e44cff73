"""A value that is not in the list of choices."""

from __future__ import annotations

from goodpractice.diagnostics import Severity
from goodpractice.rules.rule import N_, Rule, by_param

_MESSAGE = N_("“{found}” is not one of the choices of “{field}”.")
_NEAREST = N_(
    "“{found}” is not one of the choices of “{field}”. Did you mean “{nearest}” ({label})?"
)

RULE = Rule(
    code="GP206",
    name="unknown-term",
    severity=Severity.ERROR,
    title=N_("A value that is not in the list of choices"),
    messages={
        "several": N_("“{found}” names several choices of “{field}” in one."),
        "several-one": N_("“{found}” names several choices; “{field}” is a single one."),
        "page": _MESSAGE,
        "code": _MESSAGE,
        "few": N_("“{found}” is not one of the choices of “{field}”, which are: {terms}."),
        "nearest-page": _NEAREST,
        "nearest-code": _NEAREST,
        "nearest-few": _NEAREST,
    },
    hint={
        "several": N_("Write each of them by itself: {better}"),
        "several-one": N_("Choose one of them."),
        "page": N_("The choices are listed on the page {page} of the site."),
        "code": N_("Write {expected}."),
        "few": N_("Write one of them."),
        "nearest-page": N_(
            "Write “{nearest}”. All choices are listed on the page {page} of the site."
        ),
        "nearest-code": N_("Write “{nearest}”, or another code of that kind."),
        "nearest-few": N_("Write “{nearest}”. All choices: {terms}."),
    },
    why=N_("Readers filter by these values; one that nobody else uses hides the entry from them."),
    bad="topics: [artts]",
    good="topics: [arts]",
    fix=by_param("nearest", safe=False),
)
