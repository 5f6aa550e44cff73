"""The facet index: what browse downloads to filter and count, and the cards it shows.

Of each language of the interface one small file says what there is; each facet and each order is a
file of its own, fetched when it is opened, chosen or asked for, and cards lie in shards, so that
only what is shown is fetched. So the first choice on a large site costs no more than the facets
that stand open. An entry of these files is a work: with its translations it has one number and one
card.
"""

from __future__ import annotations

import json
import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from itertools import pairwise
from typing import Any

from markupsafe import Markup

from goodpractice import orders
from goodpractice.catalogue import COLLECTION_FACET
from goodpractice.nearest import fold
from goodpractice.pipeline import Site
from goodpractice.views import FacetView

CARDS_PER_SHARD = 50
MOST_WORDS = 20_000  # that a wrong one is held against: about 70 kB compressed
VERSION = 2
USUAL = "_usual"  # no order of the model has such a name


def browse_path(lang: str) -> str:
    """Return the path of the facet index of a language."""
    return f"data/browse.{lang}.json"


def facet_path(lang: str, facet: str) -> str:
    """Return the path of what is known of a facet in a language."""
    return f"data/browse/{lang}/facets/{facet}.json"


def order_path(lang: str, order: str) -> str:
    """Return the path of an order in a language."""
    return f"data/browse/{lang}/orders/{order}.json"


def cards_folder(lang: str) -> str:
    """Return the folder of the cards of a language."""
    return f"data/cards/{lang}/"


TITLES_PATH = "data/titles.json"
WORDS_PATH = "data/words.json"
SEARCH_MAP_PATH = "data/search.json"
PAGEFIND_FOLDER = "pagefind/"


def index(site: Site, facets: tuple[FacetView, ...], lang: str) -> bytes:
    """Return what there is to filter by, and where it lies."""
    document = {
        "version": VERSION,
        "count": len(site.catalogue.listed),
        "facets": [
            {"id": one.id, "label": one.label, "path": facet_path(lang, one.id)} for one in facets
        ],
        "orders": _orders(site, lang),
        "cards": {"size": CARDS_PER_SHARD, "path": cards_folder(lang)},
        "titles": TITLES_PATH,
        "words": WORDS_PATH,
        "search": {"bundle": PAGEFIND_FOLDER, "map": SEARCH_MAP_PATH},
    }
    return as_json(document)


def _orders(site: Site, lang: str) -> dict[str, str]:
    """Return where the orders lie; the usual one, where it is another than that of the entries."""
    usual = {"": order_path(lang, USUAL)} if orders.usual(site.catalogue, lang) else {}
    return usual | {name: order_path(lang, name) for name in orders.names(site.model)}


def column(site: Site, facet: FacetView) -> bytes:
    """Return the terms of a facet, and per entry the places of its terms.

    A term that has a wider one names its place; entries hold their narrowest terms, from which the
    browser tells the wider ones.
    """
    return as_json({"terms": _terms(site, facet), "entries": _entries(site, facet)})


def order(site: Site, name: str, lang: str) -> bytes:
    """Return the steps from one entry's place in an order to the next one's, which are small."""
    return as_json(_steps(orders.places(site.catalogue, lang, name)))


def usual_order(site: Site, lang: str) -> bytes:
    """Return the steps of the order by kind and title, if there are any."""
    return as_json(_steps(orders.usual(site.catalogue, lang)))


def _steps(places: list[int]) -> list[int]:
    return [place - before for before, place in pairwise([0, *places])]


def _terms(site: Site, facet: FacetView) -> list[dict[str, Any]]:
    places = {term.id: place for place, term in enumerate(facet.terms)}
    terms = []
    for term in facet.terms:
        shown: dict[str, Any] = {"id": term.id, "label": term.label}
        if term.number:
            shown["number"] = term.number
        if term.lang:
            shown["lang"] = term.lang
        wider = _broader(site, facet.id, term.id)
        if wider in places:
            shown["broader"] = places[wider]
        terms.append(shown)
    return terms


def _broader(site: Site, facet_id: str, term_id: str) -> str:
    for facet in site.model.facets:
        if facet.id == facet_id and facet.vocabulary:
            terms = site.model.vocabularies[facet.vocabulary].terms
            return terms[term_id].broader if term_id in terms else ""
    return ""


def _entries(site: Site, view: FacetView) -> list[list[int]]:
    places = {term.id: place for place, term in enumerate(view.terms)}
    listed = site.catalogue.listed
    if view.id == COLLECTION_FACET:
        return [[places[work.collection.name]] for work in listed]
    facet = next(one for one in site.model.facets if one.id == view.id)
    wider = _wider(site, view)
    said = (site.catalogue.values(work, facet) for work in listed)
    return [sorted([places[one] for one in _narrowest(values, wider)]) for values in said]


def _wider(site: Site, view: FacetView) -> dict[str, list[str]]:
    """Return the terms that the browser takes in with each, those wider one step after another."""
    broader = {term.id: _broader(site, view.id, term.id) for term in view.terms}
    found: dict[str, list[str]] = {term: [] for term in broader}
    for term, above in found.items():
        at = broader[term]
        while at in broader and at not in above:
            above.append(at)
            at = broader[at]
    return found


def _narrowest(values: tuple[str, ...], wider: Mapping[str, list[str]]) -> list[str]:
    known = [one for one in values if one in wider]
    implied = {above for one in known for above in wider[one] if above != one}
    return [one for one in known if one not in implied]


def shard_path(lang: str, number: int) -> str:
    """Return the path of a shard of cards."""
    return f"{cards_folder(lang)}{number}.json"


def card_shard(cards: Iterable[Markup]) -> bytes:
    """Return a shard of cards."""
    return as_json({"cards": [str(card) for card in cards]})


def titles(site: Site) -> bytes:
    """Return titles and summaries of each work, folded, for a site without a text index."""
    return as_json(
        [
            fold(" ".join(f"{entry.title} {entry.summary}" for entry in work.versions))
            for work in site.catalogue.listed
        ]
    )


_WORD = re.compile(r"[^\W_]{4,}")  # shorter ones are like too many others


def words(site: Site) -> bytes:
    """Return the words that “Did you mean” knows, which is asked where nothing is found.

    They are those of titles and summaries, and of what terms are called; of a great many, those
    that most texts have.
    """
    counts: Counter[str] = Counter()
    for text in (*_texts(site), *_names(site)):
        counts.update(set(_WORD.findall(text.lower())))
    most = sorted(counts, key=lambda word: (-counts[word], word))[:MOST_WORDS]
    return as_json(sorted(most))


def _texts(site: Site) -> Iterator[str]:
    for work in site.catalogue.listed:
        yield from (f"{entry.title} {entry.summary}" for entry in work.versions)


def _names(site: Site) -> Iterator[str]:
    for vocabulary_name, term_id in site.catalogue.by_term:
        term = site.model.vocabularies[vocabulary_name].terms.get(term_id)
        if term:
            shown = (term.label.get(lang, "") for lang in site.settings.languages)
            yield from filter(None, (*shown, *term.aliases))


def as_json(document: Any) -> bytes:
    """Return compact JSON in UTF-8."""
    return json.dumps(document, ensure_ascii=False, separators=(",", ":")).encode()
