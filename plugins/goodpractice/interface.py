"""The interface in one language: its words, its cards and lists, and the pages around entries."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import replace
from functools import cache, cached_property, partial
from typing import Any
from urllib.parse import urlencode

from markupsafe import Markup

from goodpractice import collation, links, messages, queries
from goodpractice.catalogue import Work
from goodpractice.dates import ApproximateDate
from goodpractice.diagnostics import Phrase
from goodpractice.entries import DRAFT, Entry
from goodpractice.history import History
from goodpractice.kinds.queries import Query
from goodpractice.messages import N_
from goodpractice.model import STATISTICS, Collection
from goodpractice.outputs import Page
from goodpractice.pipeline import Site
from goodpractice.presentation import Presenter, as_title
from goodpractice.templates import Templates, number
from goodpractice.views import (
    CardView,
    FacetView,
    LinkView,
    Listing,
    Row,
    SiteView,
)

DATA_ADDRESS = "api/"
FIGURES_ADDRESS = "statistics/"
SHORTLIST_ADDRESS = "shortlist/"
COMPARE_ADDRESS = "compare/"
CARDS_PER_PAGE = 20
# Of a list among other things, the first entries are cards and the others one line each.
CARDS_OF_EACH = 4
ROWS_PER_PAGE = 100


class Interface:
    """One language of the interface, and what all its pages share: words, cards, addresses.

    Args:
        site: what is shown.
        lang: the language.
        templates: draw cards and rows.
        history: tells when files changed, when it is first asked.
    """

    def __init__(
        self,
        site: Site,
        lang: str,
        templates: Templates,
        history: Callable[[], History] = History,
    ) -> None:
        self.site = site
        self.lang = lang
        self.templates = templates
        self.history = history
        self.default = site.settings.languages[0]
        self.presenter = Presenter(site, lang, self.query_listing)
        self._cards: dict[str, Markup] = {}
        self._rows: dict[str, Markup] = {}
        self._asked: dict[tuple[str, int], list[Entry]] = {}
        self.facet_views: dict[str, FacetView] = {}
        self.has_feed: Callable[[str], bool] = lambda page: False  # told once there are feeds

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

    def page(
        self, address: str, title: str, template: str, build: Callable[[], object], **more: Any
    ) -> Page:
        """Return a page that is there in every language of the interface."""
        own = self.address(address)
        alternates = interface_links(self.site, address, self.lang)
        return Page(
            own,
            self.lang,
            title,
            more.pop("description", "") or title,
            template,
            build,
            section=more.pop("section", own),
            alternates=alternates,
            languages=alternates,
            **more,
        )

    def numbered_title(self, title: str, at: int) -> str:
        """Return what page `at`, from 0, of a list is called, so that no two share a title."""
        return self.say(N_("{title} - page {n}"), title=title, n=at + 1) if at else title

    def collection_link(self, collection: Collection) -> LinkView:
        count = len(self.site.catalogue.by_collection.get(collection.name, ()))
        pick = self.presenter.pick
        note = pick(collection.description)
        address = self.address(f"{collection.name}/")
        return LinkView(pick(collection.label), address, note, count=count)

    def card(self, entry: Entry) -> Markup:
        """Return an entry as a card, drawn once."""
        if entry.id not in self._cards:
            rows = self.presenter.rows(entry, entry.collection.presentation.get("card", ()))
            view = self._card_view(entry, rows)
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

    def _card_view(self, entry: Entry, rows: tuple[Row, ...] = ()) -> CardView:
        foreign = "" if entry.lang == self.lang else self.language_name(entry.lang)
        return CardView(
            entry.title,
            entry.address,
            entry.summary,
            self.presenter.pick(entry.collection.singular),
            rows,
            entry.lang,
            foreign,
            entry.status == DRAFT,
            tuple(one for one in version_links(self.site, entry) if not one.active),
            kept_elsewhere(self.site, entry),
        )

    def language_name(self, code: str) -> str:
        """Return what a language is called in this one."""
        term = self.site.model.vocabularies["languages"].terms.get(code)
        return self.presenter.pick(term.label) if term else code

    def listing(
        self,
        title: str,
        cards: Iterable[Entry],
        rest: Iterable[Entry],
        total: int,
        *,
        alike: bool = True,
        text: str = "",
    ) -> Listing:
        """Return a list of entries, which are `alike` where all are of one collection."""
        return Listing(
            title,
            text,
            tuple(self.card(entry) for entry in cards),
            total,
            None,
            tuple(self.list_row(entry) for entry in rest),
            alike,
        )

    def versions(self, works: Iterable[Work], wanted: str = "") -> list[Entry]:
        """Return works as readers of this language see them; in another that is wanted first."""
        return [self._version(work, wanted) for work in works]

    def listed(self, works: Iterable[Work], wanted: str = "") -> list[Entry]:
        """Return works by collection, then by the titles that readers of this language see."""
        shown = self.versions(works, wanted)
        return sorted(shown, key=lambda one: (self._place[one.collection.name], self.title(one)))

    def title(self, entry: Entry) -> tuple[str, str]:
        """Return what the title of an entry is sorted by."""
        return collation.key(entry.title, self.lang)

    @cached_property
    def _place(self) -> Mapping[str, int]:
        return {name: place for place, name in enumerate(self.site.model.all_collections)}

    def _version(self, work: Work, wanted: str) -> Entry:
        asked = (entry for entry in work.versions if entry.lang == wanted)
        return next(asked, work.version(self.lang))

    def asked(self, entry: Entry, query: Query) -> list[Entry]:
        """Return what an entry asks for, looked for and sorted once."""
        key = (entry.id, queries.number(entry, query))
        if key not in self._asked:
            self._asked[key] = self.listed(queries.run(self.site.catalogue, query))
        return self._asked[key]

    def query_listing(self, entry: Entry, query: Query) -> Listing:
        """Return the list that an entry asks for: of many works the first, with the way to all."""
        entries = self.asked(entry, query)
        cards, rest = entries[:CARDS_PER_PAGE], entries[CARDS_PER_PAGE:ROWS_PER_PAGE]
        listing = self.listing(
            query.label, cards, rest, len(entries), alike=bool(query.collection), text=query.text
        )
        if not rest:
            return listing
        number = str(queries.number(entry, query))
        asked = queries.facets_asked(self.site.model, query)
        return self.shortened(
            listing, self.list_address(entry, number), self.filters(query.collection, asked)
        )

    def shortened(self, listing: Listing, address: str, filters: LinkView) -> Listing:
        """Return a list with the ways on: to browse, and to the whole list where it is longer."""
        left = listing.total > len(listing.cards) + len(listing.rest)
        words = self.say(N_("Show all {n}"), n=number(listing.total, self.lang))
        return replace(listing, more=LinkView(words, address) if left else None, filters=filters)

    def list_address(self, entry: Entry, *names: str) -> str:
        """Return the address of a whole list of which the page of an entry shows the first."""
        return self.address(f"browse/{entry.address}{'/'.join(names)}/")

    def filters(self, collection: str, asked: Mapping[str, str]) -> LinkView:
        """Return the link to browse, or a collection, with what is asked of it filled in."""
        page = self.address(f"{collection or 'browse'}/")
        address = f"{page}?{urlencode(asked)}" if asked else page
        return LinkView(self.say(N_("Combine with other filters")), address)


def site_view(site: Site, lang: str, section: str = "") -> SiteView:
    """Return what every page in a language knows of the site."""
    settings = site.settings
    address = partial(links.in_language, lang=lang, default=settings.languages[0])
    return SiteView(
        settings.site_name,
        description(site, lang),
        address(""),
        address("browse/"),
        navigation(site, lang, section),
        _free_page_links(site, lang),
        settings.licence,
        settings.repo_url,
        settings.accent,
        _contribute(site, lang),
        address(DATA_ADDRESS),
        address(FIGURES_ADDRESS) if counted(site) else "",
        settings.logo,
        address(SHORTLIST_ADDRESS),
    )


def counted(site: Site) -> tuple[Collection, ...]:
    """Return the collections that have something to count and ask for it."""
    return tuple(
        one
        for one in site.model.collections.values()
        if one.presentation.get(STATISTICS) and one.name in site.catalogue.by_collection
    )


def home_entry(site: Site, lang: str) -> Entry | None:
    """Return the free page that is the home page in a language of the interface."""
    home = links.in_language("", lang, site.settings.languages[0])
    return next((entry for entry in site.catalogue.free_pages if entry.address == home), None)


def description(site: Site, lang: str) -> str:
    """Return what the site is in a language; where no setting says it, its home page does."""
    home = home_entry(site, lang)
    settings = site.settings
    default = settings.site_description if lang == settings.languages[0] else ""
    own = settings.descriptions.get(lang, default)
    return own or (home.summary if home else "")


def _contribute(site: Site, lang: str) -> LinkView | None:
    home = home_entry(site, lang) or home_entry(site, site.settings.languages[0])
    work = site.catalogue.work_of.get(str(home.value("contribute"))) if home else None
    if work is None:
        return None
    entry = work.version(lang)
    return LinkView(entry.title, entry.address, lang=entry.lang if entry.lang != lang else "")


def navigation(site: Site, lang: str, section: str = "") -> tuple[LinkView, ...]:
    """Return the main navigation: collections with entries, and vocabularies with a place."""
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
    pages.sort(key=lambda entry: (entry.known("order") or 0, entry.title))
    return tuple(LinkView(entry.title, entry.address) for entry in pages)


def version_links(site: Site, entry: Entry) -> tuple[LinkView, ...]:
    """Return the versions of an entry's work, itself among them; of a single one, nothing."""
    work = site.catalogue.work_of.get(entry.id)
    if work is None or len(work.versions) == 1:
        return ()
    return tuple(
        LinkView(endonym(one.lang), one.address, lang=one.lang, active=one is entry)
        for one in work.versions
    )


