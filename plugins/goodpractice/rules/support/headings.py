"""Parts of a text that are missing, and lines that were meant to be their headings."""

from __future__ import annotations

import re
import string
from collections.abc import Iterable, Iterator, Set
from typing import NamedTuple

from goodpractice import messages
from goodpractice.diagnostics import Finding, Fix, Label, Param
from goodpractice.entries import DRAFT, Entry
from goodpractice.fields import Requirement
from goodpractice.model import Section
from goodpractice.nearest import fold
from goodpractice.rules.rule import N_, replacement

# Two short names are alike above this: “Challenge” and “The challenge” are, at 82 of 100; “What we
# did” and “What did not work”, at 57, are two parts.
_LEAST_ALIKE = 75
_FENCE = re.compile(r" {0,3}(`{3}|~{3})")
# What may be a line of that kind: with a mark, or short; it begins with one sign, for speed.
_CANDIDATE = re.compile(r"\n( {0,3}(?:[#*_].*|[^\s`>|+-].{0,80}+[: \t\r]*+))(?=\n|\Z)")
_SPACE = ("space", re.compile(r" {0,3}#{1,6}(?! )\s*([^#\s].*?)[\s#:]*"))
_BOLD = ("bold", re.compile(r" {0,3}(?:\*\*|__)(.+?)[:\s]*(?:\*\*|__)[:\s]*"))
_BY_MARK = {"#": _SPACE, "*": _BOLD, "_": _BOLD}
# What may stand behind the name in a line without a mark.
_ENDING = f":{string.whitespace}\u00a0\u202f"
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
    """A line of the text that may have been meant as a heading.

    `number` counts from 1; `name` is folded.
    """

    number: int
    written: str
    name: str
    variant: str


def absent(entry: Entry, requirement: Requirement, rule: str) -> Iterable[Finding]:
    """Return the sections of a requirement that a text lacks, at what was meant as its heading.

    Args:
        entry: whose text.
        requirement: of the sections to look for.
        rule: what the findings are called.
    """
    sections = list(entry.absent_sections(requirement))
    return _findings(entry, sections, rule) if sections else ()


def not_known(lang: str) -> str:
    """Return the sentence that says in a language that nobody knows."""
    return messages.one(lang, N_("Not known."))


def _findings(entry: Entry, sections: list[Section], rule: str) -> Iterator[Finding]:
    lines = list(_lines(entry, {name for section in sections for name in section.names}))
    for section in sections:
        found = _meant(section, lines)
        if found:
            lines.remove(found)
        yield _finding(entry, section, found, rule)


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
    if not lines:
        return None
    from rapidfuzz import fuzz  # which few texts need

    alike = [(max(fuzz.ratio(one.name, name) for name in section.names), one) for one in lines]
    # A line without any mark is taken for a heading only if it is the very name.
    near = [(n, one) for n, one in alike if n >= (100 if one.variant == "plain" else _LEAST_ALIKE)]
    return max(near, key=lambda pair: (pair[0], -pair[1].number))[1] if near else None


def _lines(entry: Entry, names: Set[str]) -> Iterator[_Line]:
    """Yield the headings that are no section, and lines that look like headings.

    Args:
        entry: whose text.
        names: of sections, folded: of lines without a mark, only these are wanted.
    """
    lines = entry.document.body.split("\n")
    headings = {one.line: one for one in entry.text.headings} if entry.text else {}
    known = {part.heading.line for part in entry.sections.values() if part.heading}
    for number, heading in headings.items():
        if number not in known and number <= len(lines):
            variant = "spelling" if heading.level <= 2 else "level"
            yield _Line(number, lines[number - 1].rstrip(), fold(heading.text), variant)
    like = list(_like_headings(f"\n{entry.document.body}", names))
    code = _code(lines) if like else ()
    yield from (one for one in like if one.number not in headings and one.number not in code)


def _like_headings(text: str, names: Set[str]) -> Iterator[_Line]:
    """Yield the lines of a text that look like headings; above the first there is an empty one."""
    number = last = 0
    for candidate in _CANDIDATE.finditer(text):
        number += text.count("\n", last, last := candidate.start() + 1)
        line = candidate[1].rstrip()
        found = _named(line)
        if found and (found[0] != "plain" or fold(found[1]) in names):
            yield _Line(number, line, fold(found[1]), found[0])


def _named(line: str) -> tuple[str, str] | None:
    """Return how a line may have been meant as a heading, and as which."""
    mark = line.lstrip(" ")[0]
    if mark not in _BY_MARK:
        return "plain", line.lstrip(" ").rstrip(_ENDING)
    variant, pattern = _BY_MARK[mark]
    match = pattern.fullmatch(line)
    return (variant, match[1]) if match else None


def _code(lines: list[str]) -> Set[int]:
    """Return the numbers of the lines in blocks of code, but for the fences below them."""
    found, in_code = set(), False
    for number, line in enumerate(lines, 1):
        in_code ^= bool(_FENCE.match(line))
        if in_code:
            found.add(number)
    return found
