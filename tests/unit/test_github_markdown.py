"""Text of strangers in GitHub's Markdown."""

from __future__ import annotations

import re
from html import unescape

import comrak
import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from goodpractice.github_markdown import code, inert
from goodpractice.reporters import printable

HOSTILE = [
    "Fixes #1",
    "closes octo/repo#12, GH-3",
    "@octocat @org/team a@b.example",
    "https://evil.example www.evil.example http:// mailto:a@b.example",
    "![x](https://evil.example/x.png) [a](b) <img src=x> <!-- --> &lt;b&gt;",
    "`code` ``` ~~~ **b** __u__ ~~s~~ $x^2$ $$y$$ :tada: :+1:",
    "# h\n- a\n1. b\n> q\n| a | b |\n---\n===\n    c\n\n<details>",
    "deadbeefcafe 0123456789abcdef0123456789abcdef01234567",
    "[x] [!NOTE] [^1] \\@x \\\\#1 \\",
    "a\u202eb\x1b[2J\x00",
    "#1 @a :x:",
]
# What GitHub looks for in the text of a comment once Markdown has been read.
MENTIONS = re.compile(
    r"(?<![\w`])@\w|(?<![\w&])#\d|\bGH-\d|:[\w+-]+:|://\S|\bwww\.|\b[0-9a-f]{7,40}\b|\w@\w",
    re.IGNORECASE,
)


def rendered(markdown: str) -> str:
    extensions = comrak.ExtensionOptions()
    for name in ("autolink", "strikethrough", "table", "tasklist", "footnotes", "alerts"):
        setattr(extensions, name, True)
    extensions.shortcodes = True
    extensions.math_dollars = True
    rendering = comrak.RenderOptions()
    rendering.unsafe_ = True
    html: str = comrak.render_markdown(markdown, extensions, None, rendering)
    return html


PIECES = [*"@#:/.-`$*_[]()<>&!\\|~ ax1fGH\n", "www", "http", "fixes "]
TEXTS = st.lists(st.sampled_from(PIECES)).map("".join)


@given(st.one_of(st.text(), TEXTS))
@pytest.mark.parametrize("before", ["x ", "- ", "- a, "])
def test_a_text_shows_just_that_and_nothing_acts(before: str, text: str) -> None:
    html = rendered(f"{before}{inert(text)} y")
    plain = re.sub(r"^(<ul>\n<li>|<p>)|(</li>\n</ul>|</p>)\n$", "", html)
    assert "<" not in plain
    said = unescape(plain)
    assert not MENTIONS.search(said)
    expected = f"{before.removeprefix('- ')}{printable(' '.join(text.split()))} y"
    assert shown(said) == shown(expected)


def shown(text: str) -> list[str]:
    return text.replace("\u200b", "").split()


@pytest.mark.parametrize("text", HOSTILE)
def test_hostile_texts(text: str) -> None:
    html = rendered(f"**{inert(text)}** x")
    assert re.sub(r"</?(p|strong)>", "", html).count("<") == 0
    assert not MENTIONS.search(unescape(html))


@given(st.one_of(st.text(), TEXTS))
@example("`")
@example("``a`")
@example(" ")
def test_code_shows_just_that(text: str) -> None:
    html = rendered(f"x {code(text)} y")
    line = printable(" ".join(text.split()))
    match = re.fullmatch(r"<p>x (?:<code>(.*)</code>|—) y</p>\n", html)
    assert match
    assert unescape(match[1] or "") == line


def test_what_may_be_copied_into_a_file_is_left_as_it_is() -> None:
    text = "Write “date: 2026-01-31” in content/a-b/c.md, # a comment"
    assert "\u200b" not in inert(text)


@pytest.mark.parametrize(
    ("text", "does"),
    [
        ("https://evil.example", "<a "),
        ("a@b.example", "<a "),
        ("<img src=x>", "<img "),
        ("a $x^2$", "<span"),
        (":tada:", "🎉"),
        ("~~a~~", "<del>"),
    ],
)
def test_the_reader_of_these_tests_does_what_github_does(text: str, does: str) -> None:
    assert does in rendered(text)
