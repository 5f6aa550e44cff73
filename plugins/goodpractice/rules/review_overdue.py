"""The day for looking through again has passed."""

from __future__ import annotations

from collections.abc import Iterator

from goodpractice.corpus import Corpus
from goodpractice.diagnostics import Finding, Severity, Span
from goodpractice.entries import ARCHIVED, DRAFT, WITHDRAWN
from goodpractice.rules.rule import N_, Rule


def check(corpus: Corpus) -> Iterator[tuple[str, Finding]]:
    """Yield entries whose authors wanted to look at them again before this day."""
    today = [corpus.today.year, corpus.today.month, corpus.today.day]
    for facts in corpus.facts.values():
        if facts.due is None or facts.status in (DRAFT, WITHDRAWN, ARCHIVED):
            continue
        text, last, span = facts.due
        if last is not None and last < today:
            yield facts.path, Finding("review-overdue", Span(*span), {"date": text})


RULE = Rule(
    code="GP701",
    name="review-overdue",
    severity=Severity.HINT,
    title=N_("The day for looking through again has passed"),
    messages={
        "": N_("This was to be looked through again by {date}."),
    },
    hint=N_(
        "Check that it still holds, then write today’s date at “last_reviewed” and a new "
        "“review_by”."
    ),
    why=N_("Readers act on what they read; a page that nobody looks after misleads them."),
    bad="review_by: 2025-06-30",
    good="last_reviewed: 2026-01-15\nreview_by: 2028-01-15",
    check_corpus=check,
)
