"""Kinds that name other entries."""

from __future__ import annotations

from typing import Any

from goodpractice.fields import Field
from goodpractice.kinds.kind import Kind
from goodpractice.kinds.lists import SeveralKind
from goodpractice.messages import N_
from goodpractice.nodes import Scalar
from goodpractice.reading import Reading, Reference


class ReferenceKind(Kind):
    """Another entry."""

    name = "reference"
    expected = N_("the name of an entry, such as networks/name-of-the-file")
    settings = frozenset({"to", "inverse"})
    can_facet = True

    def read_text(self, field: Field, node: Scalar, reading: Reading) -> Any:
        target = node.text.strip().strip("/").removesuffix(".md").lstrip("./")
        if "/" not in target and len(field.to) == 1:
            target = f"{field.to[0]}/{target}"
        reading.references.append(Reference(field.path, target, node, field.to))
        return target

    def term_ids(self, value: Any) -> tuple[str, ...]:
        return (value,)


class ReferencesKind(SeveralKind):
    """Other entries."""

    name = "references"
    settings = frozenset({"to", "inverse", "min", "max"})
    can_facet = True
    one = ReferenceKind()
