"""There is no front matter."""

from __future__ import annotations

from goodpractice.diagnostics import Finding, Fix, Severity
from goodpractice.rules.rule import N_, Rule, replacement


def mend(path: str, finding: Finding) -> Fix | None:
    """Return the fix that begins the file with three hyphens, where that is all that is wrong."""
    text = {"dashes": "---", "late": "", "space": ""}.get(finding.variant)
    return None if text is None else replacement(path, finding.span, text, safe=True)


RULE = Rule(
    code="GP105",
    name="no-front-matter",
    severity=Severity.ERROR,
    ignorable=False,
    title=N_("There is no front matter"),
    messages={
        "": N_(
            "The file does not begin with front matter, the block of keys between "
            "two lines of three dashes."
        ),
        "late": N_("There are empty lines above the first “---”, so it is not seen."),
        "space": N_("Spaces stand before the first “---”, so it is not seen."),
        "dashes": N_("The first line should be three hyphens, “---”; it is “{text}”."),
    },
    hint={
        "": N_(
            "Write “---” in the first line, then the keys, such as “title: …”, each in "
            "a line of its own, then “---” again."
        ),
        "late": N_("Delete the empty lines, so that “---” is the first line of the file."),
        "space": N_("Delete the spaces, so that the line begins with “---”."),
        "dashes": N_(
            "Type three hyphens and nothing else. Some programs make one long dash of them: take "
            "that back, or use a plain text editor."
        ),
    },
    why=N_("Without it nobody can find, filter or list the page."),
    bad="—\ntitle: A case",
    good="---\ntitle: A case",
    fix=mend,
)
