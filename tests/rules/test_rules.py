"""Each rule objects to its bad example and to nothing else, and its fix makes a good one of it."""

from __future__ import annotations

from pathlib import Path

import pytest

from goodpractice.fixes import Mending
from goodpractice.rules.rule import Rule
from tests.rules.cases import HERE, SAFE, UNSAFE, all_rules, check, expected, lay
from tests.rules.reading import nobody_reads

RULES = all_rules()
each_rule = pytest.mark.parametrize("rule", RULES, ids=lambda one: f"{one.code}-{one.name}")
FIXED = [one for one in RULES if expected(one)[0].endswith((SAFE, UNSAFE))]


@pytest.fixture(autouse=True)
def locked(monkeypatch: pytest.MonkeyPatch) -> None:
    nobody_reads(monkeypatch, "locked.md")


@each_rule
def test_the_bad_example_gives_its_own_diagnostic_and_no_other(rule: Rule, tmp_path: Path) -> None:
    found = check(lay(rule, "bad", tmp_path))
    assert found.lines == expected(rule)
    assert [one.code for one in found.diagnostics] == [rule.code]
    assert found.diagnostics[0].severity is rule.severity


@each_rule
def test_the_good_example_gives_none(rule: Rule, tmp_path: Path) -> None:
    assert check(lay(rule, "good", tmp_path)).lines == []


@each_rule
def test_what_the_rule_shows_stands_in_its_examples(rule: Rule, tmp_path: Path) -> None:
    for which, shown in (("bad", rule.bad), ("good", rule.good)):
        texts = check(lay(rule, which, tmp_path)).texts()
        assert shown.strip() in texts.replace("\r\n", "\n") or shown in texts
    assert rule.bad != rule.good


@pytest.mark.parametrize("rule", FIXED, ids=lambda one: f"{one.code}-{one.name}")
def test_a_fix_takes_the_fault_away(rule: Rule, tmp_path: Path) -> None:
    root = lay(rule, "bad", tmp_path)
    asked = expected(rule)[0].endswith(UNSAFE)
    mending = Mending(root, root / "content", unsafe=asked)
    mending.run(lambda: check(root).diagnostics)
    assert mending.made == 1
    assert check(root).lines == []


def test_many_rules_have_a_fix() -> None:
    assert len(FIXED) >= 15


def test_there_are_as_many_rules_as_promised() -> None:
    assert len(RULES) >= 40
    assert {rule.code for rule in RULES} == {path.name for path in HERE.glob("GP*")}
