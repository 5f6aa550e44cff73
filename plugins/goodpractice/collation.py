"""Collation: the order of words as readers of a language expect it, the same on every machine.

Letters count without case and accents, save those that a language takes for letters of their own
and puts elsewhere in its alphabet. Numbers count by their value; punctuation does not count.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping
from functools import cache, lru_cache

from goodpractice.nearest import fold

# A letter and those that follow it as letters of their own: Unicode CLDR's root collation orders
# all others by their base letter. Digraphs (Czech “ch”, Hungarian “sz”) count as two letters.
_LETTERS: Mapping[str, str] = {
    "cs": "cč rř sš zž",
    "da": "zæøå",
    "es": "nñ",
    "et": "sšzž wõäöü",
    "fi": "zåäö",
    "hr": "cčć dđ sš zž",
    "hu": "oöő uüű",
    "is": "aá dð eé ií oó uú yý zþæö",
    "lt": "cč sš zž",
    "lv": "cč gģ kķ lļ nņ sš zž",
    "nb": "zæøå",
    "nn": "zæøå",
    "pl": "aą cć eę lł nń oó sś zźż",
    "ro": "aăâ iî sșş tțţ",
    "sk": "aä cč oô sš zž",
    "sl": "cčć dđ sš zž",
    "sv": "zåäö",
}
_BEHIND = 0x31300  # letters of no language here: they come after any letter that is one
_NUMBER = re.compile(r"\d+")
_DIGITS = 12
_NO_WORD = re.compile(r"[^\w]+")


@lru_cache(maxsize=1 << 16)
def key(text: str, lang: str) -> tuple[str, str]:
    """Return what a text is sorted by for readers of a language.

    Args:
        text: a title or a name.
        lang: of the readers; an unknown one has the order of the root.
    """
    own = _own(lang.partition("-")[0])
    placed = _placed(text, own) if own else text
    words = _NO_WORD.sub(" ", fold(placed)).strip()
    return _NUMBER.sub(lambda found: found[0].zfill(_DIGITS), words), text


def _placed(text: str, own: Mapping[str, str]) -> str:
    """Return a text with a language's own letters put behind those they follow."""
    composed = unicodedata.normalize("NFC", text).lower()
    return "".join(own.get(letter, letter) for letter in composed)


@cache
def _own(lang: str) -> Mapping[str, str]:
    """Return a language's own letters, each as its base letter and a mark behind all letters."""
    return {
        letter: f"{group[0]}{chr(_BEHIND + at)}"
        for group in _LETTERS.get(lang, "").split()
        for at, letter in enumerate(group[1:])
    }
