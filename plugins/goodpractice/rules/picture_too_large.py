"""A picture that is too large."""

from __future__ import annotations

from collections.abc import Iterator

from goodpractice.corpus import Corpus
from goodpractice.diagnostics import Finding, Fix, Severity, megabytes
from goodpractice.rules.rule import N_, Rule, anew
from goodpractice.rules.support import picture_files
from goodpractice.rules.support.photographs import MAX_BYTES, Metadata


def check(corpus: Corpus) -> Iterator[tuple[str, Finding]]:
    """Yield pictures of more bytes than a page can use."""
    yield from picture_files.each(corpus, _look)


def _look(one: Metadata) -> Finding | None:
    if one.size <= MAX_BYTES:
        return None
    return picture_files.whole(
        "picture-too-large",
        "" if one.readable else _UNREAD,
        size=megabytes(one.size),
        limit=MAX_BYTES // 1_000_000,
    )


_UNREAD = "unread"


def _fix(path: str, finding: Finding) -> Fix | None:
    """Return the fix; what could not be read cannot be written smaller."""
    return None if finding.variant == _UNREAD else anew(safe=False)(path, finding)


RULE = Rule(
    code="GP503",
    name="picture-too-large",
    severity=Severity.WARNING,
    title=N_("A picture that is too large"),
    messages={
        "": N_("This picture has {size} MB; more than {limit} MB are of no use on a page."),
    },
    hint=N_("Save it at most 1600 pixels wide; every program for pictures can do that."),
    why=N_("Everybody who works on the site has to download it, again and again."),
    bad="![Four teachers at a round table](large.png)",
    good="![Four teachers at a round table](photo.jpg)",
    source="",
    check_corpus=check,
    fix=_fix,
)
