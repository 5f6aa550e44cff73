"""An old address that another page has."""

from __future__ import annotations

from collections.abc import Iterator

from goodpractice import links
from goodpractice.diagnostics import Finding, Param, Severity, Span
from goodpractice.entries import Corpus
from goodpractice.rules.address_taken import named
from goodpractice.rules.rule import N_, Rule

Found = tuple[str, Finding]


def check(corpus: Corpus) -> Iterator[Found]:
    """Yield old addresses that are a page's, and those that several entries give as theirs."""
    reserved = links.Reserved(corpus)
    ordered = sorted(corpus.entries.values(), key=lambda one: one.path, reverse=True)
    pages = {entry.address: entry.path for entry in ordered}  # of twins, the first by path
    for address, claims in links.claims(corpus).items():
        owner = reserved.owner(address)
        page = pages.get(address) if owner is None else owner
        if page is not None:
            yield from _of_a_page(corpus, address, claims, page)
        else:
            yield from _of_several(address, claims)


def _of_a_page(
    corpus: Corpus, address: str, claims: list[links.Claim], page: str
) -> Iterator[Found]:
    """Yield what is to be said where an address is given up, and where it stands."""
    for claim in claims:
        yield _found(claim.entry.path, claim.span, address, page, "page")
    others = {claim.entry.path for claim in claims} - {page}
    entry = corpus.by_path.get(page)
    if others and entry is not None:
        yield _found(page, entry.document.fence, address, min(others), "mine")


def _of_several(address: str, claims: list[links.Claim]) -> Iterator[Found]:
    for claim in claims:
        others = {one.entry.path for one in claims} - {claim.entry.path}
        if others:
            yield _found(claim.entry.path, claim.span, address, min(others), "")


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
