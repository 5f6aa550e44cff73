"""A walk over the pictures of a site."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from goodpractice.corpus import Corpus
from goodpractice.diagnostics import WHOLE_FILE, Finding, Param
from goodpractice.rules.support.photographs import Metadata, metadata


def each(
    corpus: Corpus, look: Callable[[Metadata], Finding | None]
) -> Iterator[tuple[str, Finding]]:
    """Yield what is found in what the pictures tell, in order of their paths."""
    for path in corpus.pictures:
        finding = look(_metadata(corpus, path))
        if finding:
            yield path, finding


def _metadata(corpus: Corpus, path: str) -> Metadata:
    told = corpus.told("metadata", path, lambda: metadata(corpus.root / path))
    one = Metadata._make(told)
    return one._replace(personal=tuple(one.personal))


def whole(name: str, variant: str = "", **params: Param) -> Finding:
    """Return a finding about a picture as a whole."""
    return Finding(name, WHOLE_FILE, params, variant)
