from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from goodpractice import cli

COLLECTION = """\
label: Stories
singular: Story
fields:
  level: {kind: choice, vocabulary: levels, label: Level}
"""
LEVELS = "label: Levels\nterms:\n  primary: {label: Primary, aliases: [elementary]}\n"
ENTRY = """\
---
# why this is here
title: {title}
summary: It was told on a Monday, and everybody who heard it of {title} went home a little wiser.
level: {level}  # as they say
---

Once there was a {title}.
"""
MENDED = ENTRY.replace("{level}", "primary")


@pytest.fixture
def site(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    (tmp_path / "content/stories").mkdir(parents=True)
    (tmp_path / "content/vocabularies").mkdir()
    (tmp_path / "mkdocs.yml").write_text("site_name: Small\n", encoding="utf-8")
    (tmp_path / "content/stories/_collection.yml").write_text(COLLECTION, encoding="utf-8")
    (tmp_path / "content/vocabularies/levels.yml").write_text(LEVELS, encoding="utf-8")
    monkeypatch.chdir(tmp_path)
    for name in [*(n for n in os.environ if n.startswith("GIT")), "LC_ALL", "LC_MESSAGES", "LANG"]:
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("GIT_CONFIG_GLOBAL", os.devnull)
    return tmp_path


def write(site: Path, name: str, level: str) -> Path:
    path = site / f"content/stories/{name}.md"
    title = f"Zebra {name} of the plain"
    path.write_text(ENTRY.format(title=title, level=level), encoding="utf-8")
    return path


def mended(name: str) -> str:
    return MENDED.format(title=f"Zebra {name} of the plain")


class Ended:
    def __init__(self, code: int, out: str, err: str) -> None:
        self.code, self.out, self.err = code, out, err

    @property
    def found(self) -> list[tuple[str, str]]:
        """File and rule of each diagnostic of a report in JSON."""
        value: dict[str, Any] = json.loads(self.out)
        return [
            (one["path"].rpartition("/")[2], one["code"])
            for one in value["diagnostics"]
            if one["severity"] != "hint"
        ]


Run = Callable[..., Ended]


@pytest.fixture
def run(site: Path, capsys: pytest.CaptureFixture[str]) -> Run:
    del site

    def run_it(*arguments: str) -> Ended:
        with pytest.raises(SystemExit) as ended:
            cli.main(["check", *arguments])
        out, err = capsys.readouterr()
        assert isinstance(ended.value.code, int)
        return Ended(ended.value.code, out, err)

    return run_it


def found(run: Run, *arguments: str) -> list[tuple[str, str]]:
    return run("--format", "json", *arguments).found


# --fix and --diff -------------------------------------------------------------------------------


def test_fix_mends_and_reports_what_is_left(site: Path, run: Run) -> None:
    one, two = write(site, "one", "elementary"), write(site, "two", "nonsense")
    ended = run("--fix")
    assert ended.code == 1
    assert one.read_text("utf-8") == mended("one")
    assert "nonsense" in two.read_text("utf-8")
    assert ended.out.splitlines()[-1].startswith("1 fault was mended. 4 files read. 1 error.")
    assert "content/stories/two.md" in ended.out
    assert "content/stories/one.md" not in ended.out


def test_fixing_twice_is_fixing_once(site: Path, run: Run) -> None:
    one = write(site, "one", "elementary")
    assert (run("--fix").code, one.read_text("utf-8")) == (0, mended("one"))
    when = one.stat().st_mtime_ns
    assert run("--fix").out.splitlines()[-1].startswith("0 faults were mended.")
    assert one.stat().st_mtime_ns == when


def test_fix_stays_within_the_paths(site: Path, run: Run) -> None:
    one, two = write(site, "one", "elementary"), write(site, "two", "elementary")
    run("--fix", "content/stories/one.md")
    assert one.read_text("utf-8") == mended("one")
    assert "elementary" in two.read_text("utf-8")


def test_what_is_ignored_is_not_mended(site: Path, run: Run) -> None:
    one = write(site, "one", "elementary\nignore: [{rule: GP207, reason: As we say here}]")
    before = one.read_text("utf-8")
    assert found(run, "--fix") == []
    assert one.read_text("utf-8") == before


def test_diff_shows_a_patch_and_changes_nothing(site: Path, run: Run) -> None:
    one, two = write(site, "one", "elementary"), write(site, "two", "elementary")
    before = one.read_text("utf-8")
    ended = run("--diff")
    assert (ended.code, ended.err) == (1, "2 faults would be mended.\n")
    assert one.read_text("utf-8") == before
    subprocess.run(["git", "apply", "-"], input=ended.out, cwd=site, check=True, text=True)
    assert (one.read_text("utf-8"), two.read_text("utf-8")) == (mended("one"), mended("two"))
    assert run("--diff").code == 0


def test_addresses_that_are_new_are_added(site: Path, run: Run) -> None:
    write(site, "one", "primary")
    assert run("--fix").code == 0
    assert not (site / "addresses.txt").exists()
    (site / "addresses.txt").write_text("stories/one/\n", encoding="utf-8")
    write(site, "two", "primary")
    shown = run("--diff")
    assert "+stories/two/" in shown.out.splitlines()
    assert (site / "addresses.txt").read_text("utf-8") == "stories/one/\n"
    run("--fix")
    assert "stories/two/" in (site / "addresses.txt").read_text("utf-8").splitlines()


def test_a_list_of_addresses_that_is_a_link_is_left_alone(site: Path, run: Run) -> None:
    (site / "elsewhere").write_text("stories/one/\n", encoding="utf-8")
    (site / "addresses.txt").symlink_to("elsewhere")
    write(site, "one", "primary")
    write(site, "two", "primary")
    run("--fix")
    assert (site / "elsewhere").read_text("utf-8") == "stories/one/\n"


# --base -----------------------------------------------------------------------------------------


def commit(site: Path) -> None:
    name = ["-c", "user.name=Ann", "-c", "user.email=ann@example.org", "-c", "commit.gpgsign=0"]
    if not (site / ".git").exists():
        subprocess.run(["git", "init", "--quiet"], cwd=site, check=True)
    subprocess.run(["git", "add", "--all"], cwd=site, check=True)
    subprocess.run(["git", *name, "commit", "-qm", "Work"], cwd=site, check=True)


def test_only_what_the_change_is_to_blame_for(site: Path, run: Run) -> None:
    write(site, "one", "nonsense")
    write(site, "two", "primary")
    write(site, "three", "nonsense")
    commit(site)
    assert found(run, "--base", "HEAD") == []
    assert run("--base", "HEAD").code == 0
    write(site, "two", "elementary")
    write(site, "three", "nonsense  ")
    write(site, "four", "nonsense")
    assert found(run, "--base", "HEAD") == [
        *(("four.md", "GP206"), ("three.md", "GP206"), ("two.md", "GP207")),
    ]
    assert run("--base", "HEAD").code == 1


def test_what_a_change_breaks_elsewhere(site: Path, run: Run) -> None:
    write(site, "one", "nonsense")
    write(site, "two", "primary")
    commit(site)
    (site / "content/vocabularies/levels.yml").write_text(
        LEVELS.replace("rimary", "lace"), encoding="utf-8"
    )
    # one.md was wrong before; that there are other choices to offer makes it no worse.
    assert found(run, "--base", "HEAD") == [("two.md", "GP206")]


def test_the_settings_of_then_count_for_then(site: Path, run: Run) -> None:
    write(site, "one", "elementary")
    (site / "mkdocs.yml").write_text(
        "site_name: Small\nplugins:\n- goodpractice: {rules: {GP207: off}}\n", encoding="utf-8"
    )
    commit(site)
    (site / "mkdocs.yml").write_text("site_name: Small\n", encoding="utf-8")
    assert found(run, "--base", "HEAD") == [("one.md", "GP207")]


def test_a_site_that_was_not_there_before(site: Path, run: Run) -> None:
    (site / "README").write_text("text\n", encoding="utf-8")
    content, config = site / "content", site / "mkdocs.yml"
    config.rename(site.parent / "config")
    content.rename(site.parent / "kept")
    commit(site)
    (site.parent / "kept").rename(content)
    (site.parent / "config").rename(config)
    write(site, "one", "nonsense")
    assert found(run, "--base", "HEAD") == [("one.md", "GP206")]


@pytest.mark.parametrize("revision", ["nowhere", "", "--help"])
def test_a_revision_that_is_not_there(site: Path, run: Run, revision: str) -> None:
    commit(site)
    ended = run("--base", revision)
    assert (ended.code, ended.out) == (2, "")
    assert ended.err.strip()


def test_base_without_a_repository(run: Run) -> None:
    ended = run("--base", "HEAD")
    assert ended.code == 2
    assert "not a git repository" in ended.err


def test_annotations_name_files_from_the_root_of_the_repository(
    site: Path, run: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    inner = site / "inner"
    inner.mkdir()
    for name in ("content", "mkdocs.yml"):
        (site / name).rename(inner / name)
    commit(site)
    write(inner, "one", "nonsense")
    monkeypatch.chdir(inner)
    ended = run("--base", "HEAD", "--format", "github")
    assert ended.out.startswith("::error file=inner/content/stories/one.md,line=5,")


# Baseline ---------------------------------------------------------------------------------------


def test_a_baseline_tolerates_what_is_known(site: Path, run: Run) -> None:
    write(site, "one", "nonsense")
    write(site, "two", "elementary")
    made = run("--update-baseline")
    assert (made.code, made.out.splitlines()[0][:40]) == (
        0,
        "2 faults are known and tolerated from no",
    )
    assert run("--fail-on", "warning").code == 0
    assert "2 known faults are not shown: goodpractice check --no-baseline" in run().out
    assert "known fault" not in run("--no-baseline").out
    write(site, "three", "nonsense")
    assert found(run) == [("three.md", "GP206")]
    assert len(found(run, "--no-baseline")) == 3


def test_what_is_mended_leaves_the_baseline(site: Path, run: Run) -> None:
    write(site, "one", "nonsense")
    two = write(site, "two", "elementary")
    run("--update-baseline")
    before = two.read_text("utf-8")
    write(site, "two", "primary")
    assert found(run) == [("goodpractice-baseline.json", "GP291")]
    write(site, "three", "nonsense")  # new ones do not enter
    assert "1 known fault is mended and was taken off" in run("--update-baseline").out
    assert found(run) == [("three.md", "GP206")]
    two.write_text(before, encoding="utf-8")
    assert found(run) == [("three.md", "GP206"), ("two.md", "GP207")]


def test_fix_leaves_known_faults_alone(site: Path, run: Run) -> None:
    one = write(site, "one", "elementary")
    run("--update-baseline")
    run("--fix")
    assert "elementary" in one.read_text("utf-8")
    run("--fix", "--no-baseline")
    assert one.read_text("utf-8") == mended("one")


def test_another_file_may_be_the_baseline(site: Path, run: Run) -> None:
    write(site, "one", "nonsense")
    assert run("--baseline", "known.json").code == 2
    assert run("--baseline", "known.json", "--update-baseline").code == 0
    assert run("--baseline", "known.json").code == 0
    assert run().code == 1
    (site / "known.json").write_text("{}", encoding="utf-8")
    assert run("--baseline", "known.json").code == 2


@pytest.mark.parametrize(
    "arguments",
    [
        ["--unsafe-fixes"],
        ["--update-baseline", "content"],
        ["--update-baseline", "--fix"],
        ["--update-baseline", "--base", "HEAD"],
        ["--no-baseline", "--baseline", "x"],
        ["--diff", "--format", "json"],
        ["--diff", "--statistics"],
    ],
)
def test_options_that_say_nothing_together(run: Run, arguments: list[str]) -> None:
    ended = run(*arguments)
    assert (ended.code, ended.out) == (2, "") or json.loads(ended.out)["error"]
    assert "--" in ended.err + ended.out


# Reports ----------------------------------------------------------------------------------------


@pytest.mark.parametrize("form", ["json", "github", "sarif"])
def test_what_could_not_run_is_said_in_the_format(run: Run, form: str) -> None:
    ended = run("--format", form, "nowhere.md")
    assert (ended.code, ended.err) == (2, "")
    assert "nowhere.md" in ended.out


def test_statistics_and_hints(site: Path, run: Run) -> None:
    write(site, "one", "nonsense")
    write(site, "two", "nonsense")
    assert run("--statistics").out.split()[:3] == ["2", "error", "GP206"]
    (site / "content/stories/one.md").unlink()
    (site / "content/stories/two.md").unlink()
    path = write(site, "three", "primary")
    path.write_bytes(path.read_bytes().replace(b"\n", b"\r\n", 3))
    assert "GP114" not in run().out
    assert "GP114" in run("--hints").out


def test_a_patch_on_a_terminal_cannot_act(
    site: Path, run: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = write(site, "one", "elementary")
    path.write_bytes(path.read_bytes().replace(b"# as they", b"\x1b[2J# as they"))
    monkeypatch.setattr(sys.stdout, "isatty", lambda: True)
    assert "\x1b" not in run("--diff").out


@pytest.mark.parametrize("output", ["github", "sarif"])
def test_statistics_are_for_text_and_json(run: Run, output: str) -> None:
    ended = run("--statistics", "--format", output)
    assert ended.code == 2
    assert "--statistics goes with the formats text and json." in ended.out


def test_an_address_is_kept_and_never_lost(site: Path, run: Run) -> None:
    """From the empty list to a page that is renamed, and one that is taken down."""
    one, two = write(site, "one", "primary"), write(site, "two", "primary")
    addresses = site / "addresses.txt"
    addresses.write_text("", encoding="utf-8")
    assert run("--fix").code == 0
    listed = addresses.read_text("utf-8").splitlines()
    assert {"stories/one/", "stories/two/", "stories/", "levels/primary/"} <= set(listed)

    one.rename(one.with_name("uno.md"))
    assert found(run) == [("addresses.txt", "GP406")]
    assert "“/stories/one/” was published once" in run().out
    assert found(run, "--fix") == [("addresses.txt", "GP406")]
    assert set(addresses.read_text("utf-8").splitlines()) == {*listed, "stories/uno/"}

    moved = one.with_name("uno.md")
    text = moved.read_text("utf-8").replace("level:", "aliases: [stories/one]\nlevel:")
    moved.write_text(text, encoding="utf-8")
    assert found(run) == []

    two.unlink()
    assert found(run) == [("addresses.txt", "GP406")]
    write(site, "two", "primary\nstatus: withdrawn")
    assert found(run) == []
    assert run("--fix").code == 0
    assert set(addresses.read_text("utf-8").splitlines()) == {*listed, "stories/uno/"}
