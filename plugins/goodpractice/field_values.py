"""The value of a field: read by its kind, said not to be known, or missing."""

from __future__ import annotations

from collections.abc import Mapping
from functools import lru_cache
from typing import Any

from goodpractice.diagnostics import Finding, Label, Param, Phrase, Span
from goodpractice.fields import Field, Requirement, example_text
from goodpractice.messages import N_, not_known_words
from goodpractice.messages import NOT_KNOWN as NOT_KNOWN_TEXT
from goodpractice.nodes import Node, Pair, Scalar, is_empty
from goodpractice.reading import MISSING, NOT_KNOWN, Reading

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


def report_missing(field: Field, pair: Pair | None, owner: Span, reading: Reading) -> None:
    """Report that a field has no value: at its key, or where that should be."""
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


HOW = N_("Add a line such as “{key}: {example}”.")
HOW_BARE = N_("Add “{key}:” with a value.")
IF_UNKNOWN = N_("If nobody knows, write “{key}: not known”.")


def _can_be_unknown(field: Field) -> bool:
    """Return whether somebody may not know a value: facts, not the words of the entry itself."""
    return not (field.known or field.kind.is_prose)


@lru_cache(maxsize=1 << 10)
def _missing_params(field: Field, *, of_model: bool) -> Mapping[str, Param]:
    example = example_text(field)
    unknown = IF_UNKNOWN if _can_be_unknown(field) and not of_model else ""
    return {
        "key": field.name,
        "field": field.caption,
        "help": Label(field.help),
        "how": Phrase(HOW if example else HOW_BARE, {"key": field.name, "example": example}),
        "unknown": Phrase(unknown, {"key": field.name}),
    }
