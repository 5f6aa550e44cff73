"""Two pages with the same address."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator

from goodpractice import links
from goodpractice.corpus import Corpus
from goodpractice.diagnostics import Finding, Phrase, Severity
from goodpractice.facts import Facts
from goodpractice.rules.rule import N_, Rule


def check(corpus: Corpus) -> Iterator[tuple[str, Finding]]:
    """Yield pages whose address is another's too, and old addresses that cannot be one."""
    reserved = links.Reserved(corpus)
    pages: dict[str, list[Facts]] = defaultdict(list)
    for facts in corpus.facts.values():
        pages[facts.address].append(facts)
        if facts.aliases:
            yield from _malformed(corpus, facts)
    for address, those in pages.items():
        owner = reserved.owner(address)
        if owner is None and len(those) == 1:
            continue
        for facts in those:
            others = (one.path for one in those if one is not facts)
            # The home page of a language is its index.md, whatever else would have its address.
            other = min(others, default=facts.path) if owner is None else owner
            if other != facts.path:
                params = {"address": address, "other": named(other)}
                fence = corpus.document(facts.id).fence
                yield facts.path, Finding("address-taken", fence, params)


def named(owner: str) -> str | Phrase:
    """Return the owner of an address as messages name it."""
    return owner or Phrase(N_("the site itself"))


def _malformed(corpus: Corpus, facts: Facts) -> Iterator[tuple[str, Finding]]:
    if all(links.old_address(written) for written in facts.aliases):
        return
    for alias in corpus.entries[facts.id].aliases:
        if links.old_address(alias.text) is None:
            params = {"address": alias.text}
            yield facts.path, Finding("address-taken", alias.span, params, "malformed")


RULE = Rule(
    code="GP403",
    name="address-taken",
    severity=Severity.ERROR,
    ignorable=False,
    title=N_("Two pages with the same address"),
    messages={
        "": N_("The address “/{address}” belongs to {other} already."),
        "malformed": N_("“{address}” cannot be an address of this site."),
    },
    hint={
        "": N_("Give the file another name."),
        "malformed": N_("Write it as it was, without the host, such as “case-studies/old-name”."),
    },
    why=N_("Only one of the two pages could be opened."),
    bad="content/browse.md",
    good="content/browsing.md",
    check_corpus=check,
)
