"""Whatever stands in a file, the check says so; it never fails, and points only into the file."""

from __future__ import annotations

import random
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from goodpractice import content, messages
from goodpractice.diagnostics import Diagnostic
from goodpractice.documents import Document, read_data_file, read_document
from goodpractice.nodes import Mapping, Node, Scalar, Sequence
from goodpractice.settings import load_settings
from tests.faults.cases import SMALL, check, copy_site, kept_cases
from tests.faults.test_faults import is_within

PLACE = "content/everything/whatever.md"
MODEL_PLACES = ("content/extra/_collection.yml", "content/vocabularies/extra.yml")

# Bytes out of nowhere are seldom more than bad encoding; these pieces get further.
PIECES = [
    *("---\n", "...\n", "title: A case\n", "whom: Ten\n", "\r\n", "\n", "  ", "\t", ": ", "- "),
    *("[", "]", "{", "}", "&a ", "*a ", "!t ", "%Y 1\n", "# ", "| ", ">-\n", '"', "'", "? ", "@"),
    *("not known", "~", "null", "é", "🎉", "\u2028", "\x85", "\0", "\ufeff", "\u202e", "\uffff"),
    *("group:\n", "list:\n", "choices: ", "reference: ", "image: ", "place: ", "queries:\n"),
    *("aliases: ", "lang: ", "status: draft\n", "date: ", "money: ", "level: ", "where: "),
    *("## The story\n", "[a](b.md)", "![a](b.jpg)", "<b>", "text ", "\n\n", "first", "primary"),
    *("label: ", "singular: x\n", "fields:\n", "kind: ", "line", "terms:\n", "constraints:\n"),
    *(
        "one_of",
        "page: ",
        "matrix: ",
        "one: ",
        "of: ",
        "min: ",
        "fields: [",
        "when: ",
        "vocabulary: ",
    ),
]
texts = st.lists(st.sampled_from(PIECES), max_size=40).map("".join)
front = texts.map(
    lambda text: f"---\ntitle: A case\nwhom: Ten\n{text}\n---\n\n## The story\n\nX.\n"
)
anything = st.one_of(st.binary(max_size=300), texts.map(str.encode), front.map(str.encode))


@pytest.fixture(scope="module")
def site() -> Iterator[Path]:
    with tempfile.TemporaryDirectory() as folder:
        yield copy_site(SMALL, Path(folder) / "site")


def check_with(site: Path, place: str, data: bytes) -> tuple[Diagnostic, ...]:
    path = site / place
    path.parent.mkdir(exist_ok=True)
    path.write_bytes(data)
    try:
        return check(site).diagnostics
    finally:
        path.unlink()


def decoded(data: bytes) -> str:
    return data.removeprefix(b"\xef\xbb\xbf").decode("utf-8", "replace")


def spans_of(node: Node) -> Iterator[tuple[Node, int]]:
    """Every node with how deep it lies."""
    todo = [(node, 0)]
    while todo:
        one, depth = todo.pop()
        yield one, depth
        if isinstance(one, Mapping):
            todo += [(pair.value, depth + 1) for pair in one.items.values()]
        elif isinstance(one, Sequence):
            todo += [(item, depth + 1) for item in one.items]


@given(data=anything)
def test_any_bytes_give_diagnostics_within_the_file(site: Path, data: bytes) -> None:
    for one in check_with(site, PLACE, data):
        assert messages.text(one.message)
        if one.path == PLACE:
            assert is_within(one.span, decoded(data)), one


@pytest.mark.parametrize("place", MODEL_PLACES)
@given(data=anything)
def test_any_bytes_as_a_file_of_the_model(site: Path, place: str, data: bytes) -> None:
    for one in check_with(site, place, data):
        assert messages.text(one.message)
        if one.path == place:
            assert is_within(one.span, decoded(data)), one


def broken_in_a_place(data: bytes, chance: random.Random) -> bytes:
    """A file with one byte taken out, put in or changed."""
    at = chance.randrange(len(data) + 1)
    return (
        data[:at] + chance.choice([b"", b":", b"\n", b"\t", b"- ", b"[", b"\xff"]) + data[at + 1 :]
    )


@given(chance=st.randoms(use_true_random=False))
def test_a_good_entry_with_a_slip_of_the_finger(site: Path, chance: random.Random) -> None:
    data = broken_in_a_place((SMALL / "content/everything/whole.md").read_bytes(), chance)
    own = [one for one in check_with(site, PLACE, data) if one.path == PLACE]
    assert all(is_within(one.span, decoded(data)) for one in own)


def everything_read(data: bytes) -> Iterator[Document]:
    yield read_document("x.md", data)
    yield read_data_file("x.yml", data)


@given(data=anything)
@example(data=b"a: |\n  text\n\n\n")
@example(data=b"- - a\n  - b\n\n# end\n")
@example(data=b"a: [b,\n  c]\nd:\n  e:\n\n")
def test_every_value_lies_within_the_file_and_reads_as_written(data: bytes) -> None:
    for document in everything_read(data):
        for node, _ in spans_of(document.front) if document.front else ():
            assert is_within(node.span, document.source), node.span
            if isinstance(node, Scalar) and node.plain and node.span.line == node.span.end_line:
                line = document.source.split("\n")[node.span.line - 1]
                assert line[node.span.column - 1 : node.span.end_column - 1] == node.text


@given(data=anything)
def test_reading_is_the_same_each_time(data: bytes) -> None:
    first, second = ([one.findings for one in everything_read(data)] for _ in range(2))
    assert first == second


def test_the_order_of_files_does_not_matter(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    root = copy_site(SMALL, tmp_path / "site")
    for case in kept_cases():
        if case.family in ("values", "relations", "constraints", "keys"):
            case.write(root / case.place)
    expected = check(root)
    listed = content.list_content

    def shuffled(*args: object) -> content.Listing:
        listing = listed(*args)  # type: ignore[arg-type]
        random.Random(7).shuffle(listing.texts)  # noqa: S311 - no secret
        random.Random(8).shuffle(listing.model)  # noqa: S311 - no secret
        return listing

    monkeypatch.setattr(content, "list_content", shuffled)
    again = check(root)
    assert len(expected.diagnostics) > 150
    assert again.diagnostics == expected.diagnostics
    assert list(again.site.catalogue.entries) == list(expected.site.catalogue.entries)
    assert set(again.left_out) == set(expected.left_out)


def test_the_settings_of_the_site_are_right() -> None:
    assert load_settings(SMALL / "mkdocs.yml")[1] == ()
