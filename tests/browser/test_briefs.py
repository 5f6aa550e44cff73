"""The brief of an entry: what is left of its page at #gp:brief, and on paper one page."""

from __future__ import annotations

import re
import zlib
from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from tests.sites.foreign import built
from tools.static_server import StaticServer

BRIEF = "#gp:brief"
A4 = {"width": 680, "height": 1009}  # less the margins, in pixels of CSS
CASE = "case-studies/schlangenfuss/"
ENTRIES = ("case-studies", "networks", "practices", "programmes", "organisations", "guides")


def pages_of(pdf: bytes) -> int:
    """Count the pages of a PDF as Chromium writes it: each is an object of its own."""
    return len(re.findall(rb"/Type\s*/Page\b(?!s)", pdf))


def printed(page: Page, address: str) -> int:
    page.goto("about:blank")
    page.goto(f"{address}{BRIEF}")
    return pages_of(page.pdf(format="A4", prefer_css_page_size=True))


def test_every_brief_is_one_page(page: Page, built_site: Path, site_server: StaticServer) -> None:
    found = [path.parent for name in ENTRIES for path in built_site.glob(f"{name}/*/index.html")]
    entries = [folder for folder in found if not folder.name.startswith("page-")]
    assert len(entries) > 30
    addresses = [f"{folder.relative_to(built_site).as_posix()}/" for folder in entries]
    pages = {one: printed(page, site_server.url + one) for one in addresses}
    assert {one for one, count in pages.items() if count != 1} == set()
    page.goto(site_server.url + CASE)
    assert pages_of(page.pdf(format="A4")) > 1  # so this does count


def drawn(page: Page) -> list[bytes]:
    """What is drawn on the pages of a print, as Chromium writes it down."""
    streams = re.findall(rb"stream\r?\n(.*?)\r?\nendstream", page.pdf(format="A4"), re.DOTALL)
    return [zlib.decompress(one) for one in streams if one.startswith(b"\x78")]


def test_a_brief_says_on_paper_where_it_is_from(page: Page, site_server: StaticServer) -> None:
    for address in (CASE, "networks/oscailt/"):
        page.goto("about:blank")
        page.goto(f"{site_server.url}{address}{BRIEF}")
        whole = drawn(page)
        page.add_style_tag(content=".gp-colophon dd { color: #123456 }")
        assert drawn(page) != whole, address


def test_an_entry_leads_to_its_brief_and_back(page: Page, site_server: StaticServer) -> None:
    page.goto(site_server.url + CASE)
    expect(page.locator("#the-challenge")).to_be_visible()
    page.get_by_role("link", name="Make the case: one page to print").click()
    expect(page.locator("#the-challenge")).to_be_hidden()
    for shown in ("#what-changed", "#what-did-not-work", ".gp-title", ".gp-pairs"):
        expect(page.locator(shown).first).to_be_visible()
    expect(
        page.locator(".gp-colophon dd", has_text="https://example.org/good-practice/" + CASE)
    ).to_be_visible()
    page.get_by_role("link", name="Show the whole page").click()
    expect(page.locator("#the-challenge")).to_be_visible()
    expect(page.get_by_role("link", name="Show the whole page")).to_be_hidden()


def test_a_brief_says_first_what_it_wants_and_nobody_knows(
    page: Page, site_server: StaticServer
) -> None:
    page.goto(f"{site_server.url}{CASE}{BRIEF}")
    row = page.locator(".gp-facts > dt:text-is('Not reported') + dd")
    assert row.inner_text().split("\n")[-1] == "School levels, Stage, Started, Cost"


# More of everything than any shipped entry has

