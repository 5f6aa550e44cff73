"""The order of words as readers of a language expect it."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from goodpractice.collation import key

# Each as its readers expect it: Unicode CLDR's collation charts.
ORDERED = {
    "fr": ["à côté", "Être", "étude", "L’école", "L’élève", "œuvre", "Zoé"],
    "en": ["2 schools", "10 schools", "A case", "“A way back”", "The end"],
    "de": ["Äpfel", "Arbeit", "Öfen", "Ofen 2", "Straße", "Strassen", "zu"],
    "sv": ["arbete", "zebra", "åtta", "ärlig", "öga"],
    "da": ["arbejde", "zebra", "ærlig", "øje", "åben"],
    "es": ["nube", "ñandú", "oso"],
    "pl": ["cena", "ćma", "dom", "łąka", "mama", "zero", "źle", "żaba"],
    "cs": ["cena", "čas", "den", "ryba", "řada", "sen", "šest"],
    "et": ["sada", "šahh", "zebra", "tee", "vana", "õun", "äär", "öö", "üks"],
    "el": ["Άλφα", "βήτα", "Έψιλον", "ήτα", "Ωμέγα"],
    "hr": ["cijena", "čas", "ćuk", "dan", "đak"],
    "ro": ["an", "ăla", "ban", "sat", "șase", "tata", "țară"],
}


@pytest.mark.parametrize("lang", ORDERED)
def test_words_stand_as_readers_expect_them(lang: str) -> None:
    mixed = sorted(ORDERED[lang], key=len)
    assert sorted(mixed, key=lambda word: key(word, lang)) == ORDERED[lang]


def test_one_letter_has_its_place_by_the_language() -> None:
    assert key("ångström", "en") < key("zebra", "en")
    assert key("ångström", "sv") > key("zebra", "sv")
    assert key("ångström", "sv-FI") > key("zebra", "sv-FI")


@given(st.text(max_size=20), st.text(max_size=20), st.sampled_from(["en", "fr", "sv", "el", "xx"]))
def test_different_texts_have_different_places(one: str, other: str, lang: str) -> None:
    assert (key(one, lang) == key(other, lang)) == (one == other)
