"""Fields and the closed table of their kinds: how each reads what was written.

A kind turns a node of the front matter into a value and reports what it cannot read. It knows
nothing of the collection that the field belongs to.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from collections.abc import Mapping as AbstractMapping
from dataclasses import dataclass, field, replace
from enum import StrEnum
from functools import lru_cache
from typing import Any, ClassVar, NamedTuple

from goodpractice.diagnostics import WHOLE_FILE, Finding, Label, Param, Phrase, Span
from goodpractice.messages import N_, not_known_words
from goodpractice.messages import NOT_KNOWN as NOT_KNOWN_TEXT
from goodpractice.nearest import MAX_GUESSES, fold, nearest
from goodpractice.nodes import Mapping, Node, Pair, Scalar, Sequence, is_empty
from goodpractice.vocabularies import TYPOGRAPHIC, Texts, Vocabulary
from goodpractice.yaml_faults import SPECIAL_SPACE


class Requirement(StrEnum):
    """How much a field or section is wanted."""

    REQUIRED = "required"
    RECOMMENDED = "recommended"
    OPTIONAL = "optional"


class _NotKnown:
    """The value of a field whose author says that it is not known."""

    def __repr__(self) -> str:
        return "NOT_KNOWN"


NOT_KNOWN = _NotKnown()
MISSING: Any = None


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
    fields: AbstractMapping[str, Field] = field(default_factory=dict)
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


class Reference(NamedTuple):
    """A mention of another entry: by which field, which entry, and where it is written."""

    path: str
    target: str
    node: Scalar
    to: tuple[str, ...] = ()

    @property
    def span(self) -> Span:
        """Return the place."""
        return self.node.span


@dataclass(slots=True)
class Reading:
    """What kinds need while they read one entry, and what they report.

    Attributes:
        vocabularies: by name.
        path: of the file, for fixes.
        lenient: a missing field is a hint (drafts).
        of_model: in the model's own files `not known` is a text, and no key may be left empty.
        findings, references: filled while reading.
        words: what lines and paragraphs say, filled likewise.
    """

    vocabularies: AbstractMapping[str, Vocabulary]
    path: str = ""
    lenient: bool = False
    of_model: bool = False
    findings: list[Finding] = field(default_factory=list)
    references: list[Reference] = field(default_factory=list)
    images: list[Scalar] = field(default_factory=list)
    words: list[Scalar] = field(default_factory=list)
    guesses: int = 0

    def may_guess(self) -> bool:
        """Return whether to look for what was meant, which takes time, once more."""
        self.guesses += 1
        return self.guesses <= MAX_GUESSES

    def trial(self) -> Reading:
        """Return a reading that finds out what a value would be; it keeps nothing."""
        return replace(self, findings=[], references=[], images=[], words=[])

    def report(self, name: str, span: Span, variant: str = "", **params: Any) -> None:
        """Report a finding."""
        self.findings.append(Finding(name, span, params, variant))


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
    """

    name: ClassVar[str]
    expected: ClassVar[str]
    settings: ClassVar[frozenset[str]] = frozenset()
    needs: ClassVar[frozenset[str]] = frozenset()
    can_facet: ClassVar[bool] = False
    can_sort: ClassVar[bool] = False
    is_prose: ClassVar[bool] = False
    most: ClassVar[int | None] = None

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

    measure: ClassVar[str] = "value"

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


LONGEST_NOT_KNOWN = 30  # characters


def read_value(field: Field, node: Node, reading: Reading) -> Any:
    """Return the value of a field: NOT_KNOWN, MISSING, or what its kind reads."""
    if isinstance(node, Scalar):
        if node.is_null:
            return MISSING
        text = node.text
        if len(text) < LONGEST_NOT_KNOWN and says_not_known(text) and not reading.of_model:
            return _refuse_not_known(field, node, reading) if field.known else NOT_KNOWN
        before = len(reading.findings)
        value = field.kind.read_text(field, node, reading)
        if len(reading.findings) > before and node.text.casefold() in _UNKNOWN:
            _say_how_not_known(field, node, reading)
        return value
    if not node.items if reading.of_model else is_empty(node) and not field.kind.says_in_keys(node):
        return MISSING
    return field.kind.read(field, node, reading)


# What people write who do not know a value; with us it has one form in each language.
_UNKNOWN = frozenset(
    (
        *("unknown", "not sure", "don't know", "don’t know", "do not know", "no idea", "no data"),
        *("n/a", "n.a.", "?", "??", "not available", "ne sais pas", "je ne sais pas", "pas connu"),
        *("inconnu", "inconnue", "inconnus", "inconnues", "unbekannt", "weiß nicht", "δεν ξέρω"),
        *("desconocido", "desconhecido", "sconosciuto", "onbekend"),
    )
)


