"""Front matter as nearly everyone writes it, read line by line.

Reading with libyaml, and its nodes into ours, took a fifth of the time of a check. Nearly all front
matter needs little of YAML: a key or a dash begins each line, and no value goes on in the next.
That is read here, into the very nodes that libyaml's would become. Of anything else nothing is
read, and libyaml is asked; tests hold the two together.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import NamedTuple, TypeAlias

from goodpractice.diagnostics import Span
from goodpractice.nodes import Block, Mapping, Node, Pair, Scalar, Sequence, Source

_KEY = r"[A-Za-z_][A-Za-z0-9_.-]*"
# No control characters and no line ends of Unicode, which mean something to libyaml.
_NOT_TEXT = r"\x00-\x1f\x7f-\x9f\u2028\u2029\ufeff"
_START = r"(?:[^\W_]|-(?=[0-9]))"
_PLAIN = rf"{_START}[^:#{_NOT_TEXT}]*(?:(?::(?=\S)|(?<=\S)#)[^:#{_NOT_TEXT}]*)*(?<!\s)"
_WORD = rf"{_START}[^,\[\]{{}}:#?{_NOT_TEXT}]*(?<!\s)"  # in brackets
_DOUBLE, _SINGLE = rf'"[^"\\{_NOT_TEXT}]*"', rf"'[^'{_NOT_TEXT}]*'"
_PAIR = rf"{_KEY}: (?:{_WORD}|{_DOUBLE})"
_LINE = re.compile(
    rf"( *)(- )?(?:({_KEY}):(?: |(?=\n)))?"
    rf"(?:({_PLAIN})|({_DOUBLE}|{_SINGLE})"
    rf"|(\[(?:{_WORD}(?:, {_WORD})*)?\])|(\{{{_PAIR}(?:, {_PAIR})*\}}))?\n"
)
_INDENT, _DASH, _NAME, _TEXT, _QUOTED, _LIST, _PAIRS = range(1, 8)
_PAIRS_APART = re.compile(rf"({_KEY}): (?:({_WORD})|{_DOUBLE})")
MAX_DEPTH = 8


class _UnusualError(Exception):
    """Something stands here that libyaml has to read."""


class Plain(NamedTuple):
    """The mapping at the top, and every piece of text that is no key, in order."""

    front: Mapping
    values: list[Scalar]


def read(source: Source) -> Plain | None:
    """Read YAML, or return None where it is not as plain as that."""
    reader = _Reader(source)
    top = Span(source.first_line, 1, source.first_line, 1)
    try:
        reader.split()
        front = reader.mapping(0, top, MAX_DEPTH)
    except _UnusualError:
        return None
    return Plain(front, reader.values) if reader.at == len(reader.lines) else None


class _Reader:
    """Reads lines into nodes; each is its column, whether it is an item, and its match."""

    def __init__(self, source: Source) -> None:
        self.source = source
        self.values: list[Scalar] = []
        self.lines: list[tuple[int, bool, re.Match[str]]] = []
        self.at = 0

    def split(self) -> None:
        """Split the text into lines of the one form there is."""
        end = 0
        for match in _LINE.finditer(self.source.text):
            regs = match.regs
            if regs[0][0] != end:
                raise _UnusualError
            end = regs[0][1]
            self.lines.append((regs[1][1] - regs[1][0], regs[2][0] >= 0, match))
        if end != len(self.source.text) or not self.lines:
            raise _UnusualError

    def mapping(self, column: int, head: Span | Scalar | None, depth: int) -> Mapping:
        """Read the keys that stand in a column, with their values."""
        if not depth:
            raise _UnusualError
        text, source, lines = self.source.text, self.source, self.lines
        first = lines[self.at][2].start(_NAME)
        items: dict[str, Pair] = {}
        while self.at < len(lines):
            here, is_item, line = lines[self.at]
            if here != column or is_item:
                break
            start, end = line.regs[_NAME]
            name = text[start:end]
            if not name or name in items:
                raise _UnusualError
            key = Scalar(name, True, source, start, end)
            self.at += 1
            items[name] = Pair(key, self.beside(line, key) or self.below(column, key, depth))
        return Mapping(items, Block(source, first, first, False), head)

    def beside(self, line: re.Match[str], head: Scalar | None) -> Node | None:
        """Return the value that stands in a line."""
        kind = line.lastindex or 0
        return _VALUES[kind](self, *line.regs[kind], head) if kind >= _TEXT else None

    def below(self, column: int, key: Scalar, depth: int) -> Node:
        """Return the value that stands in the lines below a key; without one it is empty."""
        if self.at < len(self.lines):
            here, is_item, _ = self.lines[self.at]
            if is_item and here >= column:
                return self.sequence(here, depth - 1)
            if here > column:
                return self.mapping(here, key, depth - 1)
        end = key.end + len(":")
        return self.scalar("", end, end)

    def sequence(self, column: int, depth: int) -> Sequence:
        """Read the items whose dashes stand in a column."""
        if not depth:
            raise _UnusualError
        first = self.lines[self.at][2].start(_DASH)
        items: list[Node] = []
        while self.at < len(self.lines):
            here, is_item, line = self.lines[self.at]
            if here != column or not is_item:
                break
            items.append(self.item(column, line, depth))
        return Sequence(items, Block(self.source, first, first, False))

    def item(self, column: int, line: re.Match[str], depth: int) -> Node:
        """Read what stands behind a dash; a key there is the first of several, perhaps."""
        if line[_NAME]:
            self.lines[self.at] = (column + len("- "), False, line)
            return self.mapping(column + len("- "), None, depth - 1)
        self.at += 1
        value = self.beside(line, None)
        if value is None:
            raise _UnusualError
        return value

    def scalar(self, text: str, start: int, end: int, *, plain: bool = True) -> Scalar:
        one = Scalar(text, plain, self.source, start, end)
        self.values.append(one)
        return one

    # Values of one line, each from its first character to behind its last

    def text(self, start: int, end: int, _: Scalar | None) -> Node:
        return self.scalar(self.source.text[start:end], start, end)

    def quoted(self, start: int, end: int, _: Scalar | None) -> Node:
        return self.scalar(self.source.text[start + 1 : end - 1], start, end, plain=False)

    def words(self, start: int, end: int, _: Scalar | None) -> Node:
        items: list[Node] = []
        at = start + 1
        inner = self.source.text[at : end - 1]
        for word in inner.split(", ") if inner else ():
            items.append(self.scalar(word, at, at + len(word)))
            at += len(word) + len(", ")
        return Sequence(items, Block(self.source, start, end, True))

    def pairs(self, start: int, end: int, head: Scalar | None) -> Node:
        items: dict[str, Pair] = {}
        for match in _PAIRS_APART.finditer(self.source.text, start, end):
            if match[1] in items:
                raise _UnusualError
            key = Scalar(match[1], True, self.source, *match.span(1))
            value = self.text if match[2] else self.quoted
            items[key.text] = Pair(key, value(match.end(1) + 2, match.end(), None))
        return Mapping(items, Block(self.source, start, end, True), head)


_Value: TypeAlias = Callable[[_Reader, int, int, Scalar | None], Node]
_VALUES: dict[int, _Value] = {
    _TEXT: _Reader.text,
    _QUOTED: _Reader.quoted,
    _LIST: _Reader.words,
    _PAIRS: _Reader.pairs,
}
