"""What was read of files that are as they were, kept between one check and the next.

A cache is data in a folder of the user's, one file a site, never within the site, where a change by
a stranger could bring one along. It holds for one version of the tool and of the model, and what it
says of a file holds for the bytes of that file alone: all of them are read each time. Whatever it
does not hold is read from the file when it is asked for. A cache that was damaged, or that cannot
be written, is none.
"""

from __future__ import annotations

import json
import os
import platform
import sys
import tempfile
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import suppress
from functools import cache
from hashlib import blake2b
from importlib.metadata import version
from pathlib import Path
from typing import Any, NamedTuple

from goodpractice.diagnostics import Edit, Finding, Fix, Label, Phrase, Reencode, Span
from goodpractice.documents import Document
from goodpractice.entries import Entry
from goodpractice.fields import NOT_KNOWN, ApproximateDate, Money, Query, Reference
from goodpractice.markup import Link, Rendered
from goodpractice.model import Collection
from goodpractice.nodes import Node, Scalar, Source
from goodpractice.vocabularies import Vocabulary

_PACKAGE = Path(__file__).resolve().parent
# What reading depends on besides our own code.
_LIBRARIES = ("ahocorasick-rs", "babel", "comrak", "nh3", "phonenumbers", "PyYAML", "rapidfuzz")
_BYTES = 16


class Read(NamedTuple):
    """What was read of a text: an entry, unless there is none in it, and what is wrong.

    `is_stray` says that it is like an entry, though of no collection that there is.
    """

    entry: Entry | None
    findings: list[Finding]
    is_stray: bool = False


class Blank(NamedTuple):
    """What is known of an entry without its file being read."""

    path: str
    entry_id: str
    address: str
    collection: Collection
    vocabularies: Mapping[str, Vocabulary]


Reader = Callable[[Blank, "bytes | Finding"], Read]


def file_of(root: Path) -> Path | None:
    """Return where the cache of a site lies; None where the user has no folder.

    The folder is that of the XDG Base Directory Specification, or Windows' own.
    """
    named = os.environ.get("XDG_CACHE_HOME") or os.environ.get("LOCALAPPDATA")
    try:
        folder = Path(named) if named else Path.home() / ".cache"
    except RuntimeError:
        return None
    name = blake2b(os.fsencode(root.resolve()), digest_size=_BYTES).hexdigest()
    return folder / "goodpractice" / f"{name}.jsonl" if folder.is_absolute() else None


def key_of(*parts: bytes) -> str:
    """Return the key of what reading depends on: the tool, and parts such as files of the model."""
    return _digest(_tool(), *parts)


def _digest(*parts: bytes) -> str:
    """Return a checksum of parts, which cannot be taken for others that are cut elsewhere."""
    sizes = b" ".join(b"%d" % len(part) for part in parts)
    return blake2b(b"\n".join((sizes, *parts)), digest_size=_BYTES).hexdigest()


@cache
def _tool() -> bytes:
    """Return a checksum of the tool's own files and the versions of what it reads with."""
    files = sorted(path for path in _PACKAGE.rglob("*") if path.suffix in (".py", ".po", ".yml"))
    versions = [sys.version, platform.machine(), *map(version, _LIBRARIES)]
    named = (f"{path.relative_to(_PACKAGE)}".encode() for path in files)
    contents = (path.read_bytes() for path in files)
    return _digest(*map(str.encode, versions), *named, *contents).encode()


class Cache:
    """What is known of the texts of a site, by checksum of their path and bytes."""

    def __init__(self, file: Path | None = None, key: str = "") -> None:
        """Open a cache.

        Args:
            file: where it lies; without one, nothing is remembered.
            key: of what reading depends on.
        """
        self._file = file
        self._key = key.encode()
        self._before = _lines(_data(file), self._key) if file else {}
        self._now: dict[bytes, bytes] = {}
        self._findings: dict[str, Finding] = {}

    def read(self, blank: Blank, data: bytes | Finding, read: Reader) -> Read:
        """Return what is known of a text, or read it.

        Args:
            blank: what is known of an entry without its file.
            data: the bytes of the file, or why there are none.
            read: reads it.
        """
        if self._file is None or isinstance(data, Finding):
            return read(blank, data)
        name = _digest(blank.path.encode("utf-8", "surrogateescape"), data).encode()
        line = self._before.get(name, b"")
        with suppress(ValueError, TypeError, LookupError):
            found = self._remembered(line, blank, data, read)
            self._now[name] = line
            return found
        found = read(blank, data)
        written = _written(found, data)
        if written:
            self._now[name] = written
        return found

    def _remembered(self, line: bytes, blank: Blank, data: bytes, read: Reader) -> Read:
        """Return what a line says of a text.

        Raises:
            ValueError, TypeError, LookupError: it says nothing.
        """
        findings, *known = json.loads(line)
        entry = _Remembered(known, data, blank, lambda: read(blank, data).entry)
        return Read(entry, list(map(self._finding, findings)))

    def _finding(self, written: str) -> Finding:
        """Return a finding; the same fact is told of many files, and read once."""
        found = self._findings.get(written)
        if found is None:
            found = self._findings[written] = _finding(json.loads(written))
        return found

    def save(self) -> None:
        """Write what is known now, unless it was known before; it is no fault where it cannot."""
        if self._file is None or self._now == self._before:
            return
        body = b"".join(b"%b %b\n" % one for one in self._now.items())
        head = b"%b %b\n" % (self._key, _digest(body).encode())
        with suppress(OSError):
            self._file.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
            _replace(self._file, head + body)


