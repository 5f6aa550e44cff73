"""Feeds, held to the grammar and the rules of RFC 4287."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Mapping
from pathlib import Path
from urllib.parse import urlsplit
from xml.etree import ElementTree
from xml.etree.ElementTree import Element

import pytest

from goodpractice import pipeline
from goodpractice.pages import plan
from goodpractice.pipeline import Site
from goodpractice.rendering import Renderer
from goodpractice.settings import load_settings
from tests.faults.cases import REPOSITORY, SMALL, check, copy_site

ATOM = "{http://www.w3.org/2005/Atom}"
LANG = "{http://www.w3.org/XML/1998/namespace}lang"
MOMENT = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?(Z|[+-]\d\d:\d\d)")

# Of the RELAX NG of the RFC (appendix B): what each element may hold and how often: least, most.
ANY = 10**6
GRAMMAR: Mapping[str, Mapping[str, tuple[int, int]]] = {
    "feed": {
        "author": (0, ANY), "category": (0, ANY), "contributor": (0, ANY), "generator": (0, 1),
        "icon": (0, 1), "id": (1, 1), "link": (0, ANY), "logo": (0, 1), "rights": (0, 1),
        "subtitle": (0, 1), "title": (1, 1), "updated": (1, 1), "entry": (0, ANY),
    },
    "entry": {
        "author": (0, ANY), "category": (0, ANY), "content": (0, 1), "contributor": (0, ANY),
        "id": (1, 1), "link": (0, ANY), "published": (0, 1), "rights": (0, 1), "source": (0, 1),
        "summary": (0, 1), "title": (1, 1), "updated": (1, 1),
    },
    "author": {"name": (1, 1), "uri": (0, 1), "email": (0, 1)},
}  # fmt: skip
ATTRIBUTES: Mapping[str, set[str]] = {
    "link": {"href", "rel", "type", "hreflang", "title", "length"},
    "category": {"term", "scheme", "label"},
    "title": {"type"},
    "summary": {"type"},
}
NEEDED: Mapping[str, str] = {"link": "href", "category": "term"}


def faults(node: Element) -> Iterator[str]:
    """Yield what is wrong with an element and those within it."""
    name = node.tag.removeprefix(ATOM)
    if not node.tag.startswith(ATOM):
        yield f"{node.tag} is no element of Atom"
    yield from _grammar_faults(name, node)
    text = node.text or ""
    if name in ("updated", "published") and not MOMENT.fullmatch(text):
        yield f"{name}: {text} is no date of RFC 3339"
    if name == "id" and not urlsplit(text).scheme:
        yield f"id: {text} is no IRI"
    if name in ("feed", "entry"):
        yield from _rule_faults(name, node)
    for child in node:
        yield from faults(child)


def _grammar_faults(name: str, node: Element) -> Iterator[str]:
    allowed = GRAMMAR.get(name, {})
    counts = Counter(child.tag.removeprefix(ATOM) for child in node)
    yield from (f"{name} may not hold {one}" for one in counts if one not in allowed)
    for one, (least, most) in allowed.items():
        if not least <= counts[one] <= most:
            yield f"{name} holds {counts[one]} {one}"
    known = {LANG, *ATTRIBUTES.get(name, ())}
    yield from (f"{name} may not say {one}" for one in node.attrib if one not in known)
    if name in NEEDED and NEEDED[name] not in node.attrib:
        yield f"{name} lacks {NEEDED[name]}"


def _rule_faults(name: str, node: Element) -> Iterator[str]:
    """Sections 4.1.1 and 4.1.2: authors, links to the page, and entries that are told apart."""
    ways = [(link.get("rel", "alternate"), link.get("type"), link.get("hreflang"))
            for link in node.findall(f"{ATOM}link")]  # fmt: skip
    if len(ways) != len(set(ways)):
        yield f"{name} has two links of a kind"
    relations = {way[0] for way in ways}
    if name == "entry" and node.find(f"{ATOM}content") is None and "alternate" not in relations:
        yield "an entry without content leads nowhere"
    if name == "feed":
        if "self" not in relations:
            yield "a feed should say where it is"
        entries = node.findall(f"{ATOM}entry")
        if node.find(f"{ATOM}author") is None and any(
            e.find(f"{ATOM}author") is None for e in entries
        ):
            yield "an entry has no author"
        ids = [entry.findtext(f"{ATOM}id") for entry in entries]
        if len(ids) != len(set(ids)):
            yield "an entry stands there twice"


def feeds(site: Site) -> dict[str, Element]:
    found = [one for one in plan(site).assets if one.file.endswith("feed.xml")]
    return {one.file: ElementTree.fromstring(one.data()) for one in found}  # noqa: S314 - our own


@pytest.fixture(scope="module")
def shipped() -> Site:
    return check(REPOSITORY).site


@pytest.fixture(scope="module")
def all_feeds(shipped: Site) -> dict[str, Element]:
    return feeds(shipped)


def test_every_feed_is_valid(all_feeds: dict[str, Element]) -> None:
    assert len(all_feeds) > 100
    assert {
        name: list(faults(feed)) for name, feed in all_feeds.items() if list(faults(feed))
    } == {}


@pytest.mark.parametrize(
    ("was", "now", "fault"),
    [
        ("<author><name>x</name></author>", "", "an entry has no author"),
        ("<id>x:f</id>", "<id>feed</id>", "id: feed is no IRI"),
        ("<updated>2026-01-02T00:00:00Z</updated>", "", "entry holds 0 updated"),
        ("T00:00:00Z", "", "updated: 2026-01-02 is no date of RFC 3339"),
        ("<title>e</title>", "<title>e</title><b/>", "entry may not hold b"),
        ('<link href="x:e"/>', "", "an entry without content leads nowhere"),
        ('<link rel="self" href="x:f"/>', "", "a feed should say where it is"),
    ],
)
def test_the_validator_finds_faults(was: str, now: str, fault: str) -> None:
    text = (
        '<feed xmlns="http://www.w3.org/2005/Atom"><entry><title>e</title><id>x:e</id>'
        '<updated>2026-01-02T00:00:00Z</updated><link href="x:e"/></entry><id>x:f</id>'
        "<title>f</title><updated>2026-01-02T00:00:00Z</updated>"
        '<author><name>x</name></author><link rel="self" href="x:f"/></feed>'
    )
    assert list(faults(ElementTree.fromstring(text))) == []  # noqa: S314 - our own
    broken = text.replace(was, now, 1)
    assert fault in list(faults(ElementTree.fromstring(broken)))  # noqa: S314 - our own


def test_each_language_has_feeds_of_the_site_its_collections_and_terms(
    all_feeds: dict[str, Element],
) -> None:
    for top, lang in (("", "en"), ("fr/", "fr")):
        for of in ("", "case-studies/", "guides/", "themes/cooperation/", "countries/ie/"):
            assert all_feeds[f"{top}{of}feed.xml"].get(LANG) == lang
    assert "suppliers/feed.xml" not in all_feeds
    assert "levels/special/feed.xml" not in all_feeds


def test_a_feed_holds_the_entries_of_its_page_the_latest_first(tmp_path: Path) -> None:
    root = small(tmp_path)
    days = [f"2026-{1 + n % 12:02}-{1 + n:02}" for n in range(25)]
    for n, day in enumerate(days):
        write(root, f"note-{n:02}", f"published: {day}")
    write(root, "reviewed", "published: 2020-01-01\nlast_reviewed: 2027-01-01")
    write(root, "undated", "")
    feed = feeds(check(root).site)["notes/feed.xml"]
    told = [entry.findtext(f"{ATOM}updated", "")[:10] for entry in feed.findall(f"{ATOM}entry")]
    assert told == ["2027-01-01", *sorted(days, reverse=True)][:20]
    assert feed.findtext(f"{ATOM}updated") == "2027-01-01T00:00:00Z"
    first = feed.find(f"{ATOM}entry")
    assert first is not None
    assert first.findtext(f"{ATOM}id") == "https://example.org/x/notes/reviewed/"
    assert first.findtext(f"{ATOM}published") == "2020-01-01T00:00:00Z"


def test_neither_drafts_nor_what_is_withdrawn_is_told(tmp_path: Path) -> None:
    root = small(tmp_path)
    for status in ("draft", "withdrawn", "archived"):
        write(root, status, f"published: 2026-01-02\nstatus: {status}")
    settings, _ = load_settings(root / "mkdocs.yml", drafts=True)
    site = pipeline.check(settings).site
    assert "notes/draft" in site.catalogue.entries
    told = feeds(site)["notes/feed.xml"].iter(f"{ATOM}entry")
    assert [entry.findtext(f"{ATOM}title") for entry in told] == ["Note archived"]


def test_markup_in_a_title_is_text(tmp_path: Path) -> None:
    root = small(tmp_path)
    write(root, "odd", "published: 2026-01-02\nsummary: 'a <b> & \"c\"'")
    [entry] = feeds(check(root).site)["notes/feed.xml"].iter(f"{ATOM}entry")
    assert entry.findtext(f"{ATOM}summary") == 'a <b> & "c"'


def test_without_an_address_of_the_site_there_are_no_feeds(tmp_path: Path) -> None:
    root = copy_site(SMALL, tmp_path / "site")
    write(root, "dated", "published: 2026-01-02")
    site = check(root).site
    assert feeds(site) == {}
    assert all(not page.feed for page in plan(site).pages)


def test_pages_lead_to_their_feed_in_the_head_and_in_sight(shipped: Site) -> None:
    renderer = Renderer(shipped)
    pages = {page.file: page for page in renderer.plan.pages}
    for file, feed in {
        "index.html": "feed.xml",
        "browse/index.html": "feed.xml",
        "fr/case-studies/index.html": "fr/case-studies/feed.xml",
        "themes/cooperation/index.html": "themes/cooperation/feed.xml",
    }.items():
        link = f'href="\ue000{feed}"'
        [tag] = [one for one in renderer.head(pages[file]).splitlines() if "atom+xml" in one]
        assert link in tag
        assert link in renderer.content(pages[file])
    for file in ("suppliers/index.html", "networks/oscailt/index.html"):
        assert "feed.xml" not in renderer.head(pages[file]) + renderer.content(pages[file])


def small(tmp_path: Path) -> Path:
    root = copy_site(SMALL, tmp_path / "site")
    config = root / "mkdocs.yml"
    config.write_text(f"site_url: https://example.org/x/\n{config.read_text('utf-8')}")
    for name in ("first", "second"):
        path = root / f"content/notes/{name}.md"
        if path.is_file():
            path.unlink()
    return root


def write(root: Path, name: str, front: str) -> None:
    text = f"---\ntitle: Note {name}\n{front}\n---\n\nText.\n"
    (root / f"content/notes/{name}.md").write_text(text, "utf-8")
