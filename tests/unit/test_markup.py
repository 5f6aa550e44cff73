"""The Markdown renderer: what it renders, what it lets through, and how long it takes."""

from __future__ import annotations

import json
import re
import subprocess
import sys
import time
from html.parser import HTMLParser
from pathlib import Path

import comrak
import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from goodpractice import markup

DATA = Path(__file__).resolve().parent.parent / "data"
SPEC = json.loads((DATA / "commonmark-0.31.2.json").read_text("utf-8"))
HOSTILE = json.loads((DATA / "hostile-markdown.json").read_text("utf-8"))

Attributes = list[tuple[str, str | None]]

# --- CommonMark's own examples -------------------------------------------------------

RAW_HTML = "raw HTML is left out"
NO_DESTINATION = "a link to nowhere is plain text"
OTHER_SCHEME = "only web and mail addresses are linked"
BARE_ADDRESS = "GitHub links bare addresses"
DIFFERENT = {
    **dict.fromkeys((21, 31, 201, 344, 475, 476, 477, 491, 494, 524, 536, 642, 643), RAW_HTML),
    79: "a heading without text is not shown",
    484: "a link without text is not shown",
    **dict.fromkeys((200, 485, 486, 487, 567), NO_DESTINATION),
    **dict.fromkeys((596, 598, 599, 601), OTHER_SCHEME),
    **dict.fromkeys((602, 608, 611, 612), BARE_ADDRESS),
}
RAW_HTML_SECTIONS = {"HTML blocks", "Raw HTML"}
ADDED = {"tabindex", "loading", "rel", "id", "class"}


class Tokens(HTMLParser):
    """Reduces HTML to what a specification example is about."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.tokens: list[tuple[object, ...]] = []
        self.code = ""
        self.in_code = False
        self.feed(html)
        self.close()

    def handle_starttag(self, tag: str, attrs: Attributes) -> None:
        kept = tuple(sorted((name, value) for name, value in attrs if name not in ADDED))
        self.tokens.append(("open", self.demoted(tag), kept))
        self.in_code = self.in_code or tag == "pre"

    handle_startendtag = handle_starttag

    def handle_endtag(self, tag: str) -> None:
        if tag == "pre":
            self.tokens.append(("code", self.code))
            self.in_code, self.code = False, ""
        self.tokens.append(("close", self.demoted(tag)))

    def handle_data(self, data: str) -> None:
        if self.in_code:
            self.code += data
        else:
            self.tokens.extend(("word", word) for word in data.split())

    @staticmethod
    def demoted(tag: str) -> str:
        return "h2" if tag == "h1" else tag


def is_as_specified(case: dict[str, str]) -> bool:
    return Tokens(markup.parse(case["markdown"]).html).tokens == Tokens(case["html"]).tokens


def test_the_specification_is_followed_except_where_said() -> None:
    checked = [case for case in SPEC if case["section"] not in RAW_HTML_SECTIONS]
    assert len(checked) > 580
    assert {case["number"] for case in checked if not is_as_specified(case)} == set(DIFFERENT)


# --- nothing dangerous gets out ------------------------------------------------------

# Written apart from the renderer's own list, so that a slip there shows here.
HARMLESS = {
    "a": {"href", "title", "id", "rel", "role", "aria-label"},
    "div": {"class", "role", "tabindex", "aria-label"},
    **{f"h{level}": {"id"} for level in range(2, 7)},
    "img": {"src", "alt", "title", "loading"},
    "li": {"id", "class", "value"},
    "ol": {"start", "class"},
    "p": {"class"},
    "pre": {"tabindex"},
    "section": {"class", "role", "aria-label"},
    "span": {"class", "role", "aria-label"},
    "sup": {"class"},
    "td": {"class"},
    "th": {"class", "scope"},
    "ul": {"class"},
    **{tag: set() for tag in ("blockquote", "br", "code", "del", "em", "hr", "strong")},
    **{tag: set() for tag in ("table", "tbody", "thead", "tr")},
}
ON_SITE = re.compile(
    r"(?![a-z][a-z0-9+.-]*:)(?![\s\x00-\x20]*[/\\]\s*[/\\])[^\x00-\x20<>\"\\]+", re.IGNORECASE
)


class Guard(HTMLParser):
    """Fails on whatever could run, load from elsewhere, or pose as the site's own."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.ids: list[str] = []
        self.feed(html)
        self.close()
        assert len(self.ids) == len(set(self.ids)), "an id twice"

    def handle_starttag(self, tag: str, attrs: Attributes) -> None:
        assert tag in HARMLESS, tag
        for name, value in attrs:
            assert name in HARMLESS[tag], (tag, name)
            self.judge(tag, name, value or "")

    def judge(self, tag: str, name: str, value: str) -> None:
        if name == "href":
            assert ON_SITE.fullmatch(value) or self.is_foreign(value), value
        elif name == "src":
            assert ON_SITE.fullmatch(value), value
        elif name == "class":
            assert all(word.startswith("gp-") for word in value.split()), value
        elif name == "id":
            assert not value.startswith("__"), value
            assert (":" in value) == (tag not in {f"h{level}" for level in range(2, 7)}), value
            self.ids.append(value)
        elif name in {"title", "alt"}:
            assert not set("<>") & set(value), value

    @staticmethod
    def is_foreign(address: str) -> bool:
        scheme = address.partition(":")[0].lower()
        return scheme == "mailto" or (
            scheme in {"http", "https"} and address.startswith("//", len(scheme) + 1)
        )

    def handle_comment(self, data: str) -> None:
        raise AssertionError(f"a comment: {data}")

    def handle_decl(self, decl: str) -> None:
        raise AssertionError(f"a declaration: {decl}")

    def handle_pi(self, data: str) -> None:
        raise AssertionError(f"an instruction: {data}")

    def unknown_decl(self, data: str) -> None:
        raise AssertionError(f"a declaration: {data}")


