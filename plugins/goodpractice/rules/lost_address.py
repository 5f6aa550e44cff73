"""An address that was published once and is gone."""

from __future__ import annotations

from collections.abc import Iterator

from goodpractice import links
from goodpractice.corpus import Corpus
from goodpractice.diagnostics import Finding, Severity, Span
from goodpractice.model import TAKEN_NAMES
from goodpractice.nearest import Paths
from goodpractice.rules.rule import N_, Rule

FILE = "addresses.txt"


def check(corpus: Corpus) -> Iterator[tuple[str, Finding]]:
    """Yield the lines of addresses.txt that no page, old address or withdrawn entry has now."""
    listed = published_before(corpus)
    if not listed or corpus.unreadable:  # whose old addresses nobody knows until they are mended
        return
    there = set(_current(corpus))
    lost = [(number, line) for number, line in listed.items() if _address(line) not in there]
    paths = Paths(there if lost else ())
    for number, line in lost:
        address = _address(line)
        near = paths.nearest(address)
        params = {"address": address, "nearest": near or ""}
        place = Span(number, 1, number, len(line) + 1)
        yield FILE, Finding("lost-address", place, params, "nearest" if near else "")


def published_before(corpus: Corpus) -> dict[int, str]:
    """Return the lines of addresses.txt at the site's root that hold an address, by number."""
    lines = enumerate(_lines(corpus), start=1)
    return {number: line for number, line in lines if line and not line.startswith(_NO_ADDRESS)}


# A remark, and what git leaves of two changes that it could not bring together.
_REMARK = "#"
_NO_ADDRESS = (_REMARK, "<<<<<<<", "|||||||", "=======", ">>>>>>>")


def _lines(corpus: Corpus) -> list[str]:
    path = corpus.root / FILE
    if path.is_symlink() or not path.is_file():
        return []
    return [line.strip() for line in path.read_text("utf-8-sig", "replace").splitlines()]


def _address(line: str) -> str:
    """Return an address as the site writes it, however somebody wrote it into the file."""
    return links.old_address(line) or line.lstrip("/")


def wanted(corpus: Corpus) -> str:
    """Return what addresses.txt should hold: every address published now or before, sorted.

    One address a line, relative to the site's root, with a closing slash. An address that is lost
    stays in it, so that writing the file never hides a loss; remarks are put first.
    """
    remarks = [line for line in _lines(corpus) if line.startswith(_REMARK)]
    addresses = {*map(_address, published_before(corpus).values()), *_current(corpus)} - {""}
    return "".join(f"{line}\n" for line in (*remarks, *sorted(addresses)))


def _current(corpus: Corpus) -> Iterator[str]:
    """Yield the address of every page and every old address that leads to one."""
    for facts in corpus.facts.values():
        if not facts.is_draft:
            yield facts.address
            yield from filter(None, map(links.old_address, facts.aliases))
    shipped = {name for name, one in corpus.model.vocabularies.items() if one.built_in}
    for address, _ in links.generated_addresses(corpus.model, corpus.languages[:1]):
        if address.partition("/")[0] not in shipped | set(TAKEN_NAMES):
            yield address


RULE = Rule(
    code="GP406",
    name="lost-address",
    severity=Severity.ERROR,
    title=N_("An address that was published once and is gone"),
    messages={
        "": N_("“/{address}” was published once, and nothing is there now."),
        "nearest": N_(
            "“/{address}” was published once, and nothing is there now; near it is “/{nearest}”."
        ),
    },
    hint=N_(
        "Add it under “aliases” of the page that took its place. If the entry was taken down, bring"
        " "
        "its file back with “status: withdrawn”, which leaves a note for readers."
    ),
    why=N_("People have bookmarked, printed and cited it; they should not find an empty page."),
    bad="notes/old-name/",
    good="aliases: [notes/old-name]",
    source="W3C, Cool URIs don’t change, 1998",
    check_corpus=check,
)
