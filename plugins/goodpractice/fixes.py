"""Fixes: edits made in texts, and files written so that each is the old one or the new one.

An edit replaces the range that it names and nothing else: comments, order and quotation marks
around it stay as their author wrote them.
"""

from __future__ import annotations

import os
import re
import shutil
import stat
import tempfile
from bisect import bisect_left, insort
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from difflib import unified_diff
from pathlib import Path
from typing import NamedTuple

from goodpractice import pictures
from goodpractice.diagnostics import IN_ORDER, Diagnostic, Edit, Fix, Phrase, Reencode
from goodpractice.documents import read_data_file, read_document
from goodpractice.pictures import ENDINGS as PICTURE_ENDINGS

# What one round leaves, because two fixes overlap or one makes way for another, the next mends.
MAX_ROUNDS = 10
_BOM = "\ufeff"
_LINE = re.compile(r"[^\n]*\n|[^\n]+")
_NO_END = "\n\\ No newline at end of file\n"


# Texts ------------------------------------------------------------------------------------------


class _Range(NamedTuple):
    start: tuple[int, int]
    end: tuple[int, int]


def _range(edit: Edit) -> _Range:
    line, column, end_line, end_column = edit.span
    return _Range((line, column), max((line, column), (end_line, end_column)))


def _overlap(one: _Range, other: _Range) -> bool:
    return one.start == other.start or (one.start < other.end and other.start < one.end)


def apply_edits(text: str, edits: Iterable[Edit]) -> str:
    """Return a text with edits made; of two that overlap, the first by place.

    Args:
        text: the text of one file, without a byte order mark.
        edits: of that file; the lines of their texts end as those of the file do.
    """
    ordered = sorted(set(edits), key=lambda edit: (_range(edit), edit.text))
    fixes = (Fix(True, Phrase(""), (edit,)) for edit in ordered)
    made = [edit for fix in choose(fixes) for edit in fix.edits if isinstance(edit, Edit)]
    return _spliced(text, made)


def _spliced(text: str, edits: Iterable[Edit]) -> str:
    """Return a text with edits made that do not overlap."""
    starts = _line_starts(text)
    newline = "\r\n" if "\r\n" in text[: starts[1] if len(starts) > 1 else 0] else "\n"
    parts, at = [], 0
    for start, end, new in sorted(
        (_offset(edit.span[:2], starts), _offset(edit.span[2:], starts), edit.text)
        for edit in edits
    ):
        parts += [text[at:start], new.replace("\n", newline)]
        at = max(start, end)
    return "".join([*parts, text[at:]])


def _line_starts(text: str) -> list[int]:
    starts, at = [0], text.find("\n")
    while at >= 0:
        starts.append(at + 1)
        at = text.find("\n", at + 1)
    return [*starts, len(text) + 1]


def _offset(place: tuple[int, ...], starts: list[int]) -> int:
    """Return where a place is in a text; one that lies outside is brought to the nearest end."""
    line = min(place[0], len(starts) - 1)
    return min(starts[line - 1] + place[1] - 1, starts[line] - 1)


def choose(fixes: Iterable[Fix]) -> list[Fix]:
    """Return the fixes that can be made together: of those that overlap, the first."""
    taken: dict[str, list[_Range]] = defaultdict(list)
    chosen = []
    for fix in fixes:
        ranges = [(edit.path, _range(edit)) for edit in fix.edits if isinstance(edit, Edit)]
        if any(_is_taken(one, taken[path]) for path, one in ranges):
            continue
        for path, one in ranges:
            insort(taken[path], one)
        chosen.append(fix)
    return chosen


def _is_taken(one: _Range, taken: list[_Range]) -> bool:
    place = bisect_left(taken, one)
    return any(_overlap(one, other) for other in taken[max(place - 1, 0) : place + 1])


def mended(texts: Mapping[str, str], fixes: Iterable[Fix]) -> tuple[dict[str, str], list[Fix]]:
    """Return the texts that fixes change, and the fixes that were made.

    A fix after which a file could not be read any more is not made, whatever it promises.

    Args:
        texts: the texts of all files that the fixes edit, by path.
        fixes: in order of preference.
    """
    chosen = choose(fixes)
    while True:
        edits: dict[str, list[Edit]] = defaultdict(list)
        for edit in (edit for fix in chosen for edit in fix.edits if isinstance(edit, Edit)):
            edits[edit.path].append(edit)
        changed = {path: _spliced(texts[path], of_path) for path, of_path in edits.items()}
        spoilt = {path for path, text in changed.items() if _is_spoilt(path, texts[path], text)}
        if not spoilt:
            return changed, chosen
        chosen = [fix for fix in chosen if not spoilt & _paths(fix)]


def _paths(fix: Fix) -> set[str]:
    return {edit.path for edit in fix.edits}


def _is_spoilt(path: str, before: str, after: str) -> bool:
    return _is_readable(path, before) and not _is_readable(path, after)


def _is_readable(path: str, text: str) -> bool:
    read = read_document if path.endswith(".md") else read_data_file
    return read(path, text.encode("utf-8", "surrogatepass")).readable


# Files ------------------------------------------------------------------------------------------


