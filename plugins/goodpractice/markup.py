"""Turn a stranger's Markdown into HTML that is safe to publish.

Two steps, because addresses are only known once every entry has been read:

1. ``parse(text)`` renders the body, once per entry, when something of it is asked
   for: the headings and links with their places, and HTML whose links within the
   site still carry the destination the writer gave. That HTML is already safe.
2. ``resolve_links(html, resolve)`` swaps those destinations for addresses, or
   takes the link away where ``resolve`` answers None. It parses nothing again.

Of a text that ``parse(text).too_complex`` gives a reason for, nothing else may be
asked: everything else renders within a second.

The Markdown is GitHub's (tables, task lists, footnotes, alerts, bare addresses),
so that GitHub's preview shows what the site will show. comrak leaves raw HTML
out; its HTML is then rewritten tag by tag, and nh3 has the last word with a list
of what may stay. Why these two: docs/decisions/0003-markdown.md. nh3 is asked when
the HTML is: a check wants to know much of a text, but shows none of it.
"""

from __future__ import annotations

import re
import sys
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import cached_property, lru_cache
from html import escape, unescape
from html.entities import html5
from itertools import zip_longest
from typing import TypeAlias
from urllib.parse import unquote

import comrak
import nh3

from goodpractice import plain_markup
from goodpractice.late import late
from goodpractice.outlines import (
    Heading,
    Link,
    Outline,
    Part,
    destination,
    has_other_scheme,
    leads_to,
    unique,
)

# Bounds that keep every body under a second, and native code off the end of its stack.
# Each was set from crafted inputs of 200,000 characters: tests/unit/test_markup.py.
MAX_CHARACTERS = 200_000
MAX_DEPTH = 50  # quotes and lists inside each other
MAX_QUOTES = 50_000  # quotes that lines open, over all lines
MAX_HEADINGS = 1_000
MAX_FOOTNOTE_MARKS = 500
MAX_CELLS = 50_000  # a table's rows times its columns, over all tables
MAX_MARKS = 3_000  # punctuation that may be markup, in text without a blank line
MAX_ADDRESSES = 500  # web and mail addresses in text without a blank line


def N_(text: str) -> str:  # noqa: N802 - the customary mark of a text to translate
    """Mark a text for the message catalogues."""
    return text


# Interface words in the output.
WORDS = (
    N_("Note"),
    N_("Tip"),
    N_("Important"),
    N_("Warning"),
    N_("Caution"),
    N_("Done"),
    N_("To do"),
    N_("Table {n}"),
    N_("Footnote {n}"),
    N_("Footnotes"),
    N_("Back to reference {n}"),
)

Resolve = Callable[[str, bool], "str | None"]
Words = Callable[[str], str]


class Rendered:
    """A body as comrak renders it, and what is wanted of that once it is asked for.

    A check looks at headings and links and shows nothing; a page is drawn from `html`.
    """

    def __init__(self, text: str, words: Words) -> None:
        self._text = text
        self._words = words

    @cached_property
    def _marks(self) -> bytes:
        return plain_markup.marks(self._text)

    @property
    def too_complex(self) -> str | None:
        """Say why nothing else must be asked for, in time linear in the length of the text.

        It is a short reason, or None where the text renders within a second.
        """
        text = self._text
        if len(text) > MAX_CHARACTERS:
            return "too long"
        if "\r" in text:
            text = text.replace("\r\n", "\n").replace("\r", "\n")
        bounds = _BOUNDS if len(self._marks) > _LEAST_BOUND else _BOUNDS_OF_SHAPE
        return next((reason for reason, exceeds in bounds if exceeds(text)), None)

    @cached_property
    def _outline(self) -> Outline:
        return self._plain or self._outline_of_html

    @cached_property
    def _plain(self) -> Outline | None:
        return plain_markup.read(self._text, self._marks)

    @property
    def _outline_of_html(self) -> Outline:
        raw, places = self._raw, _Places(self._text)
        found = list(_HEADING.finditer(raw))
        headings = tuple(_headings(found, places))
        links = tuple(_link(match, places) for match in _LINK.finditer(raw))
        if _tells_sections(raw, found, links):
            return Outline(headings, links, tuple(_sections_of_raw(raw, headings, found)))
        return Outline(headings, links, _sections(self._rewritten, headings))

    @cached_property
    def _raw(self) -> str:
        return _comrak_html(self._text)

    @property
    def headings(self) -> tuple[Heading, ...]:
        """Return the headings of the body, in order."""
        return self._outline.headings

    @property
    def links(self) -> tuple[Link, ...]:
        """Return the links and images of the body, in order."""
        return self._outline.links

    @property
    def sections(self) -> tuple[Part, ...]:
        """Return the parts between second-level headings (outside quotes and lists).

        The introduction comes first; footnotes do not count as content of the last part.
        """
        return self._outline.sections

    @property
    def _rewritten(self) -> str:
        headings = _headings(_HEADING.finditer(self._raw), _Places(self._text))
        return _Rewriter(self._words, headings).rewrite(self._raw)

    @cached_property
    def html(self) -> str:
        """Return the HTML, which is safe."""
        return _CLEANER.clean(_SOURCE_POSITION.sub("", self._rewritten))

    def shows(self, text: str) -> bool:
        """Return whether the page shows a text as it is written, but for what is code."""
        if self._plain and any(plain_markup.hides(self._text, sign) for sign in set(text)):
            return False
        written = escape(text, quote=False).replace('"', "&quot;")
        return written in self._raw and written in self._shown

    @cached_property
    def _shown(self) -> str:
        return _CODE.sub("", self._rewritten)


