"""Each fault of a single file is said exactly, and costs the rest of the site nothing."""

from __future__ import annotations

import re
from pathlib import Path
from string import Formatter

import pytest

from goodpractice import messages, rules
from goodpractice.diagnostics import Diagnostic, Phrase, Severity, Span
from goodpractice.settings import load_settings
from tests.faults.cases import (
    DAY,
    FAULTS,
    MODEL,
    REPOSITORY,
    SMALL,
    Case,
    check,
    copy_site,
    line,
    run,
)
from tests.faults.made import all_cases
from tests.rules.reading import nobody_reads

CASES = [one for one in all_cases() if one.family not in MODEL]
MODEL_CASES = [one for one in all_cases() if one.family in MODEL]
# Findings in the settings are no findings in a file of the content; `tests/unit` has them.
ELSEWHERE = {"bad-setting", "unreadable-file", "mended-fault"}


def published(site: Path) -> set[str]:
    return {entry.path for entry in check(site).site.catalogue.entries.values()}


@pytest.fixture(scope="module")
def sound() -> dict[Path, set[str]]:
    """What each site publishes as long as nothing is wrong."""
    return {site: published(site) for site in (SMALL, REPOSITORY)}


@pytest.mark.parametrize("case", CASES, ids=lambda one: one.id)
def test_a_fault_is_said_exactly_and_stands_alone(
    case: Case, tmp_path: Path, sound: dict[Path, set[str]]
) -> None:
    outcome = run(case, tmp_path)
    assert [line(one) for one in outcome.own] == case.lines()
    assert outcome.others == ()
    assert outcome.checked.usable
    now = {entry.path for entry in outcome.checked.site.catalogue.entries.values()}
    assert sound[case.site] <= now
    if outcome.has_error:
        assert case.place not in now


@pytest.mark.parametrize("case", MODEL_CASES, ids=lambda one: one.id)
def test_a_fault_of_the_model_is_said_at_its_place_alone(case: Case, tmp_path: Path) -> None:
    outcome = run(case, tmp_path)
    assert [line(one) for one in outcome.own] == case.lines()
    assert outcome.others == ()
    assert outcome.checked.usable is not outcome.has_error


def test_what_is_fine_is_left_in_peace() -> None:
    fine = [one for one in all_cases() if one.family == "fine"]
    assert len(fine) >= 12
    assert [one.id for one in fine if one.lines()] == []


def test_no_expectation_is_without_its_case() -> None:
    folder = Path(__file__).parent
    assert set(folder.rglob("*.expected")) <= {one.expected for one in all_cases()}


def test_there_are_faults_of_every_rule() -> None:
    said = {text.split()[2] for case in all_cases() for text in case.lines()}
    codes = {rule.code for name, rule in rules.catalogue().items() if name not in ELSEWHERE}
    tried = {path.name for path in (FAULTS.parent / "rules").glob("GP*")}
    assert codes - said - tried == set()


def test_a_file_that_may_not_be_read(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    root = copy_site(SMALL, tmp_path / "site")
    nobody_reads(monkeypatch, "whole.md")
    checked = check(root)
    assert [(one.path, line(one)) for one in checked.diagnostics] == [
        (
            "content/everything/whole.md",
            "1:1-1:1 error GP123 This file cannot be opened: Permission denied.",
        )
    ]


def test_a_setting_that_cannot_be_used(tmp_path: Path) -> None:
    config = tmp_path / "mkdocs.yml"
    (tmp_path / "content").mkdir()
    config.write_text("plugins:\n  - goodpractice:\n      licenze: MIT\n", encoding="utf-8")
    _, faults = load_settings(config, as_of=DAY)
    assert [line(one) for one in faults] == [
        "3:7-3:14 error GP806 There is no setting “licenze”. Did you mean “licence”?"
    ]


def parameters(phrase: Phrase) -> set[str]:
    return {name for _, name, _, _ in Formatter().parse(phrase.template) if name}


def complaints(one: Diagnostic) -> list[str]:
    """What a reader would stumble over in a diagnostic."""
    found = []
    for phrase in filter(None, (one.message, one.hint)):
        text = messages.text(phrase)
        if parameters(phrase) - set(phrase.params):
            found.append(f"parameters are missing: {phrase.template}")
        if re.search(r"“”|  |!$|\n|None|/tmp", text) or not text:
            found.append(f"reads badly: {text}")
    if one.severity is Severity.ERROR and one.hint is not None and not messages.text(one.hint):
        found.append("an empty hint")
    return found


def is_within(span: Span, text: str) -> bool:
    """Whether a place lies within a text, or right behind its end."""
    lines = text.split("\n")
    start, end = span[:2], span[2:]
    ends_in = 1 <= end[0] <= len(lines) and 1 <= end[1] <= len(lines[end[0] - 1]) + 1
    starts_in = 1 <= start[0] <= len(lines) and 1 <= start[1] <= len(lines[start[0] - 1]) + 1
    return starts_in and ends_in and start <= end


def test_messages_read_well_and_places_lie_within_their_file(tmp_path: Path) -> None:
    bad = []
    for number, case in enumerate(all_cases()):
        root = tmp_path / str(number)
        outcome = run(case, root)
        path = root / "site" / case.place
        regular = path.is_file() and not path.is_symlink()
        text = path.read_bytes().decode("utf-8-sig", "replace") if regular else ""
        for one in outcome.own:
            bad += [f"{case.id}: {complaint}" for complaint in complaints(one)]
            if not is_within(one.span, text):
                bad.append(f"{case.id}: {one.span}")
    assert bad == []
