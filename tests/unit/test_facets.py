from __future__ import annotations

import json

import pytest

from goodpractice import facets
from goodpractice.views import FacetView, TermView
from tests.faults.cases import SMALL, check


def test_an_entry_holds_the_places_of_its_narrowest_terms() -> None:
    site = check(SMALL).site
    terms = tuple(TermView(one, one.title(), "") for one in ("primary", "secondary", "upper"))
    facet = json.loads(facets.column(site, FacetView("choices", "Levels", terms)))
    assert facet["terms"][2] == {"id": "upper", "label": "Upper", "broader": 1}
    assert [one for one in facet["entries"] if one] == [[0, 2]]
    assert len(facet["entries"]) == len(site.catalogue.listed)


def test_titles_are_folded_for_search() -> None:
    titles = json.loads(facets.titles(check(SMALL).site))
    assert "the red group " in titles


def test_the_words_that_are_known_are_those_of_titles_and_terms(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    site = check(SMALL).site
    known = json.loads(facets.words(site))
    assert known == sorted(set(known))
    assert {"first", "note", "primary"} <= set(known)
    assert all(len(word) > 3 and word == word.lower() for word in known)
    monkeypatch.setattr(facets, "MOST_WORDS", 1)
    texts = [f"{one.title} {one.summary}".lower().split() for one in site.published]
    (most,) = json.loads(facets.words(site))
    assert all(
        sum(most in words for words in texts) >= sum(word in words for words in texts)
        for word in ("first", "whole")
    )
