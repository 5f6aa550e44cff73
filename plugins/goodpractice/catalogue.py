"""The catalogue: all published entries, related in both directions and counted by facet.

Everything that a page shows of other entries is asked here; nothing is computed per pair. Lists
and counts are of works: an entry and its translations are one.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

from goodpractice.collation import key
from goodpractice.entries import WITHDRAWN, Entry
from goodpractice.model import FREE_PAGES, Collection, Facet, Model, vocabulary_of
from goodpractice.reading import MISSING
from goodpractice.vocabularies import CLDR, Vocabulary

COLLECTION_FACET = "collection"
TRANSLATION = "translation_of"  # joins versions of a work; no relation between two


@dataclass(frozen=True)
class Work:
    """What is told once, in one language or in several.

    Attributes:
        id: of the original, which need not be published itself.
        versions: the published entries that tell it: the original, then the others by language.
    """

    id: str
    versions: tuple[Entry, ...]

    @property
    def collection(self) -> Collection:
        """Return the collection that all versions are of."""
        return self.versions[0].collection

    def version(self, lang: str) -> Entry:
        """Return the version for a reader of a language; where there is none, the original."""
        if len(self.versions) == 1:
            return self.versions[0]
        fits = {entry.lang: entry for entry in reversed(self.versions)}
        near = fits.get(lang) or fits.get(lang.partition("-")[0])
        return near or self.versions[0]


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
    def works(self) -> tuple[Work, ...]:
        """Return everything that can be read, withdrawn entries apart, translations joined."""
        families: dict[str, list[Entry]] = defaultdict(list)
        for entry in self.entries.values():
            if entry.status != WITHDRAWN:
                families[self._original(entry)].append(entry)
        order = {entry_id: place for place, entry_id in enumerate(self.entries)}
        works = [
            Work(name, tuple(sorted(family, key=lambda one: (one.id != name, one.lang))))
            for name, family in families.items()
        ]
        return tuple(sorted(works, key=lambda work: order[work.versions[0].id]))

    def _original(self, entry: Entry) -> str:
        """Return the id that an entry and all its translations lead to, through any number."""
        seen: dict[str, None] = {}
        at = entry.id
        while at not in seen:
            seen[at] = None
            named = self.entries[at].value(TRANSLATION) if at in self.entries else MISSING
            is_kin = isinstance(named, str) and named.partition("/")[0] == at.partition("/")[0]
            at = named if is_kin else at
        return min(list(seen)[list(seen).index(at) :])  # of a circle, the first by name

    @cached_property
    def listed(self) -> tuple[Work, ...]:
        """Return the works that browse shows; a place in this order is a work's number."""
        return tuple(work for work in self.works if work.collection.browse)

    @cached_property
    def by_path(self) -> Mapping[str, Entry]:
        """Return the published entries by the path of their file."""
        return {entry.path: entry for entry in self.entries.values()}

    @cached_property
    def work_of(self) -> Mapping[str, Work]:
        """Return the work that each entry is a version of, by the entry's id."""
        return {entry.id: work for work in self.works for entry in work.versions}

    @cached_property
    def by_collection(self) -> Mapping[str, tuple[Work, ...]]:
        """Return the works of each collection that has some."""
        groups: dict[str, list[Work]] = defaultdict(list)
        for work in self.works:
            groups[work.collection.name].append(work)
        return {name: tuple(works) for name, works in groups.items()}

    @cached_property
    def free_pages(self) -> tuple[Entry, ...]:
        """Return the free pages, in every language."""
        works = self.by_collection.get(FREE_PAGES, ())
        return tuple(entry for work in works for entry in work.versions)

    @cached_property
    def linked_from(self) -> Mapping[str, Mapping[tuple[str, str], tuple[Work, ...]]]:
        """Return who names a work: by its id, then by collection and field of who does."""
        links: dict[str, dict[tuple[str, str], dict[str, Work]]] = defaultdict(
            lambda: defaultdict(dict)
        )
        for entry_id, work in self.work_of.items():
            for named in self.entries[entry_id].references:
                target = self.work_of.get(named.target)
                if target and target is not work and named.path != TRANSLATION:
                    links[target.id][work.collection.name, named.path][work.id] = work
        return {
            target: {key: tuple(works.values()) for key, works in groups.items()}
            for target, groups in links.items()
        }

    def naming(self, entry: Entry) -> Mapping[tuple[str, str], tuple[Work, ...]]:
        """Return who names an entry's work, by collection and field of who does."""
        return self.linked_from.get(self.work_of[entry.id].id, {})

    @cached_property
    def by_term(self) -> Mapping[tuple[str, str], tuple[Work, ...]]:
        """Return the listed works that use a term in any field, by vocabulary and term.

        A wider term has the works of the narrower ones too.
        """
        found: dict[tuple[str, str], dict[str, Work]] = defaultdict(dict)
        for work in self.listed:
            for entry in work.versions:
                for path, vocabulary in entry.collection.vocabulary_fields:
                    for term in self._terms(entry, path, self.model.vocabularies[vocabulary]):
                        found[vocabulary, term][work.id] = work
        return {key: tuple(works.values()) for key, works in found.items()}

    def has_page(self, vocabulary: Vocabulary, term_id: str) -> bool:
        """Return whether a term has a page: each of a site's own, those in use of ISO lists."""
        if vocabulary.built_in:
            return vocabulary.name in CLDR and (vocabulary.name, term_id) in self.by_term
        return True

    def values(self, work: Work, facet: Facet) -> tuple[str, ...]:
        """Return what a work's versions say of a facet, wider terms included, each once."""
        return self._values[facet.id].get(work.id, ())

    @cached_property
    def _values(self) -> Mapping[str, Mapping[str, tuple[str, ...]]]:
        """Return the values of each facet by work."""
        return {
            facet.id: {
                work.id: values
                for name, path in facet.paths.items()
                for work in self._works_by_collection.get(name, ())
                if (values := self.read(work, path))
            }
            for facet in self.model.facets
        }

    @cached_property
    def _works_by_collection(self) -> Mapping[str, Sequence[Work]]:
        """Return the works of each collection, withdrawn ones too."""
        groups: dict[str, list[Work]] = defaultdict(list)
        for work in self.works:
            groups[work.collection.name].append(work)
        return groups

    def read(self, work: Work, path: str) -> tuple[str, ...]:
        """Return what a work's versions name in a field, wider terms included, each once."""
        field = work.collection.field(path)
        vocabulary = self.model.vocabularies.get(vocabulary_of(field)) if field else None
        said = (
            self._named(entry, path) if vocabulary is None else self._terms(entry, path, vocabulary)
            for entry in work.versions
        )
        return tuple(dict.fromkeys(value for values in said for value in values))

    def _named(self, entry: Entry, path: str) -> Iterator[str]:
        """Yield the first version of each work that a field names: one value for all of them."""
        for target in entry.term_ids(path):
            if target in self.work_of:
                yield self.work_of[target].versions[0].id

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
        """Return how many listed works have each value of each facet."""
        counted: dict[str, Counter[str]] = {}
        for facet in self.model.facets:
            said = self._values[facet.id]
            counted[facet.id] = Counter(
                value for work in self.listed for value in said.get(work.id, ())
            )
        counted[COLLECTION_FACET] = Counter(work.collection.name for work in self.listed)
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
    ordered = sorted(entries, key=lambda e: (order[e.collection.name], key(e.title, ""), e.id))
    return Catalogue(model, {entry.id: entry for entry in ordered})
