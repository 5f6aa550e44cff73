"""A translation older than its original."""

from __future__ import annotations

from collections.abc import Iterator

from goodpractice.diagnostics import Finding, Severity
from goodpractice.entries import DRAFT, Corpus, Entry
from goodpractice.fields import ApproximateDate, parse_date
from goodpractice.rules.rule import N_, Rule

_CHANGED = ("last_reviewed", "published")


def check(corpus: Corpus) -> Iterator[tuple[str, Finding]]:
    """Yield translations made of a version before the one that the original shows now."""
    for entry in corpus.entries.values():
        target = entry.values.get("translation_of")
        original = corpus.entries.get(target) if isinstance(target, str) else None
        if original is None or entry.status == DRAFT:
            continue
        now, then, path = _dated(original), _translated(entry), _place(entry)
        if now and then and now.first and then.last and now.first > then.last:
            params = {"title": original.title, "now": now.text, "then": then.text}
            yield entry.path, Finding("translation-older", entry.span(path), params)


def _dated(entry: Entry) -> ApproximateDate | None:
    dates = (entry.values.get(name) for name in _CHANGED)
    return next((one for one in dates if isinstance(one, ApproximateDate)), None)


def _translated(entry: Entry) -> ApproximateDate | None:
    """Return the version that was translated; a revision that is no date cannot be compared."""
    revision = entry.values.get("source_revision")
    return parse_date(revision) if isinstance(revision, str) else _dated(entry)


def _place(entry: Entry) -> str:
    return next(
        (name for name in ("source_revision", *_CHANGED) if entry.node(name)), "translation_of"
    )


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
