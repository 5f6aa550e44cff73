from __future__ import annotations

import json
import subprocess
import sys
from collections import Counter
from pathlib import Path

import pytest

from benchmarks import corpus
from goodpractice.constraints import CONSTRAINTS
from goodpractice.diagnostics import Severity
from goodpractice.kinds import KINDS
from goodpractice.pipeline import Checked, check
from goodpractice.settings import load_settings

ENTRIES = 300
ROOT = Path(__file__).parents[2]


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    target = tmp_path_factory.mktemp("corpus")
    corpus.write(target, ENTRIES, seed=7)
    return target


@pytest.fixture(scope="module")
def checked(folder: Path) -> Checked:
    settings, faults = load_settings(folder / "mkdocs.yml")
    assert not faults
    return check(settings)


def test_nothing_is_wrong_with_it(checked: Checked) -> None:
    assert [one for one in checked.diagnostics if one.severity is not Severity.HINT] == []


def test_the_command_line_finds_nothing_either(folder: Path) -> None:
    code = "from goodpractice.cli import main; main()"
    command = [sys.executable, "-c", code, "check", "--format", "json", "--fail-on", "warning"]
    run = subprocess.run(command, cwd=folder, capture_output=True, text=True, check=False)
    assert run.returncode == 0, run.stderr
    summary = json.loads(run.stdout)["summary"]
    assert summary["errors"] == summary["warnings"] == 0


def test_it_has_as_many_entries_as_asked_for(checked: Checked) -> None:
    entries = [e for e in checked.site.catalogue.entries.values() if e.address]
    assert len(entries) == ENTRIES


def test_every_collection_has_entries_and_the_first_has_most(checked: Checked) -> None:
    sizes = {name: len(found) for name, found in checked.site.catalogue.by_collection.items()}
    collections = list(checked.site.model.collections)
    assert set(collections) <= set(sizes)
    assert max(sizes, key=lambda name: sizes[name]) == collections[0]


def test_titles_are_unique_and_languages_three(checked: Checked) -> None:
    entries = list(checked.site.catalogue.entries.values())
    assert len({entry.title for entry in entries}) == len(entries)
    assert {entry.lang for entry in entries} == {"en", "fr", "de"}


def test_entries_name_one_another(checked: Checked) -> None:
    catalogue = checked.site.catalogue
    named = [r.target for entry in catalogue.entries.values() for r in entry.references]
    assert len(named) > ENTRIES
    assert set(named) <= set(catalogue.entries)


def test_some_terms_are_much_more_frequent_than_others(checked: Checked) -> None:
    counts = Counter(
        term
        for entry in checked.site.catalogue.listed
        for facet in checked.site.model.facets
        if facet.vocabulary
        for term in checked.site.catalogue.values(entry, facet)
    )
    ordered = sorted(counts.values(), reverse=True)
    assert ordered[0] > 10 * ordered[len(ordered) // 2]


def test_texts_have_from_a_hundred_to_two_thousand_words(checked: Checked) -> None:
    words = [
        len(entry.document.body.split())
        for entry in checked.site.catalogue.entries.values()
        if entry.address
    ]
    assert min(words) < 250
    assert max(words) > 1500
    assert all(80 <= count <= 2600 for count in words)


def test_the_same_seed_gives_the_same_bytes(folder: Path, tmp_path: Path) -> None:
    command = ["benchmarks/corpus.py", "--entries", str(ENTRIES), "--seed", "7", str(tmp_path)]
    subprocess.run([sys.executable, *command], cwd=ROOT, check=True, env={"PYTHONHASHSEED": "3"})
    assert _files(tmp_path) == _files(folder)


def test_another_seed_gives_other_entries(folder: Path, tmp_path: Path) -> None:
    corpus.write(tmp_path, ENTRIES, seed=8)
    assert set(_files(tmp_path)) != set(_files(folder))


def test_there_is_a_value_for_every_kind_of_field_and_constraint() -> None:
    assert set(corpus.MAKE) == set(KINDS)
    assert set(corpus.MEND) == set(CONSTRAINTS)


def _files(folder: Path) -> dict[str, bytes]:
    return {
        path.relative_to(folder).as_posix(): path.read_bytes()
        for path in folder.rglob("*")
        if path.is_file()
    }
