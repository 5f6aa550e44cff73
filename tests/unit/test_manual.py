from __future__ import annotations

import io
import json
import re

import pytest
from rich.console import Console

from goodpractice import manual, rules
from goodpractice.rules.rule import Rule

RULES = list(rules.catalogue().values())


def printed(rule: Rule, language: str = "en") -> str:
    file = io.StringIO()
    console = Console(file=file, width=80, highlight=False, markup=False)
    manual.print_article(manual.article(rule, language), language, console)
    return file.getvalue()


@pytest.mark.parametrize("language", ["en", "fr"])
@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.code)
def test_every_rule_can_be_explained(rule: Rule, language: str) -> None:
    one = manual.article(rule, language)
    assert one.messages
    assert all((one.title, one.why))
    assert not re.search(r"[{}]|<>|  |“”", " ".join((*one.messages, *one.mend)).replace("{en", ""))
    assert one.title in printed(rule, language)


def test_the_words_are_for_values_that_messages_have() -> None:
    named = {
        name
        for rule in RULES
        for text in (*rule.messages.values(), *_hints(rule))
        for name in re.findall(r"(?<!\{)\{(\w+)\}", text)
    }
    assert manual.WORDS.keys() - named == set()


def test_a_value_without_words_stands_for_itself() -> None:
    assert manual.general("The {zebra} is {found}.", "en") == "The <zebra> is <what is written>."


def _hints(rule: Rule) -> list[str]:
    return [rule.hint] if isinstance(rule.hint, str) else list(rule.hint.values())


@pytest.mark.parametrize(
    "asked", ["GP202", "gp202", "202", " missing-required ", "Missing-Required"]
)
def test_a_rule_is_found_by_code_and_name(asked: str) -> None:
    found = manual.find(asked)
    assert found is not None
    assert found.code == "GP202"


@pytest.mark.parametrize(
    ("asked", "meant"), [("misisng-required", "missing-required"), ("", ""), ("zebra", "")]
)
def test_the_nearest_is_named(asked: str, meant: str) -> None:
    assert manual.find(asked) is None
    assert manual.suggestion(asked) == meant


def test_a_page_reads_like_a_manual() -> None:
    page = printed(rules.catalogue()["term-alias"])
    heads = [line for line in page.splitlines() if line and not line.startswith(" ")]
    assert heads[0] == "GP207  Another spelling of a choice  (warning)"
    assert heads[1:4] == ["Why it matters", "What the check says", "How to mend it"]


@pytest.mark.parametrize("language", ["en", "fr", "el"])
def test_a_film_in_a_picture_can_be_taken_out_by_the_tool(language: str) -> None:
    assert "goodpractice check --fix" in printed(rules.catalogue()["picture-film"], language)


def test_a_sentence_of_the_model_is_left_out_and_ours_is_there() -> None:
    one = manual.article(rules.catalogue()["missing-required"], "en")
    assert one.messages[:2] == ("“<key>” is missing.", "“<key>” has no value.")
    assert one.mend[0] == (
        "Add a line such as “<key>: <an example>”. If nobody knows, write “<key>: not known”."
    )


def test_the_table_has_every_rule_under_its_family() -> None:
    file = io.StringIO()
    listed = manual.articles("en")
    manual.print_table(listed, "en", Console(file=file))
    lines = file.getvalue().splitlines()
    assert [line.split()[0] for line in lines if line.startswith("  ")] == [
        one.code for one in listed
    ]
    families = [line for line in lines if line in manual.FAMILIES.values()]
    assert families == list(manual.FAMILIES.values())


def test_a_family_without_a_name_is_shown_too() -> None:
    assert manual.family("GP999") == "Other rules"


def test_json_holds_the_same() -> None:
    value = json.loads(manual.as_json(manual.articles("fr")))
    assert value["version"] == 1
    one = next(rule for rule in value["rules"] if rule["code"] == "GP202")
    assert (one["severity"], one["name"]) == ("error", "missing-required")
    assert one.keys() == {
        *("code", "name", "severity", "title", "why", "messages", "mend", "bad", "good", "source")
    }


def test_a_narrow_terminal_wraps_and_keeps_the_marks() -> None:
    file = io.StringIO()
    console = Console(file=file, width=50, force_terminal=True, color_system=None)
    manual.print_article(manual.article(rules.catalogue()["unknown-key"], "en"), "en", console)
    lines = file.getvalue().splitlines()
    assert max(map(len, lines)) <= 50
    assert any(line.startswith("  - ") for line in lines)
    assert any(line.startswith("    ") for line in lines)
