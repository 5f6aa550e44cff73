"""Two terms with one spelling."""

from __future__ import annotations

from collections.abc import Iterator

from goodpractice.corpus import Corpus
from goodpractice.diagnostics import Finding, Param, Severity
from goodpractice.nearest import fold
from goodpractice.rules.rule import N_, Rule
from goodpractice.vocabularies import Vocabulary


def check(corpus: Corpus) -> Iterator[tuple[str, Finding]]:
    """Yield aliases of terms that are another term already."""
    for vocabulary in corpus.model.vocabularies.values():
        if vocabulary.path and not vocabulary.built_in:
            for finding in _collisions(vocabulary):
                yield vocabulary.path, finding


def _collisions(vocabulary: Vocabulary) -> Iterator[Finding]:
    taken: dict[str, str] = {}
    for term in vocabulary.terms.values():
        for spelling in (term.id, *term.label.values()):
            taken.setdefault(_plain(spelling), term.id)
    for term in vocabulary.terms.values():
        for alias in term.aliases:
            owner = taken.setdefault(_plain(alias), term.id)
            if owner != term.id:
                line = vocabulary.terms[owner].span.line
                params: dict[str, Param] = {
                    "alias": alias,
                    "term": term.id,
                    "other": owner,
                    "line": line,
                }
                yield Finding("alias-collides", term.span, params)


def _plain(spelling: str) -> str:
    return fold(spelling).replace("-", " ").replace("_", " ").strip()


RULE = Rule(
    code="GP807",
    name="alias-collides",
    severity=Severity.WARNING,
    title=N_("Two terms with one spelling"),
    messages={
        "": N_(
            "“{alias}” is given as another spelling of “{term}”, and stands for “{other}” already "
            "(line {line})."
        ),
    },
    hint=N_("Take it out of one of the two terms."),
    why=N_("What somebody writes would be taken for the other term without a word."),
    bad="  upper: {label: Upper secondary, aliases: [secondary]}",
    good="  upper: {label: Upper secondary, aliases: [sixth form]}",
    source="ISO 25964-1:2011, control of synonyms",
    check_corpus=check,
)
