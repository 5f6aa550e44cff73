"""A heading that skips a level."""

from __future__ import annotations

from collections.abc import Iterator

from goodpractice.diagnostics import Finding, Fix, Param, Severity, Span
from goodpractice.entries import Entry
from goodpractice.outlines import Heading
from goodpractice.rules.rule import N_, Rule, replacement

_TOP = 2  # of a text: the page's title is the heading above


def check(entry: Entry) -> Iterator[Finding]:
    """Yield headings more than one level below the heading above them."""
    above = 1
    for heading in entry.text.headings if entry.text else ():
        level = max(_TOP, heading.level)
        if level > above + 1:
            place = entry.in_body(heading.line, heading.column, heading.line, heading.end_column)
            params: dict[str, Param] = {"heading": heading.text, "level": level, "right": above + 1}
            fix = _fix(entry, heading, place, above + 1)
            yield Finding("heading-skips-level", place, params, fix=fix)
        above = level


def _fix(entry: Entry, heading: Heading, place: Span, level: int) -> Fix:
    """Return the fix that gives a heading the next level; the one above may be wrong instead."""
    marks = Span(place.line, place.column, place.line, place.column + heading.level)
    return replacement(entry.path, marks, "#" * level, safe=False)


RULE = Rule(
    code="GP309",
    name="heading-skips-level",
    severity=Severity.WARNING,
    title=N_("A heading that skips a level"),
    messages={
        "": N_("The heading “{heading}” is of level {level}; here level {right} is next."),
    },
    hint=N_("Begin the line with as many “#” as the level: “##”, then “###” below it."),
    why=N_(
        "People who cannot see the page move from heading to heading and take a gap for a loss."
    ),
    bad="## The story\n\n#### The first week",
    good="## The story\n\n### The first week",
    source="WCAG 2.2, 1.3.1 Info and Relationships (technique G141)",
    check_entry=check,
)
