"""Examples of the rules: whole files that a rule objects to, and the same as they should be.

``<CODE>/bad.md`` and ``good.md`` are put into ``site`` as a note; ``<CODE>/bad/`` and ``good/`` are
laid over it where one file is not enough. ``<CODE>/expected`` holds what the check says of the bad
one: a line per diagnostic, with a mark where it brings a fix. What git cannot keep is made here.

After a message has been changed on purpose: ``python -m tests.rules.accept``, then read the diff.
"""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from random import Random

from PIL import Image

from goodpractice import messages, pipeline, rules
from goodpractice.diagnostics import Diagnostic
from goodpractice.rules.rule import Rule
from goodpractice.settings import load_settings

HERE = Path(__file__).resolve().parent
SITE = HERE / "site"
NOTE = "content/notes/case.md"
DAY = date(2026, 1, 31)
SAFE, UNSAFE = "[fix]", "[fix if asked]"


def too_large(root: Path) -> None:
    """Write a text with a picture inside it."""
    good = (HERE / "GP101" / "good.md").read_text("utf-8")
    scan = "![A scan](data:image/png;base64,iVBORw0KGgo" + "A" * 1_100_000 + ")"
    (root / NOTE).write_text(good.replace("![A scan](photo.jpg)", scan), "utf-8")


def long_front_matter(root: Path) -> None:
    """Write an entry whose whole story stands in its front matter."""
    good = (HERE / "GP107" / "good.md").read_text("utf-8")
    story = "The story begins in a small school. " * 2_000
    (root / NOTE).write_text(good.replace("reason: See below.", f"reason: {story}"), "utf-8")


def link(root: Path) -> None:
    """Make a symbolic link."""
    (root / "content/notes/report.md").symlink_to("../../mkdocs.yml")


def locked(root: Path) -> None:
    """Write a file that the test lets nobody read."""
    shutil.copyfile(HERE / "GP123/good/content/notes/open.md", root / "content/notes/locked.md")


def large_picture(root: Path) -> None:
    """Draw noise, which cannot be made smaller."""
    good = (HERE / "GP503/good/content/notes/case.md").read_text("utf-8")
    (root / NOTE).write_text(good.replace("photo.jpg", "large.png"), "utf-8")
    pixels = Random(1).randbytes(2400 * 800 * 3)  # noqa: S311 - the same noise each time
    noise = Image.frombytes("RGB", (2400, 800), pixels)
    noise.save(root / "content/notes/large.png")


MADE: Mapping[str, Callable[[Path], None]] = {
    "GP101": too_large,
    "GP107": long_front_matter,
    "GP122": link,
    "GP123": locked,
    "GP503": large_picture,
}


@dataclass(frozen=True)
class Outcome:
    """A site with an example, and what the check said of it."""

    root: Path
    diagnostics: tuple[Diagnostic, ...]

    @property
    def lines(self) -> list[str]:
        return [line(one) for one in self.diagnostics]

    def texts(self) -> str:
        """Everything that a reader of the files may see: paths, targets of links, texts."""
        return "\n".join(self._seen())

    def _seen(self) -> Iterator[str]:
        paths = sorted(path for path in self.root.rglob("*") if not path.is_dir())
        for path in paths:
            target = f" -> {path.readlink()}" if path.is_symlink() else ""
            yield path.relative_to(self.root).as_posix() + target
        for path in paths:
            with path.open("rb") as file:
                yield file.read().decode("utf-8", "replace")


def line(one: Diagnostic) -> str:
    """A diagnostic as the expectations have it."""
    span = one.span
    place = f"{one.path}:{span.line}:{span.column}-{span.end_line}:{span.end_column}"
    return f"{place} {one.severity} {one.code} {messages.text(one.message)}{_mark(one)}"


def _mark(one: Diagnostic) -> str:
    """Say whether a diagnostic brings a fix, and whether that has to be asked for."""
    if one.fix is None:
        return ""
    return f" {SAFE}" if one.fix.safe else f" {UNSAFE}"


def expected(rule: Rule) -> list[str]:
    """What the check should say of a rule's bad example."""
    return (HERE / rule.code / "expected").read_text("utf-8").splitlines()


def check(root: Path) -> Outcome:
    """Check a site and its settings."""
    settings, faults = load_settings(root / "mkdocs.yml", as_of=DAY)
    return Outcome(root, (*faults, *pipeline.check(settings).diagnostics))


def lay(rule: Rule, which: str, folder: Path) -> Path:
    """Copy the site and lay an example over it; return its root."""
    root = folder / which
    shutil.copytree(SITE, root)
    source = HERE / rule.code
    if which == "bad" and rule.code in MADE:
        MADE[rule.code](root)
    elif (source / which).is_dir():
        shutil.copytree(source / which, root, dirs_exist_ok=True)
    else:
        shutil.copyfile(source / f"{which}.md", root / NOTE)
    return root


# Said by the command line of a file of its own: tests/unit/test_check_options.py.
OF_THE_COMMAND = frozenset({"mended-fault"})


def all_rules() -> tuple[Rule, ...]:
    """Every rule that looks at a site, in order of code."""
    return tuple(one for name, one in rules.catalogue().items() if name not in OF_THE_COMMAND)
