"""The templates: what they may say, that they escape everything, and that their HTML is sound."""

from __future__ import annotations

import dataclasses
import hashlib
import itertools
import re
import types
import typing
from collections.abc import Callable, Iterator
from html.parser import HTMLParser
from pathlib import Path
from typing import Any, Literal

import pytest
from markupsafe import Markup

from goodpractice import values, views
from goodpractice.templates import BASE, Templates

THEME = Path(__file__).resolve().parents[2] / "theme"
TEMPLATES = sorted((THEME / "goodpractice").rglob("*.html"))
ASSETS = THEME / "assets/goodpractice"

PAGES: dict[str, type] = {
    "home.html": views.HomeView,
    "browse.html": views.BrowseView,
    "entry.html": views.EntryView,
    "term.html": views.TermPageView,
    "rule.html": views.RuleView,
    "rules.html": views.RulesView,
    "vocabulary.html": views.VocabularyView,
    "worklist.html": views.WorklistView,
    "api.html": views.ApiView,
    "figures.html": views.FiguresView,
    "list.html": views.WholeListView,
    "page.html": views.FreePageView,
    "missing.html": views.MissingView,
    "shortlist.html": views.ShortlistView,
    "compare.html": views.ShortlistView,
}
PIECES = ("header", "head", "footer")
CARDS = ("card.html", "row.html")

HOSTILE = (
    '"><script>alert(1)</script>',
    "'\"><img src=x onerror=alert(1)>",
    '" onmouseover="alert(1)" x="',
    "javascript:alert(1)",
    "</template></title><svg onload=alert(1)>",
    "{{ 7 * 7 }}{% raw %}<!-- --><b style='x'>",
)


# Sample views, made from the types of their fields, so that a new field is tried by itself


def sample(kind: Any, text: Callable[[], str], value: int | None = None) -> Any:
    """Make a value of a type. `value` is the kind of Value that a row holds; None: one of each."""
    if kind is Markup:
        return Markup("<p>text</p>")
    if dataclasses.is_dataclass(kind):
        return sample_view(typing.cast("type", kind), text, value)
    if typing.get_origin(kind) is tuple:
        return sample_tuple(typing.get_args(kind), text, value)
    if typing.get_origin(kind) is Literal:
        return typing.get_args(kind)[0]
    if typing.get_origin(kind) in (types.UnionType, typing.Union):
        options = [one for one in typing.get_args(kind) if one is not types.NoneType]
        return sample(options[(value or 0) % len(options)], text, value)
    plain: dict[type, Callable[[], object]] = {str: text, int: lambda: 3, bool: lambda: True}
    return plain[kind]()


def sample_tuple(kinds: tuple[Any, ...], text: Callable[[], str], value: int | None) -> Any:
    if kinds[-1] is not Ellipsis:
        return tuple(sample(kind, text, value) for kind in kinds)
    if kinds[0] is views.Row and value is None:
        return tuple(sample(views.Row, text, at) for at in range(len(VALUES)))
    return tuple(sample(kinds[0], text, value) for _ in range(2))


def sample_view(kind: type, text: Callable[[], str], value: int | None) -> Any:
    if kind in VALUES:  # a list holds groups, and what anything else holds in turn is text
        value = VALUES.index(views.Group) if kind is views.Items else 0
    hints = typing.get_type_hints(kind, {**vars(views), "Value": VALUE})
    return kind(
        **{field.name: sample(hints[field.name], text, value) for field in dataclasses.fields(kind)}
    )


VALUES = tuple(getattr(views, name.strip()) for name in typing.cast("str", views.Value).split("|"))
VALUE: Any = typing.Union.__getitem__(VALUES)  # made of what views.py lists
assert VALUES[0] is views.Text


def hostile() -> Callable[[], str]:
    texts = itertools.cycle(HOSTILE)
    return lambda: next(texts)


def benign() -> Callable[[], str]:
    numbers = itertools.count(1)
    return lambda: f"text-{next(numbers)}"


