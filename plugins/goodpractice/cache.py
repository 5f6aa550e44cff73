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
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import suppress
from functools import cache, cached_property
from pathlib import Path
from time import time
from typing import Any, NamedTuple, TypeAlias

from goodpractice.diagnostics import (
    Edit,
    Finding,
    Fix,
    Label,
    Phrase,
    Reencode,
    Span,
)
from goodpractice.facts import Facts
from goodpractice.files import Checksums, checksum
from goodpractice.pictures import MAX_INPUT_BYTES

_PACKAGE = Path(__file__).resolve().parent
_WORTH_IT = 100  # one text in so many
_PICTURE = 20  # texts are read in the time of one
_KEPT = 90 * 24 * 60 * 60  # seconds
_SPAN = 1  # the part of a finding that is its place
_FIRST = Facts._fields.index("title")  # of the facts that are more than the path says
_TOLD = 4  # of a row, where its facts begin: see `Cache._row`
_NO_FACTS = (None,) * (len(Facts._fields) - _FIRST)


class Known(NamedTuple):
    """What is known of a text: what is wrong with it, and what it tells.

    `facts` are those of the entry, unless there is none in it; `is_stray` says that it is like an
    entry, though of no collection that there is.
    """

    findings: list[Finding]
    facts: Facts | None = None
    is_stray: bool = False


def file_of(root: Path) -> Path | None:
    """Return where the cache of a site lies; None where the user has no folder.

    The folder is that of the XDG Base Directory Specification, or Windows' own.
    """
    named = os.environ.get("XDG_CACHE_HOME") or os.environ.get("LOCALAPPDATA")
    try:
        folder = Path(named) if named else Path.home() / ".cache"
    except RuntimeError:
        return None
    name = checksum(os.fsencode(root.resolve()))
    return folder / "goodpractice" / f"{name}.jsonl" if folder.is_absolute() else None


def key_of(*parts: bytes) -> str:
    """Return the key of what reading depends on: the tool, and parts such as files of the model."""
    return _digest(_tool(), *parts)


def _digest(*parts: bytes) -> str:
    """Return a checksum of parts, which cannot be taken for others that are cut elsewhere."""
    sizes = b" ".join(b"%d" % len(part) for part in parts)
    return checksum(b"\n".join((sizes, *parts)))


@cache
def _tool() -> bytes:
    """Return a checksum of the tool's own files and the versions of what it reads with."""
    own = sorted(path for path in _PACKAGE.rglob("*") if path.suffix in (".py", ".po", ".yml"))
    versions = [sys.version, platform.machine(), *_installed()]
    named = (f"{path.relative_to(_PACKAGE)}".encode() for path in own)
    contents = (path.read_bytes() for path in own)
    return _digest(*map(str.encode, versions), *named, *contents).encode()


def _installed() -> list[str]:
    """Return name and version of every library, as pip and others name the folder of each.

    Reading depends on some of them. Asking for the versions of those takes as long as to start.
    """
    return sorted(one.name for folder in sys.path for one in Path(folder).glob("*.*-info"))


