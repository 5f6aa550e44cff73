"""A term that leads to something that is not there."""

from __future__ import annotations

from collections.abc import Iterator

from goodpractice import links
from goodpractice.corpus import Corpus
from goodpractice.diagnostics import Finding, Severity
from goodpractice.model import Mention
from goodpractice.rules.rule import N_, Rule


def check(corpus: Corpus) -> Iterator[tuple[str, Finding]]:
    """Yield examples and links of terms that lead nowhere."""
    for one in corpus.model.mentions:
        found = _example(corpus, one) if one.link is None else _link(corpus, one)
        if found:
            yield one.path, found


def _example(corpus: Corpus, one: Mention) -> Finding | None:
    if one.target in corpus.ids:
        return None
    near = corpus.named().nearest(one.target) or ""
    params = {"target": one.target, "nearest": near}
    return Finding("model-dead-end", one.span, params, "entry-nearest" if near else "entry")


def _link(corpus: Corpus, one: Mention) -> Finding | None:
    fault = links.fault(corpus, one.path, one.link.url) if one.link and not one.link.image else None
    if fault is None:
        return None
    return Finding("model-dead-end", one.span, {"url": one.target, **fault.params}, fault.variant)


RULE = Rule(
    code="GP813",
    name="model-dead-end",
    severity=Severity.WARNING,
    title=N_("A term that leads to something that is not there"),
    messages={
        "entry": N_("There is no entry “{target}” to show this term."),
        "entry-nearest": N_(
            "There is no entry “{target}” to show this term. Did you mean “{nearest}”?"
        ),
        "": N_("This text has a link to “{url}”, which is not there."),
        "nearest": N_(
            "This text has a link to “{url}”, which is not there. Did you mean “{nearest}”?"
        ),
        "anchor": N_("This text has a link to “{url}”, and that page has no heading “#{anchor}”."),
        "unsafe": N_("This text has a link that a browser cannot open safely."),
    },
    hint={
        "entry": N_("Name an entry of yours, such as “networks/name”, or take the line out."),
        "entry-nearest": N_("Write “{nearest}”, or take the line out."),
        "": N_(
            "Link to an entry by its file, such as “../networks/name.md”, or take the link out."
        ),
        "anchor": N_(
            "Link to the page itself, or copy the heading’s text in small letters with hyphens."
        ),
        "unsafe": N_("Write a full address that begins with https://."),
    },
    why=N_("Who reads about a term wants to see it at work."),
    bad="together: {label: Together, example: notes/frist}",
    good="together: {label: Together, example: notes/first}",
    check_corpus=check,
)
