"""The JSON Schema of the site's data, made from the model as the data is."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from typing import Any

from goodpractice import api
from goodpractice.fields import Field
from goodpractice.model import Collection
from goodpractice.pipeline import Site

DIALECT = "https://json-schema.org/draft/2020-12/schema"
Schema = dict[str, Any]
_TEXT: Schema = {"type": "string"}
_TEXTS: Schema = {"type": "object", "additionalProperties": _TEXT}
_COUNT: Schema = {"type": "integer", "minimum": 0}
_VERSION: Schema = {"const": api.VERSION}


def schema(site: Site) -> bytes:
    """Return the schema of every JSON file of the data."""
    collections = {name: _collection(one) for name, one in site.model.collections.items()}
    document = {
        "$schema": DIALECT,
        "$id": f"{site.settings.site_url}{api.SCHEMA}",
        "title": site.settings.site_name,
        "anyOf": [{"$ref": f"#/$defs/{name}"} for name in ("index", "vocabulary", "collection")],
        "$defs": {
            "index": _INDEX,
            "vocabulary": _VOCABULARY,
            "collection": {"anyOf": list(collections.values())},
        },
    }
    return f"{json.dumps(document, ensure_ascii=False, indent=1)}\n".encode()


def _object(required: Mapping[str, Any], optional: Mapping[str, Any] | None = None) -> Schema:
    return {
        "type": "object",
        "properties": {**required, **(optional or {})},
        "required": list(required),
        "additionalProperties": False,
    }


def _list_of(items: Schema) -> Schema:
    return {"type": "array", "items": items}


def _collection(collection: Collection) -> Schema:
    fields = api.fields_of(collection)
    values = _object({}, {name: _value(one, collection) for name, one in fields.items()})
    entry = _object({"id": _TEXT, "url": _TEXT, "licence": _TEXT, "values": values})
    return _object(
        {
            "version": _VERSION,
            "id": {"const": collection.name},
            "label": _TEXTS,
            "description": _TEXTS,
            "url": _TEXT,
            "fields": _list_of(_FIELD),
            "entries": _list_of(entry),
        }
    )


_FIELD = _object(
    {"path": _TEXT, "kind": _TEXT}, {"label": _TEXTS, "help": _TEXTS, "vocabulary": _TEXT}
)
_FILES: Schema = {"id": _TEXT, "label": _TEXTS, "json": _TEXT, "csv": _TEXT}
_INDEX = _object(
    {
        "version": _VERSION,
        **dict.fromkeys(
            ("name", "description", "url", "licence", "documentation", "schema"), _TEXT
        ),
        "languages": _list_of(_TEXT),
        "collections": _list_of(_object({**_FILES, "entries": _COUNT})),
        "vocabularies": _list_of(_object({**_FILES, "terms": _COUNT})),
    }
)
_TERM = _object(
    {"id": _TEXT, "label": _TEXTS},
    {
        **dict.fromkeys(("url", "number", "broader", "replaced_by", "source"), _TEXT),
        "definition": _TEXTS,
        "aliases": _list_of(_TEXT),
    },
)
_VOCABULARY = _object(
    {
        "version": _VERSION,
        "id": _TEXT,
        "label": _TEXTS,
        "description": _TEXTS,
        "scale": {"type": "boolean"},
        "terms": _list_of(_TERM),
    }
)


def _value(field: Field, collection: Collection) -> Schema:
    """Return what a field may hold; null is said to be not known by the author."""
    return {"anyOf": [{"type": "null"}, _KINDS[field.kind.name](field, collection)]}


def _as(schema: Schema) -> Callable[[Field, Collection], Schema]:
    return lambda _field, _collection: schema


def _group(field: Field, collection: Collection) -> Schema:
    inner = api.inner_fields(field, collection)
    return _object({}, {name: _value(one, collection) for name, one in inner.items()})


def _list(field: Field, collection: Collection) -> Schema:
    assert field.of is not None
    return _list_of(_value(field.of, collection))


_KINDS: Mapping[str, Callable[[Field, Collection], Schema]] = {
    **dict.fromkeys(("line", "paragraph", "doi", "email", "choice", "country"), _as(_TEXT)),
    **dict.fromkeys(("language", "reference"), _as(_TEXT)),
    **dict.fromkeys(("choices", "countries", "references"), _as(_list_of(_TEXT))),
    **dict.fromkeys(("group", "place", "image"), _group),
    "link": _as({"type": "string", "format": "uri"}),
    "date": _as({"type": "string", "pattern": r"^(\.\./)?\d{4}(-\d\d(-\d\d)?)?~?(/\.\.)?$"}),
    "integer": _as({"type": "integer"}),
    "number": _as({"type": "number"}),
    "money": _as(_object({"amount": {"type": "number"}, "currency": _TEXT})),
    "yes-no": _as({"type": "boolean"}),
    "list": _list,
}
