"""An entry's page: what a reader in a hurry sees first."""

from __future__ import annotations

from pathlib import Path

from playwright.sync_api import Page

from tools.static_server import StaticServer

PHONE = {"width": 360, "height": 800}
# Words of each place on a scale in what leads the page, those that explain it, and the bar.
PLACES = """() => [...document.querySelectorAll('.gp-lead .gp-scale')].map((bar) => {
  const words = [...bar.closest('section').querySelectorAll('a')]
    .filter((one) => one.compareDocumentPosition(bar) & Node.DOCUMENT_POSITION_FOLLOWING);
  return [words.map((one) => one.getBoundingClientRect().bottom + scrollY),
    bar.getBoundingClientRect().top + scrollY];
})"""


def test_a_phones_first_screen_holds_what_counts(
    page: Page, built_site: Path, site_server: StaticServer
) -> None:
    page.set_viewport_size(PHONE)  # type: ignore[arg-type]
    entries = sorted(path.parent.name for path in built_site.glob("case-studies/*/index.html"))
    for name in entries:
        page.goto(f"{site_server.url}case-studies/{name}/")
        for first in (".gp-title", ".gp-lede", ".gp-lead h2", ".gp-pairs > div"):
            box = page.locator(first).first.bounding_box()
            assert box
            assert box["y"] + box["height"] <= PHONE["height"], (name, first)
        [(words, bar)] = page.evaluate(PLACES)
        assert len(words) == 2
        assert max(words) <= PHONE["height"], name
        assert max(words) <= bar  # evidence and what it rests on, in words, before any picture
    assert len(entries) >= 8


def test_what_did_not_work_weighs_as_much_as_what_did(
    page: Page, site_server: StaticServer
) -> None:
    page.goto(f"{site_server.url}case-studies/schlangenfuss/")
    looks = [
        page.locator(f"#{name}").evaluate(
            "one => [one.tagName, getComputedStyle(one).font, getComputedStyle(one).color]"
        )
        for name in ("what-changed", "what-did-not-work")
    ]
    assert looks[0] == looks[1]


SAID = "(one) => getComputedStyle(one, '::after').content"


def test_french_sets_a_space_before_a_colon_and_names_the_language_of_other_pages(
    page: Page, site_server: StaticServer
) -> None:
    page.goto(f"{site_server.url}case-studies/direction-ecoles-limerick/")
    assert page.locator(".gp-group dt").first.evaluate(SAID) == '"\u00a0:"'
    assert page.locator(".gp-similar a[lang=en]").first.evaluate(SAID) == '"(en)"'
    page.goto(f"{site_server.url}case-studies/oscailt-school-leaders/")
    assert page.locator(".gp-group dt").first.evaluate(SAID) == '":"'
    assert page.locator(".gp-similar a:not([hreflang])").first.evaluate(SAID) == "none"
