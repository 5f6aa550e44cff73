"""A picture that names people."""

from __future__ import annotations

from collections.abc import Iterator

from goodpractice.corpus import Corpus
from goodpractice.diagnostics import Finding, Severity
from goodpractice.rules.rule import N_, Rule, anew
from goodpractice.rules.support import picture_files
from goodpractice.rules.support.photographs import Metadata


def check(corpus: Corpus) -> Iterator[tuple[str, Finding]]:
    """Yield pictures that name a person or a single camera."""
    yield from picture_files.each(corpus, _look)


def _look(one: Metadata) -> Finding | None:
    names = ", ".join(one.personal)
    return picture_files.whole("picture-personal", names=names) if names else None


RULE = Rule(
    code="GP505",
    name="picture-personal",
    severity=Severity.ERROR,
    ignorable=False,
    title=N_("A picture that names people"),
    messages={
        "": N_("This picture holds notes about people that nobody sees: {names}."),
    },
    hint=N_(
        "Save it again without these details: most programs offer that on export. Whoever took it "
        "can be named under “credit”."
    ),
    why=N_("Names and serial numbers in a file can be read by everybody who downloads it."),
    bad="![The garden](garden-with-owner.jpg)",
    good="![The garden](garden.jpg)",
    source="IPTC Photo Metadata Standard 2023.1; Exif 3.0 (CIPA DC-008)",
    check_corpus=check,
    fix=anew(safe=True),
)
