"""Orders: the place of each work in every order that readers can choose.

Places are computed here and not in the browser, so that what it downloads holds small numbers and
no dates or titles.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import Any

from goodpractice import collation
from goodpractice.catalogue import Catalogue, Work
from goodpractice.model import TITLE, Model, Order
from goodpractice.reading import MISSING


def names(model: Model) -> tuple[str, ...]:
    """Return the ids of the orders of a model: by title there always is one."""
    return (TITLE, *(order.id for order in model.orders))


def places(catalogue: Catalogue, lang: str, name: str) -> list[int]:
    """Return the place of each listed work in an order; works alike share one.

    Args:
        catalogue: of the site.
        lang: the language of the reader, by whose titles works are sorted.
        name: the id of the order.
    """
    order = next((one for one in catalogue.model.orders if one.id == name), None)
    if order is None:
        return _places(_titles(catalogue, lang), descending=False)
    keys = [_first(_keys(work, order), order) for work in catalogue.listed]
    return _places(keys, descending=order.descending)


def usual(catalogue: Catalogue, lang: str) -> list[int]:
    """Return the place of each listed work by its kind, then its title; or nothing.

    Nothing where works are listed so already, as they mostly are for readers of most originals.
    """
    kinds = {name: place for place, name in enumerate(catalogue.model.all_collections)}
    titles = _titles(catalogue, lang)
    keys = [
        (kinds[work.collection.name], title)
        for work, title in zip(catalogue.listed, titles, strict=True)
    ]
    places = _places(keys, descending=False)
    return [] if places == sorted(places) else places


def _titles(catalogue: Catalogue, lang: str) -> list[tuple[str, str]]:
    return [collation.key(work.version(lang).title, lang) for work in catalogue.listed]


def best(catalogue: Catalogue, order: Order) -> list[Work]:
    """Return the listed works that stand above the first step of a scale, the highest first."""
    steps = ((_first(_keys(work, order), order), work) for work in catalogue.listed)
    above = [(step, work) for step, work in steps if isinstance(step, int) and step > 0]
    return [work for _, work in sorted(above, key=lambda pair: -pair[0])]


def _keys(work: Work, order: Order) -> Iterator[Any]:
    """Yield what each version of a work is sorted by, where anybody knows it."""
    path = order.paths.get(work.collection.name, "")
    field = work.collection.field(path)
    for entry in work.versions if field else ():
        value = entry.known(path)
        if field and value is not MISSING:
            yield field.kind.sort_key(value, entry.vocabulary(path))


def _first(keys: Iterable[Any], order: Order) -> Any:
    """Return which of a work's keys stands first in an order, or nothing where there is none."""
    known = [key for key in keys if key is not None]
    return sorted(known, reverse=order.descending)[0] if known else None


def _places(keys: Sequence[Any], *, descending: bool) -> list[int]:
    """Return the place of each key among those that differ; of nothing, the last."""
    known = sorted({key for key in keys if key is not None}, reverse=descending)
    at = {key: place for place, key in enumerate(known)}
    return [at.get(key, len(known)) for key in keys]
