"""Places in an order, held to a plain sort."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from goodpractice import catalogue, orders
from goodpractice.documents import read_document
from goodpractice.entries import Entry, read_entry
from goodpractice.model import Model
from tests.faults.cases import SMALL, check

WRITTEN = {
    "date": ("2004", "2004-10", "../2009", "not known", ""),
    "integer": ("3", "12", ""),
    "group.level": ("told", "measured", "not known", ""),
}
KEYS: dict[str, Any] = {
    "2004": (2004, 1, 1), "2004-10": (2004, 10, 1), "../2009": (2009, 12, 31), "3": 3, "12": 12,
    "told": 0, "measured": 1,
}  # fmt: skip


@pytest.fixture(scope="module")
def model() -> Model:
    found = check(SMALL).site.model
    everything = found.collections["everything"]
    sort = {"date": True, "integer": False, "group.level": True}
    return replace(
        found, collections={**found.collections, "everything": replace(everything, sort=sort)}
    )


def entry(model: Model, number: int, said: tuple[str, ...]) -> Entry:
    """Read an entry that says this of the fields to sort by; one of three translates another."""
    date, size, level = said
    lines = [f"title: About number {number}", f"lang: {'fr' if number % 3 else 'en'}"]
    if number % 3 == 1:
        lines.append(f"translation_of: everything/e{number - 1}")
    lines += [f"date: {date}", f"integer: {size}", f"group: {{level: {level}}}"]
    text = "\n".join(["---", *lines, "---", "", "Text.", ""])
    name = f"everything/e{number}"
    document = read_document(f"content/{name}.md", text.encode())
    found = read_entry(document, name, f"{name}/", model.collections["everything"], model, "en")
    assert found
    return found[0]


def test_places_are_those_of_a_plain_sort(model: Model) -> None:
    @given(st.lists(st.tuples(*(st.sampled_from(said) for said in WRITTEN.values())), max_size=7))
    def ranked(written: list[tuple[str, ...]]) -> None:
        entries = [entry(model, number, said) for number, said in enumerate(written)]
        made = catalogue.build(model, entries)
        assert set(orders.names(model)) == {"title", "date", "integer", "group-level"}
        for at, (name, descending) in enumerate([("date", 1), ("integer", 0), ("group-level", 1)]):
            first = []
            for work in made.listed:
                own = [written[int(one.id.rpartition("e")[2])][at] for one in work.versions]
                known = sorted((KEYS[one] for one in own if one in KEYS), reverse=bool(descending))
                first.append(known[0] if known else None)
            different = sorted({key for key in first if key is not None}, reverse=bool(descending))
            assert orders.places(made, "en", name) == [
                len(different) if key is None else different.index(key) for key in first
            ]

    ranked()


def test_titles_stand_by_the_language_of_the_reader(model: Model) -> None:
    titles = {"en": ("Alpha", "Beta"), "fr": ("Éspoir", "Arbre")}
    entries = []
    for lang, pair in titles.items():
        for number, title in enumerate(pair):
            name = f"everything/{lang}{number}"
            of = f"translation_of: everything/en{number}\n" if lang == "fr" else ""
            text = f"---\ntitle: {title}\nlang: {lang}\n{of}---\n\nText.\n".encode()
            document = read_document(f"content/{name}.md", text)
            collection = model.collections["everything"]
            found = read_entry(document, name, f"{name}/", collection, model, "en")
            assert found
            entries.append(found[0])
    made = catalogue.build(model, entries)
    assert orders.places(made, "en", "title") == [0, 1]
    assert orders.places(made, "fr", "title") == [1, 0]
    assert orders.usual(made, "en") == []
    assert orders.usual(made, "fr") == [1, 0]


def test_the_best_stand_above_the_first_step_of_their_scale(model: Model) -> None:
    (order,) = [one for one in model.orders if one.id == "group-level"]
    entries = [
        entry(model, number, ("", "", said))
        for number, said in enumerate(["told", "measured", "not known", "", "measured"])
    ]
    found = orders.best(catalogue.build(model, entries), order)
    said = [{one.value("group.level") for one in work.versions} for work in found]
    assert len(said) == 2
    assert all("measured" in levels for levels in said)
