"""The catalogue: all published entries, related in both directions and counted by facet.

Everything that a page shows of other entries is asked here; nothing is computed per pair.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property

from goodpractice.entries import WITHDRAWN, Entry
from goodpractice.model import FREE_PAGES, Facet, Model
from goodpractice.nearest import fold
from goodpractice.vocabularies import CLDR, Vocabulary

COLLECTION_FACET = "collection"
TRANSLATION = "translation_of"  # shown as “also in”, not as a relation


@dataclass(frozen=True)
class Catalogue:
    """Published entries and free pages, in the order of listings.

    Attributes:
        entries: by id: by collection, then by title.
        model: the site's model.
    """

    model: Model
    entries: Mapping[str, Entry]

    @cached_property
    def listed(self) -> tuple[Entry, ...]:
        """Return the entries that browse shows; a place in this order is an entry's number."""
        return tuple(
            entry
            for entry in self.entries.values()
            if entry.collection.browse and entry.status != WITHDRAWN
        )

    @cached_property
    def number(self) -> Mapping[str, int]:
        """Return the place in `listed` by id."""
        return {entry.id: number for number, entry in enumerate(self.listed)}

    @cached_property
    def by_collection(self) -> Mapping[str, tuple[Entry, ...]]:
        """Return the entries of each collection that has some."""
        groups: dict[str, list[Entry]] = defaultdict(list)
        for entry in self.entries.values():
            if entry.status != WITHDRAWN:
                groups[entry.collection.name].append(entry)
        return {name: tuple(entries) for name, entries in groups.items()}

    @cached_property
    def free_pages(self) -> tuple[Entry, ...]:
        """Return the free pages."""
        return self.by_collection.get(FREE_PAGES, ())

    @cached_property
    def linked_from(self) -> Mapping[str, Mapping[tuple[str, str], tuple[Entry, ...]]]:
        """Return who names an entry: by its id, then by collection and field of who does."""
        links: dict[str, dict[tuple[str, str], list[Entry]]] = defaultdict(
            lambda: defaultdict(list)
        )
        for entry in self.entries.values():
            if entry.status != WITHDRAWN:
                named = ((r.path, r.target) for r in entry.references if r.path != TRANSLATION)
                for path, target in dict.fromkeys(named):
                    if target in self.entries and target != entry.id:
                        links[target][entry.collection.name, path].append(entry)
        return {
            target: {key: tuple(entries) for key, entries in groups.items()}
            for target, groups in links.items()
        }

    @cached_property
    def by_term(self) -> Mapping[tuple[str, str], tuple[Entry, ...]]:
        """Return the listed entries that use a term in any field, by vocabulary and term.

        A wider term has the entries of the narrower ones too.
        """
        found: dict[tuple[str, str], dict[str, Entry]] = defaultdict(dict)
        for entry in self.listed:
            for path, vocabulary in entry.collection.vocabulary_fields:
                for term in self._terms(entry, path, self.model.vocabularies[vocabulary]):
                    found[vocabulary, term][entry.id] = entry
        return {key: tuple(entries.values()) for key, entries in found.items()}

    def has_page(self, vocabulary: Vocabulary, term_id: str) -> bool:
        """Return whether a term has a page: each of a site's own, those in use of ISO lists."""
        if vocabulary.built_in:
            return vocabulary.name in CLDR and (vocabulary.name, term_id) in self.by_term
        return True

    def values(self, entry: Entry, facet: Facet) -> tuple[str, ...]:
        """Return an entry's values of a facet, wider terms included, each once."""
        return self._values[facet.id].get(entry.id, ())

    @cached_property
    def _values(self) -> Mapping[str, Mapping[str, tuple[str, ...]]]:
        """Return the values of each facet by entry."""
        return {
            facet.id: {entry.id: self._read(entry, facet) for entry in self.entries.values()}
            for facet in self.model.facets
        }

    def _read(self, entry: Entry, facet: Facet) -> tuple[str, ...]:
        path = facet.paths.get(entry.collection.name)
        if path is None:
            return ()
        vocabulary = self.model.vocabularies.get(facet.vocabulary)
        if vocabulary is None:
            return tuple(target for target in entry.term_ids(path) if target in self.entries)
        return self._terms(entry, path, vocabulary)

    def _terms(self, entry: Entry, path: str, vocabulary: Vocabulary) -> tuple[str, ...]:
        held = entry.term_ids(path)
        known = vocabulary.terms
        newer = (known[one].deprecated_by for one in held if one in known)
        wide = (
            term
            for one in (*held, *filter(None, newer))
            for term in vocabulary.with_broader(one) or (one,)
        )
        return tuple(dict.fromkeys(wide))

    @cached_property
    def counts(self) -> Mapping[str, Counter[str]]:
        """Return how many listed entries have each value of each facet."""
        counted: dict[str, Counter[str]] = {}
        for facet in self.model.facets:
            counted[facet.id] = Counter(
                value for entry in self.listed for value in self.values(entry, facet)
            )
        counted[COLLECTION_FACET] = Counter(entry.collection.name for entry in self.listed)
        return counted

    def facet_values(self, facet: Facet) -> tuple[str, ...]:
        """Return the values of a facet in order; of countries and languages, those in use."""
        vocabulary = self.model.vocabularies.get(facet.vocabulary)
        counts = self.counts[facet.id]
        if vocabulary is None:
            return tuple(entry_id for entry_id in self.entries if entry_id in counts)
        return tuple(
            term
            for term in vocabulary.tree
            if not vocabulary.terms[term].deprecated_by
            and (not vocabulary.built_in or term in counts)
        )


def build(model: Model, entries: Iterable[Entry]) -> Catalogue:
    """Return the catalogue of published entries."""
    order = {name: place for place, name in enumerate(model.all_collections)}
    ordered = sorted(entries, key=lambda e: (order[e.collection.name], fold(e.title), e.id))
    return Catalogue(model, {entry.id: entry for entry in ordered})
