"""The site as data: every collection and vocabulary as JSON and CSV, below ``api/v1/``.

What is there is what the pages show: published entries without the fields that a collection hides,
without the notes that are for editors, and never a draft or what has been withdrawn. JSON is exact.
CSV is for spreadsheets: UTF-8 with a byte order mark, without which Excel takes accents for
something else, lines that end as RFC 4180 says, and no cell that a spreadsheet would run.

A change that breaks programs gets a new version; fields and terms come and go with the model.
"""

from __future__ import annotations

import csv
import io
import json
import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from functools import partial
from typing import Any

from goodpractice import links, messages
from goodpractice.entries import DRAFT, WITHDRAWN, Entry
from goodpractice.fields import Field
from goodpractice.interface import DATA_ADDRESS as ADDRESS
from goodpractice.interface import Interface, licence_of
from goodpractice.kinds.groups import GroupKind
from goodpractice.messages import N_, pick
from goodpractice.model import Collection, vocabulary_of
from goodpractice.outputs import Asset, Page
from goodpractice.pipeline import Site
from goodpractice.reading import MISSING, NOT_KNOWN
from goodpractice.values import in_full
from goodpractice.views import ApiFile, ApiView
from goodpractice.vocabularies import CLDR, Term, Texts, Vocabulary

VERSION = 1
FOLDER = f"{ADDRESS}v{VERSION}/"
INDEX, SCHEMA = f"{FOLDER}index.json", f"{FOLDER}schema.json"
TITLE = N_("Data to download")
# Fields of every entry that no page shows: they are for those who edit it.
FOR_EDITORS = frozenset({"aliases", "ignore", "source_revision", "status"})


def collection_path(name: str, ending: str) -> str:
    """Return where a collection is, as `json` or `csv`."""
    return f"{FOLDER}collections/{name}.{ending}"


def vocabulary_path(name: str, ending: str) -> str:
    """Return where a vocabulary is, as `json` or `csv`."""
    return f"{FOLDER}vocabularies/{name}.{ending}"


def assets(site: Site) -> Iterator[Asset]:
    """Yield all files of data but the schema."""
    yield Asset(INDEX, partial(index, site))
    for collection in site.model.collections.values():
        name = collection.name
        yield Asset(collection_path(name, "json"), partial(collection_json, site, collection))
        yield Asset(collection_path(name, "csv"), partial(collection_csv, site, collection))
    for vocabulary in site.model.vocabularies.values():
        name = vocabulary.name
        yield Asset(vocabulary_path(name, "json"), partial(vocabulary_json, site, vocabulary))
        yield Asset(vocabulary_path(name, "csv"), partial(vocabulary_csv, site, vocabulary))


# The page that explains it ----------------------------------------------------------------------


def api_page(ui: Interface) -> Page:
    """Return the page that says what there is and what it means, in a language."""
    about = ui.say(N_("Everything that this site tells, as tables and as data for programs."))
    title = ui.say(TITLE)
    return ui.page(ADDRESS, title, "api.html", partial(_view, ui, title, about), description=about)


def _view(ui: Interface, title: str, about: str) -> ApiView:
    collections = (
        _file(ui, one.label, len(published(ui.site, one)), partial(collection_path, one.name))
        for one in ui.site.model.collections.values()
    )
    vocabularies = (
        _file(ui, one.label, len(terms_of(ui.site, one)), partial(vocabulary_path, one.name))
        for one in ui.site.model.vocabularies.values()
    )
    return ApiView(
        title,
        about,
        tuple(collections),
        tuple(vocabularies),
        INDEX,
        SCHEMA,
        ui.site.settings.licence,
        messages.NOT_KNOWN,
    )


def _file(ui: Interface, label: Texts, count: int, path: Callable[[str], str]) -> ApiFile:
    return ApiFile(ui.presenter.pick(label), count, path("json"), path("csv"))


# What is told -----------------------------------------------------------------------------------


def published(site: Site, collection: Collection) -> list[Entry]:
    """Return the entries of a collection that everybody may read, in the order of listings."""
    return [
        entry
        for entry in site.catalogue.entries.values()
        if entry.collection is collection and is_public(entry)
    ]


def is_public(entry: Entry) -> bool:
    """Return whether an entry is told at all."""
    return entry.status not in (DRAFT, WITHDRAWN)


