"""Kinds of the words of an entry."""

from __future__ import annotations

from typing import Any

from goodpractice.fields import Field
from goodpractice.kinds.kind import Kind
from goodpractice.messages import N_
from goodpractice.nodes import Scalar
from goodpractice.reading import MISSING, Reading


class LineKind(Kind):
    """Plain text of one line."""

    name = "line"
    expected = N_("text on one line")
    settings = frozenset({"min", "max"})
    measure = "length"
    is_prose = True

    def read_text(self, field: Field, node: Scalar, reading: Reading) -> Any:
        reading.words.append(node)
        text = node.text.strip()
        if "\n" in text:
            return self.refuse(field, node, reading)
        right = field.unbounded or self.within(field, len(text), node, reading)
        return text if right else MISSING


class ParagraphKind(LineKind):
    """Plain text of several lines."""

    name = "paragraph"
    expected = N_("plain text")

    def read_text(self, field: Field, node: Scalar, reading: Reading) -> Any:
        reading.words.append(node)
        text = node.text.strip()
        right = field.unbounded or self.within(field, len(text), node, reading)
        return text if right else MISSING
