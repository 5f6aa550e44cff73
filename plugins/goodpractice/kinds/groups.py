"""Kinds that are made of fields."""

from __future__ import annotations

import re
from collections.abc import Mapping as AbstractMapping
from typing import Any, ClassVar

from goodpractice.fields import Field, Requirement, fields_of_kind
from goodpractice.keys import read_fields
from goodpractice.kinds.addresses import LinkKind
from goodpractice.kinds.choices import YesNoKind
from goodpractice.kinds.kind import Kind
from goodpractice.kinds.numbers import NumberKind
from goodpractice.kinds.texts import LineKind
from goodpractice.messages import N_
from goodpractice.nodes import Mapping, Node, Scalar
from goodpractice.reading import MISSING, NOT_KNOWN, Reading


class GroupKind(Kind):
    """Fields that belong together."""

    name = "group"
    expected = N_("several keys with values, indented below it")
    settings = frozenset({"fields"})
    needs = frozenset({"fields"})

    def read(self, field: Field, node: Node, reading: Reading) -> Any:
        if not isinstance(node, Mapping):
            return self.refuse(field, node, reading)
        return read_fields(self.fields(field), node, reading) or MISSING

    def refuse(self, field: Field, node: Node, reading: Reading) -> Any:
        text = node.text if isinstance(node, Scalar) else ""
        if ":" not in text or text.partition(":")[0] not in self.fields(field):
            return super().refuse(field, node, reading)
        reading.report("yaml-syntax", node.span, "no-space", text=text)
        return MISSING

    def better(self, field: Field, node: Scalar, reading: Reading) -> str:
        """Return the text as the value of the one part that it can be."""
        fields = self.fields(field).values()
        needed = [one for one in fields if one.requirement is Requirement.REQUIRED]
        links = [one for one in fields if isinstance(one.kind, LinkKind)]
        address = LinkKind.ordinary.fullmatch(node.text)
        home = links[:1] if address else needed
        if len(home) != 1 or not isinstance(home[0].kind, LinkKind | LineKind):
            return ""
        plain = not re.search(r"[\[\]{},:#&*!|>'\"%@`\d\n]", node.text)
        text = node.text if address or plain else ""
        return f"{{{home[0].name}: {text}}}" if text else ""

    def fields(self, field: Field) -> AbstractMapping[str, Field]:
        return field.fields

    def says_in_keys(self, node: Node) -> bool:
        return isinstance(node, Mapping) and any(":" in key for key in node.values)


class _GivenGroupKind(GroupKind):
    """A group whose fields are always the same, so that a model says nothing of them."""

    settings = frozenset()
    needs = frozenset()
    inner: ClassVar[AbstractMapping[str, Field]]

    def fields(self, field: Field) -> AbstractMapping[str, Field]:
        return self.inner


class ImageKind(_GivenGroupKind):
    """A picture beside the entry, with what must be known of it."""

    name = "image"
    expected = N_("the keys src, alt and credit, indented below it")
    inner: ClassVar[AbstractMapping[str, Field]] = {
        **fields_of_kind(LineKind(), "src", "alt", required=True),
        **fields_of_kind(LineKind(), "credit"),
        **fields_of_kind(YesNoKind(), "consent"),
    }

    def read(self, field: Field, node: Node, reading: Reading) -> Any:
        value = super().read(field, node, reading)
        if value is MISSING or not isinstance(node, Mapping):
            return MISSING
        for name in ("src", "alt"):
            # Whoever adds a picture knows which it is and what it shows.
            if value.get(name) is NOT_KNOWN:
                return self.inner[name].kind.refuse(self.inner[name], node.values[name], reading)
        source = node.value("src")
        if isinstance(source, Scalar):
            reading.images.append(source)
        return value


class PlaceKind(_GivenGroupKind):
    """A place by name, with its position where that is known (degrees, WGS 84)."""

    name = "place"
    expected = N_("the keys name, latitude and longitude, indented below it")
    inner: ClassVar[AbstractMapping[str, Field]] = {
        **fields_of_kind(LineKind(), "name", required=True),
        **fields_of_kind(NumberKind(), "latitude", minimum=-90, maximum=90),
        **fields_of_kind(NumberKind(), "longitude", minimum=-180, maximum=180),
    }
