"""Browse in a real browser: combining, sharing, going back, and doing without."""

from __future__ import annotations

import csv
import io
import itertools
import json
import re
from collections.abc import Iterator
from dataclasses import dataclass
from html import unescape
from pathlib import Path
from urllib.parse import parse_qs, quote, urlsplit

import pytest
from playwright.sync_api import Browser, Page, Route, ViewportSize, expect

from goodpractice.collation import key
from tests.indexes import whole_index
from tools.static_server import StaticServer

PHONE = ViewportSize(width=320, height=700)
DESK = ViewportSize(width=1280, height=900)


@dataclass(frozen=True)
class Case:
    """An entry of the site, two terms it has, a word of its title, and what fits each step."""

    entry: int
    title: str
    word: str
    facets: tuple[tuple[str, str], tuple[str, str]]
    fits: tuple[int, int]


@pytest.fixture(scope="module")
def data(built_site: Path) -> dict[str, object]:
    return whole_index(built_site)


def with_wider(held: list[int], terms: list[dict[str, int]]) -> list[int]:
    """Tell the terms of an entry, the wider ones too."""
    found = list(held)
    for at in found:
        found.extend([wide for wide in [terms[at].get("broader", at)] if wide not in found])
    return found


@pytest.fixture(scope="module")
def case(built_site: Path, data: dict[str, object]) -> Case:
    """Find an entry that two facets narrow down."""
    titles = json.loads((built_site / str(data["titles"])).read_text("utf-8"))
    columns: dict[str, list[list[int]]] = data["columns"]  # type: ignore[assignment]
    labels = {facet["id"]: facet["terms"] for facet in data["facets"]}  # type: ignore[attr-defined]
    columns = {
        name: [with_wider(held, labels[name]) for held in lists] for name, lists in columns.items()
    }
    for entry in range(int(str(data["count"]))):
        own = [(name, lists[entry][0]) for name, lists in columns.items() if lists[entry]]
        for (one, first), (two, second) in itertools.pairwise(own):
            a = {n for n, terms in enumerate(columns[one]) if first in terms}
            b = {n for n, terms in enumerate(columns[two]) if second in terms}
            if len(a) > len(a & b):
                word = max(re.findall(r"[a-z]+", titles[entry]), key=len)
                terms = ((one, labels[one][first]["id"]), (two, labels[two][second]["id"]))
                return Case(entry, titles[entry], word, terms, (len(a), len(a & b)))
    raise AssertionError("no entry of the site has two facets that narrow it down")


@pytest.fixture
def quiet(browser: Browser, site_server: StaticServer) -> Iterator[Page]:
    """A page that must reach no other host, raise no error, and store nothing but the palette."""
    context = browser.new_context(viewport=DESK, locale="en-GB", color_scheme="light")
    page = context.new_page()
    foreign: list[str] = []
    faults: list[str] = []
    page.on(
        "request",
        lambda request: (
            foreign.append(request.url)
            if urlsplit(request.url).scheme in {"http", "https"}
            and not request.url.startswith(site_server.url)
            else None
        ),
    )
    page.on("pageerror", lambda error: faults.append(str(error)))
    page.on(
        "console",
        lambda said: faults.append(said.text) if said.type in {"error", "warning"} else None,
    )
    yield page
    stored = page.evaluate("[...Object.keys(localStorage), ...Object.keys(sessionStorage)]")
    assert foreign == []
    assert faults == []
    assert [key for key in stored if not key.endswith(".__palette")] == []
    assert context.cookies() == []
    context.close()


def open_browse(page: Page, server: StaticServer, query: str = "") -> None:
    page.goto(f"{server.url}browse/{query}")
    page.wait_for_selector("[data-gp-ready]", state="attached")


def choose(page: Page, facet: str, term: str) -> None:
    """Tick a term, opening what hides it."""
    page.evaluate("document.querySelectorAll('.gp-filters details').forEach(d => d.open = true)")
    page.locator(f'[data-gp-facet="{facet}"] [data-gp-term="{term}"] input').check()


def says(page: Page, n: int) -> None:
    expect(page.locator("[data-gp-count]")).to_have_text(re.compile(rf"^{n} "))


