"""Nodes: what was written in YAML, every key and value with its place."""

from __future__ import annotations

from collections.abc import Container, Iterator
from typing import NamedTuple, TypeAlias, cast

from goodpractice.diagnostics import Span
from goodpractice.sources import Source

NULLS = frozenset({"", "~", "null", "Null", "NULL"})
_LONGEST_NULL = max(map(len, NULLS))


class Scalar:
    """A value of one piece of text.

    It begins `offset` characters behind the start of a line, counted from 0: who reads line by line
    knows no more. Who counts characters says line 0. Without a size, its text and the quotation
    marks are all there is.

    Attributes:
        text: what it says.
        plain: whether it is not quoted.
        source: the text it stands in.
    """

    __slots__ = ("_line", "_offset", "_size", "plain", "source", "text")

    def __init__(
        self, text: str, plain: bool, source: Source, line: int, offset: int, size: int = -1
    ) -> None:
        self.text = text
        self.plain = plain
        self.source = source
        self._line = line
        self._offset = offset
        self._size = size

    @property
    def is_null(self) -> bool:
        """Return whether nothing was written, be it within quotation marks."""
        text = self.text
        if len(text) > _LONGEST_NULL:  # which are not looked up: that reads them whole
            return text.isspace()
        return (self.plain and text in NULLS) or not text.strip()

    @property
    def start(self) -> int:
        """Return the number of its first character in the source."""
        return self.source.starts[self._line] + self._offset

    @property
    def end(self) -> int:
        """Return the number of the character behind its last."""
        size = len(self.text) + 2 * (not self.plain) if self._size < 0 else self._size
        return self.start + size

    @property
    def span(self) -> Span:
        """Return the place."""
        return self.source.span(self.start, self.end)

    def saying(self, text: str) -> Scalar:
        """Return a value at the same place that says something else."""
        return Scalar(text, self.plain, self.source, 0, self.start, self.end - self.start)

    @property
    def marked(self) -> tuple[int, int] | None:
        """Return from and to which character it stands, where signs around it say so."""
        return None if self.plain else (self.start, self.end)


# Where a list or mapping stands: its source, then line, offset and size as of a scalar, and whether
# brackets say where it ends. A tuple, since it is made in an eighth of the time of anything else.
Block: TypeAlias = tuple[Source, int, int, int, bool]


class Pair(NamedTuple):
    """A key and its value."""

    key: Scalar
    value: Node


class Mapping:
    """Keys with their values, in the order written; of a key written twice, the first.

    Few keys are ever asked where they stand, so they may be given as no more than the line of each,
    all in one column. `head` is where a key that is missing is reported: the key that all this
    stands under, or in a list the first key.

    Attributes:
        values: by key.
    """

    __slots__ = ("_head", "_items", "_keys", "_place", "values")

    def __init__(
        self,
        values: dict[str, Node],
        keys: list[Scalar] | list[int],
        place: Span | Block,
        head: Span | Scalar | None = None,
    ) -> None:
        self.values = values
        self._keys = keys
        self._place = place
        self._head = head
        self._items: dict[str, Pair] | None = None

    @property
    def items(self) -> dict[str, Pair]:
        """Return keys, each with its place, and values."""
        if self._items is None:
            keys = map(self._key, self._keys, self.values)
            pairs = map(Pair, keys, self.values.values())
            self._items = dict(zip(self.values, pairs, strict=True))
        return self._items

    def _key(self, key: Scalar | int, name: str) -> Scalar:
        if isinstance(key, Scalar):
            return key
        source, _, offset, _, _ = cast("Block", self._place)
        return Scalar(name, True, source, key, offset)

    def part(self, names: Container[str]) -> Mapping:
        """Return it with no more keys than these."""
        kept = {name: pair for name, pair in self.items.items() if name in names}
        values = {name: pair.value for name, pair in kept.items()}
        return Mapping(values, [pair.key for pair in kept.values()], self.span, self.head)

    @property
    def span(self) -> Span:
        """Return the place."""
        return _place(self._place, list(self.values.values()))

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
        head = self._head or next(map(self._key, self._keys, self.values), None)
        if head is None:
            return Span(*self.span[:2], *self.span[:2])
        return head.span if isinstance(head, Scalar) else head

    def value(self, key: str) -> Node | None:
        """Return the value of a key, or None."""
        return self.values.get(key)


class Sequence:
    """A list of values.

    Attributes:
        words: what the items say where they are words apart by a comma and a space, in brackets,
            and none of them says that there is nothing.
    """

    __slots__ = ("_items", "_place", "words")

    def __init__(
        self, items: list[Node], place: Span | Block, words: list[str] | None = None
    ) -> None:
        self.words = words
        self._items = items
        self._place = place

    @property
    def items(self) -> list[Node]:
        """Return the values; those of words are made when they are asked for."""
        if self.words and not self._items:
            source, line, offset, _, _ = cast("Block", self._place)
            for word in self.words:
                offset += len("[" if not self._items else ", ")
                self._items.append(Scalar(word, True, source, line, offset))
                offset += len(word)
        return self._items

    @property
    def span(self) -> Span:
        """Return the place."""
        return _place(self._place, self.items)

    @property
    def marked(self) -> tuple[int, int] | None:
        """Return from and to which character it stands, where brackets say so."""
        return _marked(self._place)


def _range(place: Block) -> tuple[int, int]:
    source, line, offset, size, _ = place
    start = source.starts[line] + offset
    return start, start + size


def _marked(place: Span | Block) -> tuple[int, int] | None:
    return None if isinstance(place, Span) or not place[-1] else _range(place)


def _place(place: Span | Block, items: list[Node]) -> Span:
    """Return the place of a list or mapping: without brackets it ends with its last item."""
    if isinstance(place, Span):
        return place
    span = place[0].span(*_range(place))
    return span if place[-1] or not items else Span(*span[:2], *items[-1].span[2:])


Node: TypeAlias = "Scalar | Mapping | Sequence"


def is_empty(node: Node) -> bool:
    """Return whether nothing was written: keys, dashes or brackets without a value among them."""
    if isinstance(node, Scalar):
        return node.is_null
    if isinstance(node, Sequence) and node.words:
        return False
    for one in node.items if isinstance(node, Sequence) else node.values.values():
        if not (one.is_null if isinstance(one, Scalar) else is_empty(one)):
            return False
    return True


def scalars(node: Node) -> Iterator[Scalar]:
    """Yield every scalar below a node, keys left out."""
    if isinstance(node, Scalar):
        yield node
        return
    for item in node.items if isinstance(node, Sequence) else node.values.values():
        yield from scalars(item)
