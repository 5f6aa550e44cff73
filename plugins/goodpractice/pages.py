"""Pages: which pages and files a site has, and the view of each, made when it is drawn."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cached_property, partial
from itertools import groupby, product
from typing import Any, TypeVar
from urllib.parse import urlencode

from markupsafe import Markup

from goodpractice import facets, links, markup, messages, pictures
from goodpractice.catalogue import COLLECTION_FACET
from goodpractice.diagnostics import Phrase
from goodpractice.entries import ARCHIVED, DRAFT, WITHDRAWN, Entry
from goodpractice.fields import N_, NOT_KNOWN, Query
from goodpractice.model import Collection, Facet
from goodpractice.nearest import fold
from goodpractice.pipeline import Site
from goodpractice.presentation import (
    Presenter,
    has_pages,
    interface_language,
)
from goodpractice.queries import facet_named
from goodpractice.templates import BASE, Templates, link
from goodpractice.views import (
    BrowseView,
    CardView,
    EntryView,
    FacetView,
    FreePageView,
    HeadingView,
    HomeView,
    LinkView,
    Listing,
    MatrixView,
    MissingView,
    ReferenceGroup,
    ReferenceView,
    Row,
    SiteView,
    TermPageView,
    TermView,
    VocabularyView,
)
from goodpractice.vocabularies import Vocabulary

CARDS_PER_PAGE = 20
ROWS_PER_PAGE = 200
NEWEST = 6
WAYS_IN = 5
MISSING_PAGE = "404.html"

T = TypeVar("T")


@dataclass(frozen=True)
class Page:
    """One page of the site.

    Attributes:
        address: from the site's root, with a closing slash; the home page's is empty.
        file: where it is written, from the site's root.
        lang: language of the interface around it.
        template: below our template folder.
        searchable: whether it is an entry that the text index holds.
        listed: whether it stands in the sitemap.
        section: address of the item of the navigation that it belongs to.
        alternates: the same page in other languages.
        build: makes the view when the page is drawn.
    """

    address: str
    lang: str
    title: str
    description: str
    template: str
    build: Callable[[], object]
    searchable: bool = False
    listed: bool = True
    section: str = ""
    alternates: tuple[LinkView, ...] = ()
    own_file: str = ""

    @property
    def file(self) -> str:
        """Return the path of the file from the site's root."""
        return self.own_file or f"{self.address}index.html"


@dataclass(frozen=True)
class Asset:
    """A file of the site that is no page."""

    file: str
    data: Callable[[], bytes]


@dataclass(frozen=True)
class Plan:
    """Everything that the site consists of."""

    pages: tuple[Page, ...]
    assets: tuple[Asset, ...]


def plan(site: Site, templates: Templates | None = None) -> Plan:
    """Return every page and file of a site; nothing is drawn yet."""
    drawn = templates or Templates(site.settings.theme_dirs)
    interfaces = {lang: Interface(site, lang, drawn) for lang in site.settings.languages}
    default = interfaces[site.settings.languages[0]]
    pages = [page for interface in interfaces.values() for page in interface.pages()]
    pages.extend(_entry_pages(site, interfaces))
    pages.append(default.missing_page())
    assets = [asset for interface in interfaces.values() for asset in interface.assets()]
    assets.extend(_shared_assets(site, pages))
    return Plan(tuple(pages), tuple(assets))


def site_view(site: Site, lang: str, section: str = "") -> SiteView:
    """Return what every page in a language knows of the site."""
    settings = site.settings
    address = partial(links.in_language, lang=lang, default=settings.languages[0])
    return SiteView(
        settings.site_name,
        settings.site_description,
        address(""),
        address("browse/"),
        navigation(site, lang, section),
        _free_page_links(site, lang),
        settings.licence,
        settings.repo_url,
        settings.accent,
    )


def navigation(site: Site, lang: str, section: str = "") -> tuple[LinkView, ...]:
    """Return the main navigation: collections that hold something, and vocabularies with a place."""
    settings = site.settings
    named: list[tuple[int, str, Any]] = [
        (collection.order, collection.name, collection.label)
        for collection in site.model.collections.values()
        if collection.name in site.catalogue.by_collection
    ]
    named.extend(
        (vocabulary.order, vocabulary.name, vocabulary.label)
        for vocabulary in site.model.vocabularies.values()
        if vocabulary.order is not None
    )
    return tuple(
        LinkView(
            messages.pick(label, lang, settings.languages[0]),
            address := links.in_language(f"{name}/", lang, settings.languages[0]),
            active=address == section,
        )
        for _, name, label in sorted(named, key=lambda item: item[:2])
    )


