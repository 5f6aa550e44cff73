"""Texts as nearly everyone writes them, whose outline is told without rendering them.

Rendering took a fifth of the time of a check, and a check shows nothing. Most texts are paragraphs,
lists, quotes and tables, with headings on lines of their own and links within a line. The outline
of those is read here, and is the very one that the HTML of comrak tells; tests hold the two
together. Of a text with anything else nothing is read, and comrak is asked.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache

from goodpractice.outlines import (
    Heading,
    InText,
    Link,
    Outline,
    Part,
    destination,
    leads_to,
    unique,
)
from goodpractice.sources import Source

# Code, escapes, HTML, entities, strikethrough, tabs, other line ends, mail and notes are unusual.
# Brackets and number signs are not, but each has to be of a heading or a link that was found.
_SIGNS = b"`\\<&~\t\r@^\0[]#"
# What may mean something in Markdown, or be a part of a web address.
_MARKS = _SIGNS + b"*_()>:!=-/|"
_NO_MARKS = bytes({*range(256)} - {*_MARKS})
_WWW = "www."
_LONG_IN_LOWER_CASE = "İ"  # becomes two letters
# A line that is a heading, or may be code because it is far in, or holds nothing but signs: it may
# underline the one before, or be a list of nothing.
_HEADING = re.compile(
    r"\n(?:(#{1,6}) (?![^\n]*_)([^\W_](?:[\w ,.:?!'’()–—«»“”-]*[\w.?!'’)»”])?)"
    r"(?=\n|\Z)|([ >*+.)0-9-]*? {4}| *+[^\w\s|][^\w|\n]*+(?=\n|\Z)))"
)
_NOT_SLUG = re.compile(r"[^\w -]")
# “[!note]” begins a box, whatever follows it.
_LINK = re.compile(r"\[(?!!)([^\[\]|\n]++)\]\(([\w./#?=%+:,;-]++)\)")
_LETTER = re.compile(r"[^\W\d_]")
_LETTER_OR_DIGIT = re.compile(r"[^\W_]")


def marks(text: str) -> bytes:
    """Return the signs of a text that may mean something, in order, and a “w” for each “www.”.

    Letters, digits and white space are nearly all of a text: what is left is quick to count.
    """
    signs = text.encode("utf-8", "replace").translate(None, _NO_MARKS)
    return signs + b"w" * text.count(_WWW) if _WWW in text else signs


def read(text: str, marks: bytes) -> Outline | None:
    """Return the outline of a text with its marks, or None where it is not as plain as that."""
    text = f"\n{text}"
    found = list(_HEADING.finditer(text))
    if _LONG_IN_LOWER_CASE in text or any(one[3] for one in found):
        return None
    links = list(_LINK.finditer(text))
    if not (_are_all(marks, links, found) and all(map(_is_plain, links))):
        return None
    source = Source(text, 0)  # an empty line stands above the first
    headings = tuple(_headings(source, found))
    parts = _parts(text, headings, found)
    return Outline(headings, tuple(_links(source, links)), parts) if parts else None


def _are_all(marks: bytes, links: list[re.Match[str]], headings: list[re.Match[str]]) -> bool:
    """Return whether there is no sign but of headings and links that were found."""
    urls = "\n".join([link[2] for link in links])
    known = 2 * len(links) + sum([len(one[1]) for one in headings]) + urls.count("#")
    return (
        len(marks) - len(marks.translate(None, _SIGNS)) == known
        and marks.count(b"://") == urls.count("://")
        and marks.count(b"w") == urls.count(_WWW)
    )


def _is_plain(link: re.Match[str]) -> bool:
    """Return whether a link is no image, is in no table, and is written as HTML has it."""
    text, start, url = link.string, link.start(), link[2]
    line = text.rfind("\n", 0, start), text.find("\n", start)
    return (
        text[start - 1] != "!"
        and _LETTER_OR_DIGIT.search(link[1]) is not None
        and text.find("|", line[0], line[1] if line[1] >= 0 else len(text)) < 0
        and leads_to(url) != ""
        and (url.isascii() or "%" not in url)
        and (url.isascii() or leads_to(url) == "site")
    )


def _links(source: Source, found: list[re.Match[str]]) -> Iterator[Link]:
    for match in found:
        yield Link(destination(match[2]), InText(source, *match.span()))


def _headings(source: Source, found: list[re.Match[str]]) -> Iterator[Heading]:
    ids: set[str] = set()
    for match in found:
        where = InText(source, match.start() + 1, match.end())
        yield Heading(len(match[1]), unique(_slug(match[2]), ids), match[2], where)


@lru_cache(maxsize=1 << 10)
def _slug(heading: str) -> str:
    """Return the beginning of an id; most texts have the same headings."""
    return _NOT_SLUG.sub("", heading.lower()).replace(" ", "-")


def _parts(
    text: str, headings: tuple[Heading, ...], found: list[re.Match[str]]
) -> tuple[Part, ...] | None:
    """Return the parts of a text, or None where one holds signs that may or may not be shown."""
    parts = []
    owner, begin = None, 0
    for heading, match in (*zip(headings, found, strict=True), (None, None)):
        if heading is not None and heading.level > 2:
            continue
        end = match.start() if match else len(text)
        has_letter = _LETTER.search(text, begin, end) is not None
        if not has_letter and not text[begin:end].isspace() and begin < end:
            return None
        parts.append(Part(owner, not has_letter))
        owner, begin = heading, match.end() if match else 0
    return tuple(parts)


# Emphasis that no rule of flanking and no other mark can spoil.
_INNER = r"[^\W_][^*|\[\]\n]*+(?<=\S)"
_EMPHASIS = re.compile(
    rf"(?:\*(?<![^\s(]\*){_INNER}\*|\*\*(?<![^\s(]\*\*){_INNER}\*\*)(?=[ \n.,;:!?)]|\Z)"
)
_ROW = r"\n\|[| ]*+[^|\s][^\n]*+"  # pipes alone end a table
_TABLE = re.compile(rf"\n({_ROW})\n\|((?: *+:?-++:? *+\|)++)(?:{_ROW})*+(?=\n\n|\n?\Z)")


def hides(text: str, sign: str) -> bool:
    """Return whether the page of a text that could be read surely shows none of a sign."""
    return sign in "[]#" or (sign in _HIDDEN and _HIDDEN[sign](text))


def _hides_asterisks(text: str) -> bool:
    found = _EMPHASIS.findall(text)
    return "_" not in text and text.count("*") == sum([one.count("*") for one in found])


def _hides_pipes(text: str) -> bool:
    tables = [one[0] for one in _TABLE.finditer(f"\n{text}") if _is_even(*one.groups())]
    return text.count("|") == sum([table.count("|") for table in tables])


def _is_even(header: str, rule: str) -> bool:
    """Return whether the first row of a table has as many cells as the rule below it."""
    return header.rstrip().endswith("|") and header.count("|") == rule.count("|") + 1


_HIDDEN = {"*": _hides_asterisks, "|": _hides_pipes}
