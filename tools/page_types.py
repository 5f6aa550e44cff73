"""Choose the pages of a built site that stand for all: together they show every part there is.

A part is what the page itself names: a class or an id of ours, a type of its structured data, or
the classes of one element taken together; and of each collection there is an entry. So a new page,
or a new part of one, is among those that tests and screenshots look at without being named
anywhere.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from pathlib import Path

_CLASSES = re.compile(r'\bclass="(gp-[^"]*)"')
_NAMES = re.compile(r'\bid="(gp:[^"]*)"|"@type":"([^"]*)"')
_ENTRY = 'class="gp-page gp-entry"'
# What a page shows only when its address asks for it.
ASKED: Mapping[str, tuple[str, ...]] = {
    "browse/": ("", "?q=school", "?q=zzzz"),
    "shortlist/": ("?list={kept}",),
    "compare/": ("?list={kept}",),
}
_LANGUAGE = re.compile(r'<html lang="([^"]*)"')


def page_types(site: Path) -> list[str]:
    """Return the addresses of pages that together show every part of a site, by name.

    Args:
        site: the folder of a built site.
    """
    pages = _pages(site)
    return sorted(covering({one: parts(html) | _collection(one, html) for one, html in pages}))


def every_look(site: Path) -> list[str]:
    """Return the addresses of `page_types`, and of pages that show what a reader asked for.

    Args:
        site: the folder of a built site.
    """
    kept = ",".join(_most_alike(site)[:4])
    asked = [
        f"{address}{query.format(kept=kept)}"
        for address, queries in ASKED.items()
        for query in queries
        if (site / address / "index.html").is_file()
    ]
    return [*page_types(site), *asked]


def _most_alike(site: Path) -> list[str]:
    """Return entries of the folder whose pages tell most, as a shortlist names them."""
    folders: dict[str, dict[str, int]] = {}
    for address, html in _pages(site):
        if _ENTRY in html:
            folders.setdefault(address.split("/")[0], {})[address.rstrip("/")] = len(html)
    several = [sizes for sizes in folders.values() if len(sizes) > 1]
    fullest = max(several, key=_mean, default={})
    return list(fullest)


def _mean(sizes: Mapping[str, int]) -> float:
    return sum(sizes.values()) / len(sizes)


def parts(html: str) -> frozenset[str]:
    """Return the parts that a page shows, each with the language around it."""
    found = _LANGUAGE.search(html)
    lang = found[1] if found else ""
    classes = set(_CLASSES.findall(html))
    names = {name for groups in _NAMES.findall(html) for name in groups if name}
    single = {name for group in classes for name in group.split()}
    return frozenset(f"{lang} {name}" for name in classes | names | single)


def _collection(address: str, html: str) -> frozenset[str]:
    """Return which collection the page of an entry stands for; none of a page by itself."""
    folder, _, name = address.rstrip("/").partition("/")
    return frozenset({f"entry of {folder}"} if name and _ENTRY in html else ())


def covering(pages: Mapping[str, frozenset[str]]) -> Iterator[str]:
    """Yield pages, always the one that shows most that is new, until nothing is."""
    left = set().union(*pages.values())
    order = sorted(pages, key=lambda address: (len(address), address))
    while left:
        best = max(order, key=lambda address: len(pages[address] & left))
        left -= pages[best]
        yield best


def _pages(site: Path) -> Iterator[tuple[str, str]]:
    for path in sorted(site.rglob("*.html")):
        name = path.relative_to(site).as_posix()
        yield name.removesuffix("index.html"), path.read_text("utf-8")
