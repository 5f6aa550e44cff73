"""The manual of the rules: what each says, why, and how to mend it, for people and for programs.

The words are the rules' own. What a message would name in a real file stands in pointed brackets.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import asdict, dataclass
from itertools import groupby
from string import Formatter
from typing import TYPE_CHECKING, Any

from goodpractice import messages, rules, terminal
from goodpractice.diagnostics import Severity
from goodpractice.field_values import HOW, IF_UNKNOWN
from goodpractice.nearest import nearest
from goodpractice.reporters import SEVERITIES
from goodpractice.rules.rule import N_, Rule

if TYPE_CHECKING:
    from rich.console import Console

JSON_VERSION = 1
PREFIX = "GP"
MIN_WIDTH, MAX_WIDTH = 40, 90

# Families of codes by their hundreds.
FAMILIES: Mapping[str, str] = {
    "1": N_("Files and how they are written"),
    "2": N_("Fields"),
    "3": N_("The text"),
    "4": N_("How entries belong together"),
    "5": N_("Pictures"),
    "6": N_("People and their consent"),
    "7": N_("Freshness"),
    "8": N_("The model and the settings"),
}
_OTHERS = N_("Other rules")

# What stands for a value in a message. A name that is not here stands for itself.
WORDS: Mapping[str, str] = {
    "address": N_("address"),
    "alias": N_("other spelling"),
    "alt": N_("the words given"),
    "anchor": N_("heading"),
    "better": N_("a better name"),
    "bound": N_("limit"),
    "character": N_("character"),
    "circle": N_("the way round"),
    "code": N_("code of a rule"),
    "collections": N_("collections"),
    "count": N_("number"),
    "date": N_("date"),
    "ending": N_("ending"),
    "example": N_("an example"),
    "expected": N_("what belongs there"),
    "field": N_("field"),
    "file": N_("file"),
    "first": N_("first field"),
    "first_date": N_("first date"),
    "folder": N_("folder"),
    "found": N_("what is written"),
    "heading": N_("heading"),
    "high": N_("largest"),
    "id": N_("this entry"),
    "item": N_("an item"),
    "key": N_("key"),
    "keys": N_("keys"),
    "kind": N_("kind"),
    "kinds": N_("kinds"),
    "label": N_("label"),
    "language": N_("language"),
    "last": N_("second field"),
    "last_date": N_("second date"),
    "level": N_("level"),
    "limit": N_("limit"),
    "line": N_("line number"),
    "list": N_("list"),
    "listed": N_("number"),
    "low": N_("smallest"),
    "names": N_("names"),
    "nearest": N_("the nearest one"),
    "needed": N_("what is needed"),
    "newer": N_("the newer one"),
    "now": N_("date"),
    "number": N_("number"),
    "other": N_("the other one"),
    "page": N_("page"),
    "path": N_("key"),
    "reason": N_("reason"),
    "right": N_("the right level"),
    "share": N_("share"),
    "size": N_("size"),
    "taken": N_("name"),
    "target": N_("entry"),
    "term": N_("choice"),
    "terms": N_("choices"),
    "text": N_("text"),
    "then": N_("an older date"),
    "title": N_("title"),
    "twin": N_("the other one"),
    "url": N_("address"),
    "value": N_("value"),
    "wanted": N_("choices"),
    "whole": N_("what was meant"),
}
# Sentences within a message; those of the model are left out.
_SENTENCES: Mapping[str, str] = {"help": "", "why": "", "how": HOW, "unknown": IF_UNKNOWN}


@dataclass(frozen=True)
class Article:
    """A rule in a language.

    Attributes:
        messages: what the check says.
        mend: how to mend it.
        bad, good: lines of a file that break the rule, and the same as they should be; either may
            be empty.
    """

    code: str
    name: str
    severity: Severity
    title: str
    why: str
    messages: tuple[str, ...]
    mend: tuple[str, ...]
    bad: str
    good: str
    source: str


def article(rule: Rule, language: str) -> Article:
    """Return what a rule says, in a language."""
    hints = [rule.hint] if isinstance(rule.hint, str) else rule.hint.values()
    say = messages.catalogue(language).gettext
    return Article(
        rule.code,
        rule.name,
        rule.severity,
        say(rule.title),
        say(rule.why),
        _each_once(rule.messages.values(), language),
        _each_once(hints, language),
        rule.bad,
        rule.good,
        rule.source,
    )


def articles(language: str) -> list[Article]:
    """Return what every rule says, in order of code."""
    return [article(rule, language) for rule in rules.catalogue().values()]


def family(code: str) -> str:
    """Return the title of a code's family, to be translated."""
    return FAMILIES.get(code.removeprefix(PREFIX)[:1], _OTHERS)


