"""A list that asks for something unknown."""

from __future__ import annotations

from collections.abc import Iterator

from goodpractice import queries
from goodpractice.corpus import Corpus
from goodpractice.diagnostics import Finding, Severity
from goodpractice.rules.rule import N_, Rule, by_param


def check(corpus: Corpus) -> Iterator[tuple[str, Finding]]:
    """Yield queries that name an unknown collection, facet or term."""
    for facts in corpus.facts.values():
        if not facts.asks or all(queries.holds(corpus, *one) for one in facts.asks):
            continue
        for query, node in queries.written(corpus.entries[facts.id]):
            for finding in queries.faults(corpus, query, node):
                yield facts.path, finding


RULE = Rule(
    code="GP412",
    name="query-unknown",
    severity=Severity.ERROR,
    title=N_("A list that asks for something unknown"),
    messages={
        "collection": N_("There is no collection “{found}”."),
        "field": N_("No field called “{found}” can be asked for in a list."),
        "term": N_("“{found}” is not one of the choices of “{field}”."),
        "collection-nearest": N_("There is no collection “{found}”. Did you mean “{nearest}”?"),
        "field-nearest": N_(
            "No field called “{found}” can be asked for in a list. Did you mean “{nearest}”?"
        ),
        "term-nearest": N_(
            "“{found}” is not one of the choices of “{field}”. Did you mean “{nearest}”?"
        ),
    },
    hint=N_(
        "A list names a collection and, under “where”, fields that readers can "
        "filter by, with their choices."
    ),
    why=N_("The list would be empty for ever, without anybody knowing why."),
    bad="lists: [{label: On arts, collection: notes, where: {topcs: [arts]}}]",
    good="lists: [{label: On arts, collection: notes, where: {topics: [arts]}}]",
    check_corpus=check,
    fix=by_param("nearest", safe=False),
)
