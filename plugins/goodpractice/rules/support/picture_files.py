"""A walk over the pictures of a site."""

from __future__ import annotations

import posixpath
from collections.abc import Callable, Iterator

from goodpractice.diagnostics import WHOLE_FILE, Finding
from goodpractice.entries import Corpus
from goodpractice.links import PICTURE_ENDINGS
from goodpractice.rules.support.photographs import Metadata, metadata


def each(
    corpus: Corpus, look: Callable[[Metadata], Finding | None]
) -> Iterator[tuple[str, Finding]]:
    """Yield what is found in what the pictures tell, in order of their paths."""
    for path in sorted(corpus.files):
        if posixpath.splitext(path)[1].lower() in PICTURE_ENDINGS:
            finding = look(metadata(corpus.root / path))
            if finding:
                yield path, finding


def whole(name: str, variant: str = "", **params: str | int) -> Finding:
    """Return a finding about a picture as a whole."""
    return Finding(name, WHOLE_FILE, params, variant)
