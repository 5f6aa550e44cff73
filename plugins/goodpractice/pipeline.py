"""The order of the stages: list, read, check, relate; and which file belongs to what."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property, partial
from operator import attrgetter
from pathlib import Path, PurePosixPath
from typing import TYPE_CHECKING, NamedTuple, cast

from goodpractice import content, files, policy, rules, twins
from goodpractice.cache import Cache, Known, key_of
from goodpractice.corpus import Corpus, Shelf
from goodpractice.diagnostics import (
    IN_ORDER,
    WHOLE_FILE,
    Diagnostic,
    Finding,
    Param,
    Severity,
)
from goodpractice.documents import Document, read_document
from goodpractice.entries import Entry, is_stray, read_entry
from goodpractice.facts import Facts, facts_of
from goodpractice.model import COLLECTION_FILE, FREE_PAGES, Collection, Model
from goodpractice.model_reader import ModelReader
from goodpractice.settings import Settings
from goodpractice.twins import Twins
from goodpractice.vocabularies import cldr_names

if TYPE_CHECKING:  # who only checks does not wait for them
    from goodpractice.catalogue import Catalogue
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
        from goodpractice import catalogue

        return catalogue.build(self.model, self.published)

    @cached_property
    def similarity(self) -> Similarity:
        """Return what tells which works are alike."""
        from goodpractice.similarity import Similarity

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
    """Findings by path, and what they are in the words of their rules."""

    def __init__(self) -> None:
        self._by_path: dict[str, list[Finding]] = {}

    def add(self, path: str, findings: list[Finding]) -> None:
        """Add findings of a file; the list stays as it is, since others may share it."""
        if findings:
            before = self._by_path.get(path)
            self._by_path[path] = [*before, *findings] if before else findings

    def add_pairs(self, pairs: Iterable[tuple[str, Finding]]) -> None:
        by_path: dict[str, list[Finding]] = defaultdict(list)
        for path, finding in pairs:
            by_path[path].append(finding)
        for path, findings in by_path.items():
            self.add(path, findings)

    def has_error(self, path: str) -> bool:
        found = self._by_path.get(path, ())
        return any(rules.diagnose(path, one).severity is Severity.ERROR for one in found)

    def judged(self, settings: Settings, entries: Iterable[Entry]) -> tuple[Diagnostic, ...]:
        """Return what counts by the policy of the site and of its entries, in order."""
        found = rules.diagnose_all(self._by_path)
        return tuple(sorted(policy.judge(found, settings.policy, entries), key=IN_ORDER))


def check(settings: Settings, cache_file: Path | None = None, *, keep: bool = True) -> Checked:
    """Read and check a whole site; bad content never raises.

    Args:
        settings: of the site.
        cache_file: where to keep what was read of its texts; without one, all are read anew.
        keep: whether entries stay in memory once they are checked, for pages to be made of them;
            others are read again when they are asked for.
    """
    try:
        return _check(settings, cache_file, keep=keep)
    except _ChangedError:
        return _check(settings, None, keep=keep)


def _check(settings: Settings, cache_file: Path | None, *, keep: bool) -> Checked:
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
    model_files = {path: files.read(f"{settings.root}/{path}") for path in listing.model}
    cache = _cache(cache_file, settings, model_files, folder, listing.texts)
    model = _model(settings, model_files, folder, found, cache)
    usable = not any(found.has_error(path) for path in listing.model)
    texts = _Texts(settings, model, folder, found, cache, keep)
    texts.add(listing.texts)
    found.add_pairs(_homeless(texts.strays))
    corpus = _corpus(texts, listing)
    found.add_pairs(rules.check_corpus(corpus))
    cache.save()
    ignoring = (one.id for one in corpus.facts.values() if one.ignores)
    diagnostics = found.judged(settings, map(corpus.entries.__getitem__, ignoring))
    errors = {one.path for one in diagnostics if one.severity is Severity.ERROR}
    faulty = errors.intersection(listing.texts)
    site = Site(settings, model, corpus, frozenset(faulty), diagnostics)
    left_out = tuple(path for path in listing.texts if path in texts.strays or path in faulty)
    read = len(listing.texts) + len(listing.model)
    return Checked(site, diagnostics, read, usable, left_out)


def _cache(
    file: Path | None,
    settings: Settings,
    model: Mapping[str, bytes | Finding],
    folder: str,
    texts: Sequence[str],
) -> Cache:
    if file is None:
        return Cache()
    return Cache(file, _key(settings, model, folder), str(settings.root), texts)


def _key(settings: Settings, model: Mapping[str, bytes | Finding], folder: str) -> str:
    """Return the key of all that reading a text depends on besides its bytes."""
    parts = (*settings.languages, folder, *(f"{path}\n{data!r}" for path, data in model.items()))
    return key_of(*(part.encode("utf-8", "surrogateescape") for part in parts))


def _model(
    settings: Settings,
    files: dict[str, bytes | Finding],
    folder: str,
    found: _Findings,
    cache: Cache,
) -> Model:
    def names(kind: str, language: str) -> Mapping[str, str]:
        read = partial(cldr_names, kind, language)
        return cast(Mapping[str, str], cache.always(kind, language, read))

    reader = ModelReader(settings.languages, names)
    model = reader.read(files, folder)
    for path, findings in reader.findings.items():
        found.add(path, list(findings))
    return model


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


class _ChangedError(Exception):
    """A text is not what it was a moment ago, when something was known of it."""


@dataclass
class _Text:
    """A text that is read when more is asked of it than is known."""

    blank: _Blank
    data: bytes | Finding
    reader: Callable[[_Blank, Document], _Read]

    @cached_property
    def document(self) -> Document:
        """Return what stands in it, of which nothing is understood yet."""
        return read_document(self.blank.path, self.data)

    @cached_property
    def read(self) -> _Read:
        """Return the entry in it, and what is wrong with what was read."""
        return self.reader(self.blank, self.document)

    def forget(self) -> None:
        """Let go of what was read."""
        for name in ("document", "read"):
            vars(self).pop(name, None)

    def entry(self) -> Entry:
        """Return the entry in it.

        Raises:
            LookupError: there is none.
        """
        if self.read.entry is None:
            raise LookupError(self.blank.path)
        return self.read.entry


_TOGETHER = 32  # texts that are read stage by stage


@dataclass(frozen=True)
class _Texts:
    """Reads the texts into entries, or recalls what is known of them.

    Attributes:
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
    facts: dict[str, Facts] = field(default_factory=dict)
    unreadable: set[str] = field(default_factory=set)
    strays: dict[str, str] = field(default_factory=dict)
    _texts: dict[str, _Text] = field(default_factory=dict)

    @cached_property
    def entries(self) -> Shelf[Entry]:
        """Return the entries of the facts, which are read when they are asked for."""
        return Shelf(self.facts, lambda entry_id: self._text(entry_id).entry())

    @cached_property
    def documents(self) -> Shelf[Document]:
        """Return their documents."""
        return Shelf(self.facts, lambda entry_id: self._text(entry_id).document)

    @cached_property
    def _known(self) -> frozenset[str]:
        """Folders that entries may be in."""
        languages = self.settings.languages
        return frozenset((*self.model.collections, *self.model.unreadable, *languages))

    @cached_property
    def _twins(self) -> Twins:
        return twins.of_vocabularies(self.model.vocabularies, self.settings.languages[0])

    @cached_property
    def _root(self) -> str:
        return f"{self.settings.root}/"

    def add(self, paths: Iterable[str]) -> None:
        """Read texts, or recall what is known of them."""
        known = {path: self.cache.known(path) for path in paths}
        learned = self._learn([path for path, one in known.items() if one is None])
        for path, one in known.items():
            self._add(path, one or next(learned))

    def _add(self, path: str, known: Known) -> None:
        """Add what is known of a text."""
        self.found.add(path, known.findings)
        if known.facts is not None:
            self.facts[known.facts.id] = known.facts
        else:
            self._add_none(path, known)

    def _learn(self, paths: Sequence[str]) -> Iterator[Known]:
        """Read texts and yield what is to be known of each.

        A few at a time go through the stages together: doing the same again and again takes a
        processor a fifth less time than doing one thing after another.
        """
        for start in range(0, len(paths), _TOGETHER):
            texts = list(map(self._unread, paths[start : start + _TOGETHER]))
            for stage in ("document", "read"):
                list(map(attrgetter(stage), texts))
            entries = [text.read.entry for text in texts if text.read.entry]
            found = iter(rules.check_entries(entries))
            for text in texts:
                yield self._learned(text, next(found) if text.read.entry else [])

    def _unread(self, path: str) -> _Text:
        collection, entry_id, address = place(self._inner(path), self.model)
        blank = _Blank(path, entry_id, address, collection)
        return _Text(blank, files.read(self._root + path), self._read)

    def _learned(self, text: _Text, found: list[Finding]) -> Known:
        """Return what is to be known of a text in which rules have found something, and keep it."""
        entry, findings, is_stray = text.read
        facts = facts_of(entry, self._twins) if entry else None
        known = Known([*findings, *found], facts, is_stray)
        self._texts[text.blank.path] = text
        self.cache.learn(text.blank.path, text.data, known)
        if not self.keep:
            text.forget()
        return known

    def _add_none(self, path: str, known: Known) -> None:
        """Add a text that holds no entry."""
        inner = self._inner(path)
        name = inner.partition("/")[0]
        if known.is_stray:
            self.strays[path] = f"{self.folder}/{name}"
        homeless = known.is_stray or name in self.model.unreadable
        self.unreadable.add(_stem(inner) if homeless else place(inner, self.model)[1])

    def _inner(self, path: str) -> str:
        """Return a path within the content folder."""
        return path[len(self.folder) + 1 :]

    def _text(self, entry_id: str) -> _Text:
        """Return the text of an entry, whose bytes are read when it was known without.

        Raises:
            _ChangedError: its file is another one by now.
        """
        facts = self.facts[entry_id]
        text = self._texts.get(facts.path)
        if text is None:
            data = files.read(self._root + facts.path)
            if not self.cache.is_of(facts.path, data):
                raise _ChangedError
            collection = self.model.collections.get(facts.collection, self.model.pages)
            blank = _Blank(facts.path, entry_id, facts.address, collection)
            text = self._texts[facts.path] = _Text(blank, data, self._read)
        return text

    def _read(self, blank: _Blank, document: Document) -> _Read:
        """Read a text and what is wrong with it, which depends on nothing but model and languages.

        Nothing else may be asked here: what is known of it is kept in a cache.
        """
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
        lambda what, path, read: texts.cache.told(what, path, f"{settings.root}/{path}", read),
        texts.documents,
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