def every_html(text: str) -> list[str]:
    html = markup.parse(text).html
    return [
        html,
        markup.resolve_links(html, lambda _url, _image: None),
        markup.resolve_links(html, lambda _url, _image: '../a b/"><script>'),
    ]


def assert_safe(text: str) -> None:
    plain, dropped, resolved = every_html(text)
    Guard(plain)
    Guard(dropped)
    assert "<script" not in resolved
    for html in (plain, dropped):
        assert markup._CLEANER.clean(html) == html, "nh3 would change its own output"


@pytest.mark.parametrize("text", HOSTILE)
@pytest.mark.parametrize("around", ["{}", "- {}", "> {}", "| a |\n|---|\n| {} |", "## {}", "*{}*"])
def test_hostile_markdown_is_harmless(text: str, around: str) -> None:
    assert_safe(around.format(text.replace("\n", "\n  ") if around != "{}" else text))


def test_hostile_markdown_is_harmless_all_together() -> None:
    assert len(HOSTILE) >= 100
    assert_safe("\n\n".join(HOSTILE))
    assert_safe(" ".join(HOSTILE))


PIECES = st.sampled_from(
    [
        *("[", "](", ")", "![", "](a.md)", "](javascript:x)", "[a]", "[a]: b\n", "<", ">", "<b>"),
        *("*", "**", "_", "~~", "`", "```\n", "\n", "\n\n", "    ", "\t", "- ", "1. ", "> ", "# "),
        *("| a | b |\n|---|:-:|\n", "|", "\\|", "\\", "&lt;", "&#0;", "&amp;", "\0", "\r", "\r\n"),
        *("- [x] ", "[^1]", "[^1]: ", "[^2]", "> [!NOTE]\n", "www.a.b", "http://a.b/", "a@b.cd"),
        *(
            "é",
            "\u202e",
            "😀",
            "\u2028",
            "\ufeff",
            "---\n",
            "===\n",
            '"',
            "'",
            "__x__",
            "a",
            " ",
            "=\n",
        ),
    ]
)
MARKDOWN = st.lists(PIECES, max_size=60).map("".join)


@given(st.one_of(MARKDOWN, st.text()))
@example("\ufeff# a")
@example("| [a](b) |\r|-|\r| \\|[a](b) |")
def test_any_text_renders_safely(text: str) -> None:
    assert markup.parse(text).too_complex is None
    assert_safe(text)


