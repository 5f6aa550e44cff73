"""A link that does not say where it leads."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache

from goodpractice.diagnostics import Finding, Severity
from goodpractice.entries import Entry
from goodpractice.rules.rule import N_, Rule
from goodpractice.rules.support import prose
from goodpractice.rules.support.words import words


def check(entry: Entry) -> Iterator[Finding]:
    """Yield links whose text alone tells nothing."""
    held = prose.held(entry) & words("vague_links", entry.lang).either
    if not held or not entry.text:
        return
    places = {
        (link.line + entry.document.body_line - 1, link.column)
        for link in entry.text.links
        if not link.image
    }
    for match in prose.matches(entry, _vague(entry.lang)):
        place = prose.span(entry.document, *match.span())
        if place[:2] in places:
            yield Finding("vague-link", place, {"text": match["text"].strip()})


@cache
def _vague(language: str) -> re.Pattern[str]:
    """Return the pattern of a vague link as written."""
    phrases = (phrase.removesuffix("]") for phrase in words("vague_links", language).phrases)
    texts = "|".join(r"\s+".join(map(re.escape, phrase.split())) for phrase in phrases)
    return re.compile(rf"\[(?P<text>\W{{0,3}}(?:{texts}))\](?=[(\[])", re.IGNORECASE)


RULE = Rule(
    code="GP310",
    name="vague-link",
    severity=Severity.WARNING,
    title=N_("A link that does not say where it leads"),
    messages={
        "": N_("The link “{text}” does not say where it leads."),
    },
    hint=N_("Make the words that name the page the link: “see [our timetable](…)”."),
    why=N_("Screen readers list the links of a page; ten times “here” is no list."),
    bad="The first note is [here](../notes/first.md).",
    good="See [the first note](../notes/first.md).",
    source="WCAG 2.2, 2.4.4 Link Purpose (In Context)",
    check_entry=check,
)
