"""A title that shouts."""

from __future__ import annotations

import re
from collections.abc import Iterable

from goodpractice.diagnostics import Finding, Severity
from goodpractice.entries import Entry
from goodpractice.rules.rule import N_, Rule

_CAPITALS = re.compile(r"[^\W\d_]{4,}")
_LEAST = 2  # one long word in capitals may be a name, such as UNESCO


def check(entry: Entry) -> Iterable[Finding]:
    """Return titles in capitals and titles with several exclamation marks."""
    title = entry.title
    if "!!" in title or "?!" in title:
        return (Finding("title-shouts", entry.span("title"), variant="marks"),)
    if title.isupper() and len(_CAPITALS.findall(title)) >= _LEAST:
        return (Finding("title-shouts", entry.span("title")),)
    return ()


RULE = Rule(
    code="GP210",
    name="title-shouts",
    severity=Severity.WARNING,
    title=N_("A title that shouts"),
    messages={
        "": N_("The title is written in capitals."),
        "marks": N_("The title ends in several marks."),
    },
    hint={
        "": N_("Write it as in a sentence: a capital at the beginning and for names."),
        "marks": N_("One mark is enough, and most titles need none."),
    },
    why=N_("Capitals are slow to read, and some screen readers spell them letter by letter."),
    bad="title: TWO SCHOOLS READ TOGETHER",
    good="title: Two schools read together",
    source="W3C, Making Content Usable for People with Cognitive and Learning Disabilities, 4.4.9",
    check_entry=check,
)
