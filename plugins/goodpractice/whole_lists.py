"""Whole lists: numbered pages, without scripts, of what another page shows the first of.

They lie below browse, whose folder is no entry's to have, at the address of the page that they
belong to. Search engines are kept from them: whatever they list has a page of its own.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from functools import partial

from goodpractice import queries
from goodpractice.entries import Entry
from goodpractice.interface import ROWS_PER_PAGE, Interface, languages_around
from goodpractice.model import Collection
from goodpractice.outputs import Page, chunks, numbered, page_links
from goodpractice.views import LinkView, WholeListView


@dataclass(frozen=True)
class WholeList:
    """A list that another page cuts short.

    Attributes:
        title: of the list.
        address: of its first page.
        entries: all of it, in the order of the page that shows the first.
        filters: where browse shows the same, and can filter it.
        above: the pages that it belongs to, from the outside in.
        lang: of the title, where it is not the interface's.
        collection: whose part of the site it is in; of none, it is in browse.
    """

    title: str
    address: str
    entries: Sequence[Entry]
    filters: LinkView
    above: tuple[LinkView, ...] = ()
    lang: str = ""
    collection: Collection | None = None


def of_queries(ui: Interface, entry: Entry) -> Iterator[WholeList]:
    """Yield the lists that an entry asks for and that are longer than its page shows."""
    for query in queries.of(entry):
        entries = ui.asked(entry, query)
        if len(entries) > ROWS_PER_PAGE:
            yield WholeList(
                query.label,
                ui.list_address(entry, str(queries.number(entry, query))),
                entries,
                ui.filters(query.collection, queries.facets_asked(ui.site.model, query)),
                above(ui, entry),
                ui.presenter.foreign(entry),
                entry.collection,
            )


def above(ui: Interface, entry: Entry) -> tuple[LinkView, ...]:
    """Return the way to the page of an entry that shows the first of a list."""
    own = LinkView(entry.title, entry.address, lang=ui.presenter.foreign(entry))
    if entry.collection is ui.site.model.pages:
        return (own,)
    return replace(ui.collection_link(entry.collection), note="", count=None), own


def pages(ui: Interface, whole: WholeList) -> Iterator[Page]:
    """Yield the numbered pages of a list."""
    section = f"{whole.collection.name}/" if whole.collection else "browse/"
    title = " – ".join((whole.title, *(one.title for one in whole.above[-1:])))
    for at, part in enumerate(runs := chunks(whole.entries, ROWS_PER_PAGE)):
        build = partial(_view, ui, whole, part, page_links(whole.address, len(runs), at))
        yield Page(
            numbered(whole.address, at),
            ui.lang,
            ui.numbered_title(title, at),
            title,
            "list.html",
            build,
            listed=False,
            indexed=False,
            section=ui.address(section),
            languages=languages_around(ui.site, whole.collection, ui.lang),
        )


def _view(
    ui: Interface, whole: WholeList, part: Sequence[Entry], numbers: tuple[LinkView, ...]
) -> WholeListView:
    rows = tuple(ui.list_row(entry) for entry in part)
    return WholeListView(
        whole.title, whole.lang, whole.above, len(whole.entries), rows, numbers, whole.filters
    )
