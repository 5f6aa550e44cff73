"""Faults of a single file: the file, where it is put, and what the check should say of it.

A case is a file ``<family>/<name>.md`` (or .bin, for bytes that are no text) with
``<name>.expected`` beside it: a line per diagnostic, ``line:column-line:column severity code
message``. A case without that file must be free of diagnostics. What git cannot keep is made in
``made.py``.

After a message has been changed on purpose: ``python -m tests.faults.accept``, then read the diff.
"""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from goodpractice import messages, pipeline
from goodpractice.diagnostics import Diagnostic, Severity
from goodpractice.pipeline import Checked
from goodpractice.settings import load_settings

FAULTS = Path(__file__).resolve().parent
SMALL = FAULTS.parent / "sites" / "small"
REPOSITORY = FAULTS.parents[1]
DAY = date(2026, 1, 31)

# Where the files of a family are put; of the others, among the entries that have every field.
FOLDERS: Mapping[str, str] = {
    "relations": "content/groups",
    "shipped": "content/case-studies",
    "vocabularies": "content/vocabularies",
    "collections": "content/extra",
}
EVERYTHING = "content/everything"
MODEL = ("collections", "vocabularies")


@dataclass(frozen=True)
class Case:
    """One bad file.

    Attributes:
        family: what kind of fault it is.
        place: path of the file from the root of the site.
        write: puts the file at a path.
        expected: file that holds what the check should say.
    """

    family: str
    name: str
    place: str
    write: Callable[[Path], None]
    expected: Path

    @property
    def id(self) -> str:
        return f"{self.family}/{self.name}"

    @property
    def site(self) -> Path:
        return REPOSITORY if self.family == "shipped" else SMALL

    def lines(self) -> list[str]:
        """What the check should say."""
        return self.expected.read_text("utf-8").splitlines() if self.expected.is_file() else []


@dataclass(frozen=True)
class Outcome:
    """What the check said of the bad file, and of all others."""

    checked: Checked
    own: tuple[Diagnostic, ...]
    others: tuple[Diagnostic, ...]

    @property
    def has_error(self) -> bool:
        return any(one.severity is Severity.ERROR for one in self.own)


def kept_cases() -> Iterator[Case]:
    """The cases that are files."""
    for path in sorted(FAULTS.rglob("*")):
        if path.suffix in (".md", ".yml", ".bin") and path.is_file():
            yield _kept(path)


def _kept(path: Path) -> Case:
    family = path.parent.name
    name = f"{path.stem}.md" if path.suffix == ".bin" else path.name
    folder = FOLDERS.get(family, EVERYTHING)
    place = f"{folder}/_collection.yml" if family == "collections" else f"{folder}/{name}"
    return Case(family, path.stem, place, lambda to: _copy(path, to), path.with_suffix(".expected"))


def _copy(path: Path, to: Path) -> None:
    to.parent.mkdir(parents=True, exist_ok=True)
    shutil.copyfile(path, to)


def copy_site(source: Path, to: Path) -> Path:
    """Copy what a site is made of; nothing that was built of it."""
    shutil.copytree(source / "content", to / "content")
    shutil.copyfile(source / "mkdocs.yml", to / "mkdocs.yml")
    return to


def check(root: Path) -> Checked:
    """Check a site, whose settings must be right."""
    settings, faults = load_settings(root / "mkdocs.yml", as_of=DAY)
    assert faults == ()
    return pipeline.check(settings)


def run(case: Case, folder: Path) -> Outcome:
    """Put the bad file of a case into a copy of its site, and check that."""
    root = copy_site(case.site, folder / "site")
    case.write(root / case.place)
    checked = check(root)
    own = tuple(one for one in checked.diagnostics if one.path == case.place)
    others = tuple(one for one in checked.diagnostics if one.path != case.place)
    return Outcome(checked, own, others)


def line(one: Diagnostic) -> str:
    """A diagnostic as the expectations have it."""
    span = one.span
    place = f"{span.line}:{span.column}-{span.end_line}:{span.end_column}"
    return f"{place} {one.severity} {one.code} {messages.text(one.message)}"
