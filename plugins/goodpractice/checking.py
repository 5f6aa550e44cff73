"""What `goodpractice check` reports and mends.

That is all there is, or what a change is to blame for, less what is known. Mending is done in place
or in a copy, to show what it would do.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, replace
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from goodpractice import baseline, changes, policy, rules
from goodpractice.baseline import Baseline, Known, Lines
from goodpractice.content import list_content
from goodpractice.diagnostics import WHOLE_FILE, Diagnostic, Finding, Span
from goodpractice.failures import Failure
from goodpractice.pipeline import Checked
from goodpractice.rules import lost_address
from goodpractice.rules.rule import N_
from goodpractice.settings import CONFIG, Settings, load_settings

if TYPE_CHECKING:  # who only checks does not wait for it
    from goodpractice.fixes import Mending


class _Seen(NamedTuple):
    """What a diagnostic is known by in a file that has not changed."""

    path: str
    code: str
    span: Span
    values: str


@dataclass(frozen=True)
class Found:
    """What is to be reported.

    Attributes:
        checked: what the check found, all of it.
        diagnostics: what of it is reported.
        mended: known faults that are not there any more.
        tolerated: how many known faults are not reported.
    """

    checked: Checked
    diagnostics: tuple[Diagnostic, ...]
    mended: Counter[Known]
    tolerated: int = 0


@dataclass(frozen=True)
class Checking:
    """A run of the check.

    Attributes:
        settings: of the site.
        check: checks a site.
        limits: paths from the site's root that the report is limited to; none are all.
        base: the commit that a change began with; empty where there is none.
        known: known faults; None where none are tolerated.
    """

    settings: Settings
    check: Callable[[Settings], Checked]
    limits: tuple[str, ...] = ()
    base: str = ""
    known: Baseline | None = None

    @cached_property
    def touched(self) -> frozenset[str]:
        """Return the files that the change touches."""
        return changes.touched(self.settings.root, self.base) if self.base else frozenset()

    def find(self, settings: Settings | None = None) -> Found:
        """Check and return what is to be reported.

        Args:
            settings: of the site itself, or of a copy of it.

        Raises:
            Failure: git or the list of known faults cannot be used.
        """
        settings = settings or self.settings
        return self.report(self.check(settings), settings.root)

    def report(self, checked: Checked, root: Path) -> Found:
        """Return what is to be reported of what was found in a folder."""
        shown: Iterable[Diagnostic] = checked.diagnostics
        mended: Counter[Known] = Counter()
        tolerated = 0
        if self.known:
            new, mended = self.known.tolerate(shown, Lines(root))
            tolerated = self._count(shown) - self._count(new)
            shown = [*new, *self._mended(mended)]
        if self.base:
            shown = self._blamed(shown)
        within = (one for one in shown if is_within(one.path, self.limits))
        return Found(checked, tuple(within), mended, tolerated)

    def _count(self, diagnostics: Iterable[Diagnostic]) -> int:
        return sum(is_within(one.path, self.limits) for one in diagnostics)

    def _mended(self, mended: Counter[Known]) -> Iterator[Diagnostic]:
        """Yield what there is to say of known faults that are mended."""
        count = mended.total()
        if count and self.known and not self.base:
            file = self.known.path.resolve()
            root = self.settings.root
            path = file.relative_to(root).as_posix() if file.is_relative_to(root) else file.name
            finding = Finding(
                "mended-fault", WHOLE_FILE, {"count": count}, "one" if count == 1 else ""
            )
            yield from policy.weighed(rules.diagnose(path, finding), self.settings.policy)

    def _blamed(self, diagnostics: Iterable[Diagnostic]) -> Iterator[Diagnostic]:
        """Yield what is in the files that the change touches, and what is new elsewhere."""
        before = self._before.copy()
        for one in diagnostics:
            seen = _seen(one)
            if one.path not in self.touched and before[seen] > 0:
                before[seen] -= 1
            else:
                yield one

    @cached_property
    def _before(self) -> Counter[_Seen]:
        """Return what the check says of the site as it was before the change."""
        content = self.settings.content.relative_to(self.settings.root).as_posix()
        paths = (content, CONFIG, lost_address.FILE)
        with changes.before(self.settings.root, self.base, paths) as folder:
            old = self._settings_before(folder)
            found = self.check(old).diagnostics if old.content.is_dir() else ()
            return Counter(map(_seen, found))

    def _settings_before(self, folder: Path) -> Settings:
        if not (folder / CONFIG).is_file():
            return moved(self.settings, folder)
        return load_settings(folder / CONFIG, as_of=self.settings.as_of)[0]

    def mend(self, settings: Settings | None = None, *, unsafe: bool = False) -> _Mended:
        """Mend what would be reported, and bring the list of published addresses up to date.

        Args:
            settings: of the site itself, or of a copy of it.
            unsafe: whether to make fixes that are only likely to be right, too.

        Raises:
            Failure, OSError: as `find`; a file could not be written.
        """
        from goodpractice.fixes import Mending

        settings = settings or self.settings
        mending = Mending(settings.root, settings.content, unsafe)
        found: list[Found] = []

        def find() -> Iterable[Diagnostic]:
            found[:] = [self.find(settings)]
            return found[0].diagnostics

        mending.run(find)
        if not self.limits:
            _keep_addresses(found[0].checked, settings.root, mending)
        return _Mended(found[0], mending.made, tuple(sorted(mending.changed)))

    def difference(self, *, unsafe: bool = False) -> Difference:
        """Return what mending would change, changing nothing."""
        from goodpractice import fixes

        root, content = self.settings.root, self.settings.content
        with fixes.copied(root, content, [lost_address.FILE]) as copy:
            mended = self.mend(moved(self.settings, copy), unsafe=unsafe)
            patches = tuple((path, fixes.difference(root, copy, path)) for path in mended.changed)
        return Difference(mended.made, patches)

    def update_known(self, found: Found) -> Counter[Known]:
        """Write the list of known faults: what there is, or what is left of what there was.

        Args:
            found: what `find` found with the list as it was.

        Returns:
            What was taken off the list, or put on it where there was none.
        """
        assert self.known is not None
        if self.known.exists:
            left, change = self.known.known - found.mended, found.mended
        else:
            lines = Lines(self.settings.root)
            left = change = baseline.known_faults(found.checked.diagnostics, lines)
        self.known.write(left)
        return change


class _Mended(NamedTuple):
    """What is left after mending, how many fixes were made, and the files that were written."""

    found: Found
    made: int
    changed: tuple[str, ...]


class Difference(NamedTuple):
    """How many fixes would be made, and how each file would change; a picture has no patch."""

    made: int
    patches: tuple[tuple[str, str | None], ...]


def _seen(one: Diagnostic) -> _Seen:
    return _Seen(one.path, one.code, one.span, baseline.values(one))


def moved(settings: Settings, root: Path) -> Settings:
    """Return the settings of the same site in another folder."""
    content = root / settings.content.relative_to(settings.root)
    return replace(settings, root=root, content=content)


def limits_of(settings: Settings, paths: Iterable[str]) -> Iterator[str]:
    """Yield paths that the user names, as limits of the report.

    Raises:
        Failure: there is nothing of that name, or nothing in it that is checked.
    """
    root, checked = settings.root, _what_is_checked(settings) if paths else frozenset()
    for name in paths:
        path = Path(name)
        if not path.exists() and not path.is_symlink():
            raise Failure(N_("There is no file or folder {path}."), path=name)
        real = path.parent.resolve() / path.name if path.is_symlink() else path.resolve()
        if not real.is_relative_to(root):
            raise Failure(N_("{path} is not in the folder of this site."), path=name)
        limit = real.relative_to(root).as_posix()
        if not any(is_within(one, (limit,)) for one in checked):
            folder = settings.content.relative_to(root).as_posix()
            raise Failure(_NOTHING_THERE, path=name, folder=f"{folder}/")
        yield limit


_NOTHING_THERE = N_("{path} is not checked: only content is, in the folder {folder}.")


def _what_is_checked(settings: Settings) -> frozenset[str]:
    """Return the paths of all that the check can say something of."""
    listing = list_content(settings.root, settings.content, settings.trusted, settings.languages)
    refused = (path for path, _ in listing.findings)
    return frozenset((*listing.files, *refused, CONFIG, lost_address.FILE, baseline.FILE))


def is_within(path: str, limits: tuple[str, ...]) -> bool:
    """Return whether a path is one of some files, or in one of some folders; none are all.

    What is said of a folder is said of the files in it, too.
    """
    return not limits or any(
        limit in (".", path) or path.startswith(f"{limit}/") or limit.startswith(f"{path}/")
        for limit in limits
    )


def _keep_addresses(checked: Checked, root: Path, mending: Mending) -> None:
    """Add addresses that are new to the list of those that were ever published, if there is one."""
    path = root / lost_address.FILE
    if path.is_symlink() or not path.is_file():
        return
    new = lost_address.wanted(checked.site.corpus).encode()
    if new != path.read_bytes():
        from goodpractice import fixes

        fixes.replace_file(path, new)
        mending.changed.add(lost_address.FILE)
