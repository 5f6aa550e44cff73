from __future__ import annotations

import json

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