@given(MARKDOWN)
@example("[^1]: ```\n[^1]: [^1]")
@example("[^a]: x\n\n[^a]: y")
def test_what_is_told_of_a_text_agrees_with_its_html(text: str) -> None:
    rendered = markup.parse(text)
    ids = Guard(rendered.html).ids
    targets = re.findall(r'href="#(gp:[^"]*)"', rendered.html)
    shown = [heading.id for heading in rendered.headings if heading.id in ids]
    assert set(targets) <= set(ids)
    assert shown == [identifier for identifier in ids if not identifier.startswith("gp:")]
    parts = rendered.sections
    assert all(part.heading in rendered.headings for part in parts[1:])
    assert parts == markup._sections(rendered.html, rendered.headings), "sanitising changes them"


@given(MARKDOWN)
@example("a&#64;b.cd")
@example("https&#58;//a.b")
@example("[a](https://a.b) https://c.d")
@example('[a](b "https://c.d")')
@example("![https://a.b](c)")
@example("[https://a.b](https://c.d)")
@example("`https://a.b`")
@example("[a](https://b.c/https://d.e)")
def test_what_is_not_looked_for_would_not_have_been_found(text: str) -> None:
    linked = comrak.render_markdown(text, markup._LINKING, markup._PARSING, markup._RENDERING)
    assert markup._comrak_html(text) == linked


# --- places --------------------------------------------------------------------------


@given(MARKDOWN)
@example("[a]: b\n[c](d) é")
def test_every_place_lies_within_the_text(text: str) -> None:
    lines = re.split(r"\r\n|\r|\n", text)
    rendered = markup.parse(text)
    for one in rendered.headings:
        assert 1 <= one.column <= one.end_column <= len(lines[one.line - 1]) + 1
    for link in rendered.links:
        assert 1 <= link.column <= len(lines[link.line - 1]) + 1
        assert 1 <= link.end_column <= len(lines[link.end_line - 1]) + 1


def quoted(text: str) -> list[str]:
    """Cut out of a text what its links say they span (on one line)."""
    lines = re.split(r"\r\n|\r|\n", text)
    return [
        lines[link.line - 1][link.column - 1 : link.end_column - 1]
        for link in markup.parse(text).links
    ]


@pytest.mark.parametrize(
    ("text", "spans"),
    [
        ("é 😀 [a](b) ![c](d)", ["[a](b)", "![c](d)"]),
        ("[![a](b)](c)", ["[![a](b)](c)", "![a](b)"]),
        ("<https://a.b> www.a.b c@d.ef", ["<https://a.b>", "www.a.b", "c@d.ef"]),
        ("- a\n  é [a](b)\n\n  > [c](d)", ["[a](b)", "[c](d)"]),
        ("a\r\n[a](b)\r\n\r\n# x [c](d)", ["[a](b)", "[c](d)"]),
        ("|a|\n|-|\n| \\| `\\|` [a](b) [c\\|c](d) |", ["[a](b)", "[c\\|c](d)"]),
        ("|é\\||a|\n|-|-|\n|\\|\\|[a](b)|\\|[c](d)|", ["[a](b)", "[c](d)"]),
        ("|a|\n|-|\n| é\\|é [é](b) é [c](d) |", ["[é](b)", "[c](d)"]),
        ("é\ré [a](b)\r\ré [c](d)", ["[a](b)", "[c](d)"]),
        ("a[^1]\n\n[^1]: [a](b)\n    [c](d)", ["[a](b)", "[c](d)"]),
        ("&amp; `a` **b** \\* [a](b)", ["[a](b)"]),
        ("[a]\n\n[a]: b", ["[a]"]),
        ("- [x] [a](b)\n\n> [!TIP]\n> [c][d]\n\n[d]: e", ["[a](b)", "[c][d]"]),
    ],
)
def test_links_say_where_they_stand(text: str, spans: list[str]) -> None:
    assert quoted(text) == spans


