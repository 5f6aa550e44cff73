"""Fields: what the model says of each value of an entry."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from typing import TYPE_CHECKING, Any

from goodpractice.diagnostics import WHOLE_FILE, Label, Span
from goodpractice.nodes import Node, Scalar, Sequence
from goodpractice.vocabularies import Texts

if TYPE_CHECKING:
    from goodpractice.kinds.kind import Kind


class Requirement(StrEnum):
    """How much a field or section is wanted."""

    REQUIRED = "required"
    RECOMMENDED = "recommended"
    OPTIONAL = "optional"


@dataclass(frozen=True, slots=True, eq=False)
class Field:
    """A field of a collection, or of a group within it; no other is the same.

    Attributes:
        path: dotted from the top: ``evidence.level``.
        vocabulary: name of the vocabulary for kinds that choose terms.
        to: collections that a reference may point to.
        fields: fields of a group, by name.
        of: what each item of a list is.
        minimum, maximum: bounds: characters of a text, items of a list, size of a number.
        known: whoever writes the entry knows the value, so `not known` is none.
        inverse: what the entries that it names call those who name them by it.
        absent: what is shown where nothing is said; without it, nothing is.
        may_be_left_out: whether there is nothing to say of it, or to take for it, where it is not.
        unbounded: whether it has no bounds.
    """

    name: str
    path: str
    kind: Kind
    label: Texts = field(default_factory=dict)
    help: Texts = field(default_factory=dict)
    example: Node | None = None
    requirement: Requirement = Requirement.OPTIONAL
    default: Node | None = None
    facet: bool = False
    vocabulary: str = ""
    to: tuple[str, ...] = ()
    fields: Mapping[str, Field] = field(default_factory=dict)
    of: Field | None = None
    minimum: float | None = None
    maximum: float | None = None
    span: Span = WHOLE_FILE
    known: bool = False
    inverse: Texts = field(default_factory=dict)
    absent: Texts = field(default_factory=dict)
    may_be_left_out: bool = field(init=False)
    unbounded: bool = field(init=False)

    def __post_init__(self) -> None:
        optional = self.requirement is Requirement.OPTIONAL and self.default is None
        object.__setattr__(self, "may_be_left_out", optional)
        object.__setattr__(self, "unbounded", self.minimum is None and self.maximum is None)

    @property
    def caption(self) -> Label | str:
        """Return what messages call this field: its label, or its name."""
        return Label(self.label) if self.label else self.name


def example_text(field: Field) -> str:
    """Return a field's example on one line; that of a group or list from what it is made of."""
    if field.example is not None:
        return flow(field.example)
    if field.of is not None:
        item = example_text(field.of)
        return f"[{item}]" if item else ""
    shown = {one.name: example_text(one) for one in field.fields.values()}
    known = [name for name, text in shown.items() if text]
    needed = [n for n in known if field.fields[n].requirement is Requirement.REQUIRED]
    inner = [f"{name}: {shown[name]}" for name in needed or known[:1]]
    return "{" + ", ".join(inner) + "}" if inner else ""


def flow(node: Node) -> str:
    """Return a node as YAML on one line."""
    if isinstance(node, Scalar):
        return node.text if node.plain else '"' + node.text.replace('"', '\\"') + '"'
    if isinstance(node, Sequence):
        return "[" + ", ".join(flow(item) for item in node.items) + "]"
    return "{" + ", ".join(f"{key}: {flow(pair.value)}" for key, pair in node.items.items()) + "}"


def fields_of_kind(
    kind: Kind, *names: str, required: bool = False, **options: Any
) -> dict[str, Field]:
    """Return fields of one kind, by name: for kinds that have fields of their own."""
    requirement = Requirement.REQUIRED if required else Requirement.OPTIONAL
    return {name: Field(name, name, kind, requirement=requirement, **options) for name in names}
