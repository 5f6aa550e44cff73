"""The keys of a mapping: read by their fields; which are missing, and what unknown ones mean."""

from __future__ import annotations

import re
from collections.abc import Iterable
from collections.abc import Mapping as AbstractMapping
from typing import Any

from goodpractice.diagnostics import Span
from goodpractice.field_values import read_value, report_missing
from goodpractice.fields import Field, Requirement
from goodpractice.nearest import fold, nearest
from goodpractice.nodes import Mapping, Node, Pair, Sequence, is_empty
from goodpractice.reading import MISSING, Reading
from goodpractice.yaml_faults import SPECIAL_SPACE


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
    guessed: set[str] = set()
    if not written.keys() <= fields.keys():
        respelled, guessed = _other_keys(fields, node, reading)
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
        elif one.requirement is Requirement.OPTIONAL or name in guessed:
            continue  # who writes the key as it is called has no other to add
        elif len(findings) == before:  # nothing is there, rather than something wrong
            pair = node.items[name] if name in node.values else respelled.get(name)
            report_missing(one, pair, owner or node.head, reading)
    return values


def _other_keys(
    fields: AbstractMapping[str, Field], node: Mapping, reading: Reading
) -> tuple[dict[str, Pair], set[str]]:
    """Report keys that are no field's name.

    Returns:
        Those that mean one all the same, by name; and the names that others are most like.
    """
    meant: dict[str, Pair] = {}
    guessed: set[str] = set()
    for key, pair in node.items.items():
        name = _SEPARATORS.sub("_", fold(key.strip()).translate(_LOOK_ALIKES))
        name = name if name in fields else _labelled(key, fields.values())
        first = node.items.get(name) or meant.get(name)
        if key in fields:
            continue
        if group := _group_left(key, fields, node):
            reading.report("unknown-key", pair.key.span, "inside", key=key, nearest=group)
        elif name not in fields:
            guessed.add(_report_unknown(key, pair, fields, node, reading))
        elif first:
            place, written = first.key.span, {"key": key, "other": first.key.text}
            reading.report("duplicate-key", pair.key.span, "other", line=place.line, **written)
        else:
            variant = "spelling" if _TWO_ALPHABETS.search(key) is None else "alphabet"
            reading.report("unknown-key", pair.key.span, variant, key=key, nearest=name)
            meant[name] = pair
    return meant, guessed


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
) -> str:
    """Report a key that means no field; return the name of the one that it is most like."""
    if space := SPECIAL_SPACE.match(key):
        _report_space(pair, len(space[0]), reading)
        return ""
    glued = key.partition(":")[0]
    if is_empty(pair.value) and glued in fields:
        reading.report("yaml-syntax", pair.key.span, "no-space", text=key)
        return glued
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
    return near or whole


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
