"""How a field reads what was written: what all kinds share.

A kind turns a node of the front matter into a value and reports what it cannot read. It knows
nothing of the collection that the field belongs to.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from collections.abc import Mapping as AbstractMapping
from typing import Any, ClassVar

from goodpractice.diagnostics import Finding, Label, Param, Phrase, Span
from goodpractice.fields import Field, example_text
from goodpractice.messages import N_
from goodpractice.nodes import Mapping, Node, Scalar, Sequence
from goodpractice.reading import MISSING, Reading
from goodpractice.vocabularies import TYPOGRAPHIC, Vocabulary

# Of a value that is refused: patterns of what may be meant look at some letters again and again.
LONGEST_MENDED = 500


class Kind:
    """How a field reads and checks what was written. One subclass and one line in KINDS each.

    Attributes:
        name: as written after ``kind:``.
        expected: completes “… should be”.
        settings: further keys that a field of this kind may have in the model.
        needs: those of them that it must have.
        can_facet: whether readers can filter by it.
        can_sort: whether its values, or the terms of an ordered vocabulary, have an order.
        is_prose: whether any text would do: words of the entry itself rather than a fact.
        most: how many of it a list may have where the model says nothing of that.
        measure: what its bounds are of: a value, the length of a text, the count of a list.
    """

    name: ClassVar[str]
    expected: ClassVar[str]
    settings: ClassVar[frozenset[str]] = frozenset()
    needs: ClassVar[frozenset[str]] = frozenset()
    can_facet: ClassVar[bool] = False
    can_sort: ClassVar[bool] = False
    is_prose: ClassVar[bool] = False
    most: ClassVar[int | None] = None
    measure: ClassVar[str] = "value"

    def read(self, field: Field, node: Node, reading: Reading) -> Any:
        """Return the value of `node`, or MISSING after reporting why there is none."""
        if not isinstance(node, Scalar):
            return self.refuse(field, node, reading)
        return self.read_text(field, node, reading)

    def read_text(self, field: Field, node: Scalar, reading: Reading) -> Any:
        """Return the value of one piece of text; kinds of such have this in place of `read`."""
        return self.read(field, node, reading)

    def are_right(self, words: Iterable[str], field: Field, reading: Reading) -> bool:
        """Return whether words, each read by itself, would surely be values as they are."""
        return False

    def refuse(self, field: Field, node: Node, reading: Reading) -> Any:
        """Report that the node is not of this kind."""
        if _report_split(field, node, reading):
            return MISSING
        found: Any = node.text if isinstance(node, Scalar) else Phrase(_SHAPES[type(node)])
        example = example_text(field)
        better = self._better(field, node, reading) if isinstance(node, Scalar) else ""
        how = "-better" if better else "" if example else "-bare"
        reading.report(
            "wrong-kind",
            node.span,
            f"{'says' if isinstance(node, Scalar) else 'is'}{how}",
            field=field.caption,
            found=found,
            expected=Phrase(self.expected),
            example=example,
            better=better,
        )
        return MISSING

    def _better(self, field: Field, node: Scalar, reading: Reading) -> str:
        if len(node.text) > LONGEST_MENDED:
            return ""
        return self.better(field, node, reading) or self._without_marks(field, node, reading)

    def better(self, field: Field, node: Scalar, reading: Reading) -> str:
        """Return the one right way to write what was refused, or nothing where there is none."""
        return ""

    def _without_marks(self, field: Field, node: Scalar, reading: Reading) -> str:
        """Return a value without typographic quotation marks, where it would be right."""
        bare = node.text.strip(TYPOGRAPHIC)
        if bare == node.text or not node.plain:
            return ""
        trial = reading.trial()
        self.read(field, node.saying(bare), trial)
        return "" if trial.findings else bare

    def within(self, field: Field, size: float, node: Node, reading: Reading) -> bool:
        """Report a size out of the field's bounds; return whether it is within them."""
        low, high = field.minimum, field.maximum
        if (low is None or size >= low) and (high is None or size <= high):
            return True
        for variant, bound in (("min", low), ("max", high)):
            if bound is not None and (size < bound if variant == "min" else size > bound):
                # A draft may be longer or shorter than it will be; it cannot be wrong.
                lenient = reading.lenient and self.measure != Kind.measure
                finding = _out_of_bounds(f"{self.measure}-{variant}", field, size, bound, node)
                reading.findings.append(finding._replace(lenient=lenient))
                return lenient
        return True

    def fields(self, field: Field) -> AbstractMapping[str, Field]:
        """Return the fields that a value of this kind is made of, by name."""
        return {}

    def says_in_keys(self, node: Node) -> bool:
        """Return whether keys without values hold what is said: “{name:Limerick}” is such a key."""
        return False

    def term_ids(self, value: Any) -> tuple[str, ...]:
        """Return the ids by which readers can filter."""
        return ()

    def sort_key(self, value: Any, vocabulary: Vocabulary | None) -> Any:
        """Return what a value is sorted by, or nothing where it has no place in the order."""
        return value


def _report_split(field: Field, node: Node, reading: Reading) -> bool:
    """Report a text that a colon split into a key and a value; return whether there was one."""
    one = field.of.kind if field.of else field.kind
    pairs = list(node.items.values()) if isinstance(node, Mapping) else []
    if len(pairs) != 1 or not one.is_prose or not isinstance(pairs[0].value, Scalar):
        return False
    key, value = pairs[0].key, pairs[0].value
    start, end = key.span, value.span
    text = key.source.text[key.start : value.end]
    if (
        node.span[:2] != start[:2]
        or start.line != end.end_line
        or not re.fullmatch(_QUOTABLE, text)
    ):
        return False
    params = {"better": f'"{text}"', "column": start.column, "end": end.end_column}
    span = Span(*start[:2], *end[2:])
    reading.report("yaml-syntax", span, "colon-bare", text=text, **params)
    return True


# And no bracket before it. Read when it is asked for: that takes a fortieth of the start.
_QUOTABLE = r"[A-Za-z\u00c0-\uffff][^\"\\\n]*"


def _out_of_bounds(variant: str, field: Field, size: float, bound: float, node: Node) -> Finding:
    one = size if variant.endswith("min") else bound
    counted = one == 1 and not variant.startswith(Kind.measure)
    params: dict[str, Param | Label] = {
        "field": field.caption,
        "size": plain_number(size),
        "bound": plain_number(bound),
    }
    return Finding("out-of-bounds", node.span, params, f"{variant}-one" if counted else variant)


_SHAPES = {Mapping: N_("several keys with values"), Sequence: N_("a list")}


def plain_number(value: float) -> str:
    """Return a number as people write it: whole ones without decimals."""
    return str(int(value)) if float(value).is_integer() else str(value)
