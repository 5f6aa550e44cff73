r"""Regular expressions for other programs: what JSON Schema calls a pattern (ECMA-262, mode `u`).

Each means the same to a browser, an editor and Python. That rules out `\d` and a bare `$`, which
Python understands in its own way, and escapes that ECMA-262 does not know.
"""

from __future__ import annotations

import math
import re
from collections.abc import Iterable

SPACES = r"\s*"
_DIGITS = 15
_LARGEST = 10**_DIGITS - 1
_SYNTAX = re.compile(r"[\^$\\.*+?()\[\]{}|/]")
_LEAP_YEAR = (
    "(?:[0-9]{2}(?:0[48]|[2468][048]|[13579][26])|(?:[02468][048]|[13579][26])00)"  # not 1900
)
_DAY = (
    "(?:(?:0[13578]|1[02])-(?:0[1-9]|[12][0-9]|3[01])"
    "|(?:0[469]|11)-(?:0[1-9]|[12][0-9]|30)"
    "|02-(?:0[1-9]|1[0-9]|2[0-8]))"
)
_NOT_IN_LINK = r'\s<>"\\^`{|}'


def whole(pattern: str) -> str:
    """Return a pattern that has to match from the first character to the last."""
    # Python's $ matches before a line end too.
    return f"^(?:{pattern})$(?!\\n)"


def portable(pattern: str) -> str:
    """Return a pattern of ours, which Python reads as ASCII, in terms that mean so everywhere."""
    return whole(pattern.replace(r"\d", "[0-9]").replace(r"\"", '"'))


def escape(text: str) -> str:
    """Return a pattern for a text as it stands."""
    return _SYNTAX.sub(r"\\\g<0>", text)


def any_of(texts: Iterable[str]) -> str:
    """Return a pattern for any one of several texts."""
    return whole("|".join(escape(text) for text in sorted(set(texts))))


def in_any_case(texts: Iterable[str], spaces: str = "") -> str:
    """Return a pattern for any one of several texts, in capitals or not.

    Args:
        texts: as they are written in small letters.
        spaces: pattern of what may stand before and after.
    """
    either = "|".join(_loose(text) for text in sorted(set(texts)))
    return whole(f"{spaces}(?:{either}){spaces}")


def _loose(text: str) -> str:
    pairs = ((c.lower(), c.upper()) for c in text)
    return "".join(
        escape(low) if low == high or len(high) > 1 else f"[{low}{high}]" for low, high in pairs
    )


def text(low: int, high: int | None, *, lines: bool) -> str:
    """Return a pattern for a text of so many characters, not counting spaces around it.

    Args:
        low: the least number of characters.
        high: the largest, if there is one.
        lines: whether there may be line breaks.
    """
    inner = r"[\s\S]" if lines else r"[^\n]"
    most = "" if high is None else str(max(high - 2, 0))
    longer = rf"\S{inner}{{{max(low - 2, 0)},{most}}}\S" if high is None or high > 1 else ""
    ways = [*([r"\S"] if low <= 1 else []), *([longer] if longer else [])]
    words = f"(?:{'|'.join(ways)})" + ("?" if low < 1 else "")
    return whole(rf"\s*{words}\s*")


def digits_between(low: int, high: int) -> str:
    """Return a pattern for whole numbers from `low` to `high`, both from 0, without zeros ahead."""
    parts = []
    for length in range(len(str(low)), len(str(high)) + 1):
        first = max(low, 10 ** (length - 1) if length > 1 else 0)
        last = min(high, 10**length - 1)
        parts.append(_same_length(str(first), str(last)))
    return f"(?:{'|'.join(parts)})"


