from __future__ import annotations

import pytest

from goodpractice import messages
from goodpractice.dates import parse_date, readings
from goodpractice.fields import Field
from goodpractice.kinds import KINDS
from goodpractice.nodes import Scalar
from goodpractice.reading import MISSING, Reading
from goodpractice.rules import diagnose
from goodpractice.sources import Source


@pytest.mark.parametrize(
    ("text", "first", "last"),
    [
        ("2009", (2009, 1, 1), (2009, 12, 31)),
        ("2004-02", (2004, 2, 1), (2004, 2, 29)),
        ("2004-10-29", (2004, 10, 29), (2004, 10, 29)),
        ("../2004", None, (2004, 12, 31)),
        ("2004/..", (2004, 1, 1), None),
    ],
)
def test_a_date_is_the_days_it_may_mean(text: str, first: object, last: object) -> None:
    date = parse_date(text)
    assert date is not None
    assert (date.first, date.last) == (first, last)


@pytest.mark.parametrize("text", ["0000", "2003-02-29", "2003-00", "2003-1", "../2003/..", "20044"])
def test_no_such_date(text: str) -> None:
    assert parse_date(text) is None


@pytest.mark.parametrize(
    ("text", "meant"),
    [
        ("12.5.2021", ("2021-05-12", "2021-12-05")),
        ("3/4/2021", ("2021-04-03", "2021-03-04")),
        ("2004/05", ("2004", "2004-05")),
        ("2019-20", ("2019", "2020")),
        ("2019-2020", ("2019", "2020")),
        ("autumn 2019", ("2019",)),
        ("from 2019 to today", ("2019",)),
        ("2026-05-01 TODO", ("2026-05-01",)),
        ("2019-09 to 2020-06-30", ("2019-09", "2020-06-30")),
        ("2019-2020 and 2026-14", ()),
        ("1815, 1915, 2015", ()),
        ("30.2.2021", ()),
        ("2021-13", ()),
        ("room 12019", ()),
        ("long ago", ()),
    ],
)
def test_what_a_text_that_is_no_date_may_mean(text: str, meant: tuple[str, ...]) -> None:
    assert readings(text) == meant
    assert all(map(parse_date, meant))


@pytest.mark.parametrize(
    ("text", "hint"),
    [
        ("12.5.2021", "Write “2021-05-12” or “2021-12-05”, whichever is meant."),
        ("autumn 2019", "Write no more than the date: “2019”."),
        ("long ago", "For example: 2004"),
    ],
)
def test_who_writes_no_date_reads_what_may_be_meant(text: str, hint: str) -> None:
    example = Scalar("2004", True, Source("2004", 1), 0, 0)
    field = Field("date", "date", KINDS["date"], example=example)
    reading = Reading({})
    assert field.kind.read(field, Scalar(text, True, Source(text, 1), 0, 0), reading) is MISSING
    (one,) = (diagnose("a.md", finding) for finding in reading.findings)
    assert one.hint is not None
    assert messages.text(one.hint) == hint
