from __future__ import annotations

import re
import unicodedata
from pathlib import Path
from string import Formatter

import pytest
from babel.messages.catalog import Catalog, Message
from babel.messages.plurals import get_plural

from goodpractice import messages as catalogues
from tools import messages

LANGUAGES = [path.stem for path in sorted(messages.LOCALE.glob("*.po"))]
TEMPLATES = sorted((messages.ROOT / "theme").rglob("*.html"))
COMMENT = re.compile(r"\{#.*?#\}", re.DOTALL)
# What a macro called is_… writes is asked about, never shown.
QUESTION = re.compile(r"\{%-? *macro is_.*?endmacro *-?%\}", re.DOTALL)
JINJA = re.compile(r"\{%.*?%\}|\{\{.*?\}\}", re.DOTALL)
SAID_IN = re.compile(r'\b(?:aria-label|placeholder|title|alt)="([^"]*)"')
TAG = re.compile(r"<[^>]*>", re.DOTALL)
LETTER = re.compile(r"[^\W\d_]")
NO_BREAK = "\u00a0\u202f"


def words_outside(template: str) -> list[str]:
    """Return the words of a template that no translation reaches."""
    html = JINJA.sub("", QUESTION.sub("", COMMENT.sub("", template)))
    shown = [*SAID_IN.findall(html), *TAG.split(html)]
    return [text.strip() for text in shown if LETTER.search(re.sub(r"&\w+;", "", text))]


def strings(message: Message) -> list[str]:
    """Return the translation, in each of its forms."""
    return [message.string] if isinstance(message.string, str) else list(message.string or ())


def forms(message: Message) -> list[tuple[str, str]]:
    """Return each translated form with the English text it stands for."""
    if isinstance(message.id, tuple):
        return [(message.id[min(n, 1)], form) for n, form in enumerate(strings(message))]
    return [(str(message.id), str(message.string))]


def placeholders(text: str) -> set[str]:
    return {name for _, name, _, _ in Formatter().parse(text) if name is not None}


@pytest.fixture(params=LANGUAGES)
def language(request: pytest.FixtureRequest) -> str:
    return str(request.param)


@pytest.fixture
def translated(language: str) -> list[Message]:
    catalog = messages.read(messages.LOCALE / f"{language}.po")
    return [message for message in catalog if message.id]


def test_french_and_greek_are_there() -> None:
    assert {"el", "fr"} <= set(LANGUAGES)


def test_who_has_read_a_catalogue_is_said_in_it(language: str) -> None:
    assert messages.REVIEW.search((messages.LOCALE / f"{language}.po").read_text("utf-8"))


def test_a_catalogue_that_nobody_has_read_is_told_from_one_that_somebody_has(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(catalogues, "LOCALE_DIR", tmp_path)
    empty = Catalog("cy")
    (tmp_path / "cy.po").write_text(messages.written(empty), "utf-8")
    (tmp_path / "ga.po").write_text(messages.written(empty, "2027-03 A. Teacher"), "utf-8")
    catalogues.is_unreviewed.cache_clear()
    said = {one: catalogues.is_unreviewed(one) for one in ("cy", "ga", "en")}
    catalogues.is_unreviewed.cache_clear()
    assert said == {"cy": True, "ga": False, "en": False}
    assert messages.review(tmp_path / "ga.po") == "2027-03 A. Teacher"


def test_the_files_are_what_the_tool_writes(language: str) -> None:
    path = messages.LOCALE / f"{language}.po"
    today = messages.written(messages.updated(messages.read(path)), messages.review(path))
    assert path.read_text(encoding="utf-8") == today, "run: make messages"


def test_every_text_is_translated(translated: list[Message]) -> None:
    known = {message.id for message in translated if messages.is_translated(message.string)}
    assert [text for text in messages.texts() if text not in known] == []


def test_no_translation_is_a_guess(translated: list[Message]) -> None:
    assert [message.id for message in translated if message.fuzzy] == []


def test_placeholders_are_the_english_ones(translated: list[Message]) -> None:
    wrong = [
        (english, form)
        for message in translated
        for english, form in forms(message)
        if placeholders(english) != placeholders(form)
    ]
    assert wrong == []


def test_plurals_have_as_many_forms_as_the_language(
    language: str, translated: list[Message]
) -> None:
    expected = get_plural(language).num_plurals
    several = [message for message in translated if isinstance(message.id, tuple)]
    assert several
    assert [one.id for one in several if len(strings(one)) != expected] == []


def test_counts_are_said_in_french() -> None:
    french = catalogues.catalogue("fr").ngettext
    said = [french("{n} entry", "{n} entries", n).format(n=n) for n in (0, 1, 2)]
    assert said == ["0 fiche", "1 fiche", "2 fiches"]


def test_counts_are_said_in_greek() -> None:
    greek = catalogues.catalogue("el").ngettext
    said = [greek("{n} entry", "{n} entries", n).format(n=n) for n in (0, 1, 2)]
    assert said == ["0 καταχωρίσεις", "1 καταχώριση", "2 καταχωρίσεις"]


def test_greek_is_written_as_greek_is() -> None:
    """Its question mark is “;”, its quotation marks are «», and no letter is of two alphabets."""
    catalog = messages.read(messages.LOCALE / "el.po")
    texts = [form for one in catalog if one.id for _, form in forms(one)]
    assert [text for text in texts if re.search(r"[?“”\u037e]|« |(?<!-) »", text)] == []
    words = {word for text in texts for word in re.findall(r"[^\W\d_]+", text)}
    scripts = {word: {unicodedata.name(one).split()[0] for one in word} for word in words}
    assert [word for word, found in scripts.items() if len(found) > 1] == []


def test_french_punctuation_keeps_to_its_word() -> None:
    catalog = messages.read(messages.LOCALE / "fr.po")
    loose = re.compile(r"« | »| [;?!]| :(?=\s|$)|[\w»)][;?!]|“|”")
    said = [form for one in catalog if one.id for _, form in forms(one)]
    converted = re.compile(r"(\{\w+)![rs]\}")  # no punctuation: how a value is quoted
    assert [form for form in said if loose.search(converted.sub(r"\1}", form))] == []
    assert any(mark in form for one in catalog for _, form in forms(one) for mark in NO_BREAK)


@pytest.mark.parametrize("path", TEMPLATES, ids=lambda path: path.name)
def test_templates_say_nothing_untranslated(path: Path) -> None:
    assert words_outside(path.read_text(encoding="utf-8")) == []


@pytest.mark.parametrize(
    "template",
    [
        "<p>Hello</p>",
        '<p title="Hello"></p>',
        '{{ _("Yes") }} or',
        "<b>{% if x %}No{% endif %}</b>",
    ],
)
def test_untranslated_words_are_found(template: str) -> None:
    assert words_outside(template)


def test_texts_for_one_and_several_are_one_message() -> None:
    found = messages.texts()
    assert ("{n} file read.", "{n} files read.") in found
    assert "{n} file read." not in found


def test_a_new_text_is_marked(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(messages, "texts", lambda: ["Browse", "Something new"])
    catalog = messages.updated(messages.read(messages.LOCALE / "fr.po"))
    assert [one.id for one in messages.missing(catalog)] == ["Something new"]
    text = messages.written(catalog)
    assert '# new\nmsgid "Something new"' in text
    assert 'msgid "Browse"\nmsgstr "Parcourir"' in text
