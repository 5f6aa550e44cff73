from __future__ import annotations

import pytest

from goodpractice import links
from goodpractice.entries import Corpus
from tests.faults.cases import SMALL, check


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
