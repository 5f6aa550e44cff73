"""A translation older than its original."""

from __future__ import annotations

from collections.abc import Iterator

from goodpractice.corpus import Corpus
from goodpractice.dates import parse_date
from goodpractice.diagnostics import Finding, Severity, Span
from goodpractice.entries import Entry
from goodpractice.rules.rule import N_, Rule

_PLACES = ("source_revision", "last_reviewed", "published")


def check(corpus: Corpus) -> Iterator[tuple[str, Finding]]:
    """Yield translations made of a version before the one that the original shows now."""
    for facts, original in corpus.translations:
        now, then = parse_date(original.changed or ""), parse_date(facts.translated or "")
        if now and now.first and then and then.last and now.first > then.last:
            params = {"title": original.title, "now": now.text, "then": then.text}
            place = _place(corpus.entries[facts.id])
            yield facts.path, Finding("translation-older", place, params)


def _place(entry: Entry) -> Span:
    return entry.span(next((name for name in _PLACES if entry.node(name)), "translation_of"))


RULE = Rule(
    code="GP702",
    name="translation-older",
    severity=Severity.HINT,
    title=N_("A translation older than its original"),
    messages={
        "": N_("“{title}” was looked through on {now}; this is a translation of {then}."),
    },
    hint=N_("Compare the two, bring this one up to date, then write {now} at “source_revision”."),
    why=N_("Readers of the translation should learn the same as readers of the original."),
    bad="translation_of: notes/fresh\nsource_revision: 2024-03-01",
    good="translation_of: notes/fresh\nsource_revision: 2025-09-01",
    check_corpus=check,
)
