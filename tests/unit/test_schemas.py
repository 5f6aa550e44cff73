from __future__ import annotations

import json
import re
import subprocess
from collections import Counter, defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache, cached_property
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from jsonschema import Draft202012Validator

from goodpractice import content, pipeline, rules, schemas
from goodpractice.constraints import CONSTRAINTS
from goodpractice.diagnostics import Severity
from goodpractice.documents import read_document
from goodpractice.entries import read_entry
from goodpractice.kinds import KINDS
from goodpractice.model import FREE_PAGES, NAME, Model
from goodpractice.model_reader import ModelReader
from goodpractice.reading import Reference
from tests import generated
from tests.faults.cases import REPOSITORY, SMALL
from tools.browser import program

# What the check says of these lies between two values or two entries, or in the text.
LEFT_TO_THE_CHECK = frozenset({"date-order", "counts-agree", "text-too-complex"})
CONSTRAINTS_LEFT = frozenset({"dated", "date_order", "counts_agree", "mutual", "no_cycle"})


@dataclass
class Known:
    """A site's model with its schemas."""

    model: Model
    ids: frozenset[str]
    schemas: dict[str, dict[str, Any]]

    @cached_property
    def validators(self) -> dict[str, Draft202012Validator]:
        return {name: Draft202012Validator(schema) for name, schema in self.schemas.items()}


@cache
def known(root: Path) -> Known:
    listing = content.list_content(root, root / "content")
    files = {path: (root / path).read_bytes() for path in listing.model}
    model = ModelReader(("en", "fr")).read(files, "content")
    inner = (path.removeprefix("content/") for path in listing.texts)
    ids = frozenset(pipeline.place(path, model)[1] for path in inner)
    return Known(model, ids, schemas.schemas(model, "en", "en"))


def every_collection() -> Iterator[tuple[Path, str]]:
    for root in (SMALL, REPOSITORY):
        yield from ((root, name) for name in known(root).model.all_collections)


COLLECTIONS = [pytest.param(*one, id=f"{one[0].name}-{one[1]}") for one in every_collection()]


def refused_by_check(site: Known, collection: str, data: bytes) -> list[str]:
    """The errors of structure that our check has for a file."""
    document = read_document("content/x/x.md", data)
    assert document.findings == (), data.decode()
    fields = site.model.all_collections[collection]
    read = read_entry(document, f"{collection}/x", "x/", fields, site.model, "en")
    assert read is not None
    entry, findings = read
    errors = [
        one.name
        for one in findings
        if one.name not in LEFT_TO_THE_CHECK
        and rules.diagnose("x.md", one).severity is Severity.ERROR
    ]
    dangling = [one.target for one in entry.references if not is_name(site, one)]
    return errors + dangling


def is_name(site: Known, reference: Reference) -> bool:
    """Whether there could be such an entry; whether there is one is no question of structure."""
    collection, *rest = reference.target.split("/")
    depth_fits = len(rest) == 1 or (collection == FREE_PAGES and rest != [])
    known_name = collection in (reference.to or site.model.all_collections)
    return depth_fits and known_name and all(NAME.fullmatch(part) for part in rest)


def refused_by_schema(site: Known, collection: str, data: bytes) -> list[str]:
    """What the schema refuses of a file, as an editor sees it."""
    front = read_document("x.md", data).front
    assert front is not None
    found = site.validators[f"{collection}{schemas.ENDING}"].iter_errors(schemas.instance(front))
    return [f"{error.json_path}: {error.message}" for error in found]


SEEN: dict[str, Counter[bool]] = defaultdict(Counter)


@pytest.mark.parametrize(("root", "collection"), COLLECTIONS)
@given(data=st.data())
def test_the_schema_refuses_what_the_check_refuses_and_nothing_else(
    root: Path, collection: str, data: st.DataObject
) -> None:
    site = known(root)
    maker = generated.Maker(site.model, sorted(site.ids))
    front = data.draw(maker.entry(site.model.all_collections[collection]))
    written = generated.file_of(front)
    ours = refused_by_check(site, collection, written)
    theirs = refused_by_schema(site, collection, written)
    SEEN[f"{root.name}-{collection}"][bool(ours)] += 1
    assert bool(ours) == bool(theirs), (written.decode(), ours, theirs)


def test_what_is_made_up_is_right_and_wrong_often_enough() -> None:
    """Runs behind the test above: a law that sees one side only says nothing."""
    if not SEEN:
        pytest.skip("nothing has been made up in this run")
    share = {name: seen[True] / seen.total() for name, seen in SEEN.items()}
    extreme = {name: one for name, one in share.items() if not 0.02 < one < 0.98}
    assert extreme == {}


