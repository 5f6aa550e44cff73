"""The text index: Pagefind over the built entries, and which entry each of its results is."""

from __future__ import annotations

import gzip
import json
import shutil
import subprocess
from collections.abc import Callable, Iterable, Iterator, Mapping
from html import escape
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TypeAlias
from urllib.parse import unquote

BUNDLE = "pagefind"
MAP = "data/search.json"
# Pagefind's own user interfaces, which no page of ours loads.
_UNUSED = ("pagefind-ui.*", "pagefind-modular-ui.*", "pagefind-component-ui.*",
           "pagefind-highlight.*")  # fmt: skip

_BODY = " data-pagefind-body>"  # where in a page begins what is to be found
# Examples to copy, and other entries in lists, say nothing of the page that they stand on.
_EXCLUDED = "pre, .gp-cards, .gp-rows"


class SearchError(Exception):
    """Pagefind could not make the index; the message is its own."""


Words: TypeAlias = Mapping[str, Callable[[], Iterable[str]]]


def build(folder: Path, words: Words, order: Mapping[str, int], language: str) -> None:
    """Make the text index of a built site.

    Args:
        folder: the built site.
        words: pages to index, by path from the site's root, each with what gives the words it is
            found by although they do not stand there.
        order: the number of each entry by its address, as the data of browse counts them.
        language: the one language that the index works in, so that one index serves the site.

    Raises:
        SearchError: Pagefind failed.
    """
    shutil.rmtree(folder / BUNDLE, ignore_errors=True)  # Pagefind leaves old fragments behind
    if words:
        _index(folder, words, language)
    _remove_unused(folder / BUNDLE)
    numbers = {name: order[url] for name, url in _fragments(folder / BUNDLE) if url in order}
    target = folder / MAP
    target.parent.mkdir(parents=True, exist_ok=True)
    target.write_text(json.dumps(numbers, separators=(",", ":")), encoding="utf-8")


def _index(folder: Path, words: Words, language: str) -> None:
    """Have stand-ins of the pages indexed: what is to be found, without the site around it."""
    with TemporaryDirectory(prefix=".index_", dir=folder) as stand_ins:
        for file, give in words.items():
            target = Path(stand_ins, file)
            target.parent.mkdir(parents=True, exist_ok=True)
            html = (folder / file).read_text("utf-8")
            target.write_text(_stand_in(html, give()), encoding="utf-8")
        _run(Path(stand_ins), folder / BUNDLE, language)


def _stand_in(html: str, words: Iterable[str]) -> str:
    """Return the part of a page that is indexed, with more words to find it by.

    They are an attribute: Pagefind finds it by them, and leaves them out of what it quotes.
    """
    found = html.partition(_BODY)[2] or html  # a theme of a site's own may not mark it
    held = f'<p data-words="{escape(" ".join(words))}" data-pagefind-index-attrs="data-words"></p>'
    return f"<html><body><main data-pagefind-body>{held}{found}"


def _run(site: Path, output: Path, language: str) -> None:
    command = [
        *(str(_executable()), "--site", str(site), "--output-path", str(output)),
        *("--force-language", language.partition("-")[0], "--quiet"),
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


def _remove_unused(bundle: Path) -> None:
    for pattern in _UNUSED:
        for path in bundle.glob(pattern):
            path.unlink()


def _fragments(bundle: Path) -> Iterator[tuple[str, str]]:
    """Yield the name and address of each indexed page, as Pagefind wrote them.

    A fragment is gzip over a short prefix and JSON; its file's name is the id of a result.
    """
    for path in sorted(bundle.glob("fragment/*.pf_fragment")):
        text = gzip.decompress(path.read_bytes())
        url = json.loads(text[text.index(b"{") :])["url"]
        yield path.stem, unquote(url).strip("/") + "/"
