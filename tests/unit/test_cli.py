from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from goodpractice import __version__, cli, messages

COLLECTION = """\
label: Stories
singular: Story
fields: {}
"""
GOOD = """\
---
title: A story that is good
summary: It was told on a Monday, and everybody who heard it went home a little wiser.
---

Once there was a zebra.
"""
BAD = "---\ntitle: Oh\n---\n\nOnce.\n"


@pytest.fixture
def site(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    stories = tmp_path / "content" / "stories"
    stories.mkdir(parents=True)
    (tmp_path / "mkdocs.yml").write_text("site_name: Small\n", encoding="utf-8")
    (stories / "_collection.yml").write_text(COLLECTION, encoding="utf-8")
    (stories / "good.md").write_text(GOOD, encoding="utf-8")
    (stories / "bad.md").write_text(BAD, encoding="utf-8")
    monkeypatch.chdir(tmp_path)
    for name in ("LC_ALL", "LC_MESSAGES", "LANG"):
        monkeypatch.delenv(name, raising=False)
    return tmp_path


class Ended:
    def __init__(self, code: int, out: str, err: str) -> None:
        self.code, self.out, self.err = code, out, err

    @property
    def json(self) -> dict[str, Any]:
        value: dict[str, Any] = json.loads(self.out)
        return value


Run = Callable[..., Ended]


@pytest.fixture
def run(site: Path, capsys: pytest.CaptureFixture[str]) -> Run:
    del site

    def run_it(*arguments: str) -> Ended:
        with pytest.raises(SystemExit) as ended:
            cli.main(arguments)
        out, err = capsys.readouterr()
        assert isinstance(ended.value.code, int)
        return Ended(ended.value.code, out, err)

    return run_it


def paths(ended: Ended) -> set[str]:
    return {one["path"] for one in ended.json["diagnostics"]}


def test_errors_end_with_one(run: Run) -> None:
    ended = run("check")
    assert ended.code == 1
    assert "content/stories/bad.md:" in ended.out
    assert "Traceback" not in ended.out + ended.err


def test_a_clean_site_ends_with_nought(site: Path, run: Run) -> None:
    (site / "content/stories/bad.md").unlink()
    assert run("check").code == 0


def test_warnings_count_when_asked(site: Path, run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    (site / "content/stories/bad.md").write_bytes(b"\xef\xbb\xbf" + GOOD.encode())
    summary = run("check", "--format", "json").json["summary"]
    assert (summary["errors"], summary["warnings"] > 0) == (0, True)
    assert run("check").code == 0
    assert run("check", "--fail-on", "warning").code == 1


@pytest.mark.parametrize(
    ("path", "found"),
    [
        ("content", {"content/stories/bad.md"}),
        (".", {"content/stories/bad.md"}),
        ("content/stories/", {"content/stories/bad.md"}),
        ("content/stories/bad.md", {"content/stories/bad.md"}),
        ("content/stories/good.md", set()),
    ],
)
def test_paths_limit_the_report(run: Run, path: str, found: set[str]) -> None:
    ended = run("check", "--format", "json", path)
    assert paths(ended) == found
    assert ended.code == (1 if found else 0)
    assert ended.json["summary"]["files"] == 3


def test_paths_are_taken_from_where_the_user_stands(
    site: Path, run: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(site / "content" / "stories")
    assert paths(run("check", "--format", "json", "bad.md")) == {"content/stories/bad.md"}
    assert run("check", "good.md").code == 0


@pytest.mark.parametrize(
    "arguments",
    [
        ["nowhere.md"],
        ["/"],
        ["--as-of", "yesterday"],
        ["--fail-on", "nothing"],
        ["--no-such-option"],
    ],
)
def test_what_could_not_run_ends_with_two(run: Run, arguments: list[str]) -> None:
    ended = run("check", *arguments)
    assert (ended.code, ended.out) == (2, "")
    assert ended.err.strip()
    assert "Traceback" not in ended.err
    as_json = run("check", "--format", "json", *arguments)
    assert as_json.code == 2
    assert as_json.json["version"] == 1
    assert as_json.json["error"]
    assert as_json.json["diagnostics"] == []


def test_no_site_here(
    run: Run, tmp_path_factory: pytest.TempPathFactory, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path_factory.mktemp("empty"))
    for command in ("check", "build", "serve"):
        ended = run(command)
        assert ended.code == 2
        assert "mkdocs.yml" in ended.err


def test_no_content_here(site: Path, run: Run) -> None:
    (site / "content").rename(site / "elsewhere")
    assert run("check").code == 2


def test_faults_of_the_settings_are_reported(site: Path, run: Run) -> None:
    (site / "mkdocs.yml").write_text("plugins:\n- goodpractice: {colour: red}\n", encoding="utf-8")
    ended = run("check", "--format", "json")
    assert ended.code == 1
    assert "mkdocs.yml" in paths(ended)
    assert run("build").code == 2
    assert not (site / "site").exists()


def test_a_fault_of_our_own_is_said_in_one_line(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv(cli.DEBUG, raising=False)
    monkeypatch.setattr("goodpractice.pipeline.check", lambda *_, **__: 1 // 0)
    ended = run("check")
    assert ended.code == 2
    assert "ZeroDivisionError" in ended.err
    assert len(ended.err.splitlines()) == 1


def test_an_interrupted_run_ends_quietly(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    def interrupt(*_: object, **__: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr("goodpractice.pipeline.check", interrupt)
    ended = run("check")
    assert (ended.code, ended.out, ended.err.strip()) == (130, "", "")


def test_an_interrupted_start_ends_quietly() -> None:
    program = """
import sys
from goodpractice.__main__ import run

class Interrupt:
    def find_spec(self, *_):
        raise KeyboardInterrupt

sys.meta_path.insert(0, Interrupt())
run()
"""
    ended = subprocess.run([sys.executable, "-c", program], capture_output=True, check=False)
    assert (ended.returncode, ended.stdout, ended.stderr) == (130, b"", b"")


def test_a_reader_that_has_gone_is_no_fault(site: Path) -> None:
    command = f"{sys.executable} -m goodpractice.cli check --format json | head -c 1"
    done = subprocess.run(
        ["bash", "-o", "pipefail", "-c", command],
        cwd=site,
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.stderr == ""


@pytest.mark.parametrize("command", ["", "check", "build", "serve"])
def test_help_is_a_manual(run: Run, command: str) -> None:
    ended = run(*filter(None, [command, "--help"]))
    assert ended.code == 0
    assert f"goodpractice {command}".strip() in ended.out
    assert "Example" in ended.out or not command


def test_version(run: Run) -> None:
    ended = run("--version")
    assert ended.code == 0
    assert __version__ in ended.out


def test_it_runs_as_a_module() -> None:
    command = [sys.executable, "-m", "goodpractice", "--version"]
    ended = subprocess.run(command, capture_output=True, text=True, check=False)
    assert (ended.returncode, ended.stdout) == (0, f"goodpractice, version {__version__}\n")


@pytest.mark.parametrize(
    ("variables", "wanted", "language"),
    [
        ({}, "", "en"),
        ({"LANG": "fr_FR.UTF-8"}, "", "fr"),
        ({"LANG": "C.UTF-8"}, "", "en"),
        ({"LANG": "fr_FR.UTF-8", "LC_ALL": "en_GB.UTF-8"}, "", "en"),
        ({"LANG": "fr_FR.UTF-8", "LC_MESSAGES": "C"}, "", "en"),
        ({"LANG": "en_GB.UTF-8"}, "fr", "fr"),
        ({"LANG": "fr_FR.UTF-8"}, "en", "en"),
        ({"LANG": "tlh"}, "", "en"),
    ],
)
def test_the_language_of_messages(
    monkeypatch: pytest.MonkeyPatch, variables: dict[str, str], wanted: str, language: str
) -> None:
    monkeypatch.setattr(messages, "languages", lambda: ("en", "fr"))
    for name in ("LC_ALL", "LC_MESSAGES", "LANG"):
        monkeypatch.delenv(name, raising=False)
    for name, value in variables.items():
        monkeypatch.setenv(name, value)
    assert cli.language_for(wanted) == language


@pytest.mark.parametrize(
    "names",
    [
        pytest.param(("mkdocs", "properdocs", "material"), id="no engine"),
        pytest.param(
            ("rich.console", "rapidfuzz", "difflib"), id="nothing of faults and terminals"
        ),
    ],
)
def test_check_imports(site: Path, names: tuple[str, ...]) -> None:
    code = (
        "import sys\nfrom goodpractice import cli\n"
        "try:\n    cli.main(['check', '--statistics'])\nexcept SystemExit:\n    pass\n"
        f"print([name for name in {names} if name in sys.modules])"
    )
    done = subprocess.run(
        [sys.executable, "-c", code], cwd=site, capture_output=True, text=True, check=True
    )
    assert done.stdout.splitlines()[-1] == "[]"


@pytest.mark.parametrize(
    ("folder", "said"),
    [
        ("/", "into /: the content is there"),
        (".", "the content is there"),
        ("..", "the content is there"),
        ("content/site", "the content is there"),
        ("mkdocs.yml", "that is a file"),
        ("mkdocs.yml/site", "nothing can be written"),
        ("mine", "mine/notes.txt was not made by goodpractice"),
        ("loop", "that is a file"),
        ("/dev/null", "that is a file"),
        ("/proc/site", "nothing can be written into /proc"),
        ("x" * 253, "File name too long"),
    ],
)
def test_a_site_is_built_where_nothing_is_lost(
    site: Path, run: Run, folder: str, said: str
) -> None:
    (site / "mine").mkdir()
    (site / "mine/notes.txt").write_text("mine", encoding="utf-8")
    (site / "loop").symlink_to("loop")
    before = sorted(site.rglob("*"))
    ended = run("build", "--site-dir", folder)
    assert ended.code == 2
    assert said in ended.err
    assert "itself has failed" not in ended.err
    assert sorted(site.rglob("*")) == before


@pytest.mark.parametrize(
    "path", ["README.md", "docs", "content/stories/.notes.md", "content/x.md~"]
)
def test_a_path_that_is_no_content_is_not_said_to_be_well(site: Path, run: Run, path: str) -> None:
    for name in ("README.md", "docs/more.md", "content/stories/.notes.md", "content/x.md~"):
        (site / name).parent.mkdir(exist_ok=True)
        (site / name).write_text("# Notes\n", encoding="utf-8")
    ended = run("check", path)
    assert ended.code == 2
    assert f"{path} is not checked" in ended.err
    assert "content/" in ended.err
    ended = run("check", "--format", "json", path)
    assert (ended.code, ended.json["diagnostics"]) == (2, [])
    assert path in ended.json["error"]


def test_a_path_that_does_not_exist_ends_with_two(run: Run) -> None:
    ended = run("check", "--format", "json", "nowhere.md")
    assert (ended.code, ended.json["error"]) == (2, "There is no file or folder nowhere.md.")


def test_the_settings_and_what_does_not_belong_there_can_be_named(site: Path, run: Run) -> None:
    (site / "content/stories/film.mp4").write_bytes(b"film")
    assert run("check", "mkdocs.yml").code == 0
    assert paths(run("check", "--format", "json", "content/stories/film.mp4")) == {
        "content/stories/film.mp4"
    }


def test_a_language_that_is_not_there_ends_with_two(run: Run) -> None:
    ended = run("check", "--lang", "xx")
    assert ended.code == 2
    assert "There are no messages in “xx”. There are: en, el, fr." in ended.err
    assert run("check", "--lang", "fr-CA").code == 1


def test_a_content_folder_above_the_site_is_not_looked_into(site: Path, run: Run) -> None:
    config = "site_name: Small\ndocs_dir: ..\n"
    (site / "mkdocs.yml").write_text(config, encoding="utf-8")
    assert paths(run("check", "--format", "json")) == {"mkdocs.yml", "content/stories/bad.md"}


def test_a_folder_without_a_model_is_said_once_and_its_files_are_left_out(
    site: Path, run: Run
) -> None:
    (site / "content/stories/bad.md").unlink()
    entry = GOOD.replace("---\n\n", "host: A school\nteachers: 2\n---\n\n", 1)
    for name in ("one", "two", "three"):
        path = site / "content" / "visits" / f"{name}.md"
        path.parent.mkdir(exist_ok=True)
        path.write_text(entry, encoding="utf-8")
    (site / "content/help").mkdir()
    (site / "content/help/faq.md").write_text(GOOD.replace("title:", "titel:"), encoding="utf-8")
    found = run("check", "--format", "json").json["diagnostics"]
    assert [one["code"] for one in found if one["path"] == "content/visits"] == ["GP814"]
    assert "3 files" in found[-1]["message"]
    assert {one["path"] for one in found} == {"content/visits", "content/help/faq.md"}
    assert paths(run("check", "--format", "json", "content/visits/two.md")) == {"content/visits"}