def find(asked: str) -> Rule | None:
    """Return the rule of a code or a name; capitals do not count, and the prefix may be missing."""
    key = asked.strip().casefold()
    named = {rule.code.casefold(): rule for rule in rules.catalogue().values()}
    return named.get(key) or named.get(PREFIX.casefold() + key) or rules.catalogue().get(key)


def suggestion(asked: str) -> str:
    """Return the code or name that was probably meant, or nothing."""
    known = [one for rule in rules.catalogue().values() for one in (rule.code, rule.name)]
    return nearest(asked.strip(), known) or ""


def _each_once(templates: Iterable[str], language: str) -> tuple[str, ...]:
    said = (general(template, language) for template in templates)
    return tuple(dict.fromkeys(filter(None, said)))


def general(template: str, language: str) -> str:
    """Return a message of no file in particular: “There is no entry “<entry>”.”."""
    if not template:
        return ""
    said = messages.catalogue(language).gettext(template)
    names = {name for _, name, _, _ in Formatter().parse(said) if name}
    filled = said.format_map({name: _standing_for(name, language) for name in names})
    return " ".join(filter(None, filled.split(" ")))


def _standing_for(name: str, language: str) -> str:
    if name in _SENTENCES:
        return general(_SENTENCES[name], language)
    return f"<{messages.catalogue(language).gettext(WORDS.get(name, name))}>"


# For programs -----------------------------------------------------------------------------------


def as_json(listed: Iterable[Article]) -> str:
    """Return rules as one JSON object: the contract is in docs/reports.md."""
    value: dict[str, Any] = {"version": JSON_VERSION, "rules": [asdict(one) for one in listed]}
    return json.dumps(value, ensure_ascii=False, indent=2) + "\n"


# For people -------------------------------------------------------------------------------------


def print_table(listed: Iterable[Article], language: str, console: Console) -> None:
    """Write every rule in a line, by family."""
    say = messages.catalogue(language).gettext
    words = {severity: say(word) for severity, (word, _) in SEVERITIES.items()}
    width = max(map(len, words.values()))
    for title, found in groupby(listed, key=lambda one: family(one.code)):
        terminal.write(console, (say(title), "bold"))
        for one in found:
            word = words[one.severity].ljust(width), SEVERITIES[one.severity][1]
            terminal.write(console, f"  {one.code}  ", word, f"  {one.title}")
        terminal.write(console)
    terminal.write(console, say(_MORE).format(command="goodpractice explain GP202"))


_MORE = N_("To read about one of them: {command}")
_WHY, _SAYS, _MEND = N_("Why it matters"), N_("What the check says"), N_("How to mend it")
_BAD, _GOOD, _SOURCE = N_("Not like this"), N_("Like this"), N_("Where the rule comes from")


def print_article(one: Article, language: str, console: Console) -> None:
    """Write what a rule says, as a page of a manual."""
    say = messages.catalogue(language).gettext
    word, style = SEVERITIES[one.severity]
    terminal.write(
        console, (f"{one.code}  ", "dim"), (one.title, "bold"), (f"  ({say(word)})", style)
    )
    for title, lines in _parts(one, console):
        terminal.write(console)
        terminal.write(console, (say(title), "bold"))
        for line in lines:
            terminal.write(console, f"  {line}" if line else "")


def _parts(one: Article, console: Console) -> Iterator[tuple[str, list[str]]]:
    """Yield the parts of a page that have something in them, each with its lines."""
    yield _WHY, _paragraphs([one.why], console)
    yield _SAYS, _paragraphs(one.messages, console)
    if one.mend:
        yield _MEND, _paragraphs(one.mend, console)
    for title, lines in ((_BAD, one.bad), (_GOOD, one.good)):
        if lines:
            yield title, [f"  {line}" for line in lines.splitlines()]
    if one.source:
        yield _SOURCE, _paragraphs([one.source], console)


def _paragraphs(texts: Iterable[str], console: Console) -> list[str]:
    """Return texts in lines: as wide as a terminal, and unbroken elsewhere."""
    listed = list(texts)
    mark = "- " if len(listed) > 1 else ""
    width = min(max(console.width - 2, MIN_WIDTH), MAX_WIDTH) - len(mark)
    lines = []
    for text in listed:
        wrapped = terminal.wrapped(console, text, width)
        marks = (mark, *(" " * len(mark) for _ in wrapped[1:]))
        lines += [start + part for start, part in zip(marks, wrapped, strict=True)]
    return lines
