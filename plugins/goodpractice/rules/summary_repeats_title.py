"""A summary that repeats the title."""

from __future__ import annotations

from collections.abc import Iterable

from goodpractice.diagnostics import Finding, Severity
from goodpractice.entries import Entry
from goodpractice.rules.rule import N_, Rule

_LONG = 4  # letters
_LEAST_NEW = 4  # long words that the title does not have


def check(entry: Entry) -> Iterable[Finding]:
    """Return the summary where it says hardly more than the title."""
    title, summary = entry.title, entry.summary
    if not summary or len(summary) > 2 * len(title) + 60:
        return ()
    of_title = _long_words(title)
    of_summary = _long_words(summary)
    missed = of_title - of_summary
    repeats = len(of_title) > 1 and len(missed) * 4 <= len(of_title)
    if repeats and len(of_summary - of_title) < _LEAST_NEW:
        return (Finding("summary-repeats-title", entry.span("summary")),)
    return ()


def _long_words(text: str) -> set[str]:
    return {word for word in text.casefold().split() if len(word) >= _LONG}


RULE = Rule(
    code="GP209",
    name="summary-repeats-title",
    severity=Severity.WARNING,
    title=N_("A summary that repeats the title"),
    messages={
        "": N_("The summary says hardly more than the title."),
    },
    hint=N_("Say what was done, with whom and for whom; the title stands right above it."),
    why=N_("On a card the two stand one below the other; a repetition tells the reader nothing."),
    bad="title: Ten school clusters plan their training together\n"
    "summary: Ten school clusters in Portugal plan their training together.",
    good="title: Ten school clusters plan their training together\n"
    "summary: They share trainers and methods, and now and then a teacher moves for a year.",
    check_entry=check,
)
