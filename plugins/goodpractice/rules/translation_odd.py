"""A translation that cannot be one: of itself, into the same language, or made already."""

from __future__ import annotations

from collections.abc import Iterator

from goodpractice.diagnostics import Finding, Severity
from goodpractice.entries import DRAFT, Corpus, Entry
from goodpractice.rules.rule import N_, Rule


def check(corpus: Corpus) -> Iterator[tuple[str, Finding]]:
    """Yield entries whose original is in their own language, or has them already."""
    made: dict[tuple[str, str], Entry] = {}
    for entry in sorted(corpus.entries.values(), key=lambda one: one.path):
        target = entry.values.get("translation_of")
        original = corpus.entries.get(target) if isinstance(target, str) else None
        if original is None or entry.status == DRAFT:
            continue
        first = made.setdefault((original.id, entry.lang), entry)
        variant = _variant(entry, original, first)
        if variant:
            other = first if variant == "twice" else original
            params = {"title": original.title, "file": other.path, "lang": entry.lang}
            span = entry.span("translation_of")
            yield entry.path, Finding("translation-odd", span, params, variant)


def _variant(entry: Entry, original: Entry, first: Entry) -> str:
    if original is entry:
        return "itself"
    if original.lang == entry.lang:
        return "same"
    return "" if first is entry else "twice"


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
