"""A link that leads nowhere."""

from __future__ import annotations

from collections.abc import Iterator

from goodpractice import links
from goodpractice.diagnostics import Finding, Severity
from goodpractice.entries import Corpus, Entry
from goodpractice.markup import Link
from goodpractice.nearest import MAX_GUESSES
from goodpractice.rules.rule import N_, Rule


def check(corpus: Corpus) -> Iterator[tuple[str, Finding]]:
    """Yield links in texts that lead to no file or heading of the site."""
    for entry in corpus.entries.values():
        broken = 0
        for link in entry.text.links if entry.text else ():
            finding = None if link.image else _broken(corpus, entry, link, broken < MAX_GUESSES)
            if finding:
                broken += 1
                yield entry.path, finding


def _broken(corpus: Corpus, entry: Entry, link: Link, guess: bool) -> Finding | None:
    fault = links.fault(corpus, entry.path, link, guess=guess)
    if fault is None:
        return None
    place = entry.in_body(link.line, link.column, link.end_line, link.end_column)
    return Finding("broken-link", place, fault.params, fault.variant)


RULE = Rule(
    code="GP306",
    name="broken-link",
    severity=Severity.ERROR,
    title=N_("A link that leads nowhere"),
    messages={
        "": N_("This link leads to “{url}”, which is not there."),
        "nearest": N_("This link leads to “{url}”, which is not there. Did you mean “{nearest}”?"),
        "anchor": N_("This link leads to the heading “#{anchor}”, which is not on that page."),
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
        "unsafe": N_("Write a full address that begins with https://."),
    },
    why=N_("A reader who follows it is lost."),
    bad="See [the first note](frist.md).",
    good="See [the first note](first.md).",
    check_corpus=check,
)
