"""Figures: how the works of a collection are spread over years, terms and entries.

What is counted is a work, so translations count once. Each chart says of how many works it is, and
how many of them say nothing; what can be counted is a table from the kind of a field.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import partial
from itertools import pairwise
from urllib.parse import quote, urlencode

from goodpractice import tiles
from goodpractice.catalogue import Work
from goodpractice.dates import ApproximateDate
from goodpractice.entries import Entry
from goodpractice.field_values import says_not_known
from goodpractice.fields import Field
from goodpractice.interface import FIGURES_ADDRESS, Interface, counted
from goodpractice.kinds.choices import CountryKind
from goodpractice.messages import N_
from goodpractice.model import STATISTICS, Collection, vocabulary_of
from goodpractice.outputs import Page
from goodpractice.presentation import continent_name
from goodpractice.views import Bar, Chart, ChartGroup, FiguresView, LinkView, MapView, Tile, TileMap
from goodpractice.vocabularies import Vocabulary

TITLE = N_("In numbers")
SUMMARY = N_("What is on this site, counted. An entry and its translations are one.")
MOST_ROWS = 24  # of a chart: more are no picture any more
MOST_YEARS = 15
WORTH_A_SHARE = 20  # works in all: of fewer, a number in per cent says more than is known
STEPS = (1, 2, 5, 10, 20, 50, 100, 200, 500, 1000)  # years that a bar stands for


@dataclass(frozen=True)
class Counted:
    """A row: what was counted, how many works say so, how deep it lies below a wider term."""

    link: LinkView
    count: int
    depth: int = 0
    id: str = ""


@dataclass(frozen=True)
class Tally:
    """What was counted.

    Attributes:
        rows: what was counted.
        told: how many works say anything.
        several: whether a work may stand in several rows.
        left: how many rows are not shown.
    """

    rows: tuple[Counted, ...]
    told: int
    several: bool = False
    left: int = 0


def figures_page(ui: Interface) -> Iterator[Page]:
    """Yield the page of all figures, where a collection asks for some."""
    if counted(ui.site):
        summary = ui.say(
            N_("What is on this site, counted. An entry and its translations are one.")
        )
        build = partial(_view, ui, summary)
        yield ui.page(FIGURES_ADDRESS, ui.say(TITLE), "figures.html", build, description=summary)


def _view(ui: Interface, summary: str) -> FiguresView:
    groups = tuple(_group(ui, one) for one in counted(ui.site))
    return FiguresView(ui.say(TITLE), summary, groups)


def _group(ui: Interface, collection: Collection) -> ChartGroup:
    works = ui.site.catalogue.by_collection[collection.name]
    drawn = list(charts(ui, collection, collection.presentation[STATISTICS]))
    if collection.sections:
        drawn.append(_of_sections(ui, collection, works))
    return ChartGroup(replace(ui.collection_link(collection), note=""), len(works), tuple(drawn))


def charts(ui: Interface, collection: Collection, paths: Iterable[str]) -> Iterator[Chart]:
    """Yield a chart for each of some fields of a collection."""
    works = ui.site.catalogue.by_collection.get(collection.name, ())
    for path in paths:
        field = collection.field(path)
        if field is not None and works:
            tally = _counter(ui, field)(ui, field, works)
            ways = _ways(ui, collection, path)
            yield _chart(ui, ui.presenter.label(field), tally, len(works), ways)


def _ways(ui: Interface, collection: Collection, path: str) -> str:
    """Return where browse shows the works of a row, up to the row's id; or nothing."""
    facet = next((f for f in ui.site.model.facets if f.paths.get(collection.name) == path), None)
    return f"{ui.address(f'{collection.name}/')}?{urlencode({facet.id: ''})}" if facet else ""


def _chart(ui: Interface, title: str, tally: Tally, total: int, ways: str = "") -> Chart:
    silent = total - tally.told
    most = max((silent, *(row.count for row in tally.rows)))
    rows = [_bar(row, most, total, ways) for row in tally.rows]
    if silent:
        unsaid = Counted(LinkView(ui.say(N_("Not reported")), None), silent)
        rows.append(replace(_bar(unsaid, most, total), unknown=True))
    nested = any(row.depth for row in tally.rows)
    return Chart(title, total, tuple(rows), tally.several, nested, tally.left)


