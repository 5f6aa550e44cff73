"""The workflows: what zizmor does not know of them, and what ties them to the code."""

from __future__ import annotations

import re
import shlex
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import click
import pytest
import yaml

from goodpractice.adapters import github
from goodpractice.cli import main

ROOT = Path(__file__).resolve().parents[2]
FOLDER = ROOT / ".github/workflows"
WORKFLOWS = {path.name: path for path in sorted(FOLDER.glob("*.yml"))}
WRITES = {
    "check.yml": {},
    "comment.yml": {"pull-requests"},
    "deploy.yml": {"id-token", "pages"},
    "test.yml": {},
    "upkeep.yml": {"issues"},
}
TOOL = re.compile(r"\.venv/bin/goodpractice ([^|>&\n]*)")


def loaded(name: str) -> dict[Any, Any]:
    found: dict[Any, Any] = yaml.safe_load(WORKFLOWS[name].read_text("utf-8"))
    return found


def jobs(name: str) -> dict[str, dict[str, Any]]:
    found: dict[str, dict[str, Any]] = loaded(name)["jobs"]
    return found


def steps(name: str) -> Iterator[dict[str, Any]]:
    for job in jobs(name).values():
        yield from job["steps"]


def kept(name: str) -> dict[str, str]:
    """What a workflow keeps: artifacts by name, with what is in them."""
    found = (one["with"] for one in steps(name) if "upload-artifact@" in one.get("uses", ""))
    return {one["name"]: one["path"] for one in found}


def test_zizmor_finds_nothing() -> None:
    tool = Path(sys.executable).with_name("zizmor")
    done = subprocess.run(
        [tool, "--offline", "--persona", "auditor", "--no-progress", ROOT / ".github"],
        check=False,
        capture_output=True,
        text=True,
    )
    assert done.returncode == 0, done.stdout
    assert "No findings" in done.stdout


def test_one_thing_alone_is_excused() -> None:
    excused = [
        line.strip()
        for path in (ROOT / ".github").rglob("*.yml")
        for line in path.read_text("utf-8").splitlines()
        if "zizmor: ignore" in line
    ]
    assert len(excused) == 1
    assert excused[0].startswith("workflow_run: # zizmor: ignore[dangerous-triggers] ")


@pytest.mark.parametrize("name", WORKFLOWS)
def test_a_job_can_write_only_what_it_is_for(name: str) -> None:
    assert loaded(name)["permissions"] == {}
    given = {
        what
        for job in jobs(name).values()
        for what, how in job.get("permissions", {}).items()
        if how != "read"
    }
    assert given == set(WRITES[name])
    assert all("timeout-minutes" in job for job in jobs(name).values())


@pytest.mark.parametrize("name", WORKFLOWS)
def test_actions_are_pinned_and_alike_everywhere(name: str) -> None:
    text = WORKFLOWS[name].read_text("utf-8")
    used = re.findall(r"uses: (.*)", text)
    assert used
    for one in used:
        assert re.fullmatch(r"actions/[\w-]+@[0-9a-f]{40} # v\d+\.\d+\.\d+", one)
    everywhere = "\n".join(path.read_text("utf-8") for path in WORKFLOWS.values())
    for action in {one.partition("@")[0] for one in used}:
        assert len(set(re.findall(rf"uses: ({action}@.*)", everywhere))) == 1


@pytest.mark.parametrize("name", WORKFLOWS)
def test_scripts_are_scripts_and_hold_nothing_of_strangers(name: str) -> None:
    for step in steps(name):
        if "run" in step:
            assert "${{" not in step["run"]
            subprocess.run(["bash", "-n"], input=step["run"].encode(), check=True)


@pytest.mark.parametrize("name", WORKFLOWS)
def test_steps_and_jobs_that_are_named_are_there(name: str) -> None:
    text = WORKFLOWS[name].read_text("utf-8")
    assert set(re.findall(r"steps\.([\w-]+)\.", text)) <= {one.get("id") for one in steps(name)}
    needed = {job["needs"] for job in jobs(name).values() if "needs" in job}
    assert needed <= jobs(name).keys()


@pytest.mark.parametrize("name", WORKFLOWS)
def test_commands_of_the_tool_are_there(name: str) -> None:
    for step in steps(name):
        for written in TOOL.findall(step.get("run", "")):
            arguments = shlex.split(written.partition(" ||")[0])
            command: click.Command = main
            context = click.Context(main)
            while isinstance(command, click.Group):
                command = command.commands[arguments.pop(0)]
            command.make_parser(context).parse_args(arguments)


def test_strangers_get_no_job_that_can_write() -> None:
    for name in WORKFLOWS:
        triggers = loaded(name)[True]  # YAML 1.1 takes `on` to be true
        assert "pull_request_target" not in triggers
        assert "pull_request" not in triggers or not WRITES[name]


def test_the_comment_is_written_after_the_check_and_holds_nothing_of_the_proposal() -> None:
    check, comment = loaded("check.yml"), loaded("comment.yml")
    assert comment[True]["workflow_run"]["workflows"] == [check["name"]]
    assert github.CHECK_WORKFLOW == ".github/workflows/check.yml"
    [checkout] = [one for one in steps("comment.yml") if "checkout@" in one.get("uses", "")]
    assert checkout["with"]["ref"] == "${{ github.event.repository.default_branch }}"
    assert "vars.GOODPRACTICE_COMMENT == 'true'" in jobs("comment.yml")["comment"]["if"]
    assert not [one for one in steps("comment.yml") if "artifact" in one.get("uses", "")]


def test_what_one_job_keeps_is_what_the_other_reads() -> None:
    assert kept("check.yml") == {
        github.REVIEW: f"review/{github.REVIEW}.json",
        "preview": "preview",
    }
    assert kept("upkeep.yml") == {
        github.UPKEEP: f"found/{github.UPKEEP}.json",
        github.MEMORY: f"found/{github.MEMORY}.json",
    }
    assert (FOLDER / f"{github.UPKEEP}.yml").is_file()


def test_no_checkout_keeps_the_token() -> None:
    for name in WORKFLOWS:
        for step in steps(name):
            if "checkout@" in step.get("uses", ""):
                assert step["with"]["persist-credentials"] is False


def test_what_is_written_without_commands(tmp_path: Path) -> None:
    tool = ROOT / "tools/without-commands"
    script = "printf '::error::x\\n::stop-commands::x\\nno end'; exit 3"
    done = subprocess.run(
        [tool, "sh", "-c", script], check=False, capture_output=True, text=True, cwd=tmp_path
    )
    first, *inner, last = done.stdout.splitlines()
    token = first.removeprefix("::stop-commands::")
    assert done.returncode == 3
    assert re.fullmatch(r"[0-9a-f]{32}", token)
    assert (inner, last) == (["::error::x", "::stop-commands::x", "no end"], f"::{token}::")
