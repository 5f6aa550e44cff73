"""Bodies of entries: sections under headings, paragraphs, lists, tables, quotes and links."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from random import Random

from benchmarks.words import Zipf

SHORTEST, LONGEST = 100, 2_000
PARAGRAPH = (30, 90)
SENTENCE = (6, 22)
PARAGRAPH_SHARE, LINK_SHARE = 0.75, 0.4


class Author:
    """Writes in one language, by one random sequence."""

    def __init__(self, rng: Random, words: Zipf[str]) -> None:
        self.rng = rng
        self.words = words

    def phrase(self, low: int, high: int) -> str:
        """Return some words that begin with a capital letter."""
        return _capital(" ".join(self.words.draw(self.rng, self.rng.randint(low, high))))

    def line(self, shortest: int, longest: int) -> str:
        """Return words of a length in characters, as many as fit."""
        wanted = self.rng.randint(shortest, longest)
        text = _capital(" ".join(self.words.draw(self.rng, wanted // 3 + 1)))
        cut = text[:wanted].rpartition(" ")[0]
        return cut if len(cut) >= shortest else text[:wanted].replace(" ", "e")

    def sentences(self, count: int) -> str:
        """Return about `count` words in sentences."""
        words, parts = self.words.draw(self.rng, count), []
        while words:
            size = self.rng.randint(*SENTENCE)
            parts.append(f"{_capital(' '.join(words[:size]))}.")
            del words[:size]
        return " ".join(parts)

    def body(self, titles: Sequence[str], links: Sequence[str]) -> str:
        """Return a whole text.

        Args:
            titles: of its sections.
            links: addresses to be linked to, relative to the file.
        """
        size = self.rng.randint(SHORTEST, LONGEST)
        blocks = [self.sentences(size // 10)]
        waiting = list(links)
        for title in titles:
            blocks.append(f"## {title}")
            blocks.extend(self._section(size * 9 // 10 // len(titles), waiting))
        return "\n\n".join(blocks) + "\n"

    def _section(self, size: int, links: list[str]) -> Iterator[str]:
        while True:
            count = min(max(size, 8), self.rng.randint(*PARAGRAPH))
            yield self._block(count, links)
            size -= count
            if size <= 0:
                return

    def _block(self, count: int, links: list[str]) -> str:
        kind = self.rng.random()
        if kind < PARAGRAPH_SHARE:
            return self._paragraph(count, links)
        return self.rng.choice((self._list, self._table, self._quote, self._part))(count)

    def _paragraph(self, count: int, links: list[str]) -> str:
        text = self.sentences(count)
        if self.rng.random() < LINK_SHARE:
            url = links.pop() if links else f"https://www.example.org/{self.rng.randrange(10**6)}"
            text += f" {self.phrase(1, 3)} [{self.phrase(2, 5)}]({url})."
        return f"{text} *{self.phrase(2, 4)}.*" if self.rng.random() < LINK_SHARE else text

    def _list(self, count: int) -> str:
        mark = self.rng.choice(("-", "1."))
        return "\n".join(f"{mark} {self.phrase(6, 14)}" for _ in range(max(3, count // 10)))

    def _table(self, count: int) -> str:
        rows = [[self.phrase(1, 3) for _ in range(3)] for _ in range(max(3, count // 6))]
        rows.insert(1, ["---"] * 3)
        return "\n".join(f"| {' | '.join(row)} |" for row in rows)

    def _quote(self, count: int) -> str:
        return f"> {self.sentences(count)}"

    def _part(self, count: int) -> str:
        return f"### {self.phrase(2, 5)}\n\n{self.sentences(count)}"


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:]
