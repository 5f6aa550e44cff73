from __future__ import annotations

from goodpractice.fields import Field, Requirement
from goodpractice.keys import read_fields
from goodpractice.kinds import KINDS
from goodpractice.nodes import Mapping
from goodpractice.reading import Reading
from tests.written import node


def test_a_list_of_nothing_is_no_value_for_a_required_field() -> None:
    reading = Reading({})
    field = Field("b", "b", KINDS["references"], requirement=Requirement.REQUIRED)
    group = node("{b: [~]}")
    assert isinstance(group, Mapping)
    assert read_fields({"b": field}, group, reading, group.span) == {}
    assert [(one.name, one.variant) for one in reading.findings] == [("missing-required", "empty")]
