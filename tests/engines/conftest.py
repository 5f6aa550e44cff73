"""A small site of its own, in an empty folder, and ways to build it."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

BIN = Path(sys.executable).parent
Run = Callable[..., "subprocess.CompletedProcess[str]"]

FILES = {
    "mkdocs.yml": """
site_name: Small & <b>short</b>
site_url: https://schools.example/small/
docs_dir: content
theme:
  name: material
  features: [navigation.instant, navigation.tabs]
  palette:
    - scheme: default
      toggle: {icon: material/weather-night, name: Switch to dark}
    - scheme: slate
      toggle: {icon: material/weather-sunny, name: Switch to light}
plugins:
  - goodpractice:
      languages: [en, fr]
      trusted: [trusted.md]
markdown_extensions: [admonition]
""",
    "content/index.md": """
---
title: Welcome to it
summary: A site so small that a test can build it many times over without anybody waiting.
---

See [the first story](stories/one.md).
""",
    "content/trusted.md": """
# Ours

!!! note
    A note that only Material's own Markdown makes, and [a story](stories/one.md).
""",
    "content/left-lying.html": "<script>alert(1)</script>",
    "content/stories/_collection.yml": """
label: {en: Stories, fr: Histoires}
singular: {en: Story, fr: Histoire}
fields:
  level:
    kind: choice
    vocabulary: levels
    facet: true
    label: Level
    help: For whom it is.
""",
    "content/vocabularies/levels.yml": """
label: Levels
singular: Level
terms:
  primary: Primary
  secondary: Secondary
""",
    "content/stories/one.md": """
---
title: The first "story" & its <end>
summary: It was told on a Monday, and everybody who heard it went home a little wiser.
level: primary
---

Once there was a zebra. The [second](two.md) is better.
""",
    "content/stories/two.md": """
---
title: The second story
summary: It was told on a Tuesday, after the first, to those who had come back for more.
level: secondary
---

Twice there was a giraffe.
""",
}
BROKEN_ENTRY = "---\ntitle: [\n---\n\nNo more.\n"


def write(root: Path, files: dict[str, str]) -> None:
    for name, text in files.items():
        (root / name).parent.mkdir(parents=True, exist_ok=True)
        (root / name).write_text(text.lstrip("\n"), encoding="utf-8")


@pytest.fixture
def site(tmp_path: Path) -> Path:
    """The root of a small site that has not been built."""
    root = tmp_path / "root"
    files = {name: text for name, text in FILES.items() if name != "content/left-lying.html"}
    write(root, files)
    return root


@pytest.fixture
def run(site: Path) -> Run:
    """Run a tool of this environment in the site's root: `run("goodpractice", "check")`."""

    def run_there(
        tool: str, *arguments: str | Path, cwd: Path = site, **variables: str
    ) -> subprocess.CompletedProcess[str]:
        return subprocess.run(
            [BIN / tool, *arguments],
            cwd=cwd,
            env=environment(**variables),
            capture_output=True,
            text=True,
            check=False,
            timeout=120,
        )

    return run_there


def environment(**variables: str) -> dict[str, str]:
    """The environment of a command: this one's, in English, with no time of its own."""
    unwanted = ("SOURCE_DATE_EPOCH", "LC_ALL", "LC_MESSAGES", "LANG", "SITE_URL")
    kept = {name: value for name, value in os.environ.items() if name not in unwanted}
    quiet = {"NO_MKDOCS_2_WARNING": "1", "DISABLE_MKDOCS_2_WARNING": "true"}
    return kept | quiet | variables


def tree(folder: Path) -> dict[str, bytes]:
    """Every file of a folder, with its bytes."""
    return {
        path.relative_to(folder).as_posix(): path.read_bytes()
        for path in sorted(folder.rglob("*"))
        if path.is_file()
    }
