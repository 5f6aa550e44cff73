"""Baseline: faults that are known and tolerated, so that an old corpus can adopt the check.

A fault is known again by its rule, its file, the values of its message and the text of its line,
not by where that line stands. The list is made once; after that faults only leave it.
"""

from __future__ import annotations

import hashlib
import json
import stat
from collections import Counter
from collections.abc import Iterable
from functools import cached_property
from pathlib import Path
from typing import Any, NamedTuple

from goodpractice.diagnostics import Diagnostic, Label, Param, Phrase, Severity
from goodpractice.documents import MAX_FILE_BYTES
from goodpractice.failures import Failure
from goodpractice.rules.rule import N_

FILE = "goodpractice-baseline.json"
VERSION = 1
_DIGITS = 16
# Values of messages that may change although the fault stays: where else it is met, what would be
# right, how much is wrong.
_PASSING = frozenset(
    (
        "better",
        "collections",
        "count",
        "label",
        "limit",
        "line",
        "nearest",
        "share",
        "terms",
        "title",
    )
)


class Known(NamedTuple):
    """A fault that is tolerated."""

    path: str
    code: str
    fingerprint: str


class Lines:
    """The lines of the files of a site, each read once."""

    def __init__(self, root: Path) -> None:
        self._root = root
        self._files: dict[str, list[str]] = {}

    def of(self, path: str) -> list[str]:
        """Return the lines of a file as its diagnostics count them, or none."""
        if path not in self._files:
            self._files[path] = _lines(self._root / path)
        return self._files[path]

    def text(self, one: Diagnostic) -> str:
        """Return the line on which a diagnostic begins, or an empty text."""
        lines = self.of(one.path)
        return lines[one.span.line - 1] if one.span.line <= len(lines) else ""


def _lines(path: Path) -> list[str]:
    """Return the lines of a file that the check reads: no link, no pipe, nothing huge."""
    try:
        status = path.lstat()
        if not stat.S_ISREG(status.st_mode) or status.st_size > MAX_FILE_BYTES:
            return []
        return path.read_bytes().decode("utf-8-sig", errors="replace").split("\n")
    except OSError:
        return []


def values(one: Diagnostic) -> str:
    """Return the values of a diagnostic's message, free of language and place."""
    params = {key: _plain(value) for key, value in one.message.params.items()}
    kept = {key: value for key, value in params.items() if key not in _PASSING}
    return json.dumps(kept, sort_keys=True)


def _plain(value: Param) -> Any:
    """Return a value without its words, which a new version may put better."""
    if isinstance(value, Label):
        return None
    if isinstance(value, Phrase):
        return {key: _plain(one) for key, one in value.params.items()}
    return [_plain(one) for one in value] if isinstance(value, tuple) else value


def fingerprint(one: Diagnostic, line: str) -> str:
    """Return what a diagnostic is known by within its file and rule.

    Args:
        one: the diagnostic.
        line: the text of its first line.
    """
    said = f"{values(one)}\n{' '.join(line.split())}"
    return hashlib.sha256(said.encode("utf-8", "surrogatepass")).hexdigest()[:_DIGITS]


class Baseline:
    """The known faults of a site.

    Args:
        path: of the file that lists them.
    """

    def __init__(self, path: Path) -> None:
        self.path = path

    @property
    def exists(self) -> bool:
        """Return whether there is a list."""
        return self.path.is_file()

    @cached_property
    def known(self) -> Counter[Known]:
        """Return the known faults, each with how often it may be met.

        Raises:
            Failure: the file is no list of known faults.
        """
        if not self.exists:
            return Counter()
        try:
            return _read(json.loads(self.path.read_bytes()))
        except (ValueError, TypeError, KeyError) as error:
            template = N_("{path} is not a list of known faults. Delete it and make a new one.")
            raise Failure(template, path=self.path.name) from error

    def write(self, known: Counter[Known]) -> None:
        """Replace the list.

        Raises:
            OSError: it could not be written.
        """
        from goodpractice.fixes import replace_file  # who only checks does not wait for it

        replace_file(self.path, written(known).encode())
        self.known = known

    def tolerate(
        self, diagnostics: Iterable[Diagnostic], lines: Lines
    ) -> tuple[list[Diagnostic], Counter[Known]]:
        """Return the diagnostics that are not known, and the known faults that are mended.

        Hints need no tolerance and stay.
        """
        left = self.known.copy()
        new = []
        for one in diagnostics:
            fault = _fault(one, lines)
            if one.severity is not Severity.HINT and left[fault] > 0:
                left[fault] -= 1
            else:
                new.append(one)
        return new, +left


def known_faults(diagnostics: Iterable[Diagnostic], lines: Lines) -> Counter[Known]:
    """Return errors and warnings as known faults."""
    return Counter(_fault(one, lines) for one in diagnostics if one.severity is not Severity.HINT)


def _fault(one: Diagnostic, lines: Lines) -> Known:
    return Known(one.path, one.code, fingerprint(one, lines.text(one)))


def _read(value: Any) -> Counter[Known]:
    if value["version"] != VERSION:
        raise ValueError(value["version"])
    return Counter({_read_one(item): _count(item) for item in value["known"]})


def _read_one(item: Any) -> Known:
    known = Known(item["path"], item["code"], item["fingerprint"])
    if not all(isinstance(part, str) for part in known):
        raise TypeError(item)
    return known


def _count(item: Any) -> int:
    count = item.get("count", 1)
    if not isinstance(count, int) or count < 1:
        raise ValueError(count)
    return count


def written(known: Counter[Known]) -> str:
    """Return known faults as the text of their file: one a line, so that two changes merge."""
    items = (
        json.dumps({**fault._asdict(), **({"count": count} if count > 1 else {})})
        for fault, count in sorted(known.items())
    )
    listed = ",\n".join(f"    {item}" for item in items)
    inner = f"[\n{listed}\n  ]" if listed else "[]"
    return f'{{\n  "version": {VERSION},\n  "known": {inner}\n}}\n'
