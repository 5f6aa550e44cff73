"""The file is too large."""

from __future__ import annotations

from goodpractice.diagnostics import Severity
from goodpractice.rules.rule import N_, Rule

RULE = Rule(
    code="GP101",
    name="file-too-large",
    severity=Severity.ERROR,
    ignorable=False,
    title=N_("The file is too large"),
    messages={
        "": N_("This file has {size} MB; at most {limit} MB can be read."),
    },
    hint=N_(
        "Shorten the text, or split it into several entries. Pictures go into files "
        "of their own beside it."
    ),
    why=N_(
        "A page of this size cannot be read on a phone, and checking it would hold "
        "up everybody else."
    ),
    bad="![A scan](data:image/png;base64,iVBORw0KGgo",
    good="![A scan](photo.jpg)",
)