def kept_as(work: Work) -> str:
    """Return what shortlists call a work: the address of its first version, without the slash."""
    return work.versions[0].address.rstrip("/")


def kept_elsewhere(site: Site, entry: Entry) -> str:
    """Return what shortlists call an entry's work, where its own address does not tell them."""
    work = site.catalogue.work_of.get(entry.id)
    return kept_as(work) if work and work.versions[0] is not entry else ""


def interface_links(site: Site, address: str, lang: str) -> tuple[LinkView, ...]:
    """Return a page of the interface in each of its languages; of a single one, nothing."""
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


def languages_around(site: Site, collection: Collection | None, lang: str) -> tuple[LinkView, ...]:
    """Return where readers of each language come nearest to a page without versions.

    That is the page of its collection: for free pages home, for what is of none browse.
    """
    name = collection.name if collection else "browse"
    section = "" if collection is site.model.pages else f"{name}/"
    nearest = interface_links(site, section, lang)
    return tuple(replace(link, address=None) if link.active else link for link in nearest)


def licence_of(site: Site, entry: Entry) -> str:
    """Return the licence of an entry: its own, or the site's."""
    licence = entry.values.get("licence")
    return licence if isinstance(licence, str) else site.settings.licence


def last_told(entry: Entry) -> ApproximateDate | None:
    """Return when an entry was last published or reviewed, where it says so."""
    told = (entry.value(path) for path in ("published", "last_reviewed"))
    dates = (one for one in told if isinstance(one, ApproximateDate) and one.first)
    return max(dates, key=lambda one: one.first or (), default=None)


def changed(entry: Entry) -> str:
    """Return the last day (ISO 8601) that an entry was published or reviewed; or nothing."""
    told = last_told(entry)
    return iso_day(told.first) if told and told.first else ""


def iso_day(day: tuple[int, int, int]) -> str:
    """Return a day as ISO 8601 writes it."""
    return "{:04}-{:02}-{:02}".format(*day)


@cache
def endonym(lang: str) -> str:
    """Return what a language calls itself."""
    from babel import Locale

    name = Locale.parse(messages.babel_locale(lang)).get_language_name() or lang
    return as_title(name)