def parse(text: str, words: Words = str) -> Rendered:
    """Render a body.

    Args:
        text: Markdown.
        words: translates one of ``WORDS``, when the HTML is asked for; else they are English.

    Returns:
        Safe HTML with links within the site as written, headings and links.
    """
    return Rendered(text, words)


def without_ends(html: str) -> str:
    """Return sanitised HTML without the ends of elements that what follows tells, and lines.

    HTML lets them out (section 13.1.2.4), and quotes of attributes of ours (13.1.2.3). In sanitised
    HTML, no text and no attribute has a “<”.
    """
    for quoted, plain in _OURS:
        html = html.replace(quoted, plain)
    return _ENDS.sub("", html)


_OURS = (
    ('<th scope="col"', "<th scope=col"),
    (
        '<div class="gp-table" role="region" tabindex="0"',
        "<div class=gp-table role=region tabindex=0",
    ),
)
_ENDS = late(
    r"\n(?=<(?:p|h[1-6]|[uo]l|li|t[rhd]|thead|tbody|blockquote|div|section|pre|hr)\b)"
    r"|(?:</(?:li|td|th|tr|tbody)>\n?)+(?=</?(?:li|[uo]l|t[dhr]|tbody|table)\b)"
    r"|(?:</tr>\n?)?</thead>\n?(?=<tbody)"
    r"|</p>\n?(?=<(?:p|h[1-6]|[uo]l|blockquote|div|section|pre|hr|table)\b"
    r"|</(?:li|blockquote|div)\b|\Z)"
)


def resolve_links(html: str, resolve: Resolve) -> str:
    """Put addresses in place of the destinations within the site.

    Args:
        html: of what ``parse`` returned.
        resolve: called with ``Link.url`` and whether it is an image; returns the
            address, or None where it leads nowhere. Web and mail addresses and
            bare ``#fragments`` are never asked for.

    Returns:
        The HTML; a link that leads nowhere is plain text, an image its alt text.
    """

    def image(match: re.Match[str]) -> str:
        address = resolve(site_url(match["url"]), True)
        if address is None:
            return _missing(match["alt"].replace("&quot;", '"'))  # as nh3 writes it in text
        return f'<img src="{escape(address)}" alt="{match["alt"]}"{match["rest"]}>'

    def link(match: re.Match[str]) -> str:
        address = resolve(site_url(match["url"]), False)
        if address is None:
            return match["inner"]
        return f'<a href="{escape(address)}"{match["rest"]}>{match["inner"]}</a>'

    return _SITE_LINK.sub(link, _SITE_IMAGE.sub(image, html))


def character_references(text: str) -> Iterator[tuple[int, int, str]]:
    """Yield start, end and meaning of what may be written for a character, such as ``&#x202e;``."""
    for match in _REFERENCE.finditer(text):
        meaning = _meaning(match)
        if meaning:
            yield match.start(), match.end(), meaning


def _meaning(match: re.Match[str]) -> str:
    """Return what a reference stands for (CommonMark 0.31.2, section 6.2), or nothing."""
    if match["name"]:
        return html5.get(f"{match['name']};", "")
    code = int(match["hex"], 16) if match["hex"] else int(match["decimal"])
    return chr(code) if code <= sys.maxunicode else ""


