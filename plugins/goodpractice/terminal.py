"""A terminal: where people read lines in colours. In a pipe or a file they are plain.

Rich, which knows terminals, takes as long to come by as a fifth of all else that a check needs, so
it is asked only where there may be one, or for the width of a line.
"""

from __future__ import annotations

import os
from functools import cached_property
from typing import IO, TYPE_CHECKING, TypeAlias, cast

if TYPE_CHECKING:
    from rich.console import Console

Part: TypeAlias = "str | tuple[str, str]"  # of a line: a text, or a text and its style

_FORCED = ("FORCE_COLOR", "TTY_COMPATIBLE")  # what makes rich take anything for a terminal


def console(file: IO[str] | None) -> Console:
    """Return the console of a file."""
    if file is None or file.isatty() or any(map(os.environ.get, _FORCED)):
        return _rich(file)
    return cast("Console", _Pipe(file))


def _rich(file: IO[str] | None) -> Console:
    from rich.console import Console

    return Console(file=file, highlight=False, markup=False, emoji=False, soft_wrap=True)


class _Pipe:
    """All that is asked of a console which is no terminal."""

    is_terminal = False

    def __init__(self, file: IO[str]) -> None:
        self.file = file

    @cached_property
    def width(self) -> int:
        """Return how many columns a line may take."""
        return _rich(self.file).width


def write(console: Console, *parts: Part) -> None:
    """Write a line; where there is no terminal without rich, which takes ten times as long."""
    if console.is_terminal:
        from rich.text import Text

        console.print(Text.assemble(*parts), soft_wrap=True, highlight=False)
    else:
        console.file.write(f"{plain(*parts)}\n")


def plain(*parts: Part) -> str:
    """Return a line without its styles."""
    return "".join(part if isinstance(part, str) else part[0] for part in parts)


def wrapped(console: Console, text: str, width: int) -> list[str]:
    """Return a paragraph in lines of a width on a terminal, and in one line elsewhere."""
    if not console.is_terminal:
        return [text]
    from rich.text import Text

    return [line.plain.rstrip() for line in Text(text).wrap(console, width)]


def columns(text: str) -> int:
    """Return how many columns a text takes."""
    from rich.cells import cell_len

    return cell_len(text)
