"""What `--help` says, and why a command line is refused, in the reader's language.

Help stands beside each command and option in English, where whoever changes them sees it. Each of
its paragraphs is a text of the catalogues; of a list, each explanation. Click's own words are asked
of the same catalogues.
"""

from __future__ import annotations

import inspect
import re
from collections.abc import Callable, Iterator
from functools import cache
from importlib import import_module
from typing import Any, NamedTuple

import click

from goodpractice import messages
from goodpractice.rules.rule import N_

Say = Callable[[str], str]

# What a reader can meet of click's own words; a test holds that click says them.
CLICK = (
    N_("Usage:"),
    N_("Options"),
    N_("Commands"),
    N_("Show this message and exit."),
    N_("Show the version and exit."),
    N_("default: {default}"),
    N_("required"),
    N_("Invalid value: {message}"),
    N_("Invalid value for {param_hint}: {message}"),
    N_("Missing argument"),
    N_("Missing option"),
    N_("Missing command."),
    N_("No such option {name!r}."),
    N_("No such command {name!r}."),
    N_("Did you mean {possibility}?"),
    N_("(Did you mean one of: {possibilities}?)"),
    N_("Got unexpected extra argument ({args})"),
    N_("Got unexpected extra arguments ({args})"),
    N_("Option {name!r} does not take a value."),
    N_("Option {name!r} requires an argument."),
    N_("{value!r} is not one of {choices}."),
    N_("{value!r} is not a valid {number_type}."),
    N_("{value} is not in the range {range}."),
    N_("[OPTIONS]"),
    N_("COMMAND [ARGS]..."),
)
MODULES = ("core", "decorators", "exceptions", "formatting", "parser", "types")
_SAID = ("help", "epilog", "options_metavar", "subcommand_metavar")
_KEPT = "\b"  # click's mark of a paragraph whose lines are kept
_EXPLAINED = re.compile(r"(\s*\S.*?\s{2,})(\S.*)")


class _Written(NamedTuple):
    """A text of a command or of an option, as its author wrote it."""

    owner: Any
    name: str
    text: str


def speak(command: click.Command, language: str) -> None:
    """Let a command, those below it, and click itself speak a language."""
    catalogue = messages.catalogue(language)
    for one in _written(command):
        setattr(one.owner, one.name, _said(one.text, catalogue.gettext))
    for name in MODULES:
        module: Any = import_module(f"click.{name}")
        module._ = catalogue.gettext
        if hasattr(module, "ngettext"):
            module.ngettext = lambda one, many, n: catalogue.gettext(one if n == 1 else many)


def texts(command: click.Command) -> Iterator[str]:
    """Yield every text of the help of a command and of those below it, for the catalogues."""
    for one in _written(command):
        found: list[str] = []
        _said(one.text, lambda text, found=found: found.append(text) or text)  # type: ignore[misc]
        yield from found


@cache
def _written(command: click.Command) -> tuple[_Written, ...]:
    return tuple(_texts_of(command))


def _texts_of(command: click.Command) -> Iterator[_Written]:
    """Yield the texts of a command; asked for once, before they are put into another language."""
    for owner in (command, *command.params):
        for name in _SAID:
            text = getattr(owner, name, None)
            if text:
                yield _Written(owner, name, text)
    # Click makes this option when it is first asked for, and keeps it with its words.
    yield _Written(command, "_help_option", "")
    for inner in command.commands.values() if isinstance(command, click.Group) else ():
        yield from _texts_of(inner)


def _said(text: str, say: Say) -> str | None:
    paragraphs = inspect.cleandoc(text).split("\n\n")
    return "\n\n".join(_paragraph(one, say) for one in paragraphs) or None


def _paragraph(text: str, say: Say) -> str:
    mark, _, kept = text.partition("\n")
    if mark.strip(" ") == _KEPT:
        return "\n".join([mark, *(_line(line, say) for line in kept.split("\n"))])
    return say(" ".join(text.split())) if text else ""


def _line(line: str, say: Say) -> str:
    """Return a line of a list: what is typed stays, what explains it is put into words."""
    explained = _EXPLAINED.fullmatch(line)
    if explained:
        return explained[1] + say(explained[2])
    return line if line.startswith(" ") else say(line)
