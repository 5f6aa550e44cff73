"""Phone numbers in a text: which rows of digits are one, and how sure that is.

`phonenumbers` (Google's libphonenumber) knows the numbering plan of every country. It is asked
only for rows of digits that could be one, since asking takes as long as all other rules together.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import cache
from typing import NamedTuple

from goodpractice.rules.support.words import all_words, alternatives

LEAST_DIGITS = 7
_LONGEST = 64  # digits and gaps
# What may stand between digits: of UTF-8, the bytes of non-breaking spaces and hyphens too.
_GAPS = b" .()\xc2\xa0\xe2\x80\xaf\x91"
# Digits and gaps as one run, which is quick to find; dates are written with hyphens and identifiers
# with strokes, so these are no gaps in front matter.
_RUN = b"0" * (LEAST_DIGITS + 2)
_FRONT = bytes.maketrans(b"123456789" + _GAPS, b"0" * (9 + len(_GAPS)))
_BODY = bytes.maketrans(b"123456789-/" + _GAPS, b"0" * (11 + len(_GAPS)))
_DIGIT = re.compile(rb"[0-9]")
_CANDIDATE = re.compile(
    r"(?<![\w.,:/@#=&?%-])(?:\+|\((?=\d+\)))?\d[\d\s()./\u00a0\u202f\u2011\u2010-]{4,24}\d(?![\w@%])"
)
_NOT_PHONE = re.compile(
    r"\d{4}([-./])\d{1,2}\1\d{1,2}(?:[\sT].*)?|\d{1,2}([./-])\d{1,2}\2\d{4}(?:\s.*)?"  # dates
    r"|[12]\d{3}\s?[-–/]\s?[12]\d{3}|(?:[12]\d{3}\s)+[12]\d{3}"  # years
    r"|\d+[.,]\d+|[1-9]\d{0,2}(?:[\s.,\u00a0\u202f]\d{3})+"  # numbers with their thousands apart
)
_NEAR = 24  # characters before a number in which a word says what it is


class Phone(NamedTuple):
    """A row of digits that is a phone number, surely or perhaps."""

    start: int
    end: int
    sure: bool


def may_be_in(front: bytes, body: bytes) -> bool:
    """Return whether there are enough digits in a row, with no more than gaps between them."""
    # Two spaces indent; they are no gap between digits.
    return _has_row(front.replace(b"  ", b""), _FRONT) or _has_row(body, _BODY)


def _has_row(text: bytes, table: bytes) -> bool:
    runs = text.translate(table)
    start = runs.find(_RUN)
    while start >= 0:
        rest = runs[start : start + _LONGEST]
        end = start + len(rest) - len(rest.lstrip(b"0"))
        if len(_DIGIT.findall(text, start, end)) >= LEAST_DIGITS:
            return True
        start = runs.find(_RUN, end)
    return False


def find(text: str, regions: Sequence[str] = (), since: int = 0) -> Iterator[Phone]:
    """Yield the phone numbers of a text.

    Args:
        text: where to look.
        regions: countries (ISO 3166-1) in whose way a number may be written.
        since: where to begin.
    """
    for match in _CANDIDATE.finditer(text, since):
        number = match[0]
        if not LEAST_DIGITS <= sum(map(str.isdigit, number)) <= 15 or _NOT_PHONE.fullmatch(number):
            continue
        before = text[max(0, match.start() - _NEAR) : match.start()].rpartition("\n\n")[2]
        if _says_other(before):
            continue
        if _is_sure(number, regions):
            yield Phone(*match.span(), sure=True)
        elif _says_phone(before):
            yield Phone(*match.span(), sure=False)


def _is_sure(number: str, regions: Sequence[str]) -> bool:
    """Return whether a number is written as its country writes numbers, and is one there."""
    import phonenumbers

    international = number.lstrip("(").startswith(("+", "00"))
    # A national number begins with 0 nearly everywhere; without it, other rows look like one.
    ways = [None] if international else list(regions)
    return any(
        list(phonenumbers.PhoneNumberMatcher(_plus(number), way, _leniency(number))) for way in ways
    )


def _plus(number: str) -> str:
    return f"+{number[2:]}" if number.startswith("00") else number


def _leniency(number: str) -> int:
    import phonenumbers

    level = phonenumbers.Leniency
    return int(level.VALID if number.startswith(("+", "00", "(+")) else level.STRICT_GROUPING)


@cache
def _cues(name: str) -> re.Pattern[str]:
    end = r"[\s:.=,/(]*(?:\w{1,8}[\s:.]+){0,2}$"
    return re.compile(rf"(?:{alternatives(all_words(name).phrases)})(?:\w*){end}", re.IGNORECASE)


def _says_phone(before: str) -> bool:
    return bool(_cues("phone_cues").search(before))


def _says_other(before: str) -> bool:
    return bool(_cues("number_cues").search(before)) and not _says_phone(before)
