"""An old address that another page has."""

from __future__ import annotations

from collections.abc import Iterator
from operator import attrgetter

from goodpractice import links
from goodpractice.corpus import Corpus
from goodpractice.diagnostics import Finding, Param, Severity, Span
from goodpractice.rules.address_taken import named
from goodpractice.rules.rule import N_, Rule

Found = tuple[str, Finding]


def check(corpus: Corpus) -> Iterator[Found]:
    """Yield old addresses that are a page's, and those that several entries give as theirs."""
    reserved = links.Reserved(corpus)
    ordered = sorted(corpus.facts.values(), key=attrgetter("path"), reverse=True)
    pages = {facts.address: facts.path for facts in ordered}  # of twins, the first by path
    for address, claims in links.claims(corpus).items():
        owner = reserved.owner(address)
        page = pages.get(address) if owner is None else owner
        if page is not None:
            yield from _of_a_page(corpus, address, claims, page)
        else:
            yield from _of_several(corpus, address, claims)


def _of_a_page(
    corpus: Corpus, address: str, claims: list[links.Claim], page: str
) -> Iterator[Found]:
    """Yield what is to be said where an address is given up, and where it stands."""
    for claim in claims:
        yield _found(claim.facts.path, claim.span(corpus), address, page, "page")
    others = {claim.facts.path for claim in claims} - {page}
    facts = corpus.by_path.get(page)
    if others and facts is not None:
        fence = corpus.entries[facts.id].document.fence
        yield _found(page, fence, address, min(others), "mine")


def _of_several(corpus: Corpus, address: str, claims: list[links.Claim]) -> Iterator[Found]:
    for claim in claims:
        others = {one.facts.path for one in claims} - {claim.facts.path}
        if others:
            yield _found(claim.facts.path, claim.span(corpus), address, min(others), "")


def _found(path: str, span: Span, address: str, other: str, variant: str) -> Found:
    params: dict[str, Param] = {"address": address, "other": named(other)}
    return path, Finding("old-address-taken", span, params, variant)


RULE = Rule(
    code="GP407",
    name="old-address-taken",
    severity=Severity.WARNING,
    ignorable=False,
    title=N_("An old address that another page has"),
    messages={
        "": N_("The old address “/{address}” is one of {other} too."),
        "page": N_("The old address “/{address}” is the address of {other}."),
        "mine": N_("{other} gives the address of this page as an old address of its own."),
    },
    hint={
        "": N_("Take it out of one of the two files. Until then it leads nowhere."),
        "page": N_("Take it out, or rename the other page. Until then it leads to that page."),
        "mine": N_("Take it out there, or rename this page, which is published as it is."),
    },
    why=N_("Whoever follows the old address would be led to one page, and meant the other."),
    bad="aliases: [notes]",
    good="aliases: [notes/before]",
    check_corpus=check,
)
