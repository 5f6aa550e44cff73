"""The order of the stages: list, read, check, relate; and which file belongs to what."""

from __future__ import annotations

import os
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from io import FileIO
from pathlib import Path, PurePosixPath
from typing import NamedTuple

from goodpractice import catalogue, content, policy, rules
from goodpractice.cache import Cache, Known, key_of
from goodpractice.catalogue import Catalogue
from goodpractice.corpus import Corpus, Shelf
from goodpractice.diagnostics import WHOLE_FILE, Diagnostic, Finding, Param, Severity
from goodpractice.documents import Document, read_document, too_large
from goodpractice.entries import Entry, is_stray, read_entry
from goodpractice.facts import Facts, facts_of
from goodpractice.model import COLLECTION_FILE, FREE_PAGES, Collection, Model
from goodpractice.model_reader import ModelReader
from goodpractice.settings import Settings
from goodpractice.similarity import Similarity


@dataclass(frozen=True)
class Site:
    """All that pages are made from.

    `left_out` are the paths of files with errors, and `diagnostics` what the check says of every
    file, in order: the worklist is made from it.
    """

    settings: Settings
    model: Model
    corpus: Corpus
    left_out: frozenset[str]
    diagnostics: tuple[Diagnostic, ...] = ()

    @cached_property
    def published(self) -> tuple[Entry, ...]:
        """Return the entries without errors; who only checks them does not ask for them."""
        return tuple(
            self.corpus.entries[facts.id]
            for facts in self.corpus.facts.values()
            if facts.path not in self.left_out and (self.settings.drafts or not facts.is_draft)
        )

    @cached_property
    def catalogue(self) -> Catalogue:
        """Return the published entries, related."""
        return catalogue.build(self.model, self.published)

    @cached_property
    def similarity(self) -> Similarity:
        """Return what tells which works are alike."""
        return Similarity(self.catalogue)

    @property
    def entry_order(self) -> Mapping[str, int]:
        """Return the number of each listed work by the addresses of its versions."""
        return {
            entry.address: number
            for number, work in enumerate(self.catalogue.listed)
            for entry in work.versions
        }


@dataclass(frozen=True)
class Checked:
    """What one run found.

    Attributes:
        site: what can be published: everything without errors.
        diagnostics: every problem of every file, in order.
        files_read: how many files were read.
        usable: whether the model and the settings hold, so that a site can be built.
        left_out: paths of the files that are not published because of errors.
    """

    site: Site
    diagnostics: tuple[Diagnostic, ...]
    files_read: int
    usable: bool
    left_out: tuple[str, ...]


class _Findings:
    """Findings by path, as diagnostics."""

    def __init__(self) -> None:
        self.by_path: dict[str, list[Diagnostic]] = defaultdict(list)

    def add(self, path: str, findings: Iterable[Finding]) -> None:
        self.by_path[path].extend(rules.diagnose(path, finding) for finding in findings)

    def add_pairs(self, pairs: Iterable[tuple[str, Finding]]) -> None:
        for path, finding in pairs:
            self.add(path, [finding])

    def has_error(self, path: str) -> bool:
        return any(one.severity is Severity.ERROR for one in self.by_path.get(path, ()))

    def judge(self, settings: Settings, entries: Iterable[Entry]) -> None:
        """Leave what counts by the policy of the site and of its entries."""
        found = [one for path in self.by_path.values() for one in path]
        self.by_path.clear()
        for one in policy.judge(found, settings.policy, entries):
            self.by_path[one.path].append(one)

    def sorted(self) -> tuple[Diagnostic, ...]:
        everything = (one for path in self.by_path.values() for one in path)
        return tuple(sorted(everything, key=lambda one: one.sort_key))


