"""The text index: Pagefind over the built entries, and which entry each of its results is."""

from __future__ import annotations

import gzip
import json
import shutil
import subprocess
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from urllib.parse import unquote

BUNDLE = "pagefind"
MAP = "data/search.json"
# Pagefind's own user interfaces, which no page of ours loads.
_UNUSED = ("pagefind-ui.*", "pagefind-modular-ui.*", "pagefind-component-ui.*",
           "pagefind-highlight.*")  # fmt: skip

# Examples to copy, and other entries in lists, say nothing of the page that they stand on.
_EXCLUDED = "pre, .gp-cards, .gp-rows"


class SearchError(Exception):
    """Pagefind could not make the index; the message is its own."""


def build(folder: Path, files: Iterable[str], order: Mapping[str, int], language: str) -> None:
    """Make the text index of a built site.

    Args:
        folder: the built site.
        files: pages to index, by path from the site's root.
        order: the number of each entry by its address, as the data of browse counts them.
        language: the one language that the index works in, so that one index serves the site.

    Raises:
        SearchError: Pagefind failed.
    """
    shutil.rmtree(folder / BUNDLE, ignore_errors=True)  # Pagefind leaves old fragments behind
    pages = sorted(files)
    if pages:
        _run(folder, pages, language)
    _remove_unused(folder / BUNDLE)
    numbers = {name: order[url] for name, url in _fragments(folder / BUNDLE) if url in order}
    target = folder / MAP
    target.parent.mkdir(parents=True, exist_ok=True)
    target.write_text(json.dumps(numbers, separators=(",", ":")), encoding="utf-8")


def _run(folder: Path, pages: list[str], language: str) -> None:
    command = [
        *(str(_executable()), "--site", str(folder), "--output-subdir", BUNDLE),
        *("--glob", _glob(pages), "--force-language", language.partition("-")[0], "--quiet"),
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


def _glob(pages: list[str]) -> str:
    """Return a pattern for the folders that the pages lie in: the others need not be read."""
    folders = sorted({page.split("/")[0] for page in pages})
    names = folders[0] if len(folders) == 1 else "{" + ",".join(folders) + "}"
    return f"{names}/*/index.html"


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
