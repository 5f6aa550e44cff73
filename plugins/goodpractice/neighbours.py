"""Who works with whom: what an entry names, who names it, and a drawing of both.

The drawing shows what the page lists anyway. Above the entry stand what it belongs to, as its
collection says, below it everything else, in boxes two abreast, so that it can be read at 320
pixels. All its measures are whole numbers, so that every machine draws the same.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache

from goodpractice.catalogue import Work
from goodpractice.entries import Entry
from goodpractice.interface import CARDS_OF_EACH, Interface
from goodpractice.messages import N_
from goodpractice.model import PICTURE
from goodpractice.outputs import chunks
from goodpractice.templates import number
from goodpractice.views import Box, Drawing, Listing
from goodpractice.whole_lists import WholeList, above

LISTED = 24  # of those behind a relation: more are in browse, where that can find them
FEWEST = 2  # neighbours that are worth a drawing
BOXES = 6  # of one relation

# In the drawing's own units, of which a narrow screen has 288.
WIDTH, GAP, TITLE, LINE, EDGE = 320, 16, 20, 16, 6
HALF = (WIDTH - GAP) // 2
LINES = 3  # of a name
LETTERS = {HALF: 190, WIDTH: 410}  # tenths of a letter in a line of a box
NARROW, BROAD = frozenset("fijlrtI.,;:'’!|()[] "), frozenset("mwMW@%—…")


@dataclass(frozen=True)
class Relation:
    """Works that stand to an entry in one way.

    Attributes:
        title: what the page calls them.
        works: each once.
        collection: the name of theirs, where they name the entry.
        paths: fields by which they name it, or it them.
    """

    title: str
    works: tuple[Work, ...]
    collection: str
    paths: tuple[str, ...]

    @property
    def names(self) -> tuple[str, ...]:
        """Return what a model calls the relation."""
        if not self.collection:
            return self.paths
        return tuple(f"{self.collection}/{path}" for path in self.paths)


def incoming(ui: Interface, entry: Entry) -> tuple[Relation, ...]:
    """Return who names an entry, by what that makes of them, in the order of collections."""
    groups = ui.site.catalogue.naming(entry)
    order = {name: at for at, name in enumerate(ui.site.model.all_collections)}
    found: dict[tuple[str, str], list[tuple[str, str]]] = {}
    for name, path in sorted(groups, key=lambda key: order[key[0]]):
        collection = ui.site.model.all_collections[name]
        title = ui.presenter.pick(collection.inverse(path) or collection.label)
        found.setdefault((name, title), []).append((name, path))
    return tuple(
        Relation(title, _once(groups[key] for key in keys), name, tuple(path for _, path in keys))
        for (name, title), keys in found.items()
    )


def _once(groups: Iterable[Iterable[Work]]) -> tuple[Work, ...]:
    return tuple({work.id: work for works in groups for work in works}.values())


def outgoing(ui: Interface, entry: Entry) -> tuple[Relation, ...]:
    """Return what an entry names in fields of its collection."""
    found: dict[str, list[Work]] = {}
    for named in entry.references:
        work = ui.site.catalogue.work_of.get(named.target)
        own = named.path.partition(".")[0] not in ui.site.model.common
        if work is not None and own and work is not ui.site.catalogue.work_of[entry.id]:
            found.setdefault(named.path, []).append(work)
    heading, pick = entry.collection.heading, ui.presenter.pick
    return tuple(
        Relation(pick(heading(path)), _once([works]), "", (path,)) for path, works in found.items()
    )


def listings(ui: Interface, entry: Entry) -> tuple[Listing, ...]:
    """Return lists of who names an entry: of many the first, where browse can find all."""
    return tuple(_listing(ui, entry, relation) for relation in incoming(ui, entry))


def _listing(ui: Interface, entry: Entry, relation: Relation) -> Listing:
    named = [one.version(entry.lang) for one in relation.works]
    whole = _whole(ui, entry, relation)
    shown = named[:LISTED] if whole else named
    cards, rest = shown[:CARDS_OF_EACH], shown[CARDS_OF_EACH:]
    listing = ui.listing(relation.title, cards, rest, len(named))
    return ui.shortened(listing, whole.address, whole.filters) if whole else listing


def whole_lists(ui: Interface, entry: Entry) -> Iterator[WholeList]:
    """Yield the lists of who names an entry that its page cuts short."""
    groups = ui.site.catalogue.naming(entry).values()
    if sum(map(len, groups)) > LISTED:  # as of few
        found = (_whole(ui, entry, relation) for relation in incoming(ui, entry))
        yield from filter(None, found)


def _whole(ui: Interface, entry: Entry, relation: Relation) -> WholeList | None:
    """Return a long list as a whole, where browse can filter by it; others are never cut."""
    named = {facet.paths.get(relation.collection): facet for facet in ui.site.model.facets}
    facet = named.get(relation.paths[0]) if len(relation.paths) == 1 else None
    if facet is None or len(relation.works) <= LISTED:
        return None
    target = ui.site.catalogue.work_of[entry.id].versions[0].id
    return WholeList(
        relation.title,
        ui.list_address(entry, relation.collection, *relation.paths),
        [one.version(entry.lang) for one in relation.works],
        ui.filters(relation.collection, {facet.id: target}),
        above(ui, entry),
        collection=entry.collection,
    )


# The drawing


def drawing(ui: Interface, entry: Entry) -> Drawing | None:
    """Return an entry among its neighbours; of few, or where its collection has none, nothing."""
    above = entry.collection.presentation.get(PICTURE)
    if above is None:
        return None
    naming = (one for one in incoming(ui, entry) if set(one.paths) - ui.site.model.common)
    every = (*outgoing(ui, entry), *naming)
    over = [one for name in above for one in every if name in one.names]
    once = _each_once((*over, *every))
    if sum(len(one.works) for one in once) < FEWEST:
        return None
    split = sum(bool(set(one.names) & set(above)) for one in once)
    return _Drawer(ui, entry).draw(once[:split], once[split:])


def _each_once(relations: Iterable[Relation]) -> list[Relation]:
    """Return relations without the works that one before them has."""
    seen: set[str] = set()
    found = []
    for one in relations:
        works = tuple(work for work in one.works if work.id not in seen)
        seen.update(work.id for work in works)
        if works:
            found.append(replace(one, works=works))
    return found


class _Drawer:
    """Puts boxes below one another, on both sides of a line."""

    def __init__(self, ui: Interface, entry: Entry) -> None:
        self.ui, self.entry = ui, entry
        self.boxes: list[Box] = []
        self.titles: list[Box] = []
        self.joints: list[tuple[int, int]] = []  # x and y of where a box meets the line
        self.y = 0

    def draw(self, above: Sequence[Relation], below: Sequence[Relation]) -> Drawing:
        """Return the whole."""
        for relation in above:
            self._relation(relation)
        top = self.joints[0][1] if self.joints else EDGE
        self._row([(0, WIDTH, Box(0, 0, 0, 0, lines(self.entry.title, LETTERS[WIDTH])))])
        middle = self.boxes.pop()
        for relation in below:
            self._relation(relation)
        end = self.joints[-1][1] if below else middle.y
        arms = "".join(f"M{x} {y}h{GAP // 2}" for x, y in self.joints)
        path = f"M{WIDTH // 2} {top}V{end}{arms}"
        return Drawing(WIDTH, self.y, path, middle, tuple(self.titles), tuple(self.boxes))

    def _relation(self, relation: Relation) -> None:
        title = lines(relation.title, LETTERS[HALF])[:1] or ("",)
        self.titles.append(Box(0, self.y + LINE - 2, 0, 0, title))
        self.y += TITLE
        for pair in chunks(self._named(relation), 2):
            self._row([(at * (HALF + GAP), HALF, box) for at, box in enumerate(pair)], joined=True)

    def _named(self, relation: Relation) -> list[Box]:
        fits = len(relation.works) <= BOXES
        shown = relation.works if fits else relation.works[: BOXES - 1]
        links = [self.ui.presenter.link(work.id, self.entry.lang) for work in shown]
        boxes = [
            Box(0, 0, 0, 0, lines(one.title, LETTERS[HALF]), one.address, one.lang) for one in links
        ]
        if not fits:
            left = number(len(relation.works) - len(shown), self.ui.lang)
            words = self.ui.say(N_("and {n} more"), n=left)
            boxes.append(Box(0, 0, 0, 0, (words,)))
        return boxes

    def _row(self, row: list[tuple[int, int, Box]], *, joined: bool = False) -> None:
        height = max(len(box.lines) for _, _, box in row) * LINE + 2 * EDGE
        for x, width, box in row:
            placed = Box(x, self.y, width, height, box.lines, box.address, box.lang)
            self.boxes.append(placed)
            if joined:
                self.joints.append((HALF if x == 0 else WIDTH // 2, self.y + height // 2))
        self.y += height + GAP // 2


@lru_cache(maxsize=1 << 15)
def lines(text: str, room: int) -> tuple[str, ...]:
    """Break a name into a few lines by how wide its letters tend to be; the rest is left out.

    Args:
        text: the name.
        room: of a line, in tenths of a letter.
    """
    found = [""]
    for word in text.split():
        longer = f"{found[-1]} {word}".strip()
        if width(longer) <= room:
            found[-1] = longer
        else:
            found.extend(_broken(word, room))
    found = [line for line in found if line]
    if len(found) <= LINES:
        return tuple(found)
    return (*found[: LINES - 1], _cut(f"{found[LINES - 1]} {found[LINES]}", room))


def _broken(word: str, room: int) -> Iterator[str]:
    """Yield a word in pieces that fit."""
    piece, used = "", 0
    for letter in word:
        wide = _letter(letter)
        if piece and used + wide > room:
            yield piece
            piece, used = "", 0
        piece += letter
        used += wide
    yield piece


def _cut(text: str, room: int) -> str:
    while text and width(f"{text}…") > room:
        text = text[:-1]
    return f"{text.rstrip()}…"


def width(text: str) -> int:
    """Return how wide a text is likely to be, in tenths of a letter."""
    return sum(map(_letter, text))


@lru_cache(maxsize=1 << 12)
def _letter(letter: str) -> int:
    if unicodedata.combining(letter):
        return 0
    if unicodedata.east_asian_width(letter) in "WF":
        return 20
    if letter in BROAD:
        return 16
    return 6 if letter in NARROW else 13 if letter.isupper() else 10
