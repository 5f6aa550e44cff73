"""History: on which days the files of the content changed, as the repository's log tells.

One run of git for the whole site. What it tells depends on the commit alone: whatever a user's own
settings of git could change is set in `git`, and days are those of UTC.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from functools import lru_cache
from pathlib import Path

from goodpractice import git

# Git reads the list of a folder's files anew for each commit, so its work grows with commits times
# files: measured at 0.07 µs of CPU for each pair. The bound keeps it below two seconds; of a larger
# site the changes that lie further back are not told.
MOST_PAIRS = 20_000_000
_COMMIT = "@"


@dataclass(frozen=True)
class History:
    """The days on which files changed, the last first; none where nobody knows the whole log.

    Attributes:
        days: by path from the site's root; that of a renamed file goes on under its new name.
        added: the day on which a file came, where the log goes back so far.
        known: whether there is a log to ask, with all its commits.
    """

    days: Mapping[str, tuple[date, ...]] = field(default_factory=dict)
    added: Mapping[str, date] = field(default_factory=dict)
    known: bool = False


def history(root: Path, folder: str, files: int) -> History:
    """Return the history of a folder's files; an empty one without git, or in a shallow clone.

    Args:
        root: the folder of the site, in a repository or not.
        folder: the content's, below it.
        files: how many there are.
    """
    told = git.said(root, "rev-parse", "--is-shallow-repository", "HEAD").split()
    if len(told) != 2 or told[0] != "false":
        return History()
    return _history(root, folder, told[1], max(1, MOST_PAIRS // max(1, files)))


@lru_cache(maxsize=1)  # `serve` asks at each build
def _history(root: Path, folder: str, commit: str, most: int) -> History:
    log = git.said(
        root, "log", f"--format={_COMMIT}%ct", "--name-status", "-M", "--relative", "--no-color",
        f"--max-count={most}", commit, "--", folder,
    )  # fmt: skip
    return read_log(log.split("\n"))


def read_log(lines: Iterable[str]) -> History:
    """Read a log from the newest commit to the oldest.

    Args:
        lines: of each commit its time, then its files with their status (git-log, --name-status).
    """
    days: dict[str, dict[date, None]] = {}
    added: dict[str, date] = {}
    today_called: dict[str, str] = {}
    day: date | None = None
    for line in lines:
        if line.startswith(_COMMIT):
            day = git.day(line[len(_COMMIT) :])
        elif line:
            status, *paths = line.split("\t")
            name = today_called.pop(paths[-1], paths[-1])
            if status.startswith("R"):
                today_called[paths[0]] = name
            if day:
                days.setdefault(name, {})[day] = None
            if day and status == "A":
                added[name] = day
    newest_first = {name: tuple(sorted(found, reverse=True)) for name, found in days.items()}
    return History(newest_first, added, known=True)