def _same_length(low: str, high: str) -> str:
    """Return a pattern for the digits from `low` to `high`, which are equally long."""
    rest = len(low) - 1
    if low == high:
        return low
    if set(low) == {"0"} and set(high) == {"9"}:
        return f"[0-9]{{{rest + 1}}}"
    if low[0] == high[0]:
        return low[0] + _group(_same_length(low[1:], high[1:]))
    if not rest:
        return f"[{low}-{high}]"
    parts = [low[0] + _group(_same_length(low[1:], "9" * rest))]
    if int(high[0]) - int(low[0]) > 1:
        parts.append(f"[{int(low[0]) + 1}-{int(high[0]) - 1}][0-9]{{{rest}}}")
    parts.append(high[0] + _group(_same_length("0" * rest, high[1:])))
    return "|".join(parts)


def _group(pattern: str) -> str:
    return f"(?:{pattern})" if "|" in pattern else pattern


def date(first_year: int, last_year: int) -> str:
    """Return a pattern for dates as they are written here, with their year within bounds."""
    years = _same_length(f"{first_year:04}", f"{last_year:04}")
    exact = f"(?:[0-9]{{4}}(?:-(?:0[1-9]|1[0-2]))?|[0-9]{{4}}-{_DAY}|{_LEAP_YEAR}-02-29)"
    core = f"(?={years}){exact}" if "|" not in years else f"(?=(?:{years})){exact}"
    return whole(rf"\.\./{core}~?|{core}~?(?:/\.\.)?")


def number(low: float | None, high: float | None, decimals: int) -> str:
    """Return a pattern for numbers within bounds, with a sign or without.

    Args:
        low: the smallest; a fraction of it does not count.
        high: the largest; the same.
        decimals: how many there may be.
    """
    least = -_LARGEST if low is None else math.floor(low)
    most = _LARGEST if high is None else math.ceil(high)
    ways = []
    if most >= 0:
        ways.append(r"\+?" + _amount(max(least, 0), most, decimals))
    if least <= 0:
        ways.append("-" + _amount(max(-most, 0), -least, decimals))
    return whole(rf"(?=[-+]?[0-9]{{1,{_DIGITS}}}(?![0-9]))(?:{'|'.join(ways)})")


def money(low: float | None, high: float | None) -> str:
    """Return a pattern for amounts with their currency, within bounds."""
    least = max(math.floor(low or 0), 0)
    most = _LARGEST if high is None else math.ceil(high)
    amount = _amount(least, most, 2)
    return whole(rf"(?=[0-9]{{1,{_DIGITS}}}(?![0-9])){amount} [A-Z]{{3}}")


def _amount(low: int, high: int, decimals: int) -> str:
    """Return a pattern for what is not below `low` and not above `high`, both from 0."""
    if low > high:
        return "(?!)"
    if not decimals:
        return f"0*{digits_between(low, high)}"
    exact = rf"{high}(?:\.0{{1,{decimals}}})?"
    below = rf"{digits_between(low, high - 1)}(?:\.[0-9]{{1,{decimals}}})?" if high > low else ""
    return f"0*(?:{'|'.join(filter(None, [below, exact]))})"


def web_address() -> str:
    """Return a pattern for addresses of the web whose host has a dot in it."""
    host = rf"[^/?#@:\[\]{_NOT_IN_LINK}]*"
    rest = rf"(?::[^/?#@{_NOT_IN_LINK}]*)?(?:[/?#][^{_NOT_IN_LINK}]*)?"
    return whole(rf"[Hh][Tt][Tt][Pp][Ss]?://{host}\.{host}{rest}")


def entry(collections: Iterable[str], free_pages: str) -> str:
    """Return a pattern for the name of an entry: of one collection the folder may be left out.

    Args:
        collections: in which the entry may be.
        free_pages: the one among them whose entries may lie in folders.
    """
    stem = "[a-z0-9][a-z0-9-]*"
    names = sorted(set(collections))
    ways = [
        f"{escape(name)}/{f'(?:{stem}/)*' if name == free_pages else ''}{stem}" for name in names
    ]
    if len(names) == 1:
        ways.append(stem)
    return whole(rf"\s*[./]*(?:{'|'.join(ways)})(?:\.md)?/*\s*")
