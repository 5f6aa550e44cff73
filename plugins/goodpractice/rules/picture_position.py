"""A picture that tells where it was taken."""

from __future__ import annotations

from collections.abc import Iterator

from goodpractice.corpus import Corpus
from goodpractice.diagnostics import Finding, Severity
from goodpractice.rules.rule import N_, Rule, anew
from goodpractice.rules.support import picture_files
from goodpractice.rules.support.photographs import Metadata


def check(corpus: Corpus) -> Iterator[tuple[str, Finding]]:
    """Yield pictures with the position of the camera."""
    yield from picture_files.each(corpus, _look)


def _look(one: Metadata) -> Finding | None:
    return picture_files.whole("picture-position") if one.position else None


RULE = Rule(
    code="GP504",
    name="picture-position",
    severity=Severity.ERROR,
    ignorable=False,
    title=N_("A picture that tells where it was taken"),
    messages={
        "": N_("This picture holds the position at which it was taken."),
    },
    hint=N_(
        "Save it again without its position: most programs offer that on export, or send it to "
        "yourself as a screenshot. The copy on the site has none, but the file itself is public "
        "too."
    ),
    why=N_("The position can lead to a child’s school or home."),
    bad="![The garden](garden-with-position.jpg)",
    good="![The garden](garden.jpg)",
    source="Exif 3.0 (CIPA DC-008), GPS attribute information",
    check_corpus=check,
    fix=anew(safe=True),
)
