"""Sites as strangers might have made them: their model is data alone, and some faults are planted.

A table names every planted fault: file, line, column, code. The check finds these and no other.
"""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

from goodpractice.diagnostics import Diagnostic
from goodpractice.fixes import Mending
from tests.faults.cases import check, copy_site

HERE = Path(__file__).resolve().parent
CONTENT = "content"
Planted = tuple[str, int, int, str]


def found(diagnostics: tuple[Diagnostic, ...]) -> list[Planted]:
    """What the check says, as the tables have it."""
    return [
        (one.path.removeprefix(f"{CONTENT}/"), one.span.line, one.span.column, one.code)
        for one in diagnostics
    ]


def copied(name: str, to: Path) -> Path:
    """Copy a site to where it may be changed."""
    return copy_site(HERE / name, to / "site")


def faults(root: Path) -> list[Planted]:
    """Check a site."""
    return found(check(root).diagnostics)


def mended(root: Path, *, unsafe: bool = False) -> set[str]:
    """Mend a site; return the files that were written."""
    mending = Mending(root, root / CONTENT, unsafe)
    mending.run(lambda: check(root).diagnostics)
    return {path.removeprefix(f"{CONTENT}/") for path in mending.changed}


def built(root: Path) -> tuple[int, Path]:
    """Build a site; return how that ended, and where it lies."""
    folder = root / "built"
    tool = Path(sys.executable).with_name("goodpractice")
    command: list[str | Path] = [tool, "build", "--site-dir", folder]
    done = subprocess.run(command, cwd=root, capture_output=True, text=True, check=False)
    assert "Traceback" not in done.stdout + done.stderr
    return done.returncode, folder


def pages(folder: Path, collection: str) -> set[str]:
    """The entries of a collection that have a page."""
    return {path.parent.name for path in (folder / collection).glob("*/index.html")}