@pytest.mark.parametrize("root", [SMALL, REPOSITORY])
def test_every_schema_is_a_json_schema(root: Path) -> None:
    for schema in known(root).schemas.values():
        Draft202012Validator.check_schema(schema)
        assert schema["$schema"] == Draft202012Validator.META_SCHEMA["$schema"]


@pytest.mark.parametrize("root", [SMALL, REPOSITORY])
def test_every_entry_of_a_site_fits(root: Path) -> None:
    listed = content.list_content(root, root / "content")
    for path in listed.texts:
        inner = path.removeprefix("content/")
        collection = pipeline.place(inner, known(root).model)[0].name
        assert refused_by_schema(known(root), collection, (root / path).read_bytes()) == []


@pytest.mark.parametrize("root", [SMALL, REPOSITORY])
def test_every_example_of_the_model_fits_its_field(root: Path) -> None:
    site = known(root)
    for name, schema in site.schemas.items():
        # The shipped examples name collections of this repository.
        own = schema["properties"].keys() - (site.model.common if root is SMALL else ())
        for key in own:
            one = schema["properties"][key]
            field = {"$ref": f"#/properties/{key}", "$defs": schema["$defs"]}
            validator = Draft202012Validator({**field, "properties": schema["properties"]})
            for example in one.get("examples", ()):
                assert list(validator.iter_errors(example)) == [], (name, key)


def test_every_kind_of_field_can_be_said() -> None:
    assert set(schemas.SHAPES) - {"node"} == set(KINDS)


def test_every_kind_of_constraint_is_said_or_named() -> None:
    assert set(schemas.CONSTRAINTS) & CONSTRAINTS_LEFT == set()
    assert set(CONSTRAINTS) <= set(schemas.CONSTRAINTS) | CONSTRAINTS_LEFT
    comment = known(SMALL).schemas["everything.schema.json"]["$comment"]
    assert "date_order (started, ended); counts_agree (members, size)" in comment


def test_people_are_told_what_a_field_is() -> None:
    site = known(REPOSITORY)
    field = site.schemas["case-studies.schema.json"]["properties"]["evidence"]
    level = field["anyOf"][0]["properties"]["level"]
    assert (level["title"], level["examples"]) == ("Evidence", ["told-by-school"])
    assert level["description"].startswith("How sure anyone can be.")
    french = schemas.schemas(site.model, "fr", "en")["case-studies.schema.json"]
    assert french["title"] == "Étude de cas"
    assert french["properties"]["evidence"]["title"] == "Preuves"


def test_a_value_that_must_be_is_asked_for_in_words() -> None:
    schema = json.dumps(known(REPOSITORY).schemas["case-studies.schema.json"])
    asked = re.findall(r'"patternErrorMessage": "(This should be no\.[^"]*)"', schema)
    assert asked == ["This should be no. Take out whatever lets a reader recognise a pupil."]


def test_choices_are_proposed_with_their_meaning_and_old_ones_are_not() -> None:
    terms = known(SMALL).schemas["everything.schema.json"]["$defs"]["terms-levels"]["anyOf"]
    assert terms[0]["enum"] == ["primary", "secondary", "upper"]
    assert terms[0]["markdownEnumDescriptions"] == ["Primary", "Secondary", "Upper secondary"]
    assert re.search(terms[1]["pattern"], "grammar")
    assert re.search(terms[1]["pattern"], "elementary")
    assert terms[1]["deprecated"] is True


def whole_file(line: str) -> bytes:
    return f"---\ntitle: A case\nwhom: Ten\n{line}\n---\n".encode()


# The same YAML is text to the check and numbers to an editor: see docs/editors.md.
@pytest.mark.parametrize(
    ("line", "ours", "theirs"),
    [
        ("line: 12", True, True),
        ("line: 1.50", False, True),  # of a number, only whole digits are counted
        ("integer: 12.0", True, False),
        ("integer: 0x1F", True, False),
        ("number: 1e1", True, False),
        ("date: 0950", True, True),  # out of bounds for both
        ("choices: [primary, primary, secondary]", False, True),
        ("choice: PRIMARY", False, True),
    ],
)
def test_known_differences(line: str, ours: bool, theirs: bool) -> None:
    site, data = known(SMALL), whole_file(line)
    assert bool(refused_by_check(site, "everything", data)) == ours
    assert bool(refused_by_schema(site, "everything", data)) == theirs


