from __future__ import annotations

import pytest

from goodpractice import messages
from goodpractice.diagnostics import Label, Phrase


def test_parameters_are_put_into_words() -> None:
    label = Label({"en": "Level", "fr": "Niveau"})
    phrase = Phrase("{a}: {b}", {"a": label, "b": ("x", "y", "z")})
    assert messages.text(phrase) == "Level: x, y or z"
    assert messages.text(phrase, "fr").startswith("Niveau: x, y ou z")


def test_braces_in_what_somebody_wrote_are_no_parameters() -> None:
    assert messages.text(Phrase("“{found}”", {"found": "{0} {x} %s"})) == "“{0} {x} %s”"


@pytest.mark.parametrize(
    ("written", "shown"),
    [
        ("a\n  b", "a b"),
        ("x" * 500, "x" * (messages.LONGEST_QUOTATION - 1) + "…"),
        ("caf\udce9", "caf?"),
    ],
)
def test_what_somebody_wrote_fits_on_a_line(written: str, shown: str) -> None:
    assert messages.shown(written) == shown


@pytest.mark.parametrize(
    ("language", "picked"), [("fr", "Niveau"), ("fr-CA", "Niveau"), ("de", "Level")]
)
def test_a_text_falls_back(language: str, picked: str) -> None:
    assert messages.pick({"en": "Level", "fr": "Niveau"}, language) == picked


def test_without_the_default_the_first_text_is_taken() -> None:
    assert messages.pick({"el": "Βαθμίδα"}, "fr") == "Βαθμίδα"
    assert messages.pick({}, "fr") == ""


def test_not_known_is_understood_in_every_language_of_the_interface() -> None:
    assert {"not known", "non connu", "άγνωστο"} <= messages.not_known_words()


def test_months_are_understood_by_themselves_and_after_a_day() -> None:
    numbers = messages.month_numbers()
    assert [numbers[one.casefold()] for one in ("Μάιος", "Μαΐου", "mai")] == ["5", "5", "5"]