def test_facets_and_words_combine(quiet: Page, site_server: StaticServer, case: Case) -> None:
    open_browse(quiet, site_server)
    (one, first), (two, second) = case.facets
    choose(quiet, one, first)
    says(quiet, case.fits[0])
    choose(quiet, two, second)
    says(quiet, case.fits[1])
    expect(quiet.locator(".gp-card")).to_have_count(min(case.fits[1], 20))

    quiet.locator("[data-gp-q]").fill(case.word.upper())
    quiet.keyboard.press("Enter")
    expect(quiet).to_have_url(re.compile(rf"\?q={quote(case.word.upper())}&"))
    asked = parse_qs(urlsplit(quiet.url).query)
    assert asked == {"q": [case.word.upper()], one: [first], two: [second]}
    shown = quiet.locator(".gp-card h3").all_inner_texts()
    assert any(case.title.startswith(title.lower()) for title in shown), (case, shown)


def test_the_title_says_what_is_shown(
    quiet: Page, built_site: Path, site_server: StaticServer, case: Case
) -> None:
    open_browse(quiet, site_server)
    usual = quiet.title()
    (one, first), _ = case.facets
    choose(quiet, one, first)
    label = quiet.locator(f'[data-gp-facet="{one}"] [data-gp-term="{first}"] label > span').first
    expect(quiet).to_have_title(f"{label.inner_text()} - {usual}")
    open_browse(quiet, site_server, f"?q={case.word}&{one}={first}")
    expect(quiet).to_have_title(f"{case.word}, {label.inner_text()} - {usual}")
    quiet.go_back()
    expect(quiet).to_have_title(f"{label.inner_text()} - {usual}")
    quiet.goto(f"{site_server.url}browse/page-2/")
    assert quiet.title() != usual
    assert "page 2" in quiet.title()


def test_a_copied_fact_has_a_space_behind_its_name(quiet: Page, site_server: StaticServer) -> None:
    quiet.goto(f"{site_server.url}case-studies/schlangenfuss/")
    copied = "() => (getSelection().selectAllChildren(document.body), String(getSelection()))"
    assert re.search(r"Rests on\s+Published source", quiet.evaluate(copied))


def test_an_address_can_be_shared(quiet: Page, site_server: StaticServer, case: Case) -> None:
    (one, first), (two, second) = case.facets
    open_browse(quiet, site_server, f"?{one}={first}&{two}={second},nonsense")
    says(quiet, case.fits[1])
    expect(quiet.locator(".gp-chip:not(.gp-chip--clear)")).to_have_count(2)
    checked = quiet.locator(".gp-filters input:checked")
    expect(checked).to_have_count(2)
    for at in range(2):  # what is chosen is in sight
        expect(checked.nth(at)).to_be_visible()


def test_back_and_forward_work(quiet: Page, site_server: StaticServer, case: Case) -> None:
    (one, first), (two, second) = case.facets
    open_browse(quiet, site_server)
    choose(quiet, one, first)
    says(quiet, case.fits[0])
    choose(quiet, two, second)
    says(quiet, case.fits[1])
    quiet.go_back()
    says(quiet, case.fits[0])
    expect(quiet.locator(".gp-filters input:checked")).to_have_count(1)
    quiet.go_back()
    expect(quiet.locator(".gp-filters input:checked")).to_have_count(0)
    quiet.go_forward()
    says(quiet, case.fits[0])


def test_a_chip_takes_its_filter_away(quiet: Page, site_server: StaticServer, case: Case) -> None:
    (one, first), (two, second) = case.facets
    open_browse(quiet, site_server, f"?{one}={first}&{two}={second}")
    says(quiet, case.fits[1])
    quiet.locator(".gp-chip").nth(1).click()
    expect(quiet.locator(".gp-chip")).to_have_count(1)
    expect(quiet.locator(".gp-results")).to_be_focused()
    quiet.locator(".gp-chip").click()
    assert urlsplit(quiet.url).query == ""


def test_nothing_found_offers_the_way_back(
    quiet: Page, site_server: StaticServer, case: Case
) -> None:
    one, first = case.facets[0]
    open_browse(quiet, site_server, f"?q=zzzzqqqq&{one}={first}")
    says(quiet, 0)
    back = quiet.locator("[data-gp-none] button")
    expect(back).to_have_count(1)
    expect(back).to_contain_text(f"({case.fits[0]})")
    back.click()
    says(quiet, case.fits[0])


def test_a_term_that_would_leave_nothing_cannot_be_chosen(
    quiet: Page, site_server: StaticServer, case: Case
) -> None:
    one, first = case.facets[0]
    open_browse(quiet, site_server, f"?{one}={first}")
    says(quiet, case.fits[0])
    quiet.evaluate("document.querySelectorAll('.gp-filters details').forEach(d => d.open = true)")
    expect(quiet.locator(".gp-option:not(:has(input))")).to_have_count(0)
    for option in quiet.locator(".gp-option").all():
        count = option.locator(".gp-count").text_content()
        field = option.locator("input")
        assert field.is_disabled() == (count == "0" and not field.is_checked())


