"""An entry outside the folder of its collection."""

from __future__ import annotations

from goodpractice.diagnostics import Severity
from goodpractice.rules.rule import N_, Rule

RULE = Rule(
    code="GP124",
    name="misplaced-file",
    severity=Severity.ERROR,
    ignorable=False,
    title=N_("An entry outside the folder of its collection"),
    messages={
        "": N_(
            "This looks like an entry of the kind “{kind}”, but it is not in the folder of those."
        ),
    },
    hint=N_("Move the file to {folder}, and run the check again."),
    why=N_("The folder says what a page is; elsewhere it is a plain page without fields."),
    bad="content/reading-buddies.md",
    good="content/notes/reading-buddies.md",
)
