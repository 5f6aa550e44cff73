"""A picture of people who have not agreed."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from goodpractice.diagnostics import Finding, Severity
from goodpractice.entries import Entry
from goodpractice.kinds.choices import YesNoKind
from goodpractice.nodes import Mapping, Node, Scalar, Sequence, is_empty
from goodpractice.rules.rule import N_, Rule
from goodpractice.rules.support import prose


def check(entry: Entry) -> Iterable[Finding]:
    """Return pictures of the front matter without consent, and as hints those that do not say."""
    return _findings(entry) if entry.pictures else ()


def _findings(entry: Entry) -> Iterator[Finding]:
    for _, node in prose.written(entry, "image"):
        for item in node.items if isinstance(node, Sequence) else (node,):
            yield from _picture(item)


def _picture(node: Node) -> Iterator[Finding]:
    if not isinstance(node, Mapping):
        return
    consent = node.value("consent")
    source = node.value("src")
    if consent is None or is_empty(consent):
        if source is not None:
            yield Finding("picture-consent", source.span, variant="missing", lenient=True)
    elif isinstance(consent, Scalar) and YesNoKind.words.get(consent.text.casefold()) is False:
        yield Finding("picture-consent", consent.span)


RULE = Rule(
    code="GP604",
    name="picture-consent",
    severity=Severity.ERROR,
    ignorable=False,
    title=N_("A picture of people who have not agreed"),
    messages={
        "": N_("The people in this picture have not agreed to its publication."),
        "missing": N_("Nothing says whether the people in this picture have agreed."),
    },
    hint={
        "": N_("Take the picture out, or ask them; for pupils, ask their parents too."),
        "missing": N_("Add “consent: yes” once they have, or if nobody can be recognised."),
    },
    why=N_("A face is personal, and a picture on the web cannot be called back."),
    bad="image: {src: photo.jpg, alt: Teachers at a table, consent: no}",
    good="image: {src: photo.jpg, alt: Teachers at a table, consent: yes}",
    source="GDPR, articles 6 and 7",
    check_entry=check,
)
