"""Two pages with the same address."""

from __future__ import annotations

from collections.abc import Iterator

from goodpractice import links
from goodpractice.diagnostics import Finding, Phrase, Severity
from goodpractice.documents import scalars
from goodpractice.entries import Corpus, Entry
from goodpractice.rules.rule import N_, Rule


def check(corpus: Corpus) -> Iterator[tuple[str, Finding]]:
    """Yield pages and old addresses that another page has already."""
    taken = dict(links.generated_addresses(corpus.model, corpus.languages))
    entries = sorted(corpus.entries.values(), key=lambda one: one.path)
    for entry in entries:
        other = taken.setdefault(entry.address, entry.path)
        if other != entry.path:
            params = {"address": entry.address, "other": _owner(other)}
            yield entry.path, Finding("address-taken", entry.document.fence, params)
    for entry in entries:
        yield from _old_addresses(entry, taken)


def _owner(path: str) -> str | Phrase:
    return path or Phrase(N_("the site itself"))


def _old_addresses(entry: Entry, taken: dict[str, str]) -> Iterator[tuple[str, Finding]]:
    node = entry.node("aliases")
    for scalar in scalars(node) if node is not None else ():
        address = links.old_address(scalar.text)
        if address is None:
            written = {"address": scalar.text}
            yield entry.path, Finding("address-taken", scalar.span, written, "malformed")
        elif taken.setdefault(address, entry.path) != entry.path or address == entry.address:
            params = {"address": address, "other": _owner(taken[address])}
            yield entry.path, Finding("address-taken", scalar.span, params, "old")


RULE = Rule(
    code="GP403",
    name="address-taken",
    severity=Severity.ERROR,
    ignorable=False,
    title=N_("Two pages with the same address"),
    messages={
        "": N_("The address “/{address}” belongs to {other} already."),
        "old": N_("The old address “/{address}” is the address of {other}."),
        "malformed": N_("“{address}” cannot be an address of this site."),
    },
    hint={
        "": N_("Give the file another name."),
        "old": N_("Take the old address out, or rename the other page."),
        "malformed": N_("Write it as it was, without the host, such as “case-studies/old-name”."),
    },
    why=N_("Only one of the two pages could be opened."),
    bad="aliases: [notes/first]",
    good="aliases: [notes/before]",
    check_corpus=check,
)