def check(settings: Settings, cache_file: Path | None = None, *, keep: bool = True) -> Checked:
    """Read and check a whole site; bad content never raises.

    Args:
        settings: of the site.
        cache_file: where to keep what was read of its texts; without one, all are read anew.
        keep: whether entries stay in memory once they are checked, for pages to be made of them;
            others are read again when they are asked for.
    """
    found = _Findings()
    listing = content.list_content(
        settings.root,
        settings.content,
        settings.trusted,
        settings.languages,
        settings.theme_dirs,
    )
    found.add_pairs(listing.findings)
    folder = settings.content.relative_to(settings.root).as_posix()
    files = {path: _data(f"{settings.root}/{path}") for path in listing.model}
    model = _model(settings, files, folder, found)
    usable = not any(found.has_error(path) for path in listing.model)
    cache = Cache(cache_file, _key(settings, files, folder)) if cache_file else Cache()
    texts = _Texts(settings, model, folder, found, cache, keep)
    for path in listing.texts:
        texts.add(path)
    cache.save()
    found.add_pairs(_homeless(texts.strays))
    corpus = _corpus(texts, listing)
    found.add_pairs(rules.check_corpus(corpus))
    ignoring = (one.id for one in corpus.facts.values() if one.ignores)
    found.judge(settings, map(corpus.entries.__getitem__, ignoring))
    faulty = frozenset(path for path in listing.texts if found.has_error(path))
    diagnostics = found.sorted()
    site = Site(settings, model, corpus, faulty, diagnostics)
    left_out = tuple(path for path in listing.texts if path in texts.strays or path in faulty)
    read = len(listing.texts) + len(listing.model)
    return Checked(site, diagnostics, read, usable, left_out)


def _key(settings: Settings, model: Mapping[str, bytes | Finding], folder: str) -> str:
    """Return the key of all that reading a text depends on besides its bytes."""
    parts = (*settings.languages, folder, *(f"{path}\n{data!r}" for path, data in model.items()))
    return key_of(*(part.encode("utf-8", "surrogateescape") for part in parts))


def _model(
    settings: Settings, files: dict[str, bytes | Finding], folder: str, found: _Findings
) -> Model:
    reader = ModelReader(settings.languages)
    model = reader.read(files, folder)
    for path, findings in reader.findings.items():
        found.add(path, findings)
    return model


def _data(path: str) -> bytes | Finding:
    """Return the bytes of a file, or why it cannot be read; a huge one is not read."""
    try:
        with FileIO(path) as file:  # of ten thousand files, `open` takes half as long again
            return too_large(os.fstat(file.fileno()).st_size) or file.readall()
    except OSError as error:
        reason = error.strerror or type(error).__name__
        return Finding("unreadable-file", WHOLE_FILE, {"reason": reason})


def _homeless(strays: Mapping[str, str]) -> Iterable[tuple[str, Finding]]:
    """Yield one finding for each folder that lacks its model, rather than many for its files."""
    for folder, count in Counter(strays.values()).items():
        name = PurePosixPath(folder).name
        params: dict[str, Param] = {"folder": name, "count": count, "file": COLLECTION_FILE}
        variant = "one" if count == 1 else ""
        yield folder, Finding("folder-without-model", WHOLE_FILE, params, variant)


class _Blank(NamedTuple):
    """What is known of a text without its being read."""

    path: str
    entry_id: str
    address: str
    collection: Collection


class _Read(NamedTuple):
    """What was read of a text: an entry, unless there is none in it, and what is wrong.

    `is_stray` says that it is like an entry, though of no collection that there is.
    """

    entry: Entry | None
    findings: list[Finding]
    is_stray: bool = False


@dataclass
class _Text:
    """A text that is read when more is asked of it than is known."""

    blank: _Blank
    data: bytes | Finding
    reader: Callable[[_Blank, bytes | Finding], _Read]

    @cached_property
    def _read(self) -> _Read:
        return self.reader(self.blank, self.data)

    def forget(self) -> None:
        """Let go of what was read."""
        vars(self).pop("_read", None)

    def known(self) -> Known:
        """Return what is to be known of it."""
        entry, findings, is_stray = self._read
        if entry is None:
            return Known(findings, None, is_stray)
        return Known([*findings, *rules.check_entry(entry)], facts_of(entry))

    def entry(self) -> Entry:
        """Return the entry in it.

        Raises:
            LookupError: there is none.
        """
        if self._read.entry is None:
            raise LookupError(self.blank.path)
        return self._read.entry


