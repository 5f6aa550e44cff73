"""Changes: which files a change touches, and the site as it was before, both as git has them.

Names come from git between NUL bytes and never pass through a shell, so that a file may be called
whatever its author likes.
"""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path

from goodpractice import git
from goodpractice.failures import Failure
from goodpractice.rules.rule import N_

_NUL = b"\0"


def _git(
    root: Path, *arguments: str, given: bytes = b"", variables: Mapping[str, str] | None = None
) -> bytes:
    """Run git in a folder and return what it writes.

    Raises:
        Failure: there is no git, or it could not do it.
    """
    try:
        done = git.run(root, *arguments, given=given, variables=variables)
    except OSError as error:
        reason = error.strerror or str(error)
        raise Failure(_NO_GIT, reason=f"git: {reason}") from error
    if done.returncode:
        lines = done.stderr.decode(errors="replace").strip().splitlines()
        raise Failure(_NO_GIT, reason=lines[-1] if lines else f"git {arguments[0]}")
    return done.stdout


_NO_GIT = N_("What has changed cannot be told: {reason}")
_NO_REVISION = N_("There is no revision “{revision}” here.")


def _names(data: bytes) -> list[str]:
    return [os.fsdecode(name) for name in data.split(_NUL) if name]


def prefix(root: Path) -> str:
    """Return the path of a folder within its repository, with a closing slash; else nothing."""
    try:
        return os.fsdecode(_git(root, "rev-parse", "--show-prefix").removesuffix(b"\n"))
    except Failure:
        return ""


def base_of(root: Path, revision: str) -> str:
    """Return the commit where the work that is there now left a revision.

    Args:
        root: a folder of the repository.
        revision: as git understands it, such as ``origin/main``.

    Raises:
        Failure: there is no such revision, or no repository.
    """
    _git(root, "rev-parse", "--git-dir")
    commit = f"{revision}^{{commit}}"
    try:
        found = _git(root, "rev-parse", "--verify", "--quiet", "--end-of-options", commit)
    except Failure as error:
        raise Failure(_NO_REVISION, revision=revision) from error
    name = found.decode().strip()
    try:
        return _git(root, "merge-base", name, "HEAD").decode().strip()
    except Failure:  # nothing in common, or nothing committed yet
        return name


def touched(root: Path, commit: str) -> frozenset[str]:
    """Return the files that are not as a commit has them, by path from `root`; new ones too."""
    options = ("--name-only", "--no-renames", "--no-ext-diff", "--relative", "-z")
    changed = _git(root, "diff", *options, commit, "--", ".")
    new = _git(root, "ls-files", "--others", "--exclude-standard", "-z", "--", ".")
    return frozenset((*_names(changed), *_names(new)))


def names_at(root: Path, commit: str, folder: str) -> frozenset[str]:
    """Return the files that a commit has in a folder, by path from `root`."""
    return frozenset(_names(_git(root, "ls-tree", "-r", "--name-only", "-z", commit, "--", folder)))


@contextmanager
def before(root: Path, commit: str, paths: Iterable[str]) -> Iterator[Path]:
    """Give a folder with files as a commit has them; it is gone afterwards.

    Args:
        root: a folder of the repository.
        commit: the commit.
        paths: files and folders to take, from `root`; what the commit does not have is left out.
    """
    import tempfile  # only now: few checks look back

    inner = prefix(root)
    with tempfile.TemporaryDirectory(prefix="goodpractice-") as folder:
        tree = Path(folder).resolve() / "tree"
        (tree / inner).mkdir(parents=True)
        # An index of its own: nothing of the repository changes, and files are written as its
        # attributes have them (ends of lines, large files kept elsewhere).
        variables = {"GIT_INDEX_FILE": str(Path(folder).resolve() / "index")}
        _git(root, "read-tree", commit, variables=variables)
        listed = _git(root, "ls-files", "-z", "--", *paths, variables=variables)
        to = f"--prefix={tree.as_posix()}/"
        _git(root, "checkout-index", "-z", "--stdin", to, given=listed, variables=variables)
        yield tree / inner
