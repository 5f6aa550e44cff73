"""Sources: texts in which places are told by line and column.

Lines and columns count from 1, columns in code points, ends are exclusive.
"""

from __future__ import annotations

from bisect import bisect_right
from itertools import accumulate

from goodpractice.diagnostics import Span


class Source:
    """A text in which what was found knows its place by the number of the character.

    Little of it is ever asked where it stands, so lines and columns are only then looked up.

    Attributes:
        text: the text.
        first_line: the line of the file on which it begins.
    """

    __slots__ = ("_starts", "first_line", "text")

    def __init__(self, text: str, first_line: int) -> None:
        self.text = text
        self.first_line = first_line
        self._starts: list[int] | None = None

    def span(self, start: int, end: int) -> Span:
        """Return a range as lines and columns of the file, without empty lines at its end."""
        start = min(start, len(self.text))
        end = max(start, min(end, len(self.text)))
        if "\n" in (last := self.text[start + len(self.text[start:end].rstrip()) : end]):
            end -= len(last)
        return Span(*self.place(start), *self.place(end))

    def place(self, at: int) -> tuple[int, int]:
        """Return line and column of a character."""
        line = bisect_right(self.starts, at) - 1
        return line + self.first_line, at - self.starts[line] + 1

    @property
    def starts(self) -> list[int]:
        """Return the number of the first character of each line."""
        if self._starts is None:
            lines = self.text.split("\n")[:-1]
            self._starts = [0, *accumulate([len(line) + 1 for line in lines])]
        return self._starts
