"""What pages tell programs of themselves: true to schema.org, safe in HTML, and small."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from html.parser import HTMLParser
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from goodpractice import linked_data
from goodpractice.pipeline import Site
from goodpractice.rendering import Renderer
from tests.faults.cases import REPOSITORY, SMALL, check, copy_site

# The types of schema.org with their properties, from a package made of its vocabulary.
TYPES = json.loads((REPOSITORY / "tests/data/schema-org.json").read_text("utf-8"))
TEXTS = {"Text", "URL", "Date", "DateTime", "CssSelectorType", "XPathType"}
NUMBERS = {"Integer", "Number", "Float"}


class Blocks(HTMLParser):
    """Collects the data blocks of a page as a browser would cut them."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=False)
        self.found: list[str] = []
        self.inside = False
        self.tags: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append(tag)
        self.inside = tag == "script" and ("type", "application/ld+json") in attrs

    def handle_endtag(self, tag: str) -> None:
        self.inside = False

    def handle_data(self, data: str) -> None:
        if self.inside:
            self.found.append(data)


def blocks(html: str) -> list[dict[str, Any]]:
    parser = Blocks()
    parser.feed(html)
    parser.close()
    return [json.loads(text) for text in parser.found]


@pytest.fixture(scope="module")
def renderer() -> Renderer:
    return Renderer(check(REPOSITORY).site)


def of(renderer: Renderer, file: str) -> dict[str, Any]:
    page = next(one for one in renderer.plan.pages if one.file == file)
    [found] = blocks(renderer.head(page))
    return found


def above(kind: str) -> Iterator[str]:
    yield kind
    for parent in TYPES[kind]["parents"]:
        yield from above(parent)


def takes(kind: str, name: str) -> set[str]:
    """Return what a property of a type may hold."""
    return {one for up in above(kind) for one in TYPES[up]["properties"].get(name, ())}


def faults(node: Any, where: str = "") -> Iterator[str]:
    """Yield what schema.org does not know in a node and those within it."""
    kind = node["@type"]
    if kind not in TYPES:
        yield f"{where}: no type {kind}"
        return
    for name, value in node.items():
        if name.startswith("@"):
            continue
        wanted = takes(kind, name)
        if not wanted:
            yield f"{where}: {kind} has no property {name}"
        for item in value if isinstance(value, list) else [value]:
            yield from _value_faults(item, wanted, f"{where}/{name}")


def _value_faults(item: Any, wanted: set[str], where: str) -> Iterator[str]:
    if isinstance(item, dict) and "@type" in item:
        # An `item` is whatever a list is of: schema.org asks for a Thing.
        if item["@type"] in TYPES and not wanted & set(above(item["@type"])):
            yield f"{where}: takes no {item['@type']}"
        yield from faults(item, where)
    elif isinstance(item, str) and not wanted & TEXTS and not item.startswith("https://"):
        yield f"{where}: takes no text"
    elif isinstance(item, int | float) and not wanted & NUMBERS:
        yield f"{where}: takes no number"


def test_every_page_tells_only_what_schema_org_knows(renderer: Renderer) -> None:
    found = []
    told = [page for page in renderer.plan.pages if page.data]
    for page in told:
        [node] = blocks(renderer.head(page))
        assert node["@context"] == "https://schema.org"
        found += [f"{page.file}{fault}" for fault in faults(node)]
    assert found == []
    kinds = {of(renderer, page.file).get("mainEntity", {}).get("@type") for page in told}
    assert {"LearningResource", "EducationalOrganization", "HowTo", "DefinedTerm"} <= kinds


def test_the_validator_finds_faults() -> None:
    thing = {"@type": "LearningResource", "steps": "x", "about": {"@type": "MonetaryAmountt"}}
    assert list(faults(thing)) == [
        ": LearningResource has no property steps",
        "/steps: takes no text",
        "/about: no type MonetaryAmountt",
    ]
    wrong = {"@type": "BreadcrumbList", "itemListElement": 3, "position": 1}
    assert len(list(faults(wrong))) == 3


