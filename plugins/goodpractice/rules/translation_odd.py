"""A translation that cannot be one: of itself, into the same language, or made already."""

from __future__ import annotations

from collections.abc import Iterator

from goodpractice.corpus import Corpus
from goodpractice.diagnostics import Finding, Severity
from goodpractice.facts import Facts
from goodpractice.rules.rule import N_, Rule


def check(corpus: Corpus) -> Iterator[tuple[str, Finding]]:
    """Yield entries whose original is in their own language, or has them already."""
    made: dict[tuple[str, str], Facts] = {}
    for facts, original in sorted(corpus.translations, key=lambda pair: pair[0].path):
        first = made.setdefault((original.id, facts.lang), facts)
        variant = _variant(facts, original, first)
        if variant:
            other = first if variant == "twice" else original
            params = {"title": original.title, "file": other.path, "lang": facts.lang}
            span = corpus.entries[facts.id].span("translation_of")
            yield facts.path, Finding("translation-odd", span, params, variant)


def _variant(facts: Facts, original: Facts, first: Facts) -> str:
    if original is facts:
        return "itself"
    if original.lang == facts.lang:
        return "same"
    return "" if first is facts else "twice"


RULE = Rule(
    code="GP408",
    name="translation-odd",
    severity=Severity.WARNING,
    title=N_("A translation that cannot be one"),
    messages={
        "itself": N_("This page is said to be a translation of itself."),
        "same": N_("This page and “{title}”, which it translates, are both in “{lang}”."),
        "twice": N_("“{title}” has a translation into “{lang}” already: {file}."),
    },
    hint={
        "itself": N_("Name the page that it was translated from, or take the line out."),
        "same": N_("Write “lang:” with the language of this page, or take the line out."),
        "twice": N_("Check which page this one translates, and its “lang:”. Keep one of the two."),
    },
    why=N_("Readers are led from one language to another by these lines."),
    bad="lang: en\ntranslation_of: notes/first",
    good="lang: fr\ntranslation_of: notes/first",
    check_corpus=check,
)
