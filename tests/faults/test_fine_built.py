"""What the check lets pass can be drawn: odd and hostile texts, and values nobody knows."""

from __future__ import annotations

import re
import subprocess
import sys
from pathlib import Path

from tests.faults.cases import SMALL, Case, copy_site, kept_cases

ODD = ("fine", "hostile", "drafts")


def passes(case: Case) -> bool:
    """Whether a case is published; a hostile text may be warned of."""
    errors = [line for line in case.lines() if " error " in line]
    return case.family in ODD and not (errors if case.family == "hostile" else case.lines())


def test_everything_that_passes_has_its_page(tmp_path: Path) -> None:
    root = copy_site(SMALL, tmp_path / "source")
    passing = [one for one in kept_cases() if passes(one)]
    assert len(passing) > 30
    for case in passing:
        case.write(root / case.place)
    folder = tmp_path / "site"
    tool = Path(sys.executable).with_name("goodpractice")
    command: list[str | Path] = [tool, "build", "--site-dir", folder]
    done = subprocess.run(command, cwd=root, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout + done.stderr
    for case in passing:
        if b"\nstatus: draft\n" in (root / case.place).read_bytes():
            continue  # which is not published
        page = folder / "everything" / case.name / "index.html"
        html = page.read_text("utf-8")
        assert not re.search(r"<script>alert|onerror=alert\(1\)[^&]*>\s*<|NOT_KNOWN", html), case.id
