"""Pages on paper: nothing to click, addresses to copy, nothing cut off."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from tests.faults.cases import SMALL, copy_site
from tests.sites.foreign import built
from tools.static_server import StaticServer

A4 = {"width": 680, "height": 1000}  # 210 mm less the margins, in pixels of CSS
SCREEN_ONLY = (
    "form input, form button, .gp-header, .gp-toc, .gp-filters, .gp-crumbs,"
    " .gp-footer nav, .gp-skip, .gp-paging, .gp-case, .gp-cite, .gp-actions, noscript"
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
    expect(paper.locator(".gp-footer p:first-child")).to_be_visible()  # where the page is from
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


ADDRESSES_MISSING = """() => [...document.querySelectorAll('.gp-page a[href^="http"]')]
  .filter((one) => one.checkVisibility())
  .filter((one) => !getComputedStyle(one, '::after').content.includes(one.getAttribute('href')))
  .filter((one) => !one.getAttribute('href').includes(one.textContent))
  .map((one) => one.href)"""
CUT_OFF = """() => [...document.querySelectorAll('.gp-page *')]
  .filter((one) => one.checkVisibility() && !one.closest('.gp-hidden, svg'))
  .filter((one) => one.getBoundingClientRect().right > innerWidth + 1
    || ['hidden', 'clip', 'auto', 'scroll'].includes(getComputedStyle(one).overflowY)
      && one.scrollHeight > one.clientHeight + 1)
  .map((one) => one.outerHTML.slice(0, 200))"""


def faults(paper: Page, address: str) -> list[object]:
    """What is missing, cut off, or of no use on the paper of a page."""
    paper.goto(address)
    shown = [one for one in paper.locator(SCREEN_ONLY).all() if one.is_visible()]
    return [*paper.evaluate(ADDRESSES_MISSING), *paper.evaluate(CUT_OFF), *shown]


def test_every_entry_is_whole_on_paper(
    paper: Page, built_site: Path, site_server: StaticServer
) -> None:
    files = [one for one in built_site.glob("*/*/index.html") if "gp-entry" in one.read_text()]
    assert len(files) > 30
    folders = [one.parent.relative_to(built_site).as_posix() for one in files]
    wrong = {one: faults(paper, f"{site_server.url}{one}/") for one in folders}
    assert {name: one for name, one in wrong.items() if one} == {}


LONG = f"https://example.org/{'a-long-way/' * 20}?x=1&y=2"
REFERENCES = f"""\
references:
  - {{title: A study, link: "{LONG}", archived: "https://web.archive.org/web/2020/a"}}
contact: {{role: Office, link: "https://example.org/office"}}
"""
TEXT = f"""
See [the study]({LONG}).

| one | two |
|---|---|
| {"a rather long cell " * 10} | {"unbreakable" * 20} |

    {"code " * 60}
"""


def test_any_entry_is_whole_on_paper(
    paper: Page, tmp_path: Path, serve: Callable[[Path], StaticServer]
) -> None:
    root = copy_site(SMALL, tmp_path / "site")
    entry = root / "content/everything/whole.md"
    front, fence, text = entry.read_text("utf-8").partition("\n---\n\n")
    entry.write_text(f"{front}\n{REFERENCES}{fence[1:]}{text}{TEXT}", "utf-8")
    code, folder = built(root)
    assert code == 0
    address = f"{serve(folder).url}everything/whole/"
    assert faults(paper, address) == []
    said = paper.evaluate(
        """() => [...document.querySelectorAll('.gp-page a')]
            .map((one) => getComputedStyle(one, '::after').content)"""
    )
    assert sum(LONG in one for one in said) == 2
    paper.emulate_media(media="screen")
    assert len(paper.evaluate(ADDRESSES_MISSING)) >= 3  # so this does find them
