"""Adding a language to a site, and putting another one first: said once, not once a file."""

from __future__ import annotations

from pathlib import Path

import pytest

from goodpractice import messages
from goodpractice.diagnostics import Diagnostic
from tests.faults.cases import check, copy_site
from tests.sites.foreign import HERE


def said(root: Path, languages: str, code: str) -> list[Diagnostic]:
    config = root / "mkdocs.yml"
    text = config.read_text("utf-8")
    config.write_text(text.replace("languages: [el, en, fr]", f"languages: {languages}"), "utf-8")
    return [one for one in check(root).diagnostics if one.code == code]


@pytest.fixture
def root(tmp_path: Path) -> Path:
    return copy_site(HERE / "promitheftes", tmp_path / "site")


def test_a_new_language_is_missed_once(root: Path) -> None:
    (one,) = said(root, "[el, en, fr, cy]", "GP812")
    text = messages.text(one.message)
    assert text.endswith("in 4 files have no text in the language “cy”; this is the first.")
    assert int(text.split()[0]) > 30


def test_the_last_files_that_lack_a_language_are_named(root: Path) -> None:
    for name in ("eidi", "xana"):
        path = root / f"content/vocabularies/{name}.yml"
        path.write_text(path.read_text("utf-8").replace("fr:", "cy:"), "utf-8")
    found = said(root, "[el, en, fr]", "GP812")
    assert [one.path.rpartition("/")[2] for one in found] == ["eidi.yml", "xana.yml"]


def test_another_first_language_is_noticed_once(root: Path) -> None:
    (one,) = said(root, "[en, el, fr]", "GP408")
    assert "2 pages are in “en”" in messages.text(one.message)


def test_a_single_translation_into_its_own_language_is_named(root: Path) -> None:
    (root / "content/en/index.md").unlink()
    (one,) = said(root, "[en, el, fr]", "GP408")
    assert one.path.endswith("the-bakery.md")
    assert "are both in “en”" in messages.text(one.message)


def test_the_name_of_a_language_is_a_title_by_itself_and_a_word_in_a_sentence(
    built_site: Path,
) -> None:
    page = (built_site / "fr/languages/en/index.html").read_text("utf-8")
    assert ">Anglais<" in page
    assert ">en anglais<" in page
    assert ">anglais<" not in page
