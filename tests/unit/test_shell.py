from __future__ import annotations

import base64
import hashlib

import pytest

from goodpractice.shell import (
    MARKS,
    Pieces,
    Shells,
    placed,
    policy,
    root_of,
    shortened,
    with_policy,
)
from goodpractice.templates import BASE

PIECES = Pieces("Title", "About", "https://a.example/", "", "", "Content", "Footer")


def draw(shape: str, given: Pieces) -> str:
    return (
        f"<html><head><title>{given.title} - {shape}</title></head><body>"
        f"<script>start()</script>{given.content}<footer>{given.footer}</footer></body></html>"
    )


def test_a_filled_shell_is_the_page_drawn_in_full() -> None:
    shells = Shells(draw, policed=False)
    for title in ("One", "Two", MARKS.title.replace("title", "x")):
        given = PIECES._replace(title=title)
        assert shells.page("shape", given) == draw("shape", given)


def test_a_shell_is_drawn_once() -> None:
    drawn: list[Pieces] = []

    def counting(shape: str, given: Pieces) -> str:
        drawn.append(given)
        return draw(shape, given)

    shells = Shells(counting, policed=True)
    for number in range(5):
        shells.page("shape", PIECES._replace(title=str(number)))
    assert drawn == [MARKS, PIECES._replace(title="0")]


def test_a_theme_that_looks_into_its_pieces_gets_every_page_in_full() -> None:
    def capricious(shape: str, given: Pieces) -> str:
        return draw(shape, given) + given.title.upper()

    shells = Shells(capricious, policed=False)
    for title in ("One", "Two"):
        given = PIECES._replace(title=title)
        assert shells.page("shape", given) == capricious("shape", given)


def test_the_policy_allows_the_themes_scripts_and_none_of_the_contents() -> None:
    def capricious(shape: str, given: Pieces) -> str:
        return draw(shape, given) + given.title.upper()

    for how in (draw, capricious):
        evil = PIECES._replace(content="<script>steal()</script>")
        html = Shells(how, policed=True).page("shape", evil)
        assert _hash("start()") in html
        assert _hash("steal()") not in html


def _hash(script: str) -> str:
    return base64.b64encode(hashlib.sha256(script.encode()).digest()).decode()


@pytest.mark.parametrize(
    ("script", "allowed"),
    [
        ("<script>x</script>", True),
        ('<script type="module">x</script>', True),
        ("<SCRIPT TYPE=text/javascript>x</SCRIPT>", True),
        ('<script type="application/json">x</script>', False),
        ('<script type="application/ld+json">x</script>', False),
        ('<script src="a.js">x</script>', False),
    ],
)
def test_only_scripts_that_run_inline_have_a_hash(script: str, allowed: bool) -> None:
    assert (_hash("x") in policy(f"<head></head>{script}")) is allowed


def test_the_policy_stands_first_in_the_head() -> None:
    assert with_policy('<head lang="en"><meta charset="utf-8">', "<p>") == (
        '<head lang="en"><p><meta charset="utf-8">'
    )
    assert with_policy("<head>", "") == "<head>"


@pytest.mark.parametrize(
    ("file", "site_url", "root"),
    [
        ("index.html", "", "./"),
        ("browse/index.html", "", "../"),
        ("stories/one/index.html", "https://a.example/b/", "../../"),
        ("404.html", "https://a.example/b/", "/b/"),
        ("404.html", "https://a.example", "/"),
        ("404.html", "", "/"),
    ],
)
def test_the_way_to_the_root(file: str, site_url: str, root: str) -> None:
    assert root_of(file, site_url) == root
    assert placed(f'<a href="{BASE}x/">', root) == f'<a href="{root}x/">'


@pytest.mark.parametrize(
    ("file", "address", "way"),
    [
        ("stories/one/index.html", "stories/two/", "../two/"),
        ("stories/one/index.html", "stories/", "../"),
        ("stories/one/index.html", "", "../../"),
        ("stories/one/index.html", "stories-of-old/", "../../stories-of-old/"),
        ("fr/stories/one/index.html", "fr/stories/two/", "../two/"),
        ("fr/stories/one/index.html", "fr/", "../../"),
        ("fr/stories/one/index.html", "stories/two/", "../../../stories/two/"),
        ("index.html", "stories/two/", "./stories/two/"),
    ],
)
def test_the_way_to_a_neighbour_is_short(file: str, address: str, way: str) -> None:
    html = shortened(f'<a href="{BASE}{address}">', file)
    assert placed(html, root_of(file, "")) == f'<a href="{way}">'
