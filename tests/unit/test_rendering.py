"""What pages say to readers: in their language, once, and with a way on."""

from __future__ import annotations

import re
from html import unescape
from pathlib import Path
from urllib.parse import unquote

import pytest

from goodpractice.pipeline import Site
from goodpractice.rendering import Renderer
from tests.faults.cases import REPOSITORY, SMALL, check, copy_site

CASE = "content/case-studies"


def drawn(site: Site, file: str, piece: str = "content") -> str:
    """Return a piece of a page."""
    renderer = Renderer(site)
    page = next(one for one in renderer.plan.pages if one.file == file)
    return str(getattr(renderer, piece)(page))


def changed(tmp_path: Path, source: Path = SMALL, **files: str) -> Site:
    """Return a copy of a site with files changed or added; `__` in a name stands for `/`."""
    root = copy_site(source, tmp_path / "site")
    for name, text in files.items():
        path = root / "content" / f"{name.replace('__', '/')}.md"
        path.parent.mkdir(exist_ok=True)
        path.write_text(text, "utf-8")
    return check(root).site


@pytest.fixture(scope="module")
def shipped() -> Site:
    return check(REPOSITORY).site


# Languages


def test_the_description_is_never_that_of_another_language(tmp_path: Path) -> None:
    summary = "Ce que des écoles ont essayé."
    front = f"---\ntitle: Accueil\nlang: fr\nsummary: {summary}\n---\n"
    site = changed(tmp_path, fr__index=front)
    config = site.settings.root / "mkdocs.yml"
    config.write_text(f"site_description: What schools tried.\n{config.read_text('utf-8')}")
    both = check(site.settings.root).site
    assert "What schools tried." in drawn(both, "browse/index.html", "footer")
    assert summary in drawn(both, "fr/browse/index.html", "footer")
    (site.settings.content / "fr/index.md").unlink()
    alone = check(site.settings.root).site
    assert "What schools tried." not in drawn(alone, "fr/browse/index.html", "footer")
    assert "What schools tried." not in drawn(alone, "fr/index.html")


@pytest.mark.parametrize("file", ["browse/index.html", "404.html", "index.html"])
def test_every_page_leads_to_the_other_languages(shipped: Site, file: str) -> None:
    bar = drawn(shipped, file, "header")
    assert re.search(r'<a href="[^"]*fr/[^"]*" lang="fr" hreflang="fr">Français</a>', bar)


def test_names_in_another_language_say_so(shipped: Site) -> None:
    filters = drawn(shipped, "fr/case-studies/index.html")
    assert '<span lang="en">Oscailt network</span>' in filters
    assert '<span lang="en">' not in drawn(shipped, "case-studies/index.html")


def test_a_page_in_a_language_without_an_interface_marks_what_is_its_own(shipped: Site) -> None:
    html = drawn(shipped, "case-studies/schlangenfuss-de/index.html")
    assert re.search(r'<h1 [^>]*lang="de"', html)
    assert re.search(r'<p class=gp-lede[^>]* lang="de"', html)
    assert '<div class=gp-text lang="de">' in html
    assert re.search(r'<div class="gp-page[^>]*lang=', html) is None
    assert ' lang="de"' not in drawn(shipped, "case-studies/schlangenfuss/index.html").replace(
        ' lang="de" hreflang="de"', ""
    )


# Once


def test_a_list_of_one_kind_does_not_name_it_at_each_entry(shipped: Site) -> None:
    alike = 'class="gp-cards gp-cards--alike"'
    assert alike in drawn(shipped, "case-studies/index.html")
    assert alike in drawn(shipped, "themes/cooperation/index.html")
    assert alike in drawn(shipped, "networks/oscailt/index.html")
    assert alike not in drawn(shipped, "browse/index.html")
    assert alike not in drawn(shipped, "index.html")


def test_what_names_a_page_is_not_listed_on_it_twice(tmp_path: Path) -> None:
    note = "---\ntitle: {title}\nrelated: [{related}]\n---\n\nText.\n"
    site = changed(
        tmp_path,
        notes__one=note.format(title="One note", related="notes/two, notes/first"),
        notes__two=note.format(title="Two notes", related="notes/one"),
    )
    html = drawn(site, "notes/one/index.html")
    assert html.count("Two notes") == 1
    assert html.count("The first note") == 1
    assert "Related" not in drawn(site, "notes/two/index.html")


# Gaps


def matrix(html: str) -> str:
    """Return the matrix that has countries in it."""
    return next(part for part in html.split("<table>")[1:] if "Austria" in part).split("<tbody>")[0]


def test_a_matrix_has_a_wider_term_only_for_what_the_narrower_ones_leave(tmp_path: Path) -> None:
    html = drawn(changed(tmp_path, REPOSITORY), "case-studies/index.html")
    assert "England" in matrix(html)
    assert "United Kingdom" not in matrix(html)
    assert "takes in those of the narrower ones" not in html

    path = tmp_path / "site" / CASE / "willenhall-learning-to-learn.md"
    text = path.read_text("utf-8").replace("GB-ENG", "GB")
    path.write_text(text, "utf-8")
    html = drawn(check(tmp_path / "site").site, "case-studies/index.html")
    assert "United Kingdom" in matrix(html)
    assert "Wales" in matrix(html)
    assert "takes in those of the narrower ones" in html


def test_an_empty_list_leads_to_how_to_take_part(shipped: Site) -> None:
    for file, guide in (
        ("levels/special/index.html", "how-to-write-a-case-study"),
        ("fr/levels/special/index.html", "ecrire-une-etude-de-cas"),
    ):
        assert re.search(rf'<a href="\ue000guides/{guide}/"', drawn(shipped, file)), file


