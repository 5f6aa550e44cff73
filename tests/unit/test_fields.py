from __future__ import annotations

from goodpractice.fields import Field, Requirement, example_text
from goodpractice.kinds import KINDS
from tests.written import node


def test_the_example_of_a_group_is_made_of_its_required_fields() -> None:
    inner = Field("b", "a.b", KINDS["line"], example=node("x"), requirement=Requirement.REQUIRED)
    other = Field("c", "a.c", KINDS["line"], example=node("y"))
    group = Field("a", "a", KINDS["group"], fields={"b": inner, "c": other})
    assert example_text(group) == "{b: x}"
