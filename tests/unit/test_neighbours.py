"""Who works with whom: lists that say how, and a drawing of what they list."""

from __future__ import annotations

import json
import re
from itertools import combinations
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from goodpractice import queries
from goodpractice.interface import ROWS_PER_PAGE, Interface
from goodpractice.neighbours import (
    BOXES,
    FEWEST,
    LINES,
    LISTED,
    WIDTH,
    drawing,
    incoming,
    lines,
    listings,
    outgoing,
    width,
)
from goodpractice.pipeline import Site
from goodpractice.rendering import Renderer
from goodpractice.templates import Templates
from goodpractice.views import Drawing
from tests.faults.cases import REPOSITORY, check, copy_site

NETWORKS = 1_400
NETWORK = """---
title: {title}
summary: A made-up network of schools that meet once a term and tell each other what they tried.
type: cluster
purpose: To help one another.
countries: [PT]
lifecycle: running
programmes: [iqea]
coordinator: {coordinator}
---

## What the network does

It meets.
"""
GUIDE = """---
title: Clusters of schools
summary: A made-up guide that asks for all clusters there are, of which there are a great many.
lists:
  - {label: Clusters, collection: networks, where: {type: [cluster]}}
---

Each of them meets.
"""
ODD = "Œuvre “A & B” <b>学校网络学校网络学校网络学校网络</b> Donaudampfschifffahrtsgesellschaft"


@pytest.fixture(scope="module")
def shipped() -> Site:
    return check(REPOSITORY).site


@pytest.fixture(scope="module")
def large(tmp_path_factory: pytest.TempPathFactory) -> Site:
    """A site of which one programme has 1,400 more networks."""
    root = copy_site(REPOSITORY, tmp_path_factory.mktemp("large") / "site")
    for number in range(NETWORKS):
        title = ODD if number == 0 else f"Network {number:04} of schools nearby"
        coordinator = "cyfarthfa-high-school" if number < 30 else "not known"
        text = NETWORK.format(title=json.dumps(title), coordinator=coordinator)
        (root / f"content/networks/n{number:04}.md").write_text(text, "utf-8")
    (root / "content/guides/clusters.md").write_text(GUIDE, "utf-8")
    checked = check(root)
    assert len(checked.site.catalogue.by_collection["networks"]) == NETWORKS + 4
    return checked.site


def ui_of(site: Site, lang: str = "en") -> Interface:
    return Interface(site, lang, Templates(site.settings.theme_dirs))


def drawn(site: Site, entry_id: str, lang: str = "en") -> Drawing | None:
    return drawing(ui_of(site, lang), site.catalogue.entries[entry_id])


def content(site: Site, file: str) -> str:
    renderer = Renderer(site)
    return renderer.content(next(page for page in renderer.plan.pages if page.file == file))


# Lists


def test_a_page_says_what_makes_others_name_it(shipped: Site) -> None:
    html = content(shipped, "organisations/cyfarthfa-high-school/index.html")
    headings = re.findall(r'<h2 id="gp:linked-\d+">([^<]*)', html)
    assert headings == ["Case studies", "Member of", "Coordinates"]


def test_who_names_an_entry_in_two_fields_of_one_name_is_listed_once(shipped: Site) -> None:
    entry = shipped.catalogue.entries["organisations/wu-vienna"]
    [cases] = listings(ui_of(shipped), entry)
    assert (cases.title, cases.total, len(cases.cards)) == ("Case studies", 1, 1)


def test_a_long_list_shows_the_first_and_leads_to_the_others(large: Site) -> None:
    entry = large.catalogue.entries["programmes/iqea"]
    networks = next(one for one in listings(ui_of(large), entry) if one.title == "Networks")
    assert networks.total == NETWORKS + 1
    assert len(networks.cards) + len(networks.rest) == LISTED
    assert networks.more is not None
    assert networks.more.title == "Show all 1,401"
    assert networks.more.address == "browse/programmes/iqea/networks/programmes/"
    assert networks.filters is not None
    assert networks.filters.address == "networks/?programmes=programmes%2Fiqea"
    html = content(large, "programmes/iqea/index.html")
    assert len(html.encode()) < 30_000
    assert "<span class=gp-count>1,401</span>" in html


def test_what_browse_cannot_find_is_listed_whole(large: Site) -> None:
    entry = large.catalogue.entries["organisations/cyfarthfa-high-school"]
    led = next(one for one in listings(ui_of(large), entry) if one.title == "Coordinates")
    assert led.more is None
    assert led.filters is None
    assert len(led.cards) + len(led.rest) == led.total == 31


def test_all_networks_are_counted_by_programme(large: Site) -> None:
    html = content(large, "networks/index.html")
    chart = html.partition("class=gp-chart ")[2].partition("</table>")[0]
    assert re.search(r'networks/\?programmes=programmes%2Fiqea">1,401</a>', chart)
    assert "under 1%" in chart


