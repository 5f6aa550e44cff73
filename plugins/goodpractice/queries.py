"""Queries: lists of entries that a guide asks for by collection and facet values."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator
from typing import TYPE_CHECKING, Any

from goodpractice.diagnostics import Finding, Span
from goodpractice.entries import Entry
from goodpractice.kinds.queries import Query
from goodpractice.model import Facet, Model
from goodpractice.nearest import nearest
from goodpractice.nodes import Mapping, Node, Pair, Sequence, scalars

if TYPE_CHECKING:
    from goodpractice.catalogue import Catalogue, Work
    from goodpractice.corpus import Corpus


def written(entry: Entry) -> Iterator[tuple[Query, Mapping]]:
    """Yield the queries of an entry, each with what was written."""
    fields = entry.collection.query_fields
    nodes = {node.span: node for one in fields for node in _mappings(entry.node(one.path))}
    return ((query, nodes[query.span]) for query in of(entry))


def of(entry: Entry) -> Iterator[Query]:
    """Yield the queries of an entry."""
    for field in entry.collection.query_fields:
        value = entry.value(field.path)
        for query in value if isinstance(value, tuple) and field.of else (value,):
            if isinstance(query, Query):
                yield query


def number(entry: Entry, query: Query) -> int:
    """Return which of the queries of an entry one is, counted from 1."""
    return next(place for place, one in enumerate(of(entry), 1) if one is query)


def _mappings(node: Node | None) -> Iterable[Mapping]:
    items = node.items if isinstance(node, Sequence) else [node]
    return (item for item in items if isinstance(item, Mapping))


def facet_named(model: Model, key: str) -> Facet | None:
    """Return the facet that a query means by a field path or a facet id."""
    for facet in model.facets:
        if key == facet.id or key in facet.paths.values():
            return facet
    return None


def asked(entry: Entry) -> Iterator[list[Any]]:
    """Yield what each query of an entry names, as facts hold it: for `holds`."""
    for query, node in written(entry):
        where = [[key, [one.text for one in scalars(pair.value)]] for key, pair in _where(node)]
        yield [query.collection, where]


def _where(node: Mapping) -> Iterable[tuple[str, Pair]]:
    where = node.value("where")
    return where.items.items() if isinstance(where, Mapping) else ()


def holds(corpus: Corpus, collection: str, where: Iterable[tuple[str, Iterable[str]]]) -> bool:
    """Return whether the model has all that a query names."""
    named = ((facet_named(corpus.model, key), texts) for key, texts in where)
    return (not collection or collection in corpus.model.collections) and all(
        facet is not None and all(map(_values(corpus, facet).__contains__, texts))
        for facet, texts in named
    )


def faults(corpus: Corpus, query: Query, node: Mapping) -> Iterator[Finding]:
    """Yield what a query names that the model does not have."""
    model = corpus.model
    if query.collection and query.collection not in model.collections:
        place = node.values["collection"].span
        yield _unknown("collection", query.collection, place, model.collections)
    for key, pair in _where(node):
        facet = facet_named(model, key)
        if facet is None:
            names = [path for one in model.facets for path in one.paths.values()]
            yield _unknown("field", key, pair.key.span, names)
            continue
        known = _values(corpus, facet)
        for scalar in scalars(pair.value):
            if scalar.text not in known:
                yield _unknown("term", scalar.text, scalar.span, known, key)


def _values(corpus: Corpus, facet: Facet) -> Collection[str]:
    vocabulary = corpus.model.vocabularies.get(facet.vocabulary)
    return vocabulary.terms if vocabulary else corpus.ids


def _unknown(
    variant: str, found: str, span: Span, known: Iterable[str], field: str = ""
) -> Finding:
    near = nearest(found, known)
    params = {"found": found, "nearest": near or "", "field": field}
    return Finding("query-unknown", span, params, f"{variant}-nearest" if near else variant)


def facets_asked(model: Model, query: Query) -> dict[str, str]:
    """Return what a query asks for as browse is asked for it."""
    named = ((facet_named(model, key), key, terms) for key, terms in query.where.items())
    return {facet.id if facet else key: ",".join(terms) for facet, key, terms in named}


def run(catalogue: Catalogue, query: Query) -> tuple[Work, ...]:
    """Return the listed works that a query asks for: OR within a facet, AND between facets."""
    found = [
        work
        for work in catalogue.listed
        if not query.collection or work.collection.name == query.collection
    ]
    for key, terms in query.where.items():
        facet = facet_named(catalogue.model, key)
        if facet is None:
            return ()
        wanted = set(terms)
        found = [work for work in found if wanted.intersection(catalogue.values(work, facet))]
    return tuple(found)
