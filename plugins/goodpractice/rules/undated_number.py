"""A figure without its year."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache
from itertools import islice

from goodpractice.diagnostics import Finding, Severity
from goodpractice.documents import MAX_FINDINGS_ALIKE
from goodpractice.entries import Entry
from goodpractice.rules.rule import N_, Rule
from goodpractice.rules.support import prose
from goodpractice.rules.support.words import alternatives, words

# Three digits or more, or a share: “two schools” will not change, “450 pupils” will.
_DIGITS = bytes.maketrans(b"123456789", b"0" * 9)
_MANY = b"000"
_NUMBER = r"(?<![\d.,/#-])(?:\d{1,3}(?:[.,\u00a0\u202f ]\d{3})+|\d{3,7})"
_SHARE = r"(?<![\d.,])\d{1,3}(?:[.,]\d+)?"


def check(entry: Entry) -> Iterator[Finding]:
    """Yield counts of people and schools, and shares, in paragraphs that name no year."""
    text = prose.lowered_body(entry)
    if _MANY in text.translate(_DIGITS) or words("shares", entry.lang).may_be_in(text):
        yield from islice(_findings(entry), MAX_FINDINGS_ALIKE)


def _findings(entry: Entry) -> Iterator[Finding]:
    start, last = prose.body_start(entry.document), ""
    for match in prose.matches(entry, _figures(entry.lang), start):
        around = prose.surroundings(entry.document, match.start())
        if around != last and not prose.names_a_year(around):
            last = around
            place = prose.span(entry.document, *match.span())
            yield Finding("undated-number", place, {"found": match[0]})


@cache
def _figures(language: str) -> re.Pattern[str]:
    shares = alternatives(words("shares", language).phrases)
    things = alternatives(words("counted", language).phrases)
    pattern = rf"{_SHARE}\s?(?:{shares})|{_NUMBER}\s(?:\w+\s)?(?:{things})"
    return re.compile(pattern, re.IGNORECASE)


RULE = Rule(
    code="GP704",
    name="undated-number",
    severity=Severity.HINT,
    title=N_("A figure without its year"),
    messages={
        "": N_("“{found}” is a figure that changes, and no year stands near it."),
    },
    hint=N_("Say of when it is: “In 2024, {found} …”. If nobody knows, say so."),
    why=N_("A number without a date cannot be compared with any other."),
    bad="The group teaches 450 pupils.",
    good="In 2024 the group taught 450 pupils.",
    check_entry=check,
)
