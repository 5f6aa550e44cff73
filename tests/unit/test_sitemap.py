"""The sitemap, read as search engines read it."""

from __future__ import annotations

import re
from pathlib import Path
from urllib.parse import urlsplit
from xml.etree import ElementTree

import pytest

from goodpractice.pages import plan
from goodpractice.pipeline import Site
from goodpractice.rendering import Renderer
from goodpractice.sitemap import robots
from tests.faults.cases import REPOSITORY, SMALL, check, copy_site

URL = "{http://www.sitemaps.org/schemas/sitemap/0.9}"
LINK = "{http://www.w3.org/1999/xhtml}link"
DAY = re.compile(r"\d{4}-\d\d-\d\d")


def sitemap(site: Site) -> ElementTree.Element:
    [asset] = [one for one in plan(site).assets if one.file == "sitemap.xml"]
    return ElementTree.fromstring(asset.data())  # noqa: S314 - our own


@pytest.fixture(scope="module")
def shipped() -> Site:
    return check(REPOSITORY).site


def test_it_has_the_elements_of_its_schema_in_their_order(shipped: Site) -> None:
    root = sitemap(shipped)
    assert root.tag == f"{URL}urlset"
    assert 100 < len(root) <= 50_000
    for url in root:
        names = [child.tag for child in url]
        assert names in (
            [f"{URL}loc", *[LINK] * (len(names) - 1)],
            [f"{URL}loc", f"{URL}lastmod", *[LINK] * (len(names) - 2)],
        )
        address = urlsplit(url[0].text or "")
        assert (address.scheme, address.netloc) == ("https", "example.org")


def test_it_names_every_page_once_but_those_that_are_kept_from_search(shipped: Site) -> None:
    named = [url[0].text for url in sitemap(shipped)]
    pages = [page for page in plan(shipped).pages if page.listed and page.indexed]
    assert named == [shipped.settings.site_url + page.address for page in pages]
    assert len(named) == len(set(named))


def test_versions_name_each_other_and_themselves(shipped: Site) -> None:
    versions = {
        url[0].text: {link.get("hreflang"): link.get("href") for link in url.iter(LINK)}
        for url in sitemap(shipped)
    }
    for address, named in versions.items():
        assert not named or address in named.values()
        assert all(versions[other] == named for other in named.values() if other)
    german = "https://example.org/good-practice/case-studies/schlangenfuss-de/"
    assert versions[german]["en"] == german.replace("-de/", "/")


def test_an_entry_says_when_it_last_changed(shipped: Site) -> None:
    days = {url[0].text: url.findtext(f"{URL}lastmod") for url in sitemap(shipped)}
    base = shipped.settings.site_url
    assert days[f"{base}networks/oscailt/"] == "2026-11-22"
    assert days[f"{base}browse/"] is None
    assert all(DAY.fullmatch(day) for day in days.values() if day)


def test_a_withdrawn_entry_leaves_a_page_that_search_engines_drop(tmp_path: Path) -> None:
    root = copy_site(SMALL, tmp_path / "site")
    config = root / "mkdocs.yml"
    config.write_text(f"site_url: https://example.org/x/\n{config.read_text('utf-8')}")
    front = "title: One note\nstatus: withdrawn\npublished: 2026-01-02"
    (root / "content/notes/one.md").write_text(f"---\n{front}\n---\n\nSecret.\n", "utf-8")
    site = check(root).site
    assert "notes/one" not in ElementTree.tostring(sitemap(site)).decode()
    renderer = Renderer(site)
    page = next(one for one in renderer.plan.pages if one.file == "notes/one/index.html")
    assert '<meta name="robots" content="noindex">' in renderer.head(page)
    assert "This page has been withdrawn." in renderer.content(page)
    assert '<a href="\ue000notes/">Notes</a>' in renderer.content(page)
    for text in (renderer.head(page), renderer.content(page), page.title, page.description):
        assert "One note" not in text
        assert "Secret" not in text


def test_an_ampersand_in_the_address_of_the_site_is_written_as_xml(tmp_path: Path) -> None:
    root = copy_site(SMALL, tmp_path / "site")
    config = root / "mkdocs.yml"
    config.write_text(f"site_url: https://example.org/a&b/\n{config.read_text('utf-8')}")
    named = [url[0].text for url in sitemap(check(root).site)]
    assert "https://example.org/a&b/browse/" in named


def test_crawlers_are_kept_from_nothing_and_told_of_the_sitemap(shipped: Site) -> None:
    files = {asset.file: asset.data for asset in Renderer(shipped).plan.assets}
    said = files["robots.txt"]().decode()
    assert said == f"User-agent: *\nDisallow:\nSitemap: {shipped.settings.site_url}sitemap.xml\n"
    assert robots("") == b"User-agent: *\nDisallow:\n"
