"""Shells: what the engine's theme puts around every page of a folder, drawn once and filled.

A shell is drawn with marks where title, content and the other pieces go, and cut at the marks;
filling it is joining strings. The first page of each shape is also drawn in full and has to be the
same, byte for byte; where it is not, the pages of that shape are drawn in full.
"""

from __future__ import annotations

import base64
import hashlib
import logging
import re
from collections.abc import Callable, Hashable, Mapping
from typing import Generic, NamedTuple, TypeVar
from urllib.parse import urlsplit

from goodpractice.templates import BASE

ShapeT = TypeVar("ShapeT", bound=Hashable)
log = logging.getLogger(__name__)

_MARK = "\ue001"
_SLOT = re.compile(f"{_MARK}([a-z]+){_MARK}")
_SCRIPT = re.compile(r"<script\b([^>]*)>(.*?)</script>", re.DOTALL | re.IGNORECASE)
_SRC = re.compile(r"\bsrc\s*=", re.IGNORECASE)
_TYPE = re.compile(r"""\btype\s*=\s*["']?([^"'\s>]*)""", re.IGNORECASE)
_EXECUTED = frozenset({"", "module", "text/javascript", "application/javascript"})
_HEAD = re.compile(r"<head\b[^>]*>", re.IGNORECASE)


class Pieces(NamedTuple):
    """What a page fills a shell with: HTML, title and description escaped."""

    title: str
    description: str
    canonical: str
    head: str
    header: str
    content: str
    footer: str


MARKS = Pieces(*(f"{_MARK}{name}{_MARK}" for name in Pieces._fields))


class Shells(Generic[ShapeT]):
    """Fills the shells of a site.

    Args:
        draw: draws a page in full: the shape, and the pieces to place.
        policed: whether pages carry a content security policy.
    """

    def __init__(self, draw: Callable[[ShapeT, Pieces], str], policed: bool) -> None:
        self._draw = draw
        self._policed = policed
        self._shells: dict[ShapeT, _Shell] = {}

    def page(self, shape: ShapeT, pieces: Pieces) -> str:
        """Return a whole page.

        Args:
            shape: what all pages of one shell have in common.
            pieces: what is the page's own.
        """
        if shape not in self._shells:
            self._shells[shape] = self._prove(shape, pieces)
        shell = self._shells[shape]
        return shell.fill(pieces) if shell.proved else self._full(shape, pieces, shell)

    def is_proved(self, shape: ShapeT) -> bool:
        """Return whether a page of this shape has been drawn, and was right."""
        return shape in self._shells and self._shells[shape].proved

    def _prove(self, shape: ShapeT, pieces: Pieces) -> _Shell:
        text = self._draw(shape, MARKS)
        shell = _Shell(text, policy(text) if self._policed else "")
        if shell.fill(pieces) != self._full(shape, pieces, shell):
            log.debug("Pages like %r are drawn in full: the theme treats each differently", shape)
            shell.proved = False
        return shell

    def _full(self, shape: ShapeT, pieces: Pieces, shell: _Shell) -> str:
        # The policy is the shell's, so that no script of the content is ever allowed by its hash.
        return with_policy(self._draw(shape, pieces), shell.policy)


class _Shell:
    """A drawn shell, cut at its marks: every second part is the name of a slot."""

    def __init__(self, text: str, policy_tag: str) -> None:
        self.policy = policy_tag
        self.parts = _SLOT.split(with_policy(text, policy_tag))
        self.proved = True

    def fill(self, pieces: Pieces) -> str:
        parts = self.parts.copy()
        parts[1::2] = [getattr(pieces, name) for name in parts[1::2]]
        return "".join(parts)


def policy(html: str) -> str:
    """Return the content security and referrer policies of a page as tags.

    GitHub Pages sends no headers, so they stand in the page (Content Security Policy Level 3,
    section 3.3). Only scripts that stand in `html` itself may run inline, each by its hash;
    WebAssembly is Pagefind's.
    """
    hashes = " ".join(f"'{found}'" for found in _script_hashes(html))
    rules = {**_POLICY, "script-src": f"{_POLICY['script-src']} {hashes}".strip()}
    text = ";".join(f"{name} {sources}" for name, sources in rules.items())
    return (
        f'<meta http-equiv="Content-Security-Policy" content="{text}">'
        '<meta name="referrer" content="same-origin">'
    )


_POLICY: Mapping[str, str] = {
    "default-src": "'self'",
    "script-src": "'self' 'wasm-unsafe-eval'",
    "style-src": "'self' 'unsafe-inline'",
    "img-src": "'self' data:",
    "object-src": "'none'",
    "base-uri": "'self'",
    "form-action": "'self'",
}


def _script_hashes(html: str) -> list[str]:
    found = [text for attributes, text in _SCRIPT.findall(html) if _is_inline(attributes)]
    return list(dict.fromkeys(_hash(text) for text in found))


def _is_inline(attributes: str) -> bool:
    kind = _TYPE.search(attributes)
    return not _SRC.search(attributes) and (kind[1].lower() if kind else "") in _EXECUTED


def _hash(text: str) -> str:
    return "sha256-" + base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()


def with_policy(html: str, tags: str) -> str:
    """Return a page with its policies first in the head, before anything they could govern."""
    return _HEAD.sub(lambda head: head[0] + tags, html, count=1) if tags else html


def root_of(file: str, site_url: str) -> str:
    """Return what leads from a file of the site to the site's root.

    The page for addresses that lead nowhere is shown at any depth, so its way is absolute.
    """
    if file == "404.html":
        return urlsplit(site_url).path or "/"
    return "../" * file.count("/") or "./"


def placed(html: str, root: str) -> str:
    """Return a page whose references lead to the site's root."""
    return html.replace(BASE, root)


def shortened(html: str, file: str) -> str:
    """Return a page whose references to its neighbours need not go over the site's root.

    Args:
        html: in which references begin with BASE.
        file: the page's own.
    """
    folders = file.split("/")[:-2]
    for depth in range(len(folders), 0, -1):
        way = "../" * (len(folders) - depth + 1)
        html = html.replace(f"{BASE}{'/'.join(folders[:depth])}/", way)
    return html
