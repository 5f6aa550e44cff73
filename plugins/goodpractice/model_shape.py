"""The shape of the model's own files: which keys they have, in the same terms as entries.

They are read by the kinds that read entries, so a fault in them is reported with the same messages
and at its place.
"""

from __future__ import annotations

from collections.abc import Container, Iterable, Iterator
from collections.abc import Mapping as AbstractMapping
from typing import Any, ClassVar

from goodpractice.constraints import PairKind
from goodpractice.diagnostics import WHOLE_FILE, Finding, Span
from goodpractice.fields import Field, Requirement
from goodpractice.kinds.choices import YesNoKind
from goodpractice.kinds.kind import Kind
from goodpractice.kinds.lists import SeveralKind
from goodpractice.kinds.model_files import KeyedKind, LabelsKind, NodeKind
from goodpractice.kinds.numbers import IntegerKind, NumberKind
from goodpractice.kinds.texts import LineKind
from goodpractice.messages import N_
from goodpractice.nearest import nearest
from goodpractice.nodes import Mapping, Node, Scalar, is_empty
from goodpractice.reading import Reading


class _LinesKind(SeveralKind):
    name = "lines"
    one = LineKind()


class _PairsKind(SeveralKind):
    """A list of pairs of field paths."""

    name = "pairs"
    expected = N_("a list of pairs, such as [[levels, themes]]")
    one = PairKind()


class _DirectionKind(LineKind):
    """Whether the greatest comes first; dates are the greater the later they are."""

    name = "direction"
    expected = N_("ascending or descending")
    values: ClassVar[AbstractMapping[str, bool]] = {"ascending": False, "descending": True}

    def read_text(self, field: Field, node: Scalar, reading: Reading) -> Any:
        if node.text not in self.values:
            return self.refuse(field, node, reading)
        return self.values[node.text]

    def better(self, field: Field, node: Scalar, reading: Reading) -> str:
        return nearest(node.text, self.values) or ""


def shape(**kinds: Kind | tuple[Kind, Field]) -> dict[str, Field]:
    """Return fields by name and kind; a name that ends with “_” is required."""
    shape = {}
    for name, kind in kinds.items():
        key = name.rstrip("_")
        wanted = Requirement.REQUIRED if name.endswith("_") else Requirement.OPTIONAL
        one, of = kind if isinstance(kind, tuple) else (kind, None)
        shape[key] = Field(key, key, one, requirement=wanted, of=of)
    return shape


def _keyed(kind: Kind) -> tuple[Kind, Field]:
    return KeyedKind(), Field("", "", kind)


_PATHS = _LinesKind()
PRESENTATION = ("lead", "facts", "after_body")
COUNTED = ("groups", "statistics")
COLLECTION = shape(
    label_=LabelsKind(),
    singular_=LabelsKind(),
    description=LabelsKind(),
    invitation=LabelsKind(),
    order=IntegerKind(),
    browse=YesNoKind(),
    hidden=_LinesKind(),
    fields=NodeKind(),
    sections=NodeKind(),
    constraints=NodeKind(),
    page=NodeKind(),
    card=_PATHS,
    brief=_PATHS,
    compare=_PATHS,
    sort=_keyed(_DirectionKind()),
    similar_by=_keyed(NumberKind()),
    matrix=_PairsKind(),
    groups=_PATHS,
    statistics=_PATHS,
    picture=_PATHS,
    schema_org=_keyed(LineKind()),
)
PAGE = shape(lead=_PATHS, facts=_PATHS, after_body=_PATHS)
ITEM = shape(
    kind_=LineKind(),
    label=LabelsKind(),
    help=LabelsKind(),
    example=NodeKind(),
    required=YesNoKind(),
    recommended=YesNoKind(),
    known=YesNoKind(),
    absent=LabelsKind(),
    default=NodeKind(),
    facet=YesNoKind(),
    vocabulary=LineKind(),
    to=_LinesKind(),
    inverse=LabelsKind(),
    fields=NodeKind(),
    of=NodeKind(),
    min=NumberKind(),
    max=NumberKind(),
)
FIELD = {**ITEM, **shape(label_=LabelsKind())}
SECTION = shape(
    label_=LabelsKind(),
    help=LabelsKind(),
    required=YesNoKind(),
    recommended=YesNoKind(),
    brief=YesNoKind(),
    steps=YesNoKind(),
)
VOCABULARY = shape(
    label_=LabelsKind(),
    singular=LabelsKind(),
    description=LabelsKind(),
    scale=YesNoKind(),
    order=IntegerKind(),
    terms=NodeKind(),
)
TERM = shape(
    label_=LabelsKind(),
    definition=LabelsKind(),
    text=LabelsKind(),
    source=LineKind(),
    number=LineKind(),
    aliases=_LinesKind(),
    broader=LineKind(),
    deprecated_by=LineKind(),
    example=LineKind(),
    references=NodeKind(),
)
SETTINGS = ("vocabulary", "to", "inverse", "fields", "of", "min", "max")


