"""A mention of a draft."""

from __future__ import annotations

from collections.abc import Iterator

from goodpractice.corpus import Corpus
from goodpractice.diagnostics import Finding, Severity
from goodpractice.rules.rule import N_, Rule


def check(corpus: Corpus) -> Iterator[tuple[str, Finding]]:
    """Yield references of published entries to drafts."""
    drafts = {facts.id: facts.title for facts in corpus.facts.values() if facts.is_draft}
    for facts in corpus.facts.values() if drafts else ():
        if facts.is_draft or drafts.keys().isdisjoint(facts.mentions):
            continue
        for one in corpus.entries[facts.id].references:
            if one.target in drafts:
                params = {"title": drafts[one.target]}
                yield facts.path, Finding("reference-to-draft", one.span, params)


RULE = Rule(
    code="GP402",
    name="reference-to-draft",
    severity=Severity.WARNING,
    title=N_("A mention of a draft"),
    messages={
        "": N_("“{title}” is still a draft, so readers see its name without a link."),
    },
    hint=N_("Publish the draft as well, or leave the mention out until then."),
    why=N_("A name without a link leaves the reader with a question."),
    bad="related: [notes/draft]",
    good="related: [notes/ready]",
    check_corpus=check,
)
