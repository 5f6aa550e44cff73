"""What the documentation says is there, is there; and the other way round."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import click
import pytest

from goodpractice import cli, model_shape, pipeline
from goodpractice.constraints import CONSTRAINTS
from goodpractice.kinds import KINDS
from goodpractice.model import RESERVED_NAMES
from goodpractice.policy import rules_by_code
from goodpractice.settings import load_settings

GUIDES = ("README.md", "CONTRIBUTING.md", "ARCHITECTURE.md", "SECURITY.md", "docs/*.md")
_CODE = re.compile(r"```.*?```|`[^`\n]*`", re.DOTALL)
_LINK = re.compile(r"\]\((?!https?:|mailto:)([^)#\s]*)(?:#([^)\s]*))?\)")
_COMMAND = re.compile(r"(?:^ *|`)goodpractice +([a-z-][^`#\n]*)", re.MULTILINE)
_BLOCK = re.compile(r"`([^`\n]+)`[^`\n]*:\n\n```\w+\n(.*?)```", re.DOTALL)


def _slugs(text: str) -> set[str]:
    """Return the anchors that GitHub gives to headings."""
    headings = re.findall(r"^#+ (.*)$", text, re.MULTILINE)
    return {re.sub(r"[^\w\- ]", "", one.lower()).replace(" ", "-") for one in headings}


def _lost(root: Path) -> Iterator[str]:
    for path in (path for pattern in GUIDES for path in root.glob(pattern)):
        for file, anchor in _LINK.findall(_CODE.sub("", path.read_text("utf-8"))):
            target = path.parent / file if file else path
            is_lost = not target.exists() or (
                anchor and anchor not in _slugs(target.read_text("utf-8"))
            )
            if is_lost:
                yield f"{path.name}: {file}#{anchor}"


def test_every_link_within_the_documentation_leads_somewhere(root: Path) -> None:
    assert list(_lost(root)) == []


@pytest.fixture(scope="module")
def model_guide(root: Path) -> str:
    return (root / "docs/model.md").read_text("utf-8")


@pytest.mark.parametrize(
    "names",
    [
        model_shape.COLLECTION,
        model_shape.PAGE,
        model_shape.FIELD,
        model_shape.SECTION,
        model_shape.VOCABULARY,
        model_shape.TERM,
        KINDS,
        CONSTRAINTS,
        RESERVED_NAMES,
    ],
)
def test_every_word_of_the_model_is_in_its_guide(model_guide: str, names: list[str]) -> None:
    rows = set(re.findall(r"[\w-]+", model_guide))
    assert sorted(set(names) - rows) == []


def test_every_command_of_the_makefile_that_a_guide_names_is_there(root: Path) -> None:
    targets = set(re.findall(r"^([a-z-]+):", (root / "Makefile").read_text("utf-8"), re.MULTILINE))
    targets |= {"setup", "browser", "lock"}
    for pattern in GUIDES:
        for path in root.glob(pattern):
            code = "\n".join(_CODE.findall(path.read_text("utf-8")))
            named = set(re.findall(r"(?:^|`)make ([a-z-]+)", code, re.MULTILINE))
            assert named - targets == set(), path.name


def _commands(group: click.Group) -> Iterator[click.Command]:
    for one in group.commands.values():
        yield from _commands(one) if isinstance(one, click.Group) else (one,)


def _faults(words: list[str], root: Path) -> Iterator[str]:
    """Yield what a command that people are shown names, and there is not."""
    command: click.Command = cli.main
    while isinstance(command, click.Group) and words and words[0] in command.commands:
        command = command.commands[words.pop(0)]
    options = {name for one in command.params for name in one.opts} | {"--help"}
    known = options | rules_by_code().keys()
    for word in words:
        is_lost = word.startswith("content/") and not (root / word).exists()
        if is_lost or (re.match(r"--|GP\d", word) and word not in known):
            yield word
    if words and isinstance(command, click.Group) and not words[0].startswith("--"):
        yield words[0]


def test_every_command_that_people_are_shown_is_one(root: Path) -> None:
    guides = [path.read_text("utf-8") for one in GUIDES for path in root.glob(one)]
    helps = [one.help or "" for one in (cli.main, *_commands(cli.main))]
    shown = _COMMAND.findall("\n".join(guides + helps))
    assert len(shown) > 40
    found = {one: list(_faults(re.split(r"[\s|\[\]]+", one.strip()), root)) for one in shown}
    assert {one: faults for one, faults in found.items() if faults} == {}


def test_a_command_that_is_none_is_found(root: Path) -> None:
    for words in ("chek", "check --fixx", "explain GP999", "check content/none.md"):
        assert list(_faults(words.split(), root)) == [words.split()[-1]]


def test_the_site_of_the_guide_has_no_fault(root: Path, tmp_path: Path) -> None:
    part = (root / "docs/settings.md").read_text("utf-8").partition("folder of its own\n")[2]
    files = _BLOCK.findall(part.partition("\n## Options")[0])
    for name, text in (one for one in files if one[0].endswith((".yml", ".md"))):
        path = tmp_path / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
    settings, faults = load_settings(tmp_path / "mkdocs.yml")
    checked = pipeline.check(settings)
    assert (faults, checked.diagnostics) == ((), ())
    assert checked.files_read == 3
