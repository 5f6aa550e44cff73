"""The content folder: which files there are, what each is, and what does not belong there."""

from __future__ import annotations

import os
import posixpath
import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from operator import attrgetter
from pathlib import Path, PurePosixPath
from typing import TypeAlias

from goodpractice import links
from goodpractice.diagnostics import WHOLE_FILE, Finding, Param
from goodpractice.model import COLLECTION_FILE, MAX_NAME, NAME, VOCABULARIES_FOLDER
from goodpractice.nearest import fold
from goodpractice.pictures import ENDINGS as PICTURE_ENDINGS

_IGNORED = re.compile(r"[._].*|.*~|Thumbs\.db|desktop\.ini", re.IGNORECASE)
# What somebody wrote, and did not know that the name hides it; tools hide theirs by a dot, or two.
_HIDDEN = re.compile(r"_[^_.].*\.md", re.IGNORECASE)
_MODEL_ENDING = ".yml"
MAX_DEPTH = 12  # folders in each other
# As cameras and people name pictures, without what means something in an address.
_PICTURE = re.compile(r"[A-Za-z0-9][A-Za-z0-9 _-]{0,99}", re.ASCII)
# Names that Windows keeps for devices, with any ending (Microsoft, "Naming Files, Paths, and
# Namespaces").
_DEVICE = re.compile(r"con|prn|aux|nul|(com|lpt)[0-9]")
# The name of a text without a fault, as nearly all are: ten thousand are looked at this once.
_USUAL = re.compile(
    rf"(?!(?:{_DEVICE.pattern})\.)(?=.{{1,{MAX_NAME}}}\.){NAME.pattern}\.md", re.ASCII
)


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


def list_content(
    root: Path,
    content: Path,
    exempt: Iterable[str] = (),
    languages: tuple[str, ...] = (),
    theme: Iterable[Path] = (),
) -> Listing:
    """List a content folder, following no links.

    Args:
        root: the site's root.
        content: the content folder within it.
        exempt: paths from the content folder that belong to somebody else (trusted pages).
        languages: languages of the interface, which have folders of their own.
        theme: folders of the theme, whose pictures keep their places.
    """
    listing = Listing()
    folder = content.relative_to(root).as_posix()
    skip = {f"{folder}/{PurePosixPath(path)}" for path in exempt}
    for path, entries in _walk(root, content, listing):
        inner = path.removeprefix(folder).removeprefix("/")
        good = _is_good(inner, languages)
        for is_usual, entry in entries:
            file = f"{path}/{entry.name}"
            if file in skip and entry.is_file(follow_symlinks=False):
                continue
            if is_usual and good and entry.is_file(follow_symlinks=False):
                listing.texts.append(file)
            else:
                _sort(file, entry, file.removeprefix(f"{folder}/"), listing, languages)
    for path in [one for one in listing.pictures if _is_of_theme(one, folder, theme)]:
        listing.pictures.remove(path)
        listing.findings.append((path, Finding("bad-file-name", WHOLE_FILE, variant="theme")))
    _refuse_twins(listing)
    return listing


def _refuse_twins(listing: Listing) -> None:
    """Report pictures whose names differ in capitals alone: many systems hold only one of them."""
    alike: dict[str, list[str]] = defaultdict(list)
    for path in listing.pictures:
        alike[path.casefold()].append(path)
    for paths in alike.values():
        for path in paths if len(paths) > 1 else ():
            params: dict[str, Param] = {"other": min(one for one in paths if one != path)}
            listing.findings.append(
                (path, Finding("bad-file-name", WHOLE_FILE, params, "capitals"))
            )


def _is_of_theme(path: str, content: str, theme: Iterable[Path]) -> bool:
    inner = PurePosixPath(path).relative_to(content)
    return any((folder / inner).exists() for folder in theme)


def _is_good(inner: str, languages: tuple[str, ...]) -> bool:
    """Return whether texts of a folder have no fault but what their own names may have."""
    parts = inner.split("/") if inner else []
    named = all(_USUAL.fullmatch(f"{part}.md") for part in parts)
    return named and not links.is_taken([*parts, ""], languages)


# A file, and whether it has the usual name of a text.
_Found: TypeAlias = "tuple[bool, os.DirEntry[str]]"


def _walk(root: Path, content: Path, listing: Listing) -> Iterator[tuple[str, list[_Found]]]:
    """Yield folders with their files, in order; those beyond the bound are reported unopened."""
    waiting: list[tuple[Path, int]] = [(content, 0)]
    while waiting:
        folder, depth = waiting.pop()
        path = folder.relative_to(root).as_posix()
        if depth > MAX_DEPTH:
            params = {"limit": MAX_DEPTH}
            listing.findings.append((path, Finding("bad-file-name", WHOLE_FILE, params, "deep")))
            continue
        folders, files = [], []
        for found in _entries(folder, path, listing):
            if found[1].is_dir(follow_symlinks=False):
                folders.append((Path(found[1].path), depth + 1))
            else:
                files.append(found)
        yield path, files
        waiting.extend(reversed(folders))


