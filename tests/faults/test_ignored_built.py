"""What may be ignored does not keep a site from being built: every such fault at once."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

from goodpractice import pipeline
from goodpractice.policy import rules_by_code
from goodpractice.settings import load_settings
from tests.faults.cases import DAY, MODEL, SMALL, copy_site, kept_cases


def with_everything_ignored(root: Path) -> None:
    config = root / "mkdocs.yml"
    items = "".join(
        f"        - {{code: {code}, path: 'content/*', reason: to see what happens}}\n"
        for code, rule in rules_by_code().items()
        if rule.ignorable
    )
    text = config.read_text("utf-8")
    assert text.count("  - goodpractice:\n") == 1
    option = f"  - goodpractice:\n      ignore:\n{items}"
    config.write_text(text.replace("  - goodpractice:\n", option), encoding="utf-8")


def test_what_is_ignored_can_be_drawn(tmp_path: Path) -> None:
    root = copy_site(SMALL, tmp_path / "source")
    for case in kept_cases():
        if case.family not in (*MODEL, "shipped"):
            case.write(root / case.place)
    settings, _ = load_settings(root / "mkdocs.yml", as_of=DAY)
    before = pipeline.check(settings)
    with_everything_ignored(root)
    settings, faults = load_settings(root / "mkdocs.yml", as_of=DAY)
    assert faults == ()
    after = pipeline.check(settings)
    assert len(after.left_out) < len(before.left_out) - 100
    tool = Path(sys.executable).with_name("goodpractice")
    command: list[str | Path] = [tool, "build", "--site-dir", tmp_path / "site"]
    done = subprocess.run(command, cwd=root, capture_output=True, text=True, check=False)
    assert done.returncode == 1, done.stdout[-3000:] + done.stderr
    for entry in after.site.catalogue.entries.values():
        assert (tmp_path / "site" / entry.address / "index.html").is_file()
