from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from goodpractice import messages
from goodpractice.diagnostics import Phrase
from goodpractice.field_values import read_value
from goodpractice.fields import Field
from goodpractice.kinds import KINDS
from goodpractice.kinds.model_files import LabelsKind
from goodpractice.kinds.numbers import Money
from goodpractice.nodes import Sequence
from goodpractice.reading import MISSING, NOT_KNOWN, Reading
from goodpractice.vocabularies import Term, Vocabulary
from tests.written import node

SIZES = Vocabulary("sizes", {"en": "Sizes"}, {"small": Term("small", {"en": "Small"})})


def read(kind: str, text: str, **options: Any) -> tuple[Any, list[str]]:
    reading = Reading({"sizes": SIZES})
    value = read_value(Field("a", "a", KINDS[kind], **options), node(text), reading)
    return value, [one.name for one in reading.findings]


@pytest.mark.parametrize(
    ("kind", "text", "value"),
    [
        ("line", "' NO '", "NO"),
        ("paragraph", '"one\\n\\ntwo"', "one\n\ntwo"),
        ("integer", "007", 7),
        ("number", "-1.5", -1.5),
        ("money", "125000.50 GBP", Money(125000.5, "GBP")),
        ("yes-no", "No", False),
        ("link", "http://example.org", "http://example.org"),
        ("doi", "10.1000/182", "10.1000/182"),
        ("email", "office@example.org", "office@example.org"),
        ("place", "{name: Limerick, latitude: 52.66}", {"name": "Limerick", "latitude": 52.66}),
        (
            "image",
            "{src: a.jpg, alt: A, consent: yes}",
            {"src": "a.jpg", "alt": "A", "consent": True},
        ),
    ],
)
def test_a_kind_reads_what_is_right(kind: str, text: str, value: object) -> None:
    assert read(kind, text) == (value, [])


@pytest.mark.parametrize("kind", sorted(KINDS))
def test_not_known_and_nothing_are_values_of_every_kind(kind: str) -> None:
    assert read(kind, "Not known") == (NOT_KNOWN, [])
    assert read(kind, "") == (MISSING, [])


@pytest.mark.parametrize("kind", [*KINDS.values(), LabelsKind()], ids=lambda one: one.name)
def test_what_a_kind_expects_can_be_said(kind: Any) -> None:
    assert messages.text(Phrase(kind.expected))


def test_terms_are_read_once_each_and_other_spellings_are_mended() -> None:
    assert read("choices", "[small, small]", vocabulary="sizes") == (("small",), [])
    assert read("choices", "[Small]", vocabulary="sizes") == (("small",), ["term-alias"])
    assert read("choice", "big", vocabulary="sizes") == (MISSING, ["unknown-term"])


WORDS = st.lists(st.sampled_from(["small", "big", "Small", "huge", "tiny", "a b"]), min_size=1)


@given(WORDS, st.sampled_from([None, 1, 2]), st.sampled_from(["sizes", "shapes"]))
def test_words_at_once_are_read_as_one_by_one(
    words: list[str], bound: int | None, vocabulary: str
) -> None:
    terms = {
        one.id: one
        for one in (
            Term("small", {"en": "Small"}),
            Term("big", {"en": "Big"}),
            Term("huge", {"en": "Huge"}, deprecated_by="big"),
        )
    }
    field = Field("a", "a", KINDS["choices"], vocabulary=vocabulary, maximum=bound)
    at_once = node(f"[{', '.join(words)}]")
    assert isinstance(at_once, Sequence)
    assert at_once.words == words
    one_by_one = Sequence(at_once.items, at_once.span)
    read = []
    for written in (at_once, one_by_one):
        reading = Reading({"sizes": Vocabulary("sizes", {"en": "Sizes"}, terms)})
        read.append((read_value(field, written, reading), reading.findings))
    assert read[0] == read[1]


def test_a_field_whose_vocabulary_is_not_there_blames_no_entry() -> None:
    assert read("choice", "big", vocabulary="shapes") == (MISSING, [])


def test_a_reference_is_kept_with_its_place_however_it_is_spelled() -> None:
    reading = Reading({})
    field = Field("a", "a", KINDS["references"], to=("notes",))
    assert read_value(field, node("[../notes/one.md, two]"), reading) == ("notes/one", "notes/two")
    assert [one.span.column for one in reading.references] == [5, 22]
