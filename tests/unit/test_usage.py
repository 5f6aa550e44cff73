"""`--help` and refused arguments speak the reader's language."""

from __future__ import annotations

import inspect
from collections.abc import Iterator
from importlib import import_module

import click
import pytest
from click.testing import CliRunner

from goodpractice import messages, usage
from goodpractice.cli import main

LANGUAGES = [one for one in messages.languages() if one != messages.SOURCE_LANGUAGE]


def commands(group: click.Group, *names: str) -> Iterator[tuple[str, ...]]:
    """Yield the names of a group and of all commands below it."""
    yield names
    for name, one in group.commands.items():
        if isinstance(one, click.Group):
            yield from commands(one, *names, name)
        else:
            yield *names, name


def said(*arguments: str, env: str = "") -> str:
    return (
        CliRunner(env={"LC_ALL": env, "LANG": "", "LC_MESSAGES": ""}).invoke(main, arguments).output
    )


@pytest.mark.parametrize("words", list(commands(main)), ids=" ".join)
@pytest.mark.parametrize("language", LANGUAGES)
def test_help_says_nothing_in_english(words: tuple[str, ...], language: str) -> None:
    english = said(*words, "--help")
    assert "Show this message and exit." in english
    foreign = said(*words, "--help", "--lang", language)
    assert foreign == said(*words, "--help", env=f"{language}_XX.UTF-8")
    catalogue = messages.catalogue(language)
    assert " ".join(catalogue.gettext("Show this message and exit.").split()) in flat(foreign)
    prose = [one for one in usage.texts(main) if " " in one and catalogue.gettext(one) != one]
    assert [one for one in prose if one in flat(foreign)] == []
    assert said(*words, "--help") == english


def flat(text: str) -> str:
    return " ".join(text.split())


@pytest.mark.parametrize("language", LANGUAGES)
def test_each_text_of_the_help_has_a_translation(language: str) -> None:
    catalogue = messages.catalogue(language)
    wanted = {*usage.texts(main), *usage.CLICK} - {"[OPTIONS]", "Options"}
    assert [one for one in wanted if catalogue.gettext(one) == one] == []


def test_click_says_what_we_translate_for_it() -> None:
    source = "".join(inspect.getsource(import_module(f"click.{name}")) for name in usage.MODULES)
    ours = {"COMMAND [ARGS]...", "required"}
    assert [one for one in usage.CLICK if f'"{one}"' not in source and one not in ours] == []


@pytest.mark.parametrize(
    ("arguments", "expected"),
    [
        (["check", "--fromat"], "Il n’y a pas d’option '--fromat'. Vouliez-vous dire '--format'"),
        (["chek"], "Il n’y a pas de commande 'chek'."),
        (["check", "--format", "x"], "Valeur impossible pour '--format'"),
        (["explain"], "Il manque l’argument 'CODE'."),
        (["rules", "x", "y"], "Des arguments sont de trop (x y)"),
        (["check", "--base"], "L’option '--base' demande une valeur."),
    ],
)
def test_what_is_refused_is_said_in_the_language(arguments: list[str], expected: str) -> None:
    result = CliRunner().invoke(main, ["--lang", "fr", *arguments])
    assert result.exit_code == 2
    assert expected in result.output
