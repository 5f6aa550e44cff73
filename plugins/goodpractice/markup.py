"""Turn a stranger's Markdown into HTML that is safe to publish.

Two steps, because addresses are only known once every entry has been read:

1. ``parse(text)`` renders the body, once per entry. It returns the headings and
   links with their places, and HTML whose links within the site still carry the
   destination the writer gave. That HTML is already safe.
2. ``resolve_links(html, resolve)`` swaps those destinations for addresses, or
   takes the link away where ``resolve`` answers None. It parses nothing again.

``sections(rendered)`` cuts the HTML at its second-level headings. A text that
``too_complex(text)`` gives a reason for must not be parsed: everything else
renders within a second.

The Markdown is GitHub's (tables, task lists, footnotes, alerts, bare addresses),
so that GitHub's preview shows what the site will show. comrak leaves raw HTML
out; its HTML is then rewritten tag by tag, and nh3 has the last word with a list
of what may stay. Why these two: docs/decisions/0003-markdown.md.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from html import escape, unescape
from typing import NamedTuple
from urllib.parse import unquote

import comrak
import nh3

MAX_CHARACTERS = 200_000

# Interface words in the output; each is its own key for translators.
WORDS = (
    "Note",
    "Tip",
    "Important",
    "Warning",
    "Caution",
    "Done",
    "To do",
    "Table {n}",
    "Footnote {n}",
    "Footnotes",
    "Back to reference {n}",
)

Resolve = Callable[[str, bool], "str | None"]


@dataclass(frozen=True, slots=True)
class Heading:
    """A heading as written; a page has its own h1, so level 1 is shown as level 2."""

    level: int
    id: str
    text: str
    line: int
    column: int
    end_column: int


@dataclass(frozen=True, slots=True)
class Link:
    """A link or image with the range of the whole construct in the body.

    Lines and columns count from 1, columns in code points, ends are exclusive.
    ``url`` is the destination as the writer meant it: entities are decoded, and
    percent signs too where it leads into the site. It is empty where the
    destination is missing or of a kind that runs code.
    """

    url: str
    image: bool
    alt: str
    line: int
    column: int
    end_line: int
    end_column: int


@dataclass(frozen=True, slots=True)
class Rendered:
    """A body as HTML, with what a check wants to know about it."""

    html: str
    headings: tuple[Heading, ...]
    links: tuple[Link, ...]


class Section(NamedTuple):
    """A part of the HTML, heading included; the introduction has no heading."""

    heading: Heading | None
    html: str
    is_empty: bool


def parse(text: str, words: Mapping[str, str] | None = None) -> Rendered:
    """Render a body.

    Args:
        text: Markdown that ``too_complex`` has no reason against.
        words: translations of ``WORDS`` by English text; English where absent.

    Returns:
        Safe HTML with links within the site as written, headings and links.
    """
    rewriter = _Rewriter(text, words or {})
    html = rewriter.rewrite(comrak.render_markdown(text, _EXTENSIONS, _PARSING, _RENDERING))
    return Rendered(_CLEANER.clean(html), tuple(rewriter.headings), tuple(rewriter.links))


def resolve_links(html: str, resolve: Resolve) -> str:
    """Put addresses in place of the destinations within the site.

    Args:
        html: what ``parse`` returned, or one of its sections.
        resolve: called with ``Link.url`` and whether it is an image; returns the
            address, or None where it leads nowhere. Web and mail addresses and
            bare ``#fragments`` are never asked for.

    Returns:
        The HTML; a link that leads nowhere is plain text, an image its alt text.
    """

    def image(match: re.Match[str]) -> str:
        address = resolve(site_url(match["url"]), True)
        if address is None:
            return _missing(_ALT.search(match["rest"]))
        return f'<img src="{escape(address)}"{match["rest"]}>'

    def link(match: re.Match[str]) -> str:
        address = resolve(site_url(match["url"]), False)
        if address is None:
            return match["inner"]
        return f'<a href="{escape(address)}"{match["rest"]}>{match["inner"]}</a>'

    return _SITE_LINK.sub(link, _SITE_IMAGE.sub(image, html))


def sections(rendered: Rendered) -> tuple[Section, ...]:
    """Cut a body at its second-level headings (those shown as h2, outside quotes and lists).

    Returns:
        The introduction first, then a section per heading; joined, their HTML is
        the whole. Footnotes stay at the end of the last, and do not count as content.
    """
    by_id = {heading.id: heading for heading in rendered.headings}
    html = rendered.html
    starts = _top_level_headings(html)
    bounds = [0, *(start for start, _ in starts), len(html)]
    owners = [None, *(by_id[unescape(slug)] for _, slug in starts)]
    parts = (html[start:end] for start, end in zip(bounds, bounds[1:], strict=False))
    return tuple(
        Section(owner, part, _is_empty(part)) for owner, part in zip(owners, parts, strict=True)
    )


def too_complex(text: str) -> str | None:
    """Say why a text must not be parsed, in time linear in its length.

    Returns:
        A short reason, or None where the text renders within a second.
    """
    if len(text) > MAX_CHARACTERS:
        return "too long"
    return None


def site_url(href: str) -> str:
    """Give back the destination that an attribute of the rendered HTML stands for."""
    return unquote(unescape(href))


# --- what comrak is asked for -------------------------------------------------------


def _extensions() -> comrak.ExtensionOptions:
    options = comrak.ExtensionOptions()
    options.alerts = options.autolink = options.footnotes = True
    options.strikethrough = options.table = options.tasklist = True
    options.header_id_prefix = ""
    return options


def _parsing() -> comrak.ParseOptions:
    options = comrak.ParseOptions()
    options.sourcepos_chars = True
    return options


def _rendering() -> comrak.RenderOptions:
    options = comrak.RenderOptions()
    options.sourcepos = options.tasklist_classes = True
    return options


_EXTENSIONS, _PARSING, _RENDERING = _extensions(), _parsing(), _rendering()

# --- what nh3 lets through ----------------------------------------------------------

_CLASSES = {
    "a": {"gp-foreign-image"},
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
    "li": {"id"},
    "ol": {"start"},
    "section": {"aria-label"},
    "span": {"aria-label"},
}

_VALUES = {
    "a": {"rel": {"noopener noreferrer"}, "role": {"doc-noteref", "doc-backlink"}},
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

_FOREIGN = re.compile(r"(?:https?://|mailto:)[^/\\]", re.IGNORECASE)
# A scheme, or an address that browsers read as another host.
_NOT_SITE = re.compile(r"[a-z][a-z0-9+.-]*:|[/\\]{2}", re.IGNORECASE)


def _attribute(tag: str, name: str, value: str) -> str | None:
    """Refuse what a list of names cannot express (nh3 asks for each attribute it keeps)."""
    if name == "id" and value.startswith("__"):
        return None  # Material's own scripts look their elements up by such ids.
    if name == "src" and _NOT_SITE.match(value):
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

_POSITION = r'data-sourcepos="(?P<{0}1>\d+):(?P<{0}2>\d+)-(?P<{0}3>\d+):(?P<{0}4>\d+)"'
_ANCHOR = r'<a href="#[^"]*" aria-label="[^"]*" data-heading-content="'

# One alternative a construct; the rewriter has a method of the same name. Writers
# cannot imitate these: comrak escapes every < of theirs, in text and attributes.
_CONSTRUCTS = re.compile(
    "|".join(
        f"(?P<{name}>{pattern})"
        for name, pattern in {
            "heading": rf'<h(?P<level>[1-6]) id="(?P<slug>[^"]*)" {_POSITION.format("h")}>'
            rf"(?P<blank>{_ANCHOR})?",
            "heading_end": rf'(?:{_ANCHOR})?(?P<plain>[^"<]*)" class="anchor"></a></h[1-6]>',
            "link": rf'<a {_POSITION.format("l")} href="(?P<href>[^"]*)"'
            r'(?: title="(?P<ltitle>[^"]*)")?>',
            "link_end": r"</a>",
            "image": rf'<img {_POSITION.format("i")} src="(?P<src>[^"]*)" alt="(?P<alt>[^"]*)"'
            r'(?: title="(?P<ititle>[^"]*)")? />',
            "code_block": r"<pre [^>]*>",
            "table": r"<table [^>]*>",
            "table_end": r"</table>",
            "header_cell": r'<th data-sourcepos="[^"]*"(?: align="(?P<halign>\w+)")?>'
            r"(?P<nothing></th>)?",
            "aligned_cell": r'<td data-sourcepos="[^"]*" align="(?P<align>\w+)">',
            "task": r'<input type="checkbox"[^>]*?(?P<done> checked="")?'
            r' disabled="" /> (?P<loose>\n<p[^>]*>)?',
            "task_list": r'class="contains-task-list"',
            "task_item": r'class="task-list-item"',
            "alert": r'<div class="markdown-alert markdown-alert-(?P<kind>\w+)"[^>]*>\n'
            r'<p class="markdown-alert-title">',
            "alert_title": r"(?<=<p class=\"markdown-alert-title\">)[^<]*",
            "note_ref": r'<sup [^>]*class="footnote-ref"><a href="#fn-(?P<name>[^"]*)"'
            r' id="fnref-(?P<ref>[^"]*)" data-footnote-ref>(?P<n>\d+)',
            "notes": r'<section [^>]*class="footnotes" data-footnotes>',
            "note": r'<li [^>]*id="fn-(?P<target>[^"]*)">',
            "note_back": r'<a href="#fnref-[^"]*" class="footnote-backref"[^>]*'
            r'backref-idx="(?P<index>[\d-]+)"[^>]*>',
        }.items()
    )
)
