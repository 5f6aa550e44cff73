"""Lists that are cut short, followed by readers with and without scripts."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.long_lists import NETWORKS, long_lists
from tools.static_server import StaticServer


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[StaticServer]:
    """A site with long lists, built and served."""
    folder = tmp_path_factory.mktemp("lists")
    root, site = long_lists(folder / "source"), folder / "site"
    tool = Path(sys.executable).with_name("goodpractice")
    built = subprocess.run(
        [tool, "build", "--site-dir", site], cwd=root, capture_output=True, text=True, check=False
    )
    assert built.returncode == 0, built.stdout + built.stderr
    with StaticServer(site) as running:
        yield running


@pytest.fixture
def plain(browser: Browser) -> Iterator[Page]:
    """A page of a browser that runs no scripts."""
    with browser.new_context(java_script_enabled=False) as context:
        yield context.new_page()


def walked(page: Page) -> list[str]:
    """Return what a list shows, from its first numbered page to its last."""
    rows = page.locator(".gp-rows > li > a:first-child")
    found = rows.all_inner_texts()
    numbers = page.locator(".gp-paging a").count()
    for number in range(2, numbers + 1):
        page.locator(".gp-paging a", has_text=str(number)).click()
        expect(page.locator(".gp-paging [aria-current]")).to_have_text(str(number))
        found += rows.all_inner_texts()
    return found


NAMES = {f"Network {number:04} of schools nearby" for number in range(NETWORKS)}


@pytest.mark.parametrize(
    ("start", "words", "title"),
    [
        ("programmes/iqea/", "Show all 131", "Networks"),
        ("guides/clusters/", "Show all 130", "<Clusters>"),
        ("guides/grappes/", "Tout afficher (130)", "Grappes"),
        ("networks/", "Yes", "Open to new members – Yes"),
        ("fr/networks/", "Oui", "Ouvert à de nouveaux membres – Oui"),
    ],
)
def test_without_a_script_a_long_list_is_shown_whole(
    plain: Page, server: StaticServer, start: str, words: str, title: str
) -> None:
    plain.goto(server.url + start)
    for fold in plain.locator(".gp-facet--rest > summary, [data-gp-facet=joining-open] > summary"
                              ).all():  # fmt: skip
        fold.click()
    plain.get_by_role("main").get_by_role("link", name=words, exact=True).click()
    expect(plain.locator("h1")).to_have_text(title)
    found = walked(plain)
    assert len(found) == len(set(found))
    assert set(found) >= NAMES


def test_with_a_script_a_reader_comes_to_the_filters(page: Page, server: StaticServer) -> None:
    for start in ("programmes/iqea/", "browse/programmes/iqea/networks/programmes/"):
        page.goto(server.url + start)
        page.get_by_role("link", name="Combine with other filters").first.click()
        expect(page.locator("[data-gp-count]")).to_have_text("131 entries")
        expect(page.locator("[data-gp-chips] button").first).to_be_visible()


def test_a_phone_has_room_for_a_list(browser: Browser, server: StaticServer) -> None:
    with browser.new_context(viewport={"width": 320, "height": 640}) as context:
        page = context.new_page()
        page.goto(f"{server.url}browse/programmes/iqea/networks/programmes/")
        assert page.evaluate("document.documentElement.scrollWidth") <= 320