class Cache:
    """What is known of the texts of a site, by path and checksum of their bytes.

    After the first line, each is a list: three of what findings say, one of what pictures tell,
    then a column for each thing that is known of every text, which reads in half the time of a line
    for each text.
    """

    def __init__(self, file: Path | None = None, key: str = "") -> None:
        """Open a cache.

        Args:
            file: where it lies; without one, nothing is remembered.
            key: of what reading depends on.
        """
        self._file = file
        self._key = key.encode()
        self._said, self._told, self._rows = _Said(), dict[_Asked, _Told](), dict[str, _Row]()
        with suppress(ValueError, TypeError, LookupError, RecursionError):
            self._said, self._told, self._rows = _opened(_data(file) if file else b"", self._key)
        self._checksums = Checksums()
        self._now: list[tuple[str, str, _Row | Known]] = []
        self._told_now: dict[_Asked, _Told] = {}
        self._of_pictures: dict[str, str] = {}  # checksums
        self._anew = 0

    def known(self, first: Sequence[str], file: str) -> Known | None:
        """Return what is known of a text, if its bytes are as they were.

        Args:
            first: the facts that its path alone says: id, path, address and collection.
            file: where it lies.
        """
        path = first[1]
        row = self._rows.get(path)
        if row is None or row[0] != self._checksums.of(file):
            return None
        try:
            found, is_stray, is_entry = row[1:_TOLD]
            facts = Facts._make((*first, *row[_TOLD:])) if is_entry else None
            known = Known(self._said.lists[found], facts, is_stray)
        except (ValueError, TypeError, LookupError):
            return None
        self._now.append((path, row[0], row))
        return known

    def is_of(self, path: str, data: bytes | Finding) -> bool:
        """Return whether what is known of a text is known of these bytes."""
        return not isinstance(data, Finding) and checksum(data) == self._rows[path][0]

    def learn(self, path: str, data: bytes | Finding, known: Known) -> None:
        """Keep what was read of a text for the next time."""
        self._anew += 1
        if self._file is not None and not isinstance(data, Finding):
            self._now.append((path, checksum(data), known))

    def told(self, what: str, path: str, file: str, read: Callable[[], Any]) -> Any:
        """Return what a picture tells of one thing, or read it: in values that JSON holds."""
        if self._file is None:
            return read()
        asked = what, path
        if asked not in self._told_now:
            self._told_now[asked] = self._tell(asked, file, read)
        return self._told_now[asked][1]

    def _tell(self, asked: _Asked, file: str, read: Callable[[], Any]) -> _Told:
        path = asked[1]
        if path not in self._of_pictures:
            self._of_pictures[path] = self._checksums.of(file, MAX_INPUT_BYTES)
        digest = self._of_pictures[path]
        told = self._told.get(asked)
        if told and digest and told[0] == digest:
            return told
        self._anew += _PICTURE
        return digest, read()

    def save(self) -> None:
        """Write what is known now; it is no fault where it cannot.

        Of a large site a few texts are read again more quickly than all is written.
        """
        anew = self._anew + max(0, len(self._rows) - len(self._now))
        if self._file is None or anew * _WORTH_IT <= len(self._now):
            return
        rows = []
        for path, digest, known in self._now:
            with suppress(TypeError, ValueError):  # something of a kind that is not kept
                row = self._row(digest, known) if isinstance(known, Known) else known
                rows.append((path, *row))
        columns = zip(*rows, strict=True)
        told = [(*asked, *told) for asked, told in self._told_now.items()]
        body = b"\n".join(map(_json, (*self._said.tables(), told, *columns)))
        head = b"%b %b\n" % (self._key, checksum(body).encode())
        with suppress(OSError):
            self._file.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
            _replace(self._file, head + body)
            _forget(self._file.parent)

    def _row(self, digest: str, known: Known) -> _Row:
        facts = _NO_FACTS if known.facts is None else known.facts[_FIRST:]
        found = self._said.number(known.findings)
        return (digest, found, known.is_stray, known.facts is not None, *facts)


def _json(value: Any) -> bytes:
    return json.dumps(value, separators=(",", ":")).encode()


def _data(file: Path) -> bytes:
    """Return what a file of the user's own holds: in a folder of all, others can write one."""
    try:
        if not file.is_file() or _is_of_others(file):
            return b""
        return file.read_bytes()
    except OSError:
        return b""


def _is_of_others(file: Path) -> bool:
    """Return whether a file, or where it leads, is another user's; Windows keeps folders apart."""
    own = getattr(os, "geteuid", None)
    return own is not None and {file.lstat().st_uid, file.stat().st_uid} != {own()}


def _replace(file: Path, data: bytes) -> None:
    """Write a file, for its user alone, in one step: two at once leave that of one of them."""
    import tempfile  # only now: most checks write none

    handle, name = tempfile.mkstemp(dir=file.parent)
    try:
        with os.fdopen(handle, "wb") as unfinished:
            unfinished.write(data)
        Path(name).replace(file)
    except BaseException:
        Path(name).unlink(missing_ok=True)
        raise


