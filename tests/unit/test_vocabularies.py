from __future__ import annotations

import pytest

from goodpractice.vocabularies import Term, Vocabulary, countries, language_names, with_own

LEVELS = Vocabulary(
    "levels",
    {"en": "Levels"},
    {
        "primary": Term("primary", {"en": "Primary", "fr": "Primaire"}, aliases=("grade school",)),
        "secondary": Term("secondary", {"en": "Secondary"}, broader="all"),
        "upper": Term("upper", {"en": "Upper"}, broader="secondary"),
        "all": Term("all", {"en": "All"}, broader="upper"),
    },
)


@pytest.mark.parametrize("written", ["PRIMARY", "primaire", "Grade-School", "grade_school"])
def test_a_term_is_known_by_its_other_spellings(written: str) -> None:
    assert LEVELS.alias(written) == "primary"


def test_the_nearest_term_is_found_by_any_spelling() -> None:
    near = LEVELS.nearest("grade shcool")
    assert near is not None
    assert near.id == "primary"
    assert LEVELS.nearest("zzzz") is None


def test_wider_terms_end_even_in_a_circle() -> None:
    assert LEVELS.with_broader("upper") == ("upper", "secondary", "all")


@pytest.mark.parametrize(
    ("written", "code"),
    [("Norway", "NO"), ("Grèce", "GR"), ("UK", "GB"), ("no", "NO"), ("EU", None)],
)
def test_countries_are_known_by_name_in_the_languages_of_the_site(
    written: str, code: str | None
) -> None:
    assert countries(("en", "fr")).alias(written) == code


def test_what_is_no_country_is_no_country() -> None:
    codes = with_own(countries(("en",)), {"GB-WLS": Term("GB-WLS", {"en": "Wales"})}).terms
    assert {"PT", "GB-WLS"} <= set(codes)
    assert {"EU", "UN", "ZZ", "001"}.isdisjoint(codes)


def test_languages_are_known_by_name() -> None:
    assert language_names(("en",)).alias("welsh") == "cy"
