"""What may be a phone number."""

from __future__ import annotations

from goodpractice.diagnostics import Severity
from goodpractice.rules.rule import N_, Rule

# Found together with what is surely a phone number: phone_number.py.
RULE = Rule(
    code="GP603",
    name="possible-phone-number",
    severity=Severity.HINT,
    title=N_("What may be a phone number"),
    messages={
        "": N_("“{number}” looks like a phone number."),
    },
    hint=N_("If it is one, take it out. If it is not, say what it counts."),
    why=N_(
        "A number on a public page is called for years, also when it belongs to somebody else by "
        "then."
    ),
    bad="Call 202 0200 before noon.",
    good="Call before noon; the page of the office has the number.",
    source="GDPR, article 5(1)(c): no more personal data than is needed",
)
