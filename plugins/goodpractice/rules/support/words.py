"""Words that rules look for: read from words.yml, in a form that is quick to search.

Nearly every text holds none of them, so each list first asks for plain bytes, which costs a tenth
of what a pattern does.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import yaml

FILE = Path(__file__).parents[1] / "words.yml"
EVERY_LANGUAGE = "any"
_ASCII_RUN = re.compile(r"[!-~]+(?: [!-~]+)*")


@dataclass(frozen=True, slots=True)
class Words:
    """Words to look for.

    Attributes:
        phrases: as written.
        needles: a part of each in ASCII bytes, small letters.
        pattern: finds any of them as whole words.
    """

    phrases: tuple[str, ...]
    needles: tuple[bytes, ...]
    pattern: re.Pattern[str]

    def may_be_in(self, lowered: bytes) -> bool:
        """Return whether one of them may be in a text (UTF-8, ASCII letters small)."""
        return any(map(lowered.__contains__, self.needles))


@cache
def _lists() -> Mapping[str, Mapping[str, list[str]]]:
    lists: Mapping[str, Mapping[str, list[str]]] = yaml.safe_load(FILE.read_text("utf-8"))
    return lists


@cache
def words(name: str, language: str) -> Words:
    """Return a list of words for a language, such as ``fr`` or ``pt-BR``.

    Raises:
        KeyError: words.yml has no list of this name.
    """
    by_language = _lists()[name]
    wanted = (EVERY_LANGUAGE, language.partition("-")[0])
    phrases = tuple(phrase for key in wanted for phrase in by_language.get(key, ()))
    needles = tuple(dict.fromkeys(map(_needle, phrases)))
    return Words(phrases, needles, re.compile(alternatives(phrases), re.IGNORECASE))


@cache
def all_words(name: str) -> Words:
    """Return a list of words for all languages together."""
    phrases = tuple(dict.fromkeys(p for listed in _lists()[name].values() for p in listed))
    needles = tuple(dict.fromkeys(map(_needle, phrases)))
    return Words(phrases, needles, re.compile(alternatives(phrases), re.IGNORECASE))


def alternatives(phrases: Iterable[str]) -> str:
    """Return the pattern of any of the phrases as whole words; without phrases one of nothing."""
    return "|".join(map(_phrase_pattern, sorted(phrases, key=len, reverse=True))) or r"(?!)"


def _phrase_pattern(phrase: str) -> str:
    pattern = r"\s+".join(re.escape(word).replace("'", "['’]") for word in phrase.split())
    before = r"(?<!\w)" if phrase[0].isalnum() else ""
    after = r"(?!\w)" if phrase[-1].isalnum() else ""
    cased = phrase.isupper()
    return f"{before}(?-i:{pattern}){after}" if cased else f"{before}{pattern}{after}"


def _needle(phrase: str) -> bytes:
    """Return the longest part of a phrase that is plain whatever the case and the spaces."""
    plain = re.split(r"[^!-~]+|['’]", phrase)
    longest = max(plain, key=len)
    return (longest or phrase).lower().encode()
