"""An old address that another page has."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping
from operator import attrgetter

from goodpractice import links
from goodpractice.corpus import Corpus
from goodpractice.diagnostics import Finding, Param, Severity, Span
from goodpractice.rules.address_taken import named
from goodpractice.rules.rule import N_, Rule

Found = tuple[str, Finding]


def check(corpus: Corpus) -> Iterator[Found]:
    """Yield old addresses that are a page's, and those that several entries give as theirs."""
    claimed = links.claims(corpus)
    if not claimed:
        return
    reserved = links.Reserved(corpus)
    ordered = sorted(corpus.facts.values(), key=attrgetter("path"), reverse=True)
    pages = {facts.address: facts.path for facts in ordered}  # of twins, the first by path
    for address, claims in claimed.items():
        owner = reserved.owner(address)
        page = pages.get(address) if owner is None else owner
        if page is not None:
            yield from _of_a_page(corpus, address, claims, page)
        else:
            yield from _of_several(corpus, address, claims)
    yield from _but_for_capitals(corpus, claimed, pages)


def _but_for_capitals(
    corpus: Corpus, claimed: Mapping[str, list[links.Claim]], pages: Mapping[str, str]
) -> Iterator[Found]:
    """Yield old addresses that only capitals tell from an address of another entry.

    An entry's own may: a page that was once called “Name” is found as “name” today.
    """
    alike: dict[str, dict[str, set[str]]] = defaultdict(lambda: defaultdict(set))
    for address, claims in claimed.items():
        alike[address.lower()][address].update(claim.facts.path for claim in claims)
    for address in alike.keys() & pages.keys():
        alike[address][address].add(pages[address])
    for address, claims in claimed.items():
        spelt = alike[address.lower()]
        for claim in claims:
            others = {path for one in spelt.keys() - {address} for path in spelt[one]}
            others.discard(claim.facts.path)
            if others:
                span = claim.span(corpus)
                yield _found(claim.facts.path, span, address, min(others), "capitals")


def _of_a_page(
    corpus: Corpus, address: str, claims: list[links.Claim], page: str
) -> Iterator[Found]:
    """Yield what is to be said where an address is given up, and where it stands."""
    for claim in claims:
        variant = "own" if claim.facts.path == page else "page"
        yield _found(claim.facts.path, claim.span(corpus), address, page, variant)
    others = {claim.facts.path for claim in claims} - {page}
    facts = corpus.by_path.get(page)
    if others and facts is not None:
        fence = corpus.document(facts.id).fence
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
        "capitals": N_(
            "But for capital letters, the old address “/{address}” is an address of {other}."
        ),
        "own": N_("“/{address}” is the address that this page has today."),
        "mine": N_("{other} gives the address of this page as an old address of its own."),
    },
    hint={
        "": N_("Take it out of one of the two files. Until then it leads nowhere."),
        "page": N_("Take it out, or rename the other page. Until then it leads to that page."),
        "capitals": N_(
            "Take it out if you can: a site that is built on Windows or a Mac can hold only one of "
            "them."
        ),
        "own": N_("Take it out; only older addresses belong here."),
        "mine": N_("Take it out there, or rename this page, which is published as it is."),
    },
    why=N_("Whoever follows the old address would be led to one page, and meant the other."),
    bad="aliases: [notes]",
    good="aliases: [notes/before]",
    check_corpus=check,
)
