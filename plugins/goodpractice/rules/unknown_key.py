"""A key that is not known."""

from __future__ import annotations

from goodpractice.diagnostics import Finding, Fix, Severity
from goodpractice.rules.rule import N_, Rule, replacement


def mend(path: str, finding: Finding) -> Fix | None:
    """Return the fix that writes the name of the field; only its spelling leaves no doubt."""
    if finding.variant in ("inside", "deeper", "part"):
        return None
    name = finding.params.get("nearest")
    safe = finding.variant in ("spelling", "alphabet")
    return (
        replacement(path, finding.span, name, safe=safe) if isinstance(name, str) and name else None
    )


RULE = Rule(
    code="GP201",
    name="unknown-key",
    severity=Severity.ERROR,
    title=N_("A key that is not known"),
    messages={
        "": N_("There is no field called “{key}” here."),
        "nearest": N_("There is no field called “{key}” here. Did you mean “{nearest}”?"),
        "spelling": N_("“{key}” should be written “{nearest}”."),
        "alphabet": N_(
            "A letter of “{key}” only looks like one of “{nearest}”: it is of another alphabet."
        ),
        "inside": N_("“{key}” is a part of “{nearest}” and should begin further in."),
        "part": N_("“{key}” is a part of “{nearest}” and cannot stand alone."),
        "setting": N_("There is no setting “{key}” here."),
        "setting-nearest": N_("There is no setting “{key}” here. Did you mean “{nearest}”?"),
        "deeper": N_("“{key}” is a part of “{nearest}” and should begin further in."),
        "language": N_("“{key}” is not the code of a language."),
        "comma": N_("“{key}” is taken for a field of its own, because a comma stands before it."),
    },
    hint={
        "": N_("Delete the line, or move what it says into the text below."),
        "nearest": N_("Write “{nearest}:” instead, or delete the line."),
        "alphabet": N_("Type “{nearest}:” again."),
        "spelling": N_("Write “{nearest}:”. Keys are written in small letters, without spaces."),
        "inside": N_("Write the line below “{nearest}:” and put two spaces before it."),
        "part": N_("Put it below a line “{nearest}:”, with two spaces before it."),
        "setting": N_("Write one of these instead, or delete it: {names}."),
        "setting-nearest": N_("Write “{nearest}:” instead, or delete it."),
        "deeper": N_("Put two spaces before it and before each line that belongs to it."),
        "language": N_("Begin each text with the code of its language, such as “en: …”."),
        "comma": N_(
            "A comma inside curly brackets begins a new item. If it belongs to the text, put the "
            "whole text in double quotation marks."
        ),
    },
    why=N_("What stands under a key that is not known is not shown anywhere."),
    bad="topcs: [arts]",
    good="topics: [arts]",
    fix=mend,
)
