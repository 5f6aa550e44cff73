"""Choose the pages of a built site that stand for all: together they show every part there is.

A part is what the page itself names: a class or an id of ours, a type of its structured data, or
the classes of one element taken together. So a new page, or a new part of one, is among those that
tests and screenshots look at without being named anywhere.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from pathlib import Path

_CLASSES = re.compile(r'\bclass="(gp-[^"]*)"')
_NAMES = re.compile(r'\bid="(gp:[^"]*)"|"@type":"([^"]*)"')
_LANGUAGE = re.compile(r'<html lang="([^"]*)"')


def page_types(site: Path) -> list[str]:
    """Return the addresses of pages that together show every part of a site, by name.

    Args:
        site: the folder of a built site.
    """
    return sorted(covering({address: parts(html) for address, html in _pages(site)}))


def parts(html: str) -> frozenset[str]:
    """Return the parts that a page shows, each with the language around it."""
    found = _LANGUAGE.search(html)
    lang = found[1] if found else ""
    classes = set(_CLASSES.findall(html))
    names = {name for groups in _NAMES.findall(html) for name in groups if name}
    single = {name for group in classes for name in group.split()}
    return frozenset(f"{lang} {name}" for name in classes | names | single)


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