@dataclass
class Mending:
    """Mends the files of a content folder.

    Attributes:
        root: folder that paths are relative to.
        content: folder within it; nothing outside is written.
        unsafe: whether to make fixes that are only likely to be right, too.
        made: how many fixes were made.
        changed: paths that were written.
    """

    root: Path
    content: Path
    unsafe: bool = False
    made: int = 0
    changed: set[str] = field(default_factory=set)
    _pictures: set[str] = field(default_factory=set)

    def run(self, find: Callable[[], Iterable[Diagnostic]]) -> None:
        """Mend what can be mended, in as many rounds as it takes.

        Args:
            find: checks the files as they are now; the last time after the last change.

        Raises:
            OSError: a file could not be written; it is as it was.
        """
        for _ in range(MAX_ROUNDS):
            made = self._round(self._wanted(find()))
            self.made += made
            if not made:
                return
        find()

    def _wanted(self, diagnostics: Iterable[Diagnostic]) -> Iterator[Fix]:
        ordered = sorted(diagnostics, key=IN_ORDER)
        return (one.fix for one in ordered if one.fix and (one.fix.safe or self.unsafe))

    def _round(self, wanted: Iterable[Fix]) -> int:
        """Make the fixes that can be made together; return how many changed something."""
        fixes = list({fix.edits: fix for fix in wanted}.values())
        texts = dict(self._texts({path for fix in fixes for path in _paths(fix)}))
        possible = [fix for fix in fixes if all(self._is_possible(e, texts) for e in fix.edits)]
        changed, chosen = mended(texts, possible)
        anew = {edit.path for fix in chosen for edit in fix.edits if isinstance(edit, Reencode)}
        written = {path for path in changed.keys() | anew if self._renew(path, changed, anew)}
        self.changed |= written
        return sum(bool(_paths(fix) & written) for fix in chosen)

    def _texts(self, paths: Iterable[str]) -> Iterator[tuple[str, str]]:
        for path in paths:
            if not _is_picture(path) and self._is_ours(path):
                with suppress(UnicodeDecodeError):
                    yield path, (self.root / path).read_bytes().decode().removeprefix(_BOM)

    def _is_possible(self, edit: Edit | Reencode, texts: Mapping[str, str]) -> bool:
        if isinstance(edit, Edit) or not _is_picture(edit.path):
            return edit.path in texts
        return edit.path not in self._pictures and self._is_ours(edit.path)

    def _is_ours(self, path: str) -> bool:
        """Return whether a path is that of a regular file within the content folder."""
        file = self.root / path
        try:
            regular = stat.S_ISREG(file.lstat().st_mode)
        except OSError:
            return False
        return regular and file.resolve().is_relative_to(self.content.resolve())

    def _renew(self, path: str, changed: Mapping[str, str], anew: set[str]) -> bool:
        """Write a file as it should be; return whether that is different from what it was."""
        file = self.root / path
        old = file.read_bytes()
        if _is_picture(path):
            self._pictures.add(path)
            new = _published(file) or old
        else:
            text = changed.get(path, old.decode().removeprefix(_BOM))
            marked = old.startswith(_BOM.encode()) and path not in anew
            new = f"{_BOM if marked else ''}{text}".encode()
        if new != old:
            replace_file(file, new)
        return new != old


def _is_picture(path: str) -> bool:
    return Path(path).suffix.lower() in PICTURE_ENDINGS


def _published(file: Path) -> bytes | None:
    """Return a picture as it is published, or None where it is damaged."""
    return None if pictures.fault(file) else pictures.published(file)


def replace_file(path: Path, data: bytes) -> None:
    """Write a file in one step: whoever reads it, and whatever happens, finds old or new.

    Raises:
        OSError: it could not be written, and is as it was.
    """
    handle, name = tempfile.mkstemp(prefix=".", suffix=".tmp", dir=path.parent)
    beside = Path(name)
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(data)
        if path.exists():
            shutil.copymode(path, beside)
        else:
            beside.chmod(0o666 & ~_umask())
        beside.replace(path)
    except BaseException:
        beside.unlink(missing_ok=True)
        raise


def _umask() -> int:
    mask = os.umask(0o077)
    os.umask(mask)
    return mask


# Differences ------------------------------------------------------------------------------------


@contextmanager
def copied(root: Path, content: Path, besides: Iterable[str] = ()) -> Iterator[Path]:
    """Give another root with the same content, where files can be mended without harm.

    Args:
        root: the site's root.
        content: the content folder within it.
        besides: files of the root to copy too, if they are there.

    The copy has hard links where the machine allows: mended files replace them and are never
    written through.
    """
    with tempfile.TemporaryDirectory(prefix="goodpractice-") as folder:
        other = Path(folder).resolve()
        target = other / content.relative_to(root)
        target.parent.mkdir(parents=True, exist_ok=True)
        shutil.copytree(content, target, symlinks=True, copy_function=_link)
        for name in besides:
            if (root / name).is_file():
                _link(str(root / name), str(other / name))
        yield other


def _link(source: str, target: str) -> None:
    try:
        os.link(source, target, follow_symlinks=False)
    except OSError:  # another disk, or a file system without links
        shutil.copy2(source, target)


def difference(before: Path, after: Path, path: str) -> str | None:
    """Return how a text differs in two folders, as a patch; None for a picture."""
    if _is_picture(path):
        return None
    texts = ((one / path).read_bytes().decode(errors="replace") for one in (before, after))
    old, new = (_LINE.findall(text) for text in texts)
    lines = unified_diff(old, new, f"a/{path}", f"b/{path}")
    return "".join(line if line.endswith("\n") else f"{line}{_NO_END}" for line in lines)
