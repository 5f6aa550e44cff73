"""Bounded data: what one program writes for another that must not believe it.

A data class says by its hints what its JSON holds and how much at most. `fitted` cuts to that size
before writing; `loads` refuses whatever is not exactly that: other keys, other types, more than
fits.
"""

from __future__ import annotations

import json
from dataclasses import asdict, fields, is_dataclass
from enum import StrEnum
from functools import cache
from typing import Annotated, Any, TypeAlias, TypeVar, get_args, get_origin, get_type_hints

# How long a text or a list may be, where its hint does not say so itself.
MAX_TEXT = 300
MAX_ITEMS = 50
MAX_NUMBER = 1_000_000
MAX_BYTES = 500_000
MAX_MEMORY = 20_000_000
CUT = "…"

T = TypeVar("T")
Data: TypeAlias = Any


class UnfitError(Exception):
    """Data is not what it should be."""


@cache
def _hints(kind: Any) -> dict[str, Any]:
    return get_type_hints(kind, include_extras=True)


def _limited(hint: Any, usual: int) -> tuple[Any, int]:
    """Return a hint without its limit, and the limit."""
    if get_origin(hint) is Annotated:
        plain, limit = get_args(hint)
        return plain, int(limit)
    return hint, usual


def dumps(data: Data) -> str:
    """Return a data class as JSON."""
    return json.dumps(asdict(data), ensure_ascii=False, indent=1) + "\n"


def loads(kind: type[T], text: bytes, most: int = MAX_BYTES) -> T:
    """Read a data class from JSON.

    Args:
        kind: the data class.
        text: what somebody sent.
        most: how many bytes it may have.

    Raises:
        UnfitError: it is anything else.
    """
    if len(text) > most:
        raise UnfitError("too large")
    try:
        value = json.loads(text)
    except (ValueError, RecursionError) as error:
        raise UnfitError("no JSON") from error
    found: T = _read(kind, value, "")
    return found


def _read(hint: Any, value: object, where: str) -> Any:
    plain, _ = _limited(hint, 0)
    if is_dataclass(plain):
        return _read_record(plain, value, where)
    if get_origin(plain) is tuple:
        return _read_items(hint, value, where)
    if plain is int:
        return _read_number(value, where)
    return _read_text(hint, value, where)


def _read_record(kind: Any, value: object, where: str) -> Any:
    hints = _hints(kind)
    if not isinstance(value, dict) or value.keys() != hints.keys():
        raise UnfitError(f"{where}: other keys")
    return kind(**{key: _read(hint, value[key], f"{where}.{key}") for key, hint in hints.items()})


def _read_items(hint: Any, value: object, where: str) -> tuple[Any, ...]:
    plain, limit = _limited(hint, MAX_ITEMS)
    if not isinstance(value, list) or len(value) > limit:
        raise UnfitError(f"{where}: no list, or too long")
    return tuple(_read(get_args(plain)[0], one, f"{where}[]") for one in value)


def _read_number(value: object, where: str) -> int:
    if type(value) is not int or not 0 <= value <= MAX_NUMBER:
        raise UnfitError(f"{where}: no number")
    return value


def _read_text(hint: Any, value: object, where: str) -> str:
    plain, limit = _limited(hint, MAX_TEXT)
    if not isinstance(value, str) or len(value) > limit:
        raise UnfitError(f"{where}: no text, or too long")
    if issubclass(plain, StrEnum) and value not in set(plain):
        raise UnfitError(f"{where}: unknown")
    text: str = plain(value)
    return text


def fitted(data: T) -> T:
    """Return a data class cut to what it may hold; numbers are cut to the largest there is."""
    hints = _hints(type(data))  # type: ignore[arg-type]
    held = {one.name: getattr(data, one.name) for one in fields(data)}  # type: ignore[arg-type]
    return type(data)(**{key: _fit(hints[key], value) for key, value in held.items()})


def _fit(hint: Any, value: Any) -> Any:
    if is_dataclass(value):
        return fitted(value)
    if isinstance(value, tuple):
        plain, limit = _limited(hint, MAX_ITEMS)
        return tuple(_fit(get_args(plain)[0], one) for one in value[:limit])
    if isinstance(value, int):
        return min(max(value, 0), MAX_NUMBER)
    return value if isinstance(value, StrEnum) else _cut(value, _limited(hint, MAX_TEXT)[1])


def _cut(text: str, limit: int) -> str:
    # The name of a file may hold bytes that are no text.
    whole = text.encode("utf-8", "replace").decode()
    return whole if len(whole) <= limit else f"{whole[: limit - len(CUT)]}{CUT}"
