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
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import suppress
from functools import cache, cached_property, partial
from pathlib import Path
from time import time
from typing import Any, NamedTuple, TypeAlias

from goodpractice import parallel
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
from goodpractice.files import checksum, checksum_of, checksums
from goodpractice.files import read as bytes_of
from goodpractice.pictures import MAX_INPUT_BYTES

_PACKAGE = Path(__file__).resolve().parent
_WORTH_IT = 100  # one text in so many
_PICTURE = 20  # texts are read in the time of one
_KEPT = 90 * 24 * 60 * 60  # seconds
_SPAN = 1  # the part of a finding that is its place
_PATH = Facts._fields.index("path")  # of the facts the one that stands in a column of its own
_NO_FACTS = (None,) * (len(Facts._fields) - 1)
_MANY = 1_000  # texts, whose checksums take longer than to start another process for them


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
    own = sorted(_own_files())
    versions = [sys.version, platform.machine(), *_installed()]
    named = (os.fsencode(path.removeprefix(f"{_PACKAGE}")) for path in own)
    contents = (data for path in own if isinstance(data := bytes_of(path), bytes))
    return _digest(*map(str.encode, versions), *named, *contents).encode()


def _own_files() -> Iterator[str]:
    for folder, _, names in os.walk(_PACKAGE):
        yield from (f"{folder}/{one}" for one in names if one.endswith((".py", ".po", ".yml")))


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

    def __init__(
        self, file: Path | None = None, key: str = "", root: str = "", texts: Sequence[str] = ()
    ) -> None:
        """Open a cache.

        Args:
            file: where it lies; without one, nothing is remembered.
            key: of what reading depends on.
            root: the site's root.
            texts: paths of all texts there are, from the root.
        """
        self._file = file
        self._key = key.encode()
        self._texts = texts
        self._said, self._told, self._rows = _Said(), dict[_Asked, _Told](), dict[str, _Row]()
        body = _body(file, self._key) if file else b""
        if body:
            sums = partial(checksums, [f"{root}/{path}" for path in texts])
            # While all else that the check needs is made ready.
            self._sums = parallel.ahead(sums) if len(texts) >= _MANY else sums
            with suppress(ValueError, TypeError, LookupError, RecursionError):
                self._said, self._told, self._rows = _opened(body)
        self._now: list[tuple[str, _Row]] = []
        self._told_now: dict[_Asked, _Told] = {}
        self._of_pictures: dict[str, str] = {}  # checksums
        self._anew = 0

    @cached_property
    def _digests(self) -> Mapping[str, str]:
        """Return the checksum of each text that there is now."""
        return dict(zip(self._texts, self._sums().split("\n"), strict=True))

    def known(self, path: str) -> Known | None:
        """Return what is known of a text, if its bytes are as they were."""
        row = self._rows.get(path)
        if row is None or row[0] != self._digests[path]:
            return None
        self._now.append((path, row))
        return row[2]

    def is_of(self, path: str, data: bytes | Finding) -> bool:
        """Return whether what is known of a text is known of these bytes."""
        return not isinstance(data, Finding) and checksum(data) == self._rows[path][0]

    def learn(self, path: str, data: bytes | Finding, known: Known) -> None:
        """Keep what was read of a text for the next time."""
        self._anew += 1
        if self._file is not None and not isinstance(data, Finding):
            self._now.append((path, (checksum(data), None, known)))

    def told(self, what: str, path: str, file: str, read: Callable[[], Any]) -> Any:
        """Return what a picture tells of one thing, or read it: in values that JSON holds."""
        if self._file is None:
            return read()
        asked = what, path
        if asked not in self._told_now:
            self._told_now[asked] = self._tell(asked, file, read)
        return self._told_now[asked][1]

    def always(self, what: str, of: str, read: Callable[[], Any]) -> Any:
        """Return what depends on nothing but the key, or read it: in values that JSON holds."""
        if self._file is None:
            return read()
        asked = what, of
        if asked not in self._told_now:
            self._told_now[asked] = self._told.get(asked) or ("", read())
        return self._told_now[asked][1]

    def _tell(self, asked: _Asked, file: str, read: Callable[[], Any]) -> _Told:
        path = asked[1]
        if path not in self._of_pictures:
            self._of_pictures[path] = checksum_of(file, MAX_INPUT_BYTES)
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
        for path, row in self._now:
            with suppress(TypeError, ValueError):  # something of a kind that is not kept
                rows.append((path, *self._cells(*row)))
        columns = zip(*rows, strict=True)
        told = [(*asked, *told) for asked, told in self._told_now.items()]
        lines = map(_json, (*self._said.tables(), told, *columns))
        body = "\n".join(lines).encode("utf-8", "surrogatepass")  # as JSON is read
        head = b"%b %b\n" % (self._key, checksum(body).encode())
        with suppress(OSError):
            self._file.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
            _replace(self._file, head + body)
            _forget(self._file.parent)

    def _cells(self, digest: str, found: int | None, known: Known) -> tuple[Any, ...]:
        """Return what is kept of a text behind its path."""
        facts = known.facts
        cells = _NO_FACTS if facts is None else (*facts[:_PATH], *facts[_PATH + 1 :])
        number = self._said.number(known.findings) if found is None else found
        return (digest, number, known.is_stray, *cells)


def _json(value: Any) -> str:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"))


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


# Checksum of a text, number of its findings where they have one, and what is known of it.
_Row: TypeAlias = tuple[str, int | None, Known]
_Asked: TypeAlias = tuple[str, str]  # what of a picture, and its path; or of something else
_Told: TypeAlias = tuple[str, Any]  # checksum of the picture, if it is one, and the answer


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


def _body(file: Path, key: bytes) -> bytes:
    """Return what a cache holds; nothing of one for other things, or that was changed."""
    head, _, body = _data(file).partition(b"\n")
    return body if head == b"%b %b" % (key, checksum(body).encode()) else b""


def _opened(body: bytes) -> tuple[_Said, dict[_Asked, _Told], dict[str, _Row]]:
    """Return what findings say, what pictures tell, and by path what is known of a text.

    Raises:
        ValueError, TypeError, LookupError, RecursionError: it holds something else.
    """
    said, placed, lists, told, *columns = map(json.loads, body.split(b"\n"))
    by_asked = {(what, path): (digest, value) for what, path, digest, value in told}
    kept = _Said(said, placed, lists)
    return kept, by_asked, _rows(kept.lists, *columns)


def _rows(
    lists: Sequence[list[Finding]],
    paths: list[str],
    digests: list[str],
    found: list[int],
    strays: list[bool],
    *facts: list[Any],
) -> dict[str, _Row]:
    """Return what is known of each text, column by column: there are ten thousand."""
    cells = zip(*facts[:_PATH], paths, *facts[_PATH:], strict=True)
    entries = [one if one.id else None for one in map(Facts._make, cells)]
    known = map(Known, map(lists.__getitem__, found), entries, strays)
    return dict(zip(paths, zip(digests, found, known, strict=True), strict=True))


def _text_of(finding: Finding) -> str:
    """Return what a finding says, but for its place."""
    return _json([part for at, part in enumerate(_parts(finding)) if at != _SPAN])


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
