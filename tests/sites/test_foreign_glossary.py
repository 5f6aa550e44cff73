"""A glossary in five languages and three scripts: an entry for each word and language."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from tests.sites.foreign import Planted, built, copied, faults, mended, pages

SITE = "foreign-glossary"
FOLDER = "words"
# File, line, column, code: what has one right answer.
MENDED: list[Planted] = [
    ("words/frontisterio-de.md", 7, 10, "GP204"),  # GR, CY
    ("words/frontisterio-uk.md", 2, 1, "GP201"),  # a Cyrillic letter in “title”
    ("words/sitzenbleiben-fr.md", 7, 15, "GP207"),  # verbe
    ("words/sitzenbleiben.md", 3, 42, "GP109"),  # a colon behind German quotation marks
    ("words/vchytel-de.md", 4, 7, "GP207"),  # German
    ("words/vchytel-de.md", 6, 15, "GP207"),  # Substantiv
    ("words/vchytel-de.md", 7, 11, "GP206"),  # Deutschland, Österreich
    ("words/vchytel-de.md", 7, 24, "GP206"),
    ("words/vchytel-el.md", 6, 15, "GP207"),  # a Greek label without its accent
]
# What somebody has to decide.
LEFT: list[Planted] = [
    ("words/frontisterio-de.md", 5, 17, "GP408"),  # a translation of itself
    ("words/frontisterio-de.md", 6, 15, "GP206"),
    ("words/frontisterio-de.md", 10, 1, "GP703"),  # derzeit
    ("words/frontisterio-uk.md", 7, 13, "GP204"),  # a Ukrainian month
    ("words/sitzenbleiben-fr.md", 5, 17, "GP408"),  # the second into French
    ("words/sitzenbleiben-fr.md", 6, 18, "GP702"),
    ("words/sitzenbleiben-fr.md", 8, 12, "GP401"),
    ("words/vchytel-el.md", 2, 8, "GP210"),
    ("words/vchytel-el.md", 4, 7, "GP206"),  # GR, a country
    ("words/vchytel-el.md", 5, 17, "GP401"),
]
SOUND = {
    *("homework", "homework-fr", "homework-de", "homework-el", "homework-uk"),
    *("sitzenbleiben-en", "frontisterio", "frontisterio-fr", "vchytel"),
}


@pytest.fixture
def site(tmp_path: Path) -> Path:
    return copied(SITE, tmp_path)


def test_every_planted_fault_is_found_and_nothing_else(site: Path) -> None:
    assert faults(site) == sorted([*MENDED, *LEFT])


def test_what_has_one_right_answer_is_mended_and_the_rest_is_left(site: Path) -> None:
    assert mended(site) == {path for path, *_ in MENDED}
    assert faults(site) == LEFT
    teacher = (site / "content/words/vchytel-de.md").read_text("utf-8")
    assert "\nlang: de\n" in teacher
    assert "\nkind_of_word: noun\nsaid_in: [DE, AT]\n" in teacher
    assert "\ntitle: репетиторство\n" in (site / "content/words/frontisterio-uk.md").read_text(
        "utf-8"
    )


def test_each_word_is_shown_in_its_language_and_leads_to_the_others(site: Path) -> None:
    ended, folder = built(site)
    assert ended == 1
    assert pages(folder, FOLDER) >= SOUND
    assert "vchytel-el" not in pages(folder, FOLDER)
    page = (folder / FOLDER / "homework-el/index.html").read_text("utf-8")
    assert "κατ’ οίκον εργασία" in page
    assert re.search(r'lang="?el\b', page)
    first = (folder / FOLDER / "homework/index.html").read_text("utf-8")
    links = set(re.findall(r'href="[^"]*\b(homework-\w\w)/"', first))
    assert links == {"homework-fr", "homework-de", "homework-el", "homework-uk"}
