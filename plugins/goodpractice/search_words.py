"""Search words: what an entry is found by although it does not stand on its page.

Words with accents in a plainer spelling, and what its kind and terms are called in any language.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import lru_cache

from goodpractice.entries import Entry
from goodpractice.nearest import fold
from goodpractice.pipeline import Site
from goodpractice.presentation import has_pages

# What is left of a tag when a text is cut at its spaces.
_TAG = re.compile(r"^[^<>]*>|<[^>]*>|<.*")
_WORD = re.compile(r"\w+")
MAX_FOLDED_WORDS = 2_000


def folded(entry: Entry) -> list[str]:
    """Return the words of an entry that are found under a plainer spelling, in that spelling."""
    html = entry.text.html if entry.text else ""
    found = set(f"{entry.title} {entry.summary} {html}".split())
    plain = set().union(*(_plainer(part) for part in found if not part.isascii()))
    return sorted(plain)[:MAX_FOLDED_WORDS]


@lru_cache(maxsize=1 << 16)
def _plainer(part: str) -> tuple[str, ...]:
    """Return the words in a part of HTML that have a plainer spelling, in that spelling."""
    words = (word for word in _WORD.findall(_TAG.sub(" ", part)) if not word.isascii())
    return tuple(plain for word in words if (plain := fold(word)) != word.lower())


def of_collection(entry: Entry) -> list[str]:
    """Return the words for one and for many of an entry's kind, in any language, folded."""
    names = (*entry.collection.label.values(), *entry.collection.singular.values())
    return sorted(set(_WORD.findall(fold(" ".join(names)))))


MAX_TERM_WORDS = 500


def of_terms(site: Site, entry: Entry) -> list[str]:
    """Return the words that an entry's terms, and wider ones, have in any language, folded."""
    words: set[str] = set()
    for path, name in entry.collection.vocabulary_fields:
        vocabulary = site.model.vocabularies[name]
        for held in entry.term_ids(path) if has_pages(vocabulary) else ():
            for term_id in vocabulary.with_broader(held):
                words |= vocabulary.words[term_id]
    return sorted(words)[:MAX_TERM_WORDS]


def of(site: Site, entry: Entry) -> Iterable[str]:
    """Return the words of an entry, each once."""
    return dict.fromkeys((*folded(entry), *of_collection(entry), *of_terms(site, entry)))
