"""How alike two texts are, and which of many are worth comparing.

A sketch holds the smallest checksums of places sampled from a text by its own marks, so that
two texts with much in common share some of them (Broder, “On the resemblance and containment of
documents”, 1997). Only texts that share one are compared, so time grows with the number of texts
and not with that of pairs.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Hashable, Iterable, Iterator, Mapping
from itertools import combinations
from typing import TypeVar
from zlib import crc32

from goodpractice.messages import not_known_words

SKETCH = 10
LONGEST = 4_000  # characters that are sampled
RARE = 250  # bytes between two places, on average
SAMPLE = 16  # bytes of a place that is sampled
LEAST_SHARED = 2
MOST_ALIKE = 24  # texts that share a place; what more share is a phrase of the trade
WORDS_TOGETHER = 3
LEAST_SHINGLES = 25  # below this there is too little text to speak of a copy

_LINE_OF_MARKUP = re.compile(r"^\s*(?:#.*|[-=|: ]+)$", re.MULTILINE)
_DESTINATION = re.compile(r"\]\([^)\n]*\)")
_WORD = re.compile(r"\w+")
_PARAGRAPH = re.compile(r"\n[ \t\r]*\n")
_Key = TypeVar("_Key", bound=Hashable)


def sketch(text: str, start: int = 0) -> tuple[int, ...]:
    """Return the smallest checksums of places of a text, or of what begins at a character of it."""
    whole = text[start : start + LONGEST].encode("utf-8", "replace").replace(b"\n", b" ")
    pieces = whole.replace(b",", b".").split(b".")
    if len(pieces) * RARE < len(whole):  # other marks, or hardly any
        pieces = whole.split(b"e ")
    # Sentences end in more ways than they begin.
    long = [piece[-SAMPLE:] for piece in pieces if len(piece) >= SAMPLE]
    return tuple(sorted(map(crc32, long))[:SKETCH])


def candidates(sketches: Mapping[_Key, Iterable[int]]) -> Iterator[tuple[_Key, _Key]]:
    """Yield pairs of texts that share a few places, each once, in the order given."""
    seen, often = set[int](), set[int]()  # nearly none is seen twice
    for sums in sketches.values():
        often.update(seen.intersection(sums))
        seen.update(sums)
    sharing: dict[int, list[_Key]] = defaultdict(list)
    for key, sums in sketches.items():
        for one in () if often.isdisjoint(sums) else often.intersection(sums):
            sharing[one].append(key)
    shared: Counter[tuple[_Key, _Key]] = Counter()
    for keys in sharing.values():
        if 2 <= len(keys) <= MOST_ALIKE:
            shared.update(combinations(keys, 2))
    yield from (pair for pair, places in shared.items() if places >= LEAST_SHARED)


def shingles(text: str) -> frozenset[tuple[str, ...]]:
    """Return every few words that stand together in a text, headings and “not known” left out."""
    plain = _DESTINATION.sub("]", _LINE_OF_MARKUP.sub("", text))
    found: set[tuple[str, ...]] = set()
    for paragraph in _PARAGRAPH.split(plain):
        if not paragraph.strip().casefold().startswith(tuple(not_known_words())):
            words = _WORD.findall(paragraph.casefold())
            found.update(zip(*(words[start:] for start in range(WORDS_TOGETHER)), strict=False))
    return frozenset(found)


def likeness(one: frozenset[tuple[str, ...]], other: frozenset[tuple[str, ...]]) -> float:
    """Return which share of the words of the shorter text stands in the longer one, 0 to 1."""
    shorter = min(len(one), len(other))
    return len(one & other) / shorter if shorter >= LEAST_SHINGLES else 0.0
