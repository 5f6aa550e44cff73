"""Signs of Markdown that the page shows as they are, because one of them is slightly wrong."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from itertools import islice

from goodpractice.diagnostics import Finding, Param, Severity
from goodpractice.documents import MAX_FINDINGS_ALIKE
from goodpractice.entries import Entry
from goodpractice.model import heading_key
from goodpractice.rules.rule import N_, Rule, replacement
from goodpractice.rules.support import prose
from goodpractice.rules.support.signs import MARKS, SIGNS, Sign

_LONGEST = 60  # of what is repeated in a message


def check(entry: Entry) -> Iterable[Finding]:
    """Return what was meant as Markdown, and stands on the page with its signs."""
    held = prose.held(entry)
    if entry.text is None or MARKS.isdisjoint(held):
        return ()
    written = [sign for sign in SIGNS if not sign.needles.isdisjoint(held)]
    shown = frozenset(filter(entry.text.shows, {sign.mark for sign in written}))
    return _findings(entry, [sign for sign in written if sign.mark in shown]) if shown else ()


def _findings(entry: Entry, signs: Iterable[Sign]) -> Iterator[Finding]:
    found = sorted(_found(entry, signs), key=lambda pair: pair[1].start())
    return islice(_each_once(entry, found), MAX_FINDINGS_ALIKE)


def _found(entry: Entry, signs: Iterable[Sign]) -> Iterator[tuple[Sign, re.Match[str]]]:
    source, start, text = entry.document.source, entry.document.body_start, entry.text
    assert text is not None  # it was asked for what it shows
    for sign in signs:
        for match in sign.pattern.finditer(source, start) if text.shows(sign.trace) else ():
            shown = sign.shown(match)
            if shown and text.shows(shown) and not prose.is_code(entry.document, match.end() - 1):
                yield sign, match


def _each_once(entry: Entry, found: list[tuple[Sign, re.Match[str]]]) -> Iterator[Finding]:
    """Yield one finding for what several patterns may see."""
    behind = 0
    for sign, match in found:
        start = _start(match)
        if start >= behind and not (sign.variant == "heading" and _is_known(entry, match)):
            behind = match.end()
            yield _finding(entry, sign, match, start)


def _start(match: re.Match[str]) -> int:
    """Return where it begins: a link with its words, a picture with its mark, a line as such."""
    source, start = match.string, match.start()
    if source[start] == "]":
        start = source.rfind("[", source.rfind("\n", 0, start), start)
    if source[start] == "[" and source[start - 1] == "!":
        return start - 1
    return start + 1 if source[start] == "\n" else start


def _is_known(entry: Entry, match: re.Match[str]) -> bool:
    """Return whether a heading is that of a part which is reported as missing."""
    section = entry.collection.section_labels.get(heading_key(match["text"]))
    return section is not None and section not in entry.sections


def _finding(entry: Entry, sign: Sign, match: re.Match[str], start: int) -> Finding:
    source, better = match.string, sign.better(match)
    written = source[start : match.end()].partition("\n")[0]
    params: dict[str, Param] = {
        "found": _short(written),
        "better": _short(source[start : match.start()] + better.strip()).partition("\n")[0],
    }
    edited = prose.span(entry.document, *match.span())
    place = prose.span(entry.document, start, start + len(written))
    fix = replacement(entry.path, edited, better, safe=False) if better else None
    return Finding("signs-shown", place, params, sign.variant, fix)


def _short(text: str) -> str:
    return text if len(text) <= _LONGEST else f"{text[:_LONGEST]}…"


_INSTEAD = N_("Write “{better}”.")

RULE = Rule(
    code="GP312",
    name="signs-shown",
    severity=Severity.WARNING,
    title=N_("Signs that the page shows as they are"),
    messages={
        "space": N_("The page shows “{found}” with all its signs: an address cannot hold a space."),
        "open": N_(
            "The page shows “{found}” with all its signs: the closing bracket “)” is missing."
        ),
        "gap": N_("The page shows “{found}” with all its signs: there is a space before “(”."),
        "swapped": N_(
            "The page shows “{found}” with all its signs: the words stand in “[…]”, and the "
            "address in “(…)”."
        ),
        "undefined": N_(
            "The page shows “{found}” with all its signs: no address is given for it anywhere."
        ),
        "note": N_("The page shows “{found}” as it is: there is no footnote of this name."),
        "definition": N_(
            "The page shows “{found}” as it is: the line above it has to be empty, or one of the "
            "same kind."
        ),
        "wiki": N_(
            "The page shows “{found}” with all its signs: links are written in another way."
        ),
        "bold": N_(
            "The page shows “{found}” with its asterisks: they have to touch the words inside "
            "them, and none outside."
        ),
        "heading": N_("“{found}” is no heading on the page: a space is missing behind “#”."),
        "list": N_("“{found}” is no list on the page: a space is missing behind “-”."),
        "bullet": N_("“{found}” is no list on the page: its points run into one paragraph."),
        "table": N_(
            "“{found}” is no table on the page: below the first row there has to be one such as "
            "“| --- | --- |”, with as many parts."
        ),
    },
    hint={
        "": _INSTEAD,
        "space": N_("Write “{better}”, or give the file a name without spaces."),
        "undefined": N_("Write the address behind the words: “[our plan](plan.md)”."),
        "note": N_("Write the note in a line of its own: “{found}: The words of the note.”"),
        "bold": N_("Write “{better}”, with a space or a full stop on either side."),
        "definition": N_("Put an empty line above it."),
        "wiki": N_("Write “[our plan](plan.md)”, and for a picture “![What it shows](photo.jpg)”."),
        "list": N_("Begin each of its lines with “- ”."),
        "bullet": N_("Begin each of its lines with “- ”."),
        "table": N_("Add that row."),
    },
    why=N_("Readers stumble over signs that mean nothing to them, and miss the link or the list."),
    bad="See [the plan] (https://example.org/plan).",
    good="See [the plan](https://example.org/plan).",
    source="GitHub Flavored Markdown Spec 0.29",
    check_entry=check,
)
