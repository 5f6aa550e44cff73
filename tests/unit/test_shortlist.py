"""What shortlist and comparison fetch, and the modules of theirs that need no page."""

from __future__ import annotations

import json
import subprocess
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from goodpractice.interface import Interface
from goodpractice.pipeline import Site
from goodpractice.shortlist import assets, folder, shard_of, works
from goodpractice.templates import Templates
from tests.faults.cases import REPOSITORY, check, copy_site

ROOT = Path(__file__).resolve().parents[2]
MODULES = (ROOT / "theme/assets/goodpractice").as_uri()


def in_node(script: str, given: Any) -> Any:
    """Run a module in Node with what is given as `given`, and return what it prints as JSON."""
    node = subprocess.run([ROOT / "tools/node"], capture_output=True, text=True, check=True)
    head = f"const given = {json.dumps(given)}; const at = (name) => `{MODULES}/${{name}}`;\n"
    command = [node.stdout.strip(), "--input-type=module", "--eval", head + script]
    done = subprocess.run(command, capture_output=True, text=True, check=False, encoding="utf-8")
    assert done.returncode == 0, done.stderr
    return json.loads(done.stdout)


def interface(site: Site, lang: str) -> Interface:
    return Interface(site, lang, Templates(site.settings.theme_dirs))


def shards(ui: Interface) -> dict[str, Any]:
    """Return the shards of a language by their path."""
    return {asset.file: json.loads(asset.data()) for asset in assets(ui)}


@pytest.fixture(scope="module")
def shipped() -> Site:
    return check(REPOSITORY).site


@given(st.text(max_size=40), st.integers(1, 1000))
def test_a_shard_is_one_of_those_there_are(kept: str, count: int) -> None:
    assert 0 <= shard_of(kept, count) < count


def test_the_browser_asks_for_the_shard_that_the_build_wrote() -> None:
    kept = ["guides/start-a-network", "a", "", "Ärzte/ß", "学校/网络", "🎒", "x" * 300]
    asked = [(one, count) for one in kept for count in (1, 2, 7, 400, 100_003)]
    script = """
      const { shardOf } = await import(at("details.js"));
      console.log(JSON.stringify(given.map(([id, count]) => shardOf(id, count))));
    """
    assert in_node(script, asked) == [shard_of(one, count) for one, count in asked]


def test_the_hash_is_fnv_1a() -> None:
    """Of the test vectors that its authors publish (draft-eastlake-fnv, 32 bit)."""
    whole = 1 << 32
    assert shard_of("", whole) == 0x811C9DC5
    assert shard_of("a", whole) == 0xE40C292C
    assert shard_of("foobar", whole) == 0xBF9CF968


@pytest.mark.parametrize("lang", ["en", "fr"])
def test_every_entry_is_in_its_shard_as_readers_of_the_language_see_it(
    shipped: Site, lang: str
) -> None:
    ui = interface(shipped, lang)
    found = shards(ui)
    for work in works(ui):
        kept = work.versions[0].address.rstrip("/")
        path = f"{folder(lang)}{shard_of(kept, len(found))}.json"
        shown = work.version(lang)
        facts = found[path]["entries"][kept]
        assert (facts["title"], facts["lang"]) == (shown.title, shown.lang)
    assert sum(len(one["entries"]) for one in found.values()) == len(works(ui))


def test_other_versions_and_former_addresses_lead_to_the_entry(tmp_path: Path) -> None:
    root = copy_site(REPOSITORY, tmp_path / "site")
    path = root / "content/networks/oscailt.md"
    path.write_text(path.read_text("utf-8").replace("---\n", "---\naliases: [old/name]\n", 1))
    ui = interface(check(root).site, "en")
    found = shards(ui)
    moved = {former: now for one in found.values() for former, now in one["moved"].items()}
    assert moved["old/name"] == "networks/oscailt"
    assert moved["case-studies/schlangenfuss-de"] == "case-studies/schlangenfuss"
    for former in moved:
        assert former in found[f"{folder('en')}{shard_of(former, len(found))}.json"]["moved"]


def test_what_is_not_reported_is_told_from_what_was_not_given(shipped: Site) -> None:
    found = shards(interface(shipped, "en")).values()
    every = {name: facts for one in found for name, facts in one["entries"].items()}
    values = every["case-studies/willenhall-learning-to-learn"]["values"]
    assert values["setting"] is None
    assert "effort" not in values
    assert ">England</a>" in values["countries"]


KINDS = [
    ["talks", [["levels", "levels", "Levels"], ["cost", "cost x", "Cost"], ["who", "w", "Who"]]],
    ["walks", [["where", "w2", "Where"], ["stages", "levels", "Stages"]]],
]


def compared(*entries: tuple[str, dict[str, str | None]]) -> Any:
    script = """
      const { rows, isSame } = await import(at("compare.js"));
      const kinds = new Map(given.kinds.map(([name, fields]) => [name, { fields: fields.map(
        ([path, row, label]) => ({ path, row, label, compared: label !== "Who" })) }]));
      const entries = given.entries.map(([kind, values]) =>
        ({ kind, values: new Map(Object.entries(values)) }));
      console.log(JSON.stringify(rows(entries, kinds).map((row) =>
        [row.label, row.values.map((one) => one ?? "?"), isSame(row)])));
    """
    return in_node(script, {"kinds": KINDS, "entries": entries})


def test_entries_of_one_kind_are_compared_by_what_the_model_names() -> None:
    found = compared(
        ("talks", {"levels": "a", "cost": None, "who": "x"}),
        ("talks", {"levels": "a", "cost": "b"}),
    )
    assert found == [["Levels", ["a", "a"], True], ["Cost", ["?", "b"], False]]


def test_entries_of_two_kinds_are_compared_by_what_both_have() -> None:
    found = compared(("talks", {"levels": "a"}), ("walks", {"stages": "b", "where": "c"}))
    assert found == [["Levels", ["a", "b"], False]]


def test_what_nobody_gave_is_no_row() -> None:
    assert compared(("talks", {}), ("talks", {"levels": "a"})) == [["Levels", ["?", "a"], False]]
