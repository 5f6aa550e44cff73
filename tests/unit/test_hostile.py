"""What a hostile contributor has tried: each of these once stopped or slowed the whole site."""

from __future__ import annotations

import io
import time
from dataclasses import replace
from pathlib import Path

import pytest
from PIL import Image

from goodpractice import pages, pictures, publish
from goodpractice.entries import Entry
from goodpractice.entry_pages import folded_words
from tests.faults.cases import REPOSITORY, SMALL, check, copy_site
from tests.faults.made import GOOD

HERE = "content/everything"


def site_with(folder: Path, **files: bytes) -> Path:
    root = copy_site(SMALL, folder / "site")
    for name, content in files.items():
        (root / HERE / f"{name}.md").write_bytes(content)
    return root


def entry_of(folder: Path, text: str) -> Entry:
    root = site_with(folder, odd=GOOD + text.encode())
    return check(root).site.corpus.entries["everything/odd"]


def test_what_a_text_says_is_no_reference() -> None:
    said = '<title>t</title><p>Write a href="nowhere" here, or src="x".</p>'
    assert list(publish._page_faults("x.html", said, frozenset(), "/", {})) == []
    meant = '<title>t</title><p><a class="b" href="nowhere">x</a></p>'
    assert len(list(publish._page_faults("x.html", meant, frozenset(), "/", {}))) == 1


def test_a_long_word_takes_no_time(tmp_path: Path) -> None:
    entry = entry_of(tmp_path, "\n" + "a" * 100_000 + "’ caf\u00e9\n")
    start = time.process_time()
    assert folded_words(entry) == ["cafe"]
    assert time.process_time() - start < 1


@pytest.mark.parametrize("words", ["not known", "[not known]", "unbekannt"])
@pytest.mark.parametrize("key", ["order", "aliases", "licence", "lists", "ways_in", "related"])
def test_what_nobody_knows_is_drawn(tmp_path: Path, key: str, words: str) -> None:
    root = copy_site(REPOSITORY, tmp_path / "site")
    for path in (root / "content/zz.md", root / "content/guides/zz.md"):
        summary = "A summary that is long enough for whoever reads it in a list of guides."
        text = f"---\ntitle: A title\nsummary: {summary}\n{key}: {words}\n---\n\nText.\n"
        path.write_text(text, encoding="utf-8")
    plan = pages.plan(check(root).site)
    assert len([page.build() for page in plan.pages]) == len(plan.pages)
