"""A choice that nobody else uses, beside one that is nearly the same."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator

from goodpractice.corpus import Corpus
from goodpractice.diagnostics import Finding, Param, Severity, Span
from goodpractice.entries import Entry
from goodpractice.facts import Facts
from goodpractice.nodes import Scalar, scalars
from goodpractice.rules.rule import N_, Rule, by_param


def check(corpus: Corpus) -> Iterator[tuple[str, Finding]]:
    """Yield choices that one entry alone makes although a twin of the term is in use."""
    used: dict[tuple[str, str], list[Facts]] = defaultdict(list)
    for facts in corpus.facts.values():
        for vocabulary, terms in () if facts.is_draft else facts.terms.items():
            for term in terms:
                used[vocabulary, term].append(facts)
    for (vocabulary, term), users in used.items():
        others = corpus.twins[vocabulary][term] if len(users) == 1 else ()
        twin = max(others, key=lambda one: (len(used.get((vocabulary, one), ())), one), default="")
        count = len(used.get((vocabulary, twin), ()))
        if count > 1:
            entry = corpus.entries[users[0].id]
            params: dict[str, Param] = {"term": term, "twin": twin, "count": count}
            place = _place(entry, vocabulary, term)
            yield entry.path, Finding("lonely-term", place, params)


def _place(entry: Entry, vocabulary: str, term: str) -> Span:
    fields = entry.collection.vocabulary_fields
    path = next(p for p, name in fields if name == vocabulary and term in entry.term_ids(p))
    node = entry.node(path)
    written: Iterator[Scalar] = scalars(node) if node is not None else iter(())
    return next((one.span for one in written if one.text == term), entry.span(path))


RULE = Rule(
    code="GP405",
    name="lonely-term",
    severity=Severity.HINT,
    title=N_("A choice that nobody else uses, beside one that is nearly the same"),
    messages={
        "": N_(
            "Only this entry says “{term}”; “{twin}” is nearly the same and used {count} times."
        ),
    },
    hint=N_(
        "Write “{twin}” if you mean the same; if not, let the labels of the two say how they "
        "differ."
    ),
    why=N_("Who filters by one of two names for the same thing misses what is under the other."),
    bad="topics: [school-visit]",
    good="topics: [school-visits]",
    source="ISO 25964-1:2011, control of synonyms",
    check_corpus=check,
    fix=by_param("twin", safe=False),
)