def _data(file: Path) -> bytes:
    try:
        return file.read_bytes() if file.is_file() else b""
    except OSError:
        return b""


def _replace(file: Path, data: bytes) -> None:
    """Write a file, for its user alone, in one step: two at once leave that of one of them."""
    handle, name = tempfile.mkstemp(dir=file.parent)
    try:
        with os.fdopen(handle, "wb") as unfinished:
            unfinished.write(data)
        Path(name).replace(file)
    except BaseException:
        Path(name).unlink(missing_ok=True)
        raise


def _lines(data: bytes, key: bytes) -> dict[bytes, bytes]:
    """Return what a cache holds by name; nothing of one for other things, or that was changed."""
    head, _, body = data.partition(b"\n")
    if head != b"%b %b" % (key, _digest(body).encode()):
        return {}
    parts = (line.partition(b" ") for line in body.split(b"\n")[:-1])
    return {name: rest for name, _, rest in parts}


def _written(found: Read, data: bytes) -> bytes:
    """Return what to remember of a text; nothing of one that is no usual entry."""
    entry = found.entry
    if entry is None or entry.text is None or entry.document.source.encode() != data:
        return b""
    try:
        findings = [json.dumps(_parts(one), separators=(",", ":")) for one in found.findings]
        known = (findings, *_known(entry, entry.text))
        return json.dumps(known, separators=(",", ":")).encode()
    except (TypeError, ValueError):  # of a kind that is not kept
        return b""


def _known(entry: Entry, text: Rendered) -> Iterator[Any]:
    """Yield the parts of an entry that rules about all entries ask for, as `_Remembered` reads."""
    document = entry.document
    scalars = [*(one.node for one in entry.references), *entry.pictures]
    yield list(document.front.items) if document.front else []
    yield [document.body_start, document.body_line]
    yield _place_of_source(scalars, document.source)
    yield [[one.path, one.target, _written_scalar(one.node), one.to] for one in entry.references]
    yield list(map(_written_scalar, entry.pictures))
    yield text.links
    yield {key: _plain(value) for key, value in entry.values.items()}


def _place_of_source(scalars: Iterable[Scalar], text: str) -> list[int]:
    """Return where in a file the text stands by which values know their places."""
    sources = {id(one.source): one.source for one in scalars}
    if not sources:
        return [0, 0, 1]
    (source,) = sources.values()
    start = text.index(source.text)
    return [start, start + len(source.text), source.first_line]


def _written_scalar(one: Scalar) -> list[Any]:
    return [one.text, one.plain, one.start, one.end]


def _scalar(written: list[Any], source: Source) -> Scalar:
    text, plain, start, end = written
    return Scalar(text, plain, source, start, end)


class _Remembered(Entry):
    """An entry that reads its file when something is asked for that is not remembered.

    Attributes that were not given are not there, and Python then asks `__getattr__`.
    """

    def __init__(
        self, known: list[Any], data: bytes, blank: Blank, read: Callable[[], Entry | None]
    ) -> None:
        keys, body, source, references, pictures, links, values = known
        text = data.decode()
        place = Source(text[source[0] : source[1]], source[2])
        vars(self).update(
            id=blank.entry_id,
            address=blank.address,
            collection=blank.collection,
            vocabularies=blank.vocabularies,
            document=_Document(blank.path, text, body, self._whole),
            values=_Values(values),
            references=tuple(
                Reference(field, target, _scalar(one, place), tuple(to))
                for field, target, one, to in references
            ),
            pictures=tuple(_scalar(one, place) for one in pictures),
            text=_Text(links, self._whole),
            _keys=frozenset(keys),
            _read=read,
        )

    def __getattr__(self, name: str) -> Any:
        """Return what only the file says."""
        if name not in Entry.__dataclass_fields__ or "_read" not in vars(self):
            raise AttributeError(name)
        return getattr(self._whole(), name)

    def _whole(self) -> Entry:
        """Return the entry as its file says it, which is read once."""
        state = vars(self)
        if "_entry" not in state:
            state["_entry"] = state["_read"]()
        whole: Entry = state["_entry"]  # there was one when the same bytes were read before
        return whole

    def node(self, path: str) -> Node | None:
        """Return what was written at a dotted path, without the file where nothing was."""
        written = path.partition(".")[0] in vars(self)["_keys"]
        return self._whole().node(path) if written else None


