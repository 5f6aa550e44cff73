"""HTML in the text, which is left out of the page."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from html import escape
from itertools import islice

from goodpractice.diagnostics import Finding, Severity
from goodpractice.documents import MAX_FINDINGS_ALIKE
from goodpractice.entries import Entry
from goodpractice.rules.rule import N_, Rule
from goodpractice.rules.support import prose

# What CommonMark takes for the opening of an element, whatever it is called: “<our school>” too.
# What stands behind “](” is the address of a link.
_OPENING = re.compile(r"(?<!\\)(?<!\]\()<[A-Za-z][A-Za-z0-9-]*(?:\s[^<>]{0,300})?/?>")


def check(entry: Entry) -> Iterable[Finding]:
    """Return the first element of HTML in each line, but for what the page shows as code."""
    document = entry.document
    if entry.text is None or document.source.find("<", document.body_start) < 0:
        return ()
    return islice(_findings(entry, entry.text.html), MAX_FINDINGS_ALIKE)


def _findings(entry: Entry, shown: str) -> Iterator[Finding]:
    line = 0
    for match in prose.matches(entry, _OPENING, entry.document.body_start):
        place = prose.span(entry.document, *match.span())
        if place.line != line and escape(match[0]) not in shown:
            line = place.line
            yield Finding("html-left-out", place, {"found": " ".join(match[0].split())})


RULE = Rule(
    code="GP311",
    name="html-left-out",
    severity=Severity.WARNING,
    title=N_("HTML in the text"),
    messages={
        "": N_(
            "“{found}” is taken for HTML, which is not shown here; text beside it may be missing "
            "on the page too."
        ),
    },
    hint=N_(
        "Write it as Markdown, such as **bold**, or with an empty line before a new paragraph. If "
        "the signs belong to the text, write “\\<”."
    ),
    why=N_("What is left out of the page is missed by its readers, and nobody else."),
    bad="<center>It went well.</center>",
    good="**It went well.**",
    source="CommonMark 0.31.2, 6.6 Raw HTML",
    check_entry=check,
)
