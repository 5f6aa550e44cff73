"""Works alike, held to a plain account of every pair."""

from __future__ import annotations

import time
from collections import Counter
from dataclasses import replace
from math import fsum, log
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from goodpractice import catalogue
from goodpractice.catalogue import Catalogue, Work
from goodpractice.documents import read_document
from goodpractice.entries import Entry, read_entry
from goodpractice.model import Model
from goodpractice.similarity import LIMIT, Similarity
from tests.faults.cases import SMALL, check
from tests.indexes import whole_index
from tests.works import WIDER

WEIGHTS = {"choices": 2.0, "topics": 1.0, "mentions": 0.5, "line": 3.0}
TERMS = {
    "choices": ("primary", "secondary", "upper"),
    "topics": ("arts", "sport"),
    "mentions": ("notes/first", "groups/red"),
}


@pytest.fixture(scope="module")
def model() -> Model:
    found = check(SMALL).site.model
    topics = found.vocabularies["topics"]
    weighed = replace(found.collections["everything"], similar_by=WEIGHTS)
    assert set(TERMS["choices"]) <= set(found.vocabularies["levels"].terms)
    TERMS["topics"] = tuple(topics.terms)[:4]
    return replace(found, collections={**found.collections, "everything": weighed})


Said = dict[str, tuple[str, ...]]


def entry(model: Model, number: int, said: Said, translates: int | None = None) -> Entry:
    front = {
        "title": f"About number {number}",
        "lang": "en" if translates is None else "fr",
        **({} if translates is None else {"translation_of": f"everything/e{translates:05}"}),
        **{path: f"[{', '.join(terms)}]" for path, terms in said.items() if terms},
    }
    lines = [f"{key}: {value}" for key, value in front.items()]
    name = f"everything/e{number:05}"
    text = "\n".join(["---", *lines, "---", "", "Text.", ""]).encode()
    document = read_document(f"content/{name}.md", text)
    found = read_entry(document, name, f"{name}/", model.collections["everything"], model, "en")
    assert found
    return found[0]


def marks(work: Work) -> set[tuple[str, str]]:
    """Tell what a work names, by the words of its files."""
    return {
        (path, wide)
        for one in work.versions
        for path in TERMS
        for term in one.term_ids(path)
        for wide in (WIDER.get(term, (term,)) if path == "choices" else (term,))
        if path != "mentions"  # which name nothing of this catalogue
    }


def plain(made: Catalogue, work: Work, without: set[str]) -> list[tuple[str, set[tuple[str, str]]]]:
    """Weigh a work against every other."""
    works = made.by_collection["everything"]
    number = Counter(mark for one in works for mark in marks(one))
    worth = {mark: WEIGHTS[mark[0]] * log(len(works) / n) for mark, n in number.items()}
    found = []
    for other in works:
        shared = {mark for mark in marks(work) & marks(other) if worth[mark] > 0}
        if shared and other.id != work.id and other.id not in without:
            found.append((-fsum(worth[mark] for mark in shared), other.id, shared))
    return [(name, shared) for _, name, shared in sorted(found, key=lambda one: one[:2])[:LIMIT]]


def drawn(model: Model) -> st.SearchStrategy[list[tuple[Said, int | None]]]:
    said = st.fixed_dictionaries(
        {
            path: st.lists(st.sampled_from(terms), max_size=2, unique=True).map(tuple)
            for path, terms in TERMS.items()
        }
    )
    return st.lists(st.tuples(said, st.none() | st.none() | st.integers(0, 3)), max_size=9)


def test_those_most_alike_are_those_of_a_plain_account(model: Model) -> None:
    @given(drawn(model), st.sets(st.integers(0, 8)))
    def account(entries: list[tuple[Said, int | None]], left_out: set[int]) -> None:
        read = [
            entry(model, at, said, of if of is not None and of < at else None)
            for at, (said, of) in enumerate(entries)
        ]
        made = catalogue.build(model, read)
        without = {f"everything/e{at:05}" for at in left_out}
        alike = Similarity(made)
        for work in made.by_collection.get("everything", ()):
            found = alike.like(work, without)
            assert [(one.work.id, set(one.shared)) for one in found] == plain(made, work, without)
            assert work.id not in {one.work.id for one in found}

    account()


def test_of_many_those_that_share_the_most_telling_are_found(model: Model) -> None:
    """A twin is found among thousands, and no time is spent on all pairs."""
    topics, levels = TERMS["topics"], TERMS["choices"]
    read = [
        entry(model, at, {"topics": (topics[at % 4],), "choices": (levels[at % 3],)})
        for at in range(40)
    ]
    made = catalogue.build(model, read)
    by_id = {work.id: work for work in made.works}
    exact, quick = Similarity(made), Similarity(made, weigh_all=0)
    for work in by_id.values():
        best = exact.like(work)
        assert quick.like(work)[0].shared == best[0].shared


def test_ten_thousand_works_are_no_matter_of_all_pairs(model: Model) -> None:
    topics, levels = TERMS["topics"], TERMS["choices"]
    few = [
        entry(model, at, {"topics": (topics[at % 4],), "choices": (levels[at // 4 % 3],)})
        for at in range(12)
    ]
    read = {
        f"everything/x{at:05}": replace(few[at % 12], id=f"everything/x{at:05}")
        for at in range(10_000)
    }
    made = Catalogue(model, read)
    alike = Similarity(made)
    started = time.process_time()
    for work in made.works:
        assert len(alike.like(work)) == LIMIT
    assert time.process_time() - started < 10  # all pairs would take minutes


def test_pages_name_what_is_shared_and_no_translation_of_themselves(built_site: Path) -> None:
    html = (built_site / "case-studies/schlangenfuss/index.html").read_text("utf-8")
    section = html.partition("id=gp:similar")[2].partition("</section>")[0]
    assert section.count("<li>") in range(1, LIMIT + 1)
    assert "Shares: " in section
    assert "schlangenfuss" not in section
    index = whole_index(built_site)
    labels = {term["label"] for facet in index["facets"] for term in facet["terms"]}
    first = section.partition("Shares: ")[2].partition("<")[0]
    assert set(first.split(", ")) <= labels
