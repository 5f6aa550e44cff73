"""How a value of each kind is shown: a table from the kind of a field to a view."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, replace
from dataclasses import field as dataclass_field
from datetime import date
from functools import cache
from typing import Any

from goodpractice import collation, links, messages
from goodpractice.dates import ApproximateDate
from goodpractice.diagnostics import Phrase
from goodpractice.entries import Entry
from goodpractice.fields import Field
from goodpractice.kinds.numbers import Money
from goodpractice.kinds.queries import Query
from goodpractice.messages import N_
from goodpractice.model import vocabulary_of
from goodpractice.pipeline import Site
from goodpractice.reading import MISSING, NOT_KNOWN
from goodpractice.views import (
    Date,
    External,
    Group,
    Image,
    Items,
    Links,
    LinkView,
    Listing,
    Prose,
    Row,
    Scale,
    Terms,
    TermView,
    Text,
    Unknown,
    Value,
)
from goodpractice.vocabularies import CLDR, Texts, Vocabulary

_CAPITAL_NOUNS = frozenset({"de", "lb"})  # languages that write nouns with a capital letter

ListWorks = Callable[[Entry, Query], Listing]


def as_title(name: str) -> str:
    """Return a name as it stands by itself: in French, “anglais” is one, and “Anglais” a title.

    Unicode CLDR gives names as they stand in a sentence.
    """
    return name[:1].upper() + name[1:]


@dataclass(frozen=True)
class Presenter:
    """Shows values in one language.

    Attributes:
        site: for titles and addresses of what a value names.
        lang: the language of the page.
        listing: makes the list of works that an entry asks for by a query.
    """

    site: Site
    lang: str
    listing: ListWorks
    _terms: dict[tuple[str, str], TermView] = dataclass_field(default_factory=dict)
    _labels: dict[int, str] = dataclass_field(default_factory=dict)  # by the field itself

    @property
    def default(self) -> str:
        """Return the site's default language."""
        return self.site.settings.languages[0]

    @property
    def interface(self) -> str:
        """Return the language of the interface nearest to the page's, for addresses."""
        return interface_language(self.lang, self.site.settings.languages)

    def say(self, template: str, **params: Any) -> str:
        """Return a text of the interface."""
        return messages.text(Phrase(template, params), self.lang)

    def pick(self, texts: Texts) -> str:
        """Return a text of the model."""
        return messages.pick(texts, self.lang, self.default)

    def inside(self, texts: Texts) -> str:
        """Return a text of the model as it stands in the middle of a sentence."""
        text = self.pick(texts)
        keeps = text[1:2].isupper() or self.lang.partition("-")[0] in _CAPITAL_NOUNS
        return text if keeps else text[:1].lower() + text[1:]

    def show(self, entry: Entry, field: Field, value: Any) -> Value | None:
        """Return the view of a value, or None where there is nothing to show."""
        if value is MISSING or value is NOT_KNOWN:
            return self._absent(field, value)
        return _SHOW[field.kind.name](self, entry, field, value)

    def _absent(self, field: Field, value: Any) -> Value | None:
        """Return the view of what nobody has said: the field's own words, if it has any."""
        if field.absent:
            return Unknown(self.pick(field.absent))
        return Unknown() if value is NOT_KNOWN else None

    def foreign(self, entry: Entry) -> str:
        """Return the language of an entry where it is not that of the page around it."""
        return entry.lang if messages.differ(entry.lang, self.lang) else ""

    def row(self, entry: Entry, path: str) -> Row | None:
        """Return the field at a path as a row, or None where there is nothing to show."""
        value, field = entry.value(path), entry.collection.field(path)
        if field is None:
            return None
        shown = self.show(entry, field, value)
        return Row(path, self.label(field), shown) if shown else None

    def label(self, field: Field) -> str:
        """Return the name of a field."""
        known = self._labels.get(id(field))
        if known is None:
            known = self._labels[id(field)] = self.pick(field.label)
        return known

    def rows(self, entry: Entry, paths: tuple[str, ...]) -> tuple[Row, ...]:
        """Return the fields at several paths that have something to show."""
        return tuple([row for path in paths if (row := self.row(entry, path))])

    def term(self, vocabulary: Vocabulary, term_id: str, **more: Any) -> TermView:
        """Return a term as shown."""
        key = (vocabulary.name, term_id)
        if key not in self._terms:
            self._terms[key] = self._term(vocabulary, term_id)
        return replace(self._terms[key], **more) if more else self._terms[key]

    def _term(self, vocabulary: Vocabulary, term_id: str) -> TermView:
        term = vocabulary.terms[term_id]
        address = ""
        if self.site.catalogue.has_page(vocabulary, term_id):
            address = links.in_language(
                links.term_address(vocabulary.name, term_id), self.interface, self.default
            )
        definition = self.pick(term.definition)
        lang = messages.picked(term.label, self.lang, self.default)
        foreign = lang if messages.differ(lang, self.lang) else ""
        label = self.pick(term.label)
        if vocabulary.built_in:
            label = as_title(label)
        return TermView(term_id, label, address, term.number, definition, lang=foreign)

    def ordered(self, vocabulary: Vocabulary, ids: Iterable[str]) -> list[str]:
        """Return terms in the order shown: a site's own as written, ISO lists by their names."""
        if not vocabulary.built_in:
            return list(ids)

        def names(term_id: str) -> list[tuple[str, str]]:
            chain = reversed(vocabulary.with_broader(term_id))
            return [
                collation.key(self.pick(vocabulary.terms[one].label), self.lang) for one in chain
            ]

        return sorted(ids, key=names)

    def link(self, target: str, reader: str = "") -> LinkView:
        """Return a link to an entry; to one that is left out, its name as text.

        Args:
            target: id of the entry; of its translations, the reader's is linked.
            reader: the language of the reader, where it is not the page's.
        """
        work = self.site.catalogue.work_of.get(target)
        entry = (
            work.version(reader or self.lang) if work else self.site.catalogue.entries.get(target)
        )
        if entry is not None:
            lang = entry.lang if entry.lang != self.lang else ""
            return LinkView(entry.title, entry.address, lang=lang)
        known = self.site.corpus.entries.get(target)
        return LinkView(known.title if known else target.rpartition("/")[2], None)


