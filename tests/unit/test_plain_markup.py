"""Plain texts: their outline is that of the HTML which comrak makes of them."""

from __future__ import annotations

import json
import re
from pathlib import Path
from time import process_time

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from goodpractice import markup, plain_markup
from goodpractice.outlines import Outline

ROOT = Path(__file__).resolve().parents[2]
SPEC = json.loads((ROOT / "tests/data/commonmark-0.31.2.json").read_text("utf-8"))
TEXTS = sorted(
    text.split("\n---\n", 1)[-1]
    for text in {
        path.read_bytes().decode("utf-8", "replace")
        for folder in ("content", "docs", "tests")
        for path in (ROOT / folder).rglob("*.md")
        if path.is_file()
    }
)
PIECES = st.sampled_from(
    [
        *("\n# a", "\n## b c", "\n### Été d’x?", "\n## a: b!", "\n## ΣΑΣ", "\n## ß²", "\n## İ"),
        *("\n## a--b  c", "\n## a_b", "\n> ## a", "\n#### ", "#", "\n#", "é ", " word", ". ", ": "),
        *("\n", "\n\n", "\n> ", "\n- ", "\n1. ", "\n+ x", "\n- - a", "\n2.", "- ", "\n  b"),
        *("[x](y)", "[é b](https://a.b/c)", "[a*b](x.md#y)", "[a](é.md)", "[a](%20.md)", "[1](2)"),
        *("[x](http://www.y.z)", "[a](//b)", "[a](c:d)", "[A](HTTP://b.c)", "![a](b)", "[", "]"),
        *("www.a", "://", "!", "(", ")", "**", "*", "_", "_a_", "*a*", "**a b**", "*a. b.*", "a*"),
        *("\n|", "|a|b|", "\n|-|-|\n", "\n\n|a|b|\n|--|--|\n|x|y|", "\n|c|d|e|", "|", "\n-- |"),
        *("  ", "---", "===", "\n===\n", "\n---\n", "\n* * *\n", "\n--", "\n:--", "…", "😀", "“q”"),
        *(
            "`",
            "\\",
            "<b>",
            "&amp;",
            "~~",
            "\t",
            "\r\n",
            "a@b.cd",
            "[^1]",
            "\n[a]: b",
            "    ",
            "\n-     a",
            "\n 3)    ",
            "\n| a    | b |",
            "\0",
        ),
    ]
)


def told(outline: Outline) -> list[object]:
    """What an outline says of headings, links and parts."""
    places = (*outline.headings, *outline.links)
    return [
        [(one.level, one.id, one.text) for one in outline.headings],
        [(one.url, one.image, one.alt) for one in outline.links],
        [(part.heading and part.heading.id, part.is_empty) for part in outline.sections],
        [(one.line, one.end_line) for one in places],
        # comrak miscounts the columns of a table's row that is not at the beginning of its line.
        [(one.column, one.end_column) for one in places],
    ]


def read(text: str) -> Outline | None:
    return plain_markup.read(text, plain_markup.marks(text))


def assert_agrees(text: str) -> None:
    plain = read(text)
    if plain is None or markup.parse(text).too_complex:
        return
    rendered = markup.parse(text)
    last = -1 if "|" in text else None
    assert told(plain)[:last] == told(rendered._outline_of_html)[:last]
    shown = re.sub(r"<[^>]*>", "", rendered._raw)
    assert not [sign for sign in "[]#*|" if plain_markup.hides(text, sign) and sign in shown]


@given(st.lists(PIECES, max_size=18).map("".join))
@example("a\n|-\n  b [a](b)")
@example("- a\n  ---\n")
@example("1.\n\n## a\n\n1.")
@example("|a|\n|-|\n|")
@example("*a **b* c**")
@example("_a **b_ c**")
@example("> [!note](y)")
@example("**a.**\x1c")
def test_any_text_reads_the_same(text: str) -> None:
    assert_agrees(text)


def test_texts_of_this_repository_and_of_the_specification_read_the_same() -> None:
    for text in (*TEXTS, *(one["markdown"] for one in SPEC)):
        assert_agrees(text)


def test_marks_are_all_that_bounds_are_on() -> None:
    bounded = f"{markup._MARKS}^#=-"
    assert plain_markup.marks(f"a {bounded} é www.b www.c\n").decode() == f"{bounded}ww"


def test_nearly_every_text_that_is_published_here_is_plain() -> None:
    texts = [
        path.read_text("utf-8").split("\n---\n", 1)[1]
        for path in (ROOT / "content").rglob("*.md")
        if path.parent.name != "content"
    ]
    plain = [text for text in texts if read(text) is not None]
    assert len(plain) > 0.8 * len(texts) > 20


@pytest.mark.parametrize(
    "text",
    [
        *("`a`", "a\\", "<b>", "&amp;", "~~a~~", "a\tb", "a\r\nb", "a@b.cd", "[^1]", "    a"),
        *("a\n===", "a\n---", "> a\n> ---", "# a *b*", "## _a_", "#a", "##", "[a]", "[a][b]"),
        *("![a](b)", "[a](b c)", "[a](<b>)", "[a](b (c))", "[a](//b)", "[a](tel:1)", "[ ](b)"),
        *("> [!note](b)", "https://a.b", "www.a.b", "|a|\n|-|\n|[a](b)|", "## a\n\n1."),
    ],
)
def test_what_is_not_plain_is_left_to_comrak(text: str) -> None:
    assert read(text) is None


def test_a_plain_text_is_not_rendered_by_looking_at_it() -> None:
    text = "\nA *word*.\n\n## What we did\n\n- [a](b.md)\n\n|a|b|\n|-|-|\n|c|d|\n"
    rendered = markup.parse(text)
    assert [part.is_empty for part in rendered.sections] == [False, False]
    assert not any(map(rendered.shows, ("](", "**", "*", "\n|", "##")))
    assert "_raw" not in vars(rendered)


@pytest.mark.parametrize(
    "text",
    [
        *(
            "[" + "a" * 200_000,
            "[" + "_" * 200_000,
            "# " + "a" * 199_000 + ";",
            "\n" + "-" * 200_000,
        ),
        "\n|a|\n|-|\n|" + "x" * 200_000 + "\nb\n",
        "\n|a|\n|-|\n" + f"|{'x' * 9}\n" * 20_000 + "b\n",
        "\n|a|\n|" + "-|" * 100_000 + "x",
        *("*a " * 66_000, "\n ## a" * 28_000, "[a](b) " * 28_000, "*" + "a" * 200_000),
    ],
    ids=lambda text: repr(text[:12]),
)
def test_no_text_takes_long(text: str) -> None:
    start = process_time()
    plain = read(text)
    for link in plain.links if plain else ():
        assert (link.line, link.end_line) == (1, 1)
    for sign in "*|#":
        plain_markup.hides(text, sign)
    assert process_time() - start < 1
