"""The text index: Pagefind over the built entries, and which entry each of its results is."""

from __future__ import annotations

import gzip
import json
import re
import shutil
import subprocess
from collections.abc import Callable, Iterable, Iterator, Mapping
from html import escape
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import NamedTuple, TypeAlias
from urllib.parse import unquote

BUNDLE = "pagefind"
MAP = "data/search.json"
# Pagefind's own user interfaces, which no page of ours loads.
_UNUSED = ("pagefind-ui.*", "pagefind-modular-ui.*", "pagefind-component-ui.*",
           "pagefind-highlight.*")  # fmt: skip

_BODY = "<h1"  # where in a page begins what is to be found
# Examples to copy, other entries, and ways on say nothing of the page that they stand on.
_EXCLUDED = (
    "pre, .gp-cards, .gp-rows, .gp-crumbs, .gp-tools, .gp-toc, .gp-notice, .gp-linked, .gp-similar,"
    " .gp-colophon, .gp-footer, [data-gp-unfound]"
)
# Pagefind ends a sentence with an element. Where the end of one is left out, it is put back.
_LEFT_OPEN = re.compile(r'(?<![lr"]>)(?=<(li|td|th|p)\b)')
# Names and what is said of them stand side by side in HTML; their words are no single one.
_SIDE_BY_SIDE = re.compile(r"(?=<d[dt]\b)")


class SearchError(Exception):
    """Pagefind could not make the index; the message is its own."""


class Found(NamedTuple):
    """What a page is found by: the language it is written in, and words that do not stand on it."""

    written: str
    words: Callable[[], Iterable[str]]


Pages: TypeAlias = Mapping[str, Found]


def build(folder: Path, pages: Pages, order: Mapping[str, int], languages: tuple[str, ...]) -> None:
    """Make the text index of a built site.

    One bundle has every page, with the forms of words of the default language. Each other language
    of the interface has a bundle of the pages written in it, which its readers ask first.

    Args:
        folder: the built site.
        pages: to index, by path from the site's root.
        order: the number of each entry by its address, as the data of browse counts them.
        languages: of the interface, the default first.

    Raises:
        SearchError: Pagefind failed.
    """
    shutil.rmtree(folder / BUNDLE, ignore_errors=True)  # Pagefind leaves old fragments behind
    bundles = {}
    for number, (language, own) in enumerate(_by_language(pages, languages).items()):
        bundles[language] = f"{language}/" if number else ""
        _index(folder, own, folder / BUNDLE / bundles[language], language)
    _remove_unused(folder / BUNDLE, bundles.values())
    numbers = {name: order[url] for name, url in _fragments(folder / BUNDLE) if url in order}
    target = folder / MAP
    target.parent.mkdir(parents=True, exist_ok=True)
    text = json.dumps({"bundles": bundles, "entries": numbers}, separators=(",", ":"))
    target.write_text(text, encoding="utf-8")


def _by_language(pages: Pages, languages: tuple[str, ...]) -> dict[str, Pages]:
    """Return the pages of each bundle by its language: all of them, then those of each other."""
    default, *others = dict.fromkeys(map(_base, languages))
    groups: dict[str, Pages] = {default: pages}
    for language in others:
        groups[language] = {
            file: one for file, one in pages.items() if _base(one.written) == language
        }
    return {language: own for language, own in groups.items() if own}


def _base(language: str) -> str:
    return language.partition("-")[0]


def _index(folder: Path, pages: Pages, output: Path, language: str) -> None:
    """Have stand-ins of the pages indexed: what is to be found, without the site around it."""
    with TemporaryDirectory(prefix=".index_", dir=folder) as stand_ins:
        for file, found in pages.items():
            target = Path(stand_ins, file)
            target.parent.mkdir(parents=True, exist_ok=True)
            html = (folder / file).read_text("utf-8")
            target.write_text(_stand_in(html, found.words()), encoding="utf-8")
        _run(Path(stand_ins), output, language)


def _stand_in(html: str, words: Iterable[str]) -> str:
    """Return the part of a page that is indexed, with more words to find it by.

    They are an attribute: Pagefind finds it by them, and leaves them out of what it quotes.
    """
    found = "".join(html.partition(_BODY)[1:]) or html  # a theme of a site's own may have none
    held = f'<p data-words="{escape(" ".join(words))}" data-pagefind-index-attrs="data-words"></p>'
    whole = _SIDE_BY_SIDE.sub(" ", _LEFT_OPEN.sub(r"</\1>", found))
    return f"<html><body><main data-pagefind-body>{held}{whole}"


def _run(site: Path, output: Path, language: str) -> None:
    command = [
        *(str(_executable()), "--site", str(site), "--output-path", str(output)),
        *("--force-language", language, "--quiet"),
        *("--exclude-selectors", _EXCLUDED),
    ]
    # Open files are handed down for the sake of one: the lock on the folder (see publish).
    done = subprocess.run(  # noqa: S603
        command, capture_output=True, text=True, check=False, close_fds=False
    )
    if done.returncode:
        raise SearchError((done.stderr or done.stdout).strip())


def _executable() -> Path:
    from pagefind.service import get_executable

    found = get_executable()
    if found is None:
        raise SearchError("Pagefind is not installed")
    return Path(found)


def _remove_unused(folder: Path, bundles: Iterable[str]) -> None:
    for bundle in bundles:
        for pattern in _UNUSED:
            for path in (folder / bundle).glob(pattern):
                path.unlink()
        # What knows no forms of words is used where there is nothing for the language.
        if len(list((folder / bundle).glob("wasm.*.pagefind"))) > 1:
            (folder / bundle / "wasm.unknown.pagefind").unlink()


def _fragments(bundle: Path) -> Iterator[tuple[str, str]]:
    """Yield the name and address of each indexed page, as Pagefind wrote them.

    A fragment is gzip over a short prefix and JSON; its file's name is the id of a result.
    """
    for path in sorted(bundle.rglob("*.pf_fragment")):
        text = gzip.decompress(path.read_bytes())
        url = json.loads(text[text.index(b"{") :])["url"]
        yield path.stem, unquote(url).strip("/") + "/"
