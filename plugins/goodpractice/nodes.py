"""Nodes: what was written in YAML, every key and value with its place."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator
from operator import attrgetter
from typing import NamedTuple, TypeAlias

from goodpractice.diagnostics import Span

_NULLS = frozenset({"", "~", "null", "Null", "NULL"})


class Source:
    """A text of YAML, in which nodes know their places by the number of the character.

    Few nodes are ever asked where they stand, so lines and columns are only then looked up.
    """

    __slots__ = ("_starts", "first_line", "text")

    def __init__(self, text: str, first_line: int) -> None:
        self.text = text
        self.first_line = first_line
        self._starts: list[int] | None = None

    def span(self, start: int, end: int) -> Span:
        """Return a range as lines and columns of the file, without empty lines at its end."""
        start = min(start, len(self.text))
        end = max(start, min(end, len(self.text)))
        if "\n" in (last := self.text[start + len(self.text[start:end].rstrip()) : end]):
            end -= len(last)
        return Span(*self.place(start), *self.place(end))

    def place(self, at: int) -> tuple[int, int]:
        """Return line and column of a character."""
        if self._starts is None:
            self._starts = [0, *(match.end() for match in _LINE_END.finditer(self.text))]
        line = bisect_right(self._starts, at) - 1
        return line + self.first_line, at - self._starts[line] + 1


_LINE_END = re.compile("\n")


class Scalar:
    """A value of one piece of text.

    Attributes:
        text: what it says.
        plain: whether it is not quoted.
        is_null: whether nothing was written, be it within quotation marks.
        source: the text it stands in.
        start, end: numbers of the source's characters: its first, and the one behind its last.
    """

    __slots__ = ("end", "is_null", "plain", "source", "start", "text")

    def __init__(self, text: str, plain: bool, source: Source, start: int, end: int) -> None:
        self.text = text
        self.plain = plain
        self.is_null = (plain and text in _NULLS) or not text.strip()
        self.source = source
        self.start = start
        self.end = end

    @property
    def span(self) -> Span:
        """Return the place."""
        return self.source.span(self.start, self.end)

    def saying(self, text: str) -> Scalar:
        """Return a value at the same place that says something else."""
        return Scalar(text, self.plain, self.source, self.start, self.end)

    @property
    def marked(self) -> tuple[int, int] | None:
        """Return from and to which character it stands, where signs around it say so."""
        return None if self.plain else (self.start, self.end)


class Pair(NamedTuple):
    """A key and its value."""

    key: Scalar
    value: Node


class Mapping:
    """Keys with their values, in the order written; of a key written twice, the first.

    `head` is where a key that is missing is reported: the key that all this stands under, or in a
    list the first key.
    """

    __slots__ = ("_head", "_place", "items")

    def __init__(
        self, items: dict[str, Pair], place: Span | Block, head: Span | Scalar | None = None
    ) -> None:
        self.items = items
        self._place = place
        self._head = head

    @property
    def span(self) -> Span:
        """Return the place."""
        return _place(self._place, [pair.value for pair in self.items.values()])

    @property
    def marked(self) -> tuple[int, int] | None:
        """Return from and to which character it stands, where brackets say so."""
        return _marked(self._place)

    @property
    def in_brackets(self) -> bool:
        """Return whether curly brackets say where it begins and ends."""
        return self.marked is not None

    @property
    def head(self) -> Span:
        """Return where a missing key is reported."""
        head = self._head or next((pair.key for pair in self.items.values()), None)
        if head is None:
            return Span(*self.span[:2], *self.span[:2])
        return head.span if isinstance(head, Scalar) else head

    def value(self, key: str) -> Node | None:
        """Return the value of a key, or None."""
        pair = self.items.get(key)
        return pair.value if pair else None


class Sequence:
    """A list of values."""

    __slots__ = ("_place", "items")

    def __init__(self, items: list[Node], place: Span | Block) -> None:
        self.items = items
        self._place = place

    @property
    def span(self) -> Span:
        """Return the place."""
        return _place(self._place, self.items)

    @property
    def marked(self) -> tuple[int, int] | None:
        """Return from and to which character it stands, where brackets say so."""
        return _marked(self._place)


class Block(NamedTuple):
    """Where a list or mapping stands; `closed` when brackets say where it ends."""

    source: Source
    start: int
    end: int
    closed: bool


def _marked(place: Span | Block) -> tuple[int, int] | None:
    return (place.start, place.end) if isinstance(place, Block) and place.closed else None


def _place(place: Span | Block, items: list[Node]) -> Span:
    """Return the place of a list or mapping: without brackets it ends with its last item."""
    if isinstance(place, Span):
        return place
    span = place.source.span(place.start, place.end)
    return span if place.closed or not items else Span(*span[:2], *items[-1].span[2:])


Node: TypeAlias = "Scalar | Mapping | Sequence"


_VALUE = attrgetter("value")


def is_empty(node: Node) -> bool:
    """Return whether nothing was written: keys, dashes or brackets without a value among them."""
    if isinstance(node, Scalar):
        return node.is_null
    values = node.items if isinstance(node, Sequence) else map(_VALUE, node.items.values())
    return all(map(is_empty, values))


def scalars(node: Node) -> Iterator[Scalar]:
    """Yield every scalar below a node, keys left out."""
    if isinstance(node, Scalar):
        yield node
    elif isinstance(node, Sequence):
        for item in node.items:
            yield from scalars(item)
    else:
        for pair in node.items.values():
            yield from scalars(pair.value)
