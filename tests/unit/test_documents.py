from __future__ import annotations

import pytest

from goodpractice import documents
from goodpractice.diagnostics import Finding, Span
from goodpractice.documents import MAX_DEPTH, read_data_file, read_document
from goodpractice.nodes import Mapping, Scalar, Sequence, is_empty, scalars


def front(text: str) -> Mapping:
    document = read_document("x.md", f"---\n{text}\n---\n".encode())
    assert document.findings == ()
    assert document.front is not None
    return document.front


def findings(text: str) -> tuple[Finding, ...]:
    return read_document("x.md", text.encode()).findings


def test_text_and_front_matter_are_split_and_lines_are_those_of_the_file() -> None:
    document = read_document("x.md", b"---\ntitle: A\n---\n\nText.\n")
    assert (document.body, document.body_line) == ("\nText.\n", 4)
    assert document.fence == Span(1, 1, 1, 4)
    assert document.end == Span(5, 6, 5, 6)


@pytest.mark.parametrize(
    ("text", "value", "span"),
    [
        ("a: NO", "NO", (2, 4, 2, 6)),
        ("a: 0123", "0123", (2, 4, 2, 8)),
        ("a: 12:30", "12:30", (2, 4, 2, 9)),
        ('a: "b: c" # d', "b: c", (2, 4, 2, 10)),
        ("a: |\n  b\n  c\n\n\nd: e", "b\nc\n", (2, 4, 4, 4)),
        ("a: b\n  c", "b c", (2, 4, 3, 4)),
        ("a:\nb: c", "", (2, 3, 2, 3)),
        ("🎉: é", "é", (2, 4, 2, 5)),
    ],
)
def test_a_value_is_text_with_its_place(text: str, value: str, span: tuple[int, ...]) -> None:
    node = next(scalars(front(text)))
    assert (node.text, node.span) == (value, span)


def test_a_list_ends_with_its_last_item() -> None:
    node = front("a:\n- b\n- c\n\n# the end\nd: e").value("a")
    assert isinstance(node, Sequence)
    assert node.span == (3, 1, 4, 4)


def test_a_missing_key_is_reported_at_the_key_above_or_in_a_list_at_the_first() -> None:
    node = front("group:\n  a: b\nlist:\n  - c: d")
    group, items = node.value("group"), node.value("list")
    assert isinstance(group, Mapping)
    assert isinstance(items, Sequence)
    assert isinstance(items.items[0], Mapping)
    assert group.head == (2, 1, 2, 6)
    assert items.items[0].head == (5, 5, 5, 6)


@pytest.mark.parametrize(
    "text", ["", "''", '" "', "~", "null", "[]", "[~, '']", "{b: }", "[{b: }]"]
)
def test_nothing_written_is_empty(text: str) -> None:
    node = front(f"a: {text}").value("a")
    assert node is not None
    assert is_empty(node)


@pytest.mark.parametrize("text", ["'~'", "0", "no", "[~, a]", "{b: c}"])
def test_something_written_is_not(text: str) -> None:
    node = front(f"a: {text}").value("a")
    assert node is not None
    assert not is_empty(node)


def test_of_a_key_written_twice_the_first_counts() -> None:
    document = read_document("x.md", b"---\na: 1\na: 2\n---\n")
    assert document.front is not None
    value = document.front.value("a")
    assert isinstance(value, Scalar)
    assert value.text == "1"
    assert [one.name for one in document.findings] == ["duplicate-key"]


def test_nesting_is_bounded_at_its_limit() -> None:
    inside = "[" * (MAX_DEPTH - 1) + "]" * (MAX_DEPTH - 1)
    assert findings(f"---\na: {inside}\n---\n") == ()
    assert [one.name for one in findings(f"---\na: [{inside}]\n---\n")] == ["yaml-too-deep"]


def test_nothing_unsafe_passes_at_first_sight() -> None:
    characters = map(chr, (*range(0xD800), *range(0xE000, 0x110000)))
    unsafe = [one for one in characters if documents.UNSAFE.match(one)]
    assert not any(documents._is_safe(f"é{one}a".encode()) for one in unsafe)
    assert documents._is_safe("é\u00a0\u202fλ\r\na".encode())


def test_an_unsafe_character_is_reported_and_the_places_behind_it_hold() -> None:
    document = read_document("x.md", "---\na: b\u202ec\nd: [\n---\n".encode())
    assert [(one.name, one.span.line) for one in document.findings] == [
        ("unsafe-character", 2),
        ("yaml-syntax", 3),
    ]


def test_a_data_file_is_yaml_from_its_first_line() -> None:
    document = read_data_file("x.yml", b"a: b\n")
    assert document.front is not None
    assert [one.span for one in scalars(document.front)] == [(1, 4, 1, 5)]
