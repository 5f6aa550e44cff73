from __future__ import annotations

from pathlib import Path

import pytest

from goodpractice.values import BASE
from goodpractice.verification import BrokenSiteError, Drawn, leads_somewhere, verify

PAGE = "<!doctype html><title>Page</title>"


@pytest.fixture
def built(tmp_path: Path) -> Path:
    for name in ("index.html", "404.html", "a/index.html", "a/b c.png", "data/search.json"):
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_text(PAGE, encoding="utf-8")
    return tmp_path


def faults(built: Path, html: str, page: str = "a/index.html") -> list[str]:
    (built / page).write_text(f"{PAGE}{html}", encoding="utf-8")
    try:
        verify(built, "https://school.example/base/")
    except BrokenSiteError as error:
        return error.faults
    return []


@pytest.mark.parametrize(
    "reference",
    [
        *("../", "..", "./", ".", "../a/", "../a/index.html", "../?q=1", "../a/#x", "#x", "?q=1"),
        *("b%20c.png", "/base/", "/base/a/", "https://other.example/", "//other.example/x"),
        *("mailto:office@school.example", "data:image/png;base64,AA=="),
    ],
)
def test_references_that_lead_somewhere(built: Path, reference: str) -> None:
    assert faults(built, f'<a href="{reference}">x</a>') == []


@pytest.mark.parametrize(
    "reference", ["../b/", "b.md", "../..", "../../a/", "/a/", "/", "../A/", "missing.png?x=1"]
)
def test_references_that_lead_nowhere(built: Path, reference: str) -> None:
    assert faults(built, f'<img src="{reference}">') == [f"a/index.html: {reference} leads nowhere"]


def test_a_page_needs_a_title(built: Path) -> None:
    (built / "a" / "index.html").write_text("<title> </title>", encoding="utf-8")
    with pytest.raises(BrokenSiteError) as broken:
        verify(built, "")
    assert broken.value.faults == ["a/index.html: no title"]


def test_files_that_a_site_must_have(built: Path) -> None:
    (built / "404.html").unlink()
    assert faults(built, "") == ["404.html: missing"]


def test_every_reference_is_looked_at_from_its_own_page() -> None:
    files = frozenset({"a/index.html", "a/x.png"})
    assert leads_somewhere("x.png", "a", files, "/")
    assert not leads_somewhere("x.png", "", files, "/")
    assert leads_somewhere("a/x.png", "", files, "/")


def test_pages_noted_while_drawn_are_looked_over_without_being_read(built: Path) -> None:
    drawn, other = Drawn(), Drawn()
    drawn.add("a/index.html", f'<a href="{BASE}a/"></a><a href="{BASE}gone/?q=1">')
    other.add("index.html", f'<a href="{BASE}"></a><img src="{BASE}a/b%20c.png">')
    other.add("b/index.html", f'<a href="{BASE}a/#part"></a><a href="{BASE}lost/">')
    drawn.update(other.to_json())
    (built / "a" / "index.html").write_text('<a href="is-not-read/">', encoding="utf-8")
    with pytest.raises(BrokenSiteError) as broken:
        verify(built, "", drawn)
    assert broken.value.faults == [
        *("b/index.html: missing", "a/index.html: gone/ leads nowhere"),
        "b/index.html: lost/ leads nowhere",
    ]
