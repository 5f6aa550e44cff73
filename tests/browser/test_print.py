"""Pages on paper: nothing to click, addresses to copy, nothing cut off."""

from __future__ import annotations

import pytest
from playwright.sync_api import Page, expect

from tools.static_server import StaticServer

A4 = {"width": 680, "height": 1000}  # 210 mm less the margins, in pixels of CSS
SCREEN_ONLY = (
    "form input, form button, .gp-header, .gp-toc, .gp-filters, .gp-crumbs,"
    " .gp-footer nav, .gp-skip, .gp-paging, noscript"
)
PAGES = (
    "", "browse/", "case-studies/", "case-studies/schlangenfuss/", "networks/iqea-south-wales/",
    "themes/", "themes/cooperation/", "guides/are-you-missing-a-trick/", "check/", "worklist/",
)  # fmt: skip


@pytest.fixture
def paper(page: Page) -> Page:
    page.set_viewport_size(A4)  # type: ignore[arg-type]
    page.emulate_media(media="print")
    return page


@pytest.mark.parametrize("address", PAGES)
def test_paper_has_nothing_to_click_and_nothing_cut_off(
    paper: Page, site_server: StaticServer, address: str
) -> None:
    paper.goto(site_server.url + address)
    if paper.locator("[data-gp-browse]").count():
        paper.wait_for_selector("[data-gp-ready]", state="attached")
    shown = [one for one in paper.locator(SCREEN_ONLY).all() if one.is_visible()]
    assert shown == []
    expect(paper.locator("h1")).to_be_visible()
    expect(paper.locator(".gp-footer__name")).to_be_visible()  # where the page is from
    wide = paper.evaluate(
        """() => [...document.querySelectorAll('table, pre, img, dl, p, li')]
            .filter((one) => one.getBoundingClientRect().right > innerWidth + 1)
            .filter((one) => one.checkVisibility() && !one.closest('.gp-hidden'))
            .map((one) => one.outerHTML.slice(0, 200))"""
    )
    assert wide == []


def test_an_address_stands_behind_its_link(paper: Page, site_server: StaticServer) -> None:
    paper.goto(f"{site_server.url}about/")
    link = paper.locator('.gp-text a[href^="https://"]').first
    after = link.evaluate("one => getComputedStyle(one, '::after').content")
    assert str(link.get_attribute("href")) in after
