"""Take a pull request's content as data, and tell whether it changes the rules.

`python -m tools.proposal PROPOSED TRUSTED` puts the content of the checkout PROPOSED in place of
the content of the checkout TRUSTED, whose tool then checks and builds it. It prints, as Markdown,
what was refused and which changes are to the rules. Nothing of PROPOSED is ever run.
"""

from __future__ import annotations

import re
import shutil
import stat
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path, PurePosixPath

CONTENT = "content"

# Content that says what other content may be, and what contributors are told: a reviewer who
# looks after the rules reads these. Everything outside content/ is such a change too.
RULES = ("vocabularies", "guides")
MODEL = "_collection.yml"
MAX_DEPTH = 12  # folders in each other; a deeper one is refused whole


def is_rule(path: str) -> bool:
    """Say whether a file, by its path in the repository, is part of the rules."""
    top, _, rest = path.partition("/")
    if top != CONTENT or not rest:
        return True
    inside = PurePosixPath(rest)
    return inside.name == MODEL or inside.parts[0] in RULES


def regular_files(folder: Path) -> Iterator[tuple[Path, bool]]:
    """Walk a folder without following links; say of each file whether it is a regular one."""
    waiting = [(folder, 0)]
    while waiting:
        path, depth = waiting.pop()
        mode = path.lstat().st_mode
        if stat.S_ISDIR(mode) and depth <= MAX_DEPTH:
            waiting.extend((one, depth + 1) for one in sorted(path.iterdir(), reverse=True))
        else:
            yield path, stat.S_ISREG(mode) and path != folder


def take_content(proposed: Path, trusted: Path) -> list[str]:
    """Replace the content of one checkout by another's.

    Args:
        proposed: the checkout to take from.
        trusted: the checkout to put the content into.

    Returns:
        the paths that were refused, because they are links or special files.
    """
    refused = []
    shutil.rmtree(trusted / CONTENT)
    for path, regular in regular_files(proposed / CONTENT):
        name = path.relative_to(proposed)
        if regular:
            (trusted / name).parent.mkdir(parents=True, exist_ok=True)
            shutil.copyfile(path, trusted / name, follow_symlinks=False)
        else:
            refused.append(name.as_posix())
    return refused


def changed_paths(proposed: Path) -> list[str]:
    """List what a merge commit changes against the branch it is to join."""
    command = ["git", "diff", "--name-only", "--no-renames", "-z", "HEAD^1", "HEAD"]
    found = subprocess.run(command, cwd=proposed, check=True, capture_output=True)
    return [name for name in found.stdout.decode("utf-8", "replace").split("\0") if name]


def quoted(path: str) -> str:
    """Show a path that a stranger chose: nothing in it may act as Markdown or as a command."""
    return "`" + re.sub(r"[^\w./ -]", "?", path, flags=re.ASCII) + "`"


def report(title: str, paths: list[str]) -> str:
    """Make a Markdown list under a heading, or nothing where there is nothing to list."""
    if not paths:
        return ""
    return "\n".join([f"### {title}", "", *(f"- {quoted(path)}" for path in paths), ""])


def main(proposed: Path, trusted: Path) -> int:
    """Take the content and print the report.

    Returns:
        1 where something was refused, else 0.
    """
    refused = take_content(proposed, trusted)
    rules = [path for path in changed_paths(proposed) if is_rule(path)]
    print(report("Changes the rules", rules), end="")
    print(report("Refused: not a regular file", refused), end="")
    return int(bool(refused))


if __name__ == "__main__":
    sys.exit(main(Path(sys.argv[1]), Path(sys.argv[2])))
