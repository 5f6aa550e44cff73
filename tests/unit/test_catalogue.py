from __future__ import annotations

from pathlib import Path

import pytest

from goodpractice.catalogue import Catalogue
from tests.faults.cases import SMALL, check, copy_site


@pytest.fixture(scope="module")
def catalogue() -> Catalogue:
    return check(SMALL).site.catalogue


def test_who_names_an_entry_is_found_from_the_other_end(catalogue: Catalogue) -> None:
    found = catalogue.linked_from["notes/first"]
    assert [(key, [one.id for one in by]) for key, by in found.items()] == [
        (("everything", "reference"), ["everything/whole"])
    ]


def test_a_wider_term_counts_the_entries_of_narrower_ones(catalogue: Catalogue) -> None:
    ids = {term: [one.id for one in by] for (_, term), by in catalogue.by_term.items()}
    assert ids["upper"] == ids["secondary"] == ["everything/whole"]
    assert catalogue.counts["choices"]["secondary"] == 1


def test_entries_are_in_the_order_of_their_titles(catalogue: Catalogue) -> None:
    titles = [one.versions[0].title for one in catalogue.by_collection["groups"]]
    assert titles == ["The blue group", "The green group", "The red group"]


def test_withdrawn_entries_are_listed_nowhere(tmp_path: Path) -> None:
    root = copy_site(SMALL, tmp_path / "site")
    note = root / "content/notes/second.md"
    note.write_text(note.read_text("utf-8").replace("aliases:", "status: withdrawn\naliases:"))
    catalogue = check(root).site.catalogue
    assert "notes/second" in catalogue.entries
    assert "notes/second" not in {one.id for one in catalogue.listed}
    assert "notes/second" not in {one.id for one in catalogue.by_collection["notes"]}


def test_a_retired_term_gives_its_entries_to_the_newer_one(tmp_path: Path) -> None:
    root = copy_site(SMALL, tmp_path / "site")
    entry = root / "content/everything/whole.md"
    entry.write_text(entry.read_text("utf-8").replace("upper", "grammar"), "utf-8")
    catalogue = check(root).site.catalogue
    assert catalogue.counts["choices"]["grammar"] == catalogue.counts["choices"]["secondary"] == 1
    (facet,) = (one for one in catalogue.model.facets if one.id == "choices")
    assert "grammar" not in catalogue.facet_values(facet)
    assert "secondary" in catalogue.facet_values(facet)
