"""Links: where a link written for GitHub leads on the site, and what is wrong with one."""

from __future__ import annotations

import posixpath
import re
from collections.abc import Iterator, Mapping, Sequence
from functools import lru_cache
from typing import TYPE_CHECKING, Any, NamedTuple
from urllib.parse import unquote

from goodpractice import pictures
from goodpractice.diagnostics import Phrase, Span
from goodpractice.late import late
from goodpractice.model import (
    COLLECTION_FILE,
    FREE_PAGES,
    TAKEN_NAMES,
    VOCABULARIES_FOLDER,
    Model,
)
from goodpractice.nearest import Paths, nearest

if TYPE_CHECKING:
    from goodpractice.corpus import Corpus
    from goodpractice.entries import Entry
    from goodpractice.facts import Facts

_SCHEME = re.compile(r"[A-Za-z][A-Za-z0-9+.-]*:")
_SAFE = re.compile(r"(https?|mailto):|//", re.IGNORECASE)
# What the page keeps as a link out of the site: browsers read “https:/…” as a path of the site.
_OUT = re.compile(r"(?:https?://|mailto:)[^/\\]", re.IGNORECASE)
# A host without “https://”. No file that a link may lead to ends like one, but for Moldova's “.md”.
_HOST = late(
    r"(?:www\.[^/?#]+|(?:[a-z0-9-]+\.)+(?!md\b)(?:[a-z]{2}|com|org|net|edu|info|gov|int))(?:[/?#].*)?",
    re.IGNORECASE,
)
_ALIKE = 75.0  # “lesson” and “lessons” are, at 92 of 100; “no-such-heading”, “a-heading” at 67 not
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
        self._folders = frozenset({"", *TAKEN_NAMES, *corpus.languages})
        for language in corpus.languages:
            home = in_language("", language, corpus.languages[0])
            self._owners.setdefault(home, f"{corpus.content}/{home}index.md")
        for path in corpus.trusted:
            self._owners.setdefault(_trusted_address(path), f"{corpus.content}/{path}")

    def owner(self, address: str) -> str | None:
        """Return the path of the file whose address it is; empty where it is the tool's own."""
        if address in self._owners:
            return self._owners[address]
        if "/page-" not in address and address.partition("/")[0] not in self._folders:
            return None  # as of nearly all
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
    """An entry that gives an address as one of its old ones: as which of them."""

    facts: Facts
    number: int

    def span(self, corpus: Corpus) -> Span:
        """Return where it says so."""
        return corpus.entries[self.facts.id].aliases[self.number].span


def claims(corpus: Corpus) -> dict[str, list[Claim]]:
    """Return who gives what as an old address, by address; each entry once."""
    found: dict[str, list[Claim]] = {}
    for facts in (one for one in corpus.facts.values() if one.aliases):
        seen = set()
        for number, written in enumerate(facts.aliases):
            address = old_address(written)
            if address is not None and address not in seen:
                seen.add(address)
                found.setdefault(address, []).append(Claim(facts, number))
    return found


def redirects(corpus: Corpus) -> Iterator[tuple[str, Entry]]:
    """Yield the old addresses that lead to an entry: those that are nobody else's."""
    reserved = Reserved(corpus)
    pages = {facts.address for facts in corpus.facts.values()}
    for address, claimed in claims(corpus).items():
        if len(claimed) == 1 and address not in pages and reserved.owner(address) is None:
            yield address, corpus.entries[claimed[0].facts.id]


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


def target(source: str, url: str) -> tuple[str, str]:
    """Return the path from the site's root that a link in a file means, and its fragment."""
    path, _, fragment = url.partition("#")
    path = unquote(path.partition("?")[0])
    if not path:
        return source, fragment
    base = "" if path.startswith("/") else posixpath.dirname(source)
    return _joined(base, path.lstrip("/")), fragment


@lru_cache(maxsize=1 << 12)  # files of one folder name the same others
def _joined(folder: str, path: str) -> str:
    return posixpath.normpath(posixpath.join(folder, path))


def fault(corpus: Corpus, source: str, url: str, *, guess: bool = True) -> Fault | None:
    """Return what is wrong with a link of a text, or None.

    Args:
        corpus: everything that was read.
        source: path of the file that the text stands in.
        url: as it is written there.
        guess: whether to look for what was meant.
    """
    if leads_out(url):
        return None
    if not url or is_external(url):
        return Fault({}, "unsafe")
    path, fragment = target(source, url)
    if is_there(corpus, path, fragment):
        return None
    if path in corpus.files:
        return _no_heading(corpus, path, fragment, guess)
    return _nowhere(corpus, source, url, path) if guess else _missing(source, url, None)


def _nowhere(corpus: Corpus, source: str, url: str, path: str) -> Fault:
    """Return that there is no such file, with what may have been meant."""
    if _HOST.fullmatch(url):
        return Fault({"url": url}, "host")
    of_page = _of_address(corpus, path)
    if of_page is not None:
        return _missing(source, url, of_page)._replace(variant="address")
    return _missing(source, url, corpus.texts.nearest(path))


def _no_heading(corpus: Corpus, path: str, fragment: str, guess: bool) -> Fault:
    """Return that a page has no such heading, with the one that may have been meant."""
    facts = corpus.by_path.get(path)
    headings = _parted(facts.headings) if guess and facts is not None else ()
    near = nearest(fragment, headings, _ALIKE) if headings else None
    if near is None:
        return Fault({"anchor": fragment}, "anchor")
    return Fault({"anchor": fragment, "nearest": near}, "anchor-near")


