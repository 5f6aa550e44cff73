"""The pages that stand for all the others."""

from __future__ import annotations

from pathlib import Path

from tools.page_types import covering, every_look, page_types, parts


def write(site: Path, address: str, html: str) -> None:
    page = site / address / "index.html"
    page.parent.mkdir(parents=True, exist_ok=True)
    page.write_text(html, "utf-8")


def test_parts_are_what_a_page_names_itself() -> None:
    html = '<html lang="fr"><p class="gp-a gp-b md-c" id="gp:d"></p>{"@type":"Thing"}'
    assert parts(html) == {"fr gp-a gp-b md-c", "fr gp-a", "fr gp-b", "fr md-c", "fr gp:d",
                           "fr Thing"}  # fmt: skip


def test_as_few_pages_as_show_every_part() -> None:
    pages = {"b/": frozenset("x"), "a/": frozenset("xy"), "c/": frozenset("z"), "d/": frozenset()}
    assert list(covering(pages)) == ["a/", "c/"]
    assert list(covering({})) == []


def test_a_new_part_brings_its_page_along(tmp_path: Path) -> None:
    write(tmp_path, "", '<html lang="en"><p class="gp-home">')
    write(tmp_path, "one", '<html lang="en"><p class="gp-page gp-entry">')
    write(tmp_path, "two", '<html lang="en"><p class="gp-page gp-entry">')
    assert page_types(tmp_path) == ["", "one/"]
    write(tmp_path, "two", '<html lang="en"><p class="gp-page gp-entry"><p class="gp-new">')
    assert page_types(tmp_path) == ["", "two/"]


def test_of_each_collection_an_entry_is_looked_at(tmp_path: Path) -> None:
    for address in ("songs/long-name", "tales/a", "tales/b", "about"):
        write(tmp_path, address, '<html lang="en"><p class="gp-page gp-entry">')
    assert page_types(tmp_path) == ["songs/long-name/", "tales/a/"]


def test_what_a_reader_asks_for_is_looked_at_too(tmp_path: Path) -> None:
    write(tmp_path, "compare", '<html lang="en"><p class="gp-compare">')
    for name in "abcde":
        write(tmp_path, f"tales/{name}", '<html lang="en"><p class="gp-page gp-entry">')
    kept = "tales/a,tales/b,tales/c,tales/d"
    assert every_look(tmp_path) == ["compare/", "tales/a/", f"compare/?list={kept}"]


def test_of_the_shipped_site_every_kind_of_page_is_among_them(built_site: Path) -> None:
    looks = every_look(built_site)
    assert {"", "404.html", "api/", "statistics/", "fr/", "shortlist/", "worklist/"} <= set(looks)
    assert 30 < len(looks) < 70
