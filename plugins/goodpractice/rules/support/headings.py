"""Parts of a text that are missing, and lines that were meant to be their headings."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

from rapidfuzz import fuzz

from goodpractice import messages
from goodpractice.diagnostics import Finding, Fix, Label, Param, Phrase
from goodpractice.entries import DRAFT, Entry
from goodpractice.fields import Requirement
from goodpractice.model import Section
from goodpractice.nearest import fold
from goodpractice.rules.rule import N_, replacement

# Two short names are alike above this: “Challenge” and “The challenge” are, at 82 of 100; “What we
# did” and “What did not work”, at 57, are two parts.
_LEAST_ALIKE = 75
_FENCE = re.compile(r" {0,3}(`{3}|~{3})")
_LINES = (
    ("space", re.compile(r" {0,3}#{1,6}(?! )\s*([^#\s].*?)[\s#:]*")),
    ("bold", re.compile(r" {0,3}(?:\*\*|__)(.+?)[:\s]*(?:\*\*|__)[:\s]*")),
    ("plain", re.compile(r" {0,3}([^\s#*_`>|+-].{0,80}?)[:\s]*")),
)
# The text that is a heading for what stands below it, or nearly so.
MESSAGES = {
    "space": N_("“{found}” is not seen as a heading: a space is missing behind “#”."),
    "bold": N_("“{found}” stands alone in its line, but is no heading."),
    "plain": N_("“{found}” stands alone in its line, but is no heading."),
    "level": N_("“{found}” is a heading below another one; it should stand for a part itself."),
    "spelling": N_("“{found}” seems to be the part called “{heading}”."),
}
WRITE = N_("Write “## {heading}” in this line.")
HINTS = dict.fromkeys(MESSAGES, WRITE)


class _Line(NamedTuple):
    """A line of the text that may have been meant as a heading; `number` counts from 1."""

    number: int
    written: str
    name: str
    variant: str


def absent(entry: Entry, requirement: Requirement, rule: str) -> Iterator[Finding]:
    """Yield the sections of a requirement that a text lacks, at what was meant as its heading.

    Args:
        entry: whose text.
        requirement: of the sections to look for.
        rule: what the findings are called.
    """
    sections = list(entry.absent_sections(requirement))
    lines = list(_lines(entry)) if sections else []
    for section in sections:
        found = _meant(section, lines)
        if found:
            lines.remove(found)
        yield _finding(entry, section, found, rule)


def not_known(lang: str) -> str:
    """Return the sentence that says in a language that nobody knows."""
    return messages.text(Phrase(N_("Not known.")), lang)


def _finding(entry: Entry, section: Section, found: _Line | None, rule: str) -> Finding:
    heading = messages.pick(section.label, entry.lang)
    lenient = entry.status == DRAFT
    params: dict[str, Param] = {
        "heading": heading,
        "help": Label(section.help),
        "unknown": not_known(entry.lang),
        "found": found.written.strip() if found else "",
    }
    if found is None:
        return Finding(rule, entry.document.end, params, lenient=lenient)
    span = entry.in_body(found.number, 1, found.number, len(found.written) + 1)
    fix = _fix(entry, found, heading)
    return Finding(rule, span, params, found.variant, fix, lenient)


def _fix(entry: Entry, found: _Line, heading: str) -> Fix | None:
    if found.variant in ("level", "spelling") and not found.written.lstrip().startswith("#"):
        return None  # it is underlined in the next line
    span = entry.in_body(found.number, 1, found.number, len(found.written) + 1)
    return replacement(entry.path, span, f"## {heading}", safe=found.variant == "space")


def _meant(section: Section, lines: list[_Line]) -> _Line | None:
    """Return the line most like the name of a section, in any language, if it is like it."""
    names = [fold(label) for label in section.label.values()]
    alike = [(max(fuzz.ratio(fold(one.name), name) for name in names), one) for one in lines]
    # A line without any mark is taken for a heading only if it is the very name.
    near = [(n, one) for n, one in alike if n >= (100 if one.variant == "plain" else _LEAST_ALIKE)]
    return max(near, key=lambda pair: (pair[0], -pair[1].number))[1] if near else None


def _lines(entry: Entry) -> Iterator[_Line]:
    """Yield the headings that are no section, and lines that look like headings."""
    written = [line.rstrip() for line in entry.document.body.split("\n")]
    headings = {one.line: one for one in entry.text.headings} if entry.text else {}
    known = {part.heading.line for part in entry.sections.values() if part.heading}
    in_code = False
    for number, line in enumerate(written, 1):
        in_code ^= bool(_FENCE.match(line))
        heading = headings.get(number)
        if heading and number not in known:
            variant = "spelling" if heading.level <= 2 else "level"
            yield _Line(number, line, heading.text, variant)
        elif line and not in_code and heading is None:
            found = ((name, pattern.fullmatch(line)) for name, pattern in _LINES)
            yield from (_Line(number, line, m[1], name) for name, m in found if m)
