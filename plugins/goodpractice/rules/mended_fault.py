"""A known fault that is mended."""

from __future__ import annotations

from goodpractice.diagnostics import Severity
from goodpractice.rules.rule import N_, Rule

RULE = Rule(
    code="GP291",
    name="mended-fault",
    severity=Severity.WARNING,
    title=N_("A known fault that is mended"),
    messages={
        "": N_("{count} of the known faults are mended and need no tolerance any more."),
        "one": N_("One of the known faults is mended and needs no tolerance any more."),
    },
    hint=N_("Take what is mended off the list: goodpractice check --update-baseline"),
    why=N_("What stays on the list of known faults could come back without anybody noticing."),
    bad='    {"path": "content/notes/a.md", "code": "GP202", "fingerprint": "01234567"}\n',
    good='  "known": []\n',
)
