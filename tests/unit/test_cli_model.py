"""The commands about the rules and the model."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from goodpractice import rules
from tests.unit.test_cli import Run, run, site

__all__ = ["run", "site"]


def test_rules_are_listed(run: Run) -> None:
    ended = run("rules")
    assert ended.code == 0
    assert "  GP202  error    A required field is missing\n" in ended.out


def test_rules_are_listed_for_programs(run: Run) -> None:
    found = run("rules", "--format", "json").json["rules"]
    assert [one["code"] for one in found] == [rule.code for rule in rules.catalogue().values()]


def test_rules_need_no_site(run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    elsewhere = tmp_path / "elsewhere"
    elsewhere.mkdir()
    (tmp_path / "mkdocs.yml").unlink()
    monkeypatch.chdir(elsewhere)
    assert run("rules").code == run("explain", "GP101").code == 0


def test_a_rule_is_explained_in_the_language_asked_for(run: Run) -> None:
    assert "A required field is missing" in run("explain", "gp202").out
    assert "Pourquoi" in run("explain", "GP202", "--lang", "fr").out


@pytest.mark.parametrize(
    ("asked", "said"), [("GP999", "no rule “GP999”"), ("misisng-key", "no rule “misisng-key”")]
)
def test_an_unknown_rule_ends_with_two(run: Run, asked: str, said: str) -> None:
    ended = run("explain", asked)
    assert ended.code == 2
    assert said in ended.err
    assert "goodpractice rules" in ended.err


def test_schemas_are_written_beside_the_settings(site: Path, run: Run) -> None:
    ended = run("schema")
    assert ended.code == 0
    assert ended.out == "2 schemas written. They are in schemas.\n"
    assert {path.name for path in (site / "schemas").iterdir()} == {
        "stories.schema.json",
        "pages.schema.json",
    }


def test_schemas_are_written_where_asked_and_in_the_language_asked_for(
    site: Path, run: Run
) -> None:
    assert run("schema", "--output", "a/b", "--lang", "fr").code == 0
    schema = json.loads((site / "a/b/stories.schema.json").read_text("utf-8"))
    assert schema["properties"]["title"]["title"] == "Titre"


def test_the_same_model_gives_the_same_bytes(site: Path, run: Run) -> None:
    run("schema", "--output", "one")
    run("schema", "--output", "two")
    for path in (site / "one").iterdir():
        assert path.read_bytes() == (site / "two" / path.name).read_bytes()


def test_errors_in_entries_do_not_matter(run: Run) -> None:
    assert run("check").code == 1
    assert run("schema").code == 0


def test_a_faulty_model_gives_no_schema(site: Path, run: Run) -> None:
    (site / "content/stories/_collection.yml").write_text("label: Stories\n", encoding="utf-8")
    ended = run("schema")
    assert ended.code == 2
    assert "Nothing was written." in ended.out
    assert not (site / "schemas").exists()


def test_a_folder_that_cannot_be_made_ends_with_two(site: Path, run: Run) -> None:
    (site / "schemas").write_text("", encoding="utf-8")
    assert run("schema").code == 2
