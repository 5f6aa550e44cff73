"""Kinds that choose terms of a vocabulary."""

from __future__ import annotations

import re
from collections.abc import Iterable
from collections.abc import Mapping as AbstractMapping
from typing import Any, ClassVar

from goodpractice.diagnostics import Edit, Finding, Fix, Label, Param, Phrase
from goodpractice.fields import Field
from goodpractice.kinds.kind import Kind
from goodpractice.kinds.lists import SeveralKind, as_list, terms_side_by_side
from goodpractice.messages import N_
from goodpractice.nodes import Scalar
from goodpractice.reading import MISSING, Reading
from goodpractice.vocabularies import Term, Vocabulary, named_elsewhere

LEAST_LIKE_A_NAME = 4  # characters
NAME_CUTOFF = 80.0  # “England” is like “Greenland”, at 75 of 100, and is not meant by it
FEW_TERMS = 15  # as many choices as a message can name


class ChoiceKind(Kind):
    """One term of a vocabulary."""

    name = "choice"
    expected = N_("a single choice")
    settings = frozenset({"vocabulary"})
    needs = frozenset({"vocabulary"})
    can_facet = True
    can_sort = True
    vocabulary: ClassVar[str] = ""

    def read_text(self, field: Field, node: Scalar, reading: Reading) -> Any:
        vocabulary = reading.vocabularies.get(self.vocabulary or field.vocabulary)
        # Without its vocabulary the model is at fault, and says so, not every entry.
        if vocabulary is None:
            return MISSING
        term = vocabulary.terms.get(node.text)
        if term is not None:
            return self._outdated(term, field, node, reading) if term.deprecated_by else term.id
        known = vocabulary.alias(node.text)
        if known:
            reading.findings.append(_alias_finding(vocabulary, field, node, known, reading.path))
            return known
        return self.unknown(vocabulary, field, node, reading)

    def are_right(self, words: Iterable[str], field: Field, reading: Reading) -> bool:
        vocabulary = reading.vocabularies.get(self.vocabulary or field.vocabulary)
        return vocabulary is not None and vocabulary.current.issuperset(words)

    def _outdated(self, term: Term, field: Field, node: Scalar, reading: Reading) -> str:
        reading.report(
            "deprecated-term",
            node.span,
            field=field.caption,
            term=term.id,
            newer=term.deprecated_by,
        )
        return term.id

    def nearest(self, vocabulary: Vocabulary, written: str) -> Term | None:
        """Return the term that was most likely meant; of codes, each is near to many others."""
        if not self.vocabulary:
            return vocabulary.nearest(written)
        is_code = len(written) < LEAST_LIKE_A_NAME
        near = None if is_code else vocabulary.nearest(written, NAME_CUTOFF)
        # “pt-BR” and “fr_FR” are “pt” and “fr” where no more is asked for.
        return near or vocabulary.terms.get(re.split("[-_]", written)[0].lower())

    def unknown(self, vocabulary: Vocabulary, field: Field, node: Scalar, reading: Reading) -> Any:
        """Report a term that the vocabulary does not have, with the nearest one."""
        if several := terms_side_by_side(vocabulary, node.text):
            return self._refuse_several(several, field, node, reading)
        exact = named_elsewhere(self.vocabulary, node.text) if self.vocabulary else ""
        near = vocabulary.terms.get(exact)
        if near is None and reading.may_guess():
            near = self.nearest(vocabulary, node.text)
        few = len(vocabulary.terms) <= FEW_TERMS
        choices = "few" if few else "code" if self.vocabulary else "page"
        params: dict[str, Param | Label] = {
            "field": field.caption,
            "found": node.text,
            "nearest": near.id if near else "",
            "label": near.name if near else "",
            "terms": tuple(vocabulary.terms) if few else (),
            "page": f"/{vocabulary.name}/",
            "expected": Phrase(self.expected),
        }
        variant = f"nearest-{choices}" if near else choices
        fix = _written(reading.path, node, near.id) if near and exact else None
        reading.findings.append(Finding("unknown-term", node.span, params, variant, fix))
        return MISSING

    def _refuse_several(
        self, several: list[str], field: Field, node: Scalar, reading: Reading
    ) -> Any:
        whole, better = isinstance(field.kind, SeveralKind), as_list(several)
        variant = "several" if whole else "several-one"
        params = {"field": field.caption, "found": node.text, "better": better}
        reading.report("unknown-term", node.span, variant, **params)
        return MISSING

    def term_ids(self, value: Any) -> tuple[str, ...]:
        return (value,)

    def sort_key(self, value: Any, vocabulary: Vocabulary | None) -> Any:
        if vocabulary is None or value not in vocabulary.terms:
            return None
        return vocabulary.position[vocabulary.with_newer(value)[-1]]


def _written(path: str, node: Scalar, term: str) -> Fix:
    """Return the fix that writes a term."""
    return Fix(True, Phrase(N_("write “{term}”"), {"term": term}), (Edit(path, node.span, term),))


def _alias_finding(
    vocabulary: Vocabulary, field: Field, node: Scalar, known: str, path: str
) -> Finding:
    fix = _written(path, node, known)
    params = {
        "field": field.caption,
        "found": node.text,
        "term": known,
        "label": vocabulary.terms[known].name,
    }
    return Finding("term-alias", node.span, params, fix=fix)


class CountryKind(ChoiceKind):
    """A country by ISO 3166-1 alpha-2 code, or a part that the vocabulary lists."""

    name = "country"
    expected = N_("a country code such as PT or GB-WLS")
    settings = frozenset()
    needs = frozenset()
    vocabulary = "countries"


class LanguageKind(ChoiceKind):
    """A language by BCP 47 code."""

    name = "language"
    expected = N_("a language code such as en or pt")
    settings = frozenset()
    needs = frozenset()
    vocabulary = "languages"


class ChoicesKind(SeveralKind):
    """Terms of a vocabulary."""

    name = "choices"
    settings = frozenset({"vocabulary", "min", "max"})
    needs = frozenset({"vocabulary"})
    can_facet = True
    one = ChoiceKind()


class CountriesKind(SeveralKind):
    """Countries."""

    name = "countries"
    settings = frozenset({"min", "max"})
    can_facet = True
    one = CountryKind()


class YesNoKind(Kind):
    """Yes or no."""

    name = "yes-no"
    expected = N_("yes or no")
    can_facet = True
    words: ClassVar[AbstractMapping[str, bool]] = {
        "yes": True, "true": True, "no": False, "false": False,
    }  # fmt: skip
    letters: ClassVar[AbstractMapping[str, str]] = {"y": "yes", "n": "no"}

    def better(self, field: Field, node: Scalar, reading: Reading) -> str:
        if node.text.casefold() in self.letters:
            return self.letters[node.text.casefold()]
        known = reading.vocabularies.get(self.name)
        return (known and known.alias(node.text)) or ""

    def read_text(self, field: Field, node: Scalar, reading: Reading) -> Any:
        value = self.words.get(node.text.casefold())
        return self.refuse(field, node, reading) if value is None else value

    def term_ids(self, value: Any) -> tuple[str, ...]:
        return ("yes" if value else "no",)
