"""Suppliers on a site whose first language is Greek: fair to those it names, nothing in English."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from html.parser import HTMLParser
from pathlib import Path

import pytest

from goodpractice import messages as catalogues
from tests.faults.cases import check
from tests.sites.foreign import HERE, built, copied
from tools import messages

SITE = HERE / "promitheftes"
LANGUAGES = ("el", "fr")
HOLE = re.compile(r"\\\{\w+\\\}")
LETTERS = re.compile(r"\{\w+\}|[^A-Za-z]")
# What these mean is the same in every language, or they are names.
ALIKE = re.compile(r"[\W\d_]*|BibTeX|CSV|JSON|JSON Schema.*|CC-BY-4\.0")
ATTRIBUTES = ("alt", "aria-label", "title", "placeholder", "content", "label")
# Examples of files are as they are written: keys are English in every language.
QUOTED = ("pre", "code", "script", "style")
VOID = ("meta", "link", "img", "input", "br", "hr", "path", "circle", "rect", "line", "use")


class Words(HTMLParser):
    """The texts of a page by the language that they are said to be in."""

    def __init__(self) -> None:
        super().__init__()
        self.open: list[tuple[str, str]] = []
        self.found: list[tuple[str, str]] = []

    @property
    def lang(self) -> str:
        return next((lang for _, lang in reversed(self.open) if lang), "")

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = dict(attrs)
        self.open.append((tag, given.get("lang") or ""))
        self.found += [(self.lang, given[one] or "") for one in ATTRIBUTES if given.get(one)]
        if tag in VOID:
            self.open.pop()

    def handle_endtag(self, tag: str) -> None:
        while any(tag == one for one, _ in self.open) and self.open.pop()[0] != tag:
            pass

    def handle_data(self, data: str) -> None:
        if data.strip() and not any(tag in QUOTED for tag, _ in self.open):
            self.found.append((self.lang, " ".join(data.split())))


@dataclass(frozen=True)
class English:
    """The texts of the interface as they would be without a translation."""

    plain: frozenset[str]
    filled: re.Pattern[str]

    def is_it(self, text: str) -> bool:
        return text in self.plain or bool(self.filled.fullmatch(text))


@cache
def english(language: str) -> English:
    """What is English where a text of another language should be."""
    own, all_texts = catalogues.catalogue(language), messages.texts()
    one = {text: own.gettext(text) for text in all_texts if isinstance(text, str)}
    several = {
        text: own.ngettext(*pair, n)
        for pair in all_texts
        if isinstance(pair, tuple)
        for text, n in zip(pair, (1, 2), strict=True)
    }
    foreign = [text for text, said in (one | several).items() if text != said]
    holes = [text for text in foreign if "{" in text and len(LETTERS.sub("", text)) > 3]
    patterns = (HOLE.sub(".+", re.escape(text)) for text in holes)
    return English(frozenset(foreign), re.compile("|".join(patterns)))


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    code, folder = built(copied("promitheftes", tmp_path_factory.mktemp("promitheftes")))
    assert code == 0
    return folder


def texts(site: Path, language: str) -> Iterator[tuple[str, str]]:
    """Yield every text that is said to be in a language, with the page that it stands on."""
    for path in sorted(site.rglob("*.html")):
        words = Words()
        words.feed(path.read_text("utf-8"))
        yield from (
            (str(path.relative_to(site)), text) for lang, text in words.found if lang == language
        )


def test_the_site_is_sound() -> None:
    assert [one for one in check(SITE).diagnostics if one.severity != "hint"] == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_nothing_of_the_interface_is_in_english(site: Path, language: str) -> None:
    found = {text: page for page, text in texts(site, language)}
    assert len(found) > 500
    english_ones = filter(english(language).is_it, found)
    assert [(text, found[text]) for text in english_ones if not ALIKE.fullmatch(text)] == []


def test_english_is_noticed() -> None:
    assert english("el").is_it("Search this site")
    assert english("fr").is_it("12 entries")
    assert english("fr").is_it("Also in:")
    assert not english("fr").is_it("Parcourir")
    assert not english("el").is_it("12 καταχωρίσεις")


@pytest.mark.parametrize("language", LANGUAGES)
def test_words_for_scripts_are_translated(site: Path, language: str) -> None:
    folder = "" if language == "el" else f"{language}/"
    html = (site / folder / "browse/index.html").read_text("utf-8")
    said = re.findall(r"<[^>]*data-gp-word=[^>]*>([^<]*)<", html)
    assert said
    assert [one for one in said if english(language).is_it(" ".join(one.split()))] == []


def test_scripts_have_no_words_of_their_own() -> None:
    folder = messages.ROOT / "theme/assets/goodpractice"
    literals = [
        (path.name, text)
        for path in sorted(folder.glob("*.js"))
        for line in path.read_text("utf-8").splitlines()
        if not re.search(r"^\s*(?:/?\*|//)|new Error|console\.", line)
        for text in re.findall(r"[\"'`]([A-Z][a-z]+(?: [a-z]+)+[^\"'`]*)[\"'`]", line)
    ]
    assert literals == []


def test_each_language_says_what_the_site_is(site: Path) -> None:
    footers = {
        lang: (site / folder / "browse/index.html").read_text("utf-8").split("gp-footer")[1:]
        for lang, folder in (("el", ""), ("en", "en"), ("fr", "fr"))
    }
    said = {"el": "Ποιον καλούν", "en": "Whom the schools", "fr": "À qui les écoles"}
    for lang, footer in footers.items():
        assert [one for one in said if said[one] in "".join(footer)] == [lang]


def page(site: Path, address: str) -> str:
    html = (site / address / "index.html").read_text("utf-8")
    return " ".join(re.sub(r"<[^>]+>", " ", html.partition("<body")[2]).split())


def test_an_undeclared_interest_is_marked(site: Path) -> None:
    html = (site / "promitheftes/fournos-tis-choras/index.html").read_text("utf-8")
    marks = re.findall(r"<strong class=gp-unsaid>([^<]+)</strong>", html)
    assert marks == ["Δεν έχει δηλωθεί αν υπάρχει"]
    assert "Nobody has declared whether there is one" in page(site, "promitheftes/the-bakery")


def test_a_reply_has_a_heading_as_large_as_what_it_replies_to(site: Path) -> None:
    for name in ("fournos-tis-choras", "mikros-navtis"):  # one has replied, one has not
        html = (site / f"promitheftes/{name}/index.html").read_text("utf-8")
        headings = re.findall(r"<h(\d)[^>]*>([^<]+)</h", html)
        assert ("2", "Συστάσεις") in headings
        assert ("2", "Η απάντηση του προμηθευτή") in headings
    assert "Μπορεί να απαντήσει όποτε θέλει" in page(site, "promitheftes/mikros-navtis")


def test_each_school_says_when_and_what(site: Path) -> None:
    text = page(site, "promitheftes/fournos-tis-choras")
    for said in (
        "Σεπτέμβριος 2023",
        "Ιούνιος 2026",
        "περίπου 2025",
        "4 Μαΐου 2026",
        "Ιούνιος 2027",
    ):
        assert said in text
    assert "Ο φούρνος της Χώρας" in page(site, "scholeia/gymnasio-aigialis")


def test_what_nobody_has_said_is_no_data(site: Path) -> None:
    data = json.loads((site / "api/v1/collections/promitheftes.json").read_text("utf-8"))
    assert "Δεν έχει δηλωθεί" not in json.dumps(data, ensure_ascii=False)
