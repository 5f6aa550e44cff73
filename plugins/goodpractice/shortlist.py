"""Shortlist and comparison: their pages, and what they fetch of the entries they show.

What a reader keeps stays in the browser as the addresses of entries. The facts of entries are in
shards by a hash of the address, so that the browser knows without an index which shard holds an
entry, and fetches only those of what it shows.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping
from functools import partial
from typing import Any

from goodpractice import links
from goodpractice.catalogue import Work
from goodpractice.facets import as_json
from goodpractice.interface import COMPARE_ADDRESS, SHORTLIST_ADDRESS, Interface, kept_as
from goodpractice.messages import N_
from goodpractice.model import Collection
from goodpractice.outputs import Asset, Page
from goodpractice.values import is_unknown, quoted
from goodpractice.views import ComparedField, ComparedKind, LinkView, ShortlistView

WORKS_PER_SHARD = 25
COMPARED_AT_MOST = 4
_OFFSET, _PRIME = 0x811C9DC5, 0x01000193


def pages(ui: Interface) -> Iterator[Page]:
    """Yield the pages of the shortlist and of the comparison."""
    for address, template, title, description in _PAGES:
        said = ui.say(title)
        view = partial(_view, ui, said)
        yield ui.page(address, said, template, view, description=ui.say(description), listed=False)


_PAGES = (
    (
        SHORTLIST_ADDRESS, "shortlist.html", N_("Shortlist"),
        N_("Entries that you keep to read again, to compare and to share."),
    ),
    (COMPARE_ADDRESS, "compare.html", N_("Compare"), N_("Up to four entries side by side.")),
)  # fmt: skip


def _view(ui: Interface, title: str) -> ShortlistView:
    return ShortlistView(
        title,
        folder(ui.lang),
        shards_of(len(works(ui))),
        COMPARED_AT_MOST,
        ui.address("browse/"),
        ui.address(SHORTLIST_ADDRESS),
        ui.address(COMPARE_ADDRESS),
        tuple(_kind(ui, one) for one in ui.site.model.collections.values()),
        tuple(_languages(ui)),
    )


def _languages(ui: Interface) -> Iterator[LinkView]:
    """Yield the other languages that entries are written in, each by its name and code."""
    for code in sorted({work.version(ui.lang).lang for work in works(ui)} - {ui.lang}):
        yield LinkView(ui.language_name(code), None, lang=code)


def _kind(ui: Interface, collection: Collection) -> ComparedKind:
    card = collection.presentation.get("card", ())
    compared = _compared(collection)
    fields = []
    for path in _paths(collection):
        field = collection.field(path)
        if field is not None:
            label = ui.presenter.label(field)
            row = _row(ui, collection, path, label)
            fields.append(ComparedField(path, label, row, path in card, path in compared))
    return ComparedKind(collection.name, ui.presenter.pick(collection.singular), tuple(fields))


def _row(ui: Interface, collection: Collection, path: str, label: str) -> str:
    """Return what a field is compared with in other collections: its facet, or its name."""
    facets = (one.id for one in ui.site.model.facets if one.paths.get(collection.name) == path)
    return next(facets, f"{path} {label}")


def _compared(collection: Collection) -> tuple[str, ...]:
    return collection.presentation.get("compare") or collection.presentation.get("card", ())


def _paths(collection: Collection) -> tuple[str, ...]:
    """Return the fields that are shown of an entry: those compared, in their order, come first."""
    return tuple(dict.fromkeys((*_compared(collection), *collection.presentation.get("card", ()))))


def folder(lang: str) -> str:
    """Return the folder of the facts of entries in a language."""
    return f"data/details/{lang}/"


def shards_of(works: int) -> int:
    """Return how many shards hold the facts of a number of works."""
    return max(1, -(-works // WORKS_PER_SHARD))


def shard_of(kept: str, shards: int) -> int:
    """Return which shard tells of an entry: FNV-1a over its address, as kept.js computes it."""
    value = _OFFSET
    for byte in kept.encode():
        value = ((value ^ byte) * _PRIME) & 0xFFFFFFFF
    return value % shards


def assets(ui: Interface) -> Iterator[Asset]:
    """Yield the shards of a language."""
    shards = shards_of(len(works(ui)))
    held = _Shards(ui, shards)
    for number in range(shards):
        yield Asset(f"{folder(ui.lang)}{number}.json", partial(held.data, number))


class _Shards:
    """What each shard of a language holds, sorted when the first is asked for."""

    def __init__(self, ui: Interface, shards: int) -> None:
        self._ui = ui
        self._shards = shards
        self._works: Mapping[int, list[Work]] | None = None
        self._moved: Mapping[int, dict[str, str]] = {}

    def data(self, number: int) -> bytes:
        """Return a shard: facts by the address of an entry, and where other addresses lead to."""
        if self._works is None:
            self._works, self._moved = self._sorted()
        entries = {kept_as(one): _facts(self._ui, one) for one in self._works.get(number, ())}
        return as_json({"entries": entries, "moved": self._moved.get(number, {})})

    def _sorted(self) -> tuple[Mapping[int, list[Work]], Mapping[int, dict[str, str]]]:
        held: dict[int, list[Work]] = defaultdict(list)
        moved: dict[int, dict[str, str]] = defaultdict(dict)
        for work in works(self._ui):
            held[shard_of(kept_as(work), self._shards)].append(work)
        for former, now in _other_addresses(self._ui):
            moved[shard_of(former, self._shards)][former] = now
        return held, moved


def works(ui: Interface) -> tuple[Work, ...]:
    """Return what can be kept: every entry that has a page of its own."""
    pages = ui.site.model.pages
    return tuple(work for work in ui.site.catalogue.works if work.collection is not pages)


def _other_addresses(ui: Interface) -> Iterator[tuple[str, str]]:
    """Yield the addresses of other versions, and former ones, with how their work is kept."""
    known = {one.id: work for work in works(ui) for one in work.versions}
    for work in known.values():
        yield from ((one.address.rstrip("/"), kept_as(work)) for one in work.versions[1:])
    for former, entry in links.redirects(ui.site.corpus):
        if entry.id in known:
            yield former.rstrip("/"), kept_as(known[entry.id])


def _facts(ui: Interface, work: Work) -> dict[str, Any]:
    """Return what shortlist and comparison show of a work; a field not known is left to them."""
    entry = work.version(ui.lang)
    rows = ui.presenter.rows(entry, _paths(entry.collection))
    return {
        "kind": entry.collection.name,
        "title": entry.title,
        "address": quoted(entry.address),
        "summary": entry.summary,
        "lang": entry.lang,
        "values": {
            row.id: None if is_unknown(row.value) else ui.templates.value(row, ui.lang)
            for row in rows
        },
    }