def _free_page_links(site: Site, lang: str) -> tuple[LinkView, ...]:
    home = links.in_language("", lang, site.settings.languages[0])
    pages = [e for e in site.catalogue.free_pages if e.lang == lang and e.address != home]
    pages.sort(key=lambda entry: (entry.value("order") or 0, entry.title))
    return tuple(LinkView(entry.title, entry.address) for entry in pages)


def chunks(items: Sequence[T], size: int) -> list[Sequence[T]]:
    """Return items in runs of `size`; of nothing, one empty run."""
    return [items[start : start + size] for start in range(0, len(items), size)] or [items]


def page_links(first: str, pages: int, at: int) -> tuple[LinkView, ...]:
    """Return links to the numbered pages of a list whose first page is at `first`."""
    if pages == 1:
        return ()
    return tuple(LinkView(str(n + 1), _numbered(first, n), active=n == at) for n in range(pages))


def _numbered(first: str, n: int) -> str:
    return f"{first}page-{n + 1}/" if n else first


class Interface:
    """The pages of one language of the interface, and what they share."""

    def __init__(self, site: Site, lang: str, templates: Templates) -> None:
        self.site = site
        self.lang = lang
        self.templates = templates
        self.default = site.settings.languages[0]
        self.presenter = Presenter(site, lang, self.query_listing)
        self._cards: dict[str, Markup] = {}
        self._rows: dict[str, Markup] = {}

    def say(self, template: str, **params: Any) -> str:
        """Return a text of the interface."""
        return messages.text(Phrase(template, params), self.lang)

    def address(self, address: str) -> str:
        """Return the address of a page of the interface in this language."""
        return links.in_language(address, self.lang, self.default)

    @cached_property
    def view(self) -> SiteView:
        """Return what cards and rows know of the site."""
        return site_view(self.site, self.lang)

    # Pages

    def pages(self) -> Iterator[Page]:
        """Yield the pages that exist once per language of the interface."""
        yield self._home_page()
        yield from self._browse_pages("", "browse/")
        for name in self.site.model.collections:
            yield from self._browse_pages(name, f"{name}/")
        for vocabulary in self.site.model.vocabularies.values():
            if has_pages(vocabulary):
                yield self._vocabulary_page(vocabulary)
                for term in self.shown_terms(vocabulary):
                    yield from self._term_pages(vocabulary, term)

    def _page(
        self, address: str, title: str, template: str, build: Callable[[], object], **more: Any
    ) -> Page:
        """Return a page that is there in every language of the interface."""
        own = self.address(address)
        return Page(
            own,
            self.lang,
            title,
            more.pop("description", "") or title,
            template,
            build,
            section=more.pop("section", own),
            alternates=_interface_alternates(self.site, address, self.lang),
            **more,
        )

    def _home_page(self) -> Page:
        entry = self._home_entry
        title = entry.title if entry else self.site.settings.site_name
        summary = entry.summary if entry else self.site.settings.site_description
        return self._page("", title, "home.html", self._home, description=summary)

    @cached_property
    def _home_entry(self) -> Entry | None:
        home = self.address("")
        return next((e for e in self.site.catalogue.free_pages if e.address == home), None)

    def _home(self) -> HomeView:
        site, entry = self.site, self._home_entry
        return HomeView(
            entry.title if entry else site.settings.site_name,
            entry.summary if entry else site.settings.site_description,
            body(site, entry) if entry else Markup(),
            len(site.catalogue.listed),
            tuple(self._collection_link(one) for one in site.model.collections.values()),
            tuple(self.facet(facet) for facet in self._ways_in(entry)),
            tuple(self.card(one) for one in newest(site)),
            self.address("browse/"),
        )

    def _collection_link(self, collection: Collection) -> LinkView:
        count = len(self.site.catalogue.by_collection.get(collection.name, ()))
        pick = self.presenter.pick
        note = pick(collection.description)
        address = self.address(f"{collection.name}/")
        return LinkView(pick(collection.label), address, note, count=count)

    def _ways_in(self, entry: Entry | None) -> list[Facet]:
        named = entry.value("ways_in") if entry else None
        if isinstance(named, tuple):
            found = (facet_named(self.site.model, name) for name in named)
            return [facet for facet in found if facet]
        shared = (facet for facet in self.site.model.facets if facet.vocabulary)
        return sorted(shared, key=lambda facet: -len(facet.paths))[:WAYS_IN]

    def _browse_pages(self, name: str, address: str) -> Iterator[Page]:
        collection = self.site.model.collections.get(name)
        pick = self.presenter.pick
        title = pick(collection.label) if collection else self.say(N_("Browse"))
        description = pick(collection.description) if collection else ""
        for at, part in enumerate(runs := chunks(self._entries_of(collection), CARDS_PER_PAGE)):
            build = partial(
                self._browse, collection, title, description, address, part, at, len(runs)
            )
            yield self._page(
                _numbered(address, at),
                title,
                "browse.html",
                build,
                description=description,
                listed=at == 0,
                section=self.address(address),
            )

    def _entries_of(self, collection: Collection | None) -> Sequence[Entry]:
        catalogue = self.site.catalogue
        if collection is None:
            return catalogue.listed
        return catalogue.by_collection.get(collection.name, ())

    def _browse(
        self,
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
            self.facets_of(collection) if in_browse else (),
            tuple(self.card(entry) for entry in entries),
            len(self._entries_of(collection)),
            facets.browse_path(self.lang),
            self._matrices(collection) if collection and at == 0 else (),
            page_links(self.address(address), pages, at),
        )

    def _matrices(self, collection: Collection) -> tuple[MatrixView, ...]:
        pairs = (
            (facet_named(self.site.model, rows), facet_named(self.site.model, columns))
            for rows, columns in collection.matrix
        )
        return tuple(
            self._matrix(collection, rows, columns) for rows, columns in pairs if rows and columns
        )

    def _matrix(self, collection: Collection, rows: Facet, columns: Facet) -> MatrixView:
        catalogue = self.site.catalogue
        counts: Counter[tuple[str, str]] = Counter()
        for entry in catalogue.by_collection.get(collection.name, ()):
            counts.update(product(catalogue.values(entry, rows), catalogue.values(entry, columns)))
        down, across = self.facet(rows).terms, self.facet(columns).terms

        def cell(row: TermView, column: TermView) -> LinkView:
            count = counts[row.id, column.id]
            query = urlencode({rows.id: row.id, columns.id: column.id})
            address = f"{self.address(f'{collection.name}/')}?{query}" if count else None
            return LinkView(str(count), address, count=count)

        pick = self.presenter.pick
        return MatrixView(
            self.say(N_("{rows} by {columns}"), rows=pick(rows.label), columns=pick(columns.label)),
            tuple(LinkView(term.label, term.address) for term in across),
            tuple(
                (LinkView(row.label, row.address), tuple(cell(row, column) for column in across))
                for row in down
            ),
        )

    def _vocabulary_page(self, vocabulary: Vocabulary) -> Page:
        title = self.presenter.pick(vocabulary.label)
        description = self.presenter.pick(vocabulary.description)
        build = partial(self._vocabulary, vocabulary, title, description)
        address = f"{vocabulary.name}/"
        return self._page(address, title, "vocabulary.html", build, description=description)

    def _vocabulary(self, vocabulary: Vocabulary, title: str, description: str) -> VocabularyView:
        return VocabularyView(title, description, self.terms(vocabulary))

    def shown_terms(self, vocabulary: Vocabulary) -> Iterator[str]:
        """Yield the terms that have a page: all of a site's own, those in use of ISO lists."""
        used = self.site.catalogue.by_term
        for term_id in vocabulary.terms:
            if not vocabulary.built_in or (vocabulary.name, term_id) in used:
                yield term_id

    def terms(self, vocabulary: Vocabulary) -> tuple[TermView, ...]:
        """Return the terms of a vocabulary with the number of entries of each."""
        used = self.site.catalogue.by_term
        return tuple(
            self.presenter.term(
                vocabulary,
                term_id,
                count=len(used.get((vocabulary.name, term_id), ())),
                depth=len(vocabulary.with_broader(term_id)) - 1,
            )
            for term_id in self.shown_terms(vocabulary)
        )

    def _term_pages(self, vocabulary: Vocabulary, term_id: str) -> Iterator[Page]:
        view = self.presenter.term(vocabulary, term_id)
        entries = self.site.catalogue.by_term.get((vocabulary.name, term_id), ())
        first = links.term_address(vocabulary.name, term_id)
        _, rest = _first_of_each(entries)
        for at, part in enumerate(runs := chunks(rest, ROWS_PER_PAGE)):
            build = partial(
                self._term, vocabulary, view, entries, part, page_links(view.address, len(runs), at)
            )
            yield self._page(
                _numbered(first, at),
                view.label,
                "term.html",
                build,
                description=view.definition,
                listed=at == 0,
                section=self.address(f"{vocabulary.name}/"),
            )

    def _term(
        self,
        vocabulary: Vocabulary,
        view: TermView,
        entries: Sequence[Entry],
        rest: Sequence[Entry],
        pages: tuple[LinkView, ...],
    ) -> TermPageView:
        term, pick = vocabulary.terms[view.id], self.presenter.pick
        text = pick(term.text)
        first = not pages or pages[0].active
        cards = _first_of_each(entries)[0] if first else ()
        example = self.site.catalogue.entries.get(term.example)
        return TermPageView(
            LinkView(pick(vocabulary.label), self.address(f"{vocabulary.name}/")),
            view,
            Markup(markup.parse(text).html) if text and first else Markup(),  # noqa: S704 - sanitised
            term.source,
            term.aliases,
            self._term_link(vocabulary, term.broader),
            tuple(
                self.presenter.term(vocabulary, one) for one in vocabulary.narrower.get(term.id, ())
            ),
            self.card(example) if example and first else None,
            tuple(reference_view(one) for one in term.references),
            self._term_listings(entries, cards, rest),
            len(entries),
            self._browse_link(vocabulary, view),
            self._term_link(vocabulary, term.deprecated_by),
            pages,
        )

    def _term_link(self, vocabulary: Vocabulary, term_id: str) -> LinkView | None:
        if term_id not in vocabulary.terms:
            return None
        view = self.presenter.term(vocabulary, term_id)
        return LinkView(view.label, view.address)

    def _browse_link(self, vocabulary: Vocabulary, view: TermView) -> LinkView:
        facet = next((f for f in self.site.model.facets if f.vocabulary == vocabulary.name), None)
        query = f"?{urlencode({facet.id: view.id})}" if facet else ""
        title = self.say(N_("Combine with other filters"))
        return LinkView(title, f"{self.address('browse/')}{query}")

    def _term_listings(
        self, entries: Sequence[Entry], cards: Sequence[Entry], rest: Sequence[Entry]
    ) -> tuple[Listing, ...]:
        totals = Counter(entry.collection.name for entry in entries)
        listings = []
        for name, collection in self.site.model.collections.items():
            own_cards = [entry for entry in cards if entry.collection.name == name]
            own_rest = [entry for entry in rest if entry.collection.name == name]
            if own_cards or own_rest:
                title = self.presenter.pick(collection.label)
                listings.append(self._listing(title, own_cards, own_rest, totals[name]))
        return tuple(listings)

    def _listing(
        self, title: str, cards: Iterable[Entry], rest: Iterable[Entry], total: int
    ) -> Listing:
        return Listing(
            title,
            "",
            tuple(self.card(entry) for entry in cards),
            total,
            None,
            tuple(self.list_row(entry) for entry in rest),
        )

    def query_listing(
        self, title: str, text: str, entries: tuple[Entry, ...], query: Query
    ) -> Listing:
        """Return the entries that a guide asks for, with a link to all of them."""
        where = {}
        for key, terms in query.where.items():
            facet = facet_named(self.site.model, key)
            where[facet.id if facet else key] = ",".join(terms)
        base = self.address(f"{query.collection or 'browse'}/")
        more = LinkView(self.say(N_("Show them all")), f"{base}?{urlencode(where)}")
        few, rest = entries[:CARDS_PER_PAGE], entries[CARDS_PER_PAGE:]
        listing = self._listing(title, few, rest, len(entries))
        return replace(listing, text=text, more=more if rest else None)

    def missing_page(self) -> Page:
        """Return the page for addresses that lead nowhere."""
        title = self.say(N_("This page is not here"))
        view = MissingView(self.address("browse/"), navigation(self.site, self.lang))
        return Page(
            MISSING_PAGE, self.lang, title, title, "missing.html", lambda: view,
            listed=False, own_file=MISSING_PAGE,
        )  # fmt: skip

    # Pieces

    def card(self, entry: Entry) -> Markup:
        """Return an entry as a card, drawn once."""
        if entry.id not in self._cards:
            view = self._card_view(entry)
            self._cards[entry.id] = self.templates.draw(
                "card.html", self.lang, site=self.view, card=view
            )
        return self._cards[entry.id]

    def list_row(self, entry: Entry) -> Markup:
        """Return an entry as one line of a long list, drawn once."""
        if entry.id not in self._rows:
            view = self._card_view(entry)
            self._rows[entry.id] = self.templates.draw(
                "row.html", self.lang, site=self.view, card=view
            )
        return self._rows[entry.id]

    def _card_view(self, entry: Entry) -> CardView:
        foreign = "" if entry.lang == self.lang else self._language_name(entry.lang)
        collection = entry.collection
        return CardView(
            entry.title,
            entry.address,
            entry.summary,
            self.presenter.pick(collection.singular),
            self.presenter.rows(entry, collection.presentation.get("card", ())),
            entry.lang,
            foreign,
            entry.status == DRAFT,
        )

    def _language_name(self, code: str) -> str:
        term = self.site.model.vocabularies["languages"].terms.get(code)
        return self.presenter.pick(term.label) if term else code

    def facets_of(self, collection: Collection | None) -> tuple[FacetView, ...]:
        """Return the facets of a collection, or of browse as a whole, that hold something."""
        found = [
            self.facet(facet)
            for facet in self.site.model.facets
            if collection is None or collection.name in facet.paths
        ]
        if collection is None:
            shared = {f.id: len(f.paths) for f in self.site.model.facets}
            found.sort(key=lambda view: -shared[view.id])
            found.insert(0, self._collection_facet())
        return tuple(view for view in found if any(term.count for term in view.terms))

    def _collection_facet(self) -> FacetView:
        counts = self.site.catalogue.counts[COLLECTION_FACET]
        pick = self.presenter.pick
        terms = tuple(
            TermView(
                one.name, pick(one.label), self.address(f"{one.name}/"), count=counts[one.name]
            )
            for one in self.site.model.collections.values()
            if one.browse
        )
        return FacetView(COLLECTION_FACET, self.say(N_("Kind of page")), terms)

    def facet(self, facet: Facet) -> FacetView:
        """Return a facet with its terms and their counts."""
        vocabulary = self.site.model.vocabularies.get(facet.vocabulary)
        counts = self.site.catalogue.counts[facet.id]
        values = self.site.catalogue.facet_values(facet)
        if vocabulary is None:
            terms = tuple(self._entry_value(value, counts[value]) for value in values)
        else:
            terms = tuple(
                self._term_value(facet, vocabulary, value, counts[value]) for value in values
            )
        address = (
            self.address(f"{vocabulary.name}/") if vocabulary and has_pages(vocabulary) else None
        )
        return FacetView(facet.id, self.presenter.pick(facet.label), terms, address)

    def _entry_value(self, entry_id: str, count: int) -> TermView:
        entry = self.site.catalogue.entries[entry_id]
        return TermView(entry_id, entry.title, entry.address, count=count)

    def _term_value(self, facet: Facet, vocabulary: Vocabulary, value: str, count: int) -> TermView:
        depth = len(vocabulary.with_broader(value)) - 1
        view = self.presenter.term(vocabulary, value, count=count, depth=depth)
        if view.address:
            return view
        address = f"{self.address('browse/')}?{urlencode({facet.id: value})}"
        return replace(view, address=address)

    # Files

    def assets(self) -> Iterator[Asset]:
        """Yield the data that browse fetches in this language."""
        yield Asset(facets.browse_path(self.lang), self._columns)
        size = facets.CARDS_PER_SHARD
        for start in range(0, len(self.site.catalogue.listed), size):
            path = facets.shard_path(self.lang, start // size)
            yield Asset(path, partial(self._shard, start))

    def _columns(self) -> bytes:
        return facets.columns(self.site, self._all_facets, self.lang)

    def _shard(self, start: int) -> bytes:
        part = self.site.catalogue.listed[start : start + facets.CARDS_PER_SHARD]
        return facets.card_shard(self.card(entry) for entry in part)

    @cached_property
    def _all_facets(self) -> tuple[FacetView, ...]:
        return self.facets_of(None)

    # Entries

    def entry_page(self, entry: Entry, alternates: tuple[LinkView, ...]) -> Page:
        """Return the page of an entry, a free page, or one that was withdrawn."""
        template, build = "entry.html", partial(self._entry, entry, alternates)
        searchable = entry.collection.browse
        if entry.status == WITHDRAWN:
            template, build = "page.html", partial(self._withdrawn, entry)
        elif entry.collection is self.site.model.pages:
            template, build = "page.html", partial(self._free_page, entry)
        return Page(
            entry.address,
            self.lang,
            entry.title,
            entry.summary,
            template,
            build,
            searchable=searchable and entry.status != WITHDRAWN,
            listed=entry.status != WITHDRAWN,
            section=self.address(f"{entry.collection.name}/"),
            alternates=alternates,
        )

    def _withdrawn(self, entry: Entry) -> FreePageView:
        text = self.say(N_("This page has been withdrawn."))
        return FreePageView(entry.title, text, Markup(), ())

    def _free_page(self, entry: Entry) -> FreePageView:
        return FreePageView(entry.title, entry.summary, body(self.site, entry), headings(entry))

    def _entry(self, entry: Entry, alternates: tuple[LinkView, ...]) -> EntryView:
        layout, show = entry.collection.presentation, self.presenter
        after = (*layout.get("after_body", ()), *_unplaced(entry.collection), "images", "related")
        return EntryView(
            entry.title,
            entry.summary,
            entry.lang,
            replace(self._collection_link(entry.collection), note="", count=None),
            show.rows(entry, layout.get("lead", ())),
            show.rows(entry, layout.get("facts", ())),
            body(self.site, entry),
            headings(entry),
            show.rows(entry, tuple(dict.fromkeys(after))),
            self._linked_from(entry),
            self._references(entry),
            self._people(entry),
            show.rows(entry, ("published", "last_reviewed", "review_by", "lang")),
            self._notices(entry),
            tuple(one for one in alternates if not one.active),
            entry.values.get("licence", self.site.settings.licence),
            self._source_url(entry),
            self._feedback_url(entry),
            " ".join(folded_words(entry)),
            entry.status == DRAFT,
        )

    def _linked_from(self, entry: Entry) -> tuple[Listing, ...]:
        groups = self.site.catalogue.linked_from.get(entry.id, {})
        listings = []
        for name, found in groupby(groups.items(), key=lambda item: item[0][0]):
            collection = self.site.model.all_collections[name]
            entries = tuple(dict.fromkeys(one.id for _, group in found for one in group))
            known = [self.site.catalogue.entries[one] for one in entries]
            title = self.presenter.pick(collection.label)
            cards, rest = known[:CARDS_PER_PAGE], known[CARDS_PER_PAGE:]
            listings.append(self._listing(title, cards, rest, len(known)))
        return tuple(listings)

    def _references(self, entry: Entry) -> tuple[ReferenceGroup, ...]:
        written = entry.value("references")
        if not isinstance(written, tuple):
            return ()
        vocabulary = self.site.model.vocabularies["reference-groups"]
        groups = []
        for term in vocabulary.terms.values():
            found = [one for one in written if one is not NOT_KNOWN and one.get("group") == term.id]
            if found:
                views = tuple(reference_view(one) for one in found)
                groups.append(ReferenceGroup(self.presenter.pick(term.label), views))
        return tuple(groups)

    def _people(self, entry: Entry) -> tuple[Row, ...]:
        return self.presenter.rows(entry, ("contributors", "contact"))

    def _notices(self, entry: Entry) -> tuple[str, ...]:
        notices = []
        if entry.status == ARCHIVED:
            notices.append(self.say(N_("This page is kept for the record and no longer updated.")))
        newer = entry.value("superseded_by")
        if isinstance(newer, str):
            title = self.presenter.link(newer).title
            notices.append(self.say(N_("This page has been replaced by “{title}”."), title=title))
        return tuple(notices)

    def _source_url(self, entry: Entry) -> str:
        settings = self.site.settings
        if not settings.repo_url or not settings.edit_uri:
            return ""
        inner = entry.path.removeprefix(f"{self.site.corpus.content}/")
        return f"{settings.repo_url.rstrip('/')}/{settings.edit_uri.strip('/')}/{inner}"

    def _feedback_url(self, entry: Entry) -> str:
        target = self.site.settings.feedback
        if not target:
            return ""
        key = "subject" if target.startswith("mailto:") else "title"
        return f"{target}?{urlencode({key: entry.title, 'body': entry.address})}"


def _first_of_each(entries: Sequence[Entry]) -> tuple[list[Entry], list[Entry]]:
    """Return the first entries of each collection, to be shown as cards, and the others."""
    seen: Counter[str] = Counter()
    cards, rest = [], []
    for entry in entries:
        seen[entry.collection.name] += 1
        few = seen[entry.collection.name] <= CARDS_PER_PAGE
        (cards if few else rest).append(entry)
    return cards, rest


def _unplaced(collection: Collection) -> tuple[str, ...]:
    """Return the collection's own fields that its layout does not name, so that nothing is lost."""
    layout = collection.presentation
    named = {path for part in ("lead", "facts", "after_body") for path in layout.get(part, ())}
    owners = {path.partition(".")[0] for path in named}
    return tuple(
        name
        for name in collection.fields
        if name not in owners and name not in _SHOWN_ELSEWHERE and name not in collection.hidden
    )


# Common fields that an entry's page shows in places of their own.
_SHOWN_ELSEWHERE = frozenset(
    "title summary lang translation_of source_revision status superseded_by aliases licence "
    "contributors contact published last_reviewed review_by references images related".split()
)


def newest(site: Site) -> list[Entry]:
    """Return the entries published last, the newest first."""
    dated = [e for e in site.catalogue.listed if getattr(e.value("published"), "first", None)]
    dated.sort(key=lambda entry: entry.value("published").first, reverse=True)
    return dated[:NEWEST]


def headings(entry: Entry) -> tuple[HeadingView, ...]:
    """Return the headings of the parts of a text."""
    found = (part.heading for part in entry.parts)
    return tuple(HeadingView(heading.id, heading.text) for heading in found if heading)


_SITE_PICTURE = re.compile(f'<img src="{BASE}([^"]+)"')


def body(site: Site, entry: Entry) -> Markup:
    """Return the text of an entry with its links and pictures led to their places."""
    if entry.text is None:
        return Markup()
    published = _published_by_path(site)

    def resolve(url: str, is_image: bool) -> str | None:
        address = (
            _picture_address(site, entry, url)
            if is_image
            else links.resolve(site.corpus, published, entry, url)
        )
        return None if address is None else f"{BASE}{address}"

    html = markup.resolve_links(entry.text.html, resolve)
    sized = _SITE_PICTURE.sub(partial(_with_size, site), html)
    return Markup(sized)  # noqa: S704 - sanitised by markup, addresses escaped there


def _published_by_path(site: Site) -> dict[str, Entry]:
    found: dict[str, Entry] = site.catalogue.__dict__.setdefault("published_by_path", {})
    if not found:
        found.update({entry.path: entry for entry in site.catalogue.entries.values()})
    return found


def _picture_address(site: Site, entry: Entry, url: str) -> str | None:
    path = links.picture_path(entry, url)
    return path.removeprefix(f"{site.corpus.content}/") if path in site.corpus.files else None


def _with_size(site: Site, match: re.Match[str]) -> str:
    path = site.settings.content / match[1]
    width, height = pictures.published_size(path)
    return f'{match[0]} width="{width}" height="{height}" loading="lazy"'


_TAG = re.compile(r"<[^>]*>")
_WORD = re.compile(r"\w*[^\W\x00-\x7f]\w*")
MAX_FOLDED_WORDS = 2_000


def folded_words(entry: Entry) -> list[str]:
    """Return the words of an entry that are found under a plainer spelling, in that spelling."""
    html = entry.text.html if entry.text else ""
    text = f"{entry.title} {entry.summary} {_TAG.sub(' ', html)}"
    folded = {fold(word) for word in _WORD.findall(text) if fold(word) != word.casefold()}
    return sorted(folded)[:MAX_FOLDED_WORDS]


def reference_view(written: Any) -> ReferenceView:
    """Return a citation: title, then authors, publisher and year in one line."""

    def known(key: str) -> str:
        value = written.get(key)
        if value is None or value is NOT_KNOWN:
            return ""
        return str(getattr(value, "text", value))

    doi = known("doi")
    url = known("link") or (f"https://doi.org/{doi}" if doi else "")
    details = ", ".join(filter(None, (known("authors"), known("publisher"), known("year"))))
    title = known("title") or details or url
    shown = "" if title == details else details
    return ReferenceView(title, shown, url, known("archived"), known("note"))


def _interface_alternates(site: Site, address: str, lang: str) -> tuple[LinkView, ...]:
    languages = site.settings.languages
    if len(languages) == 1:
        return ()
    return tuple(
        LinkView(
            endonym(other),
            links.in_language(address, other, languages[0]),
            lang=other,
            active=other == lang,
        )
        for other in languages
    )


def endonym(lang: str) -> str:
    """Return what a language calls itself."""
    from babel import Locale

    name = Locale.parse(messages.babel_locale(lang)).get_display_name()
    return str(name)[:1].upper() + str(name)[1:] if name else lang


def _entry_pages(site: Site, interfaces: dict[str, Interface]) -> Iterator[Page]:
    homes = {interface.address("") for interface in interfaces.values()}
    translations = _translations(site)
    for entry in site.catalogue.entries.values():
        if entry.address not in homes:
            interface = interfaces[interface_language(entry.lang, site.settings.languages)]
            yield interface.entry_page(entry, _alternates(entry, translations))


def _translations(site: Site) -> dict[str, list[Entry]]:
    """Return the entries of each original: itself and its translations, by its id."""
    families: dict[str, list[Entry]] = {}
    for entry in site.catalogue.entries.values():
        families.setdefault(_original(entry), []).append(entry)
    return families


def _original(entry: Entry) -> str:
    original = entry.value("translation_of")
    return original if isinstance(original, str) else entry.id


def _alternates(entry: Entry, families: dict[str, list[Entry]]) -> tuple[LinkView, ...]:
    family = families[_original(entry)]
    if len(family) == 1:
        return ()
    return tuple(
        LinkView(endonym(one.lang), one.address, lang=one.lang, active=one is entry)
        for one in family
    )


def _shared_assets(site: Site, pages: Sequence[Page]) -> Iterator[Asset]:
    yield Asset(facets.TITLES_PATH, partial(facets.titles, site))
    for path in sorted(_pictures_in_use(site)):
        source = site.settings.root / path
        address = path.removeprefix(f"{site.corpus.content}/")
        yield Asset(address, partial(pictures.published, source))
    for entry in site.catalogue.entries.values():
        for old in entry.value("aliases") or ():
            address = links.old_address(old)
            if address:
                yield Asset(f"{address}index.html", partial(_redirect, address, entry))
    if site.settings.site_url:
        yield Asset("sitemap.xml", partial(_sitemap, site.settings.site_url, pages))


def _pictures_in_use(site: Site) -> set[str]:
    named = (
        (entry, name)
        for entry in site.catalogue.entries.values()
        for name in (
            *(picture.text for picture in entry.pictures),
            *(one.url for one in (entry.text.links if entry.text else ()) if one.image),
        )
    )
    paths = {links.picture_path(entry, name) for entry, name in named}
    return paths & site.corpus.files


def _redirect(address: str, entry: Entry) -> bytes:
    """Return a page that leads from an old address to the new one, without scripts."""
    target = f"{'../' * address.count('/')}{entry.address}"
    title = Markup.escape(entry.title)
    html = (
        "<!doctype html>\n"
        f'<html lang="{Markup.escape(entry.lang)}"><head><meta charset="utf-8">'
        f'<meta http-equiv="refresh" content="0; url={link(target)[1:]}">'
        f'<meta name="robots" content="noindex"><title>{title}</title></head>'
        f'<body><p><a href="{link(target)[1:]}">{title}</a></p></body></html>\n'
    )
    return html.encode()


def _sitemap(site_url: str, pages: Sequence[Page]) -> bytes:
    lines = (
        f"  <url><loc>{Markup.escape(site_url.rstrip('/'))}/{Markup.escape(page.address)}</loc></url>\n"
        for page in pages
        if page.listed
    )
    namespace = "http://www.sitemaps.org/schemas/sitemap/0.9"
    head = f'<?xml version="1.0" encoding="UTF-8"?>\n<urlset xmlns="{namespace}">\n'
    return f"{head}{''.join(lines)}</urlset>\n".encode()
