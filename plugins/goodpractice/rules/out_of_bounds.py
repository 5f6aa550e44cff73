"""A value too short, too long, too small or too large."""

from __future__ import annotations

from goodpractice.diagnostics import Severity
from goodpractice.rules.rule import N_, Rule

RULE = Rule(
    code="GP205",
    name="out-of-bounds",
    severity=Severity.ERROR,
    title=N_("A value too short, too long, too small or too large"),
    messages={
        "length-min": N_("“{field}” has {size} characters and needs at least {bound}."),
        "length-min-one": N_("“{field}” has one character and needs at least {bound}."),
        "length-max": N_("“{field}” has {size} characters; at most {bound} fit."),
        "count-min": N_("“{field}” has {size} values and needs at least {bound}."),
        "count-min-one": N_("“{field}” has one value and needs at least {bound}."),
        "count-max": N_("“{field}” has {size} values; at most {bound} fit."),
        "count-max-one": N_("“{field}” has {size} values; only one fits."),
        "value-min": N_("“{field}” is {size}; it cannot be less than {bound}."),
        "value-max": N_("“{field}” is {size}; it cannot be more than {bound}."),
    },
    hint={
        "": N_("Check the number."),
        "length-min-one": N_("Say a little more."),
        "count-min-one": N_("Add more."),
        "count-max-one": N_("Keep the most important one."),
        "length-min": N_("Say a little more."),
        "length-max": N_("Say it shorter; the full story goes into the text."),
        "count-min": N_("Add more."),
        "count-max": N_("Keep the most important ones."),
    },
    why=N_("Lists and cards stay readable on a phone only within these bounds."),
    bad="size: 0",
    good="size: 5",
)
