"""The nearest valid value to what somebody wrote."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable
from functools import lru_cache

from rapidfuzz import fuzz, process

CUTOFF = 65.0
MAX_GUESSES = 20  # made for one file and rule: looking through a whole site takes time


@lru_cache(maxsize=1 << 16)
def fold(text: str) -> str:
    """Return a text without case, accents, and with ligatures and ß spelled out, for comparing."""
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
    match = process.extractOne(
        word, sorted(candidates), scorer=fuzz.ratio, processor=fold, score_cutoff=cutoff
    )
    return match[0] if match else None


def nearest_path(path: str, candidates: Iterable[str]) -> str | None:
    """Return the path whose last part is most like that of `path`; folders decide between twins."""
    by_name: dict[str, list[str]] = {}
    for candidate in candidates:
        by_name.setdefault(_last_part(candidate), []).append(candidate)
    name = nearest(_last_part(path), by_name)
    return nearest(path, by_name[name], cutoff=0) if name else None


def _last_part(path: str) -> str:
    name = path.rstrip("/").rpartition("/")[2]
    return name.rpartition(".")[0] or name