def test_an_entry_is_what_the_model_maps_it_to(renderer: Renderer) -> None:
    node = of(renderer, "case-studies/willenhall-learning-to-learn/index.html")
    thing = node["mainEntity"]
    assert thing["@type"] == "LearningResource"
    assert thing["educationalLevel"] == "Primary"
    assert thing["about"] == {"@type": "DefinedTerm", "name": "Learning to learn"}
    assert node["license"] == "https://creativecommons.org/licenses/by/4.0/"
    assert node["datePublished"] == "2026-11-22"
    steps = node["breadcrumb"]["itemListElement"]
    assert [step["position"] for step in steps] == [1, 2]
    assert [step["item"].removeprefix("https://example.org/") for step in steps] == [
        *("good-practice/", "good-practice/case-studies/"),
    ]


def test_what_is_not_known_is_not_told(renderer: Renderer) -> None:
    assert "not known" not in linked_text(renderer)


def linked_text(renderer: Renderer) -> str:
    return "\n".join(page.data() for page in renderer.plan.pages if page.data)


def test_an_entry_grows_by_less_than_a_kilobyte(renderer: Renderer) -> None:
    entries = [page for page in renderer.plan.pages if page.template == "entry.html"]
    block = re.compile(r"<script type=.application/ld\+json.*</script>\n", re.DOTALL)
    sizes = [
        len(match[0].encode()) for page in entries if (match := block.search(renderer.head(page)))
    ]
    assert len(sizes) == len(entries) > 40
    assert max(sizes) <= 1000


def small(tmp_path: Path, front: str, model: str = "") -> Site:
    root = copy_site(SMALL, tmp_path / "site")
    if model:
        path = root / "content/notes/_collection.yml"
        path.write_text(path.read_text("utf-8") + model, "utf-8")
    (root / "content/notes/one.md").write_text(f"---\n{front}\n---\n\nText.\n", "utf-8")
    return check(root).site


def test_long_texts_give_way(tmp_path: Path) -> None:
    front = f"title: {'Wort ' * 20}\nsummary: {'é' * 190}"
    model = "\nschema_org: {type: CreativeWork, headline: title, alternateName: title}\n"
    renderer = Renderer(small(tmp_path, front, model))
    node = of(renderer, "notes/one/index.html")
    assert "description" not in node["mainEntity"]
    assert node["mainEntity"]["name"].startswith("Wort")


def test_a_text_never_ends_its_block(tmp_path: Path) -> None:
    title = "</script><script>alert(1)</script><!--<script> & Co"
    site = small(tmp_path, f"title: '{title}'")
    renderer = Renderer(site)
    page = next(one for one in renderer.plan.pages if one.file == "notes/one/index.html")
    parser = Blocks()
    parser.feed(renderer.head(page))
    parser.close()
    assert parser.tags.count("script") == 1
    [text] = parser.found
    assert json.loads(text)["mainEntity"]["name"] == title


@given(st.text())
def test_json_is_safe_in_html_and_means_the_same(text: str) -> None:
    encoded = linked_data.encoded({"name": text})
    assert json.loads(encoded) == {"name": text}
    assert not set(encoded) & set("<>&\u2028\u2029")


def test_without_an_address_of_the_site_addresses_work_from_the_page(tmp_path: Path) -> None:
    renderer = Renderer(small(tmp_path, "title: One note"))
    assert not renderer.site.settings.site_url
    node = of(renderer, "notes/one/index.html")
    steps = node["breadcrumb"]["itemListElement"]
    assert [step["item"] for step in steps] == ["\ue000", "\ue000notes/"]


def test_what_has_been_withdrawn_tells_nothing(tmp_path: Path) -> None:
    renderer = Renderer(small(tmp_path, "title: One note\nstatus: withdrawn"))
    page = next(one for one in renderer.plan.pages if one.file == "notes/one/index.html")
    assert page.data is None
    assert "ld+json" not in renderer.head(page)


@pytest.mark.parametrize(
    ("licence", "address"),
    [
        ("CC-BY-4.0", "https://creativecommons.org/licenses/by/4.0/"),
        ("CC-BY-NC-SA-3.0", "https://creativecommons.org/licenses/by-nc-sa/3.0/"),
        ("CC0-1.0", "https://creativecommons.org/publicdomain/zero/1.0/"),
        ("https://example.org/licence", "https://example.org/licence"),
        ("All rights reserved", ""),
    ],
)
def test_licences_are_told_by_their_address(licence: str, address: str) -> None:
    assert linked_data.licence_address(licence) == address
