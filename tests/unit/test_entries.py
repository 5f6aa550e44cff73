from __future__ import annotations

from pathlib import Path

import pytest

from goodpractice.entries import Entry
from goodpractice.fields import Requirement
from goodpractice.reading import MISSING
from tests.faults.cases import SMALL, check, copy_site


@pytest.fixture(scope="module")
def whole() -> Entry:
    return check(SMALL).site.catalogue.entries["everything/whole"]


def test_values_are_found_by_their_path(whole: Entry) -> None:
    assert whole.value("group.level") == "measured"
    assert whole.value("group.nothing") is MISSING
    assert whole.value("line.nothing") is MISSING
    assert whole.term_ids("choices") == ("primary", "upper")
    assert whole.term_ids("yes_no") == ("yes",)


def test_places_are_those_of_the_value_else_of_the_fence(whole: Entry) -> None:
    assert whole.span("group.note") == (26, 9, 26, 17)
    assert whole.span("nothing") == whole.document.fence
    assert whole.span_of_reference("mentions", "groups/red").column == 26


def test_sections_are_found_in_any_language_of_their_label(whole: Entry) -> None:
    assert list(whole.sections) == ["story", "lessons"]
    assert list(whole.absent_sections(Requirement.REQUIRED)) == []


def test_an_entry_without_title_or_language_still_has_both(tmp_path: Path) -> None:
    root = copy_site(SMALL, tmp_path / "site")
    (root / "content/notes/odd.md").write_text(
        "---\ntitle: not known\nlang: not known\nstatus: not known\n---\n\nText.\n", "utf-8"
    )
    odd = check(root).site.corpus.entries["notes/odd"]
    assert (odd.title, odd.lang, odd.status) == ("notes/odd", "en", "published")


def test_drafts_are_read_and_not_published() -> None:
    site = check(SMALL).site
    assert "notes/unfinished" in site.corpus.entries
    assert "notes/unfinished" not in site.catalogue.entries


def test_the_words_around_a_text_are_in_its_language(tmp_path: Path) -> None:
    root = copy_site(SMALL, tmp_path / "site")
    text = "> [!TIP]\n> a[^1]\n\n[^1]: b\n"
    (root / "content/notes/french.md").write_text(f"---\nlang: fr\n---\n\n{text}", "utf-8")
    french = check(root).site.corpus.entries["notes/french"]
    assert french.text
    assert '<p class="gp-alert-title">Conseil</p>' in french.text.html
    assert 'aria-label="Notes de bas de page"' in french.text.html