MODEL = """\
label: {en: Things, fr: Choses}
singular: {en: Thing, fr: Chose}
fields:
  title: {kind: line, max: 400, required: true, label: Title}
  summary: {kind: paragraph, max: 1000, label: Summary}
  gains: {kind: list, of: {kind: group, fields: {who: {kind: line, label: Who},
    what: {kind: line, label: What}}}, label: Gains}
  terms: {kind: choices, vocabulary: words, label: Words}
  note: {kind: paragraph, label: Note}
  costs: {kind: list, of: {kind: line}, label: Costs}
sections:
  story: {label: {en: Story, fr: Histoire}, brief: true}
  lessons: {label: {en: Lessons, fr: Leçons}, brief: true}
  list: {label: {en: List, fr: Liste}, brief: true}
page: {lead: [gains, note], facts: [terms, costs]}
brief: [gains, note, terms, costs]
"""
CONFIG = """\
site_name: Foreign
site_url: https://example.org/a/
docs_dir: content
theme: {name: material}
plugins: [{goodpractice: {languages: [en, fr]}}]
"""
LONG = "Ein langes Wort: Donaudampfschifffahrtsgesellschaft. " * 30


def entry(lang: str, headings: tuple[str, str, str]) -> str:
    gains = "".join(f"  - {{who: Role {n}, what: {LONG[:190]}}}\n" for n in range(12))
    costs = "".join(f"  - Cost {n} {'x' * 120}\n" for n in range(20))
    words = ", ".join(f"word-{n}" for n in range(60))
    story, lessons, listed = headings
    return (
        f"---\ntitle: '{LONG[:300].strip()}'\nsummary: '{LONG[:900].strip()}'\nlang: {lang}\n"
        f"gains:\n{gains.replace('Wort:', 'Wort')}costs:\n{costs}terms: [{words}]\n"
        f"note: '{LONG}'\n---\n\nFirst {LONG}\n\n## {story}\n\n{LONG}\n\n{LONG}\n\n{LONG}\n\n"
        f"## {lessons}\n\n{LONG}\n\n## {listed}\n\n{f'- {LONG}' + chr(10)}" + f"- {LONG}\n" * 30
    )


@pytest.fixture(scope="module")
def foreign(tmp_path_factory: pytest.TempPathFactory) -> Path:
    root = tmp_path_factory.mktemp("foreign")
    terms = "".join(f"  word-{n}: A rather long term, number {n}\n" for n in range(60))
    files = {
        "mkdocs.yml": CONFIG,
        "content/vocabularies/words.yml": f"label: Words\nterms:\n{terms}",
        "content/things/_collection.yml": MODEL,
        "content/things/long.md": entry("en", ("Story", "Lessons", "List")),
        "content/things/longue.md": entry("fr", ("Histoire", "Leçons", "Liste")),
        "content/things/lang.md": entry("de", ("Story", "Lessons", "List")),
        "content/things/bare.md": "---\ntitle: Only a title\nsummary: And this.\n---\n\nText.\n",
    }
    for name, text in files.items():
        (root / name).parent.mkdir(parents=True, exist_ok=True)
        (root / name).write_text(text, "utf-8")
    code, folder = built(root)
    assert code == 0
    return folder


BOXES = """() => {
  const box = (name) => document.querySelector(name).getBoundingClientRect();
  const [head, text, foot] = ['.gp-head', '.gp-columns', '.gp-colophon'].map(box);
  const cited = document.querySelector('.gp-colophon .gp-brief + dd');
  return [cited.scrollHeight <= cited.clientHeight + 1, head.top >= 0,
    head.bottom <= text.top, text.bottom <= foot.top + 1,
    foot.bottom <= innerHeight + 1, document.documentElement.scrollWidth <= innerWidth];
}"""


@pytest.mark.parametrize("name", ["long", "longue", "lang", "bare"])
def test_a_long_foreign_entry_still_fills_one_page(
    name: str, page: Page, foreign: Path, serve: Callable[[Path], StaticServer]
) -> None:
    address = f"{serve(foreign).url}things/{name}/"
    assert printed(page, address) == 1
    page.set_viewport_size(A4)  # type: ignore[arg-type]
    page.emulate_media(media="print")
    assert page.evaluate(BOXES) == [True] * 6
    expect(page.get_by_text(f"https://example.org/a/things/{name}/").first).to_be_visible()