def test_more_is_shown_on_request(quiet: Page, site_server: StaticServer) -> None:
    open_browse(quiet, site_server)
    more = quiet.locator("[data-gp-more]")
    total = int((quiet.locator("[data-gp-count]").text_content() or "0").split()[0])
    assert total > 20
    more.click()
    expect(quiet.locator(".gp-card")).to_have_count(min(total, 40))
    titles = quiet.locator(".gp-card h3 a").evaluate_all("all => all.map(a => a.href)")
    assert len(set(titles)) == len(titles)
    expect(quiet.locator(".gp-card h3 a").nth(20)).to_be_focused()


def test_words_are_only_fetched_when_asked_for(quiet: Page, site_server: StaticServer) -> None:
    site_server.requests.clear()
    open_browse(quiet, site_server)
    quiet.wait_for_load_state("networkidle")
    asked = [request.path for request in site_server.requests]
    assert not [path for path in asked if "/pagefind/" in path or "/titles" in path]


def facets_asked(server: StaticServer) -> list[str]:
    paths = (request.path for request in server.requests)
    return [path.rpartition("/")[2].removesuffix(".json") for path in paths if "/facets/" in path]


def first_shut(page: Page) -> str:
    shut = page.locator(".gp-filters > [data-gp-facet]:not([open])").first
    return str(shut.get_attribute("data-gp-facet"))


def test_a_facet_is_fetched_when_it_is_opened_or_asked_for(
    quiet: Page, site_server: StaticServer
) -> None:
    site_server.requests.clear()
    open_browse(quiet, site_server, "?roles=teacher")
    standing = quiet.locator(".gp-filters > [data-gp-facet][open]")
    open_ones = standing.evaluate_all("all => all.map((one) => one.dataset.gpFacet)")
    assert set(facets_asked(site_server)) == {*open_ones, "roles"}
    name = first_shut(quiet)
    shut = quiet.locator(f'[data-gp-facet="{name}"]')
    expect(shut.locator("input")).to_have_count(0)
    shut.locator("summary").first.click()
    expect(shut.locator("input").first).to_be_visible()
    expect(shut.locator(".gp-option:not(:has(input))")).to_have_count(0)
    assert facets_asked(site_server).count(name) == 1


def test_a_facet_that_cannot_be_fetched_says_so_and_keeps_its_links(
    browser: Browser, site_server: StaticServer
) -> None:
    with browser.new_context(viewport=DESK) as context:
        page = context.new_page()
        open_browse(page, site_server)
        page.route("**/facets/**", lambda route: route.abort())
        shut = page.locator(f'[data-gp-facet="{first_shut(page)}"]')
        shut.locator("summary").first.click()
        expect(page.locator("[data-gp-failure]")).to_be_visible()
        expect(shut.locator("a").first).to_be_visible()
        page.unroute("**/facets/**")
        shut.locator("summary").first.click()
        shut.locator("summary").first.click()
        expect(shut.locator("input").first).to_be_visible()
        expect(page.locator("[data-gp-failure]")).to_be_hidden()


def test_a_collection_stays_among_its_own(
    quiet: Page, site_server: StaticServer, data: dict[str, object], built_site: Path
) -> None:
    columns: dict[str, list[list[int]]] = data["columns"]  # type: ignore[assignment]
    kinds = next(f for f in data["facets"] if f["id"] == "collection")["terms"]  # type: ignore[attr-defined]
    at = columns["collection"][0][0]
    quiet.goto(f"{site_server.url}{kinds[at]['id']}/?collection=nonsense")
    quiet.wait_for_selector("[data-gp-ready]", state="attached")
    says(quiet, sum(at in own for own in columns["collection"]))
    expect(quiet.locator('[data-gp-facet="collection"]')).to_have_count(0)


@pytest.mark.parametrize("path", ["", "browse/", "fr/browse/"])
def test_pages_fit_a_phone(quiet: Page, site_server: StaticServer, path: str) -> None:
    quiet.set_viewport_size(PHONE)
    quiet.goto(site_server.url + path)
    assert quiet.evaluate("document.documentElement.scrollWidth") <= PHONE["width"]
    if path.endswith("browse/"):
        quiet.wait_for_selector("[data-gp-ready]", state="attached")
        filters = quiet.locator(".gp-filters")
        expect(filters).to_be_hidden()
        expect(quiet.locator(".gp-card").first).to_be_visible()
        quiet.locator(".gp-finder__toggle").click()
        expect(filters).to_be_visible()
        assert quiet.evaluate("document.documentElement.scrollWidth") <= PHONE["width"]
        quiet.locator("[data-gp-close]").click()
        expect(filters).to_be_hidden()


