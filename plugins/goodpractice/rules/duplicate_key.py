"""A key is written twice."""

from __future__ import annotations

from goodpractice.diagnostics import Severity
from goodpractice.rules.rule import N_, Rule

RULE = Rule(
    code="GP112",
    name="duplicate-key",
    severity=Severity.ERROR,
    ignorable=False,
    title=N_("A key is written twice"),
    messages={
        "": N_("“{key}” is written here a second time; it stands already in line {line}."),
        "other": N_("“{key}” means “{other}”, which stands already in line {line}."),
    },
    hint=N_(
        "Keep one of the two lines and delete the other. Several values go into one "
        "list: [one, two]."
    ),
    why=N_("Only one of the two values would be kept, without a word about the other."),
    bad="reason: Pupils liked it\nreason: Parents liked it",
    good="reason: Pupils and parents liked it",
    source="YAML 1.2.2, 3.2.1.3: keys are unique",
)
