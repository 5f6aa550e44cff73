"""There is no front matter."""

from __future__ import annotations

from collections.abc import Mapping

from goodpractice.diagnostics import Edit, Finding, Fix, Param, Phrase, Severity, Span
from goodpractice.rules.rule import N_, Rule, replacement


def mend(path: str, finding: Finding) -> Fix | None:
    """Return the fix that begins the file with three hyphens, where that is all that is wrong."""
    if finding.variant == "box":
        return _unboxed(path, finding.params)
    text = {"dashes": "---", "late": "", "space": ""}.get(finding.variant)
    return None if text is None else replacement(path, finding.span, text, safe=True)


def _unboxed(path: str, params: Mapping[str, Param]) -> Fix | None:
    """Return the fix that takes a box away: its first line and, where there is one, its last."""
    line, end = params.get("line"), params.get("end")
    if not isinstance(line, int) or not isinstance(end, int):
        return None
    first = Edit(path, Span(1, 1, 2, 1), "")
    last = (Edit(path, Span(line, 1, line, end), ""),) if line > 1 else ()
    return Fix(True, Phrase(N_("delete it")), (first, *last))


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
        "box": N_("“{text}” stands above the first “---”, so it is not seen."),
        "space": N_("Spaces stand before the first “---”, so it is not seen."),
        "dashes": N_("The first line should be three hyphens, “---”; it is “{text}”."),
    },
    hint={
        "": N_(
            "Write “---” in the first line, then the keys, such as “title: …”, each in "
            "a line of its own, then “---” again."
        ),
        "late": N_("Delete the empty lines, so that “---” is the first line of the file."),
        "box": N_(
            "Delete the line, and the one at the end of the file that closes the box: they belong "
            "to the page that this was copied from."
        ),
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