def _say_how_not_known(field: Field, node: Scalar, reading: Reading) -> None:
    """Say how it is written that a value is not known, in place of what was found last."""
    last = reading.findings[-1]
    if not (
        last.params.get("nearest") or field.known or reading.of_model or last.span != node.span
    ):
        params = {"field": field.caption, "found": node.text, "better": NOT_KNOWN_TEXT}
        reading.findings[-1] = last._replace(name="wrong-kind", params=params, variant="unknown")


def _refuse_not_known(field: Field, node: Scalar, reading: Reading) -> Any:
    params = _missing_params(field, of_model=reading.of_model)
    reading.findings.append(Finding("missing-required", node.span, params, "not-known"))
    return MISSING


@lru_cache(maxsize=1 << 12)
def says_not_known(text: str) -> bool:
    """Return whether a text says, in any language of the interface, that a value is not known."""
    return len(text) < LONGEST_NOT_KNOWN and text.strip().casefold() in not_known_words()


def read_fields(
    fields: AbstractMapping[str, Field],
    node: Mapping,
    reading: Reading,
    owner: Span | None = None,
) -> dict[str, Any]:
    """Read the keys of a mapping by their fields, reporting unknown and missing ones.

    Args:
        fields: by name.
        node: what was written.
        reading: context, receives findings.
        owner: where a missing key is reported, instead of at the head of the mapping.
    """
    written = node.values
    respelled: dict[str, Pair] = {}
    if not written.keys() <= fields.keys():
        respelled = _other_keys(fields, node, reading)
        written = {**{name: pair.value for name, pair in respelled.items()}, **written}
    values: dict[str, Any] = {}
    findings = reading.findings
    for name, one in fields.items():
        if name in written:
            source: Node | None = written[name]
        elif one.may_be_left_out:
            continue
        else:
            source = one.default
        before = len(findings)
        value = MISSING if source is None else read_value(one, source, reading)
        if value is not MISSING:
            values[name] = value
        elif one.requirement is not Requirement.OPTIONAL and len(findings) == before:
            # Nothing is there, rather than something wrong.
            pair = node.items[name] if name in node.values else respelled.get(name)
            _report_missing(one, pair, owner or node.head, reading)
    return values


def _other_keys(
    fields: AbstractMapping[str, Field], node: Mapping, reading: Reading
) -> dict[str, Pair]:
    """Report keys that are no field's name; return those that mean one all the same, by name."""
    meant: dict[str, Pair] = {}
    for key, pair in node.items.items():
        name = _SEPARATORS.sub("_", fold(key.strip()).translate(_LOOK_ALIKES))
        name = name if name in fields else _labelled(key, fields.values())
        first = node.items.get(name) or meant.get(name)
        if key in fields:
            continue
        if group := _group_left(key, fields, node):
            reading.report("unknown-key", pair.key.span, "inside", key=key, nearest=group)
        elif name not in fields:
            _report_unknown(key, pair, fields, node, reading)
        elif first:
            place, written = first.key.span, {"key": key, "other": first.key.text}
            reading.report("duplicate-key", pair.key.span, "other", line=place.line, **written)
        else:
            variant = "spelling" if _TWO_ALPHABETS.search(key) is None else "alphabet"
            reading.report("unknown-key", pair.key.span, variant, key=key, nearest=name)
            meant[name] = pair
    return meant


_SEPARATORS = re.compile(r"[\s_-]+")
# Small Cyrillic and Greek letters that look like Latin ones (Unicode Technical Standard #39).
_LOOK_ALIKES = str.maketrans(
    "\u0430\u0441\u0435\u0456\u0458\u043e\u0440\u0455\u0445\u0443\u04bb"
    "\u03b1\u03bf\u03c1\u03b9\u03c4\u03bd\u03c5",
    "aceijopsxyhaopitvu",
)
_TWO_ALPHABETS = re.compile(r"[A-Za-z].*[\u0370-\u052f]|[\u0370-\u052f].*[A-Za-z]")
KEY_CUTOFF = 70.0  # keys are short, and chance makes short words alike