LINES_OF_WORDS = """() => {
  const [text] = document.querySelector(".gp-name").childNodes;
  return [...text.data.matchAll(/\\S+/g)].map(({ index, 0: word }) => {
    const range = document.createRange();
    range.setStart(text, index);
    range.setEnd(text, index + word.length);
    return new Set([...range.getClientRects()].map(({ top }) => top)).size;
  });
}"""


def test_large_letters_part_the_sites_name_between_words(
    quiet: Page, site_server: StaticServer
) -> None:
    quiet.set_viewport_size(PHONE)
    quiet.goto(site_server.url)
    quiet.add_style_tag(content="html { font-size: 200% !important }")
    assert set(quiet.evaluate(LINES_OF_WORDS)) == {1}
    assert quiet.evaluate("document.documentElement.scrollWidth") <= PHONE["width"]


def test_without_a_script_every_value_has_its_page(
    browser: Browser, site_server: StaticServer
) -> None:
    with browser.new_context(java_script_enabled=False, viewport=DESK) as context:
        page = context.new_page()
        page.goto(f"{site_server.url}browse/")
        assert "needs JavaScript" in page.locator("noscript").inner_text()
        expect(page.locator(".gp-card")).to_have_count(20)
        option = page.locator(".gp-option", has=page.locator(".gp-count", has_text="1")).first
        count = int(option.locator(".gp-count").inner_text())
        option.locator("a").click()
        expect(page.locator("h1")).to_be_visible()
        assert page.locator(".gp-card, .gp-rows > li").count() >= min(count, 20)


def test_without_a_script_a_phone_reaches_the_filters(
    browser: Browser, site_server: StaticServer
) -> None:
    with browser.new_context(java_script_enabled=False, viewport=PHONE) as context:
        page = context.new_page()
        page.goto(f"{site_server.url}browse/")
        expect(page.locator(".gp-filters")).to_be_hidden()
        page.locator(".gp-finder__toggle").click()
        expect(page.locator(".gp-filters")).to_be_visible()


def test_the_menu_opens_and_closes_by_keyboard(quiet: Page, site_server: StaticServer) -> None:
    quiet.set_viewport_size(PHONE)
    quiet.goto(site_server.url)
    menu = quiet.locator(".gp-menu")
    quiet.keyboard.press("Tab")
    expect(quiet.locator(".gp-skip")).to_be_focused()
    menu.focus()
    quiet.keyboard.press("Enter")
    expect(quiet.locator(".gp-nav")).to_be_visible()
    quiet.keyboard.press("Tab")
    expect(quiet.locator(".gp-nav a").first).to_be_focused()
    quiet.keyboard.press("Escape")
    expect(quiet.locator(".gp-nav")).to_be_hidden()
    expect(menu).to_be_focused()
    quiet.keyboard.press("Enter")
    quiet.locator(".gp-nav a").last.focus()
    quiet.keyboard.press("Tab")
    expect(quiet.locator(".gp-nav")).to_be_hidden()
    expect(quiet.locator(":focus")).to_be_visible()


def test_the_menu_of_a_phone_needs_no_script(browser: Browser, site_server: StaticServer) -> None:
    with browser.new_context(java_script_enabled=False, viewport=PHONE) as context:
        page = context.new_page()
        page.goto(site_server.url)
        expect(page.locator(".gp-palette")).to_be_hidden()
        expect(page.locator(".gp-nav")).to_be_hidden()
        page.locator(".gp-menu").click()
        expect(page.locator(".gp-nav")).to_be_visible()


def test_the_colours_follow_the_machine_until_they_are_chosen(
    quiet: Page, site_server: StaticServer
) -> None:
    def shows(scheme: str) -> None:
        expect(quiet.locator("body")).to_have_attribute("data-md-color-scheme", scheme)

    quiet.goto(site_server.url)
    shows("default")
    quiet.emulate_media(color_scheme="dark")
    shows("slate")
    button = quiet.get_by_role("button", name="Dark colours")
    expect(button).to_have_attribute("aria-pressed", "true")
    button.click()
    expect(button).to_have_attribute("aria-pressed", "false")
    quiet.goto(f"{site_server.url}browse/")
    shows("default")


