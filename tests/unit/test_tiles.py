"""Maps of tiles: every country in use is there once, in its place, with its own number."""

from __future__ import annotations

import re
from collections import Counter
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from goodpractice import tiles
from goodpractice.figures import country_map
from goodpractice.interface import Interface
from goodpractice.pipeline import Site
from goodpractice.rendering import Renderer
from goodpractice.templates import Templates
from goodpractice.views import MapView
from tests.faults.cases import REPOSITORY, SMALL, check, copy_site
from tests.works import site_of


def map_of(site: Site, lang: str = "en") -> MapView | None:
    ui = Interface(site, lang, Templates(site.settings.theme_dirs))
    return country_map(ui, site.model.vocabularies["countries"])


def with_countries(tmp_path: Path, *codes: str) -> Site:
    """Return this repository's site with the countries of one case study changed."""
    root = copy_site(REPOSITORY, tmp_path / "site")
    path = root / "content/case-studies/schlangenfuss.md"
    text = re.sub(
        r"(?m)^countries: .*$", f"countries: [{', '.join(codes)}]", path.read_text("utf-8")
    )
    path.write_text(text, "utf-8")
    return check(root).site


def counts(site: Site) -> Counter[str]:
    """Count plainly: for each country, the works of which some version names it or a part of it."""
    named: dict[str, set[str]] = {}
    for entry in site.published:
        for code in entry.term_ids("countries") if entry.collection.browse else ():
            for one in {code, code.partition("-")[0]}:
                named.setdefault(one, set()).add(site.catalogue.work_of[entry.id].id)
    return Counter({code: len(works) for code, works in named.items()})


def test_tiles_are_a_plain_count() -> None:
    site = check(REPOSITORY).site
    found, plain = map_of(site), counts(site)
    assert found is not None
    drawn = {tile.code: tile.count for one in found.maps for tile in one.tiles if tile.count}
    assert drawn == {code.rpartition("-")[2]: n for code, n in plain.items() if code != "GB"}
    rows = {row.link.title: row.count for row in found.chart.rows}
    assert rows["United Kingdom"] == plain["GB"]
    assert rows["Not reported"] == found.chart.total - len(
        {site.catalogue.work_of[e.id].id for e in site.published
         if e.collection.browse and e.term_ids("countries")}
    )  # fmt: skip


def test_each_tile_with_a_number_leads_to_its_country() -> None:
    site = check(REPOSITORY).site
    files = {page.file for page in Renderer(site).plan.pages}
    for lang in ("en", "fr"):
        found = map_of(site, lang)
        assert found is not None
        for tile in (tile for one in found.maps for tile in one.tiles):
            assert (tile.address is not None) == bool(tile.count)
            assert tile.address is None or f"{tile.address}index.html" in files


def test_a_country_stands_beside_its_parts_where_entries_name_it_alone(tmp_path: Path) -> None:
    found = map_of(with_countries(tmp_path, "GB", "AT"))
    assert found is not None
    [europe] = found.maps
    assert {"GB", "WLS", "ENG"} <= {tile.code for tile in europe.tiles}


def test_other_continents_come_with_their_own_map_and_what_has_no_place_is_not_lost(
    tmp_path: Path,
) -> None:
    site = with_countries(tmp_path, "BR", "KE", "GI", "JE")
    found = map_of(site, "fr")
    assert found is not None
    assert [one.name for one in found.maps] == ["Europe", "Afrique", "Amériques", "Ailleurs"]
    assert [(tile.code, tile.x, tile.y) for tile in found.maps[-1].tiles] == [
        ("GI", 0, 0),
        ("JE", tiles.PITCH, 0),
    ]


def test_where_no_country_is_named_there_is_no_map() -> None:
    assert map_of(site_of(check(SMALL).site, {})) is None


def test_every_place_is_taken_once_and_fits() -> None:
    for region, grid in tiles.GRIDS.items():
        columns, rows = tiles.size(region)
        assert columns <= tiles.COLUMNS
        assert {len(line.split()) for line in grid.strip().splitlines()} == {columns}
        own = [place for place in tiles.places().values() if place.region == region]
        assert len(set(own)) == len(own)
        assert all(place.column < columns and place.row < rows for place in own)
    codes = [code for grid in tiles.GRIDS.values() for code in grid.split() if code != "."]
    assert len(set(codes)) == len(codes)
    known = check(REPOSITORY).site.model.vocabularies["countries"].terms
    assert set(codes) <= set(known)


@pytest.mark.parametrize(
    ("left", "right"), [("PT", "ES"), ("FR", "CH"), ("NO", "SE"), ("DE", "PL"), ("KE", "UG")]
)
def test_neighbours_stand_side_by_side(left: str, right: str) -> None:
    one, other = tiles.places()[left], tiles.places()[right]
    assert one.row == other.row
    assert abs(one.column - other.column) == 1


@given(st.integers(1, 100_000))
def test_shades_take_in_every_number(most: int) -> None:
    bounds = tiles.shade_bounds(most)
    assert bounds[-1] == most
    assert list(bounds) == sorted(set(bounds))
    assert len(bounds) <= tiles.SHADES
