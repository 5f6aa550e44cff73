"""The content folder: which files there are, what each is, and what does not belong there."""

from __future__ import annotations

import os
import re
import stat
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path, PurePosixPath

from goodpractice.diagnostics import WHOLE_FILE, Finding
from goodpractice.links import PICTURE_ENDINGS
from goodpractice.model import COLLECTION_FILE, NAME, VOCABULARIES_FOLDER
from goodpractice.nearest import fold

_IGNORED = re.compile(r"[._].*|.*~|Thumbs\.db|desktop\.ini", re.IGNORECASE)
_MODEL_ENDING = ".yml"
# Names that Windows keeps for devices, with any ending (Microsoft, "Naming Files, Paths, and
# Namespaces").
_DEVICE = re.compile(r"con|prn|aux|nul|(com|lpt)[0-9]")


@dataclass(slots=True)
class Listing:
    """The files of a content folder, by path from the site's root, in order.

    Attributes:
        model: files of the model.
        texts: Markdown files.
        pictures: files that entries may show.
        findings: what does not belong there, with its path.
    """

    model: list[str] = field(default_factory=list)
    texts: list[str] = field(default_factory=list)
    pictures: list[str] = field(default_factory=list)
    findings: list[tuple[str, Finding]] = field(default_factory=list)

    @property
    def files(self) -> frozenset[str]:
        """Return every path."""
        return frozenset((*self.model, *self.texts, *self.pictures))


def list_content(root: Path, content: Path, exempt: Iterable[str] = ()) -> Listing:
    """List a content folder, following no links.

    Args:
        root: the site's root.
        content: the content folder within it.
        exempt: paths from the content folder that belong to somebody else (trusted pages).
    """
    listing = Listing()
    skip = {(content / path).relative_to(root).as_posix() for path in exempt}
    for path, mode in _walk(root, content, listing):
        if path not in skip:
            _sort(path, mode, content.relative_to(root).as_posix(), listing)
    return listing


def _walk(root: Path, folder: Path, listing: Listing) -> Iterator[tuple[str, int]]:
    try:
        entries = sorted(os.scandir(folder), key=lambda entry: entry.name)
    except OSError as error:
        finding = Finding("unreadable-file", WHOLE_FILE, {"reason": error.strerror or ""})
        listing.findings.append((folder.relative_to(root).as_posix(), finding))
        return
    for entry in entries:
        is_model = entry.name == COLLECTION_FILE
        if _IGNORED.fullmatch(entry.name) and not is_model:
            continue
        mode = entry.stat(follow_symlinks=False).st_mode
        if stat.S_ISDIR(mode):
            yield from _walk(root, Path(entry.path), listing)
        else:
            yield Path(entry.path).relative_to(root).as_posix(), mode


def _sort(path: str, mode: int, content: str, listing: Listing) -> None:
    """Put a file where it belongs, or report it."""
    inner = PurePosixPath(path).relative_to(content)
    ending = inner.suffix.lower()
    if not stat.S_ISREG(mode):
        variant = "" if stat.S_ISLNK(mode) else "special"
        listing.findings.append((path, Finding("not-a-regular-file", WHOLE_FILE, variant=variant)))
    elif _is_model(inner):
        listing.model.append(path)
    elif ending == ".md":
        _sort_text(path, inner, listing)
    elif ending in PICTURE_ENDINGS:
        listing.pictures.append(path)
    else:
        listing.findings.append((path, _forbidden(inner)))


def _forbidden(inner: PurePosixPath) -> Finding:
    better = inner.with_suffix(_MODEL_ENDING)
    if inner.suffix == ".yaml" and _is_model(better):
        params = {"better": better.name}
        return Finding("forbidden-file", WHOLE_FILE, params, "model")
    return Finding("forbidden-file", WHOLE_FILE, {"ending": inner.suffix or inner.name})


def _is_model(inner: PurePosixPath) -> bool:
    if len(inner.parts) != 2:
        return False
    in_vocabularies = inner.parts[0] == VOCABULARIES_FOLDER and inner.suffix == _MODEL_ENDING
    return inner.name == COLLECTION_FILE or in_vocabularies


def _sort_text(path: str, inner: PurePosixPath, listing: Listing) -> None:
    listing.texts.append(path)
    parts = (*inner.parts[:-1], inner.stem)
    params = {"found": inner.as_posix(), "better": "/".join(map(_slug, parts)) + ".md"}
    if any(_DEVICE.fullmatch(part) for part in parts):
        listing.findings.append((path, Finding("bad-file-name", WHOLE_FILE, params, "reserved")))
    elif not all(NAME.fullmatch(part) for part in parts) or inner.suffix != ".md":
        listing.findings.append((path, Finding("bad-file-name", WHOLE_FILE, params)))


def _slug(name: str) -> str:
    """Return a name as an address could hold it."""
    slug = re.sub(r"[^a-z0-9]+", "-", fold(name)).strip("-") or "name"
    return f"{slug}-1" if _DEVICE.fullmatch(slug) else slug