def fields_of(collection: Collection) -> dict[str, Field]:
    """Return the fields of a collection that are told."""
    return _told(collection.fields, collection, FOR_EDITORS)


def _told(
    fields: Mapping[str, Field], collection: Collection, without: frozenset[str] = frozenset()
) -> dict[str, Field]:
    return {
        name: one
        for name, one in fields.items()
        if one.path not in collection.hidden and name not in without and one.kind.name in _VALUES
        if not (one.of and one.of.kind.name not in _VALUES)
    }


def inner_fields(field: Field, collection: Collection) -> dict[str, Field]:
    """Return the fields of a group that are told."""
    shown = _OF_GROUPS.get(field.kind.name)
    fields = _told(field.kind.fields(field), collection)
    return {name: one for name, one in fields.items() if shown is None or name in shown}


# Of a picture the consent, and of a place the position, stand on no page.
_OF_GROUPS: Mapping[str, tuple[str, ...]] = {"image": ("src", "alt", "credit"), "place": ("name",)}


def terms_of(site: Site, vocabulary: Vocabulary) -> list[Term]:
    """Return the terms of a vocabulary; of countries and languages, those in use."""
    used = site.catalogue.by_term
    every = vocabulary.name not in CLDR
    return [
        term for term in vocabulary.terms.values() if every or (vocabulary.name, term.id) in used
    ]


# Files ------------------------------------------------------------------------------------------


def index(site: Site) -> bytes:
    """Return the list of all files."""
    settings = site.settings
    collections = [
        {**_head(site, one.name, one.label), "entries": len(published(site, one)),
         **_files(site, partial(collection_path, one.name))}
        for one in site.model.collections.values()
    ]  # fmt: skip
    vocabularies = [
        {**_head(site, one.name, one.label), "terms": len(terms_of(site, one)),
         **_files(site, partial(vocabulary_path, one.name))}
        for one in site.model.vocabularies.values()
    ]  # fmt: skip
    return _json(
        {
            "version": VERSION,
            "name": settings.site_name,
            "description": settings.site_description,
            "url": _url(site, ""),
            "licence": settings.licence,
            "languages": list(settings.languages),
            "documentation": _url(site, ADDRESS),
            "schema": _url(site, SCHEMA),
            "collections": collections,
            "vocabularies": vocabularies,
        }
    )


def _head(site: Site, name: str, label: Texts) -> dict[str, Any]:
    return {"id": name, "label": _texts(site, label)}


def _files(site: Site, path: Callable[[str], str]) -> dict[str, str]:
    return {ending: _url(site, path(ending)) for ending in ("json", "csv")}


def collection_json(site: Site, collection: Collection) -> bytes:
    """Return a collection with its fields and entries."""
    fields = fields_of(collection)
    entries = (
        {
            "id": entry.id,
            "url": _url(site, entry.address),
            "licence": licence_of(site, entry),
            "values": _group(site, entry, fields, entry.values),
        }
        for entry in published(site, collection)
    )
    return _json(
        {
            "version": VERSION,
            **_head(site, collection.name, collection.label),
            "description": _texts(site, collection.description),
            "url": _url(site, f"{collection.name}/"),
            "fields": list(_described(site, collection, fields)),
            "entries": list(entries),
        }
    )


def _described(
    site: Site, collection: Collection, fields: Mapping[str, Field], above: str = ""
) -> Iterator[dict[str, Any]]:
    """Yield what each field is, and those within it; `[]` stands for each value of a list."""
    for name, field in fields.items():
        path = f"{above}{name}"
        told = {
            "path": path,
            "kind": field.kind.name,
            "label": _texts(site, field.label),
            "help": _texts(site, field.help),
            "vocabulary": vocabulary_of(field),
        }
        yield {key: value for key, value in told.items() if value}
        within, mark = (field.of, "[]") if field.of else (field, "")
        if isinstance(within.kind, GroupKind):
            inner = inner_fields(within, collection)
            yield from _described(site, collection, inner, f"{path}{mark}.")


