"""The site as data: valid by its own schema, complete, harmless, and only what pages show."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Any

import jsonschema
import pytest
from hypothesis import given
from hypothesis import strategies as st
from markupsafe import escape

from goodpractice import api, pipeline
from goodpractice.pages import plan
from goodpractice.pipeline import Site
from goodpractice.rendering import Renderer
from goodpractice.settings import load_settings
from tests.faults.cases import REPOSITORY, SMALL, check, copy_site

SITES = [REPOSITORY, SMALL, REPOSITORY / "tests/sites/added"]


@cache
def _files(root: Path) -> dict[str, bytes]:
    return of(check(root).site)


def files(root: Path) -> dict[str, bytes]:
    return dict(_files(root))


def of(site: Site) -> dict[str, bytes]:
    found = (one for one in plan(site).assets if one.file.startswith("api/v1/"))
    return {one.file.removeprefix("api/v1/"): one.data() for one in found}


def rows(data: bytes) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(data.decode("utf-8-sig"), newline="")))


def roots() -> list[Path]:
    return [root for root in SITES if (root / "mkdocs.yml").is_file()]


@pytest.mark.parametrize("root", roots(), ids=lambda path: path.name)
def test_every_file_is_valid_by_the_schema(root: Path) -> None:
    told = files(root)
    schema = json.loads(told.pop("schema.json"))
    jsonschema.Draft202012Validator.check_schema(schema)
    validator = jsonschema.Draft202012Validator(schema)
    for name, data in told.items():
        if name.endswith(".json"):
            assert [error.message[:300] for error in validator.iter_errors(json.loads(data))] == []


def test_the_schema_finds_faults() -> None:
    told = files(REPOSITORY)
    validator = jsonschema.Draft202012Validator(json.loads(told["schema.json"]))
    document = json.loads(told["collections/case-studies.json"])
    for key, wrong in (("title", 3), ("levels", "primary"), ("consent", {}), ("nonsense", "x")):
        broken = json.loads(json.dumps(document))
        broken["entries"][0]["values"][key] = wrong
        assert not validator.is_valid(broken), key


@pytest.mark.parametrize("root", roots(), ids=lambda path: path.name)
def test_the_index_names_every_file_and_counts_right(root: Path) -> None:
    told = files(root)
    index = json.loads(told["index.json"])
    base = f"{index['url']}api/v1/"
    named = {"index.json", "schema.json"}
    for kind, what in (("collections", "entries"), ("vocabularies", "terms")):
        for one in index[kind]:
            paths = [one[ending].removeprefix(base) for ending in ("json", "csv")]
            named.update(paths)
            assert len(json.loads(told[paths[0]])[what]) == one[what] == len(rows(told[paths[1]]))
    assert named == set(told)


def test_an_entry_is_told_as_it_was_written() -> None:
    entries = json.loads(files(REPOSITORY)["collections/case-studies.json"])["entries"]
    [one] = [entry for entry in entries if entry["id"].endswith("/willenhall-learning-to-learn")]
    values = one["values"]
    assert one["url"].endswith("good-practice/case-studies/willenhall-learning-to-learn/")
    assert values["levels"] == ["primary"]
    assert values["roles"] is None
    assert values["evidence"]["level"] == "none-yet"
    assert values["published"] == "2026-11-22"
    assert values["whats_in_it"][0]["role"] == "teacher"
    [row] = [
        row
        for row in rows(files(REPOSITORY)["collections/case-studies.csv"])
        if row["id"] == one["id"]
    ]
    assert (row["title"], row["levels"], row["roles"]) == (values["title"], "primary", "not known")
    assert row["evidence.level"] == "none-yet"
    assert json.loads(row["whats_in_it"])[0]["role"] == "teacher"


# Nothing that pages do not show


def texts(value: Any, within: str = "") -> Iterator[tuple[str, str]]:
    """Yield every text of a value with the name of its field."""
    if isinstance(value, dict):
        for name, one in value.items():
            yield from texts(one, f"{within}.{name}".lstrip("."))
    elif isinstance(value, list):
        for one in value:
            yield from texts(one, within)
    elif isinstance(value, str):
        yield within, value


def test_people_and_places_are_told_only_as_pages_show_them() -> None:
    site = check(REPOSITORY).site
    renderer = Renderer(site)
    pages = {page.address: page for page in renderer.plan.pages}
    looked_at = 0
    for collection in site.model.collections.values():
        fields = api.fields_of(collection)
        personal = [
            name for name in ("contributors", "contact", "place", "images") if name in fields
        ]
        told = json.loads(api.collection_json(site, collection))["entries"]
        for entry in told:
            html = renderer.content(pages[site.catalogue.entries[entry["id"]].address])
            for name in personal:
                for path, text in texts(entry["values"].get(name), name):
                    if not path.endswith((".role", ".src")):  # shown by its label, or by its place
                        looked_at += 1
                        assert str(escape(text)) in html, (entry["id"], path, text)
    assert looked_at > 5


def test_what_a_page_hides_is_not_told() -> None:
    document = files(REPOSITORY)["collections/case-studies.json"].decode()
    told = json.loads(document)
    assert not any("consent" in entry["values"] for entry in told["entries"])
    paths = [field["path"] for field in told["fields"]]
    assert not {"consent", "ignore", "aliases", "source_revision", "status"} & set(paths)
    assert not [path for path in paths if path.endswith((".latitude", ".longitude", ".consent"))]


def test_neither_drafts_nor_what_is_withdrawn_is_told(tmp_path: Path) -> None:
    root = copy_site(SMALL, tmp_path / "site")
    for status in ("draft", "withdrawn", "archived"):
        front = f"title: The {status} zebra\nstatus: {status}"
        (root / f"content/notes/{status}.md").write_text(f"---\n{front}\n---\n\nText.\n", "utf-8")
    (root / "content/notes/names.md").write_text(
        "---\ntitle: It names them\nrelated: [notes/draft, notes/withdrawn, notes/archived]\n"
        "superseded_by: notes/withdrawn\n---\n\nText.\n",
        "utf-8",
    )
    settings, _ = load_settings(root / "mkdocs.yml", drafts=True)
    site = pipeline.check(settings).site
    assert "notes/draft" in site.catalogue.entries
    everything = b"".join(of(site).values()).decode()
    assert "The archived zebra" in everything
    for gone in ("draft zebra", "withdrawn zebra", "notes/draft", "notes/withdrawn"):
        assert gone not in everything


# Spreadsheets


@pytest.mark.parametrize(
    ("cell", "safe"),
    [
        ("=1+1", "'=1+1"),
        ("+33 1", "'+33 1"),
        ("-2", "'-2"),
        ("@SUM(A1)", "'@SUM(A1)"),
        ("\t=1", "'\t'=1"),
        (" =1", "' =1"),
        ("\uff1d1", "'\uff1d1"),
        ("a; =cmd", "a;' =cmd"),
        ("one\n- two", "one\n'- two"),
        ("a = b - c", "a = b - c"),
        ("me@example.org", "me@example.org"),
        (-2, -2),
        (1.5, 1.5),
    ],
)
def test_no_cell_is_a_formula(cell: str | float, safe: str | float) -> None:
    assert api.harmless(cell) == safe


@given(
    st.lists(st.lists(st.text(st.characters(codec="utf-8")), min_size=2, max_size=2), max_size=4)
)
def test_a_table_is_read_back_cell_by_cell(written: list[list[str]]) -> None:
    data = api.table(["a", "b"], written)
    assert data.startswith(b"\xef\xbb\xbfa,b\r\n")
    read = list(csv.reader(io.StringIO(data.decode("utf-8-sig"), newline="")))
    assert read[1:] == [[api.harmless(cell) for cell in row] for row in written]
    for cell in (cell for row in read for cell in row):
        for part in cell.replace("\n", ";").replace("\r", ";").replace("\t", ";").split(";"):
            assert not part.lstrip().startswith(("=", "+", "-", "@"))


def test_no_shipped_cell_begins_as_a_formula() -> None:
    tables = [data for name, data in files(REPOSITORY).items() if name.endswith(".csv")]
    assert len(tables) > 30
    for data in tables:
        for row in rows(data):
            assert not [cell for cell in row.values() if cell.startswith(("=", "+", "-", "@"))]


# The page


@pytest.mark.parametrize("file", ["api/index.html", "fr/api/index.html"])
def test_the_page_leads_to_every_file(file: str) -> None:
    site = check(REPOSITORY).site
    renderer = Renderer(site)
    page = next(one for one in renderer.plan.pages if one.file == file)
    html = renderer.content(page)
    assert [name for name in of(site) if f'href="\ue000api/v1/{name}"' not in html] == []
    assert f'href="\ue000{page.address}"' in renderer.footer(page)


def test_the_same_site_is_the_same_data() -> None:
    assert of(check(REPOSITORY).site) == files(REPOSITORY)
