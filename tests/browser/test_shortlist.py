"""Shortlist and comparison in a real browser: keeping, sharing, comparing, printing."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import parse_qs, quote, urlsplit

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, ViewportSize, expect

from tools.static_server import StaticServer

A4_ACROSS = (842, 595)  # points
PHONE = ViewportSize(width=320, height=700)
DESK = ViewportSize(width=1280, height=900)


@pytest.fixture(scope="module")
def facts(built_site: Path) -> dict[str, dict[str, object]]:
    """What the shards say of each entry, in English."""
    found: dict[str, dict[str, object]] = {}
    for shard in (built_site / "data/details/en").glob("*.json"):
        found |= json.loads(shard.read_text("utf-8"))["entries"]
    return found


@pytest.fixture(scope="module")
def ids(facts: dict[str, dict[str, object]]) -> list[str]:
    """Five entries of one collection."""
    kinds = [str(one["kind"]) for one in facts.values()]
    most = max(sorted(set(kinds)), key=kinds.count)
    return [one for one in sorted(facts) if facts[one]["kind"] == most][:5]


@pytest.fixture
def context(browser: Browser) -> Iterator[BrowserContext]:
    """Tabs that share a memory, in which no script may fail."""
    with browser.new_context(viewport=DESK, locale="en-GB") as context:
        context.set_default_timeout(5000)
        context.grant_permissions(["clipboard-read", "clipboard-write"])
        faults: list[str] = []
        context.on("weberror", lambda error: faults.append(str(error.error)))
        context.on(
            "console",
            lambda said: faults.append(said.text) if said.type in {"error", "warning"} else None,
        )
        yield context
        assert faults == []
        assert context.cookies() == []


@pytest.fixture
def tab(context: BrowserContext) -> Page:
    return context.new_page()


def stored(page: Page) -> list[str]:
    """Tell what this browser keeps, by the ids in their order."""
    key = "Object.keys(localStorage).find((key) => key.endsWith('.shortlist'))"
    return list(page.evaluate(f"JSON.parse(localStorage.getItem({key}) ?? '[]').map((o) => o.id)"))


def keep(page: Page, server: StaticServer, ids: list[str]) -> None:
    for one in ids:
        page.goto(f"{server.url}{one}/")
        page.locator(".gp-tools > .gp-keep").click()


def open_list(page: Page, server: StaticServer, ids: list[str] | None = None) -> None:
    query = f"?list={','.join(ids)}" if ids else ""
    page.goto(f"{server.url}shortlist/{query}")
    page.wait_for_selector("[data-gp-list] li")


def open_comparison(page: Page, server: StaticServer, ids: list[str], lang: str = "") -> None:
    page.goto(f"{server.url}{lang}compare/?list={','.join(ids)}")
    page.wait_for_selector("table.gp-comparison")


def titles(page: Page) -> list[str]:
    return page.locator("[data-gp-list] .gp-card__title").all_inner_texts()


def test_nothing_is_stored_before_something_is_kept(
    tab: Page, site_server: StaticServer, ids: list[str]
) -> None:
    for path in ("", "browse/", f"{ids[0]}/", "shortlist/", f"compare/?list={ids[0]},{ids[1]}"):
        tab.goto(site_server.url + path)
        tab.wait_for_load_state("networkidle")
        expect(tab.locator(".gp-keeping")).to_be_hidden()
    assert tab.evaluate("Object.keys(localStorage)") == []


def test_an_entry_is_kept_and_let_go_from_its_page(
    tab: Page, site_server: StaticServer, ids: list[str], facts: dict[str, dict[str, object]]
) -> None:
    keep(tab, site_server, ids[:2])
    link = tab.locator(".gp-keeping")
    expect(link).to_have_text("Shortlist (2)")
    link.click()
    expect(tab.locator("[data-gp-list] li")).to_have_count(2)
    assert titles(tab) == [facts[one]["title"] for one in ids[:2]]
    tab.locator("[data-gp-list] a").first.click()
    tab.get_by_role("button", name="Remove from shortlist", exact=True).click()
    expect(link).to_have_text("Shortlist (1)")
    assert stored(tab) == [ids[1]]
    tab.goto(f"{site_server.url}{ids[1]}/")
    tab.get_by_role("button", name="Remove from shortlist", exact=True).click()
    expect(link).to_be_hidden()
    assert tab.evaluate("Object.keys(localStorage).filter((key) => /shortlist/.test(key))") == []


def test_cards_of_browse_can_be_kept_also_those_that_come_later(
    tab: Page, site_server: StaticServer
) -> None:
    tab.goto(f"{site_server.url}browse/")
    tab.wait_for_selector("[data-gp-ready]", state="attached")
    tab.locator("[data-gp-more]").click()
    expect(tab.locator(".gp-card")).not_to_have_count(20)
    expect(tab.locator(".gp-card .gp-keep")).to_have_count(tab.locator(".gp-card").count())
    last = tab.locator(".gp-card").last
    title = last.locator("h3").inner_text()
    last.get_by_role("button", name=f"Add to shortlist “{title}”").press("Enter")
    expect(last.get_by_role("button", name=f"Remove from shortlist “{title}”")).to_be_focused()
    open_list(tab, site_server)
    assert titles(tab) == [title]


@pytest.mark.parametrize(
    ("lang", "quoted", "now"),
    [("", "“{}”", "is on your shortlist now."),
     ("fr/", "«\u202f{}\u202f»", "est maintenant dans votre sélection.")],
)  # fmt: skip
def test_who_cannot_see_a_button_hears_what_it_did_once(
    tab: Page, site_server: StaticServer, lang: str, quoted: str, now: str
) -> None:
    tab.goto(f"{site_server.url}{lang}case-studies/")
    tab.wait_for_selector("[data-gp-ready]", state="attached")
    card = tab.locator(".gp-card").first
    title = quoted.format(card.locator("h3").inner_text())
    said = tab.locator("body > [role=status]")
    expect(said).to_have_text("")
    button = card.locator(".gp-keep")
    expect(button).to_contain_text(title)
    button.press("Enter")
    expect(said).to_have_text(f"{title} {now}")
    button.press("Enter")
    expect(said).not_to_contain_text(now)
    expect(said).to_contain_text(title)


def test_a_translation_is_kept_as_the_entry_that_it_translates(
    tab: Page, site_server: StaticServer, built_site: Path
) -> None:
    moved: dict[str, str] = {}
    for shard in (built_site / "data/details/en").glob("*.json"):
        moved |= json.loads(shard.read_text("utf-8"))["moved"]
    other, first = next(iter(sorted(moved.items())))
    keep(tab, site_server, [other])
    assert stored(tab) == [first]
    tab.goto(f"{site_server.url}{first}/")
    expect(tab.locator(".gp-entry .gp-tools .gp-keep")).to_have_text(re.compile("Remove|Retirer"))
    open_list(tab, site_server, [other, first])
    expect(tab.locator("[data-gp-list] li")).to_have_count(1)


def test_the_list_is_walked_with_the_keyboard(
    tab: Page, site_server: StaticServer, ids: list[str], facts: dict[str, dict[str, object]]
) -> None:
    keep(tab, site_server, ids[:3])
    open_list(tab, site_server)
    names = [str(facts[one]["title"]) for one in ids[:3]]
    down = tab.get_by_role("button", name=f"Move down “{names[0]}”")
    down.press("Enter")
    expect(down).to_be_focused()
    assert titles(tab) == [names[1], names[0], names[2]]
    down.press("Enter")
    expect(tab.locator("[data-gp-said]")).to_have_text(f"“{names[0]}” is number 3 now.")
    expect(tab.get_by_role("button", name=f"Move up “{names[0]}”")).to_be_focused()
    assert stored(tab) == [ids[1], ids[2], ids[0]]
    tab.get_by_role("button", name=f"Remove “{names[2]}”").press("Enter")
    expect(tab.get_by_role("button", name=f"Remove “{names[0]}”")).to_be_focused()
    assert stored(tab) == [ids[1], ids[0]]
    tab.get_by_role("button", name="Undo").press("Enter")
    expect(tab.locator("[data-gp-list] li")).to_have_count(3)
    assert stored(tab) == [ids[1], ids[2], ids[0]]
    tab.get_by_role("button", name="Remove all").press("Enter")
    expect(tab.locator("[data-gp-empty]")).to_be_visible()
    expect(tab.get_by_role("button", name="Undo")).to_be_focused()
    assert stored(tab) == []


def test_two_tabs_tell_the_same(
    context: BrowserContext, tab: Page, site_server: StaticServer, ids: list[str]
) -> None:
    keep(tab, site_server, ids[:1])
    other = context.new_page()
    open_list(other, site_server)
    keep(tab, site_server, ids[1:2])
    expect(other.locator("[data-gp-list] li")).to_have_count(2)
    expect(other.locator(".gp-keeping")).to_have_text("Shortlist (2)")
    other.get_by_role("button", name="Remove all").click()
    expect(tab.get_by_role("button", name="Add to shortlist", exact=True)).to_be_visible()
    expect(tab.locator(".gp-keeping")).to_be_hidden()


def test_a_list_that_was_sent_leaves_the_readers_own_alone(
    tab: Page, site_server: StaticServer, ids: list[str]
) -> None:
    keep(tab, site_server, ids[:2])
    open_list(tab, site_server, [ids[3], ids[1]])
    expect(tab.locator("[data-gp-sent]")).to_contain_text("Your own shortlist of 2 entries stays")
    assert stored(tab) == ids[:2]
    expect(tab.locator("[data-gp-act]")).to_have_count(0)
    tab.get_by_role("button", name="Add these to my shortlist").press("Enter")
    expect(tab.locator("[data-gp-said]")).to_have_text("Added 1 entry to your shortlist.")
    assert stored(tab) == [*ids[:2], ids[3]]
    assert urlsplit(tab.url).query == ""
    tab.go_back()
    expect(tab.locator("[data-gp-sent]")).to_be_visible()
    expect(tab.locator("[data-gp-list] li")).to_have_count(2)


def test_a_list_is_taken_along_as_address_and_as_text(
    tab: Page, site_server: StaticServer, ids: list[str], facts: dict[str, dict[str, object]]
) -> None:
    keep(tab, site_server, ids[:2])
    open_list(tab, site_server)
    tab.get_by_role("button", name="Copy the address of this list").press("Enter")
    expect(tab.locator("[data-gp-said]")).to_have_text("Copied.")
    address = tab.evaluate("navigator.clipboard.readText()")
    assert address == f"{site_server.url}shortlist/?list={','.join(ids[:2])}"
    tab.get_by_role("button", name="Copy as text").press("Enter")
    tab.wait_for_function("async () => (await navigator.clipboard.readText()).includes('\\n')")
    text = tab.evaluate("navigator.clipboard.readText()")
    for one in ids[:2]:
        summary = facts[one]["summary"]
        assert f"{facts[one]['title']}\n{summary}\n{site_server.url}{one}/\n" in text


def test_where_a_page_may_not_copy_the_reader_can(
    browser: Browser, site_server: StaticServer, ids: list[str]
) -> None:
    with browser.new_context(viewport=DESK) as context:
        page = context.new_page()
        page.add_init_script("Object.defineProperty(navigator, 'clipboard', { value: undefined })")
        open_list(page, site_server, ids[:2])
        page.get_by_role("button", name="Copy the address").press("Enter")
        field = page.get_by_label("Copy it from here:")
        expect(field).to_be_focused()
        expect(field).to_have_value(f"{site_server.url}shortlist/?list={','.join(ids[:2])}")


def test_what_is_gone_is_said(tab: Page, site_server: StaticServer, ids: list[str]) -> None:
    keep(tab, site_server, ids[:1])
    tab.evaluate(
        """() => {
          const key = Object.keys(localStorage).find((key) => key.endsWith(".shortlist"));
          const list = JSON.parse(localStorage.getItem(key));
          const gone = { id: "guides/no-longer", title: "An old guide" };
          localStorage.setItem(key, JSON.stringify([...list, gone, "nonsense", { id: 1 }]));
        }"""
    )
    open_list(tab, site_server)
    expect(tab.locator("[data-gp-list] li")).to_have_count(2)
    expect(tab.locator("[data-gp-list]")).to_contain_text(
        "“An old guide” is no longer part of this site."
    )
    tab.get_by_role("button", name="Remove “An old guide”").click()
    expect(tab.locator("[data-gp-list] li")).to_have_count(1)
    assert stored(tab) == ids[:1]


HOSTILE = (
    "<img src=x onerror=alert(1)>",
    "javascript:alert(1)",
    "__proto__",
    "constructor",
    "../../../etc/passwd",
    "%00",
    "a" * 3000,
    '"><script>alert(1)</script>',
)


@pytest.mark.parametrize("page", ["shortlist/", "compare/", "fr/compare/"])
def test_an_address_is_never_html(
    tab: Page, site_server: StaticServer, ids: list[str], page: str
) -> None:
    tab.on("dialog", lambda dialog: pytest.fail(dialog.message))
    for hostile in HOSTILE:
        tab.goto(f"{site_server.url}{page}?list={quote(hostile)},{ids[0]},{ids[1]}")
        tab.wait_for_selector(".gp-kept li, .gp-comparison")
        content = tab.locator(".gp-content")
        assert content.locator("script, img, [onerror]").count() == 0
        links = content.locator("a").evaluate_all("all => all.map((one) => one.href)")
        assert all(link.startswith(site_server.url) for link in links), links
    tab.goto(f"{site_server.url}{page}?list={','.join(f'x/{n}' for n in range(500))}")
    expect(tab.locator(".gp-page")).to_contain_text("x/0")
    assert tab.locator(".gp-kept li").count() <= 60


def test_up_to_four_are_compared_from_the_list(
    tab: Page, site_server: StaticServer, ids: list[str], facts: dict[str, dict[str, object]]
) -> None:
    keep(tab, site_server, ids)
    open_list(tab, site_server)
    boxes = tab.locator("[data-gp-list] input")
    expect(tab.locator("[data-gp-list] input:checked")).to_have_count(4)
    expect(boxes.nth(4)).to_be_disabled()
    boxes.nth(1).press("Space")
    expect(boxes.nth(4)).to_be_enabled()
    boxes.nth(4).press("Space")
    go = tab.get_by_role("link", name="Compare 4 entries")
    go.press("Enter")
    heads = tab.get_by_role("columnheader").locator("a")
    expect(heads).to_have_text([str(facts[ids[at]]["title"]) for at in (0, 2, 3, 4)])
    assert parse_qs(urlsplit(tab.url).query) == {"list": [",".join(ids[at] for at in (0, 2, 3, 4))]}


def test_browse_leads_to_a_comparison_of_what_it_shows_first(
    tab: Page, site_server: StaticServer
) -> None:
    tab.goto(f"{site_server.url}browse/?sort=title")
    tab.wait_for_selector("[data-gp-ready]", state="attached")
    first = tab.locator(".gp-card h3").all_inner_texts()[:4]
    tab.get_by_role("link", name="Compare the first 4").click()
    expect(tab.get_by_role("columnheader").locator("a")).to_have_text(first)


def test_a_comparison_is_a_table_that_says_what_is_the_same(
    tab: Page, site_server: StaticServer, ids: list[str], facts: dict[str, dict[str, object]]
) -> None:
    open_comparison(tab, site_server, ids[:3])
    assert tab.get_by_role("columnheader").count() == 4
    rows = tab.get_by_role("row")
    for row in rows.all()[2:]:
        values = row.get_by_role("cell").locator("div").all_inner_texts()
        same = len(set(values)) == 1
        known = values[0] != "not reported"
        assert row.get_by_role("rowheader").get_by_text("the same").count() == (same and known)
    before = rows.count()
    tab.get_by_label("Show only what differs").press("Space")
    assert rows.count() <= before
    for row in rows.all()[2:]:
        assert len(set(row.get_by_role("cell").locator("div").all_inner_texts())) > 1
    title = str(facts[ids[1]]["title"])
    tab.get_by_role("button", name=f"Take out “{title}”").press("Enter")
    expect(tab.get_by_role("columnheader").locator("a")).to_have_count(2)
    expect(tab.get_by_role("columnheader").locator("a").nth(1)).to_be_focused()
    tab.go_back()
    expect(tab.get_by_role("columnheader").locator("a")).to_have_count(3)


def test_different_kinds_are_compared_by_what_both_have(
    tab: Page, site_server: StaticServer, facts: dict[str, dict[str, object]], ids: list[str]
) -> None:
    kinds = {str(facts[one]["kind"]): one for one in facts if facts[one]["values"]}
    open_comparison(tab, site_server, ids[:1])
    own = set(tab.get_by_role("rowheader").all_inner_texts())
    for other in kinds.values():
        open_comparison(tab, site_server, [ids[0], other])
        shared = {name.split("\n")[0] for name in tab.get_by_role("rowheader").all_inner_texts()}
        bare = {name.removesuffix(" the same") for name in shared}
        assert bare <= own | {"Summary"} or facts[other]["kind"] == facts[ids[0]]["kind"]


@pytest.mark.parametrize("lang", ["", "fr/"])
def test_both_pages_fit_a_phone(
    tab: Page, site_server: StaticServer, ids: list[str], lang: str
) -> None:
    tab.set_viewport_size(PHONE)
    open_comparison(tab, site_server, ids[:4], lang)
    assert tab.evaluate("document.documentElement.scrollWidth") <= PHONE["width"]
    assert tab.get_by_role("columnheader").count() == 4
    assert tab.get_by_role("rowheader").count() > 1
    tab.goto(f"{site_server.url}{lang}shortlist/?list={','.join(ids)}")
    tab.wait_for_selector("[data-gp-list] li")
    assert tab.evaluate("document.documentElement.scrollWidth") <= PHONE["width"]


def test_four_entries_are_printed_across_a_sheet(
    tab: Page, site_server: StaticServer, ids: list[str]
) -> None:
    open_comparison(tab, site_server, ids[:4])
    sheet = tab.pdf(prefer_css_page_size=True)
    sizes = re.findall(rb"/MediaBox\s*\[\s*0\s+0\s+([\d.]+)\s+([\d.]+)\s*\]", sheet)
    assert {(round(float(width)), round(float(height))) for width, height in sizes} == {A4_ACROSS}


def test_paper_is_not_told_what_stays_in_the_browser(
    tab: Page, site_server: StaticServer, ids: list[str]
) -> None:
    tab.goto(f"{site_server.url}shortlist/?list={','.join(ids[:2])}")
    tab.wait_for_selector("[data-gp-list] li")
    expect(tab.locator(".gp-lede")).to_be_visible()
    tab.emulate_media(media="print")
    expect(tab.locator(".gp-lede")).to_be_hidden()
    expect(tab.locator("[data-gp-list] li").first).to_be_visible()


@pytest.mark.parametrize("page", ["shortlist/", "compare/", "fr/shortlist/", "fr/compare/"])
def test_without_a_script_the_page_says_that_it_needs_one(
    browser: Browser, site_server: StaticServer, ids: list[str], page: str
) -> None:
    with browser.new_context(java_script_enabled=False) as context:
        tab = context.new_page()
        tab.goto(f"{site_server.url}{page}?list={ids[0]},{ids[1]}")
        expect(tab.locator("noscript p")).to_contain_text("JavaScript")
        expect(tab.locator(".gp-page button:visible")).to_have_count(0)
        tab.goto(f"{site_server.url}{ids[0]}/")
        expect(tab.locator(".gp-keep")).to_have_count(0)
        expect(tab.locator(".gp-keeping")).to_be_hidden()


def test_only_what_is_shown_is_fetched(
    tab: Page, site_server: StaticServer, ids: list[str]
) -> None:
    site_server.requests.clear()
    open_comparison(tab, site_server, ids[:2])
    asked = [request.path for request in site_server.requests if "/data/" in request.path]
    assert 1 <= len(asked) <= 2
    assert all("/data/details/en/" in path for path in asked)