def collection_csv(site: Site, collection: Collection) -> bytes:
    """Return a collection as a table: an entry a row, the fields of a group each in a column."""
    fields = fields_of(collection)
    columns = list(_columns(collection, fields))
    told = (
        (entry, _group(site, entry, fields, entry.values)) for entry in published(site, collection)
    )
    rows = (
        [entry.id, _url(site, entry.address), *_cells(values, columns)] for entry, values in told
    )
    return table(["id", "url", *(".".join(path) for path, _ in columns)], rows)


Column = tuple[tuple[str, ...], Field]


def _columns(
    collection: Collection, fields: Mapping[str, Field], above: tuple[str, ...] = ()
) -> Iterator[Column]:
    for name, field in fields.items():
        if isinstance(field.kind, GroupKind):
            yield from _columns(collection, inner_fields(field, collection), (*above, name))
        else:
            yield (*above, name), field


def _cells(told: Mapping[str, Any], columns: Iterable[Column]) -> Iterator[str | float]:
    """Yield what an entry tells, in the order of the columns."""
    for path, _ in columns:
        value: Any = told
        for name in path:
            if type(value) is not dict:  # of a group that is not known, nothing within it is
                break
            value = value.get(name, MISSING)
        yield "" if value is MISSING else _cell(value)


def _cell(value: Any) -> str | float:
    """Return a value of JSON as a cell: several ids in a line, what has parts as JSON."""
    if value is NOT_KNOWN:
        return messages.NOT_KNOWN
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, list) and all(_is_id(one) for one in value):
        return "; ".join(value)
    if isinstance(value, str | int | float):
        return value
    return _IN_A_CELL.encode(value)


_ID = re.compile(r"[\w./-]+")


def _is_id(value: Any) -> bool:
    return isinstance(value, str) and bool(_ID.fullmatch(value))


def vocabulary_json(site: Site, vocabulary: Vocabulary) -> bytes:
    """Return a vocabulary with its terms."""
    return _json(
        {
            "version": VERSION,
            **_head(site, vocabulary.name, vocabulary.label),
            "description": _texts(site, vocabulary.description),
            "scale": vocabulary.scale,
            "terms": [_term(site, vocabulary, term) for term in terms_of(site, vocabulary)],
        }
    )


def _term(site: Site, vocabulary: Vocabulary, term: Term) -> dict[str, Any]:
    told = {
        "id": term.id,
        "url": _term_url(site, vocabulary, term),
        "number": term.number,
        "label": _texts(site, term.label),
        "definition": _texts(site, term.definition),
        "broader": term.broader,
        "replaced_by": term.deprecated_by,
        "aliases": list(term.aliases),
        "source": term.source,
    }
    return {key: value for key, value in told.items() if value}


def _term_url(site: Site, vocabulary: Vocabulary, term: Term) -> str:
    if not site.catalogue.has_page(vocabulary, term.id):
        return ""
    return _url(site, links.term_address(vocabulary.name, term.id))


def vocabulary_csv(site: Site, vocabulary: Vocabulary) -> bytes:
    """Return a vocabulary as a table: a term a row, its texts in a column for each language."""
    plain = ("id", "url", "number", "broader", "replaced_by", "source")
    texts = [(key, lang) for key in ("label", "definition") for lang in site.settings.languages]
    told = (_term(site, vocabulary, term) for term in terms_of(site, vocabulary))
    rows = (
        [
            *(one.get(key, "") for key in plain),
            *(one.get(key, {}).get(lang, "") for key, lang in texts),
            "; ".join(one.get("aliases", ())),
        ]
        for one in told
    )
    return table([*plain, *(f"{key}.{lang}" for key, lang in texts), "aliases"], rows)


# Values -----------------------------------------------------------------------------------------


def _group(
    site: Site, entry: Entry, fields: Mapping[str, Field], values: Mapping[str, Any]
) -> dict[str, Any]:
    told = {
        name: _value(site, entry, field, values[name])
        for name, field in fields.items()
        if values.get(name, MISSING) is not MISSING
    }
    return {name: value for name, value in told.items() if value is not MISSING}


def _value(site: Site, entry: Entry, field: Field, value: Any) -> Any:
    """Return a value as JSON has it; MISSING is not to be told."""
    if value is NOT_KNOWN:
        return value
    return _VALUES[field.kind.name](site, entry, field, value)


def _plain(site: Site, entry: Entry, field: Field, value: Any) -> Any:
    return value


