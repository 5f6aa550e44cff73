"""Home and browse: the ways to entries, with facets, matrices and the data that browse fetches."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from functools import partial
from itertools import product
from urllib.parse import urlencode

from markupsafe import Markup

from goodpractice import collation, facets, linked_data, orders
from goodpractice.catalogue import COLLECTION_FACET, Work
from goodpractice.entries import Entry
from goodpractice.entry_pages import body, text_of_model
from goodpractice.feedback import begun
from goodpractice.figures import charts
from goodpractice.interface import (
    CARDS_PER_PAGE,
    COMPARE_ADDRESS,
    ROWS_PER_PAGE,
    Interface,
    description,
    home_entry,
)
from goodpractice.kinds.dates import DateKind
from goodpractice.kinds.lists import SeveralKind
from goodpractice.messages import N_
from goodpractice.model import Collection, Facet, Order
from goodpractice.outputs import Asset, Page, chunks, numbered, page_links
from goodpractice.pipeline import Site
from goodpractice.presentation import has_pages
from goodpractice.queries import facet_named
from goodpractice.views import (
    BrowseView,
    Cell,
    FacetView,
    HomeView,
    LinkView,
    Listing,
    MatrixView,
    OrderView,
    TermView,
)
from goodpractice.vocabularies import Vocabulary
from goodpractice.whole_lists import WholeList

NEWEST = 6
BEST = 4
WAYS_IN = 5
ENTRIES_PER_FACET = 40


def home_page(ui: Interface) -> Page:
    """Return the home page."""
    entry = home_entry(ui.site, ui.lang)
    title = entry.title if entry else ui.site.settings.site_name
    summary = entry.summary if entry else description(ui.site, ui.lang)
    return ui.page("", title, "home.html", partial(home_view, ui), description=summary)


def home_view(ui: Interface) -> HomeView:
    """Return what the home page shows."""
    site, entry = ui.site, home_entry(ui.site, ui.lang)
    return HomeView(
        entry.title if entry else site.settings.site_name,
        entry.summary if entry else description(site, ui.lang),
        body(site, entry) if entry else Markup(),
        len(site.catalogue.listed),
        tuple(
            ui.collection_link(one)
            for one in site.model.collections.values()
            if one.name in site.catalogue.by_collection
        ),
        tuple(facet_view(ui, facet) for facet in _ways_in(ui, entry)),
        tuple(ui.card(one) for one in newest(site, ui.lang)),
        ui.address("browse/"),
        _best(ui, entry),
    )


def _best(ui: Interface, entry: Entry | None) -> Listing | None:
    """Return the entries that stand highest in the order that the home page names."""
    whole = next(_best_whole(ui, entry), None)
    if whole is None:
        return None
    shown = whole.entries[:BEST]
    listing = ui.listing(whole.title, shown, (), len(whole.entries), alike=False)
    return ui.shortened(listing, whole.address, whole.filters)


def _best_whole(ui: Interface, home: Entry | None) -> Iterator[WholeList]:
    """Yield the list, if there is one, whose best entries the home page shows."""
    named = home.value("best_by") if home else None
    order = next((one for one in ui.site.model.orders if named in one.paths.values()), None)
    works = orders.best(ui.site.catalogue, order) if order else []
    if order and works:
        label, address = _order_label(ui, order), ui.address(f"browse/{order.id}/")
        filters = ui.filters("", {"sort": order.id})
        yield WholeList(label, address, ui.versions(works), filters)


def whole_lists_of_browse(ui: Interface) -> Iterator[WholeList]:
    """Yield what the home page shows the best of, and the values that have no page of their own."""
    best = _best_whole(ui, home_entry(ui.site, ui.lang))
    yield from (one for one in best if len(one.entries) > BEST)
    for facet in ui.site.model.facets:
        vocabulary = ui.site.model.vocabularies.get(facet.vocabulary)
        if vocabulary and not has_pages(vocabulary):
            yield from _of_values(ui, facet, vocabulary)


def _of_values(ui: Interface, facet: Facet, vocabulary: Vocabulary) -> Iterator[WholeList]:
    catalogue, label = ui.site.catalogue, ui.presenter.pick(facet.label)
    for value in catalogue.facet_values(facet):
        works = [work for work in catalogue.listed if value in catalogue.values(work, facet)]
        yield WholeList(
            f"{label} – {ui.presenter.term(vocabulary, value).label}",
            _value_address(ui, facet, value),
            ui.listed(works),
            ui.filters("", {facet.id: value}),
        )


def _value_address(ui: Interface, facet: Facet, value: str) -> str:
    return ui.address(f"browse/{facet.id}/{value}/")


def _ways_in(ui: Interface, entry: Entry | None) -> list[Facet]:
    named = entry.value("ways_in") if entry else None
    if isinstance(named, tuple):
        found = (facet_named(ui.site.model, name) for name in named)
        return [facet for facet in found if facet]
    shared = (facet for facet in ui.site.model.facets if facet.vocabulary)
    return sorted(shared, key=lambda facet: -len(facet.paths))[:WAYS_IN]


def browse_pages(ui: Interface, name: str, address: str) -> Iterator[Page]:
    """Yield the numbered pages of browse, or of one collection by its name.

    The first shows cards; those after it one entry a line, for readers without JavaScript.
    """
    collection = ui.site.model.collections.get(name)
    pick = ui.presenter.pick
    title = pick(collection.label) if collection else ui.say(N_("Browse"))
    description = pick(collection.description) if collection else ""
    entries = ui.listed(_works_of(ui, collection))
    first, rest = entries[:CARDS_PER_PAGE], entries[CARDS_PER_PAGE:]
    runs = [first, *(chunks(rest, ROWS_PER_PAGE) if rest else ())]
    own = ui.address(address)
    for at, part in enumerate(runs):
        build = partial(
            _browse_view, ui, collection, title, description, address, part, at, len(runs)
        )
        yield ui.page(
            numbered(address, at),
            ui.numbered_title(title, at),
            "browse.html",
            build,
            description=description,
            listed=at == 0,
            section=own,
            data=partial(linked_data.of_list, ui, own, title, description) if at == 0 else None,
        )


def _works_of(ui: Interface, collection: Collection | None) -> Sequence[Work]:
    catalogue = ui.site.catalogue
    if collection is None:
        return catalogue.listed
    return catalogue.by_collection.get(collection.name, ())


def _browse_view(
    ui: Interface,
    collection: Collection | None,
    title: str,
    description: str,
    address: str,
    entries: Sequence[Entry],
    at: int,
    pages: int,
) -> BrowseView:
    in_browse = collection is None or collection.browse
    return BrowseView(
        title,
        description,
        collection.name if collection else "",
        _shortened(ui, facets_of(ui, collection)) if in_browse and at == 0 else (),
        tuple(ui.card(entry) for entry in entries) if at == 0 else (),
        len(_works_of(ui, collection)),
        facets.browse_path(ui.lang),
        _matrices(ui, collection) if collection and at == 0 else (),
        page_links(ui.address(address), pages, at),
        () if at == 0 else tuple(ui.list_row(entry) for entry in entries),
        _orders(ui, collection),
        tuple(charts(ui, collection, collection.presentation.get("groups", ())))
        if collection and at == 0
        else (),
        ui.address(COMPARE_ADDRESS),
        _invitation(ui, collection),
    )


def _invitation(ui: Interface, collection: Collection | None) -> Markup:
    """Return what a collection says to those who could write its first entry."""
    if collection is None or not collection.invitation:
        return Markup()
    return text_of_model(ui.site, collection.path, ui.presenter.pick(collection.invitation))


_FIRST: Mapping[tuple[bool, bool], str] = {
    (True, True): N_("{field}: newest first"),
    (True, False): N_("{field}: oldest first"),
    (False, True): N_("{field}: highest first"),
    (False, False): N_("{field}: lowest first"),
}


def _orders(ui: Interface, collection: Collection | None) -> tuple[OrderView, ...]:
    """Return the ways to sort a collection, or browse as a whole."""
    found = ui.site.model.orders
    return tuple(
        OrderView(order.id, _order_label(ui, order))
        for order in found
        if collection is None or collection.name in order.paths
    )


def _order_label(ui: Interface, order: Order) -> str:
    template = _FIRST[order.kind == DateKind.name, order.descending]
    return ui.say(template, field=ui.presenter.pick(order.label))


def _matrices(ui: Interface, collection: Collection) -> tuple[MatrixView, ...]:
    pairs = (
        (facet_named(ui.site.model, rows), facet_named(ui.site.model, columns))
        for rows, columns in collection.matrix
    )
    return tuple(
        _matrix(ui, collection, rows, columns) for rows, columns in pairs if rows and columns
    )


def _matrix(ui: Interface, collection: Collection, rows: Facet, columns: Facet) -> MatrixView:
    catalogue = ui.site.catalogue
    counts: Counter[tuple[str, str]] = Counter()
    for work in catalogue.by_collection.get(collection.name, ()):
        counts.update(product(catalogue.values(work, rows), catalogue.values(work, columns)))
    down, across = _axis(ui, collection, rows), _axis(ui, collection, columns)

    def cell(row: TermView, column: TermView) -> Cell:
        count = counts[row.id, column.id]
        query = urlencode({rows.id: row.id, columns.id: column.id})
        if count:
            return Cell(count, f"{ui.address(f'{collection.name}/')}?{query}")
        return _gap(ui, collection, ((rows, row), (columns, column)))

    pick = ui.presenter.pick
    return MatrixView(
        ui.say(
            N_("{rows} by {columns}"),
            rows=pick(rows.label),
            columns=ui.presenter.inside(columns.label),
        ),
        tuple(LinkView(term.label, term.address, lang=term.lang) for term in across),
        tuple(
            (
                LinkView(row.label, row.address, lang=row.lang),
                tuple(cell(row, column) for column in across),
            )
            for row in down
        ),
        _is_nested(ui, rows, down) or _is_nested(ui, columns, across),
    )


def _gap(ui: Interface, collection: Collection, terms: Sequence[tuple[Facet, TermView]]) -> Cell:
    """Return an empty cell; its message has what is known of the entry, as front matter."""
    what = ", ".join(term.label for _, term in terms)
    targets = ui.site.settings.feedback
    if not targets:
        return Cell(0, what=what)
    known = (_written(collection, one.paths[collection.name], term.id) for one, term in terms)
    subject = f"{ui.presenter.pick(collection.singular)}: {what}"
    return Cell(0, None, what, begun(targets[0], subject, "\n".join((*known, ""))))


def _written(collection: Collection, path: str, term: str) -> str:
    """Return a line of front matter that holds a term; in a group, within braces."""
    field = collection.field(path)
    value = f"[{term}]" if field and isinstance(field.kind, SeveralKind) else term
    *groups, name = path.split(".")
    line = f"{name}: {value}"
    for group in reversed(groups):
        line = f"{group}: {{{line}}}"
    return line


def _axis(ui: Interface, collection: Collection, facet: Facet) -> tuple[TermView, ...]:
    """Return the terms of one side of a matrix.

    A wider term stands there only for entries that name none of its narrower ones: beside them it
    would show the same entries twice.
    """
    narrower = _narrower(ui, facet)
    works = ui.site.catalogue.by_collection.get(collection.name, ())
    held = [set(ui.site.catalogue.values(work, facet)) for work in works]

    def adds(term: TermView) -> bool:
        below = narrower.get(term.id, set())
        return not below or any(term.id in terms and not below & terms for terms in held)

    return tuple(term for term in facet_view(ui, facet).terms if adds(term))


def _narrower(ui: Interface, facet: Facet) -> dict[str, set[str]]:
    vocabulary = ui.site.model.vocabularies.get(facet.vocabulary)
    shown = set(ui.site.catalogue.facet_values(facet))
    below = vocabulary.narrower if vocabulary else {}
    return {wide: shown & set(narrow) for wide, narrow in below.items()}


def _is_nested(ui: Interface, facet: Facet, terms: tuple[TermView, ...]) -> bool:
    shown = {term.id for term in terms}
    return any(shown & _narrower(ui, facet).get(term.id, set()) for term in terms)


def facets_of(ui: Interface, collection: Collection | None) -> tuple[FacetView, ...]:
    """Return the facets of a collection, or of browse as a whole, that hold something."""
    found = [
        facet_view(ui, facet)
        for facet in ui.site.model.facets
        if collection is None or _is_used(ui, collection, facet)
    ]
    if collection is None:
        found = [_collection_facet(ui), *_most_shared_first(ui, found)]
    return tuple(view for view in found if any(term.count for term in view.terms))


LEFT_OPEN = 3  # beside the kinds of page, as the template opens them


def _most_shared_first(ui: Interface, found: list[FacetView]) -> list[FacetView]:
    """Return facets by how many collections have them.

    Those of every entry, such as its language, say little of schools: they follow what stands open.
    """
    common = ui.site.model.common
    shared = {facet.id: len(facet.paths) for facet in ui.site.model.facets}
    own = [view for view in found if view.id not in common]
    own.sort(key=lambda view: -shared[view.id])
    return [*own[:LEFT_OPEN], *(view for view in found if view.id in common), *own[LEFT_OPEN:]]


def _is_used(ui: Interface, collection: Collection, facet: Facet) -> bool:
    works = ui.site.catalogue.by_collection.get(collection.name, ())
    could_be = collection.name in facet.paths
    return could_be and any(ui.site.catalogue.values(work, facet) for work in works)


def _collection_facet(ui: Interface) -> FacetView:
    counts = ui.site.catalogue.counts[COLLECTION_FACET]
    pick = ui.presenter.pick
    terms = tuple(
        TermView(
            one.name,
            pick(one.label),
            address := ui.address(f"{one.name}/"),
            count=counts[one.name],
            feed=ui.has_feed(address),
        )
        for one in ui.site.model.collections.values()
        if one.browse
    )
    return FacetView(COLLECTION_FACET, ui.say(N_("Kind of page")), terms)


def facet_view(ui: Interface, facet: Facet) -> FacetView:
    """Return a facet with its terms and their counts, made once."""
    if facet.id not in ui.facet_views:
        ui.facet_views[facet.id] = _facet_view(ui, facet)
    return ui.facet_views[facet.id]


def _facet_view(ui: Interface, facet: Facet) -> FacetView:
    vocabulary = ui.site.model.vocabularies.get(facet.vocabulary)
    counts = ui.site.catalogue.counts[facet.id]
    values = ui.site.catalogue.facet_values(facet)
    if vocabulary is None:
        return _entries_view(ui, facet, values)
    ordered = ui.presenter.ordered(vocabulary, values)
    terms = tuple(_term_value(ui, facet, vocabulary, value, counts[value]) for value in ordered)
    address = ui.address(f"{vocabulary.name}/") if has_pages(vocabulary) else None
    plural = ui.presenter.inside(vocabulary.label)
    return FacetView(facet.id, ui.presenter.pick(facet.label), terms, address, plural)


def _entries_view(ui: Interface, facet: Facet, values: Sequence[str]) -> FacetView:
    """Return a facet whose values are entries; where all are of one collection, that has them."""
    counts, work_of = ui.site.catalogue.counts[facet.id], ui.site.catalogue.work_of
    shown = [_entry_value(ui, value, counts[value]) for value in values]
    terms = tuple(sorted(shown, key=lambda term: collation.key(term.label, ui.lang)))
    owners = {collection.name: collection for collection in _owners(values, work_of)}
    if len(owners) != 1:
        return FacetView(facet.id, ui.presenter.pick(facet.label), terms)
    (owner,) = owners.values()
    plural = ui.presenter.inside(owner.label)
    return FacetView(
        facet.id, ui.presenter.pick(facet.label), terms, ui.address(f"{owner.name}/"), plural
    )


def _owners(values: Iterable[str], work_of: Mapping[str, Work]) -> Iterator[Collection]:
    return (work_of[value].collection for value in values)


def _shortened(ui: Interface, shown: Iterable[FacetView]) -> tuple[FacetView, ...]:
    """Return facets with no more terms than a page can hold: of entries, those named most.

    A vocabulary is written by hand and stays short; entries that others name may be thousands.
    """
    of_entries = {facet.id for facet in ui.site.model.facets if not facet.vocabulary}
    return tuple(
        replace(
            facet,
            terms=_named_most(facet.terms) if facet.id in of_entries else facet.terms,
            total=len(facet.terms),
        )
        for facet in shown
    )


def _named_most(terms: tuple[TermView, ...]) -> tuple[TermView, ...]:
    often = sorted(terms, key=lambda term: -(term.count or 0))[:ENTRIES_PER_FACET]
    kept = {term.id for term in often}
    return tuple(term for term in terms if term.id in kept)


def _entry_value(ui: Interface, entry_id: str, count: int) -> TermView:
    entry = ui.site.catalogue.work_of[entry_id].version(ui.lang)
    lang = entry.lang if entry.lang != ui.lang else ""
    return TermView(entry_id, entry.title, entry.address, count=count, lang=lang)


def _term_value(
    ui: Interface, facet: Facet, vocabulary: Vocabulary, value: str, count: int
) -> TermView:
    depth = len(vocabulary.with_broader(value)) - 1
    view = ui.presenter.term(vocabulary, value, count=count, depth=depth)
    if view.address:
        return replace(view, feed=ui.has_feed(view.address))
    return replace(view, address=_value_address(ui, facet, value))


def assets(ui: Interface) -> Iterator[Asset]:
    """Yield the data that browse fetches in this language."""
    yield Asset(facets.browse_path(ui.lang), partial(_index, ui))
    for facet in facets_of(ui, None):
        data = partial(facets.column, ui.site, facet)
        yield Asset(facets.facet_path(ui.lang, facet.id), data)
    for name in orders.names(ui.site.model):
        data = partial(facets.order, ui.site, name, ui.lang)
        yield Asset(facets.order_path(ui.lang, name), data)
    if orders.usual(ui.site.catalogue, ui.lang):
        usual = partial(facets.usual_order, ui.site, ui.lang)
        yield Asset(facets.order_path(ui.lang, facets.USUAL), usual)
    size = facets.CARDS_PER_SHARD
    for start in range(0, len(ui.site.catalogue.listed), size):
        path = facets.shard_path(ui.lang, start // size)
        yield Asset(path, partial(_shard, ui, start))


def _index(ui: Interface) -> bytes:
    return facets.index(ui.site, facets_of(ui, None), ui.lang)


def _shard(ui: Interface, start: int) -> bytes:
    part = ui.site.catalogue.listed[start : start + facets.CARDS_PER_SHARD]
    return facets.card_shard(ui.card(entry) for entry in ui.versions(part))


def newest(site: Site, lang: str) -> list[Entry]:
    """Return the works published last in any language, the newest first, as a language has them."""
    dated = [(max(days), work) for work in site.catalogue.listed if (days := _published(work))]
    dated.sort(key=lambda pair: pair[0], reverse=True)
    return [work.version(lang) for _, work in dated[:NEWEST]]


def _published(work: Work) -> list[tuple[int, int, int]]:
    dates = (getattr(entry.value("published"), "first", None) for entry in work.versions)
    return [day for day in dates if day]
