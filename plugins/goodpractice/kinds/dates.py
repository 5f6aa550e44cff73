"""The kind that is a date."""

from __future__ import annotations

from typing import Any

from goodpractice.dates import DATE, no_such_day, parse_date, plain_date, readings
from goodpractice.diagnostics import Param, Phrase
from goodpractice.fields import Field
from goodpractice.kinds.kind import LONGEST_MENDED, Kind
from goodpractice.messages import N_
from goodpractice.nodes import Node, Scalar
from goodpractice.reading import MISSING, Reading
from goodpractice.vocabularies import Vocabulary

# What a message does, by how many dates may be meant.
_MEANT = ("", "says-one", "says-two")


class DateKind(Kind):
    """A day, a month, a year, or an approximate or open date."""

    name = "date"
    expected = N_("a date such as 2009, 2004-10 or 2004-10-29")
    settings = frozenset({"min", "max"})
    can_sort = True
    pattern = DATE

    def better(self, field: Field, node: Scalar, reading: Reading) -> str:
        return plain_date(node.text)

    def refuse(self, field: Field, node: Node, reading: Reading) -> Any:
        if not isinstance(node, Scalar) or self._better(field, node, reading):
            return super().refuse(field, node, reading)
        text = node.text.strip() if len(node.text) <= LONGEST_MENDED else ""
        meant = readings(text)
        variant = _MEANT[len(meant)] or no_such_day(text)
        if not variant:
            return super().refuse(field, node, reading)
        params: dict[str, Param] = dict(zip(("first", "other"), meant, strict=False))
        params |= {"field": field.caption, "found": node.text, "expected": Phrase(self.expected)}
        reading.report("wrong-kind", node.span, variant, **params)
        return MISSING

    def read_text(self, field: Field, node: Scalar, reading: Reading) -> Any:
        value = parse_date(node.text)
        if value is None:
            return self.refuse(field, node, reading)
        year = (value.first or value.last or (0,))[0]
        return value if self.within(field, year, node, reading) else MISSING

    def sort_key(self, value: Any, vocabulary: Vocabulary | None) -> Any:
        return value.first or value.last
