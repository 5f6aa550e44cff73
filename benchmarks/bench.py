"""Measure builds of a made-up site: ours, and plain MkDocs with Material on the same Markdown.

python -m benchmarks.bench --entries 1000 --runs 3 --save

Every build runs in a process of its own, into an empty folder, in turns, so that what else goes on
meets all alike. CPU is user and system time of the process and its children, memory the peak of
the largest of them (wait4).
"""

from __future__ import annotations

import argparse
import os
import platform
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from importlib.metadata import version
from pathlib import Path
from statistics import median

from benchmarks import corpus

RESULTS = Path(__file__).parent / "results"
PACKAGES = ("goodpractice", "mkdocs", "mkdocs-material", "comrak", "nh3", "pagefind")
MIB = 1 << 20

# The same theme and Markdown, and no search on either side. As it comes, MkDocs names every page in
# the navigation of every page, so that time and size grow with the square of the site; the second
# file keeps the entries out of it, which is the least that MkDocs and Material can take.
PLAIN_CONFIG = """\
site_name: Good Practice Library
site_url: https://example.org/good-practice/
docs_dir: content
theme:
  name: material
  palette:
    - media: "(prefers-color-scheme: light)"
      scheme: default
      toggle: {icon: material/weather-night, name: Switch to dark}
    - media: "(prefers-color-scheme: dark)"
      scheme: slate
      toggle: {icon: material/weather-sunny, name: Switch to light}
plugins: []
"""
PLAIN_FILE = "plain.yml"
LEAN_CONFIG = f"{PLAIN_CONFIG}nav:\n  - index.md\n"
LEAN_FILE = "lean.yml"


def _ours(*arguments: str) -> list[str]:
    return [sys.executable, "-c", "from goodpractice.cli import main; main()", *arguments]


def _plain(config: str) -> list[str]:
    return [sys.executable, "-m", "mkdocs", "build", "-q", "-f", config, "-d", "{site}"]


# What is built into {site}, by name in the order of the table.
OURS, INDEXED, CHECKED, PLAIN, LEAN = (
    "goodpractice build, without the text index",
    "goodpractice build",
    "goodpractice check",
    "MkDocs + Material",
    "MkDocs + Material, entries out of the navigation",
)
COMMANDS: Mapping[str, Sequence[str]] = {
    OURS: [sys.executable, "-m", "benchmarks.without_index", "build", "--site-dir", "{site}"],
    INDEXED: _ours("build", "--site-dir", "{site}"),
    CHECKED: _ours("check", "--no-cache", "--format", "json"),
    PLAIN: _plain(PLAIN_FILE),
    LEAN: _plain(LEAN_FILE),
}


@dataclass(frozen=True)
class Run:
    """What one build took, and what it made."""

    cpu: float
    wall: float
    memory: float
    pages: int
    size: int


@dataclass(frozen=True)
class Result:
    """The runs of one command."""

    name: str
    runs: tuple[Run, ...]

    @property
    def cpu(self) -> float:
        """Return the median of the CPU seconds."""
        return median(run.cpu for run in self.runs)

    def row(self, entries: int) -> str:
        """Return the result as a row of the table."""
        last = self.runs[-1]
        spread = f"{min(run.cpu for run in self.runs):.2f}–{max(run.cpu for run in self.runs):.2f}"
        cells = (
            self.name,
            f"{self.cpu:.2f}",
            spread,
            f"{median(run.wall for run in self.runs):.2f}",
            f"{self.cpu * 1000 / entries:.2f}",
            f"{max(run.memory for run in self.runs):.0f}",
            str(last.pages) if last.pages else "–",
            f"{last.size / MIB:.1f}" if last.size else "–",
        )
        return f"| {' | '.join(cells)} |"


def measure(command: Sequence[str], folder: Path, site: Path) -> Run:
    """Run a command in a folder and return what it took.

    Raises:
        SystemExit: the command failed.
    """
    shutil.rmtree(site, ignore_errors=True)
    arguments = [part.format(site=site) for part in command]
    start = time.perf_counter()
    with tempfile.TemporaryFile() as output:
        process = subprocess.Popen(
            arguments, cwd=folder, env=_environment(), stdout=output, stderr=subprocess.STDOUT
        )
        _, status, used = os.wait4(process.pid, 0)
        wall = time.perf_counter() - start
        process.returncode = os.waitstatus_to_exitcode(status)
        if process.returncode:
            output.seek(0)
            raise SystemExit(f"{' '.join(arguments)} failed:\n{output.read().decode()[-3000:]}")
    sizes = [path.stat().st_size for path in site.rglob("*") if path.is_file()]
    pages = sum(1 for _ in site.rglob("index.html"))
    return Run(used.ru_utime + used.ru_stime, wall, used.ru_maxrss / 1024, pages, sum(sizes))