# The drawing


def test_a_drawing_shows_each_neighbour_once_and_leads_there(shipped: Site) -> None:
    files = {page.file for page in Renderer(shipped).plan.pages}
    seen = 0
    for entry in shipped.published:
        found = drawn(shipped, entry.id)
        if found is None:
            continue
        seen += 1
        ui = ui_of(shipped)
        relations = (*outgoing(ui, entry), *incoming(ui, entry))
        common = shipped.model.common
        named = {
            work.id for one in relations if set(one.paths) - common for work in one.works
        }  # fmt: skip
        addresses = [box.address for box in found.boxes]
        assert len(addresses) == len(set(addresses)) == len(named) >= FEWEST
        assert {f"{address}index.html" for address in addresses} <= files
    assert seen > 3


def boxes_of(found: Drawing) -> list[tuple[int, int, int, int]]:
    return [(one.x, one.y, one.x + one.width, one.y + one.height)
            for one in (found.middle, *found.boxes)]  # fmt: skip


@pytest.mark.parametrize("entry_id", ["programmes/iqea", "organisations/cyfarthfa-high-school"])
def test_boxes_keep_to_their_room(large: Site, entry_id: str) -> None:
    found = drawn(large, entry_id)
    assert found is not None
    for left, top, right, bottom in boxes_of(found):
        assert 0 <= left < right <= WIDTH == found.width
        assert 0 <= top < bottom <= found.height
    for one, other in combinations(boxes_of(found), 2):
        apart = one[2] <= other[0] or other[2] <= one[0] or one[3] <= other[1] or other[3] <= one[1]
        assert apart, (one, other)


def test_of_many_a_drawing_shows_a_few_and_counts_the_others(large: Site) -> None:
    found = drawn(large, "programmes/iqea")
    assert found is not None
    assert len(found.boxes) <= 2 * BOXES
    assert found.boxes[-1].lines == (f"and {NETWORKS + 2 - BOXES:,} more",)
    assert found.boxes[-1].address is None
    french = drawn(large, "programmes/iqea", "fr")
    assert french is not None
    assert french.boxes[-1].lines[0].startswith("et 1")


def test_what_it_belongs_to_stands_above(shipped: Site) -> None:
    found = drawn(shipped, "networks/iqea-south-wales")
    assert found is not None
    above = [one.lines[0] for one in found.titles if one.y < found.middle.y]
    below = [one.lines[0] for one in found.titles if one.y > found.middle.y]
    assert (above, below) == (["Programmes", "Coordinator"], ["Case studies"])


def test_few_neighbours_or_a_collection_without_a_picture_are_not_drawn(shipped: Site) -> None:
    assert drawn(shipped, "networks/oscailt") is None
    assert drawn(shipped, "case-studies/volunteering-at-wu") is None
    assert "gp-drawing" not in content(shipped, "case-studies/volunteering-at-wu/index.html")


def test_odd_names_are_escaped_and_the_drawing_is_no_stop_for_the_keyboard(large: Site) -> None:
    html = content(large, "organisations/cyfarthfa-high-school/index.html")
    svg = html.partition("<svg class=gp-drawing")[2].partition("</svg>")[0]
    assert svg.count("<a ") == svg.count("tabindex=-1") > 2
    assert "<b>" not in svg
    assert 'aria-hidden="true"' in svg
    assert "style=" not in svg


def test_two_drawings_of_the_same_are_the_same(large: Site) -> None:
    assert drawn(large, "programmes/iqea") == drawn(large, "programmes/iqea")


@given(st.text(max_size=200), st.sampled_from([190, 410]))
def test_names_are_broken_into_lines_that_fit(text: str, room: int) -> None:
    found = lines(text, room)
    assert len(found) <= LINES
    assert all(width(line) <= room for line in found)
    whole, shown = "".join(text.split()), "".join("".join(found).split())
    if shown != whole:
        assert shown.endswith("…")
        assert whole.startswith(shown[:-1])


def test_a_relation_that_is_not_there_is_a_fault_of_the_model(tmp_path: Path) -> None:
    root = copy_site(REPOSITORY, tmp_path / "site")
    path = root / "content/organisations/_collection.yml"
    path.write_text(path.read_text("utf-8").replace("networks/members", "networks/friends"))
    said = [(one.path, one.code) for one in check(root).diagnostics]
    assert ("content/organisations/_collection.yml", "GP802") in said


def test_a_guide_lists_the_first_of_many_that_it_asks_for(large: Site) -> None:
    guide = large.catalogue.entries["guides/clusters"]
    [query] = queries.of(guide)
    found = ui_of(large).presenter.listing(guide, query)
    assert found.total == NETWORKS
    assert len(found.cards) + len(found.rest) == ROWS_PER_PAGE
    assert found.more is not None
    assert found.more.address == "browse/guides/clusters/1/"
    assert found.filters is not None
    assert found.filters.address == "networks/?type=cluster"
