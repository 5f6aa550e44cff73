from __future__ import annotations

import pytest

from goodpractice import queries
from goodpractice.diagnostics import WHOLE_FILE
from goodpractice.kinds.queries import Query
from tests.faults.cases import SMALL, check


def found(collection: str, **where: tuple[str, ...]) -> list[str]:
    query = Query("All", "", collection, where, WHOLE_FILE)
    return [one.id for one in queries.run(check(SMALL).site.catalogue, query)]


@pytest.mark.parametrize(
    ("where", "count"),
    [
        ({}, 1),
        ({"choices": ("primary",)}, 1),
        ({"choices": ("secondary",)}, 1),
        ({"choices": ("grammar",)}, 0),
        ({"choices": ("grammar", "primary")}, 1),
        ({"choices": ("primary",), "topics": ("arts",)}, 1),
        ({"choices": ("primary",), "topics": ("music",)}, 0),
        ({"nothing": ("primary",)}, 0),
    ],
)
def test_or_within_a_facet_and_between_facets(
    where: dict[str, tuple[str, ...]], count: int
) -> None:
    assert len(found("everything", **where)) == count


def test_without_a_collection_all_are_asked() -> None:
    assert len(found("", lang=("en",))) == 6


def test_an_entry_names_its_queries() -> None:
    whole = check(SMALL).site.corpus.entries["everything/whole"]
    assert [query.label for query, _ in queries.written(whole)] == ["All of them", "Notes"]
