"""A mention of a draft."""

from __future__ import annotations

from collections.abc import Iterator

from goodpractice.diagnostics import Finding, Severity
from goodpractice.entries import DRAFT, Corpus
from goodpractice.rules.rule import N_, Rule


def check(corpus: Corpus) -> Iterator[tuple[str, Finding]]:
    """Yield references of published entries to drafts."""
    for entry in corpus.entries.values():
        for reference in entry.references if entry.status != DRAFT else ():
            target = corpus.entries.get(reference.target)
            if target and target.status == DRAFT:
                params = {"title": target.title}
                yield entry.path, Finding("reference-to-draft", reference.span, params)


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
