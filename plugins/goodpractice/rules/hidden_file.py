"""A text that is not read because of its name."""

from __future__ import annotations

from goodpractice.diagnostics import Severity
from goodpractice.rules.rule import N_, Rule

RULE = Rule(
    code="GP125",
    name="hidden-file",
    severity=Severity.HINT,
    title=N_("A text that is not read because of its name"),
    messages={
        "": N_("Files whose name begins with “_” are not read; “{found}” is not published."),
    },
    hint=N_(
        "If it is an entry, call it “{better}”; while it is not finished, write “status: draft” "
        "in it."
    ),
    why=N_("Somebody wrote it, and waits for it to appear."),
    bad="content/notes/_our-school.md",
    good="content/notes/our-school.md",
)
