from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from goodpractice import messages, pipeline
from goodpractice.diagnostics import Severity
from goodpractice.pipeline import Checked
from goodpractice.policy import rules_by_code
from goodpractice.settings import load_settings

COLLECTION = """\
label: Stories
singular: Story
fields:
  whom: {kind: line, required: true, label: Whom}
"""
ENTRY = """\
---
title: A story that is good
summary: It was told on a Monday, and everybody who heard it went home a little wiser.
{more}
---

Once there was a zebra.
"""
REASON = "reason: Nobody can be asked any more."


@pytest.fixture
def site(tmp_path: Path) -> Path:
    stories = tmp_path / "content" / "stories"
    stories.mkdir(parents=True)
    (stories / "_collection.yml").write_text(COLLECTION, encoding="utf-8")
    return tmp_path


def write(site: Path, more: str, name: str = "one") -> None:
    (site / f"content/stories/{name}.md").write_text(ENTRY.format(more=more), encoding="utf-8")


def check(site: Path, options: str = "") -> Checked:
    plugin = f"plugins:\n- goodpractice:\n    {options}\n" if options else ""
    (site / "mkdocs.yml").write_text(f"site_name: Small\n{plugin}", encoding="utf-8")
    settings, faults = load_settings(site / "mkdocs.yml", as_of=date(2026, 1, 31))
    assert faults == ()
    return pipeline.check(settings)


def said(checked: Checked) -> list[str]:
    return [
        f"{one.path.rpartition('/')[2]}:{one.span.line}:{one.span.column} {one.severity} {one.code}"
        for one in checked.diagnostics
    ]


def test_an_entry_may_ignore_a_rule_with_a_reason(site: Path) -> None:
    write(site, "status: published")
    assert said(check(site)) == ["one.md:1:1 error GP202"]
    write(site, f"ignore:\n- rule: GP202\n  {REASON}")
    checked = check(site)
    assert said(checked) == []
    assert (checked.left_out, list(checked.site.catalogue.entries)) == ((), ["stories/one"])


def test_an_entry_ignores_for_itself_alone(site: Path) -> None:
    write(site, f"ignore: [{{rule: GP202, {REASON}}}]")
    write(site, "status: published", "two")
    assert said(check(site)) == ["two.md:1:1 error GP202"]


@pytest.mark.parametrize(
    ("rule", "expected"),
    [
        ("GP302", ["one.md:4:17 hint GP290"]),
        ("GP999", ["one.md:4:17 warning GP290"]),
        ("gp302", ["one.md:4:17 warning GP290"]),
        ("term-alias", ["one.md:4:17 warning GP290"]),
        ("GP101", ["one.md:4:17 warning GP290"]),
    ],
)
def test_what_need_not_or_cannot_be_ignored(site: Path, rule: str, expected: list[str]) -> None:
    write(site, f"ignore: [{{rule: {rule}, {REASON}}}]\nwhom: Ten")
    checked = check(site)
    assert said(checked) == expected
    assert messages.text(checked.diagnostics[0].message)


def test_without_a_reason_nothing_is_ignored(site: Path) -> None:
    write(site, "ignore: [rule: GP202]")
    assert said(check(site)) == ["one.md:1:1 error GP202", "one.md:4:10 error GP202"]


@pytest.mark.parametrize(
    ("severity", "expected", "left_out"),
    [
        ("off", [], 0),
        ("'off'", [], 0),
        ("hint", ["one.md:1:1 hint GP202"], 0),
        ("warning", ["one.md:1:1 warning GP202"], 0),
        ("error", ["one.md:1:1 error GP202"], 1),
    ],
)
def test_a_site_says_how_much_a_rule_matters(
    site: Path, severity: str, expected: list[str], left_out: int
) -> None:
    write(site, "status: published")
    checked = check(site, f"rules: {{GP202: {severity}}}")
    assert said(checked) == expected
    assert len(checked.left_out) == left_out


def test_a_draft_stays_lenient(site: Path) -> None:
    write(site, "status: draft")
    assert said(check(site, "rules: {GP202: warning}")) == ["one.md:1:1 hint GP202"]


def test_a_site_may_ignore_a_rule_in_some_files(site: Path) -> None:
    write(site, "status: published", "old-one")
    write(site, "status: published", "new-one")
    ignore = f"ignore: [{{code: GP202, path: content/stories/old-*, {REASON}}}]"
    assert said(check(site, ignore)) == ["new-one.md:1:1 error GP202"]


@pytest.mark.parametrize(
    "ignore",
    ["rule: GP202, path: content/stories/*", "code: GP202, path: ./content/stories/*",
     "code: GP202, path: 'content\\stories\\one.md'"],
)  # fmt: skip
def test_a_site_may_write_it_in_other_ways(site: Path, ignore: str) -> None:
    write(site, "status: published")
    assert said(check(site, f"ignore: [{{{ignore}, {REASON}}}]")) == []


def test_a_path_that_leads_nowhere_is_named(site: Path) -> None:
    write(site, "whom: Ten")
    found = check(site, f"ignore: [{{code: GP202, path: stories/one.md, {REASON}}}]")
    assert [messages.text(one.message) for one in found.diagnostics] == [
        "GP202 finds nothing in “stories/one.md”, so it need not be ignored there."
    ]


def test_what_a_site_ignores_without_need_is_a_hint(site: Path) -> None:
    write(site, "whom: Ten")
    ignore = f"ignore: [{{code: GP202, path: content/stories/old-*, {REASON}}}]"
    assert said(check(site, ignore)) == ["mkdocs.yml:4:21 hint GP290"]


def test_the_unneeded_can_be_switched_off_too(site: Path) -> None:
    write(site, f"ignore: [{{rule: GP302, {REASON}}}]\nwhom: Ten")
    assert said(check(site, "rules: {GP290: off}")) == []


def test_what_keeps_a_file_readable_and_people_safe_cannot_be_set_aside() -> None:
    errors = [one for one in rules_by_code().values() if one.severity is Severity.ERROR]
    families = ("GP1", "GP5", "GP6", "GP8")
    assert [one.code for one in errors if one.ignorable and one.code.startswith(families)] == []
    assert all(rules_by_code()[code].ignorable for code in ("GP202", "GP207", "GP302"))
