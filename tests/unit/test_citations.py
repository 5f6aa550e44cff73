"""Citations: what others copy is right whatever characters an entry holds."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from markupsafe import escape

from goodpractice.pipeline import Site
from tests.faults.cases import SMALL, check, copy_site
from tests.unit.test_rendering import drawn

NOTE = "---\ntitle: {title}\n{more}published: 2025-03-01\nlast_reviewed: 2026-01-31\n---\n\nText.\n"


def noted(tmp_path: Path, title: str, more: str = "", lang: str = "en") -> Site:
    root = copy_site(SMALL, tmp_path / "site")
    config = root / "mkdocs.yml"
    config.write_text(f"site_url: https://example.org/a/\n{config.read_text('utf-8')}", "utf-8")
    text = NOTE.format(title=title, more=f"lang: {lang}\n{more}")
    (root / "content/notes/mine.md").write_text(text, "utf-8")
    return check(root).site


def cited(site: Site) -> tuple[str, str]:
    """Return the text and the BibTeX of a page, as HTML."""
    html = drawn(site, "notes/mine/index.html")
    found = re.search(r"<dt[^>]*>(?:To cite|Pour citer)<dd>(.*?)<", html)
    record = re.search(r"<pre>(.*?)</pre>", html, re.DOTALL)
    assert found
    assert record
    return found[1], record[1]


AUTHORS = """\
contributors:
  - {name: A. Teacher, role: author}
  - {name: Ministry of Education and Science, role: author}
  - {name: B. Reader, role: reviewer}
  - not known
"""


def test_a_text_names_authors_title_site_date_and_address(tmp_path: Path) -> None:
    text, record = cited(noted(tmp_path, "Who gains?", AUTHORS))
    assert text == (
        "A. Teacher, Ministry of Education and Science. Who gains? Small, 31 January 2026."
        " https://example.org/a/notes/mine/"
    )
    assert record == (
        "@misc{notes/mine,\n"
        "  author = {A. Teacher and {Ministry of Education and Science}},\n"
        "  title = {{Who gains?}},\n"
        "  howpublished = {Small},\n"
        "  year = {2026},\n"
        "  url = {https://example.org/a/notes/mine/}\n}"
    )


def test_the_date_is_in_the_language_of_the_page(tmp_path: Path) -> None:
    text, _ = cited(noted(tmp_path, "Une note", lang="fr"))
    assert "Small, 31 janvier 2026." in text


@pytest.mark.parametrize(
    ("title", "said"),
    [
        ("50 % of R&D_x #1 $5", r"50 \% of R\&D\_x \#1 \$5"),
        ("one{two", r"one\textbraceleft{}two"),
        (r"a}b\c", r"a\textbraceright{}b\textbackslash{}c"),
        ("~10^3", r"\textasciitilde{}10\textasciicircum{}3"),
        ("Größe Ελλάδα", "Größe Ελλάδα"),
        ("<b>bold</b>", "<b>bold</b>"),
    ],
)
def test_no_character_breaks_a_record(tmp_path: Path, title: str, said: str) -> None:
    _, record = cited(noted(tmp_path, f"'{title}'"))
    assert f"title = {{{{{escape(said)}}}}},\n" in record
    assert record.count("{") == record.count("}")


@pytest.mark.parametrize("name", ["others", "And", "and Sons", "Smith and"])
def test_no_name_is_taken_for_what_stands_between_names(tmp_path: Path, name: str) -> None:
    authors = f"contributors: [{{name: {name}, role: author}}, {{name: B. Else, role: author}}]\n"
    _, record = cited(noted(tmp_path, "Who gains?", authors))
    assert f"author = {{{{{name}}} and B. Else}}" in record
