"""The templates that the guides give to copy: what is made of them passes the check."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from tests.faults.cases import REPOSITORY, check, copy_site

BOX = re.compile(r"```markdown\n(.*?)```", re.DOTALL)
FOLDER = re.compile(r"`content`[^`]+`([\w-]+)`")
GUIDES = {path.stem: path.read_text("utf-8") for path in REPOSITORY.glob("content/guides/*.md")}
TEMPLATES = sorted(name for name, text in GUIDES.items() if BOX.search(text))
PAIRS = (
    ("how-to-write-a-case-study", "ecrire-une-etude-de-cas"),
    ("how-to-write-a-network-profile", "ecrire-la-fiche-d-un-reseau"),
)

# What a newcomer might put in place of each value that says nothing of its own.
VALUES = {
    "title": "Four Villages",
    "text": "Colleagues to ring up when a lesson does not work.",
    "purpose": "Four small schools of one valley plan lessons and training together.",
    "type": "informal-network",
    "organisations": "[cyfarthfa-high-school]",
    "countries": "[IE]",
    "levels": "[primary]",
    "themes": "[cooperation]",
    "approaches": "[resource-sharing]",
    "activities": "[peer-support]",
    "benefits": "[teacher-cpd]",
    "beneficiaries": "[teachers]",
    "roles": "[teacher]",
    "setting": "[rural]",
    "lifecycle": "running",
    "started": "2025",
    "established": "2009~",
    "formality": "informal",
    "members_kind": "schools",
    "value": "12",
    "as_of": "2026",
    "coordinator": "cyfarthfa-high-school",
    "governance": "rotating",
    "frequency": "termly",
    "mode": "both",
    "shares": "[experience]",
    "open": "yes",
    "how": "Write to the office and come along once.",
    "cost": "Nothing but the bus fare",
    "role": "Office of the host school",
    "link": "https://www.example.org/network",
    "band": "free",
}
NESTED = {
    "evidence": {"level": "none-yet", "basis": "own-account"},
    "consent": {"basis": "agreed-by-organisation"},
}
SUMMARY = "Teachers of four small schools in one valley meet each term and plan lessons together."
SENTENCE = "The teachers of the four schools meet after lessons and plan the next weeks."


def _filled(template: str) -> str:
    """Return a template with something of one's own in every place."""
    _, front, body = template.split("---\n")
    front = re.sub(r"(?m)^summary: >-\n(?:  .*\n)+", f"summary: {SUMMARY}\n", front)
    lines, group = [], ""
    for line in front.splitlines():
        indent, name, value = re.fullmatch(r"([ -]*)(\w+): ?(.*)", line).groups()  # type: ignore[union-attr]
        group = group if indent else name
        own = NESTED.get(group, {}).get(name) or VALUES.get(name, value)
        is_open = value == "not known" or name in ("title", "text", "purpose")
        lines.append(f"{indent}{name}: {own}" if is_open else line)
    body = re.sub(r"(?m)^(?!#).+$", SENTENCE, body)
    return "---\n" + "\n".join(lines) + f"\n---\n{body}"


def _found(tmp_path: Path, guide: str, text: str) -> set[str]:
    root = copy_site(REPOSITORY, tmp_path / "site")
    folder = FOLDER.search(GUIDES[guide])
    assert folder is not None
    path = f"content/{folder[1]}/four-villages.md"
    (root / path).write_text(text, "utf-8")
    checked = check(root)
    return {f"{one.severity.name} {one.code}" for one in checked.diagnostics if one.path == path}


def test_both_guides_have_a_template_in_both_languages() -> None:
    assert sorted(one for pair in PAIRS for one in pair) == TEMPLATES


@pytest.mark.parametrize("guide", TEMPLATES)
def test_a_template_as_it_is_only_asks_for_ones_own_words(tmp_path: Path, guide: str) -> None:
    [template] = BOX.findall(GUIDES[guide])
    found = _found(tmp_path, guide, template)
    assert {one for one in found if not one.startswith("HINT")} == {"WARNING GP308"}


@pytest.mark.parametrize("guide", TEMPLATES)
def test_a_template_that_is_filled_in_passes_the_check(tmp_path: Path, guide: str) -> None:
    [template] = BOX.findall(GUIDES[guide])
    text = _filled(template)
    assert "not known" not in text
    assert _found(tmp_path, guide, text) == set()


@pytest.mark.parametrize(("english", "french"), PAIRS)
def test_a_translated_template_has_the_same_fields(english: str, french: str) -> None:
    templates = [BOX.findall(GUIDES[one])[0] for one in (english, french)]
    keys, other_keys = (re.findall(r"(?m)^[ -]*\w+:", one) for one in templates)
    assert keys == other_keys
    rows, other_rows = (re.findall(r"(?m)^\| `([^`]+)`", GUIDES[one]) for one in (english, french))
    assert rows == other_rows
