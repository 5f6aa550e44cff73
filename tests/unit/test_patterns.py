from __future__ import annotations

import json
import re
from datetime import date, timedelta

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from goodpractice import patterns
from goodpractice.dates import parse_date
from goodpractice.documents import read_data_file
from goodpractice.fields import Field
from goodpractice.kinds import KINDS
from goodpractice.reading import MISSING, Reading


def matches(pattern: str, text: str) -> bool:
    return re.search(pattern, text) is not None


def reads(kind: str, text: str, **bounds: float) -> bool:
    """Whether a field of a kind takes a text."""
    field = Field("x", "x", KINDS[kind], **bounds)  # type: ignore[arg-type]
    front = read_data_file("x.yml", f"x: {json.dumps(text)}".encode()).front
    node = front.value("x") if front else None
    assert node is not None
    return field.kind.read(field, node, Reading({})) is not MISSING


@given(low=st.integers(0, 12_000), size=st.integers(0, 12_000), number=st.integers(0, 30_000))
def test_digits_between(low: int, size: int, number: int) -> None:
    pattern = patterns.whole(patterns.digits_between(low, low + size))
    assert matches(pattern, str(number)) == (low <= number <= low + size)


def test_every_day_of_some_centuries() -> None:
    pattern = patterns.date(1, 9999)
    day = date(1896, 1, 1)
    while day.year < 2005:
        assert matches(pattern, day.isoformat())
        day += timedelta(days=1)


FORMS = ["{}", "{}-{}", "{}-{}-{}", "../{}-{}", "{}-{}/..", "{}~", "../{}/..", "{}-{}-{}~"]


@given(
    year=st.integers(0, 10_500),
    month=st.integers(0, 13),
    day=st.integers(0, 32),
    form=st.sampled_from(FORMS),
    low=st.integers(1, 3000),
    size=st.integers(0, 6000),
)
def test_dates(year: int, month: int, day: int, form: str, low: int, size: int) -> None:
    text = form.format(f"{year:04}", f"{month:02}", f"{day:02}")
    assert matches(patterns.date(1, 9999), text) == (parse_date(text) is not None)
    bounded = reads("date", text, minimum=low, maximum=low + size)
    assert matches(patterns.date(low, low + size), text) == bounded


NUMBERS = st.one_of(
    st.integers(-(10**16), 10**16).map(str),
    st.integers(-50, 50).map(str),
    st.decimals(-60, 60, places=2).map(str),
    st.text("0123456789.-+ ", max_size=6),
)


@given(text=NUMBERS, low=st.none() | st.integers(-40, 40), size=st.none() | st.integers(0, 50))
@example(text="-0", low=0, size=None)
@example(text="007", low=7, size=0)
def test_numbers(text: str, low: int | None, size: int | None) -> None:
    high = None if size is None else (low or 0) + size
    bounds = {"minimum": low, "maximum": high}
    given_bounds = {key: value for key, value in bounds.items() if value is not None}
    for kind, decimals in (("integer", 0), ("number", 9)):
        expected = reads(kind, text, **given_bounds)
        assert matches(patterns.number(low, high, decimals), text) == expected, kind


@given(
    text=NUMBERS, currency=st.sampled_from([" EUR", " eur", "EUR", " EURO"]), low=st.integers(0, 40)
)
def test_money(text: str, currency: str, low: int) -> None:
    written = text + currency
    assert matches(patterns.money(None, None), written) == reads("money", written)
    expected = reads("money", written, minimum=low, maximum=low + 15)
    assert matches(patterns.money(low, low + 15), written) == expected


@given(
    text=st.text("ab \n\té", max_size=14),
    low=st.none() | st.integers(0, 6),
    high=st.none() | st.integers(6, 9),
)
@pytest.mark.parametrize("kind", ["line", "paragraph"])
def test_texts(kind: str, text: str, low: int | None, high: int | None) -> None:
    bounds = {"minimum": low, "maximum": high}
    expected = reads(kind, text, **{k: v for k, v in bounds.items() if v is not None})
    pattern = patterns.text(low or 0, high, lines=kind == "paragraph")
    assert matches(pattern, text) == expected


PIECES = [
    *("https://", "http://", "HTTPS://", "ftp://", "//", "a", ".", "b.c", ":", "80", "/", "?", "#"),
    *("@", "é", "%20", "&", "=", " ", "<", "|", "-", "_", "~", "(", ")"),
]


@given(text=st.lists(st.sampled_from(PIECES), max_size=9).map("".join))
@example(text="https://a:b.c")
@example(text="https://a.b@c")
def test_web_addresses(text: str) -> None:
    assert matches(patterns.web_address(), text) == reads("link", text)


@pytest.mark.parametrize("kind", ["doi", "email"])
@given(text=st.text("10./@ab<é ", max_size=12))
def test_kinds_with_a_pattern_of_their_own(kind: str, text: str) -> None:
    own = KINDS[kind].pattern.pattern  # type: ignore[attr-defined]
    assert matches(patterns.portable(own), text) == reads(kind, text)


@given(text=st.text("Not nKokw", max_size=10))
@example(text="NOT KNOWN")
def test_words_in_any_case(text: str) -> None:
    assert matches(patterns.in_any_case(["not known"]), text) == (text.lower() == "not known")


@given(text=st.text(max_size=8))
def test_a_text_as_it_stands(text: str) -> None:
    assert matches(patterns.any_of([text, "other"]), text)
    assert not matches(patterns.any_of([text]), text + "x")


@pytest.mark.parametrize(
    ("to", "text", "fits"),
    [
        (["notes"], "first", True),
        (["notes"], "notes/first", True),
        (["notes"], "../notes/first.md", True),
        (["notes"], "groups/first", False),
        (["notes"], "notes/a/b", False),
        (["notes", "groups"], "first", False),
        (["notes", "groups"], "groups/first", True),
        (["notes", "pages"], "pages/fr/index", True),
        (["notes"], "First", False),
        (["notes"], "", False),
    ],
)
def test_names_of_entries(to: list[str], text: str, fits: bool) -> None:
    assert matches(patterns.entry(to, "pages"), text) == fits
