"""Linked data: what a page tells programs of itself, as JSON-LD in the terms of schema.org.

An entry's page is a `WebPage` about one thing, whose type and properties the model names in
`schema_org` (LRMI's terms are part of schema.org). JSON-LD stands in a data block, which runs
nothing and which a content security policy does not ask about (HTML, section 4.12.1).
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from functools import cache
from typing import Any

from goodpractice.dates import ApproximateDate
from goodpractice.entries import Entry
from goodpractice.fields import Field
from goodpractice.interface import Interface, licence_of
from goodpractice.messages import N_
from goodpractice.model import vocabulary_of
from goodpractice.reading import MISSING, NOT_KNOWN
from goodpractice.values import BASE, in_full
from goodpractice.views import TermView
from goodpractice.vocabularies import Vocabulary

CONTEXT = "https://schema.org"
TYPE = "type"  # the key of the model's mapping that is no property
MOST_BYTES = 690  # with the tags around it an entry’s page grows by little more than 720 bytes
_EXACT = re.compile(r"\d{4}(-\d\d(-\d\d)?)?", re.ASCII)
Node = dict[str, Any]


def of_entry(ui: Interface, entry: Entry) -> str:
    """Return what an entry's page tells of itself and of what it is about.

    Where that would be too long, the description goes first, which the page has elsewhere too, and
    then the last properties that the model names.
    """
    thing = _thing(ui, entry)
    page = {
        "@context": CONTEXT,
        "@type": "WebPage",
        "inLanguage": entry.lang,
        **_about_page(ui, entry),
        "breadcrumb": _crumbs(ui, [_collection_crumb(ui, entry)]),
        "mainEntity": thing,
    }
    text = encoded(page)
    excess = len(text.encode()) - MOST_BYTES
    if excess <= 0:
        return text
    spare = [name for name in reversed(thing) if name not in _KEPT]
    for name in sorted(spare, key=lambda name: name != "description"):
        # What it takes: its own JSON with a comma in place of the brackets.
        excess -= len(encoded({name: thing.pop(name)}).encode()) - 1
        if excess <= 0:
            break
    return encoded(page)


_KEPT = ("@type", "name", "url")


def of_list(ui: Interface, address: str, title: str, description: str) -> str:
    """Return what the page of a list of entries tells of itself."""
    page = {
        "@context": CONTEXT,
        "@type": "CollectionPage",
        "url": full_address(ui, address),
        "name": title,
        "description": description,
        "inLanguage": ui.lang,
        "breadcrumb": _crumbs(ui, [], title),
    }
    return encoded({name: value for name, value in page.items() if value})


def of_term(ui: Interface, vocabulary: Vocabulary, view: TermView) -> str:
    """Return what a term's page tells of the term."""
    label = ui.presenter.pick(vocabulary.label)
    index = full_address(ui, ui.address(f"{vocabulary.name}/"))
    term = {
        "@type": "DefinedTerm",
        "url": full_address(ui, view.address),
        "name": view.label,
        "description": view.definition,
        "termCode": view.id,
        "inDefinedTermSet": index,
    }
    page = {
        "@context": CONTEXT,
        "@type": "WebPage",
        "inLanguage": ui.lang,
        "breadcrumb": _crumbs(ui, [(label, index)], view.label),
        "mainEntity": {name: value for name, value in term.items() if value},
    }
    return encoded(page)


def encoded(node: Node) -> str:
    """Return JSON that no parser of HTML takes for anything else, wherever it stands."""
    text = _ENCODER.encode(node)
    for plain, escaped in _IN_HTML:
        text = text.replace(plain, escaped)
    return text


_ENCODER = json.JSONEncoder(ensure_ascii=False, separators=(",", ":"))
_IN_HTML = tuple((one, f"\\u{ord(one):04x}") for one in "<>&\u2028\u2029")


def full_address(ui: Interface, address: str) -> str:
    """Return the whole address of a page; without `site_url`, one that works from the page."""
    return in_full(ui.site.settings.site_url or BASE, address)


def _crumbs(ui: Interface, between: Iterable[tuple[str, str]], title: str = "") -> Node:
    """Return the way from the home page.

    Its last step is the page itself, by its title and without an address, where there are no other
    two: a way has two steps at least.
    """
    home = (ui.say(N_("Home")), full_address(ui, ui.address("")))
    steps = [{"name": name, "item": address} for name, address in (home, *between)]
    last = [{"name": title}] if title else []
    items = [
        {"@type": "ListItem", "position": position, **step}
        for position, step in enumerate([*steps, *last], 1)
    ]
    return {"@type": "BreadcrumbList", "itemListElement": items}


def _collection_crumb(ui: Interface, entry: Entry) -> tuple[str, str]:
    address = ui.address(f"{entry.collection.name}/")
    return ui.presenter.pick(entry.collection.label), full_address(ui, address)


def _about_page(ui: Interface, entry: Entry) -> Node:
    """Return what is known of the page: its dates and its licence."""
    dates = {"datePublished": "published", "lastReviewed": "last_reviewed"}
    found = {name: _iso(entry.value(path)) for name, path in dates.items()}
    found["license"] = licence_address(licence_of(ui.site, entry))
    return {name: value for name, value in found.items() if value}


def _iso(value: Any) -> str:
    exact = isinstance(value, ApproximateDate) and _EXACT.fullmatch(value.text)
    return value.text if exact else ""


_CREATIVE_COMMONS = re.compile(r"CC-(BY(?:-NC)?(?:-SA|-ND)?)-(\d\.\d)")


