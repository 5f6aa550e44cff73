"""The kind that is a date."""

from __future__ import annotations

from typing import Any

from goodpractice.dates import DATE, no_such_day, parse_date, plain_date
from goodpractice.fields import MISSING, Field, Kind, Reading
from goodpractice.messages import N_
from goodpractice.nodes import Node, Scalar
from goodpractice.vocabularies import Vocabulary


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
        missing = no_such_day(node.text) if isinstance(node, Scalar) else ""
        if not missing or not isinstance(node, Scalar):
            return super().refuse(field, node, reading)
        reading.report("wrong-kind", node.span, missing, field=field.caption, found=node.text)
        return MISSING

    def read_text(self, field: Field, node: Scalar, reading: Reading) -> Any:
        value = parse_date(node.text)
        if value is None:
            return self.refuse(field, node, reading)
        year = (value.first or value.last or (0,))[0]
        return value if self.within(field, year, node, reading) else MISSING

    def sort_key(self, value: Any, vocabulary: Vocabulary | None) -> Any:
        return value.first or value.last