def _entries(folder: Path, path: str, listing: Listing) -> Iterator[_Found]:
    """Yield what is in a folder, in order, but for what is ignored."""
    try:
        entries = sorted(os.scandir(folder), key=attrgetter("name"))
    except OSError as error:
        finding = Finding("unreadable-file", WHOLE_FILE, {"reason": error.strerror or ""})
        listing.findings.append((path, finding))
        return
    for entry in entries:
        name = entry.name
        if _USUAL.fullmatch(name):
            yield True, entry
            continue
        if _HIDDEN.fullmatch(name):
            better = f"{_slug(name.rpartition('.')[0])}.md"
            finding = Finding("hidden-file", WHOLE_FILE, {"found": name, "better": better})
            listing.findings.append((f"{path}/{name}", finding))
        if name == COLLECTION_FILE or not _IGNORED.fullmatch(name):
            yield False, entry


def _sort(
    path: str,
    entry: os.DirEntry[str],
    inner: str,
    listing: Listing,
    languages: tuple[str, ...],
) -> None:
    """Put a file where it belongs, or report it."""
    ending = posixpath.splitext(inner)[1].lower()
    if not entry.is_file(follow_symlinks=False):
        variant = "" if entry.is_symlink() else "special"
        listing.findings.append((path, Finding("not-a-regular-file", WHOLE_FILE, variant=variant)))
    elif _is_model(inner):
        listing.model.append(path)
    elif ending not in PICTURE_ENDINGS and ending != ".md":
        listing.findings.append((path, _forbidden(PurePosixPath(inner))))
    elif links.is_taken(inner.split("/"), languages):
        params = {"folder": inner.partition("/")[0]}
        listing.findings.append((path, Finding("bad-file-name", WHOLE_FILE, params, "taken")))
    elif ending == ".md":
        _sort_text(path, inner, listing)
    else:
        _sort_picture(path, PurePosixPath(inner), listing)


def _sort_picture(path: str, inner: PurePosixPath, listing: Listing) -> None:
    """Take a picture whose name can stand in an address, or report it."""
    if _PICTURE.fullmatch(inner.stem) and all(map(NAME.fullmatch, inner.parts[:-1])):
        listing.pictures.append(path)
        return
    better = "/".join(map(_slug, (*inner.parts[:-1], inner.stem))) + inner.suffix.lower()
    params = {"found": inner.as_posix(), "better": better}
    listing.findings.append((path, Finding("bad-file-name", WHOLE_FILE, params, "picture")))


# What to do with files of kinds that people have at hand, by their endings.
_ELSEWHERE = {
    ending: variant
    for variant, endings in {
        "text": ".markdown .mdown .mkd .mdx .txt",
        "jpeg": ".jfif .jpe .jfi .pjpeg .pjp",
        "picture": ".heic .heif .gif .tif .tiff .bmp .svg .avif .jp2 .jxl .ico .psd .xcf .eps .ai"
        " .raw .dng .cr2 .cr3 .nef .arw",
        "film": ".mp4 .mov .m4v .avi .webm .mkv .wmv .mpg .3gp .mp3 .m4a .wav .ogg .aac",
        "document": ".doc .docx .odt .rtf .pages .pdf",
    }.items()
    for ending in endings.split()
}


def _forbidden(inner: PurePosixPath) -> Finding:
    better = inner.with_suffix(_MODEL_ENDING)
    if inner.suffix == ".yaml" and _is_model(better.as_posix()):
        params = {"better": better.name}
        return Finding("forbidden-file", WHOLE_FILE, params, "model")
    is_bare = not inner.suffix and len(inner.parts) > 1
    variant = "bare" if is_bare else _ELSEWHERE.get(inner.suffix.lower(), "")
    better_ending = ".jpg" if variant == "jpeg" else ".md"
    params = {
        "ending": inner.suffix or inner.name,
        "better": f"{_slug(inner.stem)}{better_ending}",
    }
    return Finding("forbidden-file", WHOLE_FILE, params, variant)


def _is_model(inner: str) -> bool:
    folder, _, name = inner.partition("/")
    if not name or "/" in name:
        return False
    in_vocabularies = folder == VOCABULARIES_FOLDER and name.endswith(_MODEL_ENDING)
    return name == COLLECTION_FILE or in_vocabularies


def _sort_text(path: str, inner: str, listing: Listing) -> None:
    listing.texts.append(path)
    stem, ending = posixpath.splitext(inner)
    parts = stem.split("/")
    if max(map(len, parts)) > MAX_NAME:
        better = "/".join(_slug(part)[:MAX_NAME].rstrip("-") for part in parts) + ".md"
        params: dict[str, Param] = {"limit": MAX_NAME, "better": better}
        listing.findings.append((path, Finding("bad-file-name", WHOLE_FILE, params, "long")))
    elif any(map(_DEVICE.fullmatch, parts)):
        listing.findings.append((path, _misnamed(inner, parts, "reserved")))
    elif not all(map(NAME.fullmatch, parts)) or ending != ".md":
        listing.findings.append((path, _misnamed(inner, parts)))


def _misnamed(inner: str, parts: Sequence[str], variant: str = "") -> Finding:
    """Return that a text has a name which cannot be an address, and a better one."""
    named = (*parts[:-1], parts[-1].removesuffix(".md"))
    better = "/".join(map(_slug, named)) + ".md"
    return Finding("bad-file-name", WHOLE_FILE, {"found": inner, "better": better}, variant)


def _slug(name: str) -> str:
    """Return a name as an address could hold it."""
    slug = re.sub(r"[^a-z0-9]+", "-", fold(name)).strip("-") or "name"
    return f"{slug}-1" if _DEVICE.fullmatch(slug) else slug
