"""Vocabularies and their terms: what a term means, and every entry that uses it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from functools import partial

from markupsafe import Markup

from goodpractice import linked_data, links
from goodpractice.entries import Entry
from goodpractice.entry_pages import reference_view, text_of_model
from goodpractice.figures import country_map
from goodpractice.interface import CARDS_OF_EACH, ROWS_PER_PAGE, Interface
from goodpractice.outputs import Page, chunks, numbered, page_links
from goodpractice.views import (
    LinkView,
    Listing,
    TermPageView,
    TermView,
    VocabularyView,
)
from goodpractice.vocabularies import Vocabulary

LANGUAGES = "languages"


def vocabulary_page(ui: Interface, vocabulary: Vocabulary) -> Page:
    """Return the page that lists the terms of a vocabulary."""
    title = ui.presenter.pick(vocabulary.label)
    description = ui.presenter.pick(vocabulary.description)
    build = partial(_vocabulary_view, ui, vocabulary, title, description)
    address = f"{vocabulary.name}/"
    return ui.page(address, title, "vocabulary.html", build, description=description)


def _vocabulary_view(
    ui: Interface, vocabulary: Vocabulary, title: str, description: str
) -> VocabularyView:
    return VocabularyView(title, description, terms(ui, vocabulary), country_map(ui, vocabulary))


def shown_terms(ui: Interface, vocabulary: Vocabulary) -> Iterator[str]:
    """Return the terms that have a page: all of a site's own, those in use of ISO lists."""
    has_page = ui.site.catalogue.has_page
    return (term_id for term_id in vocabulary.tree if has_page(vocabulary, term_id))


def terms(ui: Interface, vocabulary: Vocabulary) -> tuple[TermView, ...]:
    """Return the terms of a vocabulary that are in use, with the number of works of each."""
    used = ui.site.catalogue.by_term
    return tuple(
        ui.presenter.term(
            vocabulary,
            term_id,
            count=len(used.get((vocabulary.name, term_id), ())),
            depth=len(vocabulary.with_broader(term_id)) - 1,
        )
        for term_id in ui.presenter.ordered(vocabulary, shown_terms(ui, vocabulary))
        if not vocabulary.terms[term_id].deprecated_by
    )


def term_pages(ui: Interface, vocabulary: Vocabulary, term_id: str) -> Iterator[Page]:
    """Yield the numbered pages of a term."""
    view = ui.presenter.term(vocabulary, term_id)
    works = ui.site.catalogue.by_term.get((vocabulary.name, term_id), ())
    # Who comes to the page of a language reads it.
    entries = ui.listed(works, term_id if vocabulary.name == LANGUAGES else "")
    first = links.term_address(vocabulary.name, term_id)
    _, rest = _first_of_each(entries)
    for at, part in enumerate(runs := chunks(rest, ROWS_PER_PAGE)):
        build = partial(
            _term_view, ui, vocabulary, view, entries, part, page_links(view.address, len(runs), at)
        )
        yield ui.page(
            numbered(first, at),
            ui.numbered_title(view.label, at),
            "term.html",
            build,
            description=view.definition,
            listed=at == 0,
            section=ui.address(f"{vocabulary.name}/"),
            data=partial(linked_data.of_term, ui, vocabulary, view) if at == 0 else None,
        )


def _term_view(
    ui: Interface,
    vocabulary: Vocabulary,
    view: TermView,
    entries: Sequence[Entry],
    rest: Sequence[Entry],
    pages: tuple[LinkView, ...],
) -> TermPageView:
    term, pick = vocabulary.terms[view.id], ui.presenter.pick
    text = pick(term.text)
    first = not pages or pages[0].active
    cards = _first_of_each(entries)[0] if first else ()
    example = ui.site.catalogue.work_of.get(term.example)
    return TermPageView(
        LinkView(pick(vocabulary.label), ui.address(f"{vocabulary.name}/")),
        view,
        text_of_model(ui.site, vocabulary.path, text) if text and first else Markup(),
        term.source,
        term.aliases,
        _term_link(ui, vocabulary, term.broader),
        _narrower(ui, vocabulary, term.id),
        ui.card(example.version(ui.lang)) if example and first else None,
        tuple(reference_view(one, ui.lang) for one in term.references),
        _term_listings(ui, entries, cards, rest),
        len(entries),
        _browse_link(ui, vocabulary, view),
        _term_link(ui, vocabulary, term.deprecated_by),
        pages,
    )


def _narrower(ui: Interface, vocabulary: Vocabulary, term_id: str) -> tuple[TermView, ...]:
    below = vocabulary.narrower.get(term_id, ())
    has_page = ui.site.catalogue.has_page
    return tuple(ui.presenter.term(vocabulary, one) for one in below if has_page(vocabulary, one))


def _term_link(ui: Interface, vocabulary: Vocabulary, term_id: str) -> LinkView | None:
    if term_id not in vocabulary.terms:
        return None
    view = ui.presenter.term(vocabulary, term_id)
    return LinkView(view.label, view.address)


def _browse_link(ui: Interface, vocabulary: Vocabulary, view: TermView) -> LinkView:
    facet = next((f for f in ui.site.model.facets if f.vocabulary == vocabulary.name), None)
    return ui.filters("", {facet.id: view.id} if facet else {})


def _term_listings(
    ui: Interface, entries: Sequence[Entry], cards: Sequence[Entry], rest: Sequence[Entry]
) -> tuple[Listing, ...]:
    totals = Counter(entry.collection.name for entry in entries)
    listings = []
    for name, collection in ui.site.model.collections.items():
        own_cards = [entry for entry in cards if entry.collection.name == name]
        own_rest = [entry for entry in rest if entry.collection.name == name]
        if own_cards or own_rest:
            title = ui.presenter.pick(collection.label)
            listings.append(ui.listing(title, own_cards, own_rest, totals[name]))
    return tuple(listings)


def _first_of_each(entries: Sequence[Entry]) -> tuple[list[Entry], list[Entry]]:
    """Return the first entries of each collection, to be shown as cards, and the others."""
    seen: Counter[str] = Counter()
    cards: list[Entry] = []
    rest: list[Entry] = []
    for entry in entries:
        seen[entry.collection.name] += 1
        few = seen[entry.collection.name] <= CARDS_OF_EACH
        (cards if few else rest).append(entry)
    return cards, rest
