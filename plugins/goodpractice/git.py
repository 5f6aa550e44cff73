"""Git: asked in one way, so that it runs nothing that strangers may have put where it looks.

A change can bring a folder that git takes for a bare repository, with settings of its own that name
programs to run (``safe.bareRepository`` in git-config); only one called ``.git`` is a repository
here, and that name cannot be committed.
"""

from __future__ import annotations

import os
from collections.abc import Mapping
from datetime import UTC, date, datetime
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import subprocess

_FIXED = (
    "--no-replace-objects", "--no-optional-locks", "--literal-pathspecs",
    "-c", "safe.bareRepository=explicit", "-c", "core.fsmonitor=false",
    "-c", "core.quotePath=false", "-c", "log.showSignature=false", "-c", "log.showRoot=true",
    "-c", "log.diffMerges=off", "-c", "log.follow=false", "-c", "diff.renameLimit=400",
    "-c", "i18n.logOutputEncoding=UTF-8",
)  # fmt: skip
# A partial clone must not fetch what it lacks in the middle of a build.
_FETCH_NOTHING = {"GIT_NO_LAZY_FETCH": "1", "GIT_ALLOW_PROTOCOL": ""}
# A hook of git's sets them for the folder it runs in, which need not be that of the site.
_OF_HOOKS = ("GIT_DIR", "GIT_WORK_TREE", "GIT_PREFIX")


def run(
    root: Path, *arguments: str, given: bytes = b"", variables: Mapping[str, str] | None = None
) -> subprocess.CompletedProcess[bytes]:
    """Run git in a folder, with neither a shell nor the settings of whoever runs it.

    Raises:
        OSError: there is no git on this machine.
    """
    import subprocess  # only now: few checks ask git

    kept = {name: value for name, value in os.environ.items() if name not in _OF_HOOKS}
    command = ["git", *_FIXED, "-C", str(root), *arguments]
    return subprocess.run(  # noqa: S603 - arguments, not a shell
        command, input=given, capture_output=True, check=False,
        env={**kept, "LC_ALL": "C", **(variables or {})},
    )  # fmt: skip


def said(root: Path, *arguments: str) -> str:
    """Return what git says of what is on this machine, or nothing where it cannot."""
    try:
        done = run(root, *arguments, variables=_FETCH_NOTHING)
    except OSError:
        return ""
    return done.stdout.decode(errors="replace") if done.returncode == 0 else ""


def day(seconds: str) -> date | None:
    """Return the day, in UTC, of a time in seconds since 1970; None where there is none such.

    Whoever makes a commit sets its time, to whatever git's format can hold.
    """
    try:
        return datetime.fromtimestamp(int(seconds), UTC).date()
    except (ValueError, OverflowError, OSError):
        return None
