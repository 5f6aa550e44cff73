"""Vocabularies: controlled terms that fields choose from."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from functools import cache, cached_property
from typing import NamedTuple, TypeAlias

from goodpractice.diagnostics import WHOLE_FILE, Label, Span
from goodpractice.nearest import CUTOFF, fold, nearest

Texts = Mapping[str, str]
MAX_BROADER = 20  # wider terms above one

# What word processors make of quotation marks, and put around them; YAML takes them for letters.
TYPOGRAPHIC = " \u00a0\u202f“”„‟‘’‚‛«»‹›"

_WORD = re.compile(r"\w+")


class Term(NamedTuple):
    """One term. `id` never changes; every text is per language.

    `references` holds citations as read by the field kinds; `span` is the place of the id.
    """

    id: str
    label: Texts
    definition: Mapping[str, str] = {}
    text: Mapping[str, str] = {}
    source: str = ""
    number: str = ""
    aliases: tuple[str, ...] = ()
    broader: str = ""
    deprecated_by: str = ""
    example: str = ""
    references: tuple[Mapping[str, object], ...] = ()
    span: Span = WHOLE_FILE

    @property
    def name(self) -> Label:
        """Return the label as a parameter of a message."""
        return Label(self.label)


@dataclass(frozen=True)
class Vocabulary:
    """Ordered terms.

    Attributes:
        scale: whether the terms are ordered from little to much.
        order: place in the main navigation; without one it is not there.
        built_in: whether it comes with the tool; of countries and languages, those used have pages.
    """

    name: str
    label: Texts
    terms: Mapping[str, Term]
    singular: Texts = field(default_factory=dict)
    description: Texts = field(default_factory=dict)
    scale: bool = False
    built_in: bool = False
    path: str = ""
    order: int | None = None

    @cached_property
    def _spellings(self) -> Mapping[str, str]:
        """Every other way to write a term → its id: aliases, labels, other case or accents."""
        found: dict[str, str] = {}
        for term in self.terms.values():
            for spelling in (term.id, *term.aliases, *term.label.values()):
                found.setdefault(spelling_key(spelling), term.id)
        return found

    @cached_property
    def current(self) -> frozenset[str]:
        """The ids of terms that no other took the place of."""
        return frozenset(name for name, one in self.terms.items() if not one.deprecated_by)

    @cached_property
    def position(self) -> Mapping[str, int]:
        """Place of each term in the vocabulary, from 0."""
        return {term_id: number for number, term_id in enumerate(self.terms)}

    @cached_property
    def narrower(self) -> Mapping[str, tuple[str, ...]]:
        """Terms directly below each term."""
        below: dict[str, list[str]] = {}
        for term in self.terms.values():
            if term.broader:
                below.setdefault(term.broader, []).append(term.id)
        return {term_id: tuple(ids) for term_id, ids in below.items()}

    @cached_property
    def words(self) -> Mapping[str, frozenset[str]]:
        """Return the words of each term's labels in every language and of its aliases, folded."""
        return {
            term.id: frozenset(_WORD.findall(fold(" ".join((*term.label.values(), *term.aliases)))))
            for term in self.terms.values()
        }

    def alias(self, written: str) -> str | None:
        """Return the id of the term that `written` is another spelling of."""
        return self._spellings.get(spelling_key(written))

    def nearest(self, written: str, cutoff: float = CUTOFF) -> Term | None:
        """Return the term whose id or other spelling is most like `written`."""
        spelling = nearest(spelling_key(written), self._spellings, cutoff)
        return self.terms[self._spellings[spelling]] if spelling else None

    @cached_property
    def tree(self) -> tuple[str, ...]:
        """Return the ids with each term's narrower ones right behind it."""
        seen: dict[str, None] = {}
        roots = (t.id for t in self.terms.values() if t.broader not in self.terms)
        for root in (*roots, *self.terms):  # a circle has no root, and is still shown
            self._climb_down(root, seen)
        return tuple(seen)

    def _climb_down(self, root: str, seen: dict[str, None]) -> None:
        waiting = [root]
        while waiting:
            term_id = waiting.pop()
            if term_id not in seen:
                seen[term_id] = None
                waiting.extend(reversed(self.narrower.get(term_id, ())))

    def with_broader(self, term_id: str) -> tuple[str, ...]:
        """Return a term and all wider ones, nearest first; a circle ends where it began."""
        return self._way(term_id, "broader")

    def with_newer(self, term_id: str) -> tuple[str, ...]:
        """Return a term and those that took its place, one after the other."""
        return self._way(term_id, "deprecated_by")

    def _way(self, term_id: str, key: str) -> tuple[str, ...]:
        chain: dict[str, None] = {}
        current = term_id
        while current in self.terms and current not in chain and len(chain) < MAX_BROADER:
            chain[current] = None
            current = getattr(self.terms[current], key)
        return tuple(chain)


