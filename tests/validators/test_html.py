"""Every page of every site here, held to the HTML standard by the Nu HTML checker."""

from __future__ import annotations

import json
import re
import subprocess
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from tests.long_lists import long_lists
from tests.sites.foreign import HERE, built, copied
from tools.browser import program
from tools.page_types import page_types

SITES = sorted(path.parent.name for path in HERE.glob("*/mkdocs.yml"))

# What it says that is no fault of ours, whole messages each.
NOT_OURS = (
    # Two hidden boxes of Material's shell keep Firefox from opening its drawers again on a reload.
    r"Attribute “autocomplete” is only allowed when the input type is .*",
    # A policy says 'self', which is nothing where pages are read as files; and it stops no data
    # (Content Security Policy Level 3, section 3.3, speaks of scripts that would run).
    # That nothing is blocked is seen in a browser: tests/browser/test_quiet.py.
    r"Resource violates Content Security Policy \(meta tag\): .*",
    r"Inline script violates Content Security Policy \(meta tag\): .*",
)


def said(*places: Path) -> Iterator[str]:
    """Yield what the checker says of files and folders, errors and warnings."""
    done = subprocess.run(
        [
            program("java"), "-jar", program("vnu"), "--skip-non-html", "--also-check-svg",
            "--stdout", "--exit-zero-always", "--format", "json",
            "--filterpattern", "|".join(NOT_OURS), *places,
        ],
        capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert done.returncode == 0, done.stderr
    for one in json.loads(done.stdout)["messages"]:
        yield _line(one)


def _line(one: dict[str, Any]) -> str:
    extract = " ".join(str(one.get("extract", "")).split())
    return f"{one['url']}:{one.get('lastLine')}: {one['type']}: {one['message']} {extract}"


def test_the_shipped_site_is_valid_html(built_site: Path) -> None:
    assert len(list(built_site.rglob("*.html"))) > 500
    assert list(said(built_site))[:20] == []


@pytest.fixture(scope="module")
def others(tmp_path_factory: pytest.TempPathFactory) -> list[Path]:
    """The other sites, with the faults that are planted in them."""
    at = tmp_path_factory.mktemp("others")
    return [built(copied(name, at / name))[1] for name in SITES]


def test_sites_of_others_are_valid_html(others: list[Path]) -> None:
    assert len(others) >= 4
    assert all((folder / "index.html").is_file() for folder in others)
    pages = [folder / address for folder in others for address in page_types(folder)]
    assert list(said(*map(_file, pages)))[:20] == []


def test_pages_of_long_lists_are_valid_html(tmp_path: Path) -> None:
    _, folder = built(long_lists(tmp_path / "source"))
    pages = sorted(folder.rglob("browse/*/**/index.html"))
    assert len(pages) > 10
    assert list(said(*pages)) == []


def _file(page: Path) -> Path:
    return page if page.suffix == ".html" else page / "index.html"


# What is put into a sound page, and what the checker says of it.
PLANTED = {
    "</h1>": ("", "Unclosed|End tag"),
    "<h1": ('<p id="gp:twice"></p><p id="gp:twice"></p><h1', "Duplicate ID"),
    "</main>": ('<img src="x.png"></main>', "must have an “?alt”?|lacks? .*alt"),
    "<footer": ('<label for="nowhere">x</label><footer', "“for” attribute"),
}


def test_the_checker_finds_faults(built_site: Path, tmp_path: Path) -> None:
    sound = (built_site / "about/index.html").read_text("utf-8")
    for number, (was, (now, _)) in enumerate(PLANTED.items()):
        assert was in sound
        (tmp_path / f"{number}.html").write_text(sound.replace(was, now, 1), "utf-8")
    lines = list(said(tmp_path))
    for number, (_, fault) in enumerate(PLANTED.values()):
        own = [line for line in lines if f"/{number}.html:" in line]
        assert [line for line in own if re.search(fault, line)], own
