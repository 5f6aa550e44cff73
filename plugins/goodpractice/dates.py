"""Dates as exact as they are known, and the ways in which people write them."""

from __future__ import annotations

import calendar
import re
from collections.abc import Callable
from functools import lru_cache
from typing import NamedTuple

from goodpractice.messages import month_numbers

DATE = re.compile(
    r"(?P<until>\.\./)?(?P<year>\d{4})(?:-(?P<month>\d{2})(?:-(?P<day>\d{2}))?)?(?P<about>~)?(?P<since>/\.\.)?",
    re.ASCII,
)


class ApproximateDate(NamedTuple):
    """A date as exact as it is known: the part of EDTF level 1 that people need.

    `first` and `last` are the days it may mean, as (year, month, day); None is open.
    """

    text: str
    first: tuple[int, int, int] | None
    last: tuple[int, int, int] | None
    about: bool = False


@lru_cache(maxsize=1 << 12)
def parse_date(text: str) -> ApproximateDate | None:
    """Return the date that a text says, or None."""
    match = DATE.fullmatch(text)
    if not match or (match["until"] and match["since"]):
        return None
    year, month, day = int(match["year"]), int(match["month"] or 0), int(match["day"] or 0)
    if year < 1 or month > 12 or (match["month"] and month < 1):
        return None
    last_month = month or 12
    last_day = calendar.monthrange(year, last_month)[1]
    if match["day"] and not 1 <= day <= last_day:
        return None
    first = None if match["until"] else (year, month or 1, day or 1)
    last = None if match["since"] else (year, last_month, day or last_day)
    return ApproximateDate(text, first, last, bool(match["about"]))


# What programs put behind a day: “2024-09-06 10:30:00 +0200”, “2024-09-06T10:30Z”.
_TIME = re.compile(r"(?<=\d{4}-\d{2}-\d{2})[T ]\d{1,2}:\d{2}.{0,25}$", re.ASCII)
_YEAR_FIRST = re.compile(r"(\d{4})([-/.])(\d{1,2})(?:\2(\d{1,2}))?", re.ASCII)
_YEAR_LAST = re.compile(r"(\d{1,2})([-/.]) ?(\d{1,2})\2 ?(\d{4})", re.ASCII)
_MONTH_IN_WORDS = re.compile(
    r"(?:(\d{1,2})(?:st|nd|rd|th|er|\.)?\s+(?:of\s+)?)?([^\W\d_]{3,})\.?,?\s+(\d{4})"
)
_MONTH_FIRST = re.compile(r"([^\W\d_]{3,})\.?\s+(\d{1,2})(?:st|nd|rd|th)?,?\s+(\d{4})")
_MONTH_AND_YEAR = re.compile(r"(\d{1,2})[-/.](\d{4})", re.ASCII)
_DIGITS = re.compile(r"(\d{4})(\d{2})(\d{2})", re.ASCII)
_ABOUT = re.compile(
    r"(?:c\.|ca\.?|circa|about|around|vers|environ|περίπου|~)\s*(.+)", re.IGNORECASE
)
_SINCE = re.compile(r"(?:since|depuis|από το)\s+(.+)|(.+?)\s?-", re.IGNORECASE)


def plain_date(text: str) -> str:
    """Return a date as it should be written, where it can be read in one way only, or nothing.

    ``29.10.2004``, ``10/29/2004``, ``2004-9-5`` and ``29 October 2004`` can; ``05/04/2004`` cannot.
    """
    text = _TIME.sub("", text.strip())
    if parse_date(text):
        return text
    read = (form(match) for pattern, form in _FORMS if (match := pattern.fullmatch(text)))
    return next((date for date in read if parse_date(date)), "")


def _in_words(year: str, name: str, day: str | None) -> str:
    month = month_numbers().get(name.casefold())
    return _iso(year, month, day) if month else ""


def _marked(text: str, mark: str) -> str:
    """Return a date with a mark behind it, where it has none yet."""
    plain = text if DATE.fullmatch(text) else plain_date(text)
    return f"{plain}{mark}" if plain[-2:].isdigit() else ""


def _is_school_year(match: re.Match[str]) -> bool:
    """Return whether “2004/05” may be a school year as well as a month."""
    return match[4] is None and len(match[3]) == 2 and (int(match[1]) + 1) % 100 == int(match[3])


# Ways of writing a date that can be read in one way only, and what they say.
_FORMS: tuple[tuple[re.Pattern[str], Callable[[re.Match[str]], str]], ...] = (
    (_YEAR_FIRST, lambda m: "" if _is_school_year(m) else _iso(m[1], m[3], m[4])),
    (_YEAR_LAST, lambda m: _day_and_month(m[1], m[3], m[4])),
    (_MONTH_IN_WORDS, lambda m: _in_words(m[3], m[2], m[1])),
    (_MONTH_FIRST, lambda m: _in_words(m[3], m[1], m[2])),
    (_MONTH_AND_YEAR, lambda m: _iso(m[2], m[1], None)),
    (_DIGITS, lambda m: _iso(m[1], m[2], m[3])),
    (_ABOUT, lambda m: _marked(m[1], "~")),
    (_SINCE, lambda m: _marked(m[1] or m[2], "/..")),
)


def _day_and_month(one: str, other: str, year: str) -> str:
    first, second = int(one), int(other)
    if first > 12 or first == second:
        return _iso(year, other, one)
    return _iso(year, one, other) if second > 12 else ""


def _iso(year: str, month: str, day: str | None) -> str:
    return f"{year}-{int(month):02}" + (f"-{int(day):02}" if day else "")


# A day or month, or else a year that people of schools write of, wherever it stands.
_EXACT = re.compile(r"(?<![\d-])\d{4}-\d{2}(?:-\d{2})?(?![\d-])", re.ASCII)
_YEAR = re.compile(r"(?<!\d)(?:1[89]|20)\d\d(?!\d)", re.ASCII)
_MOST_READINGS = 2  # that a message can name


def readings(text: str) -> tuple[str, ...]:
    """Return the one or two dates that somebody may mean by a text that is none, or nothing.

    Day and month may stand in either order; of a school year, it is the year that is known; and a
    date may stand among other words.
    """
    last, first = _YEAR_LAST.fullmatch(text), _YEAR_FIRST.fullmatch(text)
    if first and _is_school_year(first):
        begun, month = first[1], _iso(first[1], first[3], None)
        return begun, month if parse_date(month) else str(int(begun) + 1)
    if no_such_day(text):
        return ()
    if last:
        return _iso(last[4], last[3], last[1]), _iso(last[4], last[1], last[3])
    exact = list(filter(parse_date, _EXACT.findall(text)))
    found = tuple(dict.fromkeys(exact or _YEAR.findall(text)))
    return found if len(found) <= _MOST_READINGS else ()


def no_such_day(text: str) -> str:
    """Return the variant that says that a date has no such day or month, or nothing."""
    first, last = _YEAR_FIRST.fullmatch(text), _YEAR_LAST.fullmatch(text)
    year, month, day = 0, 0, 0
    if first:
        year, month, day = int(first[1]), int(first[3]), int(first[4] or 1)
    elif last:
        day, month, year = int(last[1]), int(last[3]), int(last[4])
        if month > 12 >= day:
            day, month = month, day
    if not year or (month <= 12 and 1 <= day <= 28):
        return ""
    if not 1 <= month <= 12:
        return "no-month"
    return "no-day" if not 1 <= day <= calendar.monthrange(year, month)[1] else ""
