"""A part of YAML that is not used here."""

from __future__ import annotations

from goodpractice.diagnostics import Severity
from goodpractice.rules.rule import N_, Rule

RULE = Rule(
    code="GP110",
    name="yaml-feature",
    severity=Severity.ERROR,
    ignorable=False,
    title=N_("A way of writing that is not used here"),
    messages={
        "": N_("This way of writing is not used here."),
        "anchor": N_(
            "An “&” at the beginning of a value has a special meaning, which is not used here."
        ),
        "alias": N_(
            "A “*” at the beginning of a value has a special meaning, which is not used here."
        ),
        "tag": N_(
            "A “!” at the beginning of a value has a special meaning, which is not used here."
        ),
        "directive": N_(
            "A line that begins with “%” has a special meaning, which is not used here."
        ),
        "merge": N_("The key “<<” has a special meaning, which is not used here."),
        "key": N_("A key must be a single word."),
    },
    hint={
        "": N_("If it is part of the text, put the whole value in quotation marks."),
        "directive": N_("Take the line out."),
        "merge": N_("Write the keys out one by one."),
        "key": N_("Write a single word, a colon and a value."),
    },
    why=N_(
        "Such values can change meaning without anybody noticing, or make a small file enormous."
    ),
    bad="title: !reading together",
    good='title: "!reading together"',
    source="YAML 1.2.2, 6.9.1 Node tags",
)
