"""Links: where a link written for GitHub leads on the site, and what is wrong with one."""

from __future__ import annotations

import posixpath
import re
from collections.abc import Iterator, Mapping, Sequence
from typing import Any, NamedTuple
from urllib.parse import unquote

from goodpractice import pictures
from goodpractice.diagnostics import Phrase, Span
from goodpractice.entries import Corpus, Entry
from goodpractice.markup import Link
from goodpractice.model import COLLECTION_FILE, TAKEN_NAMES, VOCABULARIES_FOLDER, Model
from goodpractice.nearest import nearest_path
from goodpractice.nodes import scalars

PICTURE_ENDINGS = frozenset({".jpg", ".jpeg", ".png", ".webp"})
_SCHEME = re.compile(r"[A-Za-z][A-Za-z0-9+.-]*:")
_SAFE = re.compile(r"(https?|mailto):|//", re.IGNORECASE)
_USER = re.compile(r"(?:https?:)?//[^/?#]*@", re.IGNORECASE)
# Bounds of an old address: what a folder may be called and how deep it may lie anywhere.
MAX_OLD_ADDRESS = 200
MAX_OLD_PART = 100
MAX_OLD_PARTS = 8
_ADDRESS = re.compile(r"(?:[\w-]+/)*[\w-]+")


class Fault(NamedTuple):
    """What is wrong with a link: a variant of the rule's message and its parameters."""

    params: Mapping[str, Any]
    variant: str = ""


def is_external(url: str) -> bool:
    """Return whether a link leaves the site (http, https, mailto)."""
    return bool(_SCHEME.match(url)) or url.startswith("//")


def in_language(address: str, lang: str, default: str) -> str:
    """Return the address of a page of the interface in a language."""
    return address if lang == default else f"{lang}/{address}"


def term_address(vocabulary: str, term_id: str) -> str:
    """Return the address of a term's page in the default language."""
    return f"{vocabulary}/{term_id.lower()}/"


def generated_addresses(model: Model, languages: tuple[str, ...]) -> Iterator[tuple[str, str]]:
    """Yield the addresses that no entry can have, in all languages, with the file they are of.

    Those of the tool's own pages and folders are of no file.
    """
    for address, what in _addresses_in_default(model):
        for language in languages:
            yield in_language(address, language, languages[0]), what


def _addresses_in_default(model: Model) -> Iterator[tuple[str, str]]:
    yield from ((f"{name}/", "") for name in TAKEN_NAMES)
    for collection in model.collections.values():
        yield f"{collection.name}/", collection.path
    for vocabulary in model.vocabularies.values():
        yield f"{vocabulary.name}/", vocabulary.path or vocabulary.name
        for term_id in vocabulary.terms:
            yield term_address(vocabulary.name, term_id), vocabulary.path or vocabulary.name


class Reserved:
    """The addresses that are no entry's to have, each with the file or page it belongs to."""

    def __init__(self, corpus: Corpus) -> None:
        self._owners = dict(generated_addresses(corpus.model, corpus.languages))
        self._lists = frozenset(self._owners)
        self._languages = corpus.languages
        for language in corpus.languages:
            home = in_language("", language, corpus.languages[0])
            self._owners.setdefault(home, f"{corpus.content}/{home}index.md")
        for path in corpus.trusted:
            self._owners.setdefault(_trusted_address(path), f"{corpus.content}/{path}")

    def owner(self, address: str) -> str | None:
        """Return the path of the file whose address it is; empty where it is the tool's own."""
        if address in self._owners:
            return self._owners[address]
        numbered = _NUMBERED.fullmatch(address)
        is_list = numbered is not None and numbered[1] in self._lists
        is_own = is_list or is_taken(address.strip("/").split("/"), self._languages)
        return "" if is_own else None


_NUMBERED = re.compile(r"(.*/)page-[0-9]+/")  # a further page of a list


def _trusted_address(path: str) -> str:
    """Return where MkDocs puts a page of its own."""
    stem = path.removesuffix(".md")
    folder, _, name = stem.rpartition("/")
    inner = folder if name in ("index", "README") else stem
    return f"{inner}/" if inner else ""


class Claim(NamedTuple):
    """An entry that gives an address as one of its old ones, and where it says so."""

    entry: Entry
    span: Span


def claims(corpus: Corpus) -> dict[str, list[Claim]]:
    """Return who gives what as an old address, by address; each entry once."""
    found: dict[str, list[Claim]] = {}
    for entry in corpus.entries.values():
        node = entry.node("aliases")
        seen = set()
        for scalar in scalars(node) if node is not None else ():
            address = old_address(scalar.text)
            if address is not None and address not in seen:
                seen.add(address)
                found.setdefault(address, []).append(Claim(entry, scalar.span))
    return found


def redirects(corpus: Corpus) -> Iterator[tuple[str, Entry]]:
    """Yield the old addresses that lead to an entry: those that are nobody else's."""
    reserved = Reserved(corpus)
    pages = {entry.address for entry in corpus.entries.values()}
    for address, claimed in claims(corpus).items():
        if len(claimed) == 1 and address not in pages and reserved.owner(address) is None:
            yield address, claimed[0].entry


