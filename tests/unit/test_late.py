from __future__ import annotations

import re

import pytest

from goodpractice.late import late


def test_what_is_compiled_late_finds_what_it_would() -> None:
    pattern = late(r"(?P<word>[a-z]+) \d", re.IGNORECASE)
    for _ in range(2):
        found = pattern.fullmatch("Week 9")
        assert found
        assert found["word"] == "Week"
    assert pattern.sub("", "a 1b 2") == ""
    assert pattern.groups == 1
    assert late(rb"\d").findall(b"12") == [b"1", b"2"]


def test_nothing_is_compiled_before(monkeypatch: pytest.MonkeyPatch) -> None:
    made: list[str] = []
    compiled = re.compile

    def spy(pattern: str, flags: int) -> re.Pattern[str]:
        made.append(pattern)
        return compiled(pattern, flags)

    monkeypatch.setattr(re, "compile", spy)
    pattern = late("one")
    assert made == []
    assert [bool(pattern.match(text)) for text in ("one", "two", "one")] == [True, False, True]
    assert made == ["one"]
