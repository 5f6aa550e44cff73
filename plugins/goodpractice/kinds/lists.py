"""Kinds that are lists of what another kind reads."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import replace
from typing import Any, ClassVar

from goodpractice.field_values import read_value
from goodpractice.fields import Field
from goodpractice.kinds.kind import LONGEST_MENDED, Kind
from goodpractice.messages import N_
from goodpractice.nodes import Mapping, Node, Scalar, Sequence, is_empty
from goodpractice.reading import MISSING, Reading
from goodpractice.vocabularies import Vocabulary


class SeveralKind(Kind):
    """A list of what another kind reads; one value alone is accepted too."""

    expected = N_("a list, such as [one, two]")
    one: ClassVar[Kind]
    measure = "count"

    def better(self, field: Field, node: Scalar, reading: Reading) -> str:
        known = reading.vocabularies.get(getattr(self.one, "vocabulary", "") or field.vocabulary)
        if known is not None:
            return as_list(terms_side_by_side(known, node.text))
        named = [part.strip() for part in node.text.split(",")]
        return as_list(named) if all(map(_ENTRY_NAME.fullmatch, named)) else ""

    def read(self, field: Field, node: Node, reading: Reading) -> Any:
        if (
            isinstance(node, Sequence)
            and node.words
            and self.one.are_right(node.words, field, reading)
        ):
            kept = tuple(dict.fromkeys(node.words))
            right = field.unbounded or self.within(field, len(kept), node, reading)
            return kept if right else MISSING
        items = node.items if isinstance(node, Sequence) else [node]
        if isinstance(node, Scalar) and _report_bullets(node, reading):
            return MISSING
        if isinstance(node, Mapping) or (isinstance(node, Scalar) and "," in node.text):
            return self.refuse(field, node, reading)
        read = self.one.read
        once = dict.fromkeys([read(field, item, reading) for item in items if not is_empty(item)])
        once.pop(MISSING, None)
        kept = tuple(once)
        return kept if kept and self.within(field, len(kept), node, reading) else MISSING

    def term_ids(self, value: Any) -> tuple[str, ...]:
        return tuple(term for item in value for term in self.one.term_ids(item))


class ListKind(Kind):
    """A list of values of one kind."""

    name = "list"
    expected = N_("a list: one “- ” a line, indented below it")
    settings = frozenset({"of", "min", "max"})
    needs = frozenset({"of"})
    measure = "count"

    def read(self, field: Field, node: Node, reading: Reading) -> Any:
        if isinstance(node, Scalar) and _report_bullets(node, reading):
            return MISSING
        if not isinstance(node, Sequence) or field.of is None:
            return self.refuse(field, node, reading)
        of = field.of
        if field.maximum is None and of.kind.most is not None:
            field = replace(field, maximum=of.kind.most)
        values = [read_value(of, item, reading) for item in node.items]
        kept = tuple([value for value in values if value is not MISSING])
        return kept if kept and self.within(field, len(kept), node, reading) else MISSING


_ENTRY_NAME = re.compile(r"[\w./-]+")
# What people write between two values of a list that should have brackets and commas.
_BETWEEN = tuple(
    map(re.compile, (r"\s*,\s*", r"\s*[;/|]\s*", r"\s+(?:and|et|και|&|\+)\s+", r"\s+"))
)
_BULLET = re.compile(r"(-)\S|([•·*–—+▪●]|\d{1,2}[.)])\s+\S")


def as_list(items: Iterable[str]) -> str:
    """Return items as a list on one line."""
    inner = ", ".join(items)
    return f"[{inner}]" if inner else ""


def terms_side_by_side(vocabulary: Vocabulary, text: str) -> list[str]:
    """Return the terms that a text names side by side; nothing where any part is none."""
    for between in _BETWEEN if len(text) <= LONGEST_MENDED else ():
        parts = [one for one in between.split(text.strip()) if one]
        meant = [one if one in vocabulary.terms else vocabulary.alias(one) for one in parts]
        if len(parts) > 1 and all(meant):
            return [one for one in meant if one]
    return []


def _report_bullets(node: Scalar, reading: Reading) -> bool:
    """Report lines that were meant for a list; return whether they are some."""
    match = _BULLET.match(node.text) if node.plain else None
    if match is None:
        return False
    variant = "hyphen" if match[1] else "bullet"
    reading.report("yaml-syntax", node.span, variant, text=node.text[:80], sign=match[2] or "")
    return True
