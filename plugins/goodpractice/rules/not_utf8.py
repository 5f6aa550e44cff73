"""The file is not saved as UTF-8."""

from __future__ import annotations

from goodpractice.diagnostics import Severity
from goodpractice.rules.rule import N_, Rule

RULE = Rule(
    code="GP102",
    name="not-utf8",
    severity=Severity.ERROR,
    ignorable=False,
    title=N_("The file is not saved as UTF-8"),
    messages={
        "": N_(
            "From here on this file is not readable text: it was saved in another "
            "encoding than UTF-8."
        ),
    },
    hint=N_("In your editor choose “Save as” and the encoding “UTF-8”."),
    why=N_("Letters with accents would show as broken characters."),
    bad="title: Une \ufffdcole et ses voisines",
    good="title: Une école et ses voisines",
    source="RFC 3629",
)