def around(text: Callable[[], str]) -> dict[str, Any]:
    """Make what every template knows of its surroundings."""
    kinds = {"site": views.SiteView, "page": views.PageView, "head": views.HeadView}
    return {name: sample(kind, text) for name, kind in kinds.items()}


def drawn(text: Callable[[], str]) -> Iterator[tuple[str, str]]:
    """Yield every template's name and what it draws of sample views."""
    templates = Templates((THEME,))
    shared = around(text)
    for name, kind in PAGES.items():
        yield name, templates.draw(name, "en", view=sample(kind, text), **shared)
    for piece in PIECES:
        yield piece, templates.draw(f"shell/{piece}.html", "en", **shared)
    for name in CARDS:
        yield name, templates.draw(name, "en", card=sample(views.CardView, text), **shared)


class Page(HTMLParser):
    """The elements of a page, in order."""

    def __init__(self, html: str) -> None:
        super().__init__(convert_charrefs=True)
        self.elements: list[tuple[str, dict[str, str]]] = []
        self.feed(html)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.elements.append((tag, {name: value or "" for name, value in attrs}))

    def all(self, attribute: str) -> list[str]:
        return [found[attribute] for _, found in self.elements if attribute in found]


@pytest.fixture(scope="module")
def benign_pages() -> dict[str, Page]:
    return {name: Page(html) for name, html in drawn(benign())}


# What templates may say

SHELL = ("main.html", "shell.html")
SHELL_EXPRESSIONS = re.compile(
    r"""super\(\)
      | gp\.[a-z]+
      | script\ \|\ script_tag
      | lang\.t\("language"\) | direction | scheme
      | description | page\.canonical_url | page\.meta\.title  # escaped in `StandIn`
      | config\.site_(name|author)
      | .+\|\ (e|url)""",
    re.VERBOSE,
)


@pytest.mark.parametrize("shell", SHELL)
def test_the_shell_only_places_finished_pieces(shell: str) -> None:
    source = (THEME / shell).read_text("utf-8")
    expressions = re.findall(r"\{\{-?\s*(.*?)\s*-?\}\}", source, re.DOTALL)
    assert expressions
    assert [one for one in expressions if not SHELL_EXPRESSIONS.fullmatch(one)] == []


@pytest.mark.parametrize("template", TEMPLATES, ids=lambda path: path.name)
def test_no_template_turns_escaping_off(template: Path) -> None:
    source = template.read_text("utf-8")
    assert not re.search(r"\|\s*(safe|tojson|xmlattr)\b|autoescape|Markup", source)


@pytest.mark.parametrize(
    "template", [*TEMPLATES, *(THEME / name for name in SHELL)], ids=lambda path: path.name
)
def test_no_template_has_scripts_or_styles_of_its_own(template: Path) -> None:
    source = re.sub(r"\{#.*?#\}", "", template.read_text("utf-8"), flags=re.DOTALL)
    assert not re.search(r"\sstyle=|\son[a-z]+=|<style|javascript:", source, re.IGNORECASE)
    # A data block runs nothing.
    found = re.findall(r"<script(?! type=\"application/ld\+json\">)[^>]*>", source)
    assert [one for one in found if " src=" not in one] == []


@pytest.mark.parametrize("template", TEMPLATES, ids=lambda path: path.name)
def test_internal_addresses_go_through_the_link_filter(template: Path) -> None:
    addresses = re.findall(
        r"""(?:href|src|action|data-gp-base|data-gp-browse)="(\{\{.*?\}\})\"""",
        template.read_text("utf-8"),
    )
    assert [one for one in addresses if "| link }}" not in one] == []


# What they draw


def test_every_template_is_drawn_here() -> None:
    tried = {*PAGES, *CARDS, *(f"shell/{piece}.html" for piece in PIECES)}
    imported = {"parts.html", "charts.html", "kept.html"}
    found = {path.relative_to(THEME / "goodpractice").as_posix() for path in TEMPLATES}
    assert found == tried | imported


