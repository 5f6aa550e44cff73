from __future__ import annotations

import pytest

from goodpractice.dates import parse_date


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