CONTRAST = """accent => {
  document.documentElement.style.setProperty("--gp-accent", accent);
  const canvas = document.createElement("canvas").getContext("2d", { willReadFrequently: true });
  const light = (colour) => {
    canvas.fillStyle = colour;
    canvas.fillRect(0, 0, 1, 1);
    const [r, g, b] = [...canvas.getImageData(0, 0, 1, 1).data].map((c) => c / 255)
      .map((c) => (c <= 0.04045 ? c / 12.92 : ((c + 0.055) / 1.055) ** 2.4));
    return 0.2126 * r + 0.7152 * g + 0.0722 * b;
  };
  const contrast = (link, ground) => {
    const pair = [light(getComputedStyle(document.querySelector(link)).color),
      light(getComputedStyle(document.querySelector(ground)).backgroundColor)];
    return (Math.max(...pair) + 0.05) / (Math.min(...pair) + 0.05);
  };
  return Math.min(contrast(".gp-crumbs a", "body"), contrast(".gp-footer a", ".gp-footer"));
}"""


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_any_accent_can_be_read(browser: Browser, site_server: StaticServer, scheme: str) -> None:
    context = browser.new_context(color_scheme=scheme, bypass_csp=True)  # type: ignore[arg-type]
    with context:
        page = context.new_page()
        page.goto(f"{site_server.url}browse/")
        for accent in ("#0b5563", "#ffff00", "#ff0000", "#00ff00", "#0000ff", "#ffffff", "#000000"):
            assert page.evaluate(CONTRAST, accent) >= 7, accent


def test_a_choice_low_in_the_column_leaves_the_results_in_sight(
    quiet: Page, site_server: StaticServer
) -> None:
    open_browse(quiet, site_server)
    quiet.evaluate("document.querySelectorAll('.gp-filters details').forEach(d => d.open = true)")
    quiet.evaluate("scrollTo(0, document.body.scrollHeight / 2)")
    quiet.locator(".gp-filters input:enabled").last.check()
    expect(quiet.locator(".gp-chip")).to_have_count(1)
    expect(quiet.locator("[data-gp-count]")).to_be_in_viewport()
    expect(quiet.locator(".gp-card").first).to_be_in_viewport()


def test_a_slip_of_the_finger_is_answered_with_the_nearest_word(
    quiet: Page, site_server: StaticServer
) -> None:
    open_browse(quiet, site_server, "?q=netwroks")
    says(quiet, 0)
    quiet.locator("[data-gp-none] a").click()
    expect(quiet).to_have_url(re.compile(r"\?q=networks$"))
    expect(quiet.locator(".gp-card").first).to_be_visible()


def titles(page: Page) -> list[str]:
    return page.locator(".gp-card h3").all_inner_texts()


def by_places(data: dict[str, object], order: str) -> list[int]:
    """Tell the first entries in an order, those alike as they stand."""
    places = list(itertools.accumulate(data["orders"][order]))  # type: ignore[index]
    return sorted(range(len(places)), key=lambda entry: places[entry])


def card_titles(site: Path, entries: list[int]) -> list[str]:
    """Read the titles off the cards that browse fetches."""
    found = []
    for entry in entries:
        shard = json.loads((site / f"data/cards/en/{entry // 50}.json").read_text("utf-8"))
        title = re.search(r"<h3[^>]*><a[^>]*>([^<]*)</a>", shard["cards"][entry % 50])
        assert title
        found.append(unescape(title[1]))
    return found


def test_entries_are_sorted_by_the_keyboard(
    quiet: Page, site_server: StaticServer, built_site: Path, data: dict[str, object]
) -> None:
    open_browse(quiet, site_server)
    usual = titles(quiet)
    order = quiet.get_by_label("Sort by")
    order.focus()
    quiet.keyboard.press("ArrowDown")
    expect(quiet).to_have_url(re.compile(r"\?sort=title$"))
    wanted = card_titles(built_site, by_places(data, "title")[:40])
    expect(quiet.locator(".gp-card h3")).to_have_text(wanted[:20])
    expect(order).to_be_focused()
    quiet.locator("[data-gp-more]").click()
    expect(quiet.locator(".gp-card")).to_have_count(len(wanted))
    assert titles(quiet) == wanted
    quiet.go_back()
    expect(quiet.locator(".gp-card h3").first).to_have_text(usual[0])
    expect(order).to_have_value("")
    quiet.go_forward()
    expect(quiet.locator(".gp-card h3").first).to_have_text(wanted[0])
    expect(order).to_have_value("title")