@pytest.mark.parametrize("shift", range(len(HOSTILE)))
def test_nothing_hostile_comes_through(shift: int) -> None:
    text = hostile()
    for _ in range(shift):
        text()
    for name, html in drawn(text):
        page = Page(html)
        # A data block runs nothing; what stands in it is made safe where it is made.
        run = [one for one in page.elements if one != ("script", {"type": "application/ld+json"})]
        assert len(page.elements) - len(run) == (name == "head"), name
        tags = {tag for tag, _ in run}
        attributes = {attribute for _, found in page.elements for attribute in found}
        assert not tags & {"script", "style", "iframe", "object", "b"}, name
        assert not {a for a in attributes if a.startswith("on") or a == "style"}, name
        assert "49" not in html, name
        for address in page.all("href") + page.all("src") + page.all("action"):
            assert address.startswith((BASE, "#")), (name, address)


def test_a_hostile_text_is_shown_as_it_was_written() -> None:
    for name, html in drawn(lambda: HOSTILE[0]):
        if name != "skip":
            assert "&lt;script&gt;alert(1)" in html, name


def test_foreign_addresses_are_links_only_when_they_are_web_or_mail() -> None:
    def text_of(url: str) -> str:
        view = dataclasses.replace(sample(views.EntryView, benign()), source_url=url)
        shared = around(benign())
        return str(Templates((THEME,)).draw("entry.html", "en", view=view, **shared))

    assert 'href="https://example.org/a"' in text_of("https://example.org/a")
    assert 'href="data:' not in text_of("data:text/html,x")


def group(*values: views.Value) -> views.Group:
    return views.Group(tuple(views.Row("id", "A label", value) for value in values))


@pytest.mark.parametrize(
    ("items", "labels"),
    [
        ((group(views.Text("2004"), views.Text("It began.")),), 0),
        ((group(views.Text("2004"), views.Text("It began.")), views.Text("more")), 2),
        ((group(views.Text("2004"), views.Text("It began."), views.Text("more")),), 3),
    ],
)
def test_a_list_of_names_and_texts_needs_no_labels(
    items: tuple[views.Value, ...], labels: int
) -> None:
    row = views.Row("list", "List", views.Items(items))
    view = dataclasses.replace(sample(views.EntryView, benign()), lead=(row,), facts=(), people=())
    view = dataclasses.replace(view, after_body=(), dates=())
    shared = around(benign())
    html = Templates((THEME,)).draw("entry.html", "en", view=view, **shared)
    assert html.count("A label") == labels
    assert html.count("It began.") == 1


def test_every_kind_of_value_is_in_the_table() -> None:
    assert set(values._SHOW) | {views.Group} == set(VALUES)


def test_a_text_is_never_taken_for_html() -> None:
    assert values.text(Markup("<b>")) == values.text("<b>") == "&lt;b&gt;"


def test_ids_are_unique_and_named(benign_pages: dict[str, Page]) -> None:
    for name in PAGES:
        # The shell's pieces stand on the same page.
        pages = [benign_pages[name], *(benign_pages[piece] for piece in PIECES)]
        ids = [one for page in pages for one in page.all("id")]
        assert sorted(ids) == sorted(set(ids)), name
        wanted = {
            one
            for page in pages
            for attribute in ("for", "aria-labelledby", "aria-controls")
            for one in page.all(attribute)
        }
        assert wanted <= set(ids), name


def test_headings_do_not_skip_a_level(benign_pages: dict[str, Page]) -> None:
    for name in PAGES:
        levels = [int(t[1]) for t, _ in benign_pages[name].elements if re.fullmatch("h[1-6]", t)]
        assert levels[0] == 1, name
        assert levels.count(1) == 1, name
        assert all(b - a <= 1 for a, b in itertools.pairwise(levels)), (name, levels)


