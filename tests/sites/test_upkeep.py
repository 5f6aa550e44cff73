"""The pages for those who look after a site: the worklist and the reference of the check."""

from __future__ import annotations

import re
import subprocess
import sys
from html import unescape
from pathlib import Path

import pytest

from goodpractice import rules
from goodpractice.adapters.mkdocs import Options
from goodpractice.entries import Entry
from goodpractice.outputs import Page
from goodpractice.pipeline import Checked
from goodpractice.rendering import Renderer
from goodpractice.settings import OPTIONS
from goodpractice.worklist import complete_percent, wanted
from tests.faults.cases import check, copy_site

UPKEEP = Path(__file__).parent / "upkeep"
SECTION = re.compile(
    r'<section class=gp-section aria-labelledby="gp:([\w-]+)">(.*?)</section>', re.DOTALL
)


@pytest.fixture(scope="module")
def checked() -> Checked:
    return check(UPKEEP)


@pytest.fixture(scope="module")
def renderer(checked: Checked) -> Renderer:
    return Renderer(checked.site)


def page_at(renderer: Renderer, address: str) -> Page:
    return next(one for one in renderer.plan.pages if one.address == address)


def words(html: str) -> str:
    return " ".join(unescape(re.sub(r"<[^>]+>", " ", html)).split())


def sections(renderer: Renderer, address: str) -> dict[str, str]:
    html = renderer.content(page_at(renderer, address))
    return {name: words(text) for name, text in SECTION.findall(html)}


def entry(checked: Checked, name: str) -> Entry:
    return checked.site.catalogue.entries[f"stories/{name}"]


def test_it_names_what_is_due_and_why(renderer: Renderer) -> None:
    review = sections(renderer, "worklist/")["review"]
    _, overdue, forgotten = re.split("Letters across the border|Choir without a teacher", review)
    assert overdue == " To be reviewed by: September 2025. Change its source "
    assert forgotten == " Last reviewed: 30 January 2024. Change its source"


def test_two_years_after_the_last_review_to_the_day(tmp_path: Path) -> None:
    root = copy_site(UPKEEP, tmp_path / "site")
    story = root / "content/stories/forgotten.md"
    story.write_text(story.read_text("utf-8").replace("2024-01-30", "2024-01-31"), "utf-8")
    assert "Choir" not in sections(Renderer(check(root).site), "worklist/")["review"]


def test_it_names_what_is_missing_and_how_much_is_there(renderer: Renderer) -> None:
    text = sections(renderer, "worklist/")["incomplete"]
    assert "A bus for the whole valley 70% complete. Missing: Topics, Note, Lessons." in text
    assert "potatoes" not in text
    assert "Le récit" not in text


def test_completeness_counts_groups_that_are_begun(checked: Checked) -> None:
    complete, overdue = entry(checked, "complete"), entry(checked, "overdue")
    fields = complete.collection.fields
    assert (wanted(fields, complete.values), wanted(fields, overdue.values)) == (8, 6)
    assert (complete_percent(complete, 0), complete_percent(complete, 10)) == (100, 0)


def test_it_names_open_questions_about_people(renderer: Renderer) -> None:
    text = sections(renderer, "worklist/")["consent"]
    assert "Lunch at the town hall Not known: Pupils can be recognised." in text
    assert text.count("Change its source") == 1


def test_it_names_choices_that_drift_apart(renderer: Renderer) -> None:
    text = sections(renderer, "worklist/")["choices"]
    assert "Only this entry says “school-visit”; “school-visits” is nearly the same" in text


def test_it_counts_drafts_and_files_left_out_and_names_neither(renderer: Renderer) -> None:
    html = renderer.content(page_at(renderer, "worklist/"))
    assert "Drafts 1 Files left out because of errors 1" in words(html)
    assert "secret" not in html
    assert "left-out" not in html
    assert "The one that was" not in html


def test_each_entry_has_a_link_to_its_source(renderer: Renderer) -> None:
    html = renderer.content(page_at(renderer, "worklist/"))
    assert 'href="https://github.com/example/upkeep/edit/main/content/stories/thin.md"' in html


