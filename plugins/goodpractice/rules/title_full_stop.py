"""A title that ends in a full stop."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from goodpractice.diagnostics import Finding, Fix, Severity, Span
from goodpractice.entries import Entry
from goodpractice.nodes import Scalar
from goodpractice.rules.rule import N_, Rule, replacement
from goodpractice.rules.support.words import words

_LAST_WORD = re.compile(r"([\w.]+)\.$")


def check(entry: Entry) -> Iterable[Finding]:
    """Return titles that end in a full stop which belongs to no short form."""
    return _findings(entry) if entry.title.endswith(".") else ()


def _findings(entry: Entry) -> Iterator[Finding]:
    title = entry.title
    if title.endswith(".."):
        return
    last = _LAST_WORD.search(title)
    if last is None or len(last[1]) < 2 or "." in last[1]:
        return
    if last[1].casefold() not in {
        one.casefold() for one in words("short_forms", entry.lang).phrases
    }:
        yield Finding("title-full-stop", entry.span("title"), fix=_fix(entry))


def _fix(entry: Entry) -> Fix | None:
    """Return the fix that takes out the full stop of a title of one line."""
    node = entry.node("title")
    if not isinstance(node, Scalar) or node.span.line != node.span.end_line:
        return None
    line = entry.document.source.split("\n")[node.span.line - 1]
    at = line.rfind(".", 0, node.span.end_column - 1) + 1
    place = Span(node.span.line, at, node.span.line, at + 1)
    return replacement(entry.path, place, "", safe=True)


RULE = Rule(
    code="GP211",
    name="title-full-stop",
    severity=Severity.HINT,
    title=N_("A title that ends in a full stop"),
    messages={
        "": N_("The title ends in a full stop."),
    },
    hint=N_("Take the full stop out."),
    why=N_("Titles stand in lists and links, where a full stop looks like the end of something."),
    bad="title: Two schools read together.",
    good="title: Two schools read together",
    check_entry=check,
)
