"""The text of an entry as rules search it: quickly, as written, with places."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from typing import NamedTuple

from goodpractice.diagnostics import Span
from goodpractice.documents import Document, place_of
from goodpractice.entries import Entry
from goodpractice.fields import Field
from goodpractice.kinds.groups import GroupKind
from goodpractice.nodes import Mapping, Node, Sequence
from goodpractice.rules.support.words import PLAIN, Words, needles_in

_YEAR = re.compile(r"(?<!\d)(?:1[89]|20)\d\d(?!\d)")
_COMMENT = re.compile(r"(?:^|\s)#")
# Fenced blocks, and code within a line; the bound keeps stray backticks from costing much.
_CODE = re.compile(
    r"^ {0,3}(`{3,}|~{3,})[^\n]*\n.*?(?:^ {0,3}\1[`~]*[ \t]*$|\Z)"
    r"|(?<!`)(`+)(?!`).{1,300}?(?<!`)\2(?!`)",
    re.MULTILINE | re.DOTALL,
)


# Phrases of a text go on in the next line.
_ON_ONE_LINE = PLAIN[:10] + b" " + PLAIN[11:]


class Bytes(NamedTuple):
    """The source of an entry as UTF-8, made plain, so that most of what is wrong is soon ruled out.

    Attributes:
        front: the front matter with its fences.
        body: the text, on one line.
        held: the needles of words.yml, and marks, that they hold.
    """

    front: bytes
    body: bytes
    held: frozenset[bytes]


# Those of the documents that were asked for last, of which one rule after another asks. They are
# known by which they are: to know them by what they say would be to read them whole.
_recent: dict[int, tuple[Document, Bytes]] = {}
_MOST_RECENT = 64


def plain(entry: Entry) -> Bytes:
    """Return the source of an entry, made plain."""
    document = entry.document
    known = _recent.get(id(document))
    if known is None:
        if len(_recent) >= _MOST_RECENT:
            _recent.clear()
        known = _recent[id(document)] = (document, _plain(document))
    return known[1]


def _plain(document: Document) -> Bytes:
    source = document.source.encode("utf-8", "replace")
    start = source.find(b"\n---", 3) + 4
    front = source[:start].translate(PLAIN)
    body = source[start:].replace(b"\r", b"").translate(_ON_ONE_LINE)
    return Bytes(front, body, needles_in(front + body))


def held(entry: Entry) -> frozenset[bytes]:
    """Return the needles of words.yml, and marks, that the source of an entry holds."""
    return plain(entry).held


def span(document: Document, start: int, end: int) -> Span:
    """Return a part of the source as a place."""
    return Span(*place_of(document.source, start), *place_of(document.source, end))


def found(entry: Entry, words: Words) -> Iterable[re.Match[str]]:
    """Return where words stand in an entry, but for code and comments of the front matter."""
    pattern = words.pattern(held(entry))
    return matches(entry, pattern) if pattern is not None else ()


def matches(entry: Entry, pattern: re.Pattern[str], since: int = 0) -> Iterator[re.Match[str]]:
    """Yield where a pattern matches an entry, but for code and comments of the front matter.

    Args:
        entry: in whose source to look.
        pattern: what to look for.
        since: where to begin.
    """
    source, start = entry.document.source, entry.document.body_start
    code: list[tuple[int, int]] | None = None
    for match in pattern.finditer(source, since):
        at = match.start()
        if at < start:
            if not _COMMENT.search(source, source.rfind("\n", 0, at) + 1, at):
                yield match
            continue
        if code is None:
            code = [one.span() for one in _code(entry.document)]
        if not any(first <= at < last for first, last in code):
            yield match


def is_code(document: Document, at: int) -> bool:
    """Return whether a place of the text stands in code."""
    return any(one.start() <= at < one.end() for one in _code(document))


def _code(document: Document) -> Iterator[re.Match[str]]:
    return _CODE.finditer(document.source, document.body_start)


def surroundings(document: Document, at: int) -> str:
    """Return the paragraph around a place of the text; of the front matter, the line."""
    source = document.source
    if at < document.body_start:
        first, last = source.rfind("\n", 0, at) + 1, source.find("\n", at)
        return source[first : last if last >= 0 else None]
    first = max(source.rfind(gap, 0, at) for gap in ("\n\n", "\n\r\n", "\n---"))
    ends = [end for gap in ("\n\n", "\n\r\n") if (end := source.find(gap, at)) >= 0]
    return source[max(first, 0) : min(ends, default=len(source))]


def names_a_year(text: str) -> bool:
    """Return whether a text says of which year it speaks."""
    return bool(_YEAR.search(text))


def written(entry: Entry, kind: str) -> Iterator[tuple[str, Node]]:
    """Yield what was written for the fields of a kind, however deep, with their paths."""
    front = entry.document.front
    for one in entry.collection.holding(kind) if front is not None else ():
        node = front.value(one.name) if front is not None else None
        if node is not None:
            yield from _of_field(one, node, kind)


def _of_field(one: Field, node: Node, kind: str) -> Iterator[tuple[str, Node]]:
    if one.kind.name == kind:
        yield one.path, node
    elif isinstance(one.kind, GroupKind) and isinstance(node, Mapping):
        for name, inner in one.kind.fields(one).items():
            below = node.value(name)
            if below is not None:
                yield from _of_field(inner, below, kind)
    elif one.of is not None and isinstance(node, Sequence):
        for item in node.items:
            yield from _of_field(one.of, item, kind)


def countries(entry: Entry) -> tuple[str, ...]:
    """Return the ISO 3166-1 codes that any field of an entry names."""
    held = (
        term
        for field in entry.collection.fields.values()
        if field.kind.name in ("country", "countries")
        for term in entry.term_ids(field.path)
    )
    return tuple(dict.fromkeys(term.partition("-")[0] for term in held))
