"""Views: the only things that templates and data files see.

A view holds finished texts and addresses in one language; no domain object reaches a template.
Addresses are relative to the site's root without a leading slash; the filter ``link`` makes a
reference of them that works from the page at hand.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Literal, TypeAlias

from markupsafe import Markup


@dataclass(frozen=True, slots=True)
class LinkView:
    """A link within the site. `address` is empty-able: None shows the title as text."""

    title: str
    address: str | None
    note: str = ""
    lang: str = ""
    count: int | None = None
    active: bool = False


@dataclass(frozen=True, slots=True)
class TermView:
    """A term of a vocabulary as shown: `number` stands before the label where there is one.

    `lang` is the label's language where it is not the page's; `feed` says whether its page has one.
    """

    id: str
    label: str
    address: str
    number: str = ""
    definition: str = ""
    count: int | None = None
    depth: int = 0
    lang: str = ""
    feed: bool = False


@dataclass(frozen=True, slots=True)
class Text:
    """One line of plain text (also numbers, money and yes/no, in the page's language).

    `lang` is the text's language where it is not the page's.
    """

    text: str
    lang: str = ""
    type: Literal["text"] = "text"


@dataclass(frozen=True, slots=True)
class Prose:
    """Plain text of several paragraphs."""

    paragraphs: tuple[str, ...]
    lang: str = ""
    type: Literal["prose"] = "prose"


@dataclass(frozen=True, slots=True)
class Date:
    """A date in words, and as ISO 8601 where it is exact enough for ``<time>``."""

    text: str
    iso: str = ""
    type: Literal["date"] = "date"


@dataclass(frozen=True, slots=True)
class Terms:
    """Terms of a vocabulary."""

    terms: tuple[TermView, ...]
    type: Literal["terms"] = "terms"


@dataclass(frozen=True, slots=True)
class Scale:
    """A term of an ordered vocabulary: place `step` (from 0) of `steps`."""

    term: TermView
    step: int
    steps: int
    type: Literal["scale"] = "scale"


@dataclass(frozen=True, slots=True)
class Links:
    """Entries of this site."""

    links: tuple[LinkView, ...]
    type: Literal["links"] = "links"


@dataclass(frozen=True, slots=True)
class External:
    """An address on another host, or a mail address (``mailto:``)."""

    url: str
    text: str
    type: Literal["external"] = "external"


@dataclass(frozen=True, slots=True)
class Image:
    """A picture of this site."""

    address: str
    alt: str
    credit: str
    width: int
    height: int
    type: Literal["image"] = "image"


@dataclass(frozen=True, slots=True)
class Group:
    """Fields that belong together."""

    rows: tuple[Row, ...]
    type: Literal["group"] = "group"


@dataclass(frozen=True, slots=True)
class Items:
    """A list of values."""

    items: tuple[Value, ...]
    type: Literal["items"] = "items"


@dataclass(frozen=True, slots=True)
class Listing:
    """Entries in a list: the first as cards, the rest one a line.

    Where these are not all, `more` leads to them; `filters` leads to browse, which can filter
    them. Entries of one kind (`alike`) need not each say which.
    """

    title: str
    text: str
    cards: tuple[Markup, ...]
    total: int
    more: LinkView | None
    rest: tuple[Markup, ...] = ()
    alike: bool = False
    filters: LinkView | None = None
    type: Literal["listing"] = "listing"


@dataclass(frozen=True, slots=True)
class Unknown:
    """Said to be not known by the author: shown as “not reported”, or in the field's own words."""

    text: str = ""
    type: Literal["unknown"] = "unknown"


Value: TypeAlias = (
    "Text | Prose | Date | Terms | Scale | Links | External | Image | Group | Items | Listing"
    " | Unknown"
)


@dataclass(frozen=True, slots=True)
class Row:
    """A field of an entry: its label and its value. `id` is the field path."""

    id: str
    label: str
    value: Value


@dataclass(frozen=True, slots=True)
class HeadingView:
    """A heading of the text for “On this page”."""

    id: str
    text: str


@dataclass(frozen=True, slots=True)
class ReferenceView:
    """A published source: title, and the rest of the citation in one line."""

    title: str
    details: str
    url: str = ""
    archived: str = ""
    note: str = ""


@dataclass(frozen=True, slots=True)
class ReferenceGroup:
    """References under one heading."""

    label: str
    references: tuple[ReferenceView, ...]


@dataclass(frozen=True, slots=True)
class CardView:
    """An entry in a listing. `kicker` names its collection; rows are short facts.

    `also` leads to its other versions, each called what its language calls itself. `kept` is the
    address that shortlists know it by, where that is another version's.
    """

    title: str
    address: str
    summary: str
    kicker: str
    rows: tuple[Row, ...]
    lang: str
    foreign_language: str = ""
    draft: bool = False
    also: tuple[LinkView, ...] = ()
    kept: str = ""


@dataclass(frozen=True, slots=True)
class Box:
    """A box of a drawing with a name in lines, or a name alone."""

    x: int
    y: int
    width: int
    height: int
    lines: tuple[str, ...]
    address: str | None = None
    lang: str = ""


@dataclass(frozen=True, slots=True)
class Drawing:
    """An entry (`middle`) among its neighbours, joined by the lines of a path."""

    width: int
    height: int
    path: str
    middle: Box
    titles: tuple[Box, ...]
    boxes: tuple[Box, ...]


@dataclass(frozen=True, slots=True)
class EntryView:
    """An entry's page. `foreign` is its language where that is not the interface's.

    Where the layout of its collection lets nothing lead, its text comes before its facts
    (`text_first`). `brief` has the ids of the rows that stand on its brief too. `kept` is the
    address that shortlists know it by, where that is another version's.
    """

    title: str
    summary: str
    lang: str
    collection: LinkView
    lead: tuple[Row, ...]
    facts: tuple[Row, ...]
    body: Markup
    toc: tuple[HeadingView, ...]
    after_body: tuple[Row, ...]
    linked_from: tuple[Listing, ...]
    references: tuple[ReferenceGroup, ...]
    people: tuple[Row, ...]
    dates: tuple[Row, ...]
    notices: tuple[str, ...]
    translations: tuple[LinkView, ...]
    licence: str
    source_url: str
    feedback: tuple[External, ...]
    draft: bool = False
    foreign: str = ""
    text_first: bool = False
    similar: tuple[LinkView, ...] = ()
    brief: tuple[str, ...] = ()
    citation: str = ""
    bibtex: str = ""
    kept: str = ""
    drawing: Drawing | None = None


@dataclass(frozen=True, slots=True)
class FacetView:
    """A facet of browse, with its terms and the number of entries of each.

    `address` leads to all its terms, which `plural` names in the middle of a sentence. On a page
    that shows some of them, `total` is how many there are.
    """

    id: str
    label: str
    terms: tuple[TermView, ...]
    address: str | None = None
    plural: str = ""
    total: int = 0


@dataclass(frozen=True, slots=True)
class Cell:
    """How many entries combine two terms, and where they are.

    An empty one says which (`what`), and begins a message to who takes the first (`invite`), where
    a site has such an address.
    """

    count: int
    address: str | None = None
    what: str = ""
    invite: str = ""


@dataclass(frozen=True, slots=True)
class MatrixView:
    """How many entries combine two facets.

    In one that is `nested` a wider term stands beside narrower ones, and counts theirs too.
    """

    title: str
    columns: tuple[LinkView, ...]
    rows: tuple[tuple[LinkView, tuple[Cell, ...]], ...]
    nested: bool = False


@dataclass(frozen=True, slots=True)
class Bar:
    """A row of a chart: how many, the share in per cent, and the length of its bar of 100.

    Of few works in all there is no share.
    `entries` is the address of those behind the number, where browse can show them; `unknown` are
    those that do not say.
    """

    link: LinkView
    count: int
    share: int | None
    length: int
    depth: int = 0
    entries: str | None = None
    unknown: bool = False


@dataclass(frozen=True, slots=True)
class Chart:
    """A table whose numbers are also drawn. It is of `total` works.

    A work may stand in `several` rows, rows may take in those below them (`nested`), and some that
    could be there may be `left` out.
    """

    title: str
    total: int
    rows: tuple[Bar, ...]
    several: bool = False
    nested: bool = False
    left: int = 0


@dataclass(frozen=True, slots=True)
class Tile:
    """A country on a map of tiles, with its corner. `shade` is 0 where there is nothing yet."""

    code: str
    name: str
    count: int
    shade: int
    x: int
    y: int
    address: str | None = None


@dataclass(frozen=True, slots=True)
class TileMap:
    """A continent as tiles."""

    name: str
    width: int
    height: int
    tiles: tuple[Tile, ...]


@dataclass(frozen=True, slots=True)
class MapView:
    """Countries as tiles, and the same numbers as a chart. `shades` are the numbers of each."""

    maps: tuple[TileMap, ...]
    shades: tuple[str, ...]
    chart: Chart


@dataclass(frozen=True, slots=True)
class ChartGroup:
    """The charts of a collection."""

    collection: LinkView
    total: int
    charts: tuple[Chart, ...]


@dataclass(frozen=True, slots=True)
class FiguresView:
    """What is on the site, counted."""

    title: str
    summary: str
    groups: tuple[ChartGroup, ...]


@dataclass(frozen=True, slots=True)
class OrderView:
    """A way to sort browse by."""

    id: str
    label: str


@dataclass(frozen=True, slots=True)
class BrowseView:
    """Browse over all collections, or over one (`collection` is its id).

    `cards` are the first entries; the page's script shows the rest from `data`, numbered pages
    have them as `rows`.
    """

    title: str
    description: str
    collection: str
    facets: tuple[FacetView, ...]
    cards: tuple[Markup, ...]
    total: int
    data: str
    matrices: tuple[MatrixView, ...] = ()
    pages: tuple[LinkView, ...] = ()
    rows: tuple[Markup, ...] = ()
    orders: tuple[OrderView, ...] = ()
    charts: tuple[Chart, ...] = ()
    compare: str = ""
    invitation: Markup = field(default=Markup())


@dataclass(frozen=True, slots=True)
class WholeListView:
    """A page of a list that another page shows the first of, which it is `above`."""

    title: str
    lang: str
    above: tuple[LinkView, ...]
    total: int
    rows: tuple[Markup, ...]
    pages: tuple[LinkView, ...]
    filters: LinkView


@dataclass(frozen=True, slots=True)
class ComparedField:
    """A field that shortlist (`on_card`) or comparison (`compared`) show.

    Fields of several collections that share a `row` are compared with each other.
    """

    path: str
    label: str
    row: str
    on_card: bool
    compared: bool


@dataclass(frozen=True, slots=True)
class ComparedKind:
    """A collection as shortlist and comparison know it."""

    name: str
    label: str
    fields: tuple[ComparedField, ...]


@dataclass(frozen=True, slots=True)
class ShortlistView:
    """The page of the shortlist, or of the comparison: its script fetches `shards` of `folder`.

    `languages` are those that entries are written in, other than the page's.
    """

    title: str
    folder: str
    shards: int
    most: int
    browse: str
    shortlist: str
    compare: str
    kinds: tuple[ComparedKind, ...]
    languages: tuple[LinkView, ...]


@dataclass(frozen=True, slots=True)
class TermPageView:
    """A term's page: what it means and every entry that uses it."""

    vocabulary: LinkView
    term: TermView
    text: Markup
    source: str
    aliases: tuple[str, ...]
    broader: LinkView | None
    narrower: tuple[TermView, ...]
    example: Markup | None
    references: tuple[ReferenceView, ...]
    listings: tuple[Listing, ...]
    total: int
    browse: LinkView
    replaced_by: LinkView | None = None
    pages: tuple[LinkView, ...] = ()


@dataclass(frozen=True, slots=True)
class VocabularyView:
    """A vocabulary's page: its terms with the number of entries of each; of countries, a map."""

    title: str
    description: str
    terms: tuple[TermView, ...]
    map: MapView | None = None


@dataclass(frozen=True, slots=True)
class HomeView:
    """The home page."""

    title: str
    summary: str
    body: Markup
    total: int
    collections: tuple[LinkView, ...]
    ways_in: tuple[FacetView, ...]
    newest: tuple[Markup, ...]
    browse: str
    best: Listing | None = None


@dataclass(frozen=True, slots=True)
class FreePageView:
    """A free page or an overview: a title and text."""

    title: str
    summary: str
    body: Markup
    toc: tuple[HeadingView, ...]


@dataclass(frozen=True, slots=True)
class RuleLine:
    """A rule in a list. `kind` is its severity for styles, `severity` in words."""

    code: str
    title: str
    kind: str
    severity: str
    address: str


@dataclass(frozen=True, slots=True)
class RuleFamily:
    """Rules about one thing."""

    title: str
    rules: tuple[RuleLine, ...]


@dataclass(frozen=True, slots=True)
class RulesView:
    """The list of all rules of the check."""

    title: str
    families: tuple[RuleFamily, ...]
    worklist: LinkView


@dataclass(frozen=True, slots=True)
class RuleView:
    """A rule's page. `here` says what the site makes of it, where that is not the usual."""

    rule: RuleLine
    here: str
    index: LinkView
    why: str
    messages: tuple[str, ...]
    mend: tuple[str, ...]
    bad: str
    good: str
    source: str


@dataclass(frozen=True, slots=True)
class WorkRow:
    """An entry that somebody should look at, why, and where its source is."""

    entry: LinkView
    notes: tuple[str, ...]
    source_url: str


@dataclass(frozen=True, slots=True)
class WorkSection:
    """Entries that need the same kind of work; `more` counts those that are not shown."""

    id: str
    title: str
    about: str
    total: int
    rows: tuple[WorkRow, ...]
    more: int


@dataclass(frozen=True, slots=True)
class WorklistView:
    """What is left to do on a site: for its coordinators."""

    title: str
    sections: tuple[WorkSection, ...]
    drafts: int
    left_out: int
    rules: LinkView
    unreviewed: str  # languages of the interface that no native speaker has read
    has_history: bool


@dataclass(frozen=True, slots=True)
class ApiFile:
    """A collection or vocabulary as data, with the number of its entries or terms."""

    label: str
    count: int
    json: str
    csv: str


@dataclass(frozen=True, slots=True)
class ApiView:
    """The page that explains the site's data. `unknown` is what stands for what nobody knows."""

    title: str
    summary: str
    collections: tuple[ApiFile, ...]
    vocabularies: tuple[ApiFile, ...]
    index: str
    schema: str
    licence: str
    unknown: str


@dataclass(frozen=True, slots=True)
class MissingView:
    """The page for an address that leads nowhere."""

    browse: str
    collections: tuple[LinkView, ...]


@dataclass(frozen=True, slots=True)
class SiteView:
    """What every page knows of the site, in the page's language.

    `contribute` leads to what the home page names for those who have something to tell, `data` to
    the site as data, `figures` to what is counted of it, where there is something, `shortlist` to
    what the reader keeps.
    """

    name: str
    description: str
    home: str
    browse: str
    navigation: tuple[LinkView, ...]
    pages: tuple[LinkView, ...]
    licence: str
    repo_url: str
    accent: str = ""
    contribute: LinkView | None = None
    data: str = ""
    figures: str = ""
    logo: str = ""
    shortlist: str = ""


@dataclass(frozen=True, slots=True)
class PageView:
    """The page at hand: its address, language and how it is called in others.

    `languages` lead readers on in each language of the interface, also where `alternates`, which
    are the same page, has none. `feed` is the address of the feed of what the page lists.
    """

    title: str
    description: str
    address: str
    lang: str
    direction: str
    alternates: tuple[LinkView, ...] = field(default=())
    languages: tuple[LinkView, ...] = field(default=())
    indexed: bool = True
    feed: str = ""


@dataclass(frozen=True, slots=True)
class HeadView:
    """What a page says to programs alone: `data` is JSON-LD, the others are Open Graph's.

    `url` and `image` are whole addresses, and empty where the site does not know its own.
    """

    data: Markup
    url: str = ""
    locale: str = ""
    image: str = ""
    image_alt: str = ""