def test_the_skip_link_has_a_place_to_go(benign_pages: dict[str, Page]) -> None:
    assert benign_pages["header"].all("href")[0] == "#gp:main"
    assert all("gp:main" in benign_pages[name].all("id") for name in PAGES)


# Scripts and styles


SCRIPTS_OF = {
    "browse.html": ("browse.js",),
    "shortlist.html": ("kept_page.js", "shortlist.js"),
    "compare.html": ("kept_page.js", "compare.js"),
}


@pytest.mark.parametrize("page", SCRIPTS_OF)
def test_every_word_of_the_scripts_is_in_the_page(page: str) -> None:
    scripts = "".join((ASSETS / name).read_text("utf-8") for name in SCRIPTS_OF[page])
    known = {word for one in benign_words(page) for word in one}
    said = {one for one in re.findall(r'"([a-z]+(?:-[a-z]+)*)"', scripts) if one in known}
    called = set(re.findall(r'words\.(?:say|count|joined)\(\s*"([\w-]+)"', scripts))
    assert called <= known
    assert said == known


def benign_words(page: str) -> Iterator[list[str]]:
    shared = around(benign())
    html = Templates((THEME,)).draw(page, "en", view=sample(PAGES[page], benign()), **shared)
    yield re.findall(r'data-gp-word="([\w-]+)"', html)


STORES = {"palette.js", "kept.js", "steps.js"}


def test_scripts_store_nothing_and_name_no_host() -> None:
    for script in ASSETS.glob("*.js"):
        source = script.read_text("utf-8")
        assert not re.search(r"sessionStorage|indexedDB|cookie|https?:", source), script
        assert ("localStorage" in source) == (script.name in STORES), script


def test_styles_fetch_only_our_own_files() -> None:
    for sheet in ASSETS.glob("*.css"):
        # A picture that stands in the sheet itself is fetched from nowhere.
        source = re.sub(r'url\("data:image/svg\+xml,[^"]*"\)', "", sheet.read_text("utf-8"))
        for address in re.findall(r'url\("([^"]+)"\)', source):
            assert (ASSETS / address).is_file(), address
        assert "@import" not in source
        assert "http:" not in source.replace('a[href^="http"]', "")


def test_vendored_files_are_what_they_were() -> None:
    note = (ASSETS / "VENDORED.md").read_text("utf-8")
    lines = re.findall(r"^([0-9a-f]{64})  (\S+)$", note, re.MULTILINE)
    noted = {name: digest for digest, name in lines}
    found = {
        path.relative_to(ASSETS).as_posix(): hashlib.sha256(path.read_bytes()).hexdigest()
        for path in (ASSETS / "fonts").iterdir()
    }
    assert found == noted


def luminance(colour: str) -> float:
    """WCAG 2.2's relative luminance."""
    channels = [int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5)]
    linear = [c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in channels]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def contrast(one: str, other: str) -> float:
    light, dark = sorted((luminance(one), luminance(other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


@pytest.mark.parametrize("scheme", ["body {", 'body[data-md-color-scheme="slate"] {'])
def test_text_has_a_contrast_of_seven_to_one(scheme: str) -> None:
    source = (ASSETS / "site.css").read_text("utf-8")
    block = source[source.index("\n" + scheme) :].split("}")[0]
    colours = dict(re.findall(r"(--gp-[a-z-]+): (#[0-9a-f]{3,6});", block))
    colours = {name: c if len(c) == 7 else "#" + "".join(2 * x for x in c[1:])
               for name, c in colours.items()}  # fmt: skip
    for ground, text in itertools.product(
        ("--gp-paper", "--gp-sheet"), ("--gp-ink", "--gp-quiet", "--gp-strong")
    ):
        assert contrast(colours[ground], colours[text]) >= 7, (ground, text)
    assert contrast(colours["--gp-strong"], colours["--gp-on-strong"]) >= 7
    assert contrast(colours["--gp-paper"], colours["--gp-edge"]) >= 3