def interface_language(lang: str, languages: tuple[str, ...]) -> str:
    """Return the language of the interface for a page in `lang`, the default as a last resort."""
    base = lang.partition("-")[0]
    alike = (one for one in languages if one.partition("-")[0] == base)
    wanted = (one for one in (lang, base) if one in languages)
    return next(wanted, next(alike, languages[0]))


def has_pages(vocabulary: Vocabulary) -> bool:
    """Return whether a vocabulary's terms have pages: a site's own, countries and languages."""
    return not vocabulary.built_in or vocabulary.name in CLDR


def paragraphs(text: str) -> tuple[str, ...]:
    """Return the paragraphs of a plain text."""
    return tuple(part.strip() for part in re.split(r"\n\s*\n", text) if part.strip())


@cache
def number_in_words(value: float, lang: str) -> str:
    """Return a number as a language writes it."""
    from babel.numbers import format_decimal

    return str(format_decimal(value, locale=messages.babel_locale(lang)))


@cache
def money_in_words(value: Money, lang: str) -> str:
    """Return an amount as a language writes it, without empty decimals."""
    from babel.numbers import format_currency

    whole = float(value.amount).is_integer()
    return str(
        format_currency(
            value.amount,
            value.currency,
            locale=messages.babel_locale(lang),
            format="¤#,##0" if whole and lang.startswith("en") else None,
            currency_digits=not whole,
            decimal_quantization=not whole,
        )
    )


@cache
def continent_name(region: str, lang: str) -> str:
    """Return what a language calls a continent, by its code of the M49 standard."""
    from babel import Locale

    return str(Locale.parse(messages.babel_locale(lang)).territories.get(region, region))


_ABOUT, _UNTIL, _SINCE = N_("about {date}"), N_("until {date}"), N_("since {date}")


@cache
def date_in_words(value: ApproximateDate, lang: str) -> Date:
    """Return a date as a language writes it, as exact as it is known."""
    from babel.dates import format_date, format_skeleton

    locale = messages.babel_locale(lang)
    digits = value.text.strip("~./")
    moment = date(*(value.first or value.last or (1, 1, 1)))
    if len(digits) == len("2004-10-29"):
        words = format_date(moment, "long", locale=locale)
    elif len(digits) == len("2004-10"):
        words = format_skeleton("yMMMM", moment, locale=locale)
    else:
        words = digits.lstrip("0")
    template = _ABOUT if value.about else _UNTIL if value.first is None else ""
    template = _SINCE if value.last is None else template
    if not template:
        return Date(words, digits)
    return Date(messages.text(Phrase(template, {"date": words}), lang))


