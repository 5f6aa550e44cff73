"""The file begins with an invisible mark."""

from __future__ import annotations

from goodpractice.diagnostics import Severity
from goodpractice.rules.rule import N_, Rule, anew

RULE = Rule(
    code="GP103",
    name="byte-order-mark",
    severity=Severity.WARNING,
    title=N_("The file begins with an invisible mark"),
    messages={
        "": N_("The file begins with an invisible byte order mark."),
    },
    hint=N_(
        "Save it as “UTF-8” rather than “UTF-8 with BOM”. The mark is skipped in the meantime."
    ),
    why=N_("Other tools may not see the front matter behind the mark."),
    bad="\ufeff---\ntitle: A case",
    good="---\ntitle: A case",
    source="Unicode Standard 16, section 23.8",
    fix=anew(safe=True),
)