def _report_unknown(
    key: str,
    pair: Pair,
    fields: AbstractMapping[str, Field],
    node: Mapping,
    reading: Reading,
) -> None:
    if space := SPECIAL_SPACE.match(key):
        _report_space(pair, len(space[0]), reading)
        return
    if is_empty(pair.value) and key.partition(":")[0] in fields:
        reading.report("yaml-syntax", pair.key.span, "no-space", text=key)
        return
    # A key that is there already cannot be what was meant.
    names = fields if reading.may_guess() else ()
    absent = [fields[name] for name in names if name not in node.values]
    near = nearest(key, (one.name for one in absent), KEY_CUTOFF)
    home = "" if reading.of_model else _only_home(pair.value, absent, reading)
    near = near or _begun(key, absent) or home
    split = node.in_brackets and not near and is_empty(pair.value)
    whole = "" if near or split or reading.of_model else _absent_group(key, absent)
    variant = "nearest" if near else "comma" if split else "part" if whole else ""
    reading.report("unknown-key", pair.key.span, variant, key=key, nearest=near or whole)


LEAST_BEGUN = 3  # characters


def _begun(key: str, absent: list[Field]) -> str:
    """Return the one field whose name a key begins: “lat” is “latitude”."""
    begun = [one.name for one in absent if one.name.startswith(key.lower())]
    return begun[0] if len(begun) == 1 and len(key) >= LEAST_BEGUN else ""


def _absent_group(key: str, absent: list[Field]) -> str:
    """Return the one group of the model's own that is not there and has a part of this name."""
    named = [one.name for one in absent if key in one.fields]
    return named[0] if len(named) == 1 else ""


def _report_space(pair: Pair, size: int, reading: Reading) -> None:
    """Report that spaces before a key are of a kind that is taken for a part of it."""
    line, column = pair.key.span[:2]
    text, better = pair.key.text.strip(), " " * size
    span = Span(line, column, line, column + size)
    params = {"text": f"{text}:", "better": better, "column": column, "end": column + size}
    reading.report("yaml-syntax", span, "space", **params)


def _group_left(key: str, fields: AbstractMapping[str, Field], node: Mapping) -> str:
    """Return the one group, of those above a key, whose part the key is but for lost spaces."""
    named = []
    for name, pair in node.items.items():
        if name == key:
            break
        if name in fields and _lacks(key, fields[name], pair.value):
            named.append(name)
    return named[0] if len(named) == 1 else ""


def _lacks(key: str, field: Field, value: Node) -> bool:
    """Return whether a key belongs in a group, or in the last of a list, and is not there."""
    if field.of is not None and isinstance(value, Sequence) and value.items:
        return value.marked is None and _lacks(key, field.of, value.items[-1])
    if key not in field.kind.fields(field):
        return False
    return is_empty(value) or (
        isinstance(value, Mapping) and not value.in_brackets and key not in value.values
    )


def _labelled(key: str, fields: Iterable[Field]) -> str:
    """Return the one field whose label, in any language, was written as its key."""
    named = [one.name for one in fields if fold(key) in map(fold, one.label.values())]
    return named[0] if len(named) == 1 else ""


def _only_home(value: Node, absent: list[Field], reading: Reading) -> str:
    """Return the one required field that is absent, if a value would be right for it."""
    required = [one for one in absent if one.requirement is Requirement.REQUIRED]
    # Any text would be right for a text.
    if len(required) != 1 or required[0].kind.is_prose or is_empty(value):
        return ""
    trial = reading.trial()
    read_value(required[0], value, trial)
    return "" if trial.findings else required[0].name


HOW = N_("Add a line such as “{key}: {example}”.")
HOW_BARE = N_("Add “{key}:” with a value.")
IF_UNKNOWN = N_("If nobody knows, write “{key}: not known”.")


def _can_be_unknown(field: Field) -> bool:
    """Return whether somebody may not know a value: facts, not the words of the entry itself."""
    return not (field.known or field.kind.is_prose)


@lru_cache(maxsize=1 << 10)
def _missing_params(field: Field, *, of_model: bool) -> AbstractMapping[str, Param]:
    example = example_text(field)
    unknown = IF_UNKNOWN if _can_be_unknown(field) and not of_model else ""
    return {
        "key": field.name,
        "field": field.caption,
        "help": Label(field.help),
        "how": Phrase(HOW if example else HOW_BARE, {"key": field.name, "example": example}),
        "unknown": Phrase(unknown, {"key": field.name}),
    }


def _report_missing(field: Field, pair: Pair | None, owner: Span, reading: Reading) -> None:
    required = field.requirement is Requirement.REQUIRED
    reading.findings.append(
        Finding(
            "missing-required" if required else "missing-recommended",
            pair.key.span if pair else owner,
            _missing_params(field, of_model=reading.of_model),
            variant="empty" if pair else "",
            lenient=reading.lenient,
        )
    )
