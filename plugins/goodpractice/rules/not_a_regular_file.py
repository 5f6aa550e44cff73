"""A link instead of a file."""

from __future__ import annotations

from goodpractice.diagnostics import Severity
from goodpractice.rules.rule import N_, Rule

RULE = Rule(
    code="GP122",
    name="not-a-regular-file",
    severity=Severity.ERROR,
    ignorable=False,
    title=N_("Something else than a file"),
    messages={
        "": N_("This is a link to another place, not a file; it will not be followed."),
        "special": N_("This is not a file that holds a text or a picture."),
    },
    hint={"": N_("Copy the file itself here."), "special": N_("Delete it.")},
    why=N_("A link can publish files that were never meant to be public."),
    bad="content/notes/report.md -> ../../mkdocs.yml",
    good="content/notes/report.md",
    source="CWE-59: link following",
)
