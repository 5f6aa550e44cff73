"""Two pages with the same address."""

from __future__ import annotations

import re
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
    homes = {links.in_language("", one, corpus.languages[0]) for one in corpus.languages}
    # The home page of a language is its index.md, whatever else would have its address.
    entries.sort(key=lambda one: one.address in homes and not one.path.endswith("/index.md"))
    for home in homes:
        taken.setdefault(home, f"{corpus.content}/{home}index.md")
    lists = {address for address, _ in links.generated_addresses(corpus.model, corpus.languages)}
    for entry in entries:
        if _is_numbered(entry.address, lists):
            taken.setdefault(entry.address, "")
        other = taken.setdefault(entry.address, entry.path)
        if other != entry.path:
            params = {"address": entry.address, "other": _owner(other)}
            yield entry.path, Finding("address-taken", entry.document.fence, params)
    for entry in entries:
        yield from _old_addresses(entry, taken, lists)


_NUMBERED = re.compile(r"(.*/)page-[0-9]+/")


def _is_numbered(address: str, lists: set[str]) -> bool:
    """Return whether an address is kept for a further page of a list."""
    match = _NUMBERED.fullmatch(address)
    return match is not None and match[1] in lists


def _owner(path: str) -> str | Phrase:
    return path or Phrase(N_("the site itself"))


def _old_addresses(
    entry: Entry, taken: dict[str, str], lists: set[str]
) -> Iterator[tuple[str, Finding]]:
    node = entry.node("aliases")
    for scalar in scalars(node) if node is not None else ():
        address = links.old_address(scalar.text)
        if address is None:
            written = {"address": scalar.text}
            yield entry.path, Finding("address-taken", scalar.span, written, "malformed")
        elif _is_numbered(address, lists):
            params = {"address": address, "other": _owner("")}
            yield entry.path, Finding("address-taken", scalar.span, params, "old")
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