def test_a_link_may_span_lines() -> None:
    (link,) = markup.parse("a [b\nc](d) e").links
    assert (link.line, link.column, link.end_line, link.end_column) == (1, 3, 2, 6)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("[a](caf%C3%A9%20x.md#y)", ("café x.md#y", False, "")),
        ("[a](café.md)", ("café.md", False, "")),
        ("![a *b* &amp; c](d.jpg)", ("d.jpg", True, "a b & c")),
        ("[a](#b)", ("#b", False, "")),
        ("[a](https://b.c/%20?d&e)", ("https://b.c/%20?d&e", False, "")),
        ("![a](http://b.c/d.png)", ("http://b.c/d.png", True, "a")),
        ("a@b.cd", ("mailto:a@b.cd", False, "")),
        ("[a](tel:1)", ("tel:1", False, "")),
        ("[a](//b.c)", ("//b.c", False, "")),
        ("[a](javascript:b)", ("", False, "")),
    ],
)
def test_a_link_tells_its_destination(text: str, expected: tuple[str, bool, str]) -> None:
    (link,) = markup.parse(text).links
    assert (link.url, link.image, link.alt) == expected


def test_headings_tell_level_text_and_place() -> None:
    text = "# A *b* `<c>` &amp;\n\n> ## é 😀 ##\n\nSet\next\n---\n"
    told = [
        (one.level, one.id, one.text, one.line, one.column, one.end_column)
        for one in markup.parse(text).headings
    ]
    assert told == [
        (1, "a-b-c-", "A b <c> &", 1, 1, 20),
        (2, "é-", "é 😀", 3, 3, 12),
        (2, "set-ext", "Set ext", 5, 1, 4),
    ]


@pytest.mark.parametrize(
    ("text", "ids"),
    [
        ("## Τι κάναμε\n## Τι κάναμε", ["τι-κάναμε", "τι-κάναμε-1"]),
        ("## 怎么开始", ["怎么开始"]),
        ("## \\_\\_search\n## search", ["search", "search-1"]),
        ("## !!!\n## ???\n## section", ["section", "section-1", "section-2"]),
        ("## a-1\n## a\n## a", ["a-1", "a", "a-2"]),
    ],
)
def test_heading_ids_are_unique_slugs(text: str, ids: list[str]) -> None:
    headings = markup.parse(text).headings
    assert [heading.id for heading in headings] == ids


# --- HTML ----------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "html"),
    [
        ("# a", '<h2 id="a">a</h2>'),
        ("a <b>b</b><!-- c -->", "<p>a b</p>"),
        ('[a](b "<i>")', '<p><a href="b" title="‹i›">a</a></p>'),
        ("[](b)", "<p></p>"),
        ("[a <https://b.c>](d)", '<p><a href="d">a https://b.c</a></p>'),
        ("![a](b.jpg)", '<p><img src="b.jpg" alt="a" loading="lazy"></p>'),
        (
            "![a](https://b.c/d.png)",
            '<p><a href="https://b.c/d.png">a</a></p>',
        ),
        ("[![a](https://b.c/d.png)](e)", '<p><a href="e">a</a></p>'),
        ("![a](data:x) ![](data:y)", '<p><span class="gp-missing">a</span> </p>'),
        ("~~a~~", "<p><del>a</del></p>"),
        ("```py\na\n```", '<pre tabindex="0"><code>a\n</code></pre>'),
        (
            "- [ ] a\n- [x] b",
            '<ul class="gp-task-list">\n<li class="gp-task-item">'
            '<span class="gp-task" role="img" aria-label="To do">☐</span> a</li>\n'
            '<li class="gp-task-item"><span class="gp-task gp-task-done" role="img"'
            ' aria-label="Done">☑</span> b</li>\n</ul>',
        ),
        (
            "1. [x] a\n\n2. b",
            '<ol class="gp-task-list">\n<li class="gp-task-item"><p>'
            '<span class="gp-task gp-task-done" role="img" aria-label="Done">☑</span> a</p>\n'
            "</li>\n<li>\n<p>b</p>\n</li>\n</ol>",
        ),
        (
            "| a | |\n|:-:|-|\n| b | c |",
            '<div class="gp-table" role="region" tabindex="0" aria-label="Table 1"><table>\n'
            '<thead>\n<tr>\n<th scope="col" class="gp-center">a</th>\n<td></td>\n</tr>\n</thead>\n'
            '<tbody>\n<tr>\n<td class="gp-center">b</td>\n<td>c</td>\n</tr>\n</tbody>\n'
            "</table></div>",
        ),
        (
            "> [!TIP]\n> a",
            '<div class="gp-alert gp-alert-tip" role="note">\n'
            '<p class="gp-alert-title">Tip</p>\n<p>a</p>\n</div>',
        ),
        (
            "a[^x] b[^x]\n\n[^x]: c",
            '<p>a<sup class="gp-footnote"><a href="#gp:note-1" id="gp:ref-1" role="doc-noteref"'
            ' aria-label="Footnote 1">1</a></sup> b<sup class="gp-footnote"><a href="#gp:note-1"'
            ' id="gp:ref-1-2" role="doc-noteref" aria-label="Footnote 1">1</a></sup></p>\n'
            '<section class="gp-footnotes" role="doc-endnotes" aria-label="Footnotes">\n<ol>\n'
            '<li id="gp:note-1" value="1">\n<p>c <a href="#gp:ref-1" role="doc-backlink"'
            ' aria-label="Back to reference 1">↩</a> <a href="#gp:ref-1-2" role="doc-backlink"'
            ' aria-label="Back to reference 1-2">↩</a></p>\n</li>\n</ol>\n</section>',
        ),
    ],
)
def test_html(text: str, html: str) -> None:
    assert markup.parse(text).html.strip() == html


