"""How a value looks on a page: a table from the type of a view to its HTML.

Functions rather than templates: an entry shows more than a hundred values, and a call of a macro
takes as long as the whole of a function. Whatever comes from a view goes through `text` or `link`,
which escape it.
"""

from __future__ import annotations

import gettext
import re
from collections.abc import Callable, Container, Iterable, Mapping, Sequence
from functools import lru_cache
from itertools import pairwise
from typing import Any
from urllib.parse import quote

from markupsafe import Markup, escape

from goodpractice.views import (
    Date,
    External,
    Group,
    Image,
    Items,
    Links,
    LinkView,
    Listing,
    Prose,
    ReferenceView,
    Row,
    Scale,
    Terms,
    TermView,
    Text,
    Unknown,
    Value,
)

BASE = "\ue000"
_IN_ADDRESS = "/?#&=%;:@+,.~()!*"  # what an address of ours may hold as it is
_STEP = 14  # pixels from one step of a bar to the next
_SAFE = ("https://", "http://", "mailto:")
_IN_A_LINE = (Text, Date, Terms, Scale, External, Unknown)


@lru_cache(maxsize=1 << 15)
def text(plain: str) -> str:
    """Return a text as HTML, also within an attribute; never taken for HTML already."""
    return str(escape(str(plain)))


@lru_cache(maxsize=1 << 16)
def link(address: str) -> Markup:
    """Return a reference to an address of the site, for an attribute of HTML."""
    # The marker is ours, the address is escaped.
    return Markup(BASE + text(quoted(address)))  # noqa: S704


@lru_cache(maxsize=1 << 16)
def quoted(address: str) -> str:
    """Return an address of the site as it stands in a URL."""
    return quote(address, safe=_IN_ADDRESS)


def in_full(site_url: str, address: str) -> str:
    """Return the URL of an address of the site; of a site without one, the way from its root."""
    return f"{site_url}{quoted(address)}"