@cache
def day_in_words(day: date, lang: str) -> str:
    """Return a day as a language writes it."""
    from babel.dates import format_date

    return str(format_date(day, "long", locale=messages.babel_locale(lang)))


def _line(p: Presenter, entry: Entry, field: Field, value: Any) -> Value:
    return Text(value, p.foreign(entry))


def _paragraph(p: Presenter, entry: Entry, field: Field, value: Any) -> Value:
    return Prose(paragraphs(value), p.foreign(entry))


def _number(p: Presenter, entry: Entry, field: Field, value: Any) -> Value:
    return Text(number_in_words(value, p.lang))


def _money(p: Presenter, entry: Entry, field: Field, value: Any) -> Value:
    return Text(money_in_words(value, p.lang))


def _yes_no(p: Presenter, entry: Entry, field: Field, value: Any) -> Value:
    term = p.site.model.vocabularies["yes-no"].terms["yes" if value else "no"]
    return Text(p.pick(term.label))


def _date(p: Presenter, entry: Entry, field: Field, value: Any) -> Value:
    return date_in_words(value, p.lang)


def _terms(p: Presenter, entry: Entry, field: Field, value: Any) -> Value:
    vocabulary = p.site.model.vocabularies[vocabulary_of(field)]
    ids = field.kind.term_ids(value)
    if vocabulary.scale and len(ids) == 1:
        steps = len(vocabulary.terms)
        return Scale(p.term(vocabulary, ids[0]), vocabulary.position[ids[0]], steps)
    return Terms(tuple([p.term(vocabulary, term_id) for term_id in ids]))


def _link(p: Presenter, entry: Entry, field: Field, value: Any) -> Value:
    shown = re.sub(r"^https?://(www\.)?", "", value).rstrip("/")
    return External(value, shown)


def _doi(p: Presenter, entry: Entry, field: Field, value: Any) -> Value:
    return External(f"https://doi.org/{value}", f"doi:{value}")


def _email(p: Presenter, entry: Entry, field: Field, value: Any) -> Value:
    return External(f"mailto:{value}", value)


def _image(p: Presenter, entry: Entry, field: Field, value: Any) -> Value:
    from goodpractice import pictures

    if "src" not in value:  # a draft may not have it yet
        return Unknown()
    path = links.picture_path(entry, value["src"])
    width, height = pictures.published_size(p.site.settings.root / path)
    address = path.removeprefix(f"{p.site.corpus.content}/")
    credit = value.get("credit", "")
    shown = "" if credit is NOT_KNOWN else credit
    return Image(address, value.get("alt", ""), shown, width, height)


def _place(p: Presenter, entry: Entry, field: Field, value: Any) -> Value:
    name = value.get("name", MISSING)
    return Unknown() if name is NOT_KNOWN else Text(str(name), p.foreign(entry))


def _references(p: Presenter, entry: Entry, field: Field, value: Any) -> Value:
    return Links(tuple(p.link(target, entry.lang) for target in field.kind.term_ids(value)))


def _group(p: Presenter, entry: Entry, field: Field, value: Any) -> Value:
    rows = []
    for name, inner in field.kind.fields(field).items():
        shown = p.show(entry, inner, value.get(name, MISSING))
        if shown:
            rows.append(Row(f"{field.path}.{name}", p.label(inner), shown))
    return Group(tuple(rows))


def _list(p: Presenter, entry: Entry, field: Field, value: Any) -> Value:
    assert field.of is not None
    shown = [p.show(entry, field.of, item) for item in value]
    return Items(tuple([item for item in shown if item]))


def _query(p: Presenter, entry: Entry, field: Field, value: Any) -> Value:
    return p.listing(entry, value)


_SHOW: Mapping[str, Callable[[Presenter, Entry, Field, Any], Value]] = {
    "line": _line,
    "paragraph": _paragraph,
    "integer": _number,
    "number": _number,
    "money": _money,
    "yes-no": _yes_no,
    "date": _date,
    "choice": _terms,
    "choices": _terms,
    "country": _terms,
    "countries": _terms,
    "language": _terms,
    "link": _link,
    "doi": _doi,
    "email": _email,
    "image": _image,
    "place": _place,
    "reference": _references,
    "references": _references,
    "group": _group,
    "list": _list,
    "query": _query,
}