_REFERENCE = re.compile(
    r"&(?:#(?P<decimal>[0-9]{1,7})|#[xX](?P<hex>[0-9a-fA-F]{1,6})|(?P<name>[A-Za-z][A-Za-z0-9]*));"
)


def anchors(html: str) -> list[str]:
    """Return the names of the places that links can lead to, of headings and footnotes alike."""
    return [unescape(name) for name in _ID.findall(html)]


_ID = re.compile(r'<[a-z][^<>]*? id="([^"]*)"')


def site_url(href: str) -> str:
    """Give back the destination that an attribute of the rendered HTML stands for."""
    return unquote(unescape(href))


# --- bounds: each first counts cheaply what a page of prose never reaches -------------

_MARKS = "*_~`[]()<>&@:!"
_MARK = re.compile(f"[{re.escape(_MARKS)}]")
_ADDRESS = re.compile(r"@|www\.|://")
_QUICK = 2 * MAX_MARKS  # characters that render in time whatever marks are among them
_HEADING_LINE = re.compile(r"^[^A-Za-z#\n]*#|[=-][ \t]*$", re.MULTILINE)
_FOOTNOTE_LABEL = re.compile(r"\[\^[^\[\]\n]*\]:")
_INDENTED = re.compile(r"\n[ \t>*+\-\d.)]{25}")
_INDENT = re.compile(rf"{_INDENTED.pattern}[ \t>*+\-\d.)]*")
_QUOTES = re.compile(r"^[ \t]*>[> \t]*", re.MULTILINE)
_LIST_MARKER = re.compile(r"(?:[*+-]|\d[.)])(?=[ \t]|$)")
_BLANK_LINES = re.compile(r"\n[ \t]*\n")


def _too_many_footnotes(text: str) -> bool:
    return text.count("[^") > MAX_FOOTNOTE_MARKS


def _too_deep(text: str) -> bool:
    plain = _FOOTNOTE_LABEL.sub("", text) if "^" in text else text
    if not _INDENTED.search(f"\n{plain}"):
        return False
    return any(_depth(match[0]) > MAX_DEPTH for match in _INDENT.finditer(f"\n{plain}"))


def _depth(indent: str) -> int:
    """Count the quotes and lists that a run of markers and white space can open, at most."""
    columns = indent.count(" ") + 4 * indent.count("\t")
    return indent.count(">") + len(_LIST_MARKER.findall(indent)) + columns // 2


def _too_many_quotes(text: str) -> bool:
    if text.count(">") <= MAX_QUOTES:
        return False
    return sum(match[0].count(">") for match in _QUOTES.finditer(text)) > MAX_QUOTES


def _too_many_headings(text: str) -> bool:
    if text.count("#") + text.count("=") + text.count("-") <= MAX_HEADINGS:
        return False
    return len(_HEADING_LINE.findall(text)) > MAX_HEADINGS


def _too_many_cells(text: str) -> bool:
    if "|" not in text or (text.count("|") + 1) * (text.count("\n") + 1) <= MAX_CELLS:
        return False
    return sum(map(_cells, _BLANK_LINES.split(text))) > MAX_CELLS


def _cells(block: str) -> int:
    lines = block.split("\n")
    columns = max(line.count("|") for line in lines)
    return (columns + 1) * len(lines) if columns else 0


def _too_many_marks(text: str) -> bool:
    if len(text) <= _QUICK or sum(map(text.count, _MARKS)) <= MAX_MARKS:
        return False
    return any(len(_MARK.findall(block)) > MAX_MARKS for block in _BLANK_LINES.split(text))


def _too_many_addresses(text: str) -> bool:
    """Count addresses: comrak calls itself for each mail address that follows another."""
    if sum(map(text.count, ("@", "www.", "://"))) <= MAX_ADDRESSES:
        return False
    return any(len(_ADDRESS.findall(block)) > MAX_ADDRESSES for block in _BLANK_LINES.split(text))


