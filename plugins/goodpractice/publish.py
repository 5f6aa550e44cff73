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
_UNFINISHED = f"{MARKER}.new"
_NOTES = frozenset({MARKER, _UNFINISHED})
_LITTER = frozenset({".DS_Store", "Thumbs.db", "desktop.ini"})  # systems leave it, nobody misses it
_AT_FDCWD = -100
_RENAME_EXCHANGE = 2
_UNSUPPORTED = frozenset({errno.ENOSYS, errno.EINVAL, errno.EXDEV, errno.EOPNOTSUPP, errno.EBUSY})


class RefusedError(Exception):
    """The folder to build into is not one that may be replaced.

    Attributes:
        reason: ``content``, ``root``, ``file``, ``foreign`` or ``unwritable``.
        path: the folder, or what in it would be lost.
        detail: what the system says of it.
    """

    def __init__(self, reason: str, path: Path, detail: str = "") -> None:
        super().__init__(f"{reason}: {path}")
        self.reason = reason
        self.path = path
        self.detail = detail


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
    _refuse_place(site, root.resolve(), content.resolve())
    new, old = _sibling(site, "new"), _sibling(site, "old")
    with _made(site.parent), _lock(site.parent):
        _recover(site, old)
        for folder in (site, old):
            _refuse_foreign(folder)
        _refuse_stranger(new)
        _remove(new)
        _begin(new)
        try:
            yield new
            mark(new)
            _exchange(new, site, old)
        finally:
            _remove(new)
            _remove(old)


def _sibling(site: Path, kind: str) -> Path:
    return site.with_name(f".{site.name}.{kind}")


@contextmanager
def _made(folder: Path) -> Iterator[None]:
    """Make a folder and those above it, where they are missing; take them away if that is all."""
    missing = [one for one in (folder, *folder.parents) if not os.path.lexists(one)]
    try:
        with _writable(folder):
            folder.mkdir(parents=True, exist_ok=True)
        yield
    finally:
        for one in missing:
            with suppress(OSError):
                one.rmdir()


@contextmanager
def _writable(folder: Path) -> Iterator[None]:
    """Turn the system's refusal to write into ours."""
    try:
        yield
    except OSError as error:
        raise RefusedError("unwritable", folder, error.strerror or "") from error


def _begin(new: Path) -> None:
    """Make the folder to build in, with a note that tells whose it is if the build is killed."""
    with _writable(new.parent):
        new.mkdir()
        mark(new)


def _remove(folder: Path) -> None:
    """Remove a folder of ours, last of all the note that tells whose it is."""
    if not folder.is_dir() or folder.is_symlink():
        return
    for one in folder.iterdir():
        if one.is_dir() and not one.is_symlink():
            shutil.rmtree(one)
        elif one.name != MARKER:
            one.unlink()
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
    if not os.path.lexists(site) and _listed(old) is not None:
        old.rename(site)


def _refuse_place(site: Path, root: Path, content: Path) -> None:
    """Raise RefusedError for a place where no site can be."""
    for kept, reason in ((content, "content"), (root, "root")):
        if kept.is_relative_to(site) or (kept is content and site.is_relative_to(kept)):
            raise RefusedError(reason, site)
    if os.path.lexists(site) and not site.is_dir():
        raise RefusedError("file", site)


def _refuse_foreign(folder: Path) -> None:
    """Raise RefusedError for a folder with a file that no build has put there."""
    if os.path.lexists(folder) and (folder.is_symlink() or not folder.is_dir()):
        raise RefusedError("foreign", folder)
    ours = (_listed(folder) or frozenset()) | _NOTES
    found = (name for name in _names(folder) if name not in ours)
    foreign = min((one for one in found if Path(one).name not in _LITTER), default=None)
    if foreign is not None:
        raise RefusedError("foreign", folder / foreign)


def _refuse_stranger(new: Path) -> None:
    """Raise RefusedError for what stands in the place to build in, unless a killed build left it.

    What that has made is not listed yet.
    """
    if _listed(new) is None:
        _refuse_foreign(new)


def _names(folder: Path) -> Iterator[str]:
    """Yield the path of each file below a folder, links not followed; of no folder, nothing."""
    waiting = [""]
    while waiting:
        inner = waiting.pop()
        with suppress(FileNotFoundError), os.scandir(folder / inner) as found:
            for one in found:
                if one.is_dir(follow_symlinks=False):
                    waiting.append(f"{inner}{one.name}/")
                else:
                    yield f"{inner}{one.name}"


def _listed(folder: Path) -> frozenset[str] | None:
    """Return the files that a build has put into a folder, or None where it made no such note."""
    try:
        first, *names = os.fsdecode((folder / MARKER).read_bytes()).split("\n")
    except OSError:
        return None
    return frozenset({MARKER, *names}) if first == _MARKER_LINE else None


def mark(folder: Path) -> None:
    """Leave a note of what a build has made, so that the next one may replace just that.

    The file's name tells GitHub Pages to serve the folder as it is.
    """
    names = sorted({*_names(folder)} - _NOTES)
    unfinished = folder / _UNFINISHED
    unfinished.write_bytes(os.fsencode("\n".join([_MARKER_LINE, *names, ""])))
    unfinished.replace(folder / MARKER)


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
