"""Feeds: what changed last on the site, in a collection, or under a term, as Atom (RFC 4287).

There is one for each of these pages in each language of the interface, as long as it has entries
that say when they were published or reviewed: time comes from the entries and nowhere else. An
entry is known by the address of its page. Feeds need the address of the site.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cached_property, partial

from markupsafe import escape

from goodpractice import links
from goodpractice.catalogue import Work
from goodpractice.dates import ApproximateDate
from goodpractice.entries import DRAFT, Entry
from goodpractice.interface import Interface, changed, iso_day
from goodpractice.outputs import Asset, Page
from goodpractice.presentation import has_pages
from goodpractice.values import in_full

FILE = "feed.xml"
MOST_ENTRIES = 20
LANGUAGES = "languages"
# Characters that XML cannot hold (XML 1.0, section 2.2).
_NOT_XML = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


@dataclass(frozen=True)
class Feed:
    """What changed last among some works.

    Attributes:
        page: address of the page that lists all of them; the feed lies beside it.
        wanted: the language that a work is shown in before the reader's, if it has it.
    """

    page: str
    title: str
    works: Sequence[Work]
    wanted: str = ""

    @property
    def address(self) -> str:
        """Return where the feed is."""
        return f"{self.page}{FILE}"


class Feeds:
    """The feeds of a site in one language of the interface."""

    def __init__(self, ui: Interface) -> None:
        self.ui = ui
        self._drawn: dict[str, str] = {}

    def assets(self) -> Iterator[Asset]:
        """Yield the feeds as files."""
        for feed in self._feeds.values():
            yield Asset(feed.address, partial(self.atom, feed))

    def linked(self, pages: Iterable[Page]) -> Iterator[Page]:
        """Yield pages, those that have a feed with its address; browse has that of the site."""
        places = {page: feed.address for page, feed in self._feeds.items()}
        home = self.ui.address("")
        if home in places:
            places[self.ui.address("browse/")] = places[home]
        for page in pages:
            feed = places.get(page.address)
            yield replace(page, feed=feed) if feed else page

    def has(self, page: str) -> bool:
        """Return whether a page has a feed, by its address."""
        return page in self._feeds

    @cached_property
    def _feeds(self) -> dict[str, Feed]:
        """Return the feeds that hold something, by the address of their page."""
        if not self.ui.site.settings.site_url:
            return {}
        return {feed.page: feed for feed in self._all() if self._has_days(feed)}

    def _all(self) -> Iterator[Feed]:
        ui, catalogue = self.ui, self.ui.site.catalogue
        name, pick = ui.site.settings.site_name, ui.presenter.pick
        pages = ui.site.model.pages
        works = [work for work in catalogue.works if work.collection is not pages]
        yield Feed(ui.address(""), name, works)
        for collection in ui.site.model.collections.values():
            own = catalogue.by_collection.get(collection.name, ())
            page = ui.address(f"{collection.name}/")
            yield Feed(page, f"{pick(collection.label)} – {name}", own)
        for (vocabulary_name, term_id), used in catalogue.by_term.items():
            vocabulary = ui.site.model.vocabularies[vocabulary_name]
            if has_pages(vocabulary) and catalogue.has_page(vocabulary, term_id):
                label = ui.presenter.term(vocabulary, term_id).label
                page = ui.address(links.term_address(vocabulary_name, term_id))
                wanted = term_id if vocabulary_name == LANGUAGES else ""
                yield Feed(page, f"{label} – {name}", used, wanted)

    @cached_property
    def _days(self) -> dict[str, str]:
        """Return when each entry that says so last changed; drafts are nobody's to follow."""
        found = self.ui.site.catalogue.entries.values()
        days = {one.id: changed(one) for one in found if one.status != DRAFT}
        return {name: day for name, day in days.items() if day}

    def _has_days(self, feed: Feed) -> bool:
        # One after the other: nearly always the first has a day.
        shown = (self.ui.versions([work], feed.wanted)[0] for work in feed.works)
        return any(entry.id in self._days for entry in shown)

    def newest(self, feed: Feed) -> list[Entry]:
        """Return the entries that changed last, the latest first."""
        dated = [
            entry for entry in self.ui.versions(feed.works, feed.wanted) if entry.id in self._days
        ]
        dated.sort(key=lambda entry: entry.id)
        dated.sort(key=lambda entry: self._days[entry.id], reverse=True)
        return dated[:MOST_ENTRIES]

    def atom(self, feed: Feed) -> bytes:
        """Return a feed as it is written."""
        settings, entries = self.ui.site.settings, self.newest(feed)
        own, page = self._address(feed.address), self._address(feed.page)
        return (
            '<?xml version="1.0" encoding="UTF-8"?>\n'
            f'<feed xmlns="http://www.w3.org/2005/Atom" xml:lang="{_text(self.ui.lang)}">\n'
            f"<id>{own}</id>\n<title>{_text(feed.title)}</title>\n"
            f"<updated>{_moment(self._days[entries[0].id])}</updated>\n"
            f"<author><name>{_text(settings.site_name)}</name></author>\n"
            f'<link rel="self" type="application/atom+xml" href="{own}"/>\n'
            f'<link rel="alternate" type="text/html" href="{page}"/>\n'
            f"{''.join(map(self._entry, entries))}</feed>\n"
        ).encode()

    def _entry(self, entry: Entry) -> str:
        if entry.id not in self._drawn:
            self._drawn[entry.id] = self._draw(entry)
        return self._drawn[entry.id]

    def _draw(self, entry: Entry) -> str:
        address = self._address(entry.address)
        kind = self.ui.presenter.pick(entry.collection.singular)
        lang = f' xml:lang="{_text(entry.lang)}"' if entry.lang != self.ui.lang else ""
        summary = f"<summary>{_text(entry.summary)}</summary>\n" if entry.summary else ""
        return (
            f"<entry{lang}>\n<id>{address}</id>\n<title>{_text(entry.title)}</title>\n"
            f"<updated>{_moment(self._days[entry.id])}</updated>\n{_published(entry)}"
            f'<link rel="alternate" type="text/html" href="{address}"/>\n'
            f'<category term="{entry.collection.name}" label="{_text(kind)}"/>\n'
            f"{summary}</entry>\n"
        )

    def _address(self, address: str) -> str:
        return _text(in_full(self.ui.site.settings.site_url, address))


def _published(entry: Entry) -> str:
    told = entry.value("published")
    first = told.first if isinstance(told, ApproximateDate) else None
    return f"<published>{_moment(iso_day(first))}</published>\n" if first else ""


def _moment(day: str) -> str:
    """Return the beginning of a day, as RFC 3339 asks for a time too."""
    return f"{day}T00:00:00Z"


def _text(plain: str) -> str:
    return str(escape(_NOT_XML.sub("", plain)))
