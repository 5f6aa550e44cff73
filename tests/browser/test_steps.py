"""Steps to tick off: in the browser alone, and a plain list without the script."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.faults.cases import SMALL, copy_site
from tests.sites.foreign import built
from tools.static_server import StaticServer

PRACTICE = "practices/make-the-case/"
KEPT = "() => Object.entries(localStorage)"


def test_ticks_are_kept_from_the_first_to_the_last(page: Page, site_server: StaticServer) -> None:
    page.goto(site_server.url + PRACTICE)
    boxes = page.locator("[data-gp-steps]").get_by_role("checkbox")
    expect(boxes).to_have_count(5)
    clear = page.get_by_role("button", name="Clear the ticks")
    expect(clear).to_be_hidden()
    assert page.evaluate(KEPT) == []
    boxes.nth(1).check()
    page.get_by_role("checkbox", name="Change roles.").check()
    page.reload()
    expect(boxes).to_have_count(5)
    assert [one.is_checked() for one in boxes.all()] == [False, True, False, True, False]
    assert len(page.evaluate(KEPT)) == 1
    clear.click()
    expect(boxes.first).to_be_focused()
    assert not any(one.is_checked() for one in boxes.all())
    assert page.evaluate(KEPT) == []


def test_a_browser_that_keeps_nothing_still_ticks(page: Page, site_server: StaticServer) -> None:
    page.add_init_script(
        "Object.defineProperty(window, 'localStorage', {get() { throw new Error('no'); }})"
    )
    errors: list[str] = []
    page.on("pageerror", lambda error: errors.append(str(error)))
    page.goto(site_server.url + PRACTICE)
    box = page.get_by_role("checkbox").first
    box.check()
    expect(box).to_be_checked()
    assert errors == []


@pytest.mark.parametrize("stored", ["5", "true", '{"length": 1}', "[null, {}]", "[", ""])
def test_what_other_sites_of_the_host_have_stored_stops_nothing(
    page: Page, site_server: StaticServer, stored: str
) -> None:
    page.add_init_script(
        f"localStorage.setItem(`goodpractice:steps:${{location.pathname}}`, {stored!r})"
    )
    page.goto(site_server.url + PRACTICE)
    expect(page.get_by_text("Ticks stay in this browser.")).to_be_visible()
    assert not any(one.is_checked() for one in page.get_by_role("checkbox").all())


def test_only_pages_with_steps_load_the_script(page: Page, site_server: StaticServer) -> None:
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    page.goto(f"{site_server.url}case-studies/schlangenfuss/")
    assert not [url for url in asked if url.endswith("steps.js")]


def test_without_the_script_there_is_a_plain_list_and_boxes_on_paper(
    browser: Browser, site_server: StaticServer
) -> None:
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(site_server.url + PRACTICE)
    expect(page.locator("[data-gp-steps] > li")).to_have_count(5)
    expect(page.get_by_text("Ticks stay in this browser.")).to_be_hidden()
    expect(page.get_by_role("checkbox")).to_have_count(0)
    context.close()


BOX = "one => getComputedStyle(one, '::before').borderTopWidth"


def test_paper_has_boxes_to_tick(page: Page, site_server: StaticServer) -> None:
    page.route("**/steps.js", lambda route: route.abort())
    page.goto(site_server.url + PRACTICE)
    step = page.locator("[data-gp-steps] > li").first
    assert step.evaluate(BOX) == "0px"
    page.emulate_media(media="print")
    assert step.evaluate(BOX) != "0px"


STEPS = """
- Read [the note](../notes/first.md) **first**.

  Then wait.
- [ ] Ask
  - whom
  - when
- Go
"""


@pytest.mark.parametrize("lang", ["en", "de"])
def test_any_list_becomes_steps(
    page: Page, tmp_path: Path, serve: Callable[[Path], StaticServer], lang: str
) -> None:
    root = copy_site(SMALL, tmp_path / "site")
    model, entry = (root / "content/everything" / name for name in ("_collection.yml", "whole.md"))
    text = model.read_text("utf-8")
    model.write_text(text.replace("{label: {en: Lessons", "{steps: true, label: {en: Lessons"))
    text = entry.read_text("utf-8").replace("\nline:", f"\nlang: {lang}\nline:", 1)
    entry.write_text(text.replace("Begin early.", f"Begin:\n{STEPS}"), "utf-8")
    page.goto(f"{serve(built(root)[1]).url}everything/whole/")
    boxes = page.locator("[data-gp-steps]").get_by_role("checkbox")
    expect(boxes).to_have_count(3)
    for name in ("Read the note first.", "Ask", "Go"):
        expect(page.get_by_role("checkbox", name=name, exact=True)).to_be_visible()
    note = page.locator("[data-gp-steps] + [data-gp-ticks]")
    expect(note).to_be_visible()
    assert note.get_attribute("lang") == ("en" if lang == "de" else None)