def test_footnotes_lead_to_their_own_text_even_with_a_note_given_twice() -> None:
    text = "a[^a] b[^b]\n\n[^b]: of b\n\n[^a]: of a[^c]\n\n[^c]: of c\n\n[^c]: c again"
    html = markup.parse(text).html
    notes = dict(re.findall(r'<li id="gp:note-(\d)" value="\1">\n<p>([\w ]+)', html))
    assert re.findall(r">(\d)</a></sup>", html) == ["1", "2", "3"]
    shown = {number: note.strip() for number, note in notes.items()}
    assert shown == {"1": "of a", "2": "of b", "3": "of c"}


def test_interface_words_are_translated_and_escaped() -> None:
    words = "<{}>".format
    text = "> [!NOTE]\n> a[^1]\n\n- [ ] b\n- [x] c\n\n|d|\n|-|\n\n[^1]: e"
    text += "".join(f"\n\n> [!{kind}]" for kind in ("TIP", "IMPORTANT", "WARNING", "CAUTION"))
    html = markup.parse(text, words).html
    for word in markup.WORDS:
        assert f"&lt;{word.format(n=1)}&gt;" in html


# --- addresses -----------------------------------------------------------------------


def test_only_destinations_on_the_site_are_resolved() -> None:
    text = "[a](b.md) ![c](d.jpg) [e](#f) [g](https://h.i) <j@k.lm> [n](/o) [p](?q) [r](s:t)"
    asked: list[tuple[str, bool]] = []

    def resolve(url: str, image: bool) -> str:
        asked.append((url, image))
        return "x"

    markup.resolve_links(markup.parse(text).html, resolve)
    assert sorted(asked) == [("/o", False), ("?q", False), ("b.md", False), ("d.jpg", True)]


def test_addresses_replace_destinations() -> None:
    html = markup.parse('[a *b*](é%20c.md "t") [![d](e.jpg)](f.md)').html
    addresses = {"é c.md": "../c/?x&y", "e.jpg": "../e.webp", "f.md": "../f/"}
    assert markup.resolve_links(html, lambda url, _: addresses[url]).strip() == (
        '<p><a href="../c/?x&amp;y" title="t">a <em>b</em></a> <a href="../f/">'
        '<img src="../e.webp" alt="d" loading="lazy"></a></p>'
    )


def test_what_leads_nowhere_becomes_text() -> None:
    html = markup.parse("[a *b*](c) ![d & e](f) ![](g) [![h](i)](j)").html
    assert markup.resolve_links(html, lambda _url, _image: None).strip() == (
        '<p>a <em>b</em> <span class="gp-missing">d &amp; e</span>'
        '  <span class="gp-missing">h</span></p>'
    )


# --- sections ------------------------------------------------------------------------


def test_sections_are_cut_at_second_level_headings() -> None:
    text = (
        "a\n\n## b\n\nc\n\n### d\n\n> ## e\n\n- ## f\n\n# g\n\n##\n\nh[^1]\n\n[^1]: i\n\n    ## j"
    )
    parts = markup.parse(text).sections
    assert [part.heading.text if part.heading else None for part in parts] == [None, "b", "g"]


