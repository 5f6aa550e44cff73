"""Citations: an entry as others quote it, as plain text and as BibTeX."""

from __future__ import annotations

import re
from collections.abc import Iterator

from goodpractice.entries import Entry
from goodpractice.interface import Interface, last_told
from goodpractice.presentation import date_in_words
from goodpractice.reading import NOT_KNOWN
from goodpractice.values import in_full

_AUTHOR = "author"
_ENDS = (".", "?", "!", "…")
# LaTeX's special characters (Lamport, LaTeX, section 2.1). BibTeX counts braces whether or not a
# backslash stands before them, so those of a text are written as commands.
_LATEX = str.maketrans(
    {
        "\\": r"\textbackslash{}",
        "{": r"\textbraceleft{}",
        "}": r"\textbraceright{}",
        "~": r"\textasciitilde{}",
        "^": r"\textasciicircum{}",
        **{one: f"\\{one}" for one in "#$%&_"},
    }
)
# What BibTeX would take for the word between two authors, or for further ones without a name.
_AND = re.compile(r"(?:^|\s)and(?:\s|$)|^others$", re.IGNORECASE)


def address(ui: Interface, entry: Entry) -> str:
    """Return the whole address of an entry's page, or nothing where the site has none."""
    site_url = ui.site.settings.site_url
    return in_full(site_url, entry.address) if site_url else ""


def as_text(ui: Interface, entry: Entry) -> str:
    """Return authors, title, site, date and address in one line."""
    told = last_told(entry)
    day = date_in_words(told, ui.lang).text if told else ""
    source = ", ".join(filter(None, (ui.site.settings.site_name, day)))
    parts = (", ".join(_authors(entry)), entry.title, source)
    sentences = (one if one.endswith(_ENDS) else f"{one}." for one in parts if one)
    return " ".join(filter(None, (*sentences, address(ui, entry))))


def as_bibtex(ui: Interface, entry: Entry) -> str:
    """Return a record for BibTeX, whatever characters the entry holds."""
    told = last_told(entry)
    fields = {
        "author": " and ".join(map(_name, _authors(entry))),
        "title": f"{{{_latex(entry.title)}}}",
        "howpublished": _latex(ui.site.settings.site_name),
        "year": str(told.first[0]) if told and told.first else "",
        "url": address(ui, entry),
    }
    lines = (f"  {name} = {{{value}}}" for name, value in fields.items() if value)
    return ",\n".join((f"@misc{{{entry.id}", *lines)) + "\n}"


def _authors(entry: Entry) -> Iterator[str]:
    people = entry.value("contributors")
    for one in people if isinstance(people, tuple) else ():
        name = NOT_KNOWN if one is NOT_KNOWN else one.get("name", NOT_KNOWN)
        if name is not NOT_KNOWN and one.get("role") == _AUTHOR:
            yield name


def _name(name: str) -> str:
    """Return a name; one with “and” in it is kept together."""
    return f"{{{_latex(name)}}}" if _AND.search(name) else _latex(name)


def _latex(text: str) -> str:
    return text.translate(_LATEX)
