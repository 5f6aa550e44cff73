"""Lists that are cut short, followed by readers with and without scripts."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.browser.test_access import SOME_SCREENS, faults
from tests.long_lists import NETWORKS, long_lists
from tests.sites.foreign import built
from tools.static_server import StaticServer


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[StaticServer]:
    """A site with long lists, built and served."""
    code, site = built(long_lists(tmp_path_factory.mktemp("lists") / "source"))
    assert code == 0
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


def test_a_list_can_be_read_by_everyone(browser: Browser, server: StaticServer) -> None:
    with browser.new_context(bypass_csp=True) as context:
        page = context.new_page()
        found = [
            one
            for address in (
                "browse/programmes/iqea/networks/programmes/",
                "browse/guides/clusters/2/page-2/",
            )
            for one in faults(page, server.url + address, SOME_SCREENS)
        ]
    assert found == []