@pytest.mark.parametrize(
    "line",
    [
        "yes_no: no",
        "yes_no: true",
        "date: 2004",
        "integer: '12'",
        "money: 007.50 EUR",
        "country: NO",
        "language: no",
        "line: 2004",
        "choices: primary",
        "mentions: notes/first",
        "mentions: [/notes/first/]",
        "group:",
        "group: {level: }",
        "list: [{name: }]",
        "country: Not known",
        "status: draft",
    ],
)
def test_what_people_write_is_accepted_by_both(line: str) -> None:
    site, data = known(SMALL), whole_file(line)
    assert refused_by_check(site, "everything", data) == []
    assert refused_by_schema(site, "everything", data) == []


@pytest.mark.parametrize(
    "line",
    [
        "image: {src: not known, alt: A table}",
        "image: {src: photo.jpg, alt: not known}",
        "images: [{src: photo.jpg, alt: Not known}]",
        "group: {note: A survey}",
        "list: [{supports: it}]",
        "query: {text: x}",
        "query: {label: x, where: }",
        "place: {name: Limerick, latitude: 91}",
        "place: {name:Limerick}",
        "mentions: [a, b, c]",
        "country: [PT]",
        "pupils: yes",
        "choice: upper",
        "group: {level: measured, note: A survey}",
        "no_such_key: 1",
    ],
)
def test_what_is_wrong_is_refused_by_both(line: str) -> None:
    site, data = known(SMALL), whole_file(line)
    assert refused_by_check(site, "everything", data)
    assert refused_by_schema(site, "everything", data)


@pytest.mark.parametrize(("word", "value"), [("NO", False), ("no", False), ("on", True)])
def test_programs_that_read_the_old_yaml_may_check_too(word: str, value: bool) -> None:
    defs = known(SMALL).schemas["everything.schema.json"]["$defs"]
    terms = defs["terms-countries" if word.isupper() else "terms-languages"]
    is_code = word in {"NO", "no"}
    assert Draft202012Validator({**terms, "$defs": defs}).is_valid(value) == is_code


def test_a_draft_may_lack_what_others_must_have() -> None:
    site = known(SMALL)
    for status, refused in (("draft", False), ("Draft", False), ("published", True)):
        data = f'---\ntitle: A case\nstatus: "{status}"\n---\n'.encode()
        assert bool(refused_by_check(site, "everything", data)) == refused
        assert bool(refused_by_schema(site, "everything", data)) == refused


def test_a_draft_may_be_shorter_or_longer_than_it_will_be() -> None:
    site, line = (
        known(SMALL),
        "line: A\ncountries: [PT, IE, FR, DE]\nlines: [a text that is too long]",
    )
    assert refused_by_check(site, "everything", whole_file(line))
    assert refused_by_schema(site, "everything", whole_file(line))
    draft = whole_file(f"{line}\nstatus: draft")
    assert refused_by_check(site, "everything", draft) == []
    assert refused_by_schema(site, "everything", draft) == []


def all_patterns(value: object) -> Iterator[str]:
    if isinstance(value, dict):
        if isinstance(value.get("pattern"), str):
            yield value["pattern"]
        for one in value.values():
            yield from all_patterns(one)
    elif isinstance(value, list):
        for one in value:
            yield from all_patterns(one)


SAMPLES = [
    *(
        "",
        " ",
        "\n",
        "primary",
        "Primary\n",
        "not known",
        " NOT KNOWN ",
        "a\nb",
        "🎉" * 20,
        "x" * 61,
    ),
    *(
        "12",
        "-3",
        "+7",
        "1.5",
        "500 EUR",
        "0.01 GBP",
        "yes",
        "NO",
        "2004",
        "2004-02-29",
        "1900-02-29",
    ),
    *("../2004~", "2004/..", "https://é.example/", "10.1000/182", "a@b.example", "notes/first.md"),
]


def test_patterns_mean_the_same_to_javascript(tmp_path: Path) -> None:
    found = sorted(
        {one for root in (SMALL, REPOSITORY) for one in all_patterns(known(root).schemas)}
    )
    script = tmp_path / "patterns.mjs"
    script.write_text(
        "import { readFileSync } from 'node:fs';\n"
        "const [found, samples] = JSON.parse(readFileSync(0, 'utf8'));\n"
        "const answers = found.map((one) => samples.map((s) => new RegExp(one, 'u').test(s)));\n"
        "console.log(JSON.stringify(answers));\n",
        encoding="utf-8",
    )
    done = subprocess.run(
        [program("node"), script],
        input=json.dumps([found, SAMPLES]),
        capture_output=True,
        text=True,
        check=True,
    )
    answers = json.loads(done.stdout)
    assert answers == [[bool(re.search(one, s)) for s in SAMPLES] for one in found]
    assert len(found) > 30
