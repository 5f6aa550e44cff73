"""Measure the check of a made-up site beside reading the same files and parsing their front matter.

python -m benchmarks.check --entries 10000 --runs 3

Each run is a process of its own, in turns. CPU is user and system time of the process and its
children (wait4). The check is without its cache; the last figure is one with it, after one file has
changed.
"""

from __future__ import annotations

import argparse
import os
import sys
import tempfile
from collections.abc import Sequence
from pathlib import Path
from statistics import median

from benchmarks import corpus
from benchmarks.bench import Run, measure

# What the check cannot do without: every file read, its front matter parsed by libyaml.
_PARSE = """\
import pathlib, yaml
for path in pathlib.Path("content").rglob("*.md"):
    text = path.read_bytes().decode()
    yaml.load(text.split("\\n---\\n", 1)[0].removeprefix("---\\n"), yaml.CSafeLoader)
"""
PARSE = (sys.executable, "-c", _PARSE)
CHECK = (sys.executable, "-m", "goodpractice", "check", "--statistics")
COLD = (*CHECK, "--no-cache")
WANTED_RATIO, WANTED_SECONDS = 2.5, 1.0


def change_one(folder: Path) -> None:
    """Add a line to the text of an entry."""
    path = next(iter(sorted((folder / "content" / "case-studies").glob("*.md"))))
    with path.open("a", encoding="utf-8") as file:
        file.write("\nOne more line.\n")


def compare(folder: Path, runs: int) -> tuple[list[Run], list[Run], list[Run]]:
    """Run both several times in turns, and the check after a change of one file."""
    unused = folder.with_name("unused")
    parsed, checked, again = [], [], []
    measure(CHECK, folder, unused)  # makes the cache
    for _ in range(runs):
        parsed.append(measure(PARSE, folder, unused))
        checked.append(measure(COLD, folder, unused))
        change_one(folder)
        again.append(measure(CHECK, folder, unused))
    return parsed, checked, again


def report(
    entries: int, parsed: Sequence[Run], checked: Sequence[Run], again: Sequence[Run]
) -> str:
    """Return the medians in words."""
    parse, check = (median(run.cpu for run in runs) for runs in (parsed, checked))
    return "\n".join(
        [
            f"{entries} entries, median of {len(parsed)} runs",
            f"read and parse     {parse:6.2f} s CPU  {parse / entries * 1e6:6.0f} µs an entry",
            f"check              {check:6.2f} s CPU  {check / entries * 1e6:6.0f} µs an entry",
            f"ratio              {check / parse:6.2f}       wanted: at most {WANTED_RATIO}",
            f"after one change   {median(run.wall for run in again):6.2f} s wall"
            f" wanted: at most {WANTED_SECONDS}",
        ]
    )


def main() -> None:
    """Measure as the command line says."""
    parser = argparse.ArgumentParser(description="Measure the check of a made-up site.")
    parser.add_argument("--entries", type=int, default=1_000)
    parser.add_argument("--runs", type=int, default=3)
    wanted = parser.parse_args()
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name) / "source"
        os.environ["XDG_CACHE_HOME"] = str(Path(name) / "cache")
        corpus.write(folder, wanted.entries, 1)
        print(report(wanted.entries, *compare(folder, wanted.runs)))


if __name__ == "__main__":
    main()
