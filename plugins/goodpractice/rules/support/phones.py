"""Phone numbers in a text: which rows of digits are one, and how sure that is.

`phonenumbers` (Google's libphonenumber) knows the numbering plan of every country. It is asked
only for rows of digits that could be one, since asking takes as long as all other rules together.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import cache
from typing import NamedTuple

from goodpractice.late import late
from goodpractice.rules.support.words import all_words, alternatives

LEAST_DIGITS, MOST_DIGITS = 7, 15  # ITU-T E.164, section 6
# Times that one text is worth the question whether a number is one of a country's: it takes up to a
# millisecond, and 64 kB of digits and twenty countries took most of a minute. Further rows of
# digits may be a number.
MAX_ASKED = 1_000
# What may stand between digits: of UTF-8, the bytes of all that `_CANDIDATE` lets stand there.
_GAPS = rb"\t\n\r .()/\xc2\xa0\xe1\x9a\xe2\x80-\x8a\x90\x91\xaf\x81\x9f\xe3-"
_ENOUGH = re.compile(rb"0(?:[%b]*0){%d}" % (_GAPS, LEAST_DIGITS - 1))
# Nearly all front matter has dates, which may stand below each other.
_DATE = b" 0000-00-00\n"
# The first bytes of digits that are not ASCII, few of which stand in texts of Europe.
_LEADS = b"\xd9\xdb\xdf\xe0\xe1\xea\xef\xf0"
_NOT_LEADS = bytes({*range(256)} - {*_LEADS})
_OTHERS = re.compile(r"[^\D0-9]")
# It begins with one of few characters, which is quick to find, and then looks at the one before.
_CANDIDATE = re.compile(
    r"[+(\d](?<![\w.,:/@#=&?%-].)(?:(?<=\+)\d|(?<=\()(?=\d+\))\d|(?<=\d))"
    r"[\d\s()./\u00a0\u202f\u2011\u2010-]{4,24}\d(?![\w@%])"
)
_NOT_PHONE = late(
    r"\d{4}([-./])\d{1,2}\1\d{1,2}(?:[\sT].*)?|\d{1,2}([./-])\d{1,2}\2\d{4}(?:\s.*)?"  # dates
    r"|[12]\d{3}\s?[-–/]\s?[12]\d{3}|(?:[12]\d{3}\s)+[12]\d{3}"  # years
    r"|10\.\d{4,9}/[\d./-]+"  # a DOI (DOI Handbook, section 2.2)
    r"|\d+[.,]\d+|[1-9]\d{0,2}(?:[\s.,\u00a0\u202f]\d{3})+"  # numbers with their thousands apart
)
# The first of several in a row: a date, or what stands on a line or before a stroke by itself.
_FIRST = re.compile(
    r"(?:\d{4}([-./])\d{1,2}\1\d{1,2}|\d{1,2}([./-])\d{1,2}\2\d{4})(?=\s)|.+?(?=\s*\n|\s+/\s)"
)
_NEAR = 24  # characters before a number in which a word says what it is


_EVERYWHERE = slice(0, None)


class Phone(NamedTuple):
    """A row of digits that is a phone number, surely or perhaps."""

    start: int
    end: int
    sure: bool


def within(front: bytes, body: bytes) -> slice | None:
    """Return the part of a source outside which there is surely no phone number.

    There may be one where there are enough digits in a row, with no more than gaps between them.

    Args:
        front: the front matter, with 0 for every digit.
        body: the text, likewise, on one line.

    Returns:
        From and to which character of both together, or None where there is surely no number.
    """
    undated = front.replace(_DATE, b"")
    if _has_other_digits(body) or _has_other_digits(undated):
        return _EVERYWHERE
    first, second = _ENOUGH.search(undated), _ENOUGH.search(body)
    if first:
        end = None if second else len(front.decode())
        return slice(_characters(undated[: first.start()]), end)
    return slice(_characters(front + body[: second.start()]), None) if second else None


def _has_other_digits(text: bytes) -> bool:
    if text.isascii() or not text.translate(None, _NOT_LEADS):
        return False
    return _OTHERS.search(text.decode()) is not None


def _characters(before: bytes) -> int:
    """Count the characters before a digit, but for a sign that may belong to it."""
    return max(0, len(before.decode()) - 1)


def find(text: str, regions: Sequence[str] = (), where: slice = _EVERYWHERE) -> Iterator[Phone]:
    """Yield the phone numbers of a text.

    Args:
        text: where to look.
        regions: countries (ISO 3166-1) in whose way a number may be written.
        where: the part of it to look at.
    """
    asked = 0
    for start, number in _candidates(text, where):
        before = text[max(0, start - _NEAR) : start].rpartition("\n\n")[2]
        if _says_other(before):
            continue
        ways, enough = _ways(number, regions), asked >= MAX_ASKED
        asked += len(ways)
        if not enough and _is_sure(number, ways):
            yield Phone(start, start + len(number), sure=True)
        elif enough or _says_phone(before):
            yield Phone(start, start + len(number), sure=False)


def _candidates(text: str, where: slice) -> Iterator[tuple[int, str]]:
    """Yield rows of digits that could be one number, and where each begins."""
    at, end = where.start, where.stop or len(text)
    while match := _CANDIDATE.search(text, at, end):
        number = match[0]
        if not _could_be_one(number) and (first := _FIRST.match(number)):
            number = first[0]
        at = match.start() + len(number)
        if _could_be_one(number):
            yield match.start(), number


def _could_be_one(number: str) -> bool:
    digits = sum(map(str.isdigit, number))
    return LEAST_DIGITS <= digits <= MOST_DIGITS and not _NOT_PHONE.fullmatch(number)


def _ways(number: str, regions: Sequence[str]) -> Sequence[str | None]:
    """Return the countries in whose way a number may be written; none where it says of which."""
    return [None] if number.lstrip("(").startswith(("+", "00")) else regions


def _is_sure(number: str, ways: Sequence[str | None]) -> bool:
    """Return whether a number is written as its country writes numbers, and is one there."""
    import phonenumbers

    # A national number begins with 0 nearly everywhere; without it, other rows look like one.
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
