"""There is no front matter."""

from __future__ import annotations

from goodpractice.diagnostics import Severity
from goodpractice.rules.rule import N_, Rule

RULE = Rule(
    code="GP105",
    name="no-front-matter",
    severity=Severity.ERROR,
    title=N_("There is no front matter"),
    messages={
        "": N_(
            "The file does not begin with front matter, the block of keys between "
            "two lines of three dashes."
        ),
    },
    hint=N_(
        "Write “---” in the first line, then the keys, such as “title: …”, each in "
        "a line of its own, then “---” again."
    ),
    why=N_("Without it nobody can find, filter or list the page."),
)
