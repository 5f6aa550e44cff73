"""Words that are nearly the same: found by keys that twins share, never by comparing all pairs."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Mapping
from itertools import chain, pairwise
from typing import TYPE_CHECKING, TypeAlias

from goodpractice.messages import pick
from goodpractice.nearest import fold

if TYPE_CHECKING:
    from goodpractice.vocabularies import Vocabulary

# By vocabulary, the terms that are nearly the same as others, with those.
Twins: TypeAlias = Mapping[str, Mapping[str, set[str]]]

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


def of_vocabularies(vocabularies: Mapping[str, Vocabulary], language: str) -> Twins:
    """Return the terms of the site's own vocabularies that are nearly the same as others.

    Args:
        vocabularies: by name.
        language: that labels are compared in.
    """
    found: dict[str, dict[str, set[str]]] = {}
    for name, vocabulary in vocabularies.items():
        if vocabulary.built_in:
            continue
        labels = {term.id: pick(term.label, language) for term in vocabulary.terms.values()}
        by_id = {term_id: term_id for term_id in labels}
        for first, second in chain(twins(labels), twins(by_id)):
            mine = found.setdefault(name, {})
            mine.setdefault(first, set()).add(second)
            mine.setdefault(second, set()).add(first)
    return found


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