def test_every_order_of_the_model_stands_in_an_address(
    quiet: Page, site_server: StaticServer, built_site: Path, data: dict[str, object]
) -> None:
    orders: dict[str, list[int]] = data["orders"]  # type: ignore[assignment]
    assert len(orders) > 2
    for order in orders:
        open_browse(quiet, site_server, f"?sort={order}")
        assert titles(quiet) == card_titles(built_site, by_places(data, order)[:20])
        expect(quiet.get_by_label("Sort by")).to_have_value(order)


def test_what_is_found_stands_by_how_well_it_fits_or_as_asked(
    quiet: Page, site_server: StaticServer
) -> None:
    open_browse(quiet, site_server, "?q=school")
    expect(quiet.get_by_label("Sort by")).to_have_value("")
    expect(quiet.locator("[data-gp-order] option").first).to_have_text("Best match")
    fitting = titles(quiet)
    quiet.get_by_label("Sort by").select_option("title")
    expect(quiet).to_have_url(re.compile(r"\?q=school&sort=title$"))
    expect(quiet.locator(".gp-card h3").first).not_to_have_text(fitting[0])
    assert titles(quiet) == sorted(titles(quiet), key=lambda title: key(title, "en"))


def test_one_kind_of_page_stands_by_title_and_offers_no_foreign_order(
    quiet: Page, site_server: StaticServer
) -> None:
    quiet.goto(f"{site_server.url}networks/")
    quiet.wait_for_selector("[data-gp-ready]", state="attached")
    offered = quiet.locator("[data-gp-order] option").all_inner_texts()
    assert offered[0] == "Title"
    assert not any("Evidence" in one or "Kind" in one for one in offered)


def test_without_a_script_nothing_offers_to_sort(
    browser: Browser, site_server: StaticServer
) -> None:
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(f"{site_server.url}browse/?sort=title")
    expect(page.locator("[data-gp-sort]")).to_be_hidden()
    expect(page.locator(".gp-card")).not_to_have_count(0)
    context.close()


def test_what_is_found_is_saved_as_a_table(
    quiet: Page, site_server: StaticServer, case: Case, data: dict[str, object]
) -> None:
    (one, first), (two, second) = case.facets
    open_browse(quiet, site_server, f"?{one}={first}&{two}={second}&sort=title")
    says(quiet, case.fits[1])
    cards = quiet.locator(".gp-card h3 a")
    shown = [[link.inner_text(), link.evaluate("one => one.href")] for link in cards.all()]
    with quiet.expect_download() as saved:
        quiet.get_by_role("button", name="Save as a table (CSV)").press("Enter")
    assert saved.value.suggested_filename == f"Browse-{first}-{second}.csv"
    text = Path(saved.value.path()).read_bytes().decode("utf-8-sig")
    head, *rows = csv.reader(io.StringIO(text, newline=""), strict=True)
    labels = [facet["label"] for facet in data["facets"]]  # type: ignore[attr-defined]
    assert head == ["Title", "Summary", "Address", *labels]
    assert [[row[0], row[2]] for row in rows][:20] == shown
    assert len(rows) == case.fits[1]
    assert all(row[3] and len(row) == len(head) for row in rows)


def test_words_that_no_entry_holds_together_lead_to_those_that_one_does(
    quiet: Page, site_server: StaticServer, case: Case
) -> None:
    one, first = case.facets[0]
    open_browse(quiet, site_server, f"?q=zzzzqqqq+{case.word}&{one}={first}")
    says(quiet, 0)
    way = quiet.locator("[data-gp-none] button").first
    expect(way).to_contain_text(f"“{case.word}”")
    left = re.search(r"\((\d+)\)", way.inner_text())
    assert left
    way.click()
    assert parse_qs(urlsplit(quiet.url).query) == {"q": [case.word], one: [first]}
    says(quiet, int(left[1]))
    expect(quiet.locator(".gp-card", has_text=case.title).first).to_be_visible()


def test_a_question_that_hardly_anything_answers_is_offered_with_fewer_words(
    quiet: Page, site_server: StaticServer, case: Case
) -> None:
    others = re.findall(r"[a-z]{4,}", case.title)
    open_browse(quiet, site_server, f"?q={'+'.join(others)}")
    assert quiet.locator(".gp-card").count() in {1, 2}
    way = quiet.locator("[data-gp-none] button").first
    left = re.search(r"\((\d+)\)", way.inner_text())
    assert left
    way.click()
    says(quiet, int(left[1]))
    assert int(left[1]) > 1