_Bounds: TypeAlias = tuple[tuple[str, Callable[[str], bool]], ...]
_BOUNDS: _Bounds = (
    ("too many footnotes", _too_many_footnotes),
    ("quotes or lists nested too deeply", _too_deep),
    ("too many quotes", _too_many_quotes),
    ("too many headings", _too_many_headings),
    ("a table too large", _too_many_cells),
    ("too much markup without a blank line", _too_many_marks),
    ("too many addresses without a blank line", _too_many_addresses),
)
# The least bound on any marks, and those bounds that a text with fewer marks can exceed.
_LEAST_BOUND = min(MAX_FOOTNOTE_MARKS, MAX_HEADINGS, MAX_MARKS, MAX_ADDRESSES)
_BOUNDS_OF_SHAPE = tuple(one for one in _BOUNDS if one[1] in (_too_deep, _too_many_cells))

# --- what comrak is asked for -------------------------------------------------------


def _extensions(*, autolink: bool) -> comrak.ExtensionOptions:
    options = comrak.ExtensionOptions()
    options.alerts = options.footnotes = options.strikethrough = True
    options.table = options.tasklist = True
    options.autolink = autolink
    options.header_id_prefix = ""
    return options


def _rendering() -> comrak.RenderOptions:
    options = comrak.RenderOptions()
    options.sourcepos = options.tasklist_classes = True
    return options


_LINKING, _EXTENSIONS = _extensions(autolink=True), _extensions(autolink=False)
_PARSING, _RENDERING = comrak.ParseOptions(), _rendering()


def _comrak_html(text: str) -> str:
    """Return comrak's HTML of a text.

    Looking for bare addresses takes a third of comrak's time, and few texts have one. Where none
    of the signs of one is on the page, but in destinations of links, there was nothing to find.
    """
    if "@" not in text and "www." not in text:
        html: str = comrak.render_markdown(text, _EXTENSIONS, _PARSING, _RENDERING)
        if not _may_hold_addresses(html):
            return html
    linked: str = comrak.render_markdown(text, _LINKING, _PARSING, _RENDERING)
    return linked


def _may_hold_addresses(html: str) -> bool:
    """Return whether anything outside the destinations of links looks like an address."""
    if "@" in html or "www." in html:
        return True
    addresses = html.count("://")
    return addresses > 0 and addresses != html.count(' href="https://') + html.count(
        ' href="http://'
    )


# --- what nh3 lets through ----------------------------------------------------------

_CLASSES = {
    "div": {
        "gp-table",
        "gp-alert",
        *(f"gp-alert-{kind}" for kind in ("note", "tip", "important", "warning", "caution")),
    },
    "li": {"gp-task-item"},
    "ol": {"gp-task-list"},
    "p": {"gp-alert-title"},
    "section": {"gp-footnotes"},
    "span": {"gp-missing", "gp-task", "gp-task-done"},
    "sup": {"gp-footnote"},
    "td": {"gp-left", "gp-center", "gp-right"},
    "th": {"gp-left", "gp-center", "gp-right"},
    "ul": {"gp-task-list"},
}

_ATTRIBUTES = {
    "a": {"href", "title", "id", "aria-label"},
    "div": {"aria-label"},
    "h2": {"id"},
    "h3": {"id"},
    "h4": {"id"},
    "h5": {"id"},
    "h6": {"id"},
    "img": {"src", "alt", "title"},
    "li": {"id", "value"},
    "ol": {"start"},
    "section": {"aria-label"},
    "span": {"aria-label"},
}

_VALUES = {
    "a": {"role": {"doc-noteref", "doc-backlink"}},
    "div": {"role": {"note", "region"}, "tabindex": {"0"}},
    "img": {"loading": {"lazy"}},
    "pre": {"tabindex": {"0"}},
    "section": {"role": {"doc-endnotes"}},
    "span": {"role": {"img"}},
    "th": {"scope": {"col"}},
}

_TAGS = {
    *("a", "blockquote", "br", "code", "del", "div", "em", "h2", "h3", "h4", "h5", "h6", "hr"),
    *("img", "li", "ol", "p", "pre", "section", "span", "strong", "sup"),
    *("table", "tbody", "td", "th", "thead", "tr", "ul"),
}


def _attribute(tag: str, name: str, value: str) -> str | None:
    """Refuse what a list of names cannot express (nh3 asks for each attribute it keeps)."""
    if name == "id" and value.startswith("__"):
        return None  # Material's own scripts look their elements up by such ids.
    if name == "src" and has_other_scheme(value):
        return None
    return value


_CLEANER = nh3.Cleaner(
    tags=_TAGS,
    attributes=_ATTRIBUTES,
    tag_attribute_values=_VALUES,
    allowed_classes=_CLASSES,
    url_schemes={"http", "https", "mailto"},
    link_rel=None,
    attribute_filter=_attribute,
)

