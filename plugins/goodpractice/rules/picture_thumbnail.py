"""A picture with a small copy inside."""

from __future__ import annotations

from collections.abc import Iterator

from goodpractice.corpus import Corpus
from goodpractice.diagnostics import Finding, Severity
from goodpractice.rules.rule import N_, Rule, anew
from goodpractice.rules.support import picture_files
from goodpractice.rules.support.photographs import Metadata


def check(corpus: Corpus) -> Iterator[tuple[str, Finding]]:
    """Yield pictures with a copy of themselves inside."""
    yield from picture_files.each(corpus, _look)


def _look(one: Metadata) -> Finding | None:
    return picture_files.whole("picture-thumbnail") if one.thumbnail else None


RULE = Rule(
    code="GP506",
    name="picture-thumbnail",
    severity=Severity.HINT,
    title=N_("A picture with a small copy inside"),
    messages={
        "": N_(
            "This picture holds a small copy of itself, which may show what was cut away later."
        ),
    },
    hint=N_("Save it again without the preview (also called thumbnail)."),
    why=N_("A face that was cut out of a picture can still be in its copy."),
    bad="![The garden](garden-with-copy.jpg)",
    good="![The garden](garden.jpg)",
    source="Exif 3.0 (CIPA DC-008), thumbnail data",
    check_corpus=check,
    fix=anew(safe=True),
)
