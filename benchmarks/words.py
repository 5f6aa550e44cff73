"""Made-up words of three languages, drawn as often as words of real texts are (Zipf's law)."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import accumulate
from random import Random
from typing import Generic, NamedTuple, TypeVar

WORDS = 6_000
LONGEST_WORD = 4

T = TypeVar("T")


class Sounds(NamedTuple):
    """What the words of a language are made of, and its share of the entries."""

    share: float
    onsets: Sequence[str]
    nuclei: Sequence[str]
    codas: Sequence[str]


def _sounds(share: float, onsets: str, nuclei: str, codas: str, open_syllables: int) -> Sounds:
    """Return sounds written with spaces between them; some syllables end without a coda."""
    return Sounds(share, onsets.split(), nuclei.split(), [*codas.split(), *[""] * open_syllables])


LANGUAGES = {
    "en": _sounds(
        0.6,
        "b bl br c ch cl d dr f fl g gr h j k l m n p pl qu r s sh st t th tr w wh y",
        "a e i o u ai ea ee oa ou",
        "ck d ft ll m n nd ng p r rd s ss st t th x",
        2,
    ),
    "fr": _sounds(
        0.3,
        "b bl ch cl d f fr g gl j l m n p pr qu r s t tr v",
        "a é è e i o u ou oi eau ai â ê ï ô œu",
        "c ç n r s t x lle ne que",
        3,
    ),
    "de": _sounds(
        0.1,
        "b br d f g gr h k kl l m n pf r s sch sp st t tr v w z",
        "a ä e ei eu i ie o ö u ü au",
        "ch cht ck f l m n ng nst r rt ß st t tz",
        1,
    ),
}


class Zipf(Generic[T]):
    """Draws items so that the n-th is drawn about 1/n times as often as the first."""

    def __init__(self, items: Sequence[T], flatness: float = 2.7) -> None:
        # Mandelbrot's form, 1 / (rank + 2.7), fits the first ranks of texts better.
        self.items = items
        self._weights = list(accumulate(1 / (n + flatness) for n in range(1, len(items) + 1)))

    def draw(self, rng: Random, count: int) -> list[T]:
        """Return `count` items; some may be the same."""
        return rng.choices(self.items, cum_weights=self._weights, k=count)

    def draw_different(self, rng: Random, count: int) -> list[T]:
        """Return up to `count` items, none of them twice."""
        return list(dict.fromkeys(self.draw(rng, count)))


def vocabulary(code: str, seed: str) -> Zipf[str]:
    """Return the words of a language, the short ones first and so the most frequent."""
    rng, sounds = Random(f"{seed}/{code}"), LANGUAGES[code]
    found: dict[str, None] = {}
    while len(found) < WORDS:
        syllables = min(rng.randint(1, LONGEST_WORD), 1 + len(found) * LONGEST_WORD // WORDS)
        found["".join(_syllable(rng, sounds) for _ in range(syllables))] = None
    return Zipf(list(found))


def _syllable(rng: Random, sounds: Sounds) -> str:
    return rng.choice(sounds.onsets) + rng.choice(sounds.nuclei) + rng.choice(sounds.codas)
