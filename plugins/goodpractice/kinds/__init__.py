"""The closed table of the kinds of field. A new one is a class in a module here and its line."""

from __future__ import annotations

from collections.abc import Mapping

from goodpractice.fields import (
    ChoiceKind,
    ChoicesKind,
    CountriesKind,
    CountryKind,
    DateKind,
    DoiKind,
    EmailKind,
    IntegerKind,
    Kind,
    LanguageKind,
    LineKind,
    LinkKind,
    ListKind,
    MoneyKind,
    NumberKind,
    ParagraphKind,
    ReferenceKind,
    ReferencesKind,
    YesNoKind,
)
from goodpractice.kinds.groups import GroupKind, ImageKind, PlaceKind
from goodpractice.kinds.queries import QueryKind

KINDS: Mapping[str, Kind] = {
    kind.name: kind
    for kind in (
        LineKind(), ParagraphKind(), IntegerKind(), NumberKind(), MoneyKind(), YesNoKind(),
        DateKind(), ChoiceKind(), ChoicesKind(), CountryKind(), CountriesKind(), LanguageKind(),
        LinkKind(), DoiKind(), EmailKind(), ImageKind(), PlaceKind(), ReferenceKind(),
        ReferencesKind(), GroupKind(), ListKind(), QueryKind(),
    )
}  # fmt: skip
