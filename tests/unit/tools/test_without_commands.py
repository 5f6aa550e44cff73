"""`tools/without-commands`: what strangers wrote is printed, and never acts."""

from __future__ import annotations

import os
import re
import subprocess
from pathlib import Path

import pytest

TOOL = Path(__file__).resolve().parents[3] / "tools" / "without-commands"


def run(*command: str, path: str = "") -> subprocess.CompletedProcess[str]:
    search = f"{path}{os.pathsep}{os.environ['PATH']}"
    return subprocess.run(
        [TOOL, *command],
        env={**os.environ, "PATH": search},
        capture_output=True,
        text=True,
        check=False,
    )


def test_output_stands_between_two_tokens() -> None:
    done = run("printf", "%s", "::add-mask::x\n::endgroup::")
    first, *inner, last = done.stdout.splitlines()
    token = re.fullmatch("::stop-commands::([0-9a-f]{32})", first)
    assert token
    assert inner == ["::add-mask::x", "::endgroup::"]
    assert last == f"::{token[1]}::"


def test_the_token_is_another_each_time() -> None:
    assert run("true").stdout != run("true").stdout


@pytest.mark.parametrize("code", [0, 1, 2])
def test_the_exit_code_is_the_commands(code: int) -> None:
    assert run("sh", "-c", f"exit {code}").returncode == code


@pytest.mark.parametrize("openssl", ["exit 1", "exit 0", "echo short", "echo a; exit 3"])
def test_nothing_runs_without_a_token(tmp_path: Path, openssl: str) -> None:
    fake = tmp_path / "openssl"
    fake.write_text(f"#!/bin/sh\n{openssl}\n", encoding="utf-8")
    fake.chmod(0o755)
    done = run("echo", "::add-path::/tmp", path=str(tmp_path))
    assert done.returncode != 0
    assert done.stdout == ""
