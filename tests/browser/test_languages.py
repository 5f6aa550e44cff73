"""A site in three languages, the first of them Greek: found with its own forms of words."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import quote

import pytest
from playwright.sync_api import Page, expect

from tests.sites.foreign import built, copied
from tools.static_server import StaticServer


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[StaticServer]:
    code, folder = built(copied("promitheftes", tmp_path_factory.mktemp("languages")))
    assert code == 0
    with StaticServer(folder) as running:
        yield running


def found(page: Page, server: StaticServer, address: str, title: str) -> None:
    """Expect a title among what browse finds; of words that nothing holds it finds nothing."""
    page.goto(f"{server.url}{address}")
    page.wait_for_selector("[data-gp-ready]", state="attached")
    expect(page.locator("[data-gp-count]")).to_have_text(re.compile("^[1-5] "))
    expect(page.locator("[data-gp-cards] h3", has_text=title)).to_be_visible()


BAKERY = "Ο φούρνος της Χώρας"


@pytest.mark.parametrize(
    "words",
    [
        "φούρνος",
        "φουρνος",
        "ΦΟΥΡΝΟΣ",
        "φούρνου",
        "φουρνους",
        "γεύμα",
        "ΓΕΥΜΑΤΑ",
        "σίτιση",
        "bakery",
    ],
)
def test_greek_is_found_with_and_without_accents_and_in_its_forms(
    page: Page, server: StaticServer, words: str
) -> None:
    found(page, server, f"browse/?q={quote(words)}", BAKERY)


@pytest.mark.parametrize("words", ["école", "ecoles", "ÉCOLE", "classe", "travail soigné"])
def test_french_is_found_in_its_forms(page: Page, server: StaticServer, words: str) -> None:
    found(page, server, f"fr/browse/?q={quote(words)}", "Peintures des Îles")


def test_a_reader_of_another_language_finds_the_version_in_it(
    page: Page, server: StaticServer
) -> None:
    found(page, server, "en/browse/?q=meal", "The bakery of Chora")
    found(page, server, f"en/browse/?q={quote('φουρνου')}", "The bakery of Chora")


def test_a_slip_in_greek_is_noticed(page: Page, server: StaticServer) -> None:
    page.goto(f"{server.url}browse/?q={quote('φούρνοζ')}")
    page.wait_for_selector("[data-gp-ready]", state="attached")
    expect(page.locator("main, body").first).to_contain_text(re.compile("Μήπως εννοείτε"))


def test_versions_lead_to_one_another(page: Page, server: StaticServer, tmp_path: Path) -> None:
    page.goto(f"{server.url}promitheftes/fournos-tis-choras/")
    alternates = page.locator("link[hreflang]").evaluate_all(
        "links => links.map((one) => [one.hreflang, new URL(one.href).pathname])"
    )
    path = "/" + server.url.split("/", 3)[3]
    assert alternates == [
        ["el", f"{path}promitheftes/fournos-tis-choras/"],
        ["en", f"{path}promitheftes/the-bakery/"],
    ]
    page.locator(".gp-translations a").click()
    expect(page.locator("h1")).to_have_text("The bakery of Chora")
    assert page.locator("html").get_attribute("lang") == "en"
    page.locator(".gp-translations a").click()
    expect(page.locator("h1")).to_have_text(BAKERY)


@pytest.mark.parametrize("folder", ["", "en/", "fr/"])
def test_pages_of_the_interface_name_one_another(
    page: Page, server: StaticServer, folder: str
) -> None:
    page.goto(f"{server.url}{folder}eidi/sitisi/")
    alternates = page.locator("link[hreflang]").evaluate_all(
        "all => all.map((one) => one.hreflang)"
    )
    assert alternates == ["el", "en", "fr"]
