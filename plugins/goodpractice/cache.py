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
from collections.abc import Callable, Sequence
from contextlib import suppress
from functools import cache
from hashlib import blake2b
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

_PACKAGE = Path(__file__).resolve().parent
_BYTES = 16
_WORTH_IT = 100  # one text in so many
_KEPT = 90 * 24 * 60 * 60  # seconds
_SPAN = 1  # the part of a finding that is its place
_FIRST = Facts._fields.index("title")  # of the facts that are more than the path says


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
    versions = [sys.version, platform.machine(), *_installed()]
    named = (f"{path.relative_to(_PACKAGE)}".encode() for path in files)
    contents = (path.read_bytes() for path in files)
    return _digest(*map(str.encode, versions), *named, *contents).encode()


def _installed() -> list[str]:
    """Return name and version of every library, as pip and others name the folder of each.

    Reading depends on some of them. Asking for the versions of those takes as long as to start.
    """
    return sorted(one.name for folder in sys.path for one in Path(folder).glob("*.*-info"))


class Cache:
    """What is known of the texts of a site, by path and checksum of their bytes.

    The same is found wrong in many files: what findings say without their places stands once, in
    the first line. The others are of one text each.
    """

    def __init__(self, file: Path | None = None, key: str = "") -> None:
        """Open a cache.

        Args:
            file: where it lies; without one, nothing is remembered.
            key: of what reading depends on.
        """
        self._file = file
        self._key = key.encode()
        self._before, self._rows = list[bytes](), _Rows()
        self._said: dict[str, int] = {}
        self._findings: list[tuple[Any, ...]] = []
        with suppress(ValueError, TypeError, LookupError, RecursionError):
            self._open(_data(file) if file else b"")
        self._now: list[bytes] = []
        self._anew = 0

    def _open(self, data: bytes) -> None:
        lines, said, rows = _opened(data, self._key)
        findings = [tuple(map(_value, json.loads(one))) for one in said]
        self._said = {one: number for number, one in enumerate(said)}
        self._before, self._rows, self._findings = lines, rows, findings

    def text(self, first: Sequence[str], data: bytes | Finding, read: Callable[[], Known]) -> Known:
        """Return what is known of a text, or read it.

        Args:
            first: the facts that its path alone says: id, path, address and collection.
            data: its bytes, or why there are none.
            read: reads it.
        """
        if self._file is None or isinstance(data, Finding):
            return read()
        path, digest = first[1], blake2b(data, digest_size=_BYTES).hexdigest()
        line, before, *row = self._rows.get(path, (b"", ""))
        if before == digest:
            with suppress(ValueError, TypeError, LookupError):
                known = self._recalled(first, *row)
                self._now.append(line)
                return known
        known = read()
        self._anew += 1
        with suppress(TypeError, ValueError):  # something of a kind that is not kept
            self._now.append(self._line(path, digest, known))
        return known

    def _recalled(
        self, first: Sequence[str], found: list[list[int]], facts: list[Any] | None, is_stray: bool
    ) -> Known:
        findings = [self._finding(*one) for one in found]
        if facts is None:
            return Known(findings, None, is_stray)
        return Known(findings, Facts._make((*first, *facts)), is_stray)

    def _finding(self, number: int, *span: int) -> Finding:
        name, *more = self._findings[number]
        return Finding(name, Span(*span), *more)

    def _line(self, path: str, digest: str, known: Known) -> bytes:
        found = [[self._number(_said(one)), *one.span] for one in known.findings]
        facts = None if known.facts is None else known.facts[_FIRST:]
        return _json([path, digest, found, facts, known.is_stray])

    def _number(self, said: str) -> int:
        return self._said.setdefault(said, len(self._said))

    def save(self) -> None:
        """Write what is known now; it is no fault where it cannot.

        Of a large site a few texts are read again more quickly than all is written.
        """
        anew = self._anew + max(0, len(self._before) - len(self._now))
        if self._file is None or anew * _WORTH_IT <= len(self._now):
            return
        body = b"\n".join([_json(list(self._said)), *self._now])
        head = b"%b %b\n" % (self._key, _digest(body).encode())
        with suppress(OSError):
            self._file.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
            _replace(self._file, head + body)
            _forget(self._file.parent)


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


_Rows: TypeAlias = dict[str, tuple[Any, ...]]


def _opened(data: bytes, key: bytes) -> tuple[list[bytes], list[str], _Rows]:
    """Return the lines of a cache, what findings say, and by path each line with what it holds.

    Nothing is in one for other things, or that was changed. All are read at once: it is quickest.
    """
    head, _, body = data.partition(b"\n")
    if head != b"%b %b" % (key, _digest(body).encode()):
        return [], [], {}
    said, *lines = body.split(b"\n")
    rows = json.loads(b"[%b]" % b",".join(lines))
    by_path = {path: (line, *row) for line, (path, *row) in zip(lines, rows, strict=True)}
    return lines, json.loads(said), by_path


def _said(finding: Finding) -> str:
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
        return {key: _value(one) for key, one in parts.items()}
    return _BY_NAME[name](*map(_value, parts))
