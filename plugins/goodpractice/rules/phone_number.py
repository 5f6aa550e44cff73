"""A phone number in the text."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import islice

from goodpractice.diagnostics import Finding, Severity
from goodpractice.documents import MAX_FINDINGS_ALIKE
from goodpractice.entries import Entry
from goodpractice.rules.rule import N_, Rule
from goodpractice.rules.support import phones, prose


def check(entry: Entry) -> Iterable[Finding]:
    """Return phone numbers: those that are surely one, and as hints those that are called one."""
    plain = prose.plain(entry)
    where = phones.within(plain.front, plain.body)
    return _findings(entry, where) if where else ()


def _findings(entry: Entry, where: slice) -> Iterator[Finding]:
    found = phones.find(entry.document.source, prose.countries(entry), where)
    for phone in islice(found, MAX_FINDINGS_ALIKE):
        place = prose.span(entry.document, phone.start, phone.end)
        number = entry.document.source[phone.start : phone.end]
        name = "phone-number" if phone.sure else "possible-phone-number"
        yield Finding(name, place, {"number": number})


RULE = Rule(
    code="GP602",
    name="phone-number",
    severity=Severity.ERROR,
    ignorable=False,
    title=N_("A phone number in the text"),
    messages={
        "": N_("Here is a phone number: “{number}”."),
    },
    hint=N_(
        "Take it out, and name the web page of the school or office instead, under “contact: "
        "link:”."
    ),
    why=N_(
        "A number on a public page is called for years, also when it belongs to somebody else by "
        "then."
    ),
    bad="Ring Mary on +353 61 202 020.",
    good="Ask the office; its page is named below.",
    source="GDPR, article 5(1)(c): no more personal data than is needed",
    check_entry=check,
)
