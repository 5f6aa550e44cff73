"""Upkeep: what has aged on a site since it was written: links that are dead, reviews that are due.

It never keeps a change from being published. A link that merely does not answer is named only when
it has not answered for a week, as the memory of earlier runs knows.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum
from pathlib import Path
from typing import Annotated

from goodpractice import bounded, links, messages
from goodpractice.bounded import UnfitError
from goodpractice.diagnostics import Phrase
from goodpractice.entries import Entry
from goodpractice.external_links import Answer, Asker, Outcome, ask_all
from goodpractice.fixes import replace_file
from goodpractice.nodes import Scalar
from goodpractice.pipeline import Checked
from goodpractice.presentation import date_in_words
from goodpractice.rules.support import prose
from goodpractice.worklist import due, needs_review

VERSION = 1
MAX_ASKED = 1_000
DOI = "https://doi.org/"
# How long an answer holds before a link is asked about again, and how long a link may be silent
# before it is called dead.
HOLDS = timedelta(days=28)
SILENT = timedelta(days=6)
AT_ONCE = timedelta()
# Kinds of field whose values lead to other sites, with what to put before a value.
_KINDS: Mapping[str, str] = {"link": "", "doi": DOI}

_Url = Annotated[str, 2000]


class Reason(StrEnum):
    """Why a link leads nowhere."""

    GONE = "gone"
    LOOP = "loop"
    FAILING = "failing"
    PRIVATE = "private"


@dataclass(frozen=True)
class Place:
    """Where a link is written."""

    path: str
    line: int


@dataclass(frozen=True)
class DeadLink:
    """A link that leads nowhere."""

    url: _Url
    reason: Reason
    status: int
    since: str
    places: Annotated[tuple[Place, ...], 5]


@dataclass(frozen=True)
class Due:
    """An entry that somebody should look at again."""

    path: str
    title: str
    said: str


@dataclass(frozen=True)
class Upkeep:
    """All of it. Where a list is cut, the number beside it still counts everything."""

    version: int
    language: str
    asked: int
    links: Annotated[tuple[DeadLink, ...], 50] = ()
    links_in_all: int = 0
    reviews: Annotated[tuple[Due, ...], 50] = ()
    reviews_in_all: int = 0

    @property
    def is_well(self) -> bool:
        """Return whether there is nothing to do."""
        return not (self.links_in_all or self.reviews_in_all)


def loads(text: bytes) -> Upkeep:
    """Read what another job found.

    Raises:
        UnfitError: it is not that, or of a language that there is not.
    """
    upkeep = bounded.loads(Upkeep, text)
    if upkeep.version != VERSION or upkeep.language not in messages.languages():
        raise UnfitError("another version or language")
    return upkeep


# What is remembered -----------------------------------------------------------------------------


@dataclass(frozen=True)
class Remembered:
    """What was last known of a link: the day it was asked about, and since when it is so."""

    url: _Url
    outcome: Outcome
    status: int
    asked: str
    since: str


@dataclass(frozen=True)
class Memory:
    """What earlier runs know of links."""

    version: int = VERSION
    links: Annotated[tuple[Remembered, ...], 20_000] = ()

    def by_url(self) -> dict[str, Remembered]:
        """Return it by link."""
        return {one.url: one for one in self.links}


def recall(path: Path) -> Memory:
    """Return what an earlier run wrote; nothing where it cannot be read: it is only a help."""
    try:
        memory = bounded.loads(Memory, path.read_bytes(), bounded.MAX_MEMORY)
        for one in memory.links:
            date.fromisoformat(one.asked), date.fromisoformat(one.since)
    except (OSError, UnfitError, ValueError):
        return Memory()
    return memory if memory.version == VERSION else Memory()


def remember(memory: Memory, path: Path) -> None:
    """Write what is known for the next run.

    Raises:
        OSError: it could not be written.
    """
    path.parent.mkdir(parents=True, exist_ok=True)
    replace_file(path, bounded.dumps(bounded.fitted(memory)).encode())


# What is found ----------------------------------------------------------------------------------


def external(checked: Checked) -> Mapping[str, tuple[Place, ...]]:
    """Return the links of published entries that lead to other sites, with where they stand."""
    found: dict[str, dict[Place, None]] = defaultdict(dict)
    own = checked.site.settings.site_url
    for entry in checked.site.catalogue.entries.values():
        for url, line in _written(entry):
            whole = url.partition("#")[0]
            if whole.lower().startswith(("http://", "https://")) and not (
                own and whole.startswith(own)
            ):
                found[whole][Place(entry.path, line)] = None
    return {url: tuple(places) for url, places in sorted(found.items())}


def _written(entry: Entry) -> Iterator[tuple[str, int]]:
    for kind, before in _KINDS.items():
        for _, node in prose.written(entry, kind):
            if isinstance(node, Scalar):
                yield f"{before}{node.text.strip()}", node.span.line
    for link in entry.text.links if entry.text else ():
        if not link.image and links.is_external(link.url):
            yield link.url, entry.document.body_line - 1 + link.line


def look(
    checked: Checked,
    language: str,
    asker: Asker,
    memory: Memory,
    day: date,
    silent: timedelta = SILENT,
) -> tuple[Upkeep, Memory]:
    """Ask about links and look for reviews that are due.

    Args:
        checked: the site.
        language: of the texts.
        asker: how to ask.
        memory: of earlier runs.
        day: today.
        silent: how long a link may give no answer before it is called dead.

    Returns:
        What there is to do, and what is known now.
    """
    written = external(checked)
    known = memory.by_url()
    wanted = [url for url in written if not _holds(known.get(url), day)]
    # Those never asked about come first, then those asked about the longest ago.
    wanted.sort(key=lambda url: known[url].asked if url in known else "")
    answers = ask_all(wanted[:MAX_ASKED], asker)
    now = {url: known[url] for url in written if url in known}
    for url, answer in answers.items():
        now[url] = _noted(url, answer, known.get(url), day)
    gone = sorted((url, one) for url, one in now.items() if _is_dead(one, day, silent))
    dead = [_dead(one, written[url]) for url, one in gone]
    reviews = tuple(_due(entry, language) for entry in _overdue(checked, day))
    upkeep = Upkeep(VERSION, language, len(answers), tuple(dead), len(dead), reviews, len(reviews))
    return bounded.fitted(upkeep), Memory(VERSION, tuple(now[url] for url in sorted(now)))


def _holds(known: Remembered | None, day: date) -> bool:
    """Return whether a link need not be asked about again yet."""
    good = known is not None and known.outcome in (Outcome.OK, Outcome.REFUSED)
    return bool(known and good and day - date.fromisoformat(known.asked) < HOLDS)


def _noted(url: str, answer: Answer, known: Remembered | None, day: date) -> Remembered:
    same = known is not None and known.outcome is answer.outcome
    since = known.since if known and same else day.isoformat()
    return Remembered(url, answer.outcome, answer.status, day.isoformat(), since)


def _is_dead(one: Remembered, day: date, silent: timedelta) -> bool:
    if one.outcome is Outcome.FAILING:
        return day - date.fromisoformat(one.since) >= silent
    return one.outcome not in (Outcome.OK, Outcome.REFUSED)


def _dead(one: Remembered, places: tuple[Place, ...]) -> DeadLink:
    return DeadLink(one.url, Reason(one.outcome), one.status, one.since, places)


def _overdue(checked: Checked, day: date) -> Iterable[Entry]:
    entries = (e for e in checked.site.catalogue.entries.values() if needs_review(e))
    today = (day.year, day.month, day.day)
    found = ((until[0], entry) for entry in entries if (until := due(entry)))
    late = sorted((last, entry.path, entry) for last, entry in found if last < today)
    return [entry for _, _, entry in late]


def _due(entry: Entry, language: str) -> Due:
    until = due(entry)
    assert until is not None
    _, template, day = until
    said = messages.text(Phrase(template, {"date": date_in_words(day, language).text}), language)
    return Due(entry.path, entry.title, said)