def is_taken(parts: Sequence[str], languages: tuple[str, ...]) -> bool:
    """Return whether a path lies below a folder of the tool's own, in any language.

    Args:
        parts: of a path from the content folder, or of an address.
        languages: languages of the interface.
    """
    rest = parts[1:] if parts and parts[0] in languages else parts
    return any(len(one) > 1 and one[0] in TAKEN_NAMES for one in (parts, rest))


def old_address(written: str) -> str | None:
    """Return an old address as the site writes addresses, or None where it cannot be one."""
    if len(written) > MAX_OLD_ADDRESS + len("/index.html"):
        return None
    address = written.strip().strip("/").removesuffix(".html").removesuffix("/index")
    parts = address.split("/")
    fits = len(parts) <= MAX_OLD_PARTS and max(map(len, parts)) <= MAX_OLD_PART
    return f"{address}/" if fits and _ADDRESS.fullmatch(address) else None


def _target(source: str, url: str) -> tuple[str, str]:
    """Return the path from the site's root that a link in a file means, and its fragment."""
    path, _, fragment = url.partition("#")
    path = unquote(path.partition("?")[0])
    if not path:
        return source, fragment
    base = "" if path.startswith("/") else posixpath.dirname(source)
    return posixpath.normpath(posixpath.join(base, path.lstrip("/"))), fragment


def fault(corpus: Corpus, source: str, link: Link, *, guess: bool = True) -> Fault | None:
    """Return what is wrong with a link of a text, or None.

    Args:
        corpus: everything that was read.
        source: path of the file that the text stands in.
        link: as it is written there.
        guess: whether to look for what was meant.
    """
    if is_external(link.url):
        return Fault({}, "unsafe") if _is_unsafe(link.url) else None
    if not link.url:
        return Fault({}, "unsafe")
    path, fragment = _target(source, link.url)
    page = corpus.by_path.get(path)
    if page is not None:
        return _anchor_fault(page, fragment)
    if _overview(corpus, path, fragment) is not None:
        return None
    if path in corpus.files:
        is_model = path.endswith(".yml")
        return Fault({"anchor": fragment}, "anchor") if fragment and is_model else None
    near = nearest_path(path, corpus.by_path) if guess else None
    params = {
        "url": link.url,
        "nearest": posixpath.relpath(near, posixpath.dirname(source)) if near else "",
    }
    return Fault(params, "nearest" if near else "")


def _is_unsafe(url: str) -> bool:
    """Return whether a link runs code, or has a name before its host that looks like the host."""
    return not _SAFE.match(url) or _USER.match(url) is not None


def _anchor_fault(page: Entry, fragment: str) -> Fault | None:
    if not fragment:
        return None
    return None if page.has_anchor(fragment) else Fault({"anchor": fragment}, "anchor")


def _overview(corpus: Corpus, path: str, fragment: str) -> str | None:
    """Return the address of the generated page that a folder or a model file stands for."""
    inner = path.removeprefix(f"{corpus.content}/").removesuffix(f"/{COLLECTION_FILE}")
    if inner in corpus.model.collections:
        return f"{inner}/"
    folder, _, name = inner.rpartition("/")
    vocabulary = corpus.model.vocabularies.get(name.removesuffix(".yml"))
    if folder != VOCABULARIES_FOLDER or vocabulary is None:
        return None
    if not fragment:
        return f"{vocabulary.name}/"
    return term_address(vocabulary.name, fragment) if fragment in vocabulary.terms else None


def picture_fault(corpus: Corpus, entry: Entry, url: str, *, guess: bool = True) -> Fault | None:
    """Return what is wrong with a picture of an entry, or None; `guess` as in `fault`."""
    if not url:
        return Fault({}, "none")
    if is_external(url):
        return Fault({"url": url}, "foreign" if _SAFE.match(url) else "ending")
    path, _ = _target(entry.path, url)
    ending = posixpath.splitext(path)[1].lower()
    if ending not in PICTURE_ENDINGS:
        return Fault({"url": url}, "ending")
    if path in corpus.files:
        damage = pictures.fault(corpus.root / path)
        return Fault({"url": url, "reason": Phrase(damage)}, "damaged") if damage else None
    known = (one for one in corpus.files if posixpath.splitext(one)[1] in PICTURE_ENDINGS)
    near = nearest_path(path, known) if guess else None
    params = {"url": url, "nearest": posixpath.relpath(near, entry.folder) if near else ""}
    return Fault(params, "nearest" if near else "")


def picture_path(entry: Entry, url: str) -> str:
    """Return the path from the site's root of a picture that an entry names."""
    return _target(entry.path, url)[0]


def resolve(corpus: Corpus, published: Mapping[str, Entry], source: str, url: str) -> str | None:
    """Return the address that a link of a text leads to, or None for a page left out.

    Args:
        corpus: everything that was read.
        published: entries of the site by the path of their file.
        source: path of the file that the text stands in.
        url: as written, relative to that file.
    """
    path, fragment = _target(source, url)
    page = published.get(path)
    if page is not None:
        return f"{page.address}#{fragment}" if fragment else page.address
    return _overview(corpus, path, fragment)
