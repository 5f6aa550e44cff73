"""A figure without its year."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from functools import cache
from itertools import islice

from goodpractice.diagnostics import Finding, Severity
from goodpractice.documents import MAX_FINDINGS_ALIKE
from goodpractice.entries import Entry
from goodpractice.rules.rule import N_, Rule
from goodpractice.rules.support import prose
from goodpractice.rules.support.words import alternatives, words

# Three digits or more, or a share: “two schools” will not change, “450 pupils” will.
_MANY = 3
_NUMBER = re.compile(
    r"(?<![\w.,/#-])"
    r"(?:(?:\d{1,3}(?:[.,\u00a0\u202f ]\d{3})+|\d{3,7})(?![\d.,]\d)|\d{1,3}(?:[.,]\d+)?)"
)


def check(entry: Entry) -> Iterable[Finding]:
    """Return counts of people and schools, and shares, in paragraphs that name no year."""
    plain = prose.plain(entry)
    held = plain.held & _either(entry.lang)
    if held and any(_behind_a_digit(word).search(plain.body) for word in held):
        return islice(_findings(entry), MAX_FINDINGS_ALIKE)
    return ()


@cache
def _behind_a_digit(word: bytes) -> re.Pattern[bytes]:
    """Return the pattern of a word behind a space of any width, and a first letter beyond ASCII."""
    return re.compile(rb"0.{0,5}?" + re.escape(word))


@cache
def _either(language: str) -> frozenset[bytes]:
    return words("shares", language).either | words("counted", language).either


def _findings(entry: Entry) -> Iterator[Finding]:
    start, last = entry.document.body_start, ""
    for match in prose.matches(entry, _NUMBER, start):
        what = _counted(match, entry.lang)
        if not what:
            continue
        around = prose.surroundings(entry.document, match.start())
        if around != last and not _is_dated(around, entry.lang):
            last = around
            place = prose.span(entry.document, match.start(), what.end())
            yield Finding("undated-number", place, {"found": match[0] + what[0]})


def _is_dated(text: str, language: str) -> bool:
    """Return whether a text names a year, or says that nobody knows it."""
    return prose.names_a_year(text) or bool(_dateless(language).search(text))


@cache
def _dateless(language: str) -> re.Pattern[str]:
    return re.compile(alternatives(words("dateless", language).phrases), re.IGNORECASE)


def _counted(number: re.Match[str], language: str) -> re.Match[str] | None:
    """Return what stands behind a number that may change: a share, or many people or schools."""
    share, things = _behind(language)
    text, end = number.string, number.end()
    many = sum(map(str.isdigit, number[0])) >= _MANY
    return share.match(text, end) or (things.match(text, end) if many else None)


@cache
def _behind(language: str) -> tuple[re.Pattern[str], re.Pattern[str]]:
    shares = alternatives(words("shares", language).phrases)
    things = alternatives(words("counted", language).phrases)
    return (
        re.compile(rf"\s?(?:{shares})(?![0-9A-Fa-f]{{2}})", re.IGNORECASE),
        re.compile(rf"\s(?:{things})", re.IGNORECASE),
    )


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