# What people write who know other programs, and what it is called here.
_MEANT: AbstractMapping[str, AbstractMapping[str, str]] = {
    "setting": {
        "title": "label", "name": "label", "caption": "label", "type": "kind",
        "options": "vocabulary", "choices": "vocabulary", "terms": "vocabulary",
        "values": "vocabulary", "list": "vocabulary", "collection": "to", "target": "to",
        "mandatory": "required", "obligatory": "required", "maximum": "max", "maxlength": "max",
        "max_length": "max", "limit": "max", "minimum": "min", "minlength": "min",
        "min_length": "min", "description": "help", "hint": "help", "note": "definition",
        "filter": "facet", "filters": "facet", "parent": "broader", "synonyms": "aliases",
        "replaced_by": "deprecated_by", "items": "of", "parts": "fields",
    },
    "kind": {
        "string": "line", "str": "line", "varchar": "line", "text": "paragraph",
        "textarea": "paragraph", "markdown": "paragraph", "bool": "yes-no", "boolean": "yes-no",
        "checkbox": "yes-no", "int": "integer", "float": "number", "decimal": "number",
        "currency": "money", "price": "money", "url": "link", "website": "link", "uri": "link",
        "select": "choice", "dropdown": "choice", "radio": "choice", "multiselect": "choices",
        "tags": "choices", "picture": "image", "photo": "image", "mail": "email", "year": "date",
        "day": "date", "datetime": "date", "location": "place", "address": "place",
        "relation": "references", "object": "group", "array": "list",
    },
    "constraint": {"required_if": "required_when", "one-of": "one_of"},
}  # fmt: skip


def meant(what: str, found: str, known: Container[str]) -> str:
    """Return what somebody meant who knows other programs, or nothing.

    Args:
        what: a setting, a kind or a constraint.
        found: what was written.
        known: what there is.
    """
    name = _MEANT.get(what, {}).get(found.casefold(), "")
    return name if name in known else ""


# How a key of the model is written that was written otherwise.
_EXAMPLES: AbstractMapping[str, str] = {
    "fields": "{where: {kind: line, label: Where}}",
    "of": "{kind: line}",
    "sections": "{story: {label: The story}}",
    "terms": "{school-visit: School visit}",
    "constraints": "[{kind: one_of, fields: [who, whom]}]",
    "sort": "{started: descending}",
    "similar_by": "{themes: 3}",
    "help": "What it is in a few words.",
    "vocabulary": "themes",
    "broader": "school-life",
    "order": "10",
    "min": "10",
    "max": "120",
    "when": "{evidence: [measured]}",
    "required": "yes",
    "recommended": "yes",
    "facet": "yes",
    "browse": "no",
    "scale": "yes",
}


def said(
    findings: Iterable[Finding], keys: AbstractMapping[str, Field], node: Mapping
) -> list[Finding]:
    """Return what was found in a file of the model as it is best said there.

    What stands there under another name is not said to be missing too.
    """
    found = [_said(one, keys, node) for one in findings]
    meant = {one.params.get("nearest") for one in found if one.name == "unknown-key"}
    return [
        one for one in found if one.name != "missing-required" or one.params["key"] not in meant
    ]


def _said(finding: Finding, keys: AbstractMapping[str, Field], node: Mapping) -> Finding:
    if finding.name == "unknown-key":
        return _unknown_key(finding, keys, node)
    example = _EXAMPLES.get(str(finding.params.get("field")), "")
    if finding.name == "wrong-kind" and finding.variant.endswith("-bare") and example:
        variant = finding.variant.removesuffix("-bare")
        return finding._replace(variant=variant, params={**finding.params, "example": example})
    return finding


def _unknown_key(finding: Finding, keys: AbstractMapping[str, Field], node: Mapping) -> Finding:
    key = str(finding.params["key"])
    empty = [name for name in keys if name in node.items and is_empty(node.items[name].value)]
    if finding.variant == "" and "fields" in empty and mapping(node.value(key)).value("kind"):
        return finding._replace(variant="deeper", params={"key": key, "nearest": "fields"})
    near = finding.params["nearest"] if finding.variant == "nearest" else ""
    near = meant("setting", key, keys.keys() - node.items.keys()) or near
    if finding.variant not in ("", "nearest"):
        return finding
    names = tuple(name for name in keys if name not in node.items)
    params = {**finding.params, "nearest": near, "names": names}
    return finding._replace(variant="setting-nearest" if near else "setting", params=params)


# Where things stand in such a file.


def mapping(node: Node | None) -> Mapping:
    """Return a node that holds keys; in the place of any other, one without keys."""
    return node if isinstance(node, Mapping) else Mapping({}, [], Span(1, 1, 1, 1))


def only(node: Node, key: str) -> Node:
    """Return a mapping with no more than one of its keys; another node as it is."""
    return node.part({key}) if isinstance(node, Mapping) else node


def place(node: Node | None, *keys: str) -> Span:
    """Return the place of a value below a node by keys, or of the last node on the way."""
    span = node.span if node is not None else WHOLE_FILE
    for key in keys:
        node = mapping(node).value(key)
        if node is None:
            return span
        span = node.span
    return span


def key_place(node: Node, key: str) -> Span:
    """Return the place of a key, or of the whole where it is not there."""
    pair = mapping(node).items.get(key)
    return pair.key.span if pair else node.span


def texts(node: Node | None) -> Iterator[Scalar]:
    """Yield every text of a node and of lists within it."""
    if isinstance(node, Scalar):
        yield node
    elif node is not None and not isinstance(node, Mapping):
        for item in node.items:
            yield from texts(item)
