"""Two pages with the same address."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator

from goodpractice import links
from goodpractice.diagnostics import Finding, Phrase, Severity
from goodpractice.entries import Corpus, Entry
from goodpractice.nodes import scalars
from goodpractice.rules.rule import N_, Rule


def check(corpus: Corpus) -> Iterator[tuple[str, Finding]]:
    """Yield pages whose address is another's too, and old addresses that cannot be one."""
    reserved = links.Reserved(corpus)
    pages: dict[str, list[Entry]] = defaultdict(list)
    for entry in corpus.entries.values():
        pages[entry.address].append(entry)
        yield from _malformed(entry)
    for address, entries in pages.items():
        for entry in entries:
            others = (one.path for one in entries if one is not entry)
            other = min(others, default=entry.path)
            owner = reserved.owner(address)
            # The home page of a language is its index.md, whatever else would have its address.
            other = other if owner is None else owner
            if other != entry.path:
                params = {"address": address, "other": named(other)}
                yield entry.path, Finding("address-taken", entry.document.fence, params)


def named(owner: str) -> str | Phrase:
    """Return the owner of an address as messages name it."""
    return owner or Phrase(N_("the site itself"))


def _malformed(entry: Entry) -> Iterator[tuple[str, Finding]]:
    node = entry.node("aliases")
    for scalar in scalars(node) if node is not None else ():
        if links.old_address(scalar.text) is None:
            params = {"address": scalar.text}
            yield entry.path, Finding("address-taken", scalar.span, params, "malformed")


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