def _money(site: Site, entry: Entry, field: Field, value: Any) -> Any:
    return {"amount": value.amount, "currency": value.currency}


def _date(site: Site, entry: Entry, field: Field, value: Any) -> Any:
    return value.text


def _several(site: Site, entry: Entry, field: Field, value: Any) -> Any:
    return list(field.kind.term_ids(value))


def _reference(site: Site, entry: Entry, field: Field, value: Any) -> Any:
    return value if _is_told(site, value) else MISSING


def _references(site: Site, entry: Entry, field: Field, value: Any) -> Any:
    return [one for one in field.kind.term_ids(value) if _is_told(site, one)]


def _is_told(site: Site, target: str) -> bool:
    entry = site.catalogue.entries.get(target)
    return entry is not None and is_public(entry)


def _fields(site: Site, entry: Entry, field: Field, value: Any) -> Any:
    return _group(site, entry, inner_fields(field, entry.collection), value)


def _image(site: Site, entry: Entry, field: Field, value: Any) -> Any:
    told = _fields(site, entry, field, value)
    if isinstance(told.get("src"), str):
        path = links.picture_path(entry, told["src"])
        told["src"] = _url(site, path.removeprefix(f"{site.corpus.content}/"))
    return told


def _list(site: Site, entry: Entry, field: Field, value: Any) -> Any:
    assert field.of is not None
    told = (_value(site, entry, field.of, one) for one in value)
    return [one for one in told if one is not MISSING]


# A query is a question to the catalogue, not something that an entry tells.
_VALUES: Mapping[str, Callable[[Site, Entry, Field, Any], Any]] = {
    **dict.fromkeys(("line", "paragraph", "integer", "number", "yes-no", "link"), _plain),
    **dict.fromkeys(("doi", "email", "choice", "country", "language"), _plain),
    "money": _money,
    "date": _date,
    "choices": _several,
    "countries": _several,
    "reference": _reference,
    "references": _references,
    "group": _fields,
    "place": _fields,
    "image": _image,
    "list": _list,
}


# Writing ----------------------------------------------------------------------------------------


def _json(document: Mapping[str, Any]) -> bytes:
    return f"{_COMPACT.encode(document)}\n".encode()


def _null(value: object) -> None:
    """Return what stands for a value that its author does not know.

    Raises:
        TypeError: it is another value, for which JSON has nothing.
    """
    if value is not NOT_KNOWN:
        raise TypeError(type(value).__name__)


_COMPACT = json.JSONEncoder(ensure_ascii=False, separators=(",", ":"), default=_null)
_IN_A_CELL = json.JSONEncoder(ensure_ascii=False, default=_null)


def _texts(site: Site, texts: Texts) -> dict[str, str]:
    """Return a text in the languages of the site."""
    default = site.settings.languages[0]
    found = {lang: pick(texts, lang, default) for lang in site.settings.languages}
    return {lang: text for lang, text in found.items() if text}


def _url(site: Site, address: str) -> str:
    """Return a whole address; of a site that does not know its own, one from its root."""
    return in_full(site.settings.site_url, address)


def table(head: Sequence[str], rows: Iterable[Sequence[str | float]]) -> bytes:
    """Return a table as CSV that no spreadsheet runs anything of."""
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\r\n")
    writer.writerow(head)
    writer.writerows([harmless(one) if one else one for one in row] for row in rows)
    return text.getvalue().encode("utf-8-sig")


# Where a cell could begin as a formula (OWASP, CSV injection): at its start, and, in a spreadsheet
# that parts cells at semicolons, tabs or ends of lines, behind one of these. Full-width forms are
# taken for the others where one writes Chinese or Japanese.
_FORMULA = re.compile(r"(^|[;\t\r\n])(?=\s*[=+\-@\uff1d\uff0b\uff0d\uff20])")
_MAY_BEGIN = re.compile(r"[;\t\r\n]|\A\s*[=+\-@\uff1d\uff0b\uff0d\uff20]")  # quick to rule out


def harmless(cell: str | float) -> str | float:
    """Return a cell that spreadsheets take for text; a number stays one."""
    if not isinstance(cell, str) or not _MAY_BEGIN.search(cell):
        return cell
    return _FORMULA.sub(r"\1'", cell)
