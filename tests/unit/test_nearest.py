from __future__ import annotations

import pytest

from goodpractice.nearest import Paths, fold, nearest

PATHS = ["content/notes/first.md", "content/notes/second.md", "content/groups/first.md"]


@pytest.mark.parametrize(
    ("text", "folded"),
    [
        ("Größe", "grosse"),
        ("École", "ecole"),
        ("ŒUVRE", "oeuvre"),
        ("Łódź", "lodz"),
        ("Τάξη", "ταξη"),
    ],
)
def test_case_accents_and_ligatures_do_not_matter(text: str, folded: str) -> None:
    assert fold(text) == fold(folded) == folded


@pytest.mark.parametrize(
    ("written", "meant"),
    [("countrys", "countries"), ("Levles", "levels"), ("themen", "themes"), ("zzzz", None)],
)
def test_the_nearest_is_what_was_meant(written: str, meant: str | None) -> None:
    assert nearest(written, ["countries", "levels", "themes"]) == meant


@pytest.mark.parametrize("written", ["headmaster", "hide", "nursery"])
def test_what_only_shares_letters_is_not_suggested(written: str) -> None:
    assert nearest(written, ["tester", "choice", "primary", "upper", "reviewer"]) is None


@pytest.mark.parametrize(
    ("written", "meant"),
    [
        ("content/notes/frist.md", "content/notes/first.md"),
        ("content/groups/frist.md", "content/groups/first.md"),
        ("notes/second/", "content/notes/second.md"),
        ("content/notes/zzzzzz.md", None),
    ],
)
def test_a_path_is_near_by_its_name_not_its_folder(written: str, meant: str | None) -> None:
    assert Paths(PATHS).nearest(written) == meant
