"""Lists that a page cuts short lead, without scripts, to pages that show the whole of them."""

from __future__ import annotations

import re
from html import unescape
from pathlib import Path

import pytest

from goodpractice.interface import ROWS_PER_PAGE, Interface
from goodpractice.neighbours import LISTED
from goodpractice.outputs import Page
from goodpractice.pipeline import Site
from goodpractice.rendering import Renderer
from goodpractice.templates import Templates
from goodpractice.verification import leads_somewhere
from tests.faults.cases import REPOSITORY, check, copy_site
from tests.long_lists import NETWORKS, long_lists

ROW = re.compile(r'<li><a href="\ue000([^"]*)"')
RELATION, QUERY, VALUE = (
    "browse/programmes/iqea/networks/programmes/",
    "browse/guides/clusters/2/",
    "browse/joining-open/yes/",
)


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Site:
    return check(long_lists(tmp_path_factory.mktemp("whole") / "site")).site


@pytest.fixture(scope="module")
def renderer(site: Site) -> Renderer:
    return Renderer(site)


@pytest.fixture(scope="module")
def lists(renderer: Renderer) -> dict[str, Page]:
    return {page.address: page for page in renderer.plan.pages if page.template == "list.html"}


def all_of(renderer: Renderer, lists: dict[str, Page], first: str) -> list[str]:
    """Return what the numbered pages of a list show, as a reader goes through them."""
    found: list[str] = []
    number = 1
    address = first
    while address in lists:
        html = renderer.content(lists[address])
        rows = html.partition("<ul class=gp-rows>")[2].partition("</ul>")[0]
        found += ROW.findall(rows)
        number += 1
        address = f"{first}page-{number}/"
        assert (f'href="\ue000{address}"' in html) == (address in lists)
    return found


def test_every_list_that_is_cut_short_is_there_whole(
    renderer: Renderer, lists: dict[str, Page], site: Site
) -> None:
    named = {
        work.version("en").address
        for group in site.catalogue.naming(site.catalogue.entries["programmes/iqea"]).values()
        for work in group
        if work.collection.name == "networks"
    }
    clusters = {one for one in named if one.startswith("networks/n0")}
    assert len(clusters) == NETWORKS
    for first, wanted in ((RELATION, named), (QUERY, clusters), (VALUE, clusters)):
        shown = all_of(renderer, lists, first)
        assert len(shown) == len(set(shown))
        assert set(shown) >= wanted
        assert first == VALUE or set(shown) == wanted


def test_the_first_of_a_list_are_those_that_its_page_shows(
    renderer: Renderer, lists: dict[str, Page]
) -> None:
    page = next(one for one in renderer.plan.pages if one.address == "programmes/iqea/")
    html = renderer.content(page).partition(">Networks ")[2].partition("</section>")[0]
    shown = re.findall(r'<(?:h3[^>]*|li)><a href="\ue000([^"]*)"', html)
    assert len(shown) == LISTED
    assert all_of(renderer, lists, RELATION)[:LISTED] == shown
    assert f'<a href="\ue000{RELATION}">Show all 131</a>' in html
    assert "networks/?programmes=programmes%2Fiqea" in html


def test_no_page_of_a_list_is_long(renderer: Renderer, lists: dict[str, Page]) -> None:
    for page in lists.values():
        rows = renderer.content(page).partition("<ul class=gp-rows>")[2].partition("</ul>")[0]
        assert 0 < len(ROW.findall(rows)) <= ROWS_PER_PAGE


def test_each_language_has_what_its_pages_lead_to(
    renderer: Renderer, lists: dict[str, Page]
) -> None:
    french = "fr/browse/guides/grappes/2/"
    assert {french, f"fr/{VALUE}", f"{french}page-2/"} <= lists.keys()
    assert lists[french].title == "Grappes – Des grappes d’écoles"
    assert "Tout afficher" not in renderer.content(lists[french])
    # The programme is told in English only, and so is its list.
    assert f"fr/{RELATION}" not in lists


def test_nothing_of_them_leads_nowhere(renderer: Renderer, lists: dict[str, Page]) -> None:
    plan = renderer.plan
    files = frozenset({page.file for page in plan.pages} | {one.file for one in plan.assets})
    for page in lists.values():
        for piece in (renderer.content(page), renderer.header(page)):
            for place in re.findall('\ue000([^"#?]*)', piece):
                assert leads_somewhere(place or "./", "", files, "/"), (page.address, place)


def test_the_header_of_an_entry_is_the_same_before_and_after_a_list(site: Site) -> None:
    def header(*addresses: str) -> str:
        drawn = Renderer(site)
        pages = {page.address: page for page in drawn.plan.pages}
        return [drawn.header(pages[one]) for one in addresses][-1]

    entry = "programmes/iqea/"
    assert header(entry) == header(RELATION, entry)
    assert header(RELATION) == header(entry, RELATION)


def test_search_engines_are_kept_from_them(
    renderer: Renderer, lists: dict[str, Page], site: Site
) -> None:
    [sitemap] = [one.data().decode() for one in renderer.plan.assets if one.file == "sitemap.xml"]
    for address, page in lists.items():
        assert f"{site.settings.site_url}{address}<" not in sitemap
        assert '<meta name="robots" content="noindex">' in renderer.head(page)


def test_titles_are_text_and_say_whose_list_it_is(
    renderer: Renderer, lists: dict[str, Page]
) -> None:
    html = renderer.content(lists[QUERY])
    assert "&lt;Clusters&gt;</h1>" in html
    assert '<a href="\ue000guides/clusters/">Clusters of schools</a>' in html
    assert unescape(lists[QUERY].title) == "<Clusters> – Clusters of schools"
    assert "130 entries" in html


def test_a_value_without_a_page_of_its_own_leads_to_its_list(
    renderer: Renderer, lists: dict[str, Page]
) -> None:
    page = next(one for one in renderer.plan.pages if one.address == "networks/")
    assert f'<a href="\ue000{VALUE}">' in renderer.content(page)
    assert lists[VALUE].title.endswith(" – Yes")


def test_short_lists_have_no_page(site: Site) -> None:
    ui = Interface(site, "en", Templates(site.settings.theme_dirs))
    guide = site.catalogue.entries["guides/are-you-missing-a-trick"]
    addresses = {ui.list_address(guide, str(number)) for number in range(10)}
    pages = {page.address for page in Renderer(site).plan.pages}
    assert not addresses & pages


def test_no_entry_can_have_the_address_of_a_list(tmp_path: Path) -> None:
    root = copy_site(REPOSITORY, tmp_path / "site")
    path = root / "content/networks/oscailt.md"
    text = path.read_text("utf-8")
    alias = f"aliases: [{RELATION.rstrip('/')}]\n"
    path.write_text(text.replace("---\n", f"---\n{alias}", 1), "utf-8")
    assert {"GP404", "GP405", "GP406", "GP407"} & {one.code for one in check(root).diagnostics}
