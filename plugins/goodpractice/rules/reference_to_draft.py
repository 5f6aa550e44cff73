"""A mention of a draft, or a link to one."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

from goodpractice import links
from goodpractice.corpus import Corpus
from goodpractice.diagnostics import Finding, Severity, Span
from goodpractice.facts import Facts
from goodpractice.rules.rule import N_, Rule


def check(corpus: Corpus) -> Iterator[tuple[str, Finding]]:
    """Yield mentions of drafts in published entries, and links to them."""
    drafts = [facts for facts in corpus.facts.values() if facts.is_draft]
    by_id = {facts.id: facts.title for facts in drafts}
    by_path = {facts.path: facts.title for facts in drafts}
    shown = (facts for facts in corpus.facts.values() if drafts and not facts.is_draft)
    for facts in shown:
        if not by_id.keys().isdisjoint(facts.mentions):
            mentions = ((one.span, one.target) for one in corpus.entries[facts.id].references)
            yield from _of_drafts(facts, mentions, by_id, "")
        if not by_path.keys().isdisjoint(facts.linked):
            yield from _of_drafts(facts, links.within(corpus.entries[facts.id]), by_path, "link")


def _of_drafts(
    facts: Facts, named: Iterable[tuple[Span, str]], titles: Mapping[str, str], variant: str
) -> Iterator[tuple[str, Finding]]:
    for span, name in named:
        if name in titles:
            params = {"title": titles[name]}
            yield facts.path, Finding("reference-to-draft", span, params, variant)


RULE = Rule(
    code="GP402",
    name="reference-to-draft",
    severity=Severity.WARNING,
    title=N_("A mention of a draft"),
    messages={
        "": N_("“{title}” is still a draft, so readers see its name without a link."),
        "link": N_("“{title}” is still a draft, so readers see these words without a link."),
    },
    hint=N_("Publish the draft as well, or leave the mention out until then."),
    why=N_("A name without a link leaves the reader with a question."),
    bad="related: [notes/draft]",
    good="related: [notes/ready]",
    check_corpus=check,
)