class _Document(Document):
    """A document whose front matter is read when it is asked for."""

    __slots__ = ("_whole",)

    def __init__(self, path: str, source: str, body: list[int], whole: Callable[[], Entry]) -> None:
        state = {"path": path, "source": source, "body_start": body[0], "body_line": body[1]}
        for name, value in {**state, "_whole": whole}.items():
            object.__setattr__(self, name, value)

    def __getattr__(self, name: str) -> Any:
        """Return what only the file says: a place that was left empty."""
        if name not in Document.__dataclass_fields__:
            raise AttributeError(name)
        return getattr(self._whole().document, name)


class _Text(Rendered):
    """A text that is rendered when more than its links are asked for."""

    __slots__ = ("_whole",)

    def __init__(self, links: list[list[Any]], whole: Callable[[], Entry]) -> None:
        self.links = tuple(Link(*one) for one in links)
        self._clean = None
        self._whole = whole

    def __getattr__(self, name: str) -> Any:
        """Return what only the file says: a place that was left empty."""
        if name not in Rendered.__slots__:
            raise AttributeError(name)
        return getattr(self._whole().text, name)


class _Values(Mapping[str, Any]):
    """Values of fields that are put together when they are asked for."""

    __slots__ = ("_written",)

    def __init__(self, written: dict[str, Any]) -> None:
        self._written = written

    def __getitem__(self, name: str) -> Any:
        return _value(self._written[name])

    def get(self, name: str, default: Any = None) -> Any:
        """Return a value, or something else; much quicker than by an error."""
        return _value(self._written[name]) if name in self._written else default

    def __iter__(self) -> Iterator[str]:
        return iter(self._written)

    def __len__(self) -> int:
        return len(self._written)


# What JSON has no word for stands as {name: parts}; a list is a tuple, and {"": …} keys and values.
_NAMED: tuple[type[Any], ...] = (
    Span, Phrase, Label, Edit, Reencode, Fix, Finding, ApproximateDate, Money, Query,
)  # fmt: skip
_AS_IT_IS = (str, int, float, bool, type(None))
_UNKNOWN = "not known"
_BY_NAME: dict[str, Callable[..., Any]] = {
    **{one.__name__: one for one in _NAMED},
    "list": lambda *items: list(items),
    _UNKNOWN: lambda: NOT_KNOWN,
}


def _plain(value: Any) -> Any:
    """Return a value as JSON can hold it.

    Raises:
        TypeError: it is of a kind that is not kept.
    """
    kind = type(value)
    if kind in _AS_IT_IS:
        return value
    if kind is tuple:
        return list(map(_plain, value))
    if kind is list:
        return {"list": list(map(_plain, value))}
    if kind is dict:
        return {"": {_text(key): _plain(one) for key, one in value.items()}}
    return {_UNKNOWN: []} if value is NOT_KNOWN else {kind.__name__: _parts(value)}


def _text(key: Any) -> str:
    """Return the key of a mapping: JSON would make a text of any other.

    Raises:
        TypeError: it is no text.
    """
    if type(key) is not str:
        raise TypeError(key)
    return key


def _parts(value: Any) -> list[Any]:
    """Return the parts of a record, in order."""
    if type(value) not in _NAMED:
        raise TypeError(type(value))
    names = getattr(value, "_fields", None) or value.__dataclass_fields__
    return [_plain(getattr(value, name)) for name in names]


def _value(plain: Any) -> Any:
    """Return a value that was made plain."""
    if type(plain) is list:
        return tuple(map(_value, plain))
    if type(plain) is not dict:
        return plain
    ((name, parts),) = plain.items()
    if name == "":
        return {key: _value(one) for key, one in parts.items()}
    return _BY_NAME[name](*map(_value, parts))


def _finding(parts: list[Any]) -> Finding:
    return Finding(*map(_value, parts))
