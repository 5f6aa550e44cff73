"""The front matter does not end."""

from __future__ import annotations

from goodpractice.diagnostics import Severity
from goodpractice.rules.rule import N_, Rule

RULE = Rule(
    code="GP106",
    name="front-matter-not-closed",
    severity=Severity.ERROR,
    ignorable=False,
    title=N_("The front matter does not end"),
    messages={
        "": N_("The front matter begins here and never ends."),
    },
    hint=N_("Write a line with just “---” after the last key, before the text."),
    why=N_("The text cannot be told from the keys."),
    bad="title: A case\n\n## The story",
    good="title: A case\n---\n\n## The story",
)
