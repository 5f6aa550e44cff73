"""A value whose end is taken for a remark."""

from __future__ import annotations

import re
from collections.abc import Iterable
from itertools import islice

from goodpractice.diagnostics import Finding, Fix, Param, Severity, Span
from goodpractice.documents import MAX_FINDINGS_ALIKE
from goodpractice.entries import Entry
from goodpractice.nodes import Scalar
from goodpractice.rules.rule import N_, Rule, replacement

# Who means a remark writes a space after the “#”; who means “No. 2” or a hashtag does not.
_CUT = re.compile(r"[ \t]+(#[^\s#].*)")
# What may stand between quotation marks as it is.
_KEPT = re.compile(r"[^\"\\\t]*")
_SHOWN = 60


def check(entry: Entry) -> Iterable[Finding]:
    """Return values that end at a “#” which very likely belongs to them."""
    document = entry.document
    # Most front matter has no such sign, and one letter is quicker to find than two.
    front = document.source[: document.body_start]
    if "#" not in front or " #" not in front:
        return ()
    lines = [line.rstrip() for line in document.source.split("\n")]
    found = (_finding(entry.path, one, lines) for one in document.values if one.plain)
    return islice(filter(None, found), MAX_FINDINGS_ALIKE)


def _finding(path: str, value: Scalar, lines: list[str]) -> Finding | None:
    span = value.span
    line = lines[span.end_line - 1]
    cut = _CUT.match(line, span.end_column - 1)
    if cut is None:
        return None
    params: dict[str, Param] = {"cut": cut[1][:_SHOWN]}
    if value.is_null:  # the spaces before it stay
        place = Span(span.end_line, cut.start(1) + 1, span.end_line, len(line) + 1)
        return Finding("cut-by-remark", place, params, "whole", _fix(path, place, cut[1]))
    place = Span(span.end_line, span.end_column, span.end_line, len(line) + 1)
    fix = _fix(path, span, value.text + cut[0])
    return Finding("cut-by-remark", place, params, fix=fix)


def _fix(path: str, span: Span, whole: str) -> Fix | None:
    """Return the fix that makes one text of it, where it stands in one line."""
    if span.line != span.end_line or not _KEPT.fullmatch(whole):
        return None
    end = span.column + len(whole)
    return replacement(path, Span(span.line, span.column, span.line, end), f'"{whole}"', safe=False)


RULE = Rule(
    code="GP115",
    name="cut-by-remark",
    severity=Severity.WARNING,
    title=N_("A value whose end is taken for a remark"),
    messages={
        "": N_(
            "“{cut}” is not shown: a space and “#” begin a remark, so the value ends before it."
        ),
        "whole": N_("“{cut}” is not shown: a “#” behind a space begins a remark."),
    },
    hint=N_(
        "If it belongs to the value, put the whole value in double quotation marks. If it is a "
        "remark, write a space after the “#”."
    ),
    why=N_("What is taken for a remark is lost without a trace on the page."),
    bad="title: Lesson #2 of our reading club",
    good='title: "Lesson #2 of our reading club"',
    source="YAML 1.2.2, 6.6 Comments",
    check_entry=check,
)