# --- from comrak's HTML to ours -----------------------------------------------------

# Where comrak says that something stands: lines and bytes from 1, ends inclusive.
_POSITION = r'data-sourcepos="(?P<line>\d+):(?P<start>\d+)-(?P<end_line>\d+):(?P<end>\d+)"'
_HEADING = re.compile(
    rf'<h(?P<level>[1-6]) id="(?P<slug>[^"]*)" {_POSITION}>'
    r'.*?data-heading-content="(?P<text>[^"]*)" class="anchor">',
    re.DOTALL,
)
_LINK = re.compile(
    rf'<(?:a|img) {_POSITION} (?:href="(?P<href>[^"]*)"|src="(?P<src>[^"]*)" alt="(?P<alt>[^"]*)")'
)


class _InHtml:
    """Where comrak says that something stands."""

    __slots__ = ("_match", "_places")

    def __init__(self, match: re.Match[str], places: _Places) -> None:
        self._match = match
        self._places = places

    @property
    def start(self) -> tuple[int, int]:
        """Return line and column of the first character."""
        return self._places.place(self._match, "line", "start", 0)

    @property
    def end(self) -> tuple[int, int]:
        """Return line and column of the place behind the last character."""
        return self._places.place(self._match, "end_line", "end", 1)


class _HeadingInHtml(_InHtml):
    """Where comrak says that a heading stands."""

    @property
    def end(self) -> tuple[int, int]:
        """Return the last line, and the column behind the last character of the first one."""
        (first, _), (last, column) = self.start, super().end
        return last, column if last == first else self._places.behind(first)


def _headings(found: Iterable[re.Match[str]], places: _Places) -> Iterator[Heading]:
    ids: set[str] = set()
    for match in found:
        level, slug, text = match.group("level", "slug", "text")
        where = _HeadingInHtml(match, places)
        yield Heading(int(level), unique(unescape(slug), ids), unescape(text), where)


def _link(match: re.Match[str], places: _Places) -> Link:
    href, src, alt = match.group("href", "src", "alt")
    url = unescape(href if src is None else src)
    return Link(destination(url), _InHtml(match, places), None if src is None else unescape(alt))


class _Places:
    """Turns comrak's lines and bytes of a text into lines and columns.

    Where a paragraph begins with a link definition, comrak names a line above the right one; a
    column is never behind the end of its line.
    """

    def __init__(self, text: str) -> None:
        self._text = text

    @cached_property
    def _as_they_are(self) -> bool:
        return self._text.isascii() and "]:" not in self._text

    @cached_property
    def _has_split_cells(self) -> bool:
        """Return whether a table may have a cell in which comrak's bytes are not the text's."""
        return "\\" in self._text and "\\|" in self._text

    @cached_property
    def _lines(self) -> list[str]:
        text = self._text
        return _LINE_BREAK.split(text) if "\r" in text else text.split("\n")

    def _line(self, number: int) -> str:
        return self._lines[number - 1] if number <= len(self._lines) else ""

    def place(self, match: re.Match[str], line: str, byte: str, after: int) -> tuple[int, int]:
        """Return line and column a few bytes after those that two groups of a match name."""
        number, counted = int(match[line]), int(match[byte])
        if self._has_split_cells and _is_in_table(match):
            counted = self._in_cell(number, counted)
        return number, self._column(number, counted + after)

    def _column(self, line: int, byte: int) -> int:
        if byte < 2 or self._as_they_are:
            return byte
        before = self._line(line).encode()[: byte - 1]
        return len(before.decode("utf-8", "ignore")) + 1

    def behind(self, line: int) -> int:
        """Return the column behind the last character of a line."""
        return len(self._line(line)) + 1

    def _in_cell(self, line: int, byte: int) -> int:
        r"""Return a byte of a table's row as it is: comrak counts “\|” as one."""
        real = _cell_bytes(self._line(line).encode())
        return real[min(byte, len(real) - 1)]


_CELL = re.compile(rb"(?:\\\||[^|])+")
_CELL_BYTE = re.compile(rb"\\\||.", re.DOTALL)


@lru_cache(maxsize=8)
def _cell_bytes(line: bytes) -> list[int]:
    """Return the real number of each byte that comrak counts in a table's row."""
    real = list(range(len(line) + 2))
    for cell in _CELL.finditer(line):
        if b"\\|" in cell[0]:
            start = cell.start() + 1
            for counted, one in enumerate(_CELL_BYTE.finditer(cell[0])):
                real[start + counted] = start + one.start()
    return real