def test_home_shows_the_best_as_soon_as_something_stands_above_the_first_step(
    tmp_path: Path,
) -> None:
    site = changed(tmp_path, REPOSITORY)
    assert "gp:best" not in drawn(site, "index.html")
    path = site.settings.root / CASE / "willenhall-learning-to-learn.md"
    text = path.read_text("utf-8")
    assert "level: none-yet" in text
    better = text.replace("level: none-yet", "level: told-by-school")
    path.write_text(better, "utf-8")
    for file in ("index.html", "fr/index.html"):
        best = drawn(check(site.settings.root).site, file).split("id=gp:best")[1]
        assert "willenhall-learning-to-learn/" in best.split("</section>")[0]
        assert "browse/?sort=evidence-level" in best.split("</section>")[0]


def test_an_empty_collection_invites_in_its_own_words(shipped: Site) -> None:
    html = drawn(shipped, "suppliers/index.html")
    assert '<a href="\ue000practices/recommend-suppliers/">Recommend it</a>' in html
    assert "first account" not in html


def test_without_a_page_named_nobody_is_sent_anywhere() -> None:
    html = drawn(check(SMALL).site, "topics/ethics/index.html")
    assert "could be the first account" in html
    assert "None" not in html


def test_filters_begin_with_what_says_most_of_schools(shipped: Site) -> None:
    order = re.findall(r'data-gp-facet="(\w+)"', drawn(shipped, "browse/index.html"))
    assert order[0] == "collection"
    assert order.index("lang") == 4  # closed, and still among those that are seen
    assert order.index("levels") < order.index("lang")


def test_a_terms_page_comes_to_its_entries_before_it_speaks_to_authors(shipped: Site) -> None:
    html = drawn(shipped, "countries/gb-wls/index.html")
    assert html.index("gp-cards") < html.index("<code>GB-WLS</code>")
    assert html.index("United Kingdom") < html.index("gp-cards")


def test_where_nothing_leads_the_text_comes_before_the_facts(shipped: Site) -> None:
    guide = drawn(shipped, "guides/start-a-network/index.html")
    assert guide.index("gp-toc") < guide.index("Choose one theme</h2>") < guide.index("gp-glance")
    case = drawn(shipped, "case-studies/schlangenfuss/index.html")
    assert case.index("What’s in it for you") < case.index("gp-glance") < case.index("gp-text")
    programme = drawn(shipped, "programmes/leadership-incentive-grant/index.html")
    assert programme.index("gp-glance") < programme.index("gp-text")
    school = drawn(shipped, "organisations/cyfarthfa-high-school/index.html")
    assert school.index("gp-text") < school.index("gp-glance") < school.index("gp-references")
    assert [page.count("gp-glance") for page in (guide, case, programme, school)] == [1, 1, 1, 1]


def test_a_list_of_any_kind_names_the_kind_of_each(shipped: Site) -> None:
    guide = drawn(shipped, "guides/are-you-missing-a-trick/index.html")
    lists = re.findall(
        r'<ul class="(gp-cards[^"]*)">', guide.partition("<h2>What this site has on it")[2]
    )
    assert lists[0] == "gp-cards"


def test_a_reference_says_when_it_was_seen(shipped: Site) -> None:
    guide = drawn(shipped, "guides/are-you-missing-a-trick/index.html")
    assert "EdCentral, seen on 15 June 2024" in guide


def test_an_empty_cell_begins_a_message_with_what_is_known(tmp_path: Path) -> None:
    site = changed(tmp_path, REPOSITORY)
    config = site.settings.root / "mkdocs.yml"
    text = config.read_text("utf-8")
    config.write_text(
        text.replace("- goodpractice:\n", "- goodpractice:\n      feedback: a@b.org\n")
    )
    html = drawn(check(site.settings.root).site, "case-studies/index.html")
    mails = [unquote(one) for one in re.findall(r'<td><a href="mailto:a@b\.org\?([^"]*)"', html)]
    assert any(
        mail.startswith("subject=Case study: ")
        and re.search(r"body=approaches: \[[\w-]+\]\r\nlevels: \[[\w-]+\]\r\n$", unescape(mail))
        for mail in mails
    )
    cells = html.partition("<tbody>")[2].partition("</tbody>")[0]
    assert len(re.findall("<td>", cells)) == len(re.findall(r"<td><a ", cells)) > 20


def test_without_an_address_an_empty_cell_leads_to_how_to_take_part(shipped: Site) -> None:
    html = drawn(shipped, "networks/index.html")
    gap = re.search(r'<td><a href="\ue000guides/how-to-write-a-case-study/">(.*?)</a>', html)
    assert gap is not None
    assert re.search(r"gp-hidden>[^<]+, [^<]+: nobody yet, write the first<", gap[1])
    assert re.search(r"<td>0</td>", html) is None


def test_where_nobody_takes_messages_an_empty_cell_is_a_nought(tmp_path: Path) -> None:
    site = changed(tmp_path, REPOSITORY)
    for name in ("index.md", "fr/index.md", "el/index.md"):
        home = site.settings.content / name
        if home.exists():
            text = re.sub(r"(?m)^contribute: .*\n", "", home.read_text("utf-8"))
            home.write_text(text, "utf-8")
    html = drawn(check(site.settings.root).site, "networks/index.html")
    assert "<td>0</td>" in html
