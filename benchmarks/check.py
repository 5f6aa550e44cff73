"""Measure the check of a made-up site beside reading the same files and parsing their front matter.

python -m benchmarks.check --entries 10000 --runs 5

Each run is a process of its own, in turns. CPU is user and system time of the process and its
children (wait4). The check is without its cache; the last figures are of one with it, after one
file has changed. Others may use the machine: each figure is a median with the least and the most,
and a ratio is that of runs beside each other, which meet the same noise. Python keeps its bytecode,
as on every terminal: PYTHONDONTWRITEBYTECODE, which some machines of continuous integration set, is
taken away.
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
    """Return the medians in words, with their spread."""
    ratios = [check.cpu / parse.cpu for parse, check in zip(parsed, checked, strict=True)]
    shares = [check.wall / parse.wall for parse, check in zip(parsed, again, strict=True)]
    return "\n".join(
        [
            f"{entries} entries, medians of {len(parsed)} runs (least–most)",
            f"read and parse     {_cpu(parsed, entries)}",
            f"check              {_cpu(checked, entries)}",
            f"ratio              {_spread(ratios)}  wanted: at most {WANTED_RATIO}",
            f"after one change   {_spread([run.wall for run in again])} s wall"
            f"  wanted: at most {WANTED_SECONDS}",
            f"  to read and parse {_spread(shares)}",
        ]
    )


def _cpu(runs: Sequence[Run], entries: int) -> str:
    seconds = [run.cpu for run in runs]
    return f"{_spread(seconds)} s CPU  {median(seconds) / entries * 1e6:5.0f} µs an entry"


def _spread(figures: Sequence[float]) -> str:
    return f"{median(figures):6.2f} ({min(figures):.2f}–{max(figures):.2f})"


def main() -> None:
    """Measure as the command line says."""
    parser = argparse.ArgumentParser(description="Measure the check of a made-up site.")
    parser.add_argument("--entries", type=int, default=1_000)
    parser.add_argument("--runs", type=int, default=5)
    wanted = parser.parse_args()
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name) / "source"
        os.environ["XDG_CACHE_HOME"] = str(Path(name) / "cache")
        corpus.write(folder, wanted.entries, 1)
        print(report(wanted.entries, *compare(folder, wanted.runs)))


if __name__ == "__main__":
    main()