def _is_in_table(match: re.Match[str]) -> bool:
    at = match.start()
    return match.string.rfind("<table ", 0, at) > match.string.rfind("</table>", 0, at)


_PLACE = r'data-sourcepos="[^"]*"'
_ANCHOR = r'a href="#[^"]*" aria-label="[^"]*" data-heading-content="'

# What follows a "<" of comrak's; the rewriter has a method of each name. Writers
# cannot imitate these: comrak escapes every "<" of theirs, in text and attributes.
_CONSTRUCTS = {
    "heading": rf'h(?P<level>[1-6]) id="[^"]*" {_PLACE}>'
    rf'(?P<blank><{_ANCHOR}" class="anchor"></a></h[1-6]>)?',
    "heading_end": rf'{_ANCHOR}[^"]*" class="anchor"></a></h(?P<closed>[1-6])>',
    "link": rf'a {_PLACE} href="(?P<href>[^"]*)"(?: title="(?P<title>[^"]*)")?>',
    "link_end": r"/a>",
    "image": rf'img {_PLACE} src="(?P<src>[^"]*)" alt="(?P<alt>[^"]*)"'
    r'(?: title="(?P<caption>[^"]*)")? />',
    "code_block": r"pre [^>]*>",
    "table": r"table [^>]*>",
    "table_end": r"/table>",
    "header_cell": r'th data-sourcepos="[^"]*"(?: align="(?P<halign>\w+)")?>(?P<empty></th>)?',
    "cell": r'td data-sourcepos="[^"]*" align="(?P<align>\w+)">',
    "task_list": r'(?P<list>[uo]l) class="contains-task-list"',
    "task_item": r'li class="task-list-item"',
    "task": r'input type="checkbox" class="task-list-item-checkbox"(?P<done> checked="")?'
    r' disabled="" />(?P<loose> \n<p[^>]*>)?',
    "alert": r'div class="markdown-alert markdown-alert-(?P<kind>\w+)"[^>]*>\n'
    r'<p class="markdown-alert-title">(?P<called>[^<]*)</p>',
    "note_ref": r'sup [^>]*class="footnote-ref"><a href="#fn-(?P<name>[^"]*)"'
    r' id="fnref-(?P<ref>[^"]*)" data-footnote-ref>(?P<number>\d+)</a>',
    "notes": r'section [^>]*class="footnotes" data-footnotes>',
    "note": r'li [^>]*id="fn-(?P<target>[^"]*)">',
    "note_back": r'a href="#fnref-(?P<back>[^"]*)" class="footnote-backref"[^>]*>↩'
    r'(?:<sup class="footnote-ref">\d+</sup>)?</a>',
}
# The commonest tags stay as they are; refusing them first halves the time of the scan.
_PLAIN_TAG = r'p |/(?!a>|table>)|(?:li|t[rd]) data-sourcepos="[\d:-]+">|strong |em '
_CONSTRUCT = late(
    f"<(?!{_PLAIN_TAG})(?:"
    + "|".join(f"(?P<{name}>{pattern})" for name, pattern in _CONSTRUCTS.items())
    + ")"
)

# Scripts of other tools read title and alt as HTML; these look alike and are harmless.
_TAME = {"&lt;": "‹", "&gt;": "›"}
_TAME_PATTERN = re.compile("|".join(_TAME))


def _tame(attribute: str) -> str:
    return _TAME_PATTERN.sub(lambda match: _TAME[match[0]], attribute)


def _title(value: str | None) -> str:
    return f' title="{_tame(value)}"' if value else ""


def _align(value: str | None) -> str:
    return f' class="gp-{value}"' if value else ""


_CODE = re.compile(r"<(pre|code)\b.*?</\1>", re.DOTALL)
_SOURCE_POSITION = re.compile(r' data-sourcepos="[^"]*"')
_NOTE_MARK = " data-footnote-ref>"
_NOTE_NUMBER = re.compile(rf'<a href="#fn-([^"]*)" id="[^"]*"{_NOTE_MARK}(\d+)')
_LINE_BREAK = re.compile(r"\r\n|\r|\n")


