"""Every kind of page, used: nothing is asked of another host, nothing blocked, nothing tracked."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import Browser, BrowserContext, Page

from tools.page_types import every_look
from tools.static_server import StaticServer

# What a reader can do on a page, done to all that is there, and faster than any reader.
USE = """() => {
  for (const fold of document.querySelectorAll("details")) fold.open = true;
  const seen = (one) => one.checkVisibility() && !one.disabled;
  const all = (selector) => [...document.querySelectorAll(selector)].filter(seen);
  for (const button of all("button[type=button]:not([data-gp-print])")) {
    if (!/print|imprim/i.test(button.textContent)) button.click();
  }
  for (const box of all("main input[type=checkbox]").slice(0, 3)) box.click();
  for (const field of all("main input[type=search]").slice(0, 1)) {
    field.value = "school";
    field.dispatchEvent(new Event("input", { bubbles: true }));
  }
}"""
KEPT = """async () => ({
  local: Object.keys(localStorage),
  session: Object.keys(sessionStorage),
  databases: (await indexedDB.databases()).map((one) => one.name),
  caches: await caches.keys(),
  workers: (await navigator.serviceWorker.getRegistrations()).length,
})"""
MADE_BY_SCRIPT = "[data-gp-browse], [data-gp-shortlist], [data-gp-comparison]"
# The names under which anything may be kept: palette, shortlist, ticks of a checklist.
MAY_BE_KEPT = re.compile(r"/a/base/\.(__palette|shortlist)|goodpractice:steps:/a/base/.*")


@pytest.fixture
def told(browser: Browser, site_server: StaticServer) -> Iterator[tuple[BrowserContext, list[str]]]:
    """A browser with a fresh memory, and what it should not have heard or said."""
    faults: list[str] = []
    with browser.new_context(reduced_motion="reduce") as context:
        context.on("request", lambda request: faults.extend(_foreign(request.url, site_server)))
        context.on("weberror", lambda error: faults.append(str(error.error)))
        context.on(
            "console",
            lambda said: faults.append(said.text) if said.type in {"error", "warning"} else None,
        )
        yield context, faults


def _foreign(url: str, server: StaticServer) -> list[str]:
    parts = urlsplit(url)
    ours = url.startswith(server.origin) or parts.scheme in {"data", "blob"}
    return [] if ours else [url]


def test_every_kind_of_page_keeps_to_itself(
    built_site: Path, site_server: StaticServer, told: tuple[BrowserContext, list[str]]
) -> None:
    context, faults = told
    page = context.new_page()
    used, ever = 0, set[str]()
    for address in every_look(built_site):
        if address == "404.html":  # made for another sub-path: see test_access.py
            continue
        page.goto(site_server.url + address)
        if page.locator(MADE_BY_SCRIPT).count():
            page.wait_for_selector("[data-gp-ready]", state="attached")
        if page.locator("[data-gp-steps]").count():
            page.wait_for_selector("[data-gp-ticks]", state="attached")
        page.evaluate(USE)
        page.wait_for_timeout(50)
        assert faults == [], address
        ever |= _kept(page)
        used += 1
    assert used > 30
    assert {one.partition("steps:")[0].rpartition(".")[2] for one in ever} == {
        *("__palette", "shortlist", "goodpractice:"),  # so the use was felt
    }
    assert context.cookies() == []


def _kept(page: Page) -> set[str]:
    """Return the names under which the browser keeps something, all of which may be."""
    kept = page.evaluate(KEPT)
    names = kept.pop("local")
    assert [one for one in names if not MAY_BE_KEPT.fullmatch(one)] == [], page.url
    assert not any(kept.values()), (page.url, kept)
    return set(names)
