"""What readers download of a site of some size: bounds a byte at a time, and nothing timed."""

from __future__ import annotations

import gzip
import json
import statistics
from pathlib import Path

import pytest

from benchmarks import corpus
from benchmarks.bench import COMMANDS, OURS, measure
from benchmarks.weight import entry_pages
from goodpractice.browsing import ENTRIES_PER_FACET
from tests.indexes import whole_index

ENTRIES = 400


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Path]:
    """A made-up site: its source, and the built site without a text index."""
    folder = tmp_path_factory.mktemp("weight")
    source, site = folder / "source", folder / "site"
    corpus.write(source, ENTRIES, 1)
    measure(COMMANDS[OURS], source, site)
    return source, site


def compressed(path: Path) -> int:
    return len(gzip.compress(path.read_bytes(), 6, mtime=0))


def test_the_page_of_an_entry_is_little_more_than_its_text(built: tuple[Path, Path]) -> None:
    source, site = built
    around = []
    for page in entry_pages(source, site):
        html = page.read_text("utf-8")
        before, _, rest = html.partition('<div class="gp-page')
        around.append(len(before.encode()) + len(rest.partition("<footer class=")[2].encode()))
    assert statistics.median(around) < 5_100


def test_a_page_of_ours_loads_no_style_or_script_of_the_engine(built: tuple[Path, Path]) -> None:
    source, site = built
    for page in [*entry_pages(source, site)[:5], site / "index.html", site / "browse/index.html"]:
        html = page.read_text("utf-8")
        assert "assets/stylesheets/" not in html
        assert "assets/javascripts/" not in html


def test_the_facets_of_browse_grow_by_few_bytes_an_entry(built: tuple[Path, Path]) -> None:
    _, site = built
    index = json.loads((site / "data/browse.en.json").read_text("utf-8"))
    assert len(json.dumps(index["facets"])) < 10_000  # says what there is, whatever the size
    sizes = [compressed(site / facet["path"]) for facet in index["facets"]]
    assert sum(sizes) / index["count"] < 60
    opened = index["facets"][:4]
    assert sum(compressed(site / one["path"]) for one in opened) / index["count"] < 15


def test_a_page_shows_some_of_many_entries_and_the_rest_when_asked(
    built: tuple[Path, Path],
) -> None:
    _, site = built
    html = (site / "browse/index.html").read_text("utf-8")
    long = [one for one in whole_index(site)["facets"] if one["id"] == "networks"]
    assert len(long[0]["terms"]) > ENTRIES_PER_FACET
    shown = html.partition('data-gp-facet="networks"')[2].partition("data-gp-facet=")[0]
    assert shown.count("data-gp-term=") == ENTRIES_PER_FACET
    assert shown.count("data-gp-rest") == 1
