"""Similarity: which works of a collection have most in common, by what its model weighs.

A term, or an entry that is named, is worth its weight times how rare it is: the logarithm of all
works of the collection over those that have it (K. Spärck Jones, “A statistical interpretation of
term specificity and its application in retrieval”, Journal of Documentation 28, 1972).
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection as Several
from collections.abc import Iterable, Mapping, Sequence
from functools import cached_property
from heapq import nsmallest
from math import fsum, log
from typing import NamedTuple, TypeAlias

from goodpractice.catalogue import Catalogue, Work

LIMIT = 4
# In a collection of up to so many works all are weighed; their pairs are not too many.
WEIGH_ALL = 500
# In a larger one, those that share what is worth most, until so few are left.
FEW = 40

Mark: TypeAlias = tuple[str, str]  # the path of a field, and what it names


class Alike(NamedTuple):
    """A work that is like another, and what they share, most telling first."""

    work: Work
    shared: tuple[Mark, ...]


class Similarity:
    """Finds works alike; each collection is read when it is first asked for."""

    def __init__(self, catalogue: Catalogue, weigh_all: int = WEIGH_ALL) -> None:
        self._catalogue = catalogue
        self._weigh_all = weigh_all
        self._known: dict[str, _Collection] = {}

    def like(self, work: Work, without: Several[str] = ()) -> tuple[Alike, ...]:
        """Return the works most like one, at most LIMIT, those alike to the same degree by id.

        Args:
            work: of the catalogue.
            without: ids of works to leave out.
        """
        name = work.collection.name
        if name not in self._known:
            works = self._catalogue.by_collection.get(name, ())
            self._known[name] = _Collection(self._catalogue, works, self._weigh_all)
        return self._known[name].like(work, {work.id, *without})


class _Collection:
    """The works of a collection by what they name."""

    def __init__(self, catalogue: Catalogue, works: Sequence[Work], weigh_all: int) -> None:
        self.works = {work.id: work for work in works}
        self.weigh_all = weigh_all
        self.weights = works[0].collection.similar_by if works else {}
        self.pools: dict[tuple[Mark, ...], list[str]] = {}
        self.marks = {work.id: frozenset(self._marks(catalogue, work)) for work in works}

    def _marks(self, catalogue: Catalogue, work: Work) -> Iterable[Mark]:
        return ((path, one) for path in self.weights for one in catalogue.read(work, path))

    @cached_property
    def holders(self) -> Mapping[Mark, frozenset[str]]:
        """Return the works that have each mark."""
        found: dict[Mark, list[str]] = defaultdict(list)
        for work_id, marks in self.marks.items():
            for mark in marks:
                found[mark].append(work_id)
        return {mark: frozenset(ids) for mark, ids in found.items()}

    @cached_property
    def worth(self) -> Mapping[Mark, float]:
        """Return what sharing each mark is worth; what all works have says nothing."""
        worth = {
            mark: self.weights[mark[0]] * log(len(self.works) / len(ids))
            for mark, ids in self.holders.items()
        }
        return {mark: value for mark, value in worth.items() if value > 0}

    def like(self, work: Work, without: Several[str]) -> tuple[Alike, ...]:
        own = tuple(sorted(self.worth.keys() & self.marks[work.id], key=self._most_telling))
        shared = {one: self.marks[one].intersection(own) for one in self._pool(own)}
        degree = {
            one: fsum(map(self.worth.__getitem__, marks))
            for one, marks in shared.items()
            if marks and one not in without
        }
        nearest = nsmallest(LIMIT, degree, key=lambda one: (-degree[one], one))
        return tuple(
            Alike(self.works[one], tuple(mark for mark in own if mark in shared[one]))
            for one in nearest
        )

    def _most_telling(self, mark: Mark) -> tuple[float, Mark]:
        return -self.worth[mark], mark

    def _pool(self, own: tuple[Mark, ...]) -> Iterable[str]:
        """Return the works to weigh: all, or of many those that share the most telling marks."""
        if len(self.works) <= self.weigh_all:
            return self.works
        if own not in self.pools:
            self.pools[own] = self._most_telling_shared(own)
        return self.pools[own]

    def _most_telling_shared(self, own: tuple[Mark, ...]) -> list[str]:
        pool = self.holders[own[0]] if own else frozenset[str]()
        for mark in own[1:]:
            if len(pool) <= FEW:
                break
            both = pool & self.holders[mark]
            pool = both if len(both) > LIMIT else pool
        return nsmallest(FEW, pool)
