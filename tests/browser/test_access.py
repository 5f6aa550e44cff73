"""Reading and filtering for everyone: by keyboard alone, on a narrow screen, in large letters."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from itertools import product
from pathlib import Path

import pytest
from axe_playwright_python.base import AXE_SCRIPT  # type: ignore[import-untyped]
from playwright.sync_api import Browser, Page, expect

from tests.sites.foreign import built, copied
from tools.page_types import every_look, page_types
from tools.static_server import StaticServer

# Beside the pages that show every part of a site: those that hold much, or little.
MORE = (
    "case-studies/schlangenfuss/#gp:brief", "case-studies/schlangenfuss-de/", "levels/special/",
    "programmes/leadership-incentive-grant/", "check/gp302/", "browse/?q=network&countries=IE",
    "browse/?q=rural+wales", "guides/are-you-missing-a-trick/",
    "shortlist/?list=networks/oscailt,case-studies/schlangenfuss",
    "compare/?list=case-studies/schlangenfuss,case-studies/oscailt-school-leaders,guides/what-to-read",
)  # fmt: skip
MADE_BY_SCRIPT = "[data-gp-browse], [data-gp-shortlist], [data-gp-comparison]"
WIDTHS, PALETTES = (360, 768, 1280), ("light", "dark")
ALL_SCREENS = tuple(product(WIDTHS, PALETTES))
# What changes with the palette are colours, which the width changes little: `make test` takes
# three of the six.
SOME_SCREENS = ((360, "light"), (768, "dark"), (1280, "light"))
# WCAG 2.2: 1.4.10 asks for 320 pixels, 1.4.4 for letters of twice the size. Ours are 125 %.
SCREENS = [(320, 125), (320, 187), (320, 250), (640, 250)]
SIZE = "percent => document.documentElement.style.setProperty('font-size', percent, 'important')"
LAWS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
LOOK = """laws => axe.run({ runOnly: { type: "tag", values: laws }, resultTypes: ["violations"] })
  .then(({ passes, violations }) => ({ passes: passes.length, violations }))"""


@pytest.fixture(scope="module")
def visitor(browser: Browser) -> Iterator[Page]:
    """A page whose colours and sizes change at once."""
    with browser.new_context(reduced_motion="reduce", bypass_csp=True) as context:
        yield context.new_page()


@pytest.fixture(scope="module")
def greek(tmp_path_factory: pytest.TempPathFactory) -> Iterator[StaticServer]:
    """A site whose first language is Greek."""
    _, folder = built(copied("promitheftes", tmp_path_factory.mktemp("greek")))
    with StaticServer(folder) as server:
        yield server


def visit(page: Page, address: str) -> None:
    """Open a page, and wait until its scripts have drawn it."""
    page.emulate_media(color_scheme="light")
    page.goto(address)
    if page.locator(MADE_BY_SCRIPT).count():
        page.wait_for_selector("[data-gp-ready]", state="attached")


def violations(page: Page, screens: Iterable[tuple[int, str]]) -> Iterator[str]:
    """Yield what axe finds on a page, on each screen."""
    page.evaluate(AXE_SCRIPT)
    for width, palette in screens:
        page.set_viewport_size({"width": width, "height": 800})
        page.emulate_media(color_scheme="dark" if palette == "dark" else "light")
        run = page.evaluate(LOOK, LAWS)
        assert run["passes"], page.url  # it did look
        for one in run["violations"]:
            yield f"{width} {palette} {one['id']}: {one['nodes'][0]['html']}"


def too_wide(page: Page) -> Iterator[str]:
    """Yield the screens on which a page scrolls sideways."""
    for width, percent in SCREENS:
        page.set_viewport_size({"width": width, "height": 800})
        page.evaluate(SIZE, f"{percent}%")
        found = page.evaluate("document.documentElement.scrollWidth")
        if found > width:
            yield f"{found} pixels wide on {width}, letters at {percent} %"
    page.evaluate("document.documentElement.style.removeProperty('font-size')")


def of_first_language(looks: Iterable[str]) -> list[str]:
    return [one for one in looks if not re.match(r"(fr|en)/|404", one)]


def faults(page: Page, address: str, screens: Iterable[tuple[int, str]]) -> Iterator[str]:
    """Open a page and yield what is wrong with it."""
    visit(page, address)
    for one in (*violations(page, screens), *too_wide(page)):
        yield f"{address}: {one}"


@pytest.mark.parametrize(
    "screens",
    [SOME_SCREENS, pytest.param(ALL_SCREENS, marks=pytest.mark.full)],
    ids=["some screens", "all screens"],
)
def test_every_kind_of_page_is_for_everyone(
    built_site: Path,
    site_server: StaticServer,
    visitor: Page,
    screens: tuple[tuple[int, str], ...],
) -> None:
    looks = (*of_first_language(every_look(built_site)), *MORE)
    assert len(looks) > 25
    assert [one for look in looks for one in faults(visitor, site_server.url + look, screens)] == []


def test_every_kind_of_page_in_other_languages(
    built_site: Path, site_server: StaticServer, greek: StaticServer, visitor: Page
) -> None:
    in_greek = of_first_language(every_look(greek.folder))
    in_french = [*(one for one in every_look(built_site) if one.startswith("fr/")), "fr/browse/"]
    assert min(len(in_greek), len(in_french)) > 10
    addresses = [
        *(greek.url + look for look in in_greek),
        *(site_server.url + look for look in in_french),
    ]
    assert [
        one for address in addresses for one in faults(visitor, address, SOME_SCREENS[:1])
    ] == []


# Without a script a page shows nothing that only a script could answer.
IDLE = """() => [...document.querySelectorAll("button, select, input, dialog")]
  .filter((one) => one.checkVisibility() && !one.closest("form[action]")
    && !one.matches(".md-toggle, [popovertarget]"))
  .map((one) => one.outerHTML.slice(0, 120))"""


def test_without_scripts_every_kind_of_page_is_whole(
    browser: Browser, built_site: Path, site_server: StaticServer
) -> None:
    found = []
    with browser.new_context(java_script_enabled=False) as context:
        page = context.new_page()
        for address in of_first_language(page_types(built_site)):
            page.goto(site_server.url + address)
            expect(page.locator("h1")).to_be_visible()
            found += [(address, one) for one in (*page.evaluate(IDLE), *too_wide(page))]
    assert found == []


def focused(page: Page) -> str:
    """Say what has the focus, and that it can be seen."""
    return str(
        page.evaluate(
            """() => {
              const at = document.activeElement;
              const box = at.getBoundingClientRect();
              const style = getComputedStyle(at);
              const inView = box.bottom > 0 && box.top < innerHeight && box.width > 0;
              const marked = parseFloat(style.outlineWidth) > 0 && style.outlineStyle !== "none";
              return `${at.tagName} ${inView && (marked || at.matches(".gp-title,.gp-results"))}`;
            }"""
        )
    )


def test_a_walk_through_search_and_filters_by_keyboard(
    page: Page, site_server: StaticServer
) -> None:
    page.set_viewport_size({"width": 1280, "height": 800})
    page.goto(f"{site_server.url}browse/")
    page.wait_for_selector("[data-gp-ready]", state="attached")
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")  # the skip link
    expect(page.locator("h1")).to_be_focused()
    page.keyboard.press("Tab")
    expect(page.locator("[data-gp-q]")).to_be_focused()
    page.keyboard.type("network")
    page.keyboard.press("Enter")
    expect(page.locator(".gp-chip")).to_have_count(1)
    for _ in range(12):  # the button, the folds and boxes: each is seen when it is reached
        page.keyboard.press("Tab")
        assert focused(page).endswith(" true"), focused(page)
        if page.locator(".gp-check input:focus").count():
            break
    box = page.locator(".gp-check input:focus")
    expect(box).to_have_count(1)
    page.keyboard.press("Space")
    expect(page.locator(".gp-chip:not(.gp-chip--clear)")).to_have_count(2)
    expect(box).to_be_focused()  # the next choice is one key away
    page.go_back()
    expect(page.locator(".gp-chip")).to_have_count(1)


def test_the_filters_of_a_phone_open_and_close_by_keyboard(
    page: Page, site_server: StaticServer
) -> None:
    page.set_viewport_size({"width": 360, "height": 700})
    page.goto(f"{site_server.url}browse/")
    page.wait_for_selector("[data-gp-ready]", state="attached")
    toggle = page.locator(".gp-finder__toggle")
    toggle.focus()
    page.keyboard.press("Enter")
    expect(toggle).to_have_attribute("aria-expanded", "true")
    page.keyboard.press("Tab")
    assert page.locator(".gp-filters :focus").count() == 1
    page.keyboard.press("Escape")
    expect(toggle).to_have_attribute("aria-expanded", "false")
    expect(toggle).to_be_focused()


def test_who_changes_language_takes_the_question_along(
    page: Page, site_server: StaticServer
) -> None:
    page.goto(f"{site_server.url}browse/?q=network&countries=IE")
    page.wait_for_selector("[data-gp-ready]", state="attached")
    count = page.locator("[data-gp-count]").inner_text().split()[0]
    page.locator(".gp-languages a[hreflang=fr]").click()
    page.wait_for_url("**/fr/browse/?q=network&countries=IE")
    page.wait_for_selector("[data-gp-ready]", state="attached")
    expect(page.locator("[data-gp-count]")).to_have_text(
        f"{count} fiches" if count != "1" else "1 fiche"
    )


def test_the_open_filters_of_a_phone_say_how_many_are_left(
    page: Page, site_server: StaticServer
) -> None:
    page.set_viewport_size({"width": 360, "height": 700})
    page.goto(f"{site_server.url}browse/")
    page.wait_for_selector("[data-gp-ready]", state="attached")
    page.locator(".gp-finder__toggle").click()
    option = page.locator(".gp-facet[open] .gp-option:not(.gp-option--empty)").first
    count = option.locator(".gp-count").inner_text()
    option.locator("input").check()
    close = page.locator("[data-gp-close]")
    expect(close).to_be_in_viewport()
    expect(close).to_contain_text(f"({count})")


def test_the_missing_page_can_be_read_without_its_styles(
    page: Page, site_server: StaticServer
) -> None:
    # The site is served from another place than mkdocs.yml says, so nothing absolute is found.
    page.set_viewport_size({"width": 360, "height": 700})
    page.goto(f"{site_server.url}404.html")
    expect(page.locator("h1")).to_be_visible()
    font = page.locator("h1").evaluate("one => getComputedStyle(one).fontFamily")
    assert "Atkinson" not in font  # so no style has come
    sizes = page.locator("svg").evaluate_all(
        "all => all.map((one) => one.getBoundingClientRect().width)"
    )
    assert max(sizes, default=0) <= 24
    assert page.evaluate("document.documentElement.scrollWidth") <= 360
