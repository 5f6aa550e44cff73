"""A picture that is not there."""

from __future__ import annotations

import posixpath
from collections.abc import Iterator

from goodpractice import links
from goodpractice.corpus import Corpus
from goodpractice.diagnostics import Finding, Severity, Span
from goodpractice.entries import Entry
from goodpractice.facts import Facts
from goodpractice.nearest import MAX_GUESSES
from goodpractice.rules.rule import N_, Rule


def check(corpus: Corpus) -> Iterator[tuple[str, Finding]]:
    """Yield pictures of texts and front matter that are no file beside the entry."""
    good: set[tuple[str, str]] = set()  # folder and address: entries of a folder share pictures
    for facts in (one for one in corpus.facts.values() if one.pictures):
        folder = posixpath.dirname(facts.path)
        seen = {(folder, url) for url in facts.pictures}
        if good.issuperset(seen):
            continue
        faults = dict(_faults(corpus, facts))
        good.update(() if faults else seen)
        places = list(_places(corpus.entries[facts.id])) if faults else []
        for number, fault in faults.items():
            finding = Finding("broken-image", places[number], fault.params, fault.variant)
            yield facts.path, finding


def _faults(corpus: Corpus, facts: Facts) -> Iterator[tuple[int, links.Fault]]:
    """Yield what is wrong with which of the pictures of an entry."""
    broken = 0
    for number, url in enumerate(facts.pictures):
        fault = links.picture_fault(corpus, facts.path, url, guess=broken < MAX_GUESSES)
        if fault:
            broken += 1
            yield number, fault


def _places(entry: Entry) -> Iterator[Span]:
    """Yield where the pictures of an entry are written, in the order of its facts."""
    for link in entry.text.links if entry.text else ():
        if link.image:
            yield entry.in_body(link.line, link.column, link.end_line, link.end_column)
    yield from (name.span for name in entry.pictures)


RULE = Rule(
    code="GP307",
    name="broken-image",
    severity=Severity.ERROR,
    ignorable=False,
    title=N_("A picture that is not there"),
    messages={
        "": N_("The picture “{url}” is not there."),
        "nearest": N_("The picture “{url}” is not there. Did you mean “{nearest}”?"),
        "foreign": N_(
            "The picture “{url}” lies on another site; readers would be sent there without knowing."
        ),
        "ending": N_("“{url}” is not a picture that can be published."),
        "none": N_("This picture has no file name."),
        "damaged": N_("The picture “{url}” cannot be opened: {reason}."),
        "large": N_("The picture “{url}” cannot be opened: {reason}."),
        "computer": N_(
            "The picture “{url}” lies on your own computer, where nobody else can see it."
        ),
        "misnamed": N_("The file “{url}” is there, but its name cannot be used."),
    },
    hint={
        "": N_("Put the file beside the entry and write its name exactly as it is called."),
        "foreign": N_(
            "Save the picture beside the entry, if its licence allows it, and write its file name."
        ),
        "ending": N_("Use a .jpg, .png or .webp file."),
        "damaged": N_("Save it again from the program it comes from, as .jpg or .png."),
        "large": N_("Save it at most 1600 pixels wide; every program for pictures can do that."),
        "computer": N_("Put the file beside the entry and write its name alone: “{name}”."),
        "misnamed": N_(
            "Give the file the name that the check asks for, and write that name here too."
        ),
    },
    why=N_("An empty frame tells a reader nothing."),
    bad="![Four teachers at a round table](foto.jpg)",
    good="![Four teachers at a round table](photo.jpg)",
    check_corpus=check,
)
