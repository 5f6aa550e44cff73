"""Facts: what an entry tells of itself that other entries are held against.

Rules about many entries go over the facts of all, and read an entry itself only where they find
something wrong with it. Facts are made of what JSON holds, so that the next check can have them
from its cache, where what is most plain is read most quickly; numbers of pictures and aliases are
those of the entry's own.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import chain
from typing import Any, NamedTuple

from goodpractice import likeness, links, queries
from goodpractice.dates import ApproximateDate, parse_date
from goodpractice.entries import DRAFT, Entry
from goodpractice.twins import Twins

_CHANGED = ("last_reviewed", "published")


class Facts(NamedTuple):
    """What an entry tells of itself.

    Attributes:
        id, path, address, collection: of the entry, which its path alone says.
        title, lang, status: of the entry.
        references: the entries that each field mentions.
        misplaced: whether one of them is of a collection that the field does not take.
        links: paths that links within the site lead to; empty of one that may not be followed.
        anchors: path and fragment of each link to a part of a page.
        pictures: addresses of the pictures of the text and then of the front matter.
        headings: ids of the text's headings, parted by spaces.
        aliases: old addresses, as written.
        terms: what it chooses of terms that have twins, by vocabulary.
        translation_of, superseded_by: the entry that a common field of this name names.
        changed: date of the version that is shown, as written.
        translated: that of the version that a translation was made of.
        due: day for looking through again, as written; the last day it may mean; its place.
        asks: what each list names that it asks for, by `queries`.
        ignores: whether it sets rules aside.
        sketch: of the text, by `likeness`.
    """

    id: str
    path: str
    address: str
    collection: str
    title: str
    lang: str
    status: str
    references: dict[str, list[str]]
    misplaced: bool
    links: list[str]
    anchors: list[list[str]]
    pictures: list[str]
    headings: str
    aliases: list[str]
    terms: dict[str, list[str]]
    translation_of: str | None
    superseded_by: str | None
    changed: str | None
    translated: str | None
    due: list[Any] | None
    asks: list[list[Any]]
    ignores: bool
    sketch: list[int]

    @property
    def is_draft(self) -> bool:
        """Return whether it is not published yet."""
        return self.status == DRAFT

    @property
    def mentions(self) -> Iterable[str]:
        """Return the entries that it mentions."""
        return chain.from_iterable(self.references.values())

    @property
    def linked(self) -> Iterable[str]:
        """Return the paths that it links to."""
        return chain(self.links, (path for path, _ in self.anchors))

    def targets(self, path: str) -> list[str]:
        """Return the entries that a field mentions."""
        return self.references.get(path, [])


def facts_of(entry: Entry, twins: Twins) -> Facts:
    """Return what an entry tells of itself.

    Args:
        entry: an entry.
        twins: the terms that are nearly the same as others.
    """
    translation_of = _named(entry, "translation_of")
    changed, translated = _changed(entry), _translated(entry) if translation_of else None
    paths, anchors = _links(entry)
    return Facts(
        entry.id,
        entry.path,
        entry.address,
        entry.collection.name,
        entry.title,
        entry.lang,
        entry.status,
        _references(entry),
        any(one.to and one.target.partition("/")[0] not in one.to for one in entry.references),
        paths,
        anchors,
        [*_pictures_of_text(entry), *(name.text for name in entry.pictures)],
        " ".join(one.id for one in entry.text.headings) if entry.text else "",
        [one.text for one in entry.aliases],
        _terms(entry, twins),
        translation_of,
        _named(entry, "superseded_by"),
        changed.text if changed else None,
        translated.text if translated else None,
        _due(entry),
        list(queries.asked(entry)),
        entry.node("ignore") is not None,
        list(likeness.sketch(entry.document.source, entry.document.body_start)),
    )


def _named(entry: Entry, field: str) -> str | None:
    target = entry.values.get(field)
    return target if isinstance(target, str) else None


def _terms(entry: Entry, twins: Twins) -> dict[str, list[str]]:
    found: dict[str, list[str]] = {}
    for path, vocabulary in entry.collection.vocabulary_fields if twins else ():
        near = twins.get(vocabulary)
        chosen = [one for one in entry.term_ids(path) if one in near] if near else ()
        if chosen:
            found.setdefault(vocabulary, []).extend(chosen)
    return found


def _references(entry: Entry) -> dict[str, list[str]]:
    found: dict[str, list[str]] = {}
    for one in entry.references:
        found.setdefault(one.path, []).append(one.target)
    return found


def _links(entry: Entry) -> tuple[list[str], list[list[str]]]:
    """Return where links lead that name no part of a page, and where the others do."""
    paths, anchors = list[str](), list[list[str]]()
    for link in entry.text.links if entry.text else ():
        if link.image or links.leads_out(link.url):
            continue
        refused = not link.url or links.is_external(link.url)
        path, fragment = ("", "") if refused else links.target(entry.path, link.url)
        if fragment:
            anchors.append([path, fragment])
        else:
            paths.append(path)
    return paths, anchors


def _pictures_of_text(entry: Entry) -> Iterator[str]:
    return (link.url for link in (entry.text.links if entry.text else ()) if link.image)


def _changed(entry: Entry) -> ApproximateDate | None:
    dates = (entry.values.get(name) for name in _CHANGED)
    return next((one for one in dates if isinstance(one, ApproximateDate)), None)


def _translated(entry: Entry) -> ApproximateDate | None:
    """Return the version that was translated; a revision that is no date cannot be compared."""
    revision = entry.values.get("source_revision")
    return parse_date(revision) if isinstance(revision, str) else _changed(entry)


def _due(entry: Entry) -> list[Any] | None:
    due = entry.values.get("review_by")
    if not isinstance(due, ApproximateDate):
        return None
    return [due.text, due.last and list(due.last), list(entry.span("review_by"))]
