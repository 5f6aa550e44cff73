"""Text of a template left in place."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import islice

from goodpractice.diagnostics import Finding, Severity
from goodpractice.documents import MAX_FINDINGS_ALIKE
from goodpractice.entries import DRAFT, Entry
from goodpractice.rules.rule import N_, Rule
from goodpractice.rules.support import prose
from goodpractice.rules.support.headings import not_known
from goodpractice.rules.support.words import words


def check(entry: Entry) -> Iterator[Finding]:
    """Yield words that a template or an unfinished text leaves behind; of drafts they are hints."""
    matches = prose.found(entry, words("placeholders", entry.lang))
    for match in islice(matches, MAX_FINDINGS_ALIKE):
        place = prose.span(entry.document, *match.span())
        draft = entry.status == DRAFT
        params = {"found": match[0], "unknown": not_known(entry.lang)}
        yield Finding("placeholder-text", place, params, lenient=draft)


RULE = Rule(
    code="GP308",
    name="placeholder-text",
    severity=Severity.WARNING,
    title=N_("Text of a template left in place"),
    messages={
        "": N_("“{found}” looks like a note to yourself or a piece of a template."),
    },
    hint=N_("Write what belongs there, or delete it. If nobody knows, write “{unknown}”"),
    why=N_("A page with gaps makes readers doubt the rest."),
    bad="Lorem ipsum dolor sit amet.",
    good="The older pupils read to the younger ones.",
    check_entry=check,
)
