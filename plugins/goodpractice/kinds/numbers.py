"""Kinds that are numbers, and amounts of money."""

from __future__ import annotations

import re
from collections.abc import Mapping as AbstractMapping
from typing import Any, ClassVar, NamedTuple

from goodpractice.fields import Field
from goodpractice.kinds.kind import Kind
from goodpractice.messages import N_
from goodpractice.nodes import Scalar
from goodpractice.reading import MISSING, Reading


class NumberKind(Kind):
    """A number."""

    name = "number"
    expected = N_("a number, without spaces or commas")
    settings = frozenset({"min", "max"})
    can_sort = True
    pattern = re.compile(r"[-+]?\d{1,15}(\.\d{1,9})?", re.ASCII)

    def read_text(self, field: Field, node: Scalar, reading: Reading) -> Any:
        if not self.pattern.fullmatch(node.text):
            return self.refuse(field, node, reading)
        value = self.convert(node.text)
        return value if self.within(field, value, node, reading) else MISSING

    # As people write large numbers, and decimals in most of Europe.
    groups = re.compile(
        r"[-+]?\d{1,3}(?:([ \u00a0\u202f'’])\d{3})(?:\1\d{3})*(?:[.,]\d{1,9})?", re.ASCII
    )
    comma = re.compile(r"[-+]?\d{1,15},(?:\d{1,2}|\d{4,9})", re.ASCII)

    def better(self, field: Field, node: Scalar, reading: Reading) -> str:
        text = node.text.strip()
        if not self.groups.fullmatch(text) and not self.comma.fullmatch(text):
            return ""
        bare = _GROUPING.sub("", text).replace(",", ".")
        return bare if self.pattern.fullmatch(bare) else ""

    def convert(self, text: str) -> float:
        """Return the number that a text says."""
        return float(text)


class IntegerKind(NumberKind):
    """A whole number."""

    name = "integer"
    expected = N_("a whole number, without spaces or commas")
    pattern = re.compile(r"[-+]?\d{1,15}", re.ASCII)

    # Two groups or more: “1.240” may be a thousand or a little more than one.
    thousands = re.compile(r"[-+]?\d{1,3}(?:([.,])\d{3})(?:\1\d{3})+", re.ASCII)

    def better(self, field: Field, node: Scalar, reading: Reading) -> str:
        text = node.text.strip()
        match = self.thousands.fullmatch(text)
        if match:
            return text.replace(match[1], "")
        return super().better(field, node, reading) or _without_zeros(text)

    def convert(self, text: str) -> int:
        return int(text)


def _without_zeros(text: str) -> str:
    match = re.fullmatch(r"([-+]?\d{1,15})[.,]0{1,2}", text, re.ASCII)
    return match[1] if match else ""


_GROUPING = re.compile("[ \u00a0\u202f'’]")


class Money(NamedTuple):
    """An amount in a currency (ISO 4217 code)."""

    amount: float
    currency: str


class MoneyKind(Kind):
    """An amount with its currency."""

    name = "money"
    expected = N_("an amount and a currency, such as 125000 GBP")
    settings = frozenset({"min", "max"})
    pattern = re.compile(r"(\d{1,15}(?:\.\d{1,2})?) ([A-Z]{3})", re.ASCII)

    signs: ClassVar[AbstractMapping[str, str]] = {
        "€": "EUR", "EURO": "EUR", "EUROS": "EUR", "£": "GBP",
    }  # fmt: skip
    other_way = re.compile(
        r"(?:([€£]|[A-Z]{3})\s?)?"
        r"((?:\d{1,3}(?:([ \u00a0\u202f'’.,])\d{3})(?:\3\d{3})*|\d{1,15})(?:[.,]\d{1,2})?)"
        r"(?:\s?([€£]|[A-Z]{3}|EUROS?))?",
        re.IGNORECASE,
    )

    def better(self, field: Field, node: Scalar, reading: Reading) -> str:
        match = self.other_way.fullmatch(node.text.strip())
        if not match or bool(match[1]) == bool(match[4]):
            return ""
        currency = (match[1] or match[4]).upper()
        amount = match[2].replace(match[3] or " ", "").replace(",", ".")
        return f"{amount} {self.signs.get(currency, currency)}"

    def read_text(self, field: Field, node: Scalar, reading: Reading) -> Any:
        match = self.pattern.fullmatch(node.text)
        if not match:
            return self.refuse(field, node, reading)
        amount = float(match[1])
        return Money(amount, match[2]) if self.within(field, amount, node, reading) else MISSING
