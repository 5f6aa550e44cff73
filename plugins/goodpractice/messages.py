"""Message catalogues: the interface, labels and diagnostics in the reader's language.

Catalogues are gettext PO files under ``locale/``; the English text is the key, so English needs
no file and a text without a translation shows in English.
"""

from __future__ import annotations

import gettext
import io
import re
from collections.abc import Iterable, Mapping
from functools import cache
from itertools import product
from pathlib import Path

from goodpractice.diagnostics import Label, Param, Phrase

LOCALE_DIR = Path(__file__).parent / "locale"
SOURCE_LANGUAGE = "en"
NOT_KNOWN = "not known"
# The sentence that says so; without its full stop it is what a value can say in that language.
_NOT_KNOWN = "Not known."
# What a catalogue's header says of who has read it: `none`, or who and when.
_REVIEW = re.compile(r'^"X-Review: (.*)\\n"$', re.MULTILINE)
_NOBODY = "none"
LONGEST_QUOTATION = 160


def N_(text: str) -> str:  # noqa: N802 - the customary mark of a text to translate
    """Mark a text for the message catalogues."""
    return text


def languages() -> tuple[str, ...]:
    """Return the languages that have a catalogue, English first."""
    return (SOURCE_LANGUAGE, *sorted(path.stem for path in LOCALE_DIR.glob("*.po")))


@cache
def catalogue(language: str) -> gettext.NullTranslations:
    """Return the catalogue of a language, or the English texts when there is none."""
    path = LOCALE_DIR / f"{language}.po"
    if not path.is_file():
        return gettext.NullTranslations()
    from babel.messages.mofile import write_mo
    from babel.messages.pofile import read_po

    compiled = io.BytesIO()
    with path.open("rb") as file:
        write_mo(compiled, read_po(file, locale=language))
    compiled.seek(0)
    return gettext.GNUTranslations(compiled)


@cache
def is_unreviewed(language: str) -> bool:
    """Return whether no native speaker has read a language's catalogue, as its header says."""
    found = _REVIEW.search(_file_of(language))
    return found is not None and found[1].strip() in ("", _NOBODY)


def _file_of(language: str) -> str:
    path = LOCALE_DIR / f"{language}.po"
    return path.read_text(encoding="utf-8") if path.is_file() else ""


@cache
def one(language: str, text: str) -> str:
    """Return one short text in a language without reading the others: every check asks for it."""
    found = re.search(
        f'^msgid "{re.escape(text)}"\nmsgstr "(.+)"$', _file_of(language), re.MULTILINE
    )
    return found[1] if found else text


def pick(texts: Mapping[str, str], language: str, default: str = SOURCE_LANGUAGE) -> str:
    """Return the text of a language; else of its base language, of `default`, or the first one."""
    return texts.get(picked(texts, language, default), "")


def picked(texts: Mapping[str, str], language: str, default: str = SOURCE_LANGUAGE) -> str:
    """Return the language of the text that `pick` returns."""
    for candidate in (language, language.partition("-")[0], default):
        if candidate in texts:
            return candidate
    return next(iter(texts), "")


def differ(one: str, other: str) -> bool:
    """Return whether two languages are more than regions apart; of no language nothing differs."""
    return bool(one and other) and one.partition("-")[0] != other.partition("-")[0]


def text(phrase: Phrase, language: str = SOURCE_LANGUAGE) -> str:
    """Return a phrase in a language, with its parameters filled in."""
    template = catalogue(language).gettext(phrase.template) if phrase.template else ""
    return template.format_map(
        {key: _param(value, language) for key, value in phrase.params.items()}
    ).rstrip()


def word(language: str, text: str) -> str:
    """Return a text without parameters, or before they are filled in, in a language."""
    return catalogue(language).gettext(text)


def _param(value: Param, language: str) -> str | int:
    if isinstance(value, Phrase):
        return text(value, language)
    if isinstance(value, Label):
        return pick(value.texts, language)
    if isinstance(value, tuple):
        return join((str(_param(item, language)) for item in value), language)
    return shown(value) if isinstance(value, str) else value


def shown(text: str) -> str:
    """Return what somebody wrote on one line and no longer than a message can hold."""
    # The name of a file may hold bytes that are no text.
    line = " ".join(text.encode("utf-8", "replace").decode().split())
    return line if len(line) <= LONGEST_QUOTATION else f"{line[: LONGEST_QUOTATION - 1].rstrip()}…"


def join(parts: Iterable[str], language: str) -> str:
    """Return parts as a list in words, separated as the language does."""
    from babel.lists import format_list

    return format_list(list(parts), style="or", locale=babel_locale(language))


# Without a country CLDR takes English to be American; this is for the rest of the world.
_CLDR_NAMES = {"en": "en_001"}


def babel_locale(language: str) -> str:
    """Return the name that Babel knows a language by, or English."""
    from babel import Locale, UnknownLocaleError

    try:
        return str(Locale.parse(_CLDR_NAMES.get(language, language.replace("-", "_"))))
    except (UnknownLocaleError, ValueError):
        return SOURCE_LANGUAGE


@cache
def territorial_locale(language: str) -> str:
    """Return a language with a territory, such as `fr_FR`, as Open Graph writes locales.

    Of one that names none it is where most who speak it live (CLDR's likely subtags); English is
    British here.
    """
    from babel import Locale, UnknownLocaleError
    from babel.core import get_global

    if language == SOURCE_LANGUAGE:
        return "en_GB"
    try:
        locale = Locale.parse(language.replace("-", "_"))
    except (UnknownLocaleError, ValueError):
        return language
    likely = get_global("likely_subtags").get(locale.language, "")
    territory = locale.territory or likely.rpartition("_")[2]
    return f"{locale.language}_{territory}" if territory else language


@cache
def not_known_words() -> frozenset[str]:
    """Return the words that say that a value is not known, in every language of the interface."""
    sentences = (one(language, _NOT_KNOWN) for language in languages())
    return frozenset({NOT_KNOWN, *(each.rstrip(".").casefold() for each in sentences)})


@cache
def month_numbers() -> Mapping[str, str]:
    """Return the number of each month by its names, in every language of the interface."""
    from babel import Locale

    numbers: dict[str, set[str]] = {}
    for language in languages():
        months = Locale.parse(babel_locale(language)).months  # “May” and “of May”
        for kind, width in product(("format", "stand-alone"), ("wide", "abbreviated")):
            for number, name in months[kind][width].items():
                numbers.setdefault(name.casefold().rstrip("."), set()).add(str(number))
    return {name: min(found) for name, found in numbers.items() if len(found) == 1}
