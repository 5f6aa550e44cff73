"""The corpus: everything that was read, right or wrong, as rules about relations look at it."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from pathlib import Path
from typing import Any, TypeVar

from goodpractice import pictures, twins
from goodpractice.diagnostics import Finding
from goodpractice.documents import Document
from goodpractice.entries import Entry
from goodpractice.facts import Facts
from goodpractice.model import Model
from goodpractice.nearest import Paths
from goodpractice.twins import Twins

_Thing = TypeVar("_Thing")


class Shelf(Mapping[str, _Thing]):
    """Entries or their documents by id, which are read when they are asked for."""

    def __init__(self, ids: Collection[str], read: Callable[[str], _Thing]) -> None:
        """Make a shelf.

        Args:
            ids: of all, in order.
            read: returns what has an id, the same each time.
        """
        self._ids = ids
        self._read = read

    def __getitem__(self, entry_id: str) -> _Thing:
        if entry_id not in self._ids:
            raise KeyError(entry_id)
        return self._read(entry_id)

    def __iter__(self) -> Iterator[str]:
        return iter(self._ids)

    def __len__(self) -> int:
        return len(self._ids)

    def __contains__(self, entry_id: object) -> bool:
        return entry_id in self._ids


# What of a picture, its path from the site's root, and what reads it, in values that JSON holds.
Told = Callable[[str, str, Callable[[], Any]], Any]


def _read(what: str, path: str, read: Callable[[], Any]) -> Any:
    """Return what a picture tells, of which nothing is known yet."""
    del what, path
    return read()


@dataclass(frozen=True)
class Corpus:
    """Everything that was read, right or wrong.

    Attributes:
        facts: what readable entries tell of themselves, by id.
        entries: the same entries.
        unreadable: ids of entries whose file could not be read: a mention of one is no fault.
        files: every regular file of the content folder, by path from the site's root.
        root: the site's root.
        content: path of the content folder from the site's root.
        languages: languages of the interface, the default first.
        today: the day by which freshness is judged.
        trusted: paths from the content folder of files that are left to MkDocs.
        told: returns what a picture tells of one thing, of which it may know without reading it.
        documents: those of the entries.
    """

    model: Model
    facts: Mapping[str, Facts]
    entries: Mapping[str, Entry]
    unreadable: frozenset[str]
    files: frozenset[str]
    root: Path
    content: str
    languages: tuple[str, ...]
    today: date
    trusted: tuple[str, ...] = ()
    told: Told = _read
    documents: Mapping[str, Document] | None = None

    def document(self, entry_id: str) -> Document:
        """Return the document of an entry, which is read more quickly than the entry."""
        documents = self.documents
        return self.entries[entry_id].document if documents is None else documents[entry_id]

    @cached_property
    def by_path(self) -> Mapping[str, Facts]:
        """Return what readable entries tell of themselves, by the path of their file."""
        return {facts.path: facts for facts in self.facts.values()}

    def of_collection(self, name: str) -> list[Facts]:
        """Return what the readable entries of a collection tell of themselves."""
        return [facts for facts in self.facts.values() if facts.collection == name]

    @cached_property
    def texts(self) -> Paths:
        """Return the paths of readable entries, to look for near ones in."""
        return Paths(self.by_path)

    def named(self, collections: tuple[str, ...] = ()) -> Paths:
        """Return the ids of the entries of some collections, or of all, to look for near ones."""
        if collections not in self._named:
            wanted = (one for one in self.ids if not collections or _folder(one) in collections)
            self._named[collections] = Paths(wanted)
        return self._named[collections]

    @cached_property
    def _named(self) -> dict[tuple[str, ...], Paths]:
        return {}

    @cached_property
    def pictures(self) -> tuple[str, ...]:
        """Return the paths of the pictures, in order."""
        return tuple(sorted(one for one in self.files if one.lower().endswith(pictures.ENDINGS)))

    def damage(self, path: str) -> str | None:
        """Return why a picture cannot be published, as `pictures.fault`; each is read once."""
        if path not in self._damage:
            file = self.root / path
            self._damage[path] = self.told("damage", path, lambda: pictures.fault(file))
        return self._damage[path]

    @cached_property
    def _damage(self) -> dict[str, str | None]:
        return {}

    @cached_property
    def twins(self) -> Twins:
        """Return the terms that are nearly the same as others, as facts name them."""
        return twins.of_vocabularies(self.model.vocabularies, self.languages[0])

    @property
    def translations(self) -> Iterator[tuple[Facts, Facts]]:
        """Yield translations that are no drafts, each with its original."""
        for facts in self.facts.values():
            original = self.facts.get(facts.translation_of or "")
            if original is not None and not facts.is_draft:
                yield facts, original

    @cached_property
    def ids(self) -> frozenset[str]:
        """Return every id there is, of unreadable entries too."""
        return frozenset(self.facts) | self.unreadable


def _folder(entry_id: str) -> str:
    return entry_id.partition("/")[0]


def check_between(corpus: Corpus, kind: str) -> Iterator[tuple[str, Finding]]:
    """Yield what constraints of a kind find between the entries of their collection."""
    for collection in corpus.model.collections.values():
        for constraint in collection.constraints:
            if constraint.kind.name == kind:
                yield from constraint.kind.check_all(constraint, collection.name, corpus)
