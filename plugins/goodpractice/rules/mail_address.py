"""A mail address in the text."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import islice

from goodpractice.diagnostics import Finding, Severity
from goodpractice.documents import MAX_FINDINGS_ALIKE
from goodpractice.entries import Entry
from goodpractice.nodes import Scalar, scalars
from goodpractice.rules.rule import N_, Rule
from goodpractice.rules.support import prose
from goodpractice.rules.support.mail import addresses
from goodpractice.rules.support.words import words


def check(entry: Entry) -> Iterable[Finding]:
    """Return mail addresses outside the fields that are meant for them."""
    hidden, source = _may_be_hidden(entry), entry.document.source
    if not hidden and "@" not in source:
        return ()
    fields = [one for _, node in prose.written(entry, "email") for one in scalars(node)]
    if not hidden and source.count("@") <= sum(map(_written_signs, fields)):
        return ()
    return islice(_findings(entry, {one.span[:2] for one in fields}), MAX_FINDINGS_ALIKE)


def _written_signs(field: Scalar) -> int:
    """Count the signs of a value as it is written: an escape may stand for one."""
    return field.source.text.count("@", field.start, field.end)


def _may_be_hidden(entry: Entry) -> bool:
    """Return whether an address may be written so that programs do not find it."""
    listed = words("hidden_mail", entry.lang)
    # Words in capitals alone are looked for as they are: “dot” in small letters is a common word.
    return not listed.either.isdisjoint(prose.held(entry)) and any(
        not phrase.isupper() or phrase in entry.document.source
        for phrase, needle in zip(listed.phrases, listed.needles, strict=True)
        if needle in prose.held(entry)
    )


def _findings(entry: Entry, allowed: set[tuple[int, ...]]) -> Iterator[Finding]:
    source = entry.document.source
    for match in addresses(source):
        place = prose.span(entry.document, *match.span())
        if place[:2] not in allowed and (place.line, place.column - 1) not in allowed:
            yield Finding("mail-address", place, {"address": match[0]})


RULE = Rule(
    code="GP601",
    name="mail-address",
    severity=Severity.ERROR,
    ignorable=False,
    title=N_("A mail address in the text"),
    messages={
        "": N_("Here is a mail address: “{address}”."),
    },
    hint=N_(
        "Take it out. A shared mailbox, such as that of an office, goes into “contact: email:”."
    ),
    why=N_(
        "Programs collect addresses from web pages, and whoever it belongs to gets the mail for "
        "years."
    ),
    bad="Write to j.murphy@school-limerick.ie.",
    good="Write to the office of the network, which the page names below.",
    source="GDPR, article 5(1)(c): no more personal data than is needed",
    check_entry=check,
)