class Values:
    """Draws values in one language of the interface.

    Ends of elements that HTML lets out are left out: there are more than a hundred on a page (HTML,
    section 13.1.2.4).
    """

    def __init__(self, catalogue: gettext.NullTranslations) -> None:
        self.gettext = catalogue.gettext

    @property
    def functions(self) -> Mapping[str, Callable[..., object]]:
        """Return what templates call, by name."""
        return {
            "show": self.show,
            "facts": self.facts,
            "section": self.section,
            "entry_list": self.listing,
            "references": self.references,
            "fact": fact,
            "anchor": anchor,
            "link_to": link_to,
            "term_name": term_name,
            "is_unknown": is_unknown,
        }

    def show(self, value: Value, label: str = "") -> Markup:
        """Return a value; `label` is what stands above it, so that it is not said twice."""
        return Markup(self._show(value, label))  # noqa: S704 - each function of the table escapes

    def _show(self, value: Value, label: str = "") -> str:
        value = _alone(value, label)
        if isinstance(value, Group):
            return self._group(value, label)
        return _SHOW[type(value)](self, value)

    def facts(self, rows: Iterable[Row], brief: Container[str] = ()) -> Markup:
        """Return rows as short facts.

        What is not reported is said in one row at the end: it matters, but less than what is known.

        Args:
            rows: what is said.
            brief: ids of the rows that stand on a brief too.
        """
        shown = [
            fact(row.label, self.show(row.value, row.label), brief=row.id in brief)
            for row in rows
            if not is_unknown(row.value)
        ]
        missing = [row for row in rows if is_unknown(row.value)]
        if missing:
            shown.append(self._missing(missing, brief))
        return Markup(f"<dl class=gp-facts>{''.join(shown)}</dl>")  # noqa: S704

    def _missing(self, rows: Iterable[Row], brief: Container[str]) -> Markup:
        """Return the row that says what is not reported; what a brief wants to know first."""
        wanted = ", ".join(row.label for row in rows if row.id in brief)
        rest = ", ".join(row.label for row in rows if row.id not in brief)
        words: str = wanted or rest
        if wanted and rest:
            words = Markup("{}<span class=gp-full>, {}</span>").format(wanted, rest)
        return fact(self.gettext("Not reported"), words, found=False, brief=bool(wanted))

    def section(self, row: Row, brief: Container[str] = ()) -> Markup:
        """Return a row with a heading of its own; `brief` has the ids of those on a brief."""
        value = _alone(row.value, row.label)
        shown = self._show(value, row.label)
        if isinstance(value, _IN_A_LINE):
            shown = f"<p>{shown}</p>"
        kept = _BRIEF if row.id in brief else ""
        return Markup(  # noqa: S704
            f"<section{kept}><h2>{text(row.label)}</h2>{shown}</section>"
        )

    def listing(self, value: Listing) -> Markup:
        """Return a list of entries: the first as cards, the others one a line."""
        parts = [f"<p>{text(value.text)}</p>"] if value.text else []
        if not (value.cards or value.rest):
            words = text(self.gettext("Nothing here yet."))
            return Markup("".join([*parts, f"<p class=gp-empty>{words}</p>"]))  # noqa: S704
        name, cards = "gp-cards", value.cards
        if value.alike:
            name, cards = "gp-cards gp-cards--alike", tuple(map(_without_kind, cards))
        for kind, drawn in ((name, cards), ("gp-rows", value.rest)):
            if drawn:
                parts += (f'<ul class="{kind}">', *drawn, "</ul>")
        ways = (value.more, value.filters)
        parts += (f"<p class=gp-more>{link_to(way)}</p>" for way in ways if way)
        return Markup("".join(parts))  # noqa: S704 - cards and rows are drawn by templates

    def references(self, references: Iterable[ReferenceView]) -> Markup:
        """Return citations."""
        items = "".join(f"<li>{self._reference(item)}" for item in references)
        return Markup(f"<ul class=gp-references>{items}</ul>")  # noqa: S704

    def _reference(self, item: ReferenceView) -> str:
        title = anchor(item.url, item.title) if item.url else f"<cite>{text(item.title)}</cite>"
        parts = [title]
        if item.details:
            parts.append(f". {text(item.details)}")
        if item.archived:
            copy = anchor(item.archived, self.gettext("archived copy"))
            parts.append(f" ({copy})")
        if item.note:
            parts.append(f' <span class="gp-note gp-note--own-line">{text(item.note)}</span>')
        return "".join(parts)

    def _date(self, value: Date) -> str:
        if not value.iso:
            return text(value.text)
        exact = "" if value.iso == value.text else f' datetime="{text(value.iso)}"'
        return f"<time{exact}>{text(value.text)}</time>"

    def _scale(self, value: Scale) -> str:
        """Return words and a bar, which repeats them and is hidden from those who cannot see it."""
        return f"{_term(value.term)} {_bar(value)}{self._step(value)}"

    def _step(self, value: Scale) -> str:
        """Return what a bar shows, for those who cannot see it."""
        if value.steps <= 1:
            return ""
        words = self.gettext("(step {n} of {steps})").format(n=value.step, steps=value.steps - 1)
        return f" <span class=gp-hidden>{text(words)}</span>"

    def _links(self, value: Links) -> str:
        if len(value.links) == 1:
            return link_to(value.links[0])
        items = "".join(f"<li>{link_to(item)}" for item in value.links)
        return f"<ul class=gp-plain>{items}</ul>"

    def _image(self, value: Image) -> str:
        credit = f"<figcaption>{text(value.credit)}</figcaption>" if value.credit else ""
        return (
            f'<figure class=gp-figure><img src="{link(value.address)}" alt="{text(value.alt)}"'
            f' width="{value.width}" height="{value.height}" loading=lazy decoding=async>'
            f"{credit}</figure>"
        )

    def _titled_listing(self, value: Listing) -> str:
        """Return a list among other values, which has its name above it."""
        title = f"<h3>{text(value.title)}</h3>" if value.title else ""
        return f"{title}{self.listing(value)}"

    def _unknown(self, value: Unknown) -> str:
        if value.text:  # it matters that nobody has said it
            return f"<strong class=gp-unsaid>{text(value.text)}</strong>"
        words = text(self.gettext("not reported"))
        return f"<span class=gp-unknown>{words}</span>"

    def _group(self, value: Group, label: str) -> str:
        """Return a group; a first field that is called like it needs no second label."""
        said = self._said(value.rows)
        named = int(bool(value.rows) and value.rows[0].label == label)
        rows = "".join(
            f"<div><dt>{text(row.label)}<dd>{words}</div>"
            for row, words in zip(value.rows[named:], said[named:], strict=True)
        )
        return f"{''.join(said[:named])}<dl class=gp-group>{rows}</dl>"

    def _said(self, rows: Sequence[Row]) -> list[str]:
        """Return what rows say; terms that follow a place on a scale explain it, before its bar."""
        said = [self._show(row.value) for row in rows]
        for at, (row, following) in enumerate(pairwise(rows)):
            if isinstance(row.value, Scale) and isinstance(following.value, Terms):
                said[at] = _term(row.value.term) + self._step(row.value)
                said[at + 1] += f" {_bar(row.value)}"
        return said

    def _items(self, value: Items) -> str:
        pairs = [pair for item in value.items if (pair := _pair(item))]
        if pairs and len(pairs) == len(value.items):
            rows = "".join(
                f"<div><dt>{self._show(name)}<dd>{self._show(said)}</div>" for name, said in pairs
            )
            return f"<dl class=gp-pairs>{rows}</dl>"
        items = "".join(f"<li>{self._show(item)}" for item in value.items)
        return f"<ul class=gp-items>{items}</ul>"


_BRIEF = " class=gp-brief"  # of what stands on a brief too