@dataclass(slots=True)
class _Rewriter:
    """Rewrites comrak's HTML in one pass.

    Attributes:
        words: translates the interface words.
        headings: those of the text, in order.
    """

    words: Words
    headings: Iterator[Heading]
    open_links: list[str] = field(default_factory=list)
    tables: int = 0
    numbers: dict[str, str] = field(default_factory=dict)
    notes: list[str] = field(default_factory=list)

    def rewrite(self, html: str) -> str:
        if _NOTE_MARK in html:
            self.numbers = dict(_NOTE_NUMBER.findall(html))
        return _CONSTRUCT.sub(self._construct, html)

    def _construct(self, match: re.Match[str]) -> str:
        return _METHODS[match.lastgroup](self, match)

    def _word(self, english: str, n: str | int = "") -> str:
        return escape(self.words(english).format(n=n))

    # Headings

    def _heading(self, match: re.Match[str]) -> str:
        heading = next(self.headings)
        return "" if match["blank"] else f'<h{max(2, heading.level)} id="{escape(heading.id)}">'

    def _heading_end(self, match: re.Match[str]) -> str:
        return f"</h{max(2, int(match['closed']))}>"

    # Links and images

    def _link(self, match: re.Match[str]) -> str:
        href = match["href"]
        kind = leads_to(href)
        has_text = not match.string.startswith("</a>", match.end())
        shown = bool(kind) and has_text and not any(self.open_links)
        self.open_links.append("</a>" if shown else "")
        if not shown:
            return ""
        return f'<a href="{href}"{_title(match["title"])}>'

    def _link_end(self, match: re.Match[str]) -> str:
        return self.open_links.pop()

    def _image(self, match: re.Match[str]) -> str:
        src, alt = match["src"], _tame(match["alt"])
        kind = leads_to(src)
        if kind == "site":
            return f'<img src="{src}" alt="{alt}"{_title(match["caption"])} loading="lazy">'
        if not kind:
            return _missing(alt)
        if any(self.open_links):
            return alt
        return f'<a href="{src}">{alt or src}</a>'

    # Blocks

    def _code_block(self, match: re.Match[str]) -> str:
        return '<pre tabindex="0">'  # it scrolls, so the keyboard must reach it

    def _table(self, match: re.Match[str]) -> str:
        self.tables += 1
        name = self._word("Table {n}", self.tables)
        return f'<div class="gp-table" role="region" tabindex="0" aria-label="{name}"><table>'

    def _table_end(self, match: re.Match[str]) -> str:
        return "</table></div>"

    def _header_cell(self, match: re.Match[str]) -> str:
        align = _align(match["halign"])
        return f"<td{align}></td>" if match["empty"] else f'<th scope="col"{align}>'

    def _cell(self, match: re.Match[str]) -> str:
        return f"<td{_align(match['align'])}>"

    def _task_list(self, match: re.Match[str]) -> str:
        return f'<{match["list"]} class="gp-task-list"'

    def _task_item(self, match: re.Match[str]) -> str:
        return '<li class="gp-task-item"'

    def _task(self, match: re.Match[str]) -> str:
        done = match["done"] is not None
        classes, name, mark = _TASK_MARKS[done]
        span = f'<span class="{classes}" role="img" aria-label="{self._word(name)}">{mark}</span>'
        return f"<p>{span} " if match["loose"] else span

    def _alert(self, match: re.Match[str]) -> str:
        kind, called = match.group("kind", "called")
        title = self._word(called) if called.lower() == kind else called
        return (
            f'<div class="gp-alert gp-alert-{kind}" role="note">\n'
            f'<p class="gp-alert-title">{title}</p>'
        )

    # Footnotes: comrak names them after what the writer called them, we number them

    def _note_ref(self, match: re.Match[str]) -> str:
        name, number = match.group("name", "number")
        again = match["ref"][len(name) :]
        label = self._word("Footnote {n}", number)
        return (
            f'<sup class="gp-footnote"><a href="#gp:note-{number}" id="gp:ref-{number}{again}"'
            f' role="doc-noteref" aria-label="{label}">{number}</a>'
        )

    def _notes(self, match: re.Match[str]) -> str:
        name = self._word("Footnotes")
        return f'<section class="gp-footnotes" role="doc-endnotes" aria-label="{name}">'

    def _note(self, match: re.Match[str]) -> str:
        """Open a note; of two with one name, comrak shows both, and links lead to the first."""
        name = match["target"]
        number, again = self.numbers.get(name), name in self.notes
        self.notes.append(name)
        if number is None:
            return "<li>"
        return f'<li value="{number}">' if again else f'<li id="gp:note-{number}" value="{number}">'

    def _note_back(self, match: re.Match[str]) -> str:
        name = self.notes[-1]
        reference = self.numbers[name] + match["back"][len(name) :]
        label = self._word("Back to reference {n}", reference)
        return f'<a href="#gp:ref-{reference}" role="doc-backlink" aria-label="{label}">↩</a>'