def test_nothing_found_is_neither_sorted_nor_saved(
    quiet: Page, site_server: StaticServer, case: Case
) -> None:
    open_browse(quiet, site_server, "?q=zzzzqqqq")
    says(quiet, 0)
    expect(quiet.locator("[data-gp-order], [data-gp-csv]").locator("visible=true")).to_have_count(0)
    quiet.locator(".gp-chip").first.click()
    expect(quiet.locator("[data-gp-order]")).to_be_visible()


def test_while_the_answer_is_on_its_way_the_page_owns_to_the_question(
    quiet: Page, site_server: StaticServer, case: Case
) -> None:
    waiting: list[Route] = []
    quiet.route("**/data/browse.*.json", lambda route: waiting.append(route))  # noqa: PLW0108 (a built-in takes no attributes)
    quiet.goto(f"{site_server.url}browse/?q={case.word}")
    expect(quiet.locator("[data-gp-count]")).to_have_text("Searching…")
    expect(quiet.locator("[data-gp-q]")).to_have_value(case.word)
    expect(quiet.locator("[data-gp-results]")).to_have_attribute("aria-busy", "true")
    waiting[0].continue_()
    expect(quiet.locator("[data-gp-count]")).to_have_text(re.compile(r"^\d+ entr"))
    expect(quiet.locator("[data-gp-results]")).to_have_attribute("aria-busy", "false")


COUNTS = """() => new MutationObserver(() => {
  window.seen = [...(window.seen ?? []), document.querySelector('[data-gp-count]').textContent];
}).observe(document.querySelector('[data-gp-count]'), { childList: true })"""


def test_no_count_stands_beside_a_question_that_it_does_not_answer(
    quiet: Page, site_server: StaticServer, case: Case
) -> None:
    open_browse(quiet, site_server)
    usual = quiet.locator("[data-gp-count]").inner_text()
    waiting: list[Route] = []
    quiet.route("**/pagefind.js", lambda route: waiting.append(route))  # noqa: PLW0108
    quiet.evaluate(COUNTS)
    quiet.locator("[data-gp-q]").fill(case.word)
    quiet.keyboard.press("Enter")
    expect(quiet.locator("[data-gp-count]")).to_have_text("Searching…")
    expect(quiet.locator("[data-gp-sentence]")).to_have_text("")
    quiet.wait_for_timeout(100)
    waiting[0].continue_()
    expect(quiet.locator("[data-gp-count]")).to_have_text(re.compile(r"^\d+ entr"))
    assert usual not in quiet.evaluate("window.seen")


def test_a_count_is_hidden_until_the_script_has_looked_at_the_address(
    quiet: Page, site_server: StaticServer, case: Case
) -> None:
    waiting: list[Route] = []
    quiet.route("**/browse.js", lambda route: waiting.append(route))  # noqa: PLW0108
    quiet.goto(f"{site_server.url}browse/?q={case.word}", wait_until="commit")
    count = quiet.locator("[data-gp-count]")
    count.wait_for(state="attached")
    opacity = "(one) => getComputedStyle(one).opacity"
    assert count.evaluate(opacity) == "0"
    quiet.wait_for_timeout(100)
    waiting[0].continue_()
    quiet.wait_for_selector("[data-gp-ready]", state="attached")
    assert count.evaluate(opacity) == "1"


def test_who_comes_back_finds_as_many_as_before(quiet: Page, site_server: StaticServer) -> None:
    open_browse(quiet, site_server)
    quiet.locator("[data-gp-more]").click()
    expect(quiet.locator(".gp-card").nth(20)).to_be_visible()
    shown = quiet.locator(".gp-card").count()
    quiet.locator(".gp-card h3 a").nth(20).click()
    expect(quiet.locator("[data-gp-browse]")).to_have_count(0)
    quiet.go_back()
    expect(quiet.locator(".gp-card")).to_have_count(shown)
    expect(quiet.locator(".gp-card").nth(20)).to_be_in_viewport()


def test_the_feed_is_that_of_the_chosen_term_with_the_fewest_entries(
    quiet: Page, site_server: StaticServer, case: Case, built_site: Path
) -> None:
    open_browse(quiet, site_server)
    feed = quiet.locator(".gp-results a[type='application/atom+xml']")
    usual = feed.get_attribute("href")
    (one, first), (two, second) = case.facets
    choose(quiet, one, first)
    choose(quiet, two, second)
    says(quiet, case.fits[1])
    address = feed.evaluate("one => one.href").removeprefix(site_server.url)
    assert (built_site / address).is_file()
    assert address.split("/")[-2] in {first.lower(), second.lower()}
    assert re.search("“.+”", feed.inner_text())
    quiet.get_by_role("button", name="Clear all").click()
    expect(feed).to_have_text("Follow what is new here in a feed reader")
    assert str(feed.evaluate("one => one.href")).endswith(str(usual).lstrip("./"))