def _of_address(corpus: Corpus, path: str) -> str | None:
    """Return the file of the page whose address was written in place of a file, if it is one."""
    address = path.removeprefix(f"{corpus.content}/").removesuffix(".html").removesuffix("/index")
    facts = corpus.facts.get(address) or corpus.facts.get(f"{FREE_PAGES}/{address}")
    if facts is not None:
        return facts.path
    name, _, term = address.partition("/")
    vocabulary = corpus.model.vocabularies.get(name)
    if vocabulary is None:
        return None
    there = f"{corpus.content}/{VOCABULARIES_FOLDER}/{name}.yml"
    terms = {one.lower(): f"{there}#{one}" for one in vocabulary.terms} if term else {"": there}
    return terms.get(term)


@lru_cache(maxsize=1 << 6)  # thousands of links may lead to headings of one page
def _parted(headings: str) -> dict[str, None]:
    """Return the ids of headings that facts tell, in order."""
    return dict.fromkeys(headings.split())


def is_there(corpus: Corpus, path: str, fragment: str) -> bool:
    """Return whether there is what a link means, as `target` returns it."""
    facts = corpus.by_path.get(path)
    if facts is not None:
        known = not fragment or fragment in _parted(facts.headings)
        return known or corpus.entries[facts.id].has_anchor(fragment)
    if _overview(corpus, path, fragment) is not None:
        return True
    return path in corpus.files and not (fragment and path.endswith(".yml"))


def _missing(source: str, url: str, near: str | None) -> Fault:
    """Return that there is no such file, with the way to one that may have been meant."""
    nearest = posixpath.relpath(near, posixpath.dirname(source)) if near else ""
    return Fault({"url": url, "nearest": nearest}, "nearest" if near else "")


def leads_out(url: str) -> bool:
    """Return whether a link leads out of the site and may be followed.

    One that runs code may not, nor one with a name before its host that looks like the host.
    """
    return bool(_OUT.match(url)) and not _USER.match(url)


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


def picture_fault(corpus: Corpus, source: str, url: str, *, guess: bool = True) -> Fault | None:
    """Return what is wrong with a picture of an entry, or None; arguments as of `fault`."""
    if not url:
        return Fault({}, "none")
    if _OF_A_COMPUTER.match(url):
        shown = unquote(url)
        return Fault({"url": shown, "name": _LAST_NAME.sub("", shown)}, "computer")
    if is_external(url):
        return Fault({"url": url}, "foreign" if _SAFE.match(url) else "ending")
    path, _ = target(source, url)
    if path in corpus.files and path.lower().endswith(pictures.ENDINGS):
        damage = corpus.damage(path)
        variant = "large" if damage == pictures.TOO_LARGE else "damaged"
        return Fault({"url": url, "reason": Phrase(damage)}, variant) if damage else None
    return _no_picture(corpus, source, url, path, guess)


# A path of Windows, or one that a browser shows of a file that it has opened.
_OF_A_COMPUTER = re.compile(r"[A-Za-z]:|file:", re.IGNORECASE)
_LAST_NAME = re.compile(r".*[/\\]", re.DOTALL)


def _no_picture(corpus: Corpus, source: str, url: str, path: str, guess: bool) -> Fault:
    """Return that there is no such picture, with the one that may have been meant."""
    ending = posixpath.splitext(path)[1]
    is_picture = path.lower().endswith(pictures.ENDINGS)
    if ending and not is_picture:
        return Fault({"url": url}, "ending")
    if ending and _is_misnamed(corpus, path):
        return Fault({"url": url}, "misnamed")
    near = Paths(corpus.pictures).nearest(path) if guess else None
    return _missing(source, url, near) if near or is_picture else Fault({"url": url}, "ending")


def _is_misnamed(corpus: Corpus, path: str) -> bool:
    """Return whether there is a file of exactly this name that is none of the content."""
    folder, _, name = path.rpartition("/")
    if not f"{folder}/".startswith(f"{corpus.content}/"):
        return False
    try:  # where capitals do not matter, asking for the file itself would find another
        listed = any(one.name == name for one in (corpus.root / folder).iterdir())
    except OSError:
        return False
    return listed and (corpus.root / path).is_file()


def within(entry: Entry) -> Iterator[tuple[Span, str]]:
    """Yield where the text of an entry links to which paths of the site."""
    for link in entry.text.links if entry.text else ():
        if link.url and not link.image and not is_external(link.url):
            place = entry.in_body(link.line, link.column, link.end_line, link.end_column)
            yield place, target(entry.path, link.url)[0]


def picture_path(entry: Entry, url: str) -> str:
    """Return the path from the site's root of a picture that an entry names."""
    return target(entry.path, url)[0]


def resolve(corpus: Corpus, published: Mapping[str, Entry], source: str, url: str) -> str | None:
    """Return the address that a link of a text leads to, or None for a page left out.

    Args:
        corpus: everything that was read.
        published: entries of the site by the path of their file.
        source: path of the file that the text stands in.
        url: as written, relative to that file.
    """
    path, fragment = target(source, url)
    page = published.get(path)
    if page is not None:
        return f"{page.address}#{fragment}" if fragment else page.address
    return _overview(corpus, path, fragment)