@dataclass(frozen=True)
class _Texts:
    """Reads the texts into entries, or recalls what is known of them.

    Attributes:
        entries: what was read, by id.
        facts: what readable entries tell of themselves, by id.
        unreadable: ids of entries whose file could not be read.
        strays: entries in folders of the content that are no collections, with their folder.
    """

    settings: Settings
    model: Model
    folder: str
    found: _Findings
    cache: Cache
    keep: bool
    entries: Shelf = field(default_factory=Shelf)
    facts: dict[str, Facts] = field(default_factory=dict)
    unreadable: set[str] = field(default_factory=set)
    strays: dict[str, str] = field(default_factory=dict)

    @cached_property
    def _known(self) -> frozenset[str]:
        """Folders that entries may be in."""
        languages = self.settings.languages
        return frozenset((*self.model.collections, *self.model.unreadable, *languages))

    def add(self, path: str) -> None:
        """Read a text, or recall what is known of it."""
        inner = path.removeprefix(f"{self.folder}/")
        name = inner.partition("/")[0]
        collection, entry_id, address = place(inner, self.model)
        data = _data(f"{self.settings.root}/{path}")
        text = _Text(_Blank(path, entry_id, address, collection), data, self._read)
        known = self.cache.text((entry_id, path, address, collection.name), data, text.known)
        self.found.add(path, known.findings)
        if known.is_stray:
            self.strays[path] = f"{self.folder}/{name}"
        if known.facts is not None:
            self.facts[entry_id] = known.facts
            self.entries.put(entry_id, text.entry)
            if not self.keep:
                text.forget()
        else:
            homeless = known.is_stray or name in self.model.unreadable
            self.unreadable.add(_stem(inner) if homeless else entry_id)

    def _read(self, blank: _Blank, data: bytes | Finding) -> _Read:
        """Read a text and what is wrong with it, which depends on nothing but model and languages.

        Nothing else may be asked here: what is known of it is kept in a cache.
        """
        document = read_document(blank.path, data)
        name, _, rest = blank.path.removeprefix(f"{self.folder}/").partition("/")
        homeless = bool(rest) and name not in self._known
        if homeless and document.front and is_stray(document.front, self.model):
            return _Read(None, list(document.findings), is_stray=True)
        if name in self.model.unreadable:
            return _Read(None, list(document.findings))
        return self._enter(blank, document)

    def _enter(self, blank: _Blank, document: Document) -> _Read:
        """Return what a document says as an entry, and what is wrong with it."""
        findings = [*document.findings, *self._misnamed(blank)]
        lang = self.settings.languages[0]
        read = read_entry(
            document, blank.entry_id, blank.address, blank.collection, self.model, lang
        )
        if read is None:
            return _Read(None, findings)
        return _Read(read[0], [*findings, *read[1]])

    def _misnamed(self, blank: _Blank) -> Iterable[Finding]:
        """Yield what is wrong with a file that lies in a folder within its collection's."""
        name, inner = blank.collection.name, blank.path.removeprefix(f"{self.folder}/")
        if blank.collection is not self.model.pages and inner.count("/") > 1:
            better = f"{self.folder}/{name}/{inner.rpartition('/')[2]}"
            yield Finding("bad-file-name", WHOLE_FILE, {"better": better}, "folder")


def _corpus(texts: _Texts, listing: content.Listing) -> Corpus:
    settings = texts.settings
    return Corpus(
        texts.model,
        texts.facts,
        texts.entries,
        frozenset(texts.unreadable),
        listing.files,
        settings.root,
        texts.folder,
        settings.languages,
        settings.as_of,
        settings.trusted,
    )


def place(inner: str, model: Model) -> tuple[Collection, str, str]:
    """Return collection, id and address of a text by its path within the content folder."""
    folder, slash, _ = inner.partition("/")
    collection = model.collections.get(folder) if slash else None
    stem = _stem(inner)
    if collection is not None:
        return collection, stem, f"{stem}/"
    is_index = stem.rpartition("/")[2] == "index"
    address = f"{stem}/".removesuffix("index/") if is_index else f"{stem}/"
    return model.pages, f"{FREE_PAGES}/{stem}", address


def _stem(path: str) -> str:
    """Return the path of a text without its ending."""
    return path.rpartition(".")[0]
