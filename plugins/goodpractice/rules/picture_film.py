"""A picture with a film inside."""

from __future__ import annotations

from collections.abc import Iterator

from goodpractice.corpus import Corpus
from goodpractice.diagnostics import Finding, Severity
from goodpractice.rules.rule import N_, Rule, anew
from goodpractice.rules.support import picture_files
from goodpractice.rules.support.photographs import Metadata


def check(corpus: Corpus) -> Iterator[tuple[str, Finding]]:
    """Yield photographs behind which a telephone has put a short film."""
    yield from picture_files.each(corpus, _look)


def _look(one: Metadata) -> Finding | None:
    return picture_files.whole("picture-film") if one.film else None


RULE = Rule(
    code="GP507",
    name="picture-film",
    severity=Severity.ERROR,
    ignorable=False,
    title=N_("A picture with a film inside"),
    messages={
        "": N_("This picture holds a short film with sound, which your telephone put into it."),
    },
    hint=N_(
        "Save it again without the film: the telephone’s own program for pictures can export it as "
        "a still, or send it to yourself as a screenshot. Or let “goodpractice check --fix” take "
        "the film out."
    ),
    why=N_("The film shows and lets be heard what nobody wanted to publish."),
    bad="![The garden](garden-in-motion.jpg)",
    good="![The garden](garden.jpg)",
    source="Motion Photo format 1.0 (developer.android.com)",
    check_corpus=check,
    fix=anew(safe=True),
)