_METHODS: Mapping[str | None, Callable[[_Rewriter, re.Match[str]], str]] = {
    name: getattr(_Rewriter, f"_{name}") for name in _CONSTRUCTS
}
_TASK_MARKS = (("gp-task", "To do", "☐"), ("gp-task gp-task-done", "Done", "☑"))


def _missing(alt: str) -> str:
    return f'<span class="gp-missing">{alt}</span>' if alt else ""


# --- reading our own HTML (attributes stand in double quotes, escaped) ---------------

# Not "#…", which leads into the same page, nor anything with a scheme.
_SITE_HREF = r'(?P<url>(?!#|(?i:https?:|mailto:))[^"]*)'
_SITE_LINK = re.compile(rf'<a href="{_SITE_HREF}"(?P<rest>[^>]*)>(?P<inner>.*?)</a>', re.DOTALL)
_SITE_IMAGE = re.compile(r'<img src="(?P<url>[^"]*)" alt="(?P<alt>[^"]*)"(?P<rest>[^>]*)>')

_NESTING = re.compile(r'<(?P<close>/?)(?:blockquote|ul|ol|div|section)\b|<h2 id="(?P<id>[^"]*)">')
_NOTES = '<section class="gp-footnotes"'
_HEADING_END = "</h2>"
# A section that holds no more than headings, boxes to tick, empty bullets or dots says nothing.
_NOT_CONTENT_MARKS = ("<h2 ", '<span class="gp-task')
_NOT_CONTENT = re.compile(r'<h2 .*?</h2>|<span class="gp-task.*?</span>', re.DOTALL)
_SHOWN = re.compile(r"<(?:img|table)\b|>(?:[\s.…–—-]|&nbsp;)*+[^<]")


_NOTES_IN_RAW = " data-footnotes>"


def _tells_sections(raw: str, headings: list[re.Match[str]], links: Iterable[Link]) -> bool:
    """Return whether comrak's own HTML tells as much of sections as ours.

    What stands in a line's first column is in no quote and no list, but may be in a footnote.
    Headings without a text, and images, which may be of another host, are not shown as written.
    """
    return (
        all(one["start"] == "1" and one["text"] for one in headings)
        and not any(one.image for one in links)
        and _NOTES_IN_RAW not in raw
    )


def _sections_of_raw(
    raw: str, headings: Iterable[Heading], found: Iterable[re.Match[str]]
) -> Iterator[Part]:
    owner, begin = None, 0
    for heading, match in zip(headings, found, strict=True):
        if heading.level <= 2:
            yield Part(owner, _SHOWN.search(raw, begin, match.start()) is None)
            owner, begin = heading, match.end()
    yield Part(owner, _SHOWN.search(raw, begin) is None)


def _sections(html: str, headings: Iterable[Heading]) -> tuple[Part, ...]:
    by_id = {heading.id: heading for heading in headings}
    starts = _top_level_headings(html)
    introduction = Part(None, _is_empty(html[: starts[0][0] if starts else None]))
    ends = [start for start, _ in starts[1:]]
    parts = (
        html[html.find(_HEADING_END, start) : end] for (start, _), end in zip_longest(starts, ends)
    )
    owners = (by_id[unescape(slug)] for _, slug in starts)
    return (introduction, *map(Part, owners, map(_is_empty, parts)))


def _top_level_headings(html: str) -> list[tuple[int, str]]:
    """List where each h2 begins that no quote, list, alert or footnote holds, with its id."""
    found, depth = [], 0
    for match in _NESTING.finditer(html):
        if match["id"] is None:
            depth += -1 if match["close"] else 1
        elif depth == 0:
            found.append((match.start(), match["id"]))
    return found


def _is_empty(html: str) -> bool:
    body = html.partition(_NOTES)[0]
    if any(mark in body for mark in _NOT_CONTENT_MARKS):
        body = _NOT_CONTENT.sub("", body)
    return _SHOWN.search(body) is None
