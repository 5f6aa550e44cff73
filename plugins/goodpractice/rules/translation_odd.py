"""A translation that cannot be one: of itself, into the same language, or made already."""

from __future__ import annotations

from collections.abc import Iterator

from goodpractice.corpus import Corpus
from goodpractice.diagnostics import Finding, Param, Severity
from goodpractice.facts import Facts
from goodpractice.rules.rule import N_, Rule


def check(corpus: Corpus) -> Iterator[tuple[str, Finding]]:
    """Yield entries whose original is in their own language, or has them already."""
    made: dict[tuple[str, str], Facts] = {}
    silent: list[tuple[Facts, Facts]] = []  # whose originals do not say their language
    for facts, original in sorted(corpus.translations, key=lambda pair: pair[0].path):
        first = made.setdefault((original.id, facts.lang), facts)
        variant = _variant(facts, original, first)
        if variant == "same" and corpus.entries[original.id].node("lang") is None:
            silent.append((facts, original))
        elif variant:
            yield _finding(corpus, facts, first if variant == "twice" else original, variant)
    if len(silent) > 1:
        yield _finding(corpus, *silent[0], "silent", count=len(silent))
    else:
        yield from (_finding(corpus, facts, original, "same") for facts, original in silent)


def _finding(
    corpus: Corpus, facts: Facts, other: Facts, variant: str, **more: int
) -> tuple[str, Finding]:
    original = corpus.facts[facts.translation_of or ""]
    params: dict[str, Param] = {
        "title": original.title,
        "file": other.path,
        "lang": facts.lang,
        **more,
    }
    span = corpus.entries[facts.id].span("translation_of")
    return facts.path, Finding("translation-odd", span, params, variant)


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
        "silent": N_(
            "{count} pages are in “{lang}”, and so are those they translate, such as “{title}”: "
            "these do not say “lang:”, so they count as in the first language of the site."
        ),
        "twice": N_("“{title}” has a translation into “{lang}” already: {file}."),
    },
    hint={
        "itself": N_("Name the page that it was translated from, or take the line out."),
        "same": N_("Write “lang:” with the language of this page, or take the line out."),
        "silent": N_(
            "If they are in another language, put that one first again under “languages” in "
            "mkdocs.yml, or write “lang:” in each of them."
        ),
        "twice": N_("Check which page this one translates, and its “lang:”. Keep one of the two."),
    },
    why=N_("Readers are led from one language to another by these lines."),
    bad="lang: en\ntranslation_of: notes/first",
    good="lang: fr\ntranslation_of: notes/first",
    check_corpus=check,
)
