"""Profiles of schools on a site in French alone, with fields that only these schools have."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from goodpractice import messages
from tests.faults.cases import check
from tests.sites.foreign import Planted, built, copied, faults, mended, pages

SITE = "foreign-profils"
FOLDER = "etablissements"
# File, line, column, code: what has one right answer.
MENDED: list[Planted] = [
    ("college-du-lac.md", 2, 1, "GP201"),  # Titre, résumé: labels instead of names
    ("college-du-lac.md", 3, 1, "GP201"),
    ("college-du-lac.md", 5, 11, "GP207"),  # Collège
    ("college-du-lac.md", 6, 11, "GP204"),  # 1 240
    ("college-du-lac.md", 7, 12, "GP204"),  # septembre 2024
    ("college-jean-zay.md", 10, 11, "GP204"),  # an address without https://
    ("ecole-aux-champs.md", 2, 10, "GP113"),
    ("ecole-de-la-gare.md", 5, 11, "GP207"),  # primaire
    ("ecole-de-la-gare.md", 6, 11, "GP204"),  # oui
    ("ecole-de-la-gare.md", 7, 9, "GP204"),  # 1 500 €
    ("ecole-de-la-gare.md", 8, 12, "GP204"),  # 1er septembre 1987
    ("lycee-du-verger.md", 2, 27, "GP109"),  # a colon behind a space
]
# What somebody has to decide.
LEFT: list[Planted] = [
    ("college-jean-zay.md", 2, 8, "GP210"),
    ("college-jean-zay.md", 6, 11, "GP227"),
    ("college-jean-zay.md", 7, 15, "GP401"),
    ("college-jean-zay.md", 9, 12, "GP221"),
    ("college-jean-zay.md", 15, 1, "GP703"),  # actuellement
    ("college-jean-zay.md", 15, 70, "GP704"),  # 350 élèves
    ("college-jean-zay.md", 17, 27, "GP310"),
    ("college-jean-zay.md", 19, 1, "GP309"),
    ("college-jean-zay.md", 21, 12, "GP603"),
    ("college-jean-zay.md", 21, 40, "GP601"),
    ("ecole-aux-champs.md", 3, 10, "GP205"),
    ("ecole-aux-champs.md", 10, 1, "GP308"),
    ("ecole-de-la-gare.md", 4, 9, "GP206"),
    ("ecole-de-la-gare.md", 5, 21, "GP206"),
    ("lycee-de-la-tour.md", 10, 1, "GP301"),
    ("lycee-de-la-tour.md", 12, 78, "GP302"),
    ("École Buissonnière.md", 1, 1, "GP120"),
]
# “elementaire” is longer than “primaire”, which stood before it.
MOVED = {("ecole-de-la-gare.md", 5, 21, "GP206"): ("ecole-de-la-gare.md", 5, 24, "GP206")}
SOUND = {
    *("college-des-cimes", "ecole-du-pont", "lycee-ampere", "ecole-des-tilleuls"),
    *("college-germaine-tillion", "ecole-fermee"),
}


@pytest.fixture
def site(tmp_path: Path) -> Path:
    return copied(SITE, tmp_path)


def planted(*tables: list[Planted]) -> list[Planted]:
    return sorted((f"{FOLDER}/{name}", *rest) for table in tables for name, *rest in table)  # type: ignore[misc]


def test_every_planted_fault_is_found_and_nothing_else(site: Path) -> None:
    assert faults(site) == planted(MENDED, LEFT)


def test_what_has_one_right_answer_is_mended_and_the_rest_is_left(site: Path) -> None:
    assert mended(site) == {path for path, *_ in planted(MENDED)}
    assert faults(site) == planted([MOVED.get(one, one) for one in LEFT])


def test_a_french_text_is_mended_as_a_french_hand_would(site: Path) -> None:
    mended(site)
    folder = site / "content" / FOLDER
    lake = (folder / "college-du-lac.md").read_text("utf-8")
    assert "\ntitle: Le collège du Lac\nsummary: Un collège" in lake
    assert "\nniveaux: [college]\neffectif: 1240\ncompte_en: 2024-09\n" in lake
    station = (folder / "ecole-de-la-gare.md").read_text("utf-8")
    assert "\ninternat: yes\nbudget: 1500 EUR\nouverture: 1987-09-01\n" in station


def test_every_message_is_said_in_french(site: Path) -> None:
    for one in check(site).diagnostics:
        for phrase in filter(None, (one.message, one.hint)):
            french = messages.text(phrase, "fr")
            assert french != messages.text(phrase, "en")
            assert not re.search(r"“|”|\b(?:the|should|which|write|line)\b", french), french


def test_the_rest_of_the_site_is_built_in_french(site: Path) -> None:
    ended, folder = built(site)
    assert ended == 1
    assert pages(folder, FOLDER) >= SOUND
    assert "college-du-lac" not in pages(folder, FOLDER)
    page = (folder / FOLDER / "lycee-ampere/index.html").read_text("utf-8")
    assert '<html lang="fr"' in page
    assert [
        one for one in ("Lycée professionnel", "Effectif", "Partenaires") if one not in page
    ] == []
