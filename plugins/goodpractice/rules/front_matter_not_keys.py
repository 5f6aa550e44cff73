"""The front matter has no keys."""

from __future__ import annotations

from goodpractice.diagnostics import Severity
from goodpractice.rules.rule import N_, Rule

RULE = Rule(
    code="GP108",
    name="front-matter-not-keys",
    severity=Severity.ERROR,
    ignorable=False,
    title=N_("The front matter has no keys"),
    messages={
        "": N_("The front matter should be made of keys with values; here is something else."),
        "model": N_("This file should be made of keys with values; here is something else."),
    },
    hint=N_("Write each fact as “key: value” in a line of its own, such as “title: Our network”."),
    why=N_("Facts without a key cannot be shown or searched."),
    bad="---\n- A case\n---",
    good="title: A case\n---",
)