def _bar(row: Counted, most: int, total: int, ways: str = "") -> Bar:
    """Return a row; lengths are whole parts of a hundred, so that every machine draws the same."""
    share = (200 * row.count + total) // (2 * total) if total >= WORTH_A_SHARE else None
    length = max(1, 100 * row.count // most) if most and row.count else 0
    entries = f"{ways}{quote(row.id, safe='')}" if ways and row.id and row.count else None
    return Bar(row.link, row.count, share, length, row.depth, entries)


# By year


def _by_year(ui: Interface, field: Field, works: Sequence[Work]) -> Tally:
    years = Counter(year for work in works if (year := _year(work, field.path)) is not None)
    rows = (Counted(LinkView(label, None), count) for label, count in spans(years))
    return Tally(tuple(rows), years.total())


def _year(work: Work, path: str) -> int | None:
    """Return the year that the first of a work's versions to know it gives."""
    for entry in work.versions:
        date = entry.value(path)
        day = (date.first or date.last) if isinstance(date, ApproximateDate) else None
        if day:
            return day[0]
    return None


def spans(years: Counter[int]) -> Iterator[tuple[str, int]]:
    """Yield runs of years without a gap, each with its count, so few that they can be drawn."""
    if not years:
        return
    low, high = min(years), max(years)
    step = next((n for n in STEPS if high // n - low // n < MOST_YEARS), STEPS[-1])
    held: Counter[int] = Counter()
    for year, count in years.items():
        held[year // step] += count
    for at in range(low // step, high // step + 1):
        first = at * step
        yield (str(first) if step == 1 else f"{first}–{first + step - 1}"), held[at]


# By term


def _by_term(ui: Interface, field: Field, works: Sequence[Work]) -> Tally:
    vocabulary = ui.site.model.vocabularies[vocabulary_of(field)]
    said = [ui.site.catalogue.read(work, field.path) for work in works]
    counts = Counter(term for terms in said for term in terms)
    ids = _rows(ui, vocabulary, counts)
    shown = [one for one in ids if counts[one]] if len(ids) > MOST_ROWS else ids
    rows = tuple(_term(ui, vocabulary, one, counts[one]) for one in shown)
    several = any(len(terms) > 1 for terms in said)
    return Tally(rows, sum(1 for terms in said if terms), several, len(ids) - len(shown))


def _rows(ui: Interface, vocabulary: Vocabulary, counts: Counter[str]) -> list[str]:
    """Return the terms to show: all of a site's own, so that gaps are seen, else those in use."""
    own = (
        one
        for one in vocabulary.tree
        if counts[one] or not (vocabulary.built_in or vocabulary.terms[one].deprecated_by)
    )
    return ui.presenter.ordered(vocabulary, own)


def _term(ui: Interface, vocabulary: Vocabulary, term: str, count: int) -> Counted:
    view = ui.presenter.term(vocabulary, term)
    link = LinkView(view.label, view.address or None, lang=view.lang)
    return Counted(link, count, len(vocabulary.with_broader(term)) - 1, term)


# By entry that is named


def _by_entry(ui: Interface, field: Field, works: Sequence[Work]) -> Tally:
    said = [ui.site.catalogue.read(work, field.path) for work in works]
    counts = Counter(target for targets in said for target in targets)
    order = {one: at for at, one in enumerate(ui.site.catalogue.entries)}
    ids = sorted(counts, key=lambda one: (-counts[one], order[one]))
    rows = tuple(Counted(ui.presenter.link(one), counts[one], id=one) for one in ids[:MOST_ROWS])
    several = any(len(targets) > 1 for targets in said)
    told = sum(1 for targets in said if targets)
    return Tally(rows, told, several, len(ids) - len(rows))


def _counter(ui: Interface, field: Field) -> Callable[[Interface, Field, Sequence[Work]], Tally]:
    if vocabulary_of(field) in ui.site.model.vocabularies:
        return _by_term
    return _BY_KIND[field.kind.name]


_BY_KIND: Mapping[str, Callable[[Interface, Field, Sequence[Work]], Tally]] = {
    "date": _by_year,
    "reference": _by_entry,
    "references": _by_entry,
}


# What the texts tell


def _of_sections(ui: Interface, collection: Collection, works: Sequence[Work]) -> Chart:
    told = [frozenset(one for entry in work.versions for one in told_sections(entry))
            for work in works]  # fmt: skip
    rows = tuple(
        Counted(LinkView(ui.presenter.pick(one.label), None), sum(one.id in ids for ids in told))
        for one in collection.sections.values()
    )
    tally = Tally(rows, len(works), several=True)
    return _chart(ui, ui.say(N_("What the texts tell")), tally, len(works))


def told_sections(entry: Entry) -> Iterator[str]:
    """Yield the sections of a text whose first sentence is not that nobody knows."""
    lines = entry.document.body.split("\n")
    for section_id, part in entry.sections.items():
        if part.heading and not part.is_empty:
            first = next((line for line in lines[part.heading.line :] if line.strip()), "")
            if not says_not_known(first.strip(" *_").partition(".")[0]):
                yield section_id


# Where


def country_map(ui: Interface, vocabulary: Vocabulary) -> MapView | None:
    """Return the countries that works name as tiles; where none is named, nothing."""
    used = [one for one in vocabulary.tree if (vocabulary.name, one) in ui.site.catalogue.by_term]
    if vocabulary.name != CountryKind.vocabulary or not used:
        return None
    counts = {one: len(ui.site.catalogue.by_term[vocabulary.name, one]) for one in used}
    drawn = {one: counts[one] for one in used if _adds(ui, vocabulary, one)}
    bounds = tiles.shade_bounds(max(drawn.values()))
    maps = [
        _continent(ui, vocabulary, region, drawn, bounds)
        for region in tiles.GRIDS
        if any(one in tiles.places() and tiles.places()[one].region == region for one in drawn)
    ]
    lost = [one for one in drawn if one not in tiles.places()]
    if lost:
        found = [_tile(ui, vocabulary, *one, drawn, bounds) for one in tiles.elsewhere(lost)]
        maps.append(_tile_map(ui.say(tiles.ELSEWHERE), found))
    return MapView(tuple(maps), _shades(bounds), _of_countries(ui, vocabulary, counts))


def _adds(ui: Interface, vocabulary: Vocabulary, term: str) -> bool:
    """Return whether works name a term and none of its narrower ones, whose tiles are beside it."""
    by_term = ui.site.catalogue.by_term
    below = vocabulary.narrower.get(term, ())
    told = {work.id for one in below for work in by_term.get((vocabulary.name, one), ())}
    return any(work.id not in told for work in by_term[vocabulary.name, term])


def _continent(
    ui: Interface,
    vocabulary: Vocabulary,
    region: str,
    counts: Mapping[str, int],
    bounds: Sequence[int],
) -> TileMap:
    found = [
        _tile(ui, vocabulary, code, at.column, at.row, counts, bounds)
        for code, at in tiles.places().items()
        if at.region == region and code in vocabulary.terms and (
            code in counts or not vocabulary.narrower.get(code)
        )
    ]  # fmt: skip
    return _tile_map(continent_name(region, ui.lang), found)


def _tile_map(name: str, found: Sequence[Tile]) -> TileMap:
    width, height = (max(getattr(one, side) for one in found) for side in ("x", "y"))
    return TileMap(name, width + tiles.PITCH, height + tiles.PITCH, tuple(found))


def _tile(
    ui: Interface,
    vocabulary: Vocabulary,
    code: str,
    column: int,
    row: int,
    counts: Mapping[str, int],
    bounds: Sequence[int],
) -> Tile:
    view, count = ui.presenter.term(vocabulary, code), counts.get(code, 0)
    shade = 1 + sum(bound < count for bound in bounds) if count else 0
    x, y = column * tiles.PITCH, row * tiles.PITCH
    short = code.rpartition("-")[2]
    return Tile(short, view.label, count, shade, x, y, view.address if count else None)


def _shades(bounds: Sequence[int]) -> tuple[str, ...]:
    ranges = pairwise((0, *bounds))
    return tuple(str(high) if low + 1 == high else f"{low + 1}–{high}" for low, high in ranges)


def _of_countries(ui: Interface, vocabulary: Vocabulary, counts: Mapping[str, int]) -> Chart:
    """Return the countries of the works that could name one."""
    could = {
        one.name
        for one in ui.site.model.collections.values()
        if any(name == vocabulary.name for _, name in one.vocabulary_fields)
    }
    total = sum(work.collection.name in could for work in ui.site.catalogue.listed)
    by_term = ui.site.catalogue.by_term
    told = {work.id for one in counts for work in by_term[vocabulary.name, one]}
    ids = ui.presenter.ordered(vocabulary, counts)
    rows = tuple(_term(ui, vocabulary, one, counts[one]) for one in ids)
    tally = Tally(rows, len(told), several=True)
    return _chart(ui, ui.presenter.pick(vocabulary.label), tally, total)
