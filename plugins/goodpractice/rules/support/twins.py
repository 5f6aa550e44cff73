"""Words that are nearly the same: found by keys that twins share, never by comparing all pairs."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Mapping
from itertools import pairwise

from goodpractice.nearest import fold

LEAST_LETTERS = 7  # in shorter words one letter makes another word
_WORD = re.compile(r"[^\W_]+")
# Words that join others and say nothing themselves, in the languages of words.yml.
_JOINING = frozenset(
    [
        *("a", "an", "and", "at", "by", "for", "in", "of", "on", "the", "to"),
        *("de", "des", "du", "et", "la", "le", "les", "der", "die", "das", "und"),
    ]
)
_ENDINGS = ("s", "x", "n")  # of the plural, in those languages


def twins(names: Mapping[str, str]) -> Iterator[tuple[str, str]]:
    """Yield ids whose names differ by order, joining words, plural or one letter.

    Args:
        names: name by id.
    """
    groups: dict[str, list[str]] = defaultdict(list)
    for one, name in names.items():
        for key in _keys(name):
            groups[key].append(one)
    seen: set[tuple[str, str]] = set()
    for ids in groups.values():
        for first, second in pairwise(ids):
            if first != second and (first, second) not in seen:
                seen.add((first, second))
                yield first, second


def _keys(name: str) -> Iterator[str]:
    """Yield what twins of a name share: its plain form, and that with each letter left out."""
    plain = _plain(name)
    yield plain
    if len(plain) >= LEAST_LETTERS:
        shorter = (plain[:at] + plain[at + 1 :] for at in range(len(plain)) if plain[at].isalpha())
        yield from dict.fromkeys(shorter)


def _plain(name: str) -> str:
    words = (word for word in _WORD.findall(fold(name)) if word not in _JOINING)
    return "".join(sorted(_singular(word) for word in words))


def _singular(word: str) -> str:
    return word[:-1] if len(word) > 4 and word.endswith(_ENDINGS) else word
