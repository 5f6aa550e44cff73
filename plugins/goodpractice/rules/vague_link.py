"""A link that does not say where it leads."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from functools import cache

from goodpractice.diagnostics import Finding, Severity
from goodpractice.entries import Entry
from goodpractice.rules.rule import N_, Rule
from goodpractice.rules.support.words import words

# What stands around the words of a link: marks of emphasis, brackets, full stops.
_AROUND = re.compile(r"^\W+|\W+$")
_LONGEST = 40
_TEXT = re.compile(r"\[((?:[^\[\]]|\[[^\[\]]*\])*)\]")
# What is short between brackets; where another bracket opens first, it says no more than that.
_SHORT = re.compile(rf"\[([^\[\]\n]{{0,{_LONGEST}}}+)([\[\]])")
_ASCII_AROUND = "".join(mark for mark in map(chr, range(128)) if _AROUND.match(mark))


def check(entry: Entry) -> Iterable[Finding]:
    """Return links whose text alone tells nothing."""
    if not (entry.text and entry.text.links):
        return ()
    lang, texts = entry.lang, _SHORT.findall(entry.document.source, entry.document.body_start)
    may_be = any(end == "[" or _is_vague(text, lang) for text, end in texts)
    return _findings(entry) if may_be else ()


def _findings(entry: Entry) -> Iterator[Finding]:
    lines = entry.document.body.split("\n")
    for link in entry.text.links if entry.text else ():
        match = None if link.image else _TEXT.match(lines[link.line - 1], link.column - 1)
        # Of a long text, none is vague; a bare address has none, and a picture its own words.
        if match is None or match.end() - match.start() > _LONGEST or "![" in match[1]:
            continue
        if _is_vague(match[1], entry.lang):
            variant = "" if match[1].strip() else "empty"
            place = entry.in_body(link.line, link.column, link.line, match.end() + 1)
            yield Finding("vague-link", place, {"text": match[1].strip()}, variant)


def _is_vague(text: str, language: str) -> bool:
    """Return whether words say nothing about where they lead, or are none."""
    bare = text.strip(_ASCII_AROUND) if text.isascii() else _AROUND.sub("", text)
    words = (bare or text).casefold().split()
    return not words or " ".join(words) in _vague(language)


@cache
def _vague(language: str) -> frozenset[str]:
    return frozenset(phrase.casefold() for phrase in words("vague_links", language).phrases)


RULE = Rule(
    code="GP310",
    name="vague-link",
    severity=Severity.WARNING,
    title=N_("A link that does not say where it leads"),
    messages={
        "": N_("The link “{text}” does not say where it leads."),
        "empty": N_("This link has no words, so nobody can see or choose it."),
    },
    hint=N_("Make the words that name the page the link: “see [our timetable](…)”."),
    why=N_("Screen readers list the links of a page; ten times “here” is no list."),
    bad="The first note is [here](../notes/first.md).",
    good="See [the first note](../notes/first.md).",
    source="WCAG 2.2, 2.4.4 Link Purpose (In Context)",
    check_entry=check,
)
