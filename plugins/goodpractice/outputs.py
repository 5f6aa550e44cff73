"""What a site consists of: pages and files, each with the means to make it when it is needed."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import TypeVar

from goodpractice.views import (
    LinkView,
)

T = TypeVar("T")


@dataclass(frozen=True)
class Page:
    """One page of the site.

    Attributes:
        address: from the site's root, with a closing slash; the home page's is empty.
        file: where it is written, from the site's root.
        lang: language of the interface around it.
        template: below our template folder.
        search_words: for an entry that the text index holds, gives the words it is found by
            beside those that stand there.
        listed: whether it stands in the sitemap.
        indexed: whether search engines may show it.
        section: address of the item of the navigation that it belongs to.
        alternates: the same page in other languages.
        languages: where readers of other languages go on: there, or to what comes nearest.
        build: makes the view when the page is drawn.
        written: language of title and description, where it is not the interface's.
        feed: address of the feed of what it lists, if there is one.
        changed: the day on which what it tells last changed (ISO 8601), where that is known.
        data: makes what the page tells programs of itself, as JSON-LD that is safe in HTML.
    """

    address: str
    lang: str
    title: str
    description: str
    template: str
    build: Callable[[], object]
    search_words: Callable[[], Iterable[str]] | None = None
    listed: bool = True
    indexed: bool = True
    section: str = ""
    alternates: tuple[LinkView, ...] = ()
    languages: tuple[LinkView, ...] = ()
    own_file: str = ""
    written: str = ""
    feed: str = ""
    changed: str = ""
    data: Callable[[], str] | None = None

    @property
    def file(self) -> str:
        """Return the path of the file from the site's root."""
        return self.own_file or f"{self.address}index.html"


@dataclass(frozen=True)
class Asset:
    """A file of the site that is no page.

    Attributes:
        file: where it is written, from the site's root.
        made_of: path of the file of the content that it comes from, if it comes from one.
        replaces: whether it takes the place of a file of the theme.
    """

    file: str
    data: Callable[[], bytes]
    made_of: str = ""
    replaces: bool = False


@dataclass(frozen=True)
class Plan:
    """Everything that the site consists of."""

    pages: tuple[Page, ...]
    assets: tuple[Asset, ...]


def chunks(items: Sequence[T], size: int) -> list[Sequence[T]]:
    """Return items in runs of `size`; of nothing, one empty run."""
    return [items[start : start + size] for start in range(0, len(items), size)] or [items]


def page_links(first: str, pages: int, at: int) -> tuple[LinkView, ...]:
    """Return links to numbered pages of a list: the ends, and those 1, 2, 4, 8 … pages away.

    So every page is a few steps from any other, and a long list does not name all its pages on
    each of them.
    """
    if pages == 1:
        return ()
    steps = [1 << power for power in range(pages.bit_length())]
    near = {0, at, pages - 1, *(at + step for step in steps), *(at - step for step in steps)}
    shown = (n for n in sorted(near) if 0 <= n < pages)
    return tuple(LinkView(str(n + 1), numbered(first, n), active=n == at) for n in shown)


def numbered(first: str, n: int) -> str:
    """Return the address of page `n`, from 0, of a list whose first page is at `first`."""
    return f"{first}page-{n + 1}/" if n else first
