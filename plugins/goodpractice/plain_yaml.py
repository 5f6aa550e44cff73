"""Front matter as nearly everyone writes it, read line by line.

Reading with libyaml, and its nodes into ours, took a fifth of the time of a check. Nearly all front
matter needs little of YAML: a key or a dash begins each line, and no value goes on in the next.
That is read here, into the very nodes that libyaml's would become. Of anything else nothing is
read, and libyaml is asked; tests hold the two together.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import TypeAlias

from goodpractice.diagnostics import Span
from goodpractice.nodes import NULLS, Mapping, Node, Scalar, Sequence
from goodpractice.sources import Source

_KEY = r"[A-Za-z_][A-Za-z0-9_.-]{0,99}+"  # libyaml knows none of more than 1024 characters
# No control characters and no line ends of Unicode, which mean something to libyaml.
_NOT_TEXT = r"\x00-\x1f\x7f-\x9f\u2028\u2029\ufeff\ufffe\uffff"
_START = r"(?:[^\W_]|-(?=[0-9]))"
_WORD = rf"{_START}[^,\[\]{{}}:#?{_NOT_TEXT}]*+(?<!\s)"  # in brackets
_DOUBLE, _SINGLE = rf'"[^"\\{_NOT_TEXT}]*+"', rf"'[^'{_NOT_TEXT}]*+'"
_PAIR = rf"{_KEY}: (?:{_WORD}|{_DOUBLE})"
# Indent and dash, key, and a plain value, or one that begins with a sign. What may stand within a
# value is asked of those few alone in which something does that may mean something.
_LINE = re.compile(
    rf"^( *+(?:- )?)(?:({_KEY}):(?: |$))?(?:({_START}.*+)(?<!\s)|([\[{{\"'].*+))?$", re.MULTILINE
)
_TEXT = re.compile(r"[^:#]*+(?:(?::(?=\S)|(?<=\S)#)[^:#]*+)*+")
_PAIRS_APART = re.compile(rf"({_KEY}): (?:({_WORD})|({_DOUBLE}))")
_ODD = re.compile(rf"(?!\n)[{_NOT_TEXT}]")
MAX_DEPTH = 8


class _UnusualError(Exception):
    """Something stands here that libyaml has to read."""


def read(source: Source) -> Mapping | None:
    """Read the mapping that YAML is at the top, or return None where it is not as plain as that."""
    text = source.text
    if not text.endswith("\n") or _is_odd(text):
        return None
    rows = _LINE.findall(text, 0, len(text) - 1)
    if len(rows) != text.count("\n"):
        return None
    reader = _Reader(source, rows)
    top = Span(source.first_line, 1, source.first_line, 1)
    try:
        front = reader.mapping(0, top, MAX_DEPTH) if reader.begins() == (0, False) else None
    except _UnusualError:
        return None
    return front if reader.at == len(rows) else None


def _is_odd(text: str) -> bool:
    """Return whether there are characters that plain text has not; printable ones are none."""
    return not text.replace("\n", "").isprintable() and _ODD.search(text) is not None


_Row: TypeAlias = "tuple[str, str, str, str]"
_END: _Row = ("\n", "", "", "")  # begins like no line


class _Reader:
    """Reads lines into nodes."""

    def __init__(self, source: Source, rows: list[_Row]) -> None:
        self.source = source
        self.rows = [*rows, _END]
        self.at = 0

    def mapping(self, column: int, head: Span | Scalar | None, depth: int) -> Mapping:
        """Read the keys that stand in a column from here on, with their values.

        This goes over most lines there are, so nothing is called for those that are but text.
        """
        if not depth:
            raise _UnusualError
        source, rows, first = self.source, self.rows, self.at
        values: dict[str, Node] = {}
        lines: list[int] = []
        indent = before = " " * column
        at = first
        while before == indent:
            _, name, text, signed = rows[at]
            if not name or name in values:
                raise _UnusualError
            lines.append(at)
            if text:
                if (":" in text or "#" in text) and not _TEXT.fullmatch(text):
                    raise _UnusualError
                values[name] = Scalar(text, True, source, at, column + len(name) + len(": "))
            elif signed:
                values[name] = self.signed(signed, at, column + len(name) + len(": "), name)
            else:
                self.at = at + 1
                values[name] = self.below(column, name, depth - 1)
                at = self.at - 1
            at += 1
            before = rows[at][0]
        self.at = at
        return Mapping(values, lines, (source, first, column, 0, False), head)

    def below(self, column: int, name: str, depth: int) -> Node:
        """Return the value that stands in the lines below a key; without one it is empty."""
        line = self.at - 1
        here, is_item = self.begins()
        if is_item and here >= column:
            return self.sequence(here, depth)
        if here > column:
            return self.mapping(here, Scalar(name, True, self.source, line, column), depth)
        return Scalar("", True, self.source, line, column + len(name) + len(":"))

    def begins(self) -> tuple[int, bool]:
        """Return the column of this line, of an item that of its dash, and whether it is one."""
        before = self.rows[self.at][0]
        if before == _END[0]:
            return -1, False
        is_item = before.endswith("- ")
        return len(before) - len("- ") * is_item, is_item

    def sequence(self, column: int, depth: int) -> Sequence:
        """Read the items whose dashes stand in a column."""
        if not depth:
            raise _UnusualError
        first = self.at
        items: list[Node] = []
        while self.begins() == (column, True):
            items.append(self.item(column + len("- "), depth - 1))
        return Sequence(items, (self.source, first, column, 0, False))

    def item(self, column: int, depth: int) -> Node:
        """Read what stands behind a dash; a key there is the first of several, perhaps."""
        line = self.at
        _, name, text, signed = self.rows[line]
        if name:
            return self.mapping(column, None, depth)
        self.at += 1
        if signed:
            return self.signed(signed, line, column, "")
        if not text or not _TEXT.fullmatch(text):
            raise _UnusualError
        return Scalar(text, True, self.source, line, column)

    def signed(self, text: str, line: int, offset: int, key: str) -> Node:
        """Read a value that begins with a sign, behind a key or none."""
        pattern, read = _SIGNED[text[0]]
        if not pattern.fullmatch(text):
            raise _UnusualError
        return read(self, text, line, offset, key)

    def quoted(self, text: str, line: int, offset: int, _: str) -> Node:
        return Scalar(text[1:-1], False, self.source, line, offset)

    def words(self, text: str, line: int, offset: int, _: str) -> Node:
        words = text[1:-1].split(", ") if text != "[]" else []
        if not NULLS.isdisjoint(words):
            raise _UnusualError
        return Sequence([], (self.source, line, offset, len(text), True), words)

    def pairs(self, text: str, line: int, offset: int, key: str) -> Node:
        values: dict[str, Node] = {}
        keys: list[Scalar] = []
        for match in _PAIRS_APART.finditer(text):
            name, word, quoted = match.groups()
            if name in values:
                raise _UnusualError
            keys.append(Scalar(name, True, self.source, line, offset + match.start(1)))
            at = offset + match.end(1) + len(": ")
            said = word or quoted[1:-1]
            values[name] = Scalar(said, quoted is None, self.source, line, at)
        before = offset - len(": ") - len(key)
        head = Scalar(key, True, self.source, line, before) if key else None
        return Mapping(values, keys, (self.source, line, offset, len(text), True), head)


_Read: TypeAlias = Callable[[_Reader, str, int, int, str], Node]
_SIGNED: dict[str, tuple[re.Pattern[str], _Read]] = {
    '"': (re.compile(_DOUBLE), _Reader.quoted),
    "'": (re.compile(_SINGLE), _Reader.quoted),
    "[": (re.compile(rf"\[(?:{_WORD}(?:, {_WORD})*+)?\]"), _Reader.words),
    "{": (re.compile(rf"\{{{_PAIR}(?:, {_PAIR})*+\}}"), _Reader.pairs),
}
