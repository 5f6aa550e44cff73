"""What is read line by line is what libyaml reads."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from goodpractice import documents, plain_yaml
from goodpractice.diagnostics import Finding
from goodpractice.nodes import Mapping, Node, Scalar, Sequence, is_empty
from goodpractice.sources import Source
from tests.yaml_suite.cases import all_cases

CONTENT = Path(__file__).resolve().parents[2] / "content"

# Indents, dashes and keys that may stand before a value, and values: plain ones and odd ones.
BEFORE = st.sampled_from(
    [
        *("a: ", "b: ", "c.d: ", "e-f:", "a:", "- ", "- a: ", "- b:", "  a: ", "  b:", "  - "),
        *("  - a: ", "    b: ", "    - ", "      a: ", "", " ", "   ", "-", "- - ", "? ", "é: "),
        *("'a': ", '"b": ', "1: ", "<<: ", "a :", "-  ", "a:  ", "--- ", "... ", "\t", "# "),
    ]
)
VALUES = st.sampled_from(
    [
        *(
            "",
            "",
            "one",
            "two words",
            "2004-10-29",
            "-8.63",
            "a:b",
            "a#b",
            "not known",
            "~",
            "null",
        ),
        *("é", "ß’s", "a, b", "a [b] {c}", "don't", 'say "so"', "a - b", "a ? b", "[]", "[a]"),
        *("[a, b c]", "[a,b]", "[a , b]", "[a, ]", "[a?, b]", "[a: b]", "[[a], b]", '["a", b]'),
        *("{a: b}", "{a: b c, d: 'e'}", '{a: "b, c", d: e}', "{a: , b: c}", "{a: b, a: c}", "{}"),
        *('"a"', '"a: b # c"', '" "', '""', '"a\\tb"', '"a" b', '"a"#b', "'a'", "''", "'a''b'"),
        *("a: b", "a #b", "a ", "a:", "#", "&a", "*a", "!a", "%a", "@a", "`a", ">", "|", "|\n  a"),
        *("> \n  a", "a\n  b", "a\nb", "x" * 1_100, "\u00a0", "a\u00a0", "a:\u00a0b", "a\u3000#b"),
        *("a\u2028b", "a\x85b", "a\ufeffb", "\U0001f600", "1\u0301", "²", "़", "-", "-a", "- a"),
    ]
)
LINES = st.lists(st.tuples(BEFORE, VALUES), max_size=9)
TEXTS = LINES.map(lambda lines: "".join(f"{before}{value}\n" for before, value in lines))


def told(node: Node) -> Any:
    """All that a node says of itself and of what it holds."""
    own = (type(node).__name__, node.span, node.marked)
    if isinstance(node, Scalar):
        return (*own, node.text, node.plain, node.is_null)
    if isinstance(node, Sequence):
        return (*own, [told(item) for item in node.items])
    pairs = [(name, told(one.key), told(one.value)) for name, one in node.items.items()]
    return (*own, node.head, node.in_brackets, pairs)


def by_libyaml(text: str) -> tuple[Mapping | None, list[Finding]]:
    findings: list[Finding] = []
    reader = documents._YamlReader(Source(text, 2), findings)
    return documents._by_libyaml(reader, findings), findings


def assert_alike(text: str) -> bool:
    """Compare the two readers, and return whether the plain one could read the text."""
    plain = plain_yaml.read(Source(text, 2))
    if plain is None:
        return False
    front, findings = by_libyaml(text)
    assert findings == []
    assert front is not None
    assert told(plain) == told(front)
    assert is_empty(plain) == is_empty(front)
    return True


@settings(max_examples=2_000)
@given(TEXTS)
@example("a:\n- b\n- c:\n  - d\n  e: f\n")
@example("a:\n  - b\n - c\n")
@example("a: b\n  c: d\n")
@example("- a\n")
@example("a:\n    b: c\n  d: e\n")
@example(f"{'a' * 1100}: b\n")
@example(f"a: {{{'b' * 1100}: c}}\n")
@example(f"a:\n  - {'b' * 1100}: c\n")
@example("a: b\uffff\n")
def test_any_lines_are_read_alike(text: str) -> None:
    assert_alike(text)


@pytest.mark.parametrize("case", all_cases(), ids=lambda case: case.id)
def test_the_yaml_test_suite_is_read_alike(case: Any) -> None:
    assert_alike(case.yaml.removeprefix("---\n"))


@pytest.mark.parametrize(
    "text",
    [
        "a: b\n",
        "a:\nb: [c, d e]\nf: []\n",
        "a:\n  b: c: d\n".replace("c: d", "c:d"),
        "a:\n  - b: \"c: 'd'\"\n    e: 'f # g'\n  - h: i\n",
        'a:\n- {b: c, d: "e, f"}\n- g\n',
        "a: {b: not known, c: -8.63}\n",
        "a:\n  b:\n    c:\n      - d\n",
    ],
)
def test_what_is_plain_is_read_without_libyaml(text: str) -> None:
    assert assert_alike(text)


@pytest.mark.parametrize(
    "text",
    [
        *("", "\n", "a\n", "- a\n", "a: b", "a: b\na: c\n", "a: {b: c, b: d}\n", "a: |\n  b\n"),
        *("a: b\n  c\n", "a: b # c\n", "a: &b c\n", 'a: "\\x41"\n', "a: [b\n]\n", "a:\n  -\n"),
        *("a: b\r\n", "a:\tb\n", "  a: b\n", "a: b\n\nc: d\n", "? a\n", "---\na: b\n"),
        "".join(f"{'  ' * depth}a:\n" for depth in range(30)),
    ],
)
def test_anything_else_is_left_to_libyaml(text: str) -> None:
    assert plain_yaml.read(Source(text, 2)) is None


def test_most_of_the_content_is_plain() -> None:
    texts = [path.read_text("utf-8") for path in sorted(CONTENT.rglob("*.md"))]
    fronts = [text.split("---\n")[1] for text in texts if text.startswith("---\n")]
    assert sum(map(assert_alike, fronts)) > len(fronts) / 2
