from __future__ import annotations

import json
from dataclasses import dataclass
from enum import StrEnum
from typing import Annotated, Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from goodpractice.bounded import MAX_BYTES, UnfitError, dumps, fitted, loads


class Colour(StrEnum):
    RED = "red"


@dataclass(frozen=True)
class Inner:
    name: Annotated[str, 5]


@dataclass(frozen=True)
class Outer:
    number: int
    colour: Colour
    text: str
    inner: Annotated[tuple[Inner, ...], 2]


GOOD: dict[str, Any] = {"number": 3, "colour": "red", "text": "x", "inner": [{"name": "abcde"}]}


def test_what_is_written_is_read() -> None:
    data = Outer(3, Colour.RED, "x", (Inner("abcde"),))
    assert loads(Outer, dumps(data).encode()) == data
    assert json.loads(dumps(data)) == GOOD


@pytest.mark.parametrize(
    "change",
    [
        {"number": -1},
        {"number": True},
        {"number": 1.0},
        {"number": 10**9},
        {"number": "3"},
        {"colour": "green"},
        {"colour": 1},
        {"text": None},
        {"text": "x" * 301},
        {"inner": {}},
        {"inner": [{"name": "abcdef"}]},
        {"inner": [{"name": "a", "more": 1}]},
        {"inner": [{}]},
        {"inner": [1]},
        {"inner": [{"name": "a"}] * 3},
        {"more": 1},
    ],
)
def test_anything_else_is_refused(change: dict[str, Any]) -> None:
    with pytest.raises(UnfitError):
        loads(Outer, json.dumps({**GOOD, **change}).encode())


@pytest.mark.parametrize(
    "text", [b"", b"[]", b"\xff", b"[" * 100_000, b"{}", b"NaN", b'"' + b"x" * MAX_BYTES + b'"']
)
def test_what_is_no_such_json_is_refused(text: bytes) -> None:
    with pytest.raises(UnfitError):
        loads(Outer, text)


@given(st.binary())
def test_any_bytes_are_read_or_refused(text: bytes) -> None:
    with pytest.raises(UnfitError):
        loads(Outer, text)


@given(st.integers(), st.text(max_size=400), st.lists(st.text(max_size=9), max_size=4))
def test_whatever_is_fitted_can_be_read(number: int, text: str, names: list[str]) -> None:
    data = fitted(Outer(number, Colour.RED, text, tuple(map(Inner, names))))
    assert loads(Outer, dumps(data).encode()) == data


def test_what_is_cut_says_so() -> None:
    cut = fitted(Outer(-3, Colour.RED, "a\udcffb", (Inner("abcdef"),) * 3))
    assert cut == Outer(0, Colour.RED, "a?b", (Inner("abcd…"),) * 2)