@cache
def licence_address(licence: str) -> str:
    """Return the address of a licence, which schema.org asks for; of an unknown one, nothing."""
    if licence.startswith("https://"):
        return licence
    if licence == "CC0-1.0":
        return "https://creativecommons.org/publicdomain/zero/1.0/"
    known = _CREATIVE_COMMONS.fullmatch(licence)
    if known is None:
        return ""
    return f"https://creativecommons.org/licenses/{known[1].lower()}/{known[2]}/"


def _thing(ui: Interface, entry: Entry) -> Node:
    """Return what an entry is about, as the model maps it."""
    mapping = entry.collection.schema_org
    kind = mapping.get(TYPE, "Thing")
    thing: Node = {
        "@type": kind,
        "name": entry.title,
    }
    if kind in _NAMES_ITS_KIND:
        thing[_NAMES_ITS_KIND[kind]] = ui.presenter.pick(entry.collection.singular)
    for name, path in mapping.items():
        found = list(_values(ui, entry, path)) if name != TYPE else []
        if found:
            shaped = _together([_shaped(name, value) for value in found])
            thing[name] = shaped if len(shaped) > 1 else shaped[0]
    return {name: value for name, value in thing.items() if value}


_NAMES_ITS_KIND: Mapping[str, str] = {"LearningResource": "learningResourceType"}


def _shaped(name: str, value: Any) -> Any:
    """Return a value as a property wants it: some take terms as texts, some by their own thing."""
    if name in _AS_TEXT and isinstance(value, dict):
        return value["name"]
    if name not in _WANTED or not isinstance(value, dict):
        return value
    kind, inner = _WANTED[name]
    return {"@type": kind, inner: value["name"]}


def _together(shaped: list[Any]) -> list[Any]:
    """Return things that differ in one list of texts as one thing: an audience of several roles."""
    kinds = {value["@type"] for value in shaped if isinstance(value, dict)} & _OF_SEVERAL.keys()
    if len(shaped) < 2 or not kinds:
        return shaped
    (kind,) = kinds
    inner = _OF_SEVERAL[kind]
    return [{"@type": kind, inner: [value[inner] for value in shaped]}]


_WANTED: Mapping[str, tuple[str, str]] = {"audience": ("EducationalAudience", "educationalRole")}
_OF_SEVERAL = dict(_WANTED.values())
_AS_TEXT = frozenset(["educationalLevel", "keywords", "teaches"])


def _values(ui: Interface, entry: Entry, path: str) -> Iterator[Any]:
    """Yield the values at a path, which may lead into the groups of a list."""
    field = entry.collection.field(path)
    if field:
        yield from _of_field(ui, entry, field, entry.value(path))
        return
    owner, _, inner = path.partition(".")
    listed, items = entry.collection.field(owner), entry.known(owner)
    if listed and listed.of and inner in listed.of.fields and items is not MISSING:
        known = (item for item in items if item is not NOT_KNOWN)
        for item in known:
            yield from _of_field(ui, entry, listed.of.fields[inner], item.get(inner, MISSING))


def _of_field(ui: Interface, entry: Entry, field: Field, value: Any) -> Iterator[Any]:
    if value is not MISSING and value is not NOT_KNOWN and field.kind.name in _VALUES:
        yield from _VALUES[field.kind.name](ui, entry, field, value)


def _plain(ui: Interface, entry: Entry, field: Field, value: Any) -> Iterator[Any]:
    yield value


def _date(ui: Interface, entry: Entry, field: Field, value: Any) -> Iterator[Any]:
    yield from filter(None, [_iso(value)])


def _money(ui: Interface, entry: Entry, field: Field, value: Any) -> Iterator[Any]:
    yield {"@type": "MonetaryAmount", "value": value.amount, "currency": value.currency}


def _doi(ui: Interface, entry: Entry, field: Field, value: Any) -> Iterator[Any]:
    yield f"https://doi.org/{value}"


def _terms(ui: Interface, entry: Entry, field: Field, value: Any) -> Iterator[Any]:
    yield from ({"@type": "DefinedTerm", "name": name} for _, name in _named(ui, field, value))


def _areas(ui: Interface, entry: Entry, field: Field, value: Any) -> Iterator[Any]:
    for code, name in _named(ui, field, value):
        yield {"@type": "AdministrativeArea" if "-" in code else "Country", "name": name}


def _named(ui: Interface, field: Field, value: Any) -> Iterator[tuple[str, str]]:
    vocabulary = ui.site.model.vocabularies[vocabulary_of(field)]
    for term_id in field.kind.term_ids(value):
        yield term_id, ui.presenter.term(vocabulary, term_id).label


def _place(ui: Interface, entry: Entry, field: Field, value: Any) -> Iterator[Any]:
    name = value.get("name", NOT_KNOWN)
    if name is not NOT_KNOWN:
        yield {"@type": "Place", "name": name}


def _entries(ui: Interface, entry: Entry, field: Field, value: Any) -> Iterator[Any]:
    for target in field.kind.term_ids(value):
        link = ui.presenter.link(target, entry.lang)
        if link.address is not None:
            yield {"@id": full_address(ui, link.address), "name": link.title}


def _list(ui: Interface, entry: Entry, field: Field, value: Any) -> Iterator[Any]:
    for item in value if field.of else ():
        yield from _of_field(ui, entry, field.of, item)  # type: ignore[arg-type]


# Of the other kinds schema.org has no values that would be the same everywhere.
_VALUES: Mapping[str, Callable[[Interface, Entry, Field, Any], Iterator[Any]]] = {
    "line": _plain,
    "paragraph": _plain,
    "integer": _plain,
    "number": _plain,
    "money": _money,
    "yes-no": _plain,
    "date": _date,
    "choice": _terms,
    "choices": _terms,
    "country": _areas,
    "countries": _areas,
    "language": _plain,
    "link": _plain,
    "doi": _doi,
    "place": _place,
    "reference": _entries,
    "references": _entries,
    "list": _list,
}
