"""Figures are a plain count: of works, of all that say something, and of those that do not."""

from __future__ import annotations

import re
from collections import Counter
from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from goodpractice.figures import MOST_YEARS, WORTH_A_SHARE, charts, spans, told_sections
from goodpractice.interface import Interface
from goodpractice.pipeline import Site
from goodpractice.rendering import Renderer
from goodpractice.templates import Templates
from goodpractice.views import Chart
from tests.faults.cases import REPOSITORY, SMALL, check, copy_site
from tests.works import Drawn, catalogue_of, drawn_entries, plain_works, site_of

SITE = check(SMALL).site
TEMPLATES = Templates(SITE.settings.theme_dirs)
PAGE = "statistics/index.html"


def chart_of(site: Site, collection: str, path: str) -> Chart | None:
    ui = Interface(site, "en", TEMPLATES)
    return next(charts(ui, site.model.collections[collection], [path]), None)


def numbers(chart: Chart) -> dict[str, int]:
    return {row.link.title: row.count for row in chart.rows if row.count}


@given(drawn_entries())
def test_a_chart_is_a_plain_count_of_works(entries: list[Drawn]) -> None:
    site = site_of(SITE, catalogue_of(SITE.model, entries).entries)
    works = [work for work in plain_works(entries) if work[0].id.startswith("everything")]
    said = [{term for one in work for term in one.choices} for work in works]
    chart = chart_of(site, "everything", "choices")
    if not works:
        assert chart is None
        return
    assert chart is not None
    plain = Counter({
        "Primary": sum("primary" in terms for terms in said),
        "Secondary": sum(bool(terms & {"secondary", "upper"}) for terms in said),
        "Upper secondary": sum("upper" in terms for terms in said),
        "Not reported": sum(not terms for terms in said),
    })  # fmt: skip
    assert numbers(chart) == dict(+plain)
    assert chart.total == len(works)
    assert chart.several == any(len(terms) > 1 or "upper" in terms for terms in said)


@given(drawn_entries())
def test_bars_are_as_long_as_their_numbers(entries: list[Drawn]) -> None:
    site = site_of(SITE, catalogue_of(SITE.model, entries).entries)
    chart = chart_of(site, "everything", "lang")
    for row in chart.rows if chart else ():
        most = max(one.count for one in chart.rows) if chart else 1
        assert abs(row.length - 100 * row.count / most) <= 1
        total = chart.total if chart else 1
        assert (row.share is None) == (total < WORTH_A_SHARE)
        assert row.share is None or abs(row.share - 100 * row.count / total) <= 0.5
        assert (row.length == 0) == (row.count == 0)


YEARS = st.dictionaries(st.integers(1, 9999), st.integers(1, 40), max_size=12)


@given(YEARS)
def test_years_stand_in_few_rows_without_a_gap(years: dict[int, int]) -> None:
    rows = list(spans(Counter(years)))
    assert len(rows) <= MOST_YEARS
    held = Counter[int]()
    ends = [[int(year) for year in label.split("–")] for label, _ in rows]
    for (first, *last), (_, count) in zip(ends, rows, strict=True):
        year_range = range(first, (last or [first])[0] + 1)
        held.update({first: sum(years.get(year, 0) for year in year_range)})
        assert held[first] == count
    assert held.total() == sum(years.values())
    for before, after in pairwise(ends):
        assert after[0] == before[-1] + 1


def test_a_work_counts_by_the_first_version_that_knows_its_year(tmp_path: Path) -> None:
    root = copy_site(REPOSITORY, tmp_path / "site")
    french = root / "content/case-studies/direction-ecoles-limerick.md"
    original = root / "content/case-studies/oscailt-school-leaders.md"
    started = re.compile(r"^started: .*$", re.MULTILINE)
    text = started.sub("started: not known", original.read_text("utf-8"))
    original.write_text(text, "utf-8")
    text = started.sub("ended: 2011", french.read_text("utf-8"))
    french.write_text(text.replace("---\n", "---\nstarted: 1987~\n", 1), "utf-8")
    chart = chart_of(check(root).site, "case-studies", "started")
    assert chart is not None
    assert sum(row.count for row in chart.rows) == chart.total
    assert chart.rows[0].link.title == "1986–1987"
    assert chart.rows[0].count == 1


def test_who_writes_that_nobody_knows_has_not_told() -> None:
    site = check(REPOSITORY).site
    for entry in site.published:
        body = entry.document.body
        for section_id, label in (("what-did-not-work", "What did not work"),
                                  ("how-it-is-run", "How it is run")):  # fmt: skip
            part = body.partition(f"## {label}\n")[2].partition("\n## ")[0].strip()
            told = bool(part) and not part.startswith("Not known")
            if entry.lang == "en" and section_id in entry.collection.sections:
                assert (section_id in told_sections(entry)) == told, entry.id


@pytest.fixture(scope="module")
def renderer() -> Renderer:
    return Renderer(check(REPOSITORY).site)


def content(renderer: Renderer, file: str) -> str:
    return renderer.content(next(page for page in renderer.plan.pages if page.file == file))


def test_every_row_of_the_page_leads_somewhere(renderer: Renderer) -> None:
    files = {page.file for page in renderer.plan.pages}
    for prefix in ("", "fr/"):
        html = content(renderer, f"{prefix}{PAGE}")
        leads = re.findall(r'href="\ue000([^"?]*)(\?[^"]*)?"', html.partition("<h2")[2])
        assert len(leads) > 40
        assert {f"{address}index.html" for address, _ in leads} <= files


def test_the_home_page_leads_to_the_figures(renderer: Renderer) -> None:
    assert 'href="\ue000statistics/"' in content(renderer, "index.html")
    assert 'href="\ue000fr/statistics/">En chiffres' in content(renderer, "fr/index.html")


def test_without_anything_to_count_there_is_no_such_page() -> None:
    renderer = Renderer(SITE)
    assert PAGE not in {page.file for page in renderer.plan.pages}
    assert "statistics/" not in content(renderer, "index.html")


def test_a_collection_shows_how_it_is_spread(renderer: Renderer) -> None:
    html = content(renderer, "networks/index.html")
    chart = html.partition("class=gp-chart ")[2].partition("</table>")[0]
    assert "Improving the Quality of Education for All" in chart or "IQEA" in chart
    assert "drawings.css" in html
    assert "drawings.css" not in content(renderer, "organisations/index.html")
