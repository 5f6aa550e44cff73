"""A time that will soon be wrong."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import islice

from goodpractice.diagnostics import Finding, Severity
from goodpractice.documents import MAX_FINDINGS_ALIKE
from goodpractice.entries import Entry
from goodpractice.rules.rule import N_, Rule
from goodpractice.rules.support import prose
from goodpractice.rules.support.words import words

_UP = ("up ", "Up ")  # “up to date” is no time


def check(entry: Entry) -> Iterable[Finding]:
    """Return “currently” and its like in paragraphs that name no year."""
    listed = words("relative_times", entry.lang)
    if listed.either.isdisjoint(prose.held(entry)):
        return ()
    return islice(_findings(entry), MAX_FINDINGS_ALIKE)


def _findings(entry: Entry) -> Iterator[Finding]:
    for match in prose.found(entry, words("relative_times", entry.lang)):
        around = prose.surroundings(entry.document, match.start())
        if entry.document.source[: match.start()].endswith(_UP):
            continue
        if not prose.names_a_year(around):
            place = prose.span(entry.document, *match.span())
            yield Finding("relative-time", place, {"found": match[0]})


RULE = Rule(
    code="GP703",
    name="relative-time",
    severity=Severity.HINT,
    title=N_("A time that will soon be wrong"),
    messages={
        "": N_("“{found}” tells a reader nothing once some time has passed."),
    },
    hint=N_("Name the year: “in 2026”, “since 2019”, “in the autumn of 2024”."),
    why=N_("Pages are read for years; nobody will know which day “now” was."),
    bad="Five schools currently take part.",
    good="In 2026 five schools take part.",
    source="GOV.UK style guide, dates",
    check_entry=check,
)
