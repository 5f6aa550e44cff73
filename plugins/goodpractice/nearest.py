"""The nearest valid value to what somebody wrote."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable
from functools import lru_cache

CUTOFF = 65.0
MAX_GUESSES = 20  # made for one file and rule: looking through a whole site takes time


@lru_cache(maxsize=1 << 16)
def fold(text: str) -> str:
    """Return a text without case, accents, and with ligatures and ß spelled out, for comparing."""
    if text.isascii():
        return text.lower()
    spelled = text.translate(_SPELLED).casefold()
    decomposed = unicodedata.normalize("NFD", spelled)
    return unicodedata.normalize(
        "NFC", "".join(c for c in decomposed if not unicodedata.combining(c))
    )


_SPELLED = str.maketrans(
    {"ß": "ss", "ẞ": "SS", "æ": "ae", "Æ": "AE", "œ": "oe", "Œ": "OE", "ø": "o", "Ø": "O",
     "ł": "l", "Ł": "L", "đ": "d", "Đ": "D", "ð": "d", "Ð": "D", "þ": "th", "Þ": "TH", "ı": "i"}
)  # fmt: skip


def nearest(word: str, candidates: Iterable[str], cutoff: float = CUTOFF) -> str | None:
    """Return the candidate most like `word`, or None when none is near enough.

    Args:
        word: what was written.
        candidates: valid values; of equally near ones the first in sorted order is taken.
        cutoff: least similarity, 0 to 100 (rapidfuzz's ratio over folded texts).
    """
    from rapidfuzz import fuzz, process  # which a check without faults does not need

    match = process.extractOne(
        word, sorted(candidates), scorer=fuzz.ratio, processor=fold, score_cutoff=cutoff
    )
    return match[0] if match else None


class Paths:
    """Paths among which near ones are looked for, made ready once for all that is asked."""

    def __init__(self, paths: Iterable[str]) -> None:
        by_name: dict[str, list[str]] = {}
        for path in paths:
            by_name.setdefault(_last_part(path), []).append(path)
        self._by_name = dict(sorted(by_name.items()))
        self._folded = list(map(fold, self._by_name))

    def nearest(self, path: str) -> str | None:
        """Return the one whose last part is most like that of `path`; folders part twins."""
        from rapidfuzz import fuzz, process

        match = process.extractOne(
            fold(_last_part(path)), self._folded, scorer=fuzz.ratio, score_cutoff=CUTOFF
        )
        if match is None:
            return None
        twins = list(self._by_name.values())[match[2]]
        return nearest(path, twins, cutoff=0)


def _last_part(path: str) -> str:
    name = path.rstrip("/").rpartition("/")[2]
    return name.rpartition(".")[0] or name