def _without_kind(card: Markup) -> Markup:
    """Return a card of a list whose heading names its kind, where it says no more than that."""
    return Markup(_KIND.sub("", card, count=1))  # noqa: S704 - a piece of it is taken out


_KIND = re.compile(r"<p class=gp-card__kicker><span>[^<]*</span>(?=<h)")


def _text(values: Values, value: Text) -> str:
    return f"<span{_lang(value.lang)}>{text(value.text)}</span>" if value.lang else text(value.text)


def _prose(values: Values, value: Prose) -> str:
    lang = _lang(value.lang)
    return "".join(f"<p{lang}>{escape(paragraph)}</p>" for paragraph in value.paragraphs)


def _lang(code: str) -> str:
    return f' lang="{text(code)}"' if code else ""


def _terms(values: Values, value: Terms) -> str:
    # White space between them keeps search from fusing their words.
    return ", ".join(map(_term, value.terms))


def _external(values: Values, value: External) -> str:
    # On paper the address is added to a link whose words do not say it.
    drawn = anchor(value.url, value.text)
    named = value.text not in value.url and drawn.startswith("<a ")
    return f"<a class=gp-named {drawn[3:]}" if named else drawn


_SHOW: Mapping[type[Value], Callable[[Values, Any], str]] = {
    Text: _text,
    Prose: _prose,
    Date: Values._date,  # noqa: SLF001
    Terms: _terms,
    Scale: Values._scale,  # noqa: SLF001
    Links: Values._links,  # noqa: SLF001
    External: _external,
    Image: Values._image,  # noqa: SLF001
    Items: Values._items,  # noqa: SLF001
    Listing: Values._titled_listing,  # noqa: SLF001
    Unknown: Values._unknown,  # noqa: SLF001
}


def fact(label: str, words: str, *, found: bool = True, brief: bool = False) -> Markup:
    """Return a name with what is said under it; words that are HTML stay so.

    Args:
        label: the name.
        words: what is said.
        found: whether the text search leads here.
        brief: whether it stands on a brief too.
    """
    ignored = "" if found else " data-gp-unfound"
    return Markup(  # noqa: S704
        f"<dt{_BRIEF if brief else ''}{ignored}>{text(label)}<dd{ignored}>{escape(words)}"
    )


def anchor(url: str, words: str) -> Markup:
    """Return a link that leaves the site.

    The kinds let no other addresses through; a page that is wrong about that must still be safe.
    """
    if not url.startswith(_SAFE):
        return escape(words)
    return Markup(  # noqa: S704
        f'<a href="{escape(url)}">{escape(words)}</a>'
    )


def link_to(item: LinkView) -> Markup:
    """Return a link within the site; without an address, its title."""
    shown = text(item.title)
    if item.address is not None:
        code = text(item.lang)
        lang = f' lang="{code}"' if code else ""
        shown = f'<a href="{link(item.address)}"{lang}>{shown}</a>'
    note = f" <small>{text(item.note)}</small>" if item.note else ""
    return Markup(shown + note)  # noqa: S704


def term_name(term: TermView) -> Markup:
    """Return a term's number and label."""
    name = text(term.label)
    if term.lang:
        name = f"<span{_lang(term.lang)}>{name}</span>"
    return Markup(f"{text(term.number)}&nbsp;{name}" if term.number else name)  # noqa: S704


def _term(term: TermView) -> str:
    name = term_name(term)
    return f'<a href="{link(term.address)}">{name}</a>' if term.address else name


def _bar(value: Scale) -> str:
    return _drawn_bar(value.step, value.steps - 1) if value.steps > 1 else ""


@lru_cache(maxsize=256)
def _drawn_bar(step: int, steps: int) -> str:
    # The style sheet draws a box for each step, and makes high ones of the line.
    line = f'<path d="M0 6h{step * _STEP}"/>' if step else ""
    return f"<svg class=gp-scale width={steps * _STEP} aria-hidden=true>{line}</svg>"


def _alone(value: Value, label: str) -> Value:
    """Return the one value of a group that is called like it, or the value itself."""
    one = isinstance(value, Group) and len(value.rows) == 1 and value.rows[0].label == label
    return value.rows[0].value if one else value  # type: ignore[union-attr]


def _pair(item: Value) -> Sequence[Value]:
    """Return a group of one name and one text, which reads as such without labels, or nothing."""
    if not isinstance(item, Group) or len(item.rows) != 2:
        return ()
    name, said = (row.value for row in item.rows)
    fits = isinstance(name, Terms | Date | Text) and isinstance(said, Text | Prose)
    return (name, said) if fits else ()


def is_unknown(value: Value) -> bool:
    """Return whether nothing is known of a value, or of anything in a group."""
    if isinstance(value, Group):
        return all(map(is_unknown, (row.value for row in value.rows)))
    return isinstance(value, Unknown) and not value.text
