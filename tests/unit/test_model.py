from __future__ import annotations

from pathlib import Path

from goodpractice.diagnostics import Finding
from goodpractice.model import Model
from goodpractice.model_reader import ModelReader
from tests.faults.cases import SMALL, check, copy_site

COLLECTION = "content/clubs/_collection.yml"


def read(**files: str) -> tuple[Model, list[Finding]]:
    reader = ModelReader(("en", "fr"))
    paths = {"collection": COLLECTION, "vocabulary": "content/vocabularies/days.yml"}
    model = reader.read({paths[name]: text.encode() for name, text in files.items()}, "content")
    return model, [one for found in reader.findings.values() for one in found]


DAYS = "label: Days\nterms:\n  monday: Monday\n  friday: {label: Friday, aliases: [fri]}\n"
CLUB = """\
label: Clubs
singular: Club
fields:
  day: {kind: choice, vocabulary: days, label: Day, facet: true}
  when: {kind: group, label: When, fields: {until: {kind: date, label: Until}}}
  title: {kind: line, label: Name of the club, max: 9}
"""


def test_a_site_without_a_model_has_free_pages_and_no_faults() -> None:
    model, findings = read()
    assert findings == []
    assert list(model.all_collections) == ["pages"]


def test_a_collection_has_the_fields_of_every_entry_and_its_own() -> None:
    model, findings = read(collection=CLUB, vocabulary=DAYS)
    assert findings == []
    club = model.collections["clubs"]
    assert club.fields["title"].maximum == 9
    assert {"summary", "lang", "related", "day"} <= set(club.fields)
    until = club.field("when.until")
    assert until is not None
    assert until.label == {"": "Until"}


def test_facets_are_found_in_the_model() -> None:
    model, _ = read(collection=CLUB, vocabulary=DAYS)
    assert [(one.id, one.vocabulary) for one in model.facets] == [
        ("day", "days"),
        ("lang", "languages"),
    ]


def test_not_known_is_a_text_of_the_model() -> None:
    model, findings = read(vocabulary="label: Not known\nterms: {unknown: Not known}\n")
    assert findings == []
    days = model.vocabularies["days"]
    assert days.label == {"": "Not known"}
    assert days.terms["unknown"].label == {"": "Not known"}


def test_a_collection_that_cannot_be_read_is_named_so_that_its_entries_wait() -> None:
    model, findings = read(collection="label: [\n")
    assert [one.name for one in findings] == ["yaml-syntax"]
    assert model.unreadable == {"clubs"}


def test_a_default_that_the_field_would_refuse_is_a_fault_at_its_place() -> None:
    wrong = CLUB.replace("facet: true", "default: sunday")
    _, findings = read(collection=wrong, vocabulary=DAYS)
    assert [(one.name, one.span) for one in findings] == [("unknown-term", (4, 62, 4, 68))]


def test_the_small_site_uses_its_model_without_a_fault() -> None:
    files = [*SMALL.rglob("_collection.yml"), *SMALL.rglob("vocabularies/*.yml")]
    reader = ModelReader(("en", "fr"))
    reader.read({one.relative_to(SMALL).as_posix(): one.read_bytes() for one in files}, "content")
    assert [one for found in reader.findings.values() for one in found] == []


def test_a_default_that_does_not_fit_is_not_blamed_on_entries(tmp_path: Path) -> None:
    root = copy_site(SMALL, tmp_path / "site")
    model = root / "content/notes/_collection.yml"
    wrong = "fields:\n  mood: {kind: choice, vocabulary: levels, label: Mood, required: true,"
    text = model.read_text("utf-8").replace("fields:\n", f"{wrong} default: sunny}}\n", 1)
    model.write_text(text, encoding="utf-8")
    assert [(one.path, one.code) for one in check(root).diagnostics] == [
        ("content/notes/_collection.yml", "GP206")
    ]


COUNTRIES = "label: Countries\nterms:\n  GB: {label: {en: Great Britain}, aliases: [Britain]}\n"


def test_a_country_of_another_name_keeps_its_names_in_other_languages() -> None:
    reader = ModelReader(("en", "fr"))
    path = "content/vocabularies/countries.yml"
    model = reader.read({path: COUNTRIES.encode()}, "content")
    assert reader.findings[path] == []
    countries = model.vocabularies["countries"]
    assert countries.terms["GB"].label == {"en": "Great Britain", "fr": "Royaume-Uni"}
    assert (countries.alias("Britain"), countries.alias("UK")) == ("GB", "GB")