def test_a_long_list_is_cut(renderer: Renderer, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("goodpractice.worklist.ROWS", 1)
    review = sections(renderer, "worklist/")["review"]
    assert "Choir" not in review
    assert review.endswith("1 more is not shown.")


def test_it_speaks_the_languages_of_the_interface(renderer: Renderer) -> None:
    french = sections(renderer, "fr/worklist/")
    assert "Sujets" in french["incomplete"]
    assert french.keys() == sections(renderer, "worklist/").keys()


def test_these_pages_are_for_those_who_look_after_a_site(renderer: Renderer) -> None:
    apart = [one for one in renderer.plan.pages if not one.indexed]
    number = 2 * (len(rules.catalogue()) + 2)
    assert len(apart) == number
    assert not any(one.listed or one.search_words for one in apart)
    assert all('content="noindex"' in renderer.head(one) for one in apart)
    home = page_at(renderer, "")
    assert "noindex" not in renderer.head(home)
    around = renderer.header(home) + renderer.footer(home)
    assert "worklist/" not in around


def test_the_whole_site_is_built_without_a_warning(tmp_path: Path) -> None:
    root, folder = copy_site(UPKEEP, tmp_path / "source"), tmp_path / "site"
    tool = Path(sys.executable).with_name("goodpractice")
    done = subprocess.run(
        [tool, "build", "--site-dir", folder], cwd=root, capture_output=True, text=True, check=False
    )
    assert (done.returncode, done.stderr) == (1, "")
    for name in ("worklist", "fr/worklist", "check/gp202", "fr/check/gp202"):
        assert 'name="robots" content="noindex"' in (folder / name / "index.html").read_text(
            "utf-8"
        )


def test_the_engine_knows_every_option() -> None:
    assert {name for name, _ in Options._schema} == set(OPTIONS)


def test_every_rule_has_a_page_that_the_list_leads_to(renderer: Renderer) -> None:
    listed = renderer.content(page_at(renderer, "check/"))
    for rule in rules.catalogue().values():
        address = f"check/{rule.code.lower()}/"
        assert f'{address}">{rule.title}</a>' in listed
        html = renderer.content(page_at(renderer, address))
        assert rule.why in unescape(html)
        assert "{" not in words(html).replace(rule.bad, "").replace(rule.good, "") or rule.bad


def test_a_message_shows_what_stands_for_its_values(renderer: Renderer) -> None:
    html = renderer.content(page_at(renderer, "check/gp401/"))
    assert "There is no entry “&lt;entry&gt;”." in html


def test_a_rule_shows_its_examples_as_they_are_written(renderer: Renderer) -> None:
    html = renderer.content(page_at(renderer, "check/gp405/"))
    assert "<code>topics: [school-visit]</code>" in html
    assert "<code>topics: [school-visits]</code>" in html
    assert "ISO 25964-1:2011" in html


def test_a_rule_says_what_the_site_makes_of_it(renderer: Renderer) -> None:
    said = words(renderer.content(page_at(renderer, "check/gp405/")))
    assert "On this site it counts as: warning." in said
    assert "On this site" not in renderer.content(page_at(renderer, "check/gp203/"))


def test_a_rule_that_is_switched_off_says_so(tmp_path: Path) -> None:
    root = copy_site(UPKEEP, tmp_path / "site")
    config = root / "mkdocs.yml"
    config.write_text(config.read_text("utf-8").replace("GP405: warning", "GP405: off"), "utf-8")
    renderer = Renderer(check(root).site)
    assert "This site does not use the rule." in renderer.content(page_at(renderer, "check/gp405/"))
    assert "choices" not in sections(renderer, "worklist/")


@pytest.mark.parametrize("name", ["check", "worklist"])
def test_no_collection_takes_their_place(tmp_path: Path, name: str) -> None:
    root = copy_site(UPKEEP, tmp_path / "site")
    (root / "content/stories").rename(root / "content" / name)
    assert "GP805" in {one.code for one in check(root).diagnostics}


@pytest.mark.parametrize("address", ["check/index.md", "worklist.md", "check/gp101.md"])
def test_no_free_page_takes_their_place(tmp_path: Path, address: str) -> None:
    root = copy_site(UPKEEP, tmp_path / "site")
    path = root / "content" / address
    path.parent.mkdir(exist_ok=True)
    path.write_text("---\ntitle: Mine\n---\n\nText.\n", "utf-8")
    own = {one.code for one in check(root).diagnostics if one.path == f"content/{address}"}
    assert own & {"GP403", "GP120", "GP121", "GP124"}, own


def test_it_names_translations_of_the_interface_that_nobody_has_reviewed(
    renderer: Renderer,
) -> None:
    def said(address: str) -> str:
        return words(renderer.content(page_at(renderer, address)))

    assert "Interface not yet read by a native speaker French" in said("worklist/")
