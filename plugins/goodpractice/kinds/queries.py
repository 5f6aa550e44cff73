"""A list of entries that a page asks for."""

from __future__ import annotations

from collections.abc import Iterable
from collections.abc import Mapping as AbstractMapping
from dataclasses import replace
from typing import Any, ClassVar, NamedTuple

from goodpractice.diagnostics import Span
from goodpractice.fields import Field, fields_of_kind
from goodpractice.keys import read_fields
from goodpractice.kinds.kind import Kind
from goodpractice.kinds.model_files import KeyedKind
from goodpractice.kinds.texts import LineKind, ParagraphKind
from goodpractice.messages import N_
from goodpractice.nodes import Mapping, Node, Scalar, Sequence
from goodpractice.reading import MISSING, Reading


class Query(NamedTuple):
    """A list of entries by collection and facet values; `text` introduces it."""

    label: str
    text: str
    collection: str
    where: AbstractMapping[str, tuple[str, ...]]
    span: Span


class QueryKind(Kind):
    """Entries to list, by collection and values of facets."""

    name = "query"
    expected = N_("the keys label, collection and where, indented below it")
    most = 20  # on one page
    inner: ClassVar[AbstractMapping[str, Field]] = {
        **fields_of_kind(LineKind(), "label", required=True),
        **fields_of_kind(ParagraphKind(), "text"),
        **fields_of_kind(LineKind(), "collection"),
    }

    def read(self, field: Field, node: Node, reading: Reading) -> Any:
        if not isinstance(node, Mapping):
            return self.refuse(field, node, reading)
        rest = node.part(node.values.keys() - {"where"})
        # What a list asks for is not a fact that somebody may not know.
        head = read_fields(self.inner, rest, replace(reading, of_model=True))
        where = self._where(node.value("where"), reading)
        if "label" not in head:
            return MISSING
        return Query(
            head["label"], head.get("text", ""), head.get("collection", ""), where, node.span
        )

    def _where(self, node: Node | None, reading: Reading) -> dict[str, tuple[str, ...]]:
        if node is None:
            return {}
        if not isinstance(node, Mapping):
            KeyedKind().refuse(Field("where", "where", KeyedKind()), node, reading)
            return {}
        return {
            key: tuple(scalar.text for scalar in _scalar_items(pair.value))
            for key, pair in node.items.items()
        }


def _scalar_items(node: Node) -> Iterable[Scalar]:
    items = node.items if isinstance(node, Sequence) else [node]
    return (item for item in items if isinstance(item, Scalar))
