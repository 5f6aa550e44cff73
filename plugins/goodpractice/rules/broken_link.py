"""A link that leads nowhere."""

from __future__ import annotations

from collections.abc import Iterator

from goodpractice import links
from goodpractice.corpus import Corpus
from goodpractice.diagnostics import Finding, Severity
from goodpractice.entries import Entry
from goodpractice.facts import Facts
from goodpractice.nearest import MAX_GUESSES
from goodpractice.rules.rule import N_, Rule


def check(corpus: Corpus) -> Iterator[tuple[str, Finding]]:
    """Yield links in texts that lead to no file or heading of the site."""
    for facts in corpus.facts.values():
        if not _are_good(corpus, facts):
            for finding in _faults(corpus, corpus.entries[facts.id]):
                yield facts.path, finding


def _are_good(corpus: Corpus, facts: Facts) -> bool:
    """Return whether there is all that an entry links to; nearly all link to files alone."""
    files = corpus.files.issuperset(facts.links)
    there = files or all(links.is_there(corpus, path, "") for path in facts.links)
    return there and all(links.is_there(corpus, *one) for one in facts.anchors)


def _faults(corpus: Corpus, entry: Entry) -> Iterator[Finding]:
    broken = 0
    for link in entry.text.links if entry.text else ():
        guess = broken < MAX_GUESSES
        fault = None if link.image else links.fault(corpus, entry.path, link.url, guess=guess)
        if fault:
            broken += 1
            place = entry.in_body(link.line, link.column, link.end_line, link.end_column)
            yield Finding("broken-link", place, fault.params, fault.variant)


RULE = Rule(
    code="GP306",
    name="broken-link",
    severity=Severity.ERROR,
    title=N_("A link that leads nowhere"),
    messages={
        "": N_("This link leads to “{url}”, which is not there."),
        "nearest": N_("This link leads to “{url}”, which is not there. Did you mean “{nearest}”?"),
        "anchor": N_("This link leads to the heading “#{anchor}”, which is not on that page."),
        "address": N_("“{url}” is the address of a page; a link names its file: “{nearest}”."),
        "anchor-near": N_(
            "This link leads to the heading “#{anchor}”, which is not on that page. Did you mean "
            "“#{nearest}”?"
        ),
        "host": N_("This link leads to a file “{url}” of this site, which is not there."),
        "unsafe": N_("This link has no address that a browser can open safely."),
    },
    hint={
        "": N_(
            "Link to an entry by its file, such as “../networks/name.md”, or write "
            "the full address beginning with https://."
        ),
        "anchor": N_(
            "Link to the page itself, or copy the heading’s text in small letters with hyphens."
        ),
        "address": N_("Write “{nearest}”."),
        "anchor-near": N_("Write “#{nearest}”, or link to the page itself."),
        "host": N_("If another site is meant, write “https://{url}”."),
        "unsafe": N_("Write a full address that begins with https://."),
    },
    why=N_("A reader who follows it is lost."),
    bad="See [the first note](frist.md).",
    good="See [the first note](first.md).",
    check_corpus=check,
)
