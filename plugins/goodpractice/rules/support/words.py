"""Words that rules look for: read from words.yml, in a form that is quick to search.

Nearly every text holds none of them. One pass of an Aho-Corasick automaton over the bytes of a text
says which of all the words of all rules may be there; patterns are asked for those alone.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import yaml
from ahocorasick_rs import BytesAhoCorasick, Implementation

from goodpractice.rules.support.signs import MARKS

try:
    from yaml import CBaseLoader as _Loader
except ImportError:  # a PyYAML without libyaml: slower
    from yaml import BaseLoader as _Loader  # type: ignore[assignment]

# Texts are searched with small ASCII letters, and with 0 for every digit.
PLAIN = bytes.maketrans(
    b"ABCDEFGHIJKLMNOPQRSTUVWXYZ123456789", b"abcdefghijklmnopqrstuvwxyz000000000"
)
FILE = Path(__file__).parents[1] / "words.yml"
EVERY_LANGUAGE = "any"
# The lists that every text is searched for.
SEARCHED = (
    *("placeholders", "placeholders_alone", "relative_times", "shares", "counted"),
    *("hidden_mail", "broken_letters"),
)


@dataclass(frozen=True, slots=True)
class Words:
    """Words to look for.

    Attributes:
        phrases: as written.
        needles: a part of each in bytes, made `PLAIN`.
        either: the same, to be asked for all at once.
    """

    phrases: tuple[str, ...]
    needles: tuple[bytes, ...]
    either: frozenset[bytes]

    def pattern(self, held: frozenset[bytes]) -> re.Pattern[str] | None:
        """Return the pattern of those that may be in a text, or None where there are none.

        Args:
            held: what `needles_in` found in the text.
        """
        if self.either.isdisjoint(held):
            return None
        pairs = zip(self.phrases, self.needles, strict=True)
        return _pattern(tuple(phrase for phrase, needle in pairs if needle in held))


@cache
def _lists() -> Mapping[str, Mapping[str, list[str]]]:
    lists: Mapping[str, Mapping[str, list[str]]] = yaml.load(
        FILE.read_text("utf-8"),
        Loader=_Loader,  # noqa: S506 - makes nothing but texts: of words, “no” is one
    )
    return lists


@cache
def words(name: str, language: str) -> Words:
    """Return a list of words for a language, such as ``fr`` or ``pt-BR``.

    Raises:
        KeyError: words.yml has no list of this name.
    """
    wanted = (EVERY_LANGUAGE, language.partition("-")[0])
    by_language = _lists()[name]
    return _words(phrase for key in wanted for phrase in by_language.get(key, ()))


@cache
def all_words(name: str) -> Words:
    """Return a list of words for all languages together."""
    return _words(phrase for listed in _lists()[name].values() for phrase in listed)


def _words(phrases: Iterable[str]) -> Words:
    once = tuple(dict.fromkeys(phrases))
    needles = tuple(map(_needle, once))
    return Words(once, needles, frozenset(needles))


def needles_in(plain: bytes) -> frozenset[bytes]:
    """Return the needles of all lists, and marks, that a text holds: UTF-8, made `PLAIN`."""
    automaton, needles = _automaton()
    found = automaton.find_matches_as_indexes(plain, overlapping=True)
    return frozenset([needles[number] for number, _, _ in found])


@cache
def _automaton() -> tuple[BytesAhoCorasick, tuple[bytes, ...]]:
    listed = (needle for name in SEARCHED for needle in all_words(name).needles)
    needles = tuple(dict.fromkeys((*listed, *sorted(MARKS))))
    return BytesAhoCorasick(needles, implementation=Implementation.DFA), needles


@cache
def _pattern(phrases: tuple[str, ...]) -> re.Pattern[str]:
    return re.compile(alternatives(phrases), re.IGNORECASE)


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
    """Return a part of a phrase that is the same in small letters and behind a capital.

    Of bytes, only ASCII letters have a small form.
    """
    longest = max(re.split("['’]", phrase), key=len)
    is_letter = longest[0].isalpha() and not longest[0].isascii()
    inner = longest[1:] if is_letter and len(longest) > 2 else longest
    return inner.encode().translate(PLAIN)
