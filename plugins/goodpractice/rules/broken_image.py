"""A picture that is not there."""

from __future__ import annotations

from collections.abc import Iterator

from goodpractice import links
from goodpractice.diagnostics import Finding, Severity, Span
from goodpractice.entries import Corpus, Entry
from goodpractice.nearest import MAX_GUESSES
from goodpractice.rules.rule import N_, Rule


def check(corpus: Corpus) -> Iterator[tuple[str, Finding]]:
    """Yield pictures of texts and front matter that are no file beside the entry."""
    for entry in corpus.entries.values():
        broken = 0
        for url, place in _pictures(entry):
            fault = links.picture_fault(corpus, entry, url, guess=broken < MAX_GUESSES)
            if fault:
                broken += 1
                yield entry.path, Finding("broken-image", place, fault.params, fault.variant)


def _pictures(entry: Entry) -> Iterator[tuple[str, Span]]:
    for link in entry.text.links if entry.text else ():
        if link.image:
            yield link.url, entry.in_body(link.line, link.column, link.end_line, link.end_column)
    for name in entry.pictures:
        yield name.text, name.span


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
    },
    hint={
        "": N_("Put the file beside the entry and write its name exactly as it is called."),
        "foreign": N_(
            "Save the picture beside the entry, if its licence allows it, and write its file name."
        ),
        "ending": N_("Use a .jpg, .png or .webp file."),
        "damaged": N_("Save it again from the program it comes from, as .jpg or .png."),
    },
    why=N_("An empty frame tells a reader nothing."),
    bad="![Four teachers at a round table](foto.jpg)",
    good="![Four teachers at a round table](photo.jpg)",
    check_corpus=check,
)