@pytest.mark.parametrize(
    ("body", "is_empty"),
    [
        *(("", True), ("\n\n", True), ("<!-- a -->", True), ("&nbsp;", True), ("---", True)),
        *(("-", True), ("- [ ]", True), ("> ", True), ("**", False), ("a", False), ("0", False)),
        *(("- a", False), ("- [x] a", False), ("![](a.jpg)", False), ("|a|\n|-|", False)),
        *(("…", True), ("...", True), ("–", True), ("- …", True), ("… a", False)),
        *(("…\n\na", False), ("…\n\n—", True)),
        *(("### a", False), ("```\na\n```", False), ("&lt;", False), ("```\n```", True)),
    ],
)
def test_a_section_without_content_is_empty(body: str, is_empty: bool) -> None:
    parts = markup.parse(f"## a\n\n{body}\n\n## b\n\nc[^1]\n\n[^1]: d").sections
    assert [part.is_empty for part in parts] == [True, is_empty, False]


def test_footnotes_are_no_content_of_the_last_section() -> None:
    parts = markup.parse("a[^1]\n\n## b\n\n[^1]: c").sections
    assert [part.is_empty for part in parts] == [False, True]


# --- time ----------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("a" * 200_001, "too long"),
        ("[^1]" * 501, "too many footnotes"),
        (">" * 51, "quotes or lists nested too deeply"),
        ("[^1]: " + "> " * 51, "quotes or lists nested too deeply"),
        ("- " * 51, "quotes or lists nested too deeply"),
        ("1. " * 51, "quotes or lists nested too deeply"),
        ("a\n" + "\t" * 26 + "- a", "quotes or lists nested too deeply"),
        (">>>\n\n" * 16_667, "too many quotes"),
        ("# a\r" * 1_001, "too many headings"),
        ("a\n=\n" * 1_001, "too many headings"),
        ("|a" * 60 + "\n" + "|-" * 60 + "\n" + "a\n" * 1_000, "a table too large"),
        ("*a " * 3_001, "too much markup without a blank line"),
        ("a@b.cd " * 501, "too many addresses without a blank line"),
    ],
)
def test_a_text_over_a_bound_is_refused_with_its_reason(text: str, reason: str) -> None:
    assert markup.parse(text).too_complex == reason


def test_long_but_ordinary_text_is_let_through() -> None:
    prose = "A *word* with a [link](a.md), (brackets) and a note.\n\n## Heading\n\n- item\n\n"
    table = "| a | b |\n|---|---|\n" + "| [x](y.md) | z |\n" * 400
    code = "```\n" + "        print(x)  # -----\n" * 500 + "```\n"
    rule = "-" * 500 + "\n\n" + "* " * 30 + "\n"
    assert markup.parse(prose * 400 + table + code + rule).too_complex is None


def is_slow(case: dict[str, float]) -> bool:
    """Whether a text takes too long, on a machine that may be busy just then."""
    slowness = max(1, case["spin"] / 0.02)
    return case["use"] > slowness or case["check"] > 0.1 * slowness


def test_crafted_text_takes_less_than_a_second_and_little_stack() -> None:
    program = [sys.executable, str(DATA / "crafted_markdown.py")]
    run = subprocess.run(program, capture_output=True, text=True, check=False)
    assert run.returncode == 0, f"ended by {run.returncode} in {run.stderr.splitlines()[-1:]}"
    report = json.loads(run.stdout)
    assert len(report) > 40
    slow = {name: case for name, case in report.items() if case["refused"] or is_slow(case)}
    assert slow == {}


def test_a_page_takes_less_than_a_millisecond() -> None:
    paragraph = "pupils measured reading time in class after the project " * 10
    section = f"## Heading\n\n{paragraph}[see](a.md) **bold**.\n\n- one\n- two\n\n"
    page = section * 6 + "| a | b |\n|---|---|\n| 1 | 2 |\n"
    assert 550 < len(page.split()) < 750
    times = []
    for _ in range(200):
        start = time.perf_counter()
        _ = markup.parse(page).html
        times.append(time.perf_counter() - start)
    assert min(times) < 0.001  # 0.2 to 0.3 ms measured; the rest is for slower machines