def _forget(folder: Path) -> None:
    """Take away the caches that no check has written for long: of sites that may be gone."""
    for file in folder.glob("*.jsonl"):
        if file.stat().st_mtime < time() - _KEPT:
            file.unlink(missing_ok=True)


_Row: TypeAlias = tuple[Any, ...]  # checksum, number of its findings, …: see `Cache._row`
_Asked: TypeAlias = tuple[str, str]  # what of a picture, and its path
_Told: TypeAlias = tuple[str, Any]  # checksum of a picture, and the answer


class _Said:
    """What is found wrong in texts, each part of it once: many texts say the same.

    Findings that are alike are one object, as are lists of them.

    Attributes:
        lists: the findings of a text, by number.
    """

    def __init__(
        self, said: Iterable[str] = (), placed: Iterable[Any] = (), lists: Iterable[Any] = ()
    ) -> None:
        """Read what was said, but for the places; where which of it was; and what of that together.

        Raises:
            ValueError, TypeError, LookupError, RecursionError: it is nothing of the kind.
        """
        self._tables = tuple(map(list, (said, placed, lists)))
        parts = [tuple(map(_value, json.loads(one))) for one in self._tables[0]]
        found = [_finding(parts[number], span) for number, *span in self._tables[1]]
        self.lists = [[found[number] for number in one] for one in self._tables[2]]

    @cached_property
    def _numbers(self) -> tuple[dict[Any, int], ...]:
        """Return the number of each thing said, found and found together."""
        said, placed, lists = self._tables
        return tuple(
            {one: number for number, one in enumerate(table)}
            for table in (said, map(tuple, placed), map(tuple, lists))
        )

    def number(self, findings: Iterable[Finding]) -> int:
        """Return the number of some findings, which they have from now on.

        Raises:
            TypeError, ValueError: they hold something of a kind that is not kept.
        """
        said, placed, lists = self._numbers
        found = [(_number(said, _text_of(one)), *one.span) for one in findings]
        return _number(lists, tuple(_number(placed, one) for one in found))

    def tables(self) -> Iterator[list[Any]]:
        """Yield what is to be kept."""
        return map(list, self._numbers)


def _number(numbers: dict[Any, int], key: Any) -> int:
    return numbers.setdefault(key, len(numbers))


def _finding(parts: Sequence[Any], span: Sequence[int]) -> Finding:
    name, *more = parts
    return Finding(name, Span(*span), *more)


def _opened(data: bytes, key: bytes) -> tuple[_Said, dict[_Asked, _Told], dict[str, _Row]]:
    """Return what findings say, what pictures tell, and by path what is known of a text.

    Nothing is in one for other things, or that was changed.

    Raises:
        ValueError, TypeError, LookupError, RecursionError: it holds something else.
    """
    head, _, body = data.partition(b"\n")
    if head != b"%b %b" % (key, checksum(body).encode()):
        return _Said(), {}, {}
    said, placed, lists, told, paths, *columns = map(json.loads, body.split(b"\n"))
    rows = dict(zip(paths, zip(*columns, strict=True), strict=True))
    by_asked = {(what, path): (digest, value) for what, path, digest, value in told}
    return _Said(said, placed, lists), by_asked, rows


def _text_of(finding: Finding) -> str:
    """Return what a finding says, but for its place."""
    return _json([part for at, part in enumerate(_parts(finding)) if at != _SPAN]).decode()


# What JSON has no word for stands as {name: parts}; a list is a tuple, and {"": …} keys and values.
_NAMED: tuple[type[Any], ...] = (Span, Phrase, Label, Edit, Reencode, Fix, Finding)
_AS_IT_IS = (str, int, float, bool, type(None))
_BY_NAME: dict[str, Callable[..., Any]] = {
    **{one.__name__: one for one in _NAMED},
    "list": lambda *items: list(items),
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
    return {kind.__name__: _parts(value)}


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
        return {key: _value(one) for key, one in dict(parts).items()}
    return _BY_NAME[name](*map(_value, parts))
