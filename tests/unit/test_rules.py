from __future__ import annotations

import re
from collections import Counter
from string import Formatter

import pytest

from goodpractice import rules
from goodpractice.diagnostics import Finding, Severity, Span
from goodpractice.rules.rule import Rule

RULES = tuple(rules.catalogue().values())


def templates(rule: Rule) -> list[str]:
    hints = [rule.hint] if isinstance(rule.hint, str) else list(rule.hint.values())
    return [*rule.messages.values(), *hints, rule.title, rule.why]


def test_codes_and_names_are_each_given_once() -> None:
    for given in ([one.code for one in RULES], [one.name for one in RULES]):
        assert [one for one, times in Counter(given).items() if times > 1] == []


@pytest.mark.parametrize("rule", RULES, ids=lambda one: one.name)
def test_a_rule_is_complete(rule: Rule) -> None:
    assert re.fullmatch(r"GP[1-8]\d\d", rule.code)
    assert re.fullmatch(r"[a-z0-9]+(-[a-z0-9]+)*", rule.name)
    assert rule.messages
    assert all(templates(rule))


@pytest.mark.parametrize("rule", RULES, ids=lambda one: one.name)
def test_its_texts_are_sentences_in_plain_punctuation(rule: Rule) -> None:
    for text in templates(rule):
        assert "!" not in text.replace("“!”", "").replace("![", "[")
        assert text == text.strip()
        list(Formatter().parse(text))  # raises on braces that do not match
    assert all(text[-1] in ".?}:" or text.endswith("”") for text in rule.messages.values())


@pytest.mark.parametrize("rule", RULES, ids=lambda one: one.name)
def test_hints_belong_to_messages(rule: Rule) -> None:
    if not isinstance(rule.hint, str):
        assert set(rule.hint) - {""} <= set(rule.messages)


def test_every_rule_that_finds_something_itself_is_asked() -> None:
    assert sum(bool(one.check_entry) for one in RULES) >= 4
    assert sum(bool(one.check_corpus) for one in RULES) >= 6


def test_a_missing_field_of_a_draft_is_a_hint() -> None:
    finding = Finding("missing-required", Span(1, 1, 1, 4), {"key": "title"}, lenient=True)
    assert rules.diagnose("x.md", finding).severity is Severity.HINT
