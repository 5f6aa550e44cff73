"""A folder of entries that nothing describes."""

from __future__ import annotations

from goodpractice.diagnostics import Severity
from goodpractice.rules.rule import N_, Rule

RULE = Rule(
    code="GP814",
    name="folder-without-model",
    severity=Severity.ERROR,
    ignorable=False,
    title=N_("A folder of entries that nothing describes"),
    messages={
        "": N_(
            "This folder holds {count} files that look like entries, and no file {file} that says "
            "what such an entry holds. They are left out."
        ),
        "one": N_(
            "This folder holds a file that looks like an entry, and no file {file} that says what "
            "such an entry holds. It is left out."
        ),
    },
    hint=N_(
        "To begin a new kind of entry, copy {file} from another folder into “{folder}” and change "
        "it; docs/model.md says how. If not, move the files to the folder where they belong."
    ),
    why=N_("Without it nobody knows which facts belong to an entry, and no page can show them."),
    bad="content/visits/lisbon.md",
    good="content/visits/_collection.yml",
)
