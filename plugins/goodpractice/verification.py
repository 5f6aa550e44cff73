"""Verification: a built site is looked over before it is published.

Pages of ours are looked over while they are drawn, and need not be read again; the others are.
"""

from __future__ import annotations

import json
import os
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from html import unescape
from pathlib import Path
from urllib.parse import unquote, urlsplit

from goodpractice.values import BASE

NEEDED = ("index.html", "404.html", "data/search.json")
_MOST_SHOWN = 20
_REFERENCE = re.compile(r'<[a-zA-Z][^<>]*?\s(?:href|src)="([^"#?][^"]*)"')
_OWN_REFERENCE = re.compile(f'{BASE}([^"#?]*)')
_TITLE = re.compile(r"<title>\s*[^<\s]")
_SCHEME = re.compile(r"[a-zA-Z][a-zA-Z0-9+.-]*:|//")


class BrokenSiteError(Exception):
    """The built site has faults; `faults` names them."""

    def __init__(self, faults: list[str]) -> None:
        super().__init__("\n".join(faults[:_MOST_SHOWN]))
        self.faults = faults


@dataclass
class Drawn:
    """What the pages drawn so far are and refer to.

    Attributes:
        pages: files of pages that need not be read again.
        references: places from the site's root, with one page that names each.
    """

    pages: set[str] = field(default_factory=set)
    references: dict[str, str] = field(default_factory=dict)

    def add(self, page: str, html: str) -> None:
        """Note a page: its file, and its HTML, in which references still begin with BASE."""
        self.pages.add(page)
        self.references.update(dict.fromkeys(_OWN_REFERENCE.findall(html), page))

    def to_json(self) -> str:
        """Return all of it as a text, to be sent from one process to another."""
        return json.dumps([sorted(self.pages), self.references])

    def update(self, text: str) -> None:
        """Add what another process has drawn."""
        pages, references = json.loads(text)
        self.pages.update(pages)
        self.references.update(references)


def verify(folder: Path, site_url: str, drawn: Drawn | None = None) -> None:
    """Look over a built site: every file it must have, every title, every reference within it.

    Args:
        folder: the built site.
        site_url: its address, to know what is within it; may be empty.
        drawn: what was noted of pages while they were drawn; the others are read.

    Raises:
        BrokenSiteError: something is wrong.
    """
    drawn = drawn or Drawn()
    files = _files(folder)
    base = urlsplit(site_url).path or "/"
    faults = [f"{name}: missing" for name in (*NEEDED, *sorted(drawn.pages)) if name not in files]
    faults.extend(
        f"{page}: {place} leads nowhere"
        for place, page in sorted(drawn.references.items())
        if not leads_somewhere(place or "./", "", files, base)
    )
    unread = sorted(name for name in files - drawn.pages if name.endswith(".html"))
    faults.extend(_read_pages(folder, unread, files, base))
    if faults:
        raise BrokenSiteError(faults)


def _read_pages(
    folder: Path, names: Iterable[str], files: frozenset[str], base: str
) -> Iterator[str]:
    known: dict[tuple[str, str], bool] = {}
    for name in names:
        html = (folder / name).read_bytes().decode()
        yield from _page_faults(name, html, files, base, known)


def _files(folder: Path) -> frozenset[str]:
    return frozenset(
        os.path.relpath(Path(parent, name), folder).replace(os.sep, "/")
        for parent, _, names in os.walk(folder)
        for name in names
    )


def _page_faults(
    name: str, html: str, files: frozenset[str], base: str, known: dict[tuple[str, str], bool]
) -> Iterator[str]:
    if not _TITLE.search(html):
        yield f"{name}: no title"
    folder, up = name.rpartition("/")[0], "../" * name.count("/")
    faults = []
    for reference in set(_REFERENCE.findall(html)):
        # Nearly all lead over the site's root, where one answer is good for every page.
        over_root = reference.startswith(up)
        place = ("", reference.removeprefix(up)) if over_root else (folder, reference)
        if place not in known:
            known[place] = leads_somewhere(place[1], place[0], files, base)
        if not known[place]:
            faults.append(f"{name}: {reference} leads nowhere")
    yield from sorted(faults)


def leads_somewhere(reference: str, folder: str, files: frozenset[str], base: str) -> bool:
    """Return whether a reference leads to a file of the site, or out of the site.

    Args:
        reference: as written in HTML.
        folder: of the page that it stands in.
        files: the files of the site.
        base: path of the site's root on its host.
    """
    if _SCHEME.match(reference):
        return True
    path = unquote(urlsplit(unescape(reference)).path)
    if path.startswith("/"):
        if not path.startswith(base):
            return False
        path, folder = path.removeprefix(base), ""
    target = os.path.normpath(f"{folder}/{path}".lstrip("/") or ".").replace(os.sep, "/")
    if target.startswith(".."):
        return False
    target = "" if target == "." else target
    is_folder = path.rpartition("/")[2] in ("", ".", "..")
    return (f"{target}/index.html".lstrip("/") if is_folder else target) in files
