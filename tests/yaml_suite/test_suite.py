"""What YAML forbids is refused with its line; what is refused although it is allowed says why."""

from __future__ import annotations

import json
from collections.abc import Mapping
from contextlib import suppress
from typing import Any

import pytest

from goodpractice.diagnostics import Severity
from tests.faults.test_faults import is_within
from tests.yaml_suite.cases import EXPECTED, SuiteCase, all_cases, plain

CASES = all_cases()
INVALID = [one for one in CASES if one.invalid]
VALID = [one for one in CASES if not one.invalid]
each_invalid = pytest.mark.parametrize("case", INVALID, ids=lambda one: one.id)
each_valid = pytest.mark.parametrize("case", VALID, ids=lambda one: one.id)

VAGUE = "cannot be read from here on"
# What libyaml reads otherwise than YAML 1.2 says: a key in brackets that begins with “?”.
READ_OTHERWISE = {"652Z"}


def test_the_suite_is_whole() -> None:
    assert (len(CASES), len(INVALID)) == (402, 94)
    assert len({one.id for one in CASES}) == 402


def test_each_case_is_said_as_expected() -> None:
    assert [one.line() for one in CASES] == EXPECTED.read_text("utf-8").splitlines()


@each_invalid
def test_what_yaml_forbids_is_refused_with_its_line(case: SuiteCase) -> None:
    errors = [one for one in case.diagnostics if one.severity is Severity.ERROR]
    assert errors
    text = case.document.source
    assert all(is_within(one.span, text) for one in errors)
    assert any(1 < one.span.line <= text.count("\n") - 2 for one in errors)


@each_valid
def test_what_is_refused_all_the_same_says_why(case: SuiteCase) -> None:
    for one in case.diagnostics:
        assert one.hint is not None
        assert is_within(one.span, case.document.source)
    if not case.document.readable:
        assert case.diagnostics
        assert VAGUE not in case.line()


def as_text(value: Any) -> Any:
    """A meaning with every value as text: fields decide what a text is, not YAML."""
    if isinstance(value, Mapping):
        return {key: as_text(one) for key, one in value.items()}
    if isinstance(value, list):
        return [as_text(one) for one in value]
    return value if value is None or isinstance(value, str) else json.dumps(value)


def only_meaning(case: SuiteCase) -> Any:
    """What a case means; None where it is several documents, or nothing."""
    with suppress(json.JSONDecodeError):
        return as_text(json.loads(case.meaning or ""))
    return None


def same(ours: Any, theirs: Any) -> bool:
    """Whether two meanings are the same; an empty text is none, and a number any spelling of it."""
    if isinstance(theirs, dict):
        return ours.keys() == theirs.keys() and all(same(ours[key], theirs[key]) for key in theirs)
    if isinstance(theirs, list):
        return len(ours) == len(theirs) and all(map(same, ours, theirs))
    if isinstance(theirs, str) and isinstance(ours, str) and ours != theirs:
        return _number(ours) == _number(theirs)
    return ours == theirs or (ours is None and not theirs.strip())


def _number(text: str) -> float | str:
    with suppress(ValueError):
        return float(text)
    return text


def test_what_is_read_is_read_right() -> None:
    compared = 0
    for case in VALID:
        meaning = only_meaning(case)
        if meaning is not None and case.document.front and not case.diagnostics:
            assert same(plain(case.document.front), meaning) is (case.id not in READ_OTHERWISE), (
                case
            )
            compared += 1
    assert compared >= 60