def test_one_word_is_not_called_several(quiet: Page, site_server: StaticServer) -> None:
    open_browse(quiet, site_server, "?q=wales")
    expect(quiet.locator("[data-gp-sentence]")).to_have_text("with the word “wales”")
    open_browse(quiet, site_server, "?q=south+wales")
    expect(quiet.locator("[data-gp-sentence]")).to_have_text("with the words “south wales”")


@pytest.mark.parametrize(
    ("asked", "meant"), [("truency", "truancy"), ("absentieism", "absenteeism")]
)
def test_what_a_term_is_also_called_finds_its_entries(
    quiet: Page, site_server: StaticServer, asked: str, meant: str
) -> None:
    open_browse(quiet, site_server, f"?q={meant}")
    expect(quiet.locator(".gp-card").first).to_be_visible()
    open_browse(quiet, site_server, f"?q={asked}")
    says(quiet, 0)
    quiet.locator("[data-gp-none] a").click()
    expect(quiet).to_have_url(re.compile(rf"\?q={meant}$"))
    expect(quiet.locator(".gp-card").first).to_be_visible()


@pytest.mark.parametrize("lang", ["en", "fr"])
def test_each_kind_stands_by_the_titles_that_its_readers_see(
    quiet: Page, site_server: StaticServer, lang: str
) -> None:
    base = site_server.url + ("" if lang == "en" else f"{lang}/")
    quiet.goto(f"{base}browse/")
    drawn = titles(quiet)
    quiet.wait_for_selector("[data-gp-ready]", state="attached")
    while quiet.locator("[data-gp-more]").is_visible():
        before = quiet.locator(".gp-card").count()
        quiet.locator("[data-gp-more]").click()
        expect(quiet.locator(".gp-card")).not_to_have_count(before)
    kinds = quiet.locator(".gp-card__kicker > :first-child").all_inner_texts()
    shown = titles(quiet)
    assert shown[: len(drawn)] == drawn
    assert [kind for kind, _ in itertools.groupby(kinds)] == list(dict.fromkeys(kinds))
    for _, own in itertools.groupby(zip(kinds, shown, strict=True), key=lambda pair: pair[0]):
        names = [title for _, title in own]
        assert names == sorted(names, key=lambda title: key(title, lang))


def test_the_filters_of_a_phone_are_used_by_the_keyboard(
    quiet: Page, site_server: StaticServer
) -> None:
    quiet.set_viewport_size(PHONE)
    open_browse(quiet, site_server)
    toggle = quiet.locator(".gp-finder__toggle")
    toggle.press("Enter")
    box = quiet.locator(".gp-filters input:enabled:visible").first
    box.press("Space")
    expect(box).to_be_focused()
    expect(box).to_be_checked()
    expect(quiet.locator("[data-gp-left]")).to_have_text(re.compile(r"^\(\d+\)$"))
    box.press("Escape")
    expect(toggle).to_be_focused()
    expect(quiet.locator(".gp-filters")).to_be_hidden()
    toggle.press("Enter")
    quiet.locator("[data-gp-close]").press("Enter")
    expect(quiet.locator(".gp-results")).to_be_focused()


def test_an_empty_collection_invites_in_its_own_words(
    quiet: Page, site_server: StaticServer
) -> None:
    quiet.goto(f"{site_server.url}suppliers/")
    empty = quiet.locator(".gp-empty:visible")
    expect(empty).to_contain_text("Recommend it")
    expect(empty).not_to_contain_text("first account")


def test_the_keyboard_passes_by_the_filters(quiet: Page, site_server: StaticServer) -> None:
    open_browse(quiet, site_server)
    jump = quiet.locator(".gp-finder > a", has_text="Show the results")
    quiet.locator(".gp-finder button[type=submit]").focus()
    quiet.keyboard.press("Tab")
    expect(jump).to_be_focused()
    expect(jump).to_be_in_viewport()
    quiet.keyboard.press("Enter")
    quiet.keyboard.press("Tab")
    expect(quiet.locator("[data-gp-order]")).to_be_focused()


def test_a_later_page_says_which_it_is(quiet: Page, site_server: StaticServer) -> None:
    quiet.goto(f"{site_server.url}browse/page-2/")
    expect(quiet.locator(".gp-results__count")).to_have_text(re.compile(r"entries page 2 of \d"))
