from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from random import Random
from tempfile import TemporaryDirectory

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from goodpractice import links, messages, pages
from goodpractice.corpus import Corpus
from goodpractice.pipeline import Checked
from goodpractice.rules import address_taken, old_address_taken
from tests.faults.cases import SMALL, check, copy_site


@pytest.fixture(scope="module")
def corpus() -> Corpus:
    return check(SMALL).site.corpus


@pytest.mark.parametrize(
    ("url", "address"),
    [
        ("../notes/first.md", "notes/first/"),
        ("../notes/first.md#a-heading", "notes/first/#a-heading"),
        ("../index.md", ""),
        ("whole.md", "everything/whole/"),
        ("../notes/_collection.yml", "notes/"),
        ("../notes", "notes/"),
        ("../vocabularies/levels.yml", "levels/"),
        ("../vocabularies/levels.yml#upper", "levels/upper/"),
        ("../vocabularies/levels.yml#nursery", None),
        ("../notes/unfinished.md", None),
        ("../../../etc/passwd", None),
    ],
)
def test_where_a_link_leads(corpus: Corpus, url: str, address: str | None) -> None:
    site = check(SMALL).site
    published = {one.path: one for one in site.catalogue.entries.values()}
    whole = corpus.entries["everything/whole"]
    assert links.resolve(corpus, published, whole.path, url) == address


@pytest.mark.parametrize(
    ("written", "address"),
    [
        ("case-studies/old-name", "case-studies/old-name/"),
        ("/old/index.html", "old/"),
        ("https://example.org/old", None),
        ("../old", None),
        ("", None),
    ],
)
def test_old_addresses(written: str, address: str | None) -> None:
    assert links.old_address(written) == address


def test_no_entry_can_take_the_address_of_a_page_of_the_site(corpus: Corpus) -> None:
    taken = dict(links.generated_addresses(corpus.model, corpus.languages))
    assert {"browse/", "fr/browse/", "notes/", "fr/levels/upper/", "assets/"} <= set(taken)
    assert taken["levels/upper/"] == "content/vocabularies/levels.yml"


# Who has an address ------------------------------------------------------------------------------

PLACES = ("everything/a.md", "everything/b.md", "groups/c.md", "d.md", "d/index.md", "e.md")
OLD = ("everything/a", "d", "e", "old", "older", "browse", "levels/primary", "notes/first", "")


def addressed(folder: Path, olds: dict[str, list[str]]) -> Checked:
    root = copy_site(SMALL, folder / "site")
    for place, old in olds.items():
        path = root / "content" / place
        path.parent.mkdir(exist_ok=True)
        text = f"---\ntitle: A case\naliases: [{', '.join(filter(None, old))}]\n---\n\nText.\n"
        path.write_text(text, encoding="utf-8")
    return check(root)


def said(checked: Checked) -> set[tuple[str, str, str]]:
    """Who is told of whom, by rule."""
    return {
        (one.path.removeprefix("content/"), one.code, str(one.message.params.get("other")))
        for one in checked.diagnostics
        if one.code in ("GP403", "GP407")
    }


def test_twins_and_old_addresses_are_said_of_both(tmp_path: Path) -> None:
    olds = {
        "everything/a.md": ["old"],
        "everything/b.md": ["old", "notes/first"],
        "d.md": [],
        "d/index.md": [],
    }
    checked = addressed(tmp_path, olds)
    assert said(checked) == {
        ("everything/a.md", "GP407", "content/everything/b.md"),
        ("everything/b.md", "GP407", "content/everything/a.md"),
        ("everything/b.md", "GP407", "content/notes/first.md"),
        ("notes/first.md", "GP407", "content/everything/b.md"),
        ("d.md", "GP403", "content/d/index.md"),
        ("d/index.md", "GP403", "content/d.md"),
    }
    published = {entry.path for entry in checked.site.catalogue.entries.values()}
    assert "content/notes/first.md" in published
    assert "content/d.md" not in published


def test_todays_address_is_no_old_one(tmp_path: Path) -> None:
    checked = addressed(tmp_path, {"everything/a.md": ["everything/a"]})
    said = [messages.text(one.message) for one in checked.diagnostics if one.code == "GP407"]
    assert said == ["“/everything/a/” is the address that this page has today."]


def test_old_addresses_that_only_capitals_tell_apart(tmp_path: Path) -> None:
    olds = {
        "everything/a.md": ["everything/Past", "everything/past", "everything/A"],
        "everything/b.md": ["Everything/past", "notes/First"],
    }
    assert said(addressed(tmp_path, olds)) == {
        ("everything/a.md", "GP407", "content/everything/b.md"),
        ("everything/b.md", "GP407", "content/everything/a.md"),
        ("everything/b.md", "GP407", "content/notes/first.md"),
    }


@settings(max_examples=25)
@given(st.dictionaries(st.sampled_from(PLACES), st.lists(st.sampled_from(OLD), max_size=3)))
def test_no_two_files_of_a_site_have_one_place(olds: dict[str, list[str]]) -> None:
    with TemporaryDirectory() as folder:
        site = addressed(Path(folder), olds).site
        plan = pages.plan(site)
        files = [*(one.file for one in plan.pages), *(one.file for one in plan.assets)]
        assert len(files) == len(set(files))


@settings(max_examples=25)
@given(
    st.dictionaries(st.sampled_from(PLACES), st.lists(st.sampled_from(OLD), max_size=3)),
    st.randoms(use_true_random=False),
)
def test_the_order_of_entries_does_not_matter(olds: dict[str, list[str]], random: Random) -> None:
    with TemporaryDirectory() as folder:
        corpus = addressed(Path(folder), olds).site.corpus
    entries = list(corpus.entries.items())
    random.shuffle(entries)
    other = replace(corpus, entries=dict(entries))
    for rule in (address_taken.RULE, old_address_taken.RULE):
        assert rule.check_corpus is not None
        first, second = (sorted(map(repr, rule.check_corpus(one))) for one in (corpus, other))
        assert first == second
    redirects = ({a: e.id for a, e in links.redirects(one)} for one in (corpus, other))
    assert next(redirects) == next(redirects)
