"""Outlines: the headings, links and parts of a text, and where they stand.

Lines and columns count from 1, columns in code points, ends are exclusive.
"""

from __future__ import annotations

import re
from typing import NamedTuple, Protocol
from urllib.parse import unquote

from goodpractice.sources import Source

_NO_SLUG = re.compile(r"(?:-\d+)?")
_FOREIGN = re.compile(r"(?:https?://|mailto:)[^/\\]", re.IGNORECASE)
# A scheme, or an address that browsers read as another host.
_NOT_SITE = re.compile(r"[a-z][a-z0-9+.-]*:|[/\\]{2}", re.IGNORECASE)
_NO_PATH = ("", "/", "\\")


class Where(Protocol):
    """A range of a text; few are ever asked for, so lines and columns are only then looked up."""

    @property
    def start(self) -> tuple[int, int]:
        """Return line and column of the first character."""

    @property
    def end(self) -> tuple[int, int]:
        """Return line and column of the place behind the last character."""


class InText:
    """A range of a source by the numbers of its characters."""

    __slots__ = ("_end", "_source", "_start")

    def __init__(self, source: Source, start: int, end: int) -> None:
        self._source = source
        self._start = start
        self._end = end

    @property
    def start(self) -> tuple[int, int]:
        """Return line and column of the first character."""
        return self._source.place(self._start)

    @property
    def end(self) -> tuple[int, int]:
        """Return line and column of the place behind the last character."""
        return self._source.place(self._end)


class _Placed:
    """What stands somewhere in a text."""

    __slots__ = ("_where",)
    _where: Where

    @property
    def line(self) -> int:
        """Return the line it begins on."""
        return self._where.start[0]

    @property
    def column(self) -> int:
        """Return the column of its first character."""
        return self._where.start[1]

    @property
    def end_line(self) -> int:
        """Return the line it ends on."""
        return self._where.end[0]

    @property
    def end_column(self) -> int:
        """Return the column behind its last character."""
        return self._where.end[1]


class Heading(_Placed):
    """A heading as written; a page has its own h1, so level 1 is shown as level 2.

    Of one over several lines, `end_column` is that of its first line.
    """

    __slots__ = ("id", "level", "text")

    def __init__(self, level: int, identifier: str, text: str, where: Where) -> None:
        self._where = where
        self.level = level
        self.id = identifier
        self.text = text


class Link(_Placed):
    """A link or image with the range of the whole construct in the body.

    ``url`` is the destination as the writer meant it: entities are decoded, and
    percent signs too where it leads into the site. It is empty where the
    destination is missing or of a kind that runs code.
    """

    __slots__ = ("alt", "image", "url")

    def __init__(self, url: str, where: Where, alt: str | None = None) -> None:
        self._where = where
        self.url = url
        self.image = alt is not None
        self.alt = alt or ""


class Part(NamedTuple):
    """A part of a text; the introduction has no heading."""

    heading: Heading | None
    is_empty: bool


class Outline(NamedTuple):
    """What a check wants to know of a text.

    Attributes:
        headings: in order.
        links: and images, in order.
        sections: the introduction and the parts between second-level headings outside quotes and
            lists; footnotes are no content of the last.
    """

    headings: tuple[Heading, ...]
    links: tuple[Link, ...]
    sections: tuple[Part, ...]


def unique(slug: str, ids: set[str]) -> str:
    """Return the id of a heading, and note it.

    GitHub's slug is kept, except where it is empty or Material's scripts own its like.
    """
    wanted = "" if _NO_SLUG.fullmatch(slug) else slug.lstrip("_")
    wanted = identifier = wanted or "section"
    number = 0
    while identifier in ids:
        number += 1
        identifier = f"{wanted}-{number}"
    ids.add(identifier)
    return identifier


def leads_to(destination: str) -> str:
    """Say where a destination leads: "site", "foreign" (web or mail), or "" where refused."""
    if ":" not in destination and destination[:1] not in _NO_PATH:  # as in most links
        return "site"
    if _FOREIGN.match(destination):
        return "foreign"
    return "" if not destination or has_other_scheme(destination) else "site"


def has_other_scheme(destination: str) -> bool:
    """Return whether a destination that is neither web nor mail leads out of the site."""
    return _NOT_SITE.match(destination) is not None


def destination(written: str) -> str:
    """Return where a link leads as the writer meant it, entities being decoded."""
    return unquote(written) if leads_to(written) == "site" else written
