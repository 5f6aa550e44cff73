"""The front matter does not end."""

from __future__ import annotations

from goodpractice.diagnostics import Finding, Fix, Severity
from goodpractice.rules.rule import N_, Rule, replacement


def mend(path: str, finding: Finding) -> Fix | None:
    """Return the fix that writes three hyphens where others were meant for them."""
    if finding.variant not in ("dashes", "space"):
        return None
    return replacement(path, finding.span, "---", safe=True)


_WRITE = N_("Write a line with just “---” after the last key, before the text.")

RULE = Rule(
    code="GP106",
    name="front-matter-not-closed",
    severity=Severity.ERROR,
    ignorable=False,
    title=N_("The front matter does not end"),
    messages={
        "": N_("The front matter begins here and never ends."),
        "dashes": N_(
            "The front matter should end with three hyphens at the beginning of a line, “---”; "
            "here is “{text}”."
        ),
        "space": N_("Spaces stand before this “---”, so the front matter does not end here."),
        "text": N_("The text seems to begin here, and the front matter has not ended: “{text}”."),
    },
    hint={
        "": _WRITE,
        "dashes": N_("Type three hyphens and nothing else in this line."),
        "space": N_("Delete the spaces, so that the line begins with “---”."),
        "text": _WRITE,
    },
    why=N_("The text cannot be told from the keys."),
    bad="title: A case\n\n## The story",
    good="title: A case\n---\n\n## The story",
    fix=mend,
)