def _environment() -> dict[str, str]:
    """Return the environment of people's terminals: Python keeps its bytecode."""
    root = os.pathsep.join([str(corpus.REPOSITORY), os.environ.get("PYTHONPATH", "")])
    own = {"PYTHONPATH": root, "NO_MKDOCS_2_WARNING": "1", "LC_ALL": "C.UTF-8"}
    return {k: v for k, v in os.environ.items() if k != "PYTHONDONTWRITEBYTECODE"} | own


def compare(folder: Path, runs: int, names: Sequence[str]) -> list[Result]:
    """Run each command several times in turns and return what they took."""
    found: dict[str, list[Run]] = {name: [] for name in names}
    for number in range(runs):
        for name in names:
            print(f"run {number + 1} of {runs}: {name}", file=sys.stderr)
            found[name].append(measure(COMMANDS[name], folder, folder.with_name("site")))
    return [Result(name, tuple(taken)) for name, taken in found.items()]


def report(results: Sequence[Result], entries: int, runs: int) -> Iterator[str]:
    """Yield the lines of a report in Markdown."""
    yield f"# Build of {entries:,} entries"
    yield ""
    yield f"Medians of {runs} runs in turns, each in a process of its own, into an empty folder."
    yield ""
    yield "| | CPU s | least–most | wall s | CPU ms an entry | peak MiB | pages | output MiB |"
    yield "|---|---|---|---|---|---|---|---|"
    for result in results:
        yield result.row(entries)
    yield ""
    by_name = {result.name: result for result in results}
    for peer in (PLAIN, LEAN):
        if OURS in by_name and peer in by_name:
            share = by_name[OURS].cpu / by_name[peer].cpu
            yield f"{OURS} takes {share:.2f} of the CPU of {peer}."
            yield ""
    yield from machine()


def machine() -> Iterator[str]:
    """Yield what was measured, and on which machine."""
    versions = ", ".join(f"{name} {version(name)}" for name in PACKAGES)
    yield f"Versions: Python {platform.python_version()}, {versions}; code {_commit()}."
    yield f"Machine: {os.cpu_count()} cores, {_processor()}, {platform.system()}."


def _processor() -> str:
    try:
        lines = Path("/proc/cpuinfo").read_text(encoding="utf-8").splitlines()
    except OSError:
        return platform.processor()
    names = (line.partition(":")[2].strip() for line in lines if line.startswith("model name"))
    return next(names, platform.machine())


def _commit() -> str:
    command = ["git", "describe", "--always", "--dirty"]
    done = subprocess.run(
        command, cwd=corpus.REPOSITORY, capture_output=True, text=True, check=False
    )
    return done.stdout.strip() or "unknown"


def main() -> None:
    """Measure as the command line says."""
    parser = argparse.ArgumentParser(description="Measure builds of a made-up site.")
    parser.add_argument("--entries", type=int, default=1_000)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--runs", type=int, default=3)
    parser.add_argument("--only", action="append", choices=list(COMMANDS), metavar="NAME")
    parser.add_argument("--save", action="store_true", help="Keep the report in results/.")
    wanted = parser.parse_args()
    with tempfile.TemporaryDirectory(prefix="bench_") as space:
        folder = Path(space, "source")
        corpus.write(folder, wanted.entries, wanted.seed)
        (folder / PLAIN_FILE).write_text(PLAIN_CONFIG, encoding="utf-8")
        (folder / LEAN_FILE).write_text(LEAN_CONFIG, encoding="utf-8")
        results = compare(folder, wanted.runs, wanted.only or list(COMMANDS))
    text = "\n".join((*report(results, wanted.entries, wanted.runs), ""))
    print(text)
    if wanted.save:
        save(text, str(wanted.entries))


def save(text: str, name: str) -> None:
    """Keep a report under today's date."""
    RESULTS.mkdir(exist_ok=True)
    day = datetime.now(UTC).date().isoformat()
    path = RESULTS / f"{day}-{name}.md"
    path.write_text(text, encoding="utf-8")


if __name__ == "__main__":
    main()
