"""The closed table of the kinds of field. A new one is a class in a module here and its line."""

from __future__ import annotations

from collections.abc import Mapping

from goodpractice.kinds.addresses import DoiKind, EmailKind, LinkKind
from goodpractice.kinds.choices import (
    ChoiceKind,
    ChoicesKind,
    CountriesKind,
    CountryKind,
    LanguageKind,
    YesNoKind,
)
from goodpractice.kinds.dates import DateKind
from goodpractice.kinds.groups import GroupKind, ImageKind, PlaceKind
from goodpractice.kinds.kind import Kind
from goodpractice.kinds.lists import ListKind
from goodpractice.kinds.numbers import IntegerKind, MoneyKind, NumberKind
from goodpractice.kinds.queries import QueryKind
from goodpractice.kinds.references import ReferenceKind, ReferencesKind
from goodpractice.kinds.texts import LineKind, ParagraphKind

KINDS: Mapping[str, Kind] = {
    kind.name: kind
    for kind in (
        LineKind(), ParagraphKind(), IntegerKind(), NumberKind(), MoneyKind(), YesNoKind(),
        DateKind(), ChoiceKind(), ChoicesKind(), CountryKind(), CountriesKind(), LanguageKind(),
        LinkKind(), DoiKind(), EmailKind(), ImageKind(), PlaceKind(), ReferenceKind(),
        ReferencesKind(), GroupKind(), ListKind(), QueryKind(),
    )
}  # fmt: skip