def spelling_key(spelling: str) -> str:
    """Return what spellings of one term have in common: no capitals, accents or hyphens."""
    return fold(spelling).replace("-", " ").replace("_", " ").strip(f"{TYPOGRAPHIC}'\"")


# Returns the names that things of a kind have in a language, by code.
Names: TypeAlias = Callable[[str, str], Mapping[str, str]]


def cldr_names(kind: str, language: str) -> Mapping[str, str]:
    """Return the names of `territories` or `languages` in a language (Unicode CLDR by Babel)."""
    from babel import Locale

    from goodpractice.messages import babel_locale

    names = getattr(Locale.parse(babel_locale(language)), kind)
    return {code: name for code, name in names.items() if _WANTED[kind](code)}


def countries(languages: tuple[str, ...], names: Names = cldr_names) -> Vocabulary:
    """Return ISO 3166-1 countries named in `languages`."""
    label = {"en": "Countries", "fr": "Pays", "el": "Χώρες"}
    return _from_cldr("countries", label, {one: names("territories", one) for one in languages})


def language_names(languages: tuple[str, ...], names: Names = cldr_names) -> Vocabulary:
    """Return languages by BCP 47 code, named in `languages`."""
    label = {"en": "Languages", "fr": "Langues", "el": "Γλώσσες"}
    return _from_cldr("languages", label, {one: names("languages", one) for one in languages})


# Codes that CLDR names although ISO 3166-1 does not assign them to a country.
_NOT_COUNTRIES = frozenset(
    ["EU", "EZ", "UN", "ZZ", "XA", "XB", "QO", "AC", "CP", "CQ", "DG", "EA", "IC", "TA"]
)


# What the European Union writes for two of them (Interinstitutional style guide, annex A5).
_ALSO: Mapping[str, tuple[str, ...]] = {"GB": ("UK",), "GR": ("EL",)}


def _is_country(code: str) -> bool:
    return len(code) == 2 and code.isalpha() and code not in _NOT_COUNTRIES


def _is_language(code: str) -> bool:
    return len(code) in (2, 3) and code.isalpha() and code not in ("und", "zxx", "mul")


_WANTED: Mapping[str, Callable[[str], bool]] = {
    "territories": _is_country,
    "languages": _is_language,
}


def _from_cldr(name: str, label: Texts, named: Mapping[str, Mapping[str, str]]) -> Vocabulary:
    """Return a vocabulary of what has names, by language and code."""
    codes = sorted({code for names in named.values() for code in names})
    terms = {
        code: Term(
            code,
            {lang: names[code] for lang, names in named.items() if code in names},
            aliases=_ALSO.get(code, ()),
        )
        for code in codes
    }
    return Vocabulary(name, label, terms, label, built_in=True)


def with_own(shipped: Vocabulary, own: Mapping[str, Term]) -> Vocabulary:
    """Return a vocabulary that comes with the tool, with a site's own terms."""
    named = {code: _named_as(one, shipped.terms.get(code)) for code, one in own.items()}
    return replace(shipped, terms={**shipped.terms, **named})


def _named_as(own: Term, shipped: Term | None) -> Term:
    """Return a site's own term with what it leaves out: names in further languages, spellings."""
    if shipped is None or "" in own.label:
        return own
    aliases = tuple(dict.fromkeys((*own.aliases, *shipped.aliases)))
    return own._replace(label={**shipped.label, **own.label}, aliases=aliases)


# Languages of schools in and around Europe: who writes in one writes its names of countries, too.
_SPOKEN = (
    *("bg", "bs", "ca", "cs", "cy", "da", "de", "el", "en", "es", "et", "eu", "fi", "fr", "ga"),
    *("gl", "hr", "hu", "hy", "is", "it", "ka", "lb", "lt", "lv", "mk", "mt", "nb", "nl", "nn"),
    *("pl", "pt", "ro", "ru", "sk", "sl", "sq", "sr", "sv", "tr", "uk"),
)


@cache
def _spoken(attribute: str) -> Mapping[str, str]:
    """Return the codes of names in all these languages, but for those that mean several."""
    from babel import Locale

    found: dict[str, str] = {}
    for language in _SPOKEN:
        for code, name in getattr(Locale.parse(language), attribute).items():
            if code.isalpha():
                key = spelling_key(name)
                found[key] = code if found.get(key, code) == code else ""
    return found


def named_elsewhere(vocabulary: str, written: str) -> str:
    """Return the code of a country or language by its name in a language the site does not use."""
    attribute = {"countries": "territories", "languages": "languages"}[vocabulary]
    return _spoken(attribute).get(spelling_key(written), "")


CLDR: Mapping[str, Callable[[tuple[str, ...], Names], Vocabulary]] = {
    "countries": countries,
    "languages": language_names,
}
