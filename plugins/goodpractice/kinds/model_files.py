"""Kinds of what only the model's own files hold."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import Any, ClassVar

from goodpractice.field_values import read_value
from goodpractice.fields import Field
from goodpractice.kinds.kind import Kind
from goodpractice.messages import N_
from goodpractice.nodes import Mapping, Node, Pair, Scalar
from goodpractice.reading import MISSING, Reading


class LabelsKind(Kind):
    """A text, once or per language."""

    name = "labels"
    expected = N_("a text, or one per language such as {{en: …, fr: …}}")
    default_language: ClassVar[str] = ""

    def read(self, field: Field, node: Node, reading: Reading) -> Any:
        if isinstance(node, Scalar):
            return {self.default_language: node.text.strip()}
        if not isinstance(node, Mapping):
            return self.refuse(field, node, reading)
        texts = {}
        for written, pair in node.items.items():
            language = self._language(written, pair, reading)
            if not isinstance(pair.value, Scalar):
                self.refuse(field, pair.value, reading)
            elif not pair.value.is_null:
                texts[language] = pair.value.text.strip()
        return texts or MISSING

    def _language(self, written: str, pair: Pair, reading: Reading) -> str:
        """Return the code of a language; one that is written otherwise is reported."""
        known = reading.vocabularies.get("languages")
        if known is None or written.partition("-")[0] in known.terms:
            return written
        code = known.alias(written)
        variant = "spelling" if code else "language"
        params = {"key": written, "nearest": code or ""}
        reading.report("unknown-key", pair.key.span, variant, **params)
        return code or written


class NodeKind(Kind):
    """Anything, kept as it was written."""

    name = "node"
    expected = N_("a value")

    def read(self, field: Field, node: Node, reading: Reading) -> Any:
        return node


class KeyedKind(Kind):
    """Names of the author's choice, each with what `of` reads."""

    name = "keyed"
    expected = N_("names with values, indented below it")
    pattern = re.compile(r"[A-Za-z][A-Za-z0-9_-]*(\.[a-z][a-z0-9_]*)*", re.ASCII)

    def read(self, field: Field, node: Node, reading: Reading) -> Any:
        if not isinstance(node, Mapping) or field.of is None:
            return self.refuse(field, node, reading)
        values = {}
        for name, pair in node.items.items():
            if not self.pattern.fullmatch(name):
                reading.report("bad-name", pair.key.span, found=name)
                continue
            value = read_value(replace(field.of, name=name), pair.value, reading)
            if value is not MISSING:
                values[name] = value
        return values or MISSING
