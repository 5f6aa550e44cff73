"""An entry and its translations are one work: listed once, counted once, found by each version."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest
from hypothesis import given

from goodpractice import facets
from goodpractice.pages import plan
from goodpractice.pipeline import Site
from goodpractice.views import FacetView, TermView
from tests.faults.cases import REPOSITORY, SMALL, check, copy_site
from tests.works import Drawn, catalogue_of, drawn_entries, plain_counts, plain_works, site_of

SITE = check(SMALL).site
NOTE = "---\ntitle: {title}\nlang: {lang}\n{more}---\n\nText.\n"


@given(drawn_entries())
def test_works_are_what_translations_join(entries: list[Drawn]) -> None:
    found = catalogue_of(SITE.model, entries).works
    joined = {frozenset(entry.id for entry in work.versions) for work in found}
    assert joined == {frozenset(one.id for one in work) for work in plain_works(entries)}
    assert len(found) == len(joined)


@given(drawn_entries())
def test_counts_are_a_plain_count_of_works(entries: list[Drawn]) -> None:
    catalogue, plain = catalogue_of(SITE.model, entries), plain_counts(entries)
    for facet in ("choices", "lang", "collection"):
        assert +catalogue.counts[facet] == +plain[facet]
    by_term = {term: len(works) for (name, term), works in catalogue.by_term.items() if name}
    for term in ("primary", "secondary", "upper"):
        assert by_term.get(term, 0) == plain["choices"][term]


@given(drawn_entries())
def test_the_facet_index_holds_the_same_works(entries: list[Drawn]) -> None:
    site = site_of(SITE, catalogue_of(SITE.model, entries).entries)
    terms = tuple(TermView(one, one, "") for one in ("primary", "secondary", "upper"))
    view = FacetView("choices", "Levels", terms)
    facet = json.loads(facets.column(site, view))
    wider = [{at, one.get("broader", at)} for at, one in enumerate(facet["terms"])]
    held = [set().union(*(wider[at] for at in own)) for own in facet["entries"]]
    tally = [sum(at in own for own in held) for at in range(len(terms))]
    plain = plain_counts(entries)
    assert tally == [plain["choices"][term.id] for term in terms]
    count = json.loads(facets.index(site, (view,), "en"))["count"]
    assert (
        count
        == len(facet["entries"])
        == len(plain_works(entries))
        == len(json.loads(facets.titles(site)))
    )


@given(drawn_entries())
def test_a_reader_gets_the_version_in_their_language_or_the_original(
    entries: list[Drawn],
) -> None:
    for work in catalogue_of(SITE.model, entries).works:
        for lang in ("en", "fr", "de", "pt"):
            version = work.version(lang)
            if lang in {one.lang for one in work.versions}:
                assert version.lang == lang
            else:
                assert version is work.versions[0]
        if work.id in {one.id for one in work.versions}:
            assert work.versions[0].id == work.id


@given(drawn_entries())
def test_who_names_a_work_names_all_its_versions(entries: list[Drawn]) -> None:
    catalogue = catalogue_of(SITE.model, entries)
    works = plain_works(entries)
    expected = {
        (frozenset(one.id for one in target), frozenset(one.id for one in source))
        for source in works
        for target in works
        if source is not target
        for one in source
        if one.id.startswith("everything") and one.names in {other.id for other in target}
    }
    found = {
        (frozenset(e.id for e in catalogue.work_of[name].versions),
         frozenset(e.id for e in work.versions))
        for target, groups in catalogue.linked_from.items()
        for name in [next(e.id for w in catalogue.works if w.id == target for e in w.versions)]
        for named in groups.values()
        for work in named
    }  # fmt: skip
    assert found == expected


@pytest.fixture(scope="module")
def translated(tmp_path_factory: pytest.TempPathFactory) -> Site:
    """A site of which a note is there in English, French and German."""
    root = copy_site(SMALL, tmp_path_factory.mktemp("translated") / "site")
    notes = root / "content/notes"
    first, of = "A note on gardens", "translation_of: notes/garden\n"
    (notes / "garden.md").write_text(NOTE.format(title=first, lang="en", more=""), "utf-8")
    (notes / "jardin.md").write_text(NOTE.format(title="Le jardin", lang="fr", more=of), "utf-8")
    (notes / "garten.md").write_text(NOTE.format(title="Der Garten", lang="de", more=of), "utf-8")
    checked = check(root)
    assert not [one for one in checked.diagnostics if "/notes/" in one.path]
    return checked.site


def drawn(site: Site, file: str) -> str:
    """Return what a page shows, or a file holds."""
    from goodpractice.rendering import Renderer

    renderer = Renderer(site)
    for page in renderer.plan.pages:
        if page.file == file:
            return renderer.content(page)
    found = next(one for one in plan(site).assets if one.file == file)
    return found.data().decode()


@pytest.mark.parametrize(
    ("file", "shown", "also"),
    [
        ("notes/index.html", "A note on gardens", ["Deutsch", "Français"]),
        ("fr/notes/index.html", "Le jardin", ["English", "Deutsch"]),
        ("data/cards/fr/0.json", "Le jardin", ["English", "Deutsch"]),
    ],
)
def test_a_list_shows_one_card_with_ways_to_the_others(
    translated: Site, file: str, shown: str, also: list[str]
) -> None:
    html = drawn(translated, file)
    titles = [one for one in ("A note on gardens", "Le jardin", "Der Garten") if one in html]
    assert titles == [shown]
    assert (
        re.findall(r">(\w+)</a>", html.partition("gp-card__also")[2].partition("</p>")[0]) == also
    )


def test_every_version_is_found_by_its_words_and_keeps_its_address(translated: Site) -> None:
    order = translated.entry_order
    assert order["notes/garden/"] == order["notes/jardin/"] == order["notes/garten/"]
    folded = json.loads(facets.titles(translated))[order["notes/garten/"]]
    assert all(word in folded for word in ("a note on gardens", "le jardin", "der garten"))
    pages = {page.file for page in plan(translated).pages}
    assert {f"notes/{name}/index.html" for name in ("garden", "jardin", "garten")} <= pages


def test_a_page_leads_to_the_version_in_its_own_language(translated: Site, tmp_path: Path) -> None:
    root = copy_site(translated.settings.root, tmp_path / "site")
    path = root / "content/everything/whole.md"
    text = path.read_text("utf-8").replace("reference: first", "lang: fr\nreference: garden")
    path.write_text(text, "utf-8")
    assert ">Le jardin</a>" in drawn(check(root).site, "everything/whole/index.html")


def test_the_page_of_a_language_shows_what_is_written_in_it(translated: Site) -> None:
    german = drawn(translated, "languages/de/index.html")
    assert "Der Garten" in german
    assert "A note on gardens" not in german


def test_naming_a_translation_is_naming_the_work(tmp_path: Path) -> None:
    root = copy_site(REPOSITORY, tmp_path / "site")
    content = root / "content"
    network = (content / "networks/oscailt.md").read_text("utf-8")
    french = network.replace("---\n", "---\nlang: fr\ntranslation_of: networks/oscailt\n", 1)
    french = french.replace("title: Oscailt network", "title: Le réseau Oscailt")
    (content / "networks/oscailt-fr.md").write_text(french, "utf-8")
    case = content / "case-studies/direction-ecoles-limerick.md"
    case.write_text(case.read_text("utf-8").replace("[oscailt]", "[oscailt-fr]"), "utf-8")
    site = check(root).site
    facet = next(one for one in site.model.facets if one.id == "networks")
    assert site.catalogue.counts["networks"]["networks/oscailt"] == 1
    assert site.catalogue.facet_values(facet).count("networks/oscailt-fr") == 0
    page = drawn(site, "fr/case-studies/index.html")
    assert "Le réseau Oscailt" in page
    assert "Oscailt network" not in page
