"""Publishing: a site is built beside the old one and exchanged with it in one step.

Whoever is interrupted, whenever, leaves the old site or the new one, never half of one.
"""

from __future__ import annotations

import ctypes
import errno
import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from functools import cache
from pathlib import Path

MARKER = ".nojekyll"
_MARKER_LINE = "Made by goodpractice: each build replaces this folder. It holds:"
_AT_FDCWD = -100
_RENAME_EXCHANGE = 2
_UNSUPPORTED = frozenset({errno.ENOSYS, errno.EINVAL, errno.EXDEV, errno.EOPNOTSUPP, errno.EBUSY})


class RefusedError(Exception):
    """The folder to build into is not one that may be replaced.

    Attributes:
        reason: ``content``, ``root``, ``file`` or ``foreign``.
        path: the folder, or what in it would be lost.
    """

    def __init__(self, reason: str, path: Path) -> None:
        super().__init__(f"{reason}: {path}")
        self.reason = reason
        self.path = path


@contextmanager
def beside(site_dir: Path, root: Path, content: Path) -> Iterator[Path]:
    """Give an empty folder to build in; exchange it with the site when the block ends well.

    Args:
        site_dir: the folder of the site.
        root: the folder of `mkdocs.yml`, which is never replaced.
        content: the content folder, which is never replaced.

    Raises:
        RefusedError: `site_dir` is not a folder that may be replaced.
    """
    site = Path(os.path.realpath(site_dir))
    site.parent.mkdir(parents=True, exist_ok=True)
    new, old = _sibling(site, "new"), _sibling(site, "old")
    with _lock(site.parent):
        _recover(site, old)
        _refuse_foreign(site, root.resolve(), content.resolve())
        _remove(new)
        new.mkdir()
        try:
            yield new
            _exchange(new, site, old)
        finally:
            _remove(new)
            _remove(old)


def _sibling(site: Path, kind: str) -> Path:
    return site.with_name(f".{site.name}.{kind}")


def _remove(folder: Path) -> None:
    if folder.is_dir():
        shutil.rmtree(folder)


@contextmanager
def _lock(folder: Path) -> Iterator[None]:
    """Wait until no other build works in a folder.

    The lock is handed down to the processes that a build starts, and ends with the last of them:
    what a killed build has started may still be writing.
    """
    try:
        import fcntl
    except ImportError:  # Windows has other locks; there two builds at once are not kept apart
        yield
        return
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.set_inheritable(handle, True)
        fcntl.flock(handle, fcntl.LOCK_EX)
        yield
    finally:
        os.close(handle)


def _recover(site: Path, old: Path) -> None:
    """Put the old site back that a build killed between two renames has left aside."""
    if old.is_dir() and not site.exists():
        old.rename(site)


def _refuse_foreign(site: Path, root: Path, content: Path) -> None:
    """Raise RefusedError for a folder in which somebody else's files would be lost."""
    for kept, reason in ((content, "content"), (root, "root")):
        if kept.is_relative_to(site) or (kept is content and site.is_relative_to(kept)):
            raise RefusedError(reason, site)
    if site.exists() and not site.is_dir():
        raise RefusedError("file", site)
    present = _names(site) if site.is_dir() else set()
    foreign = sorted(present - _ours(site))
    if foreign:
        raise RefusedError("foreign", site / foreign[0])


def _names(folder: Path) -> set[str]:
    return {path.name for path in folder.iterdir()}


def _ours(site: Path) -> set[str]:
    """Return the names that an earlier build has put into a folder."""
    try:
        first, *names = (site / MARKER).read_text(encoding="utf-8").splitlines()
    except (OSError, ValueError):
        return set()
    return {MARKER, *names} if first == _MARKER_LINE else set()


def mark(folder: Path) -> None:
    """Leave a note of what a build has made, so that the next one may replace it.

    The file's name tells GitHub Pages to serve the folder as it is.
    """
    names = sorted(_names(folder) - {MARKER})
    (folder / MARKER).write_text("\n".join([_MARKER_LINE, *names, ""]), encoding="utf-8")


def _exchange(new: Path, site: Path, old: Path) -> None:
    """Put the new site where the old one was."""
    if not site.exists():
        new.rename(site)
    elif not _exchange_in_one_step(new, site):
        _remove(old)
        site.rename(old)
        new.rename(site)


def _exchange_in_one_step(one: Path, other: Path) -> bool:
    """Exchange two folders as Linux can (renameat2); return False where that cannot be done."""
    rename = _renameat2()
    if rename is None:
        return False
    one_name, other_name = os.fsencode(one), os.fsencode(other)
    if rename(_AT_FDCWD, one_name, _AT_FDCWD, other_name, _RENAME_EXCHANGE) == 0:
        return True
    number = ctypes.get_errno()
    if number in _UNSUPPORTED:
        return False
    raise OSError(number, os.strerror(number), str(other))


@cache
def _renameat2() -> ctypes._NamedFuncPointer | None:
    with suppress(OSError, TypeError, AttributeError):
        function = ctypes.CDLL(None, use_errno=True).renameat2
        function.argtypes = [
            *(ctypes.c_int, ctypes.c_char_p, ctypes.c_int, ctypes.c_char_p, ctypes.c_uint)
        ]
        return function
    return None
