"""Write what the check says now as what it should say: ``python -m tests.rules.accept [CODE]…``.

To be used after a message has been changed on purpose; the diff shows what a reader would see.
"""

from __future__ import annotations

import sys
import tempfile
from pathlib import Path

import pytest

from tests.rules.cases import HERE, all_rules, check, lay
from tests.rules.reading import nobody_reads


def main(wanted: list[str]) -> None:
    """Accept the examples of all rules, or of those given."""
    for rule in all_rules():
        if (HERE / rule.code).is_dir() and (not wanted or rule.code in wanted):
            with tempfile.TemporaryDirectory() as folder, pytest.MonkeyPatch.context() as patch:
                nobody_reads(patch, "locked.md")
                lines = check(lay(rule, "bad", Path(folder))).lines
            (HERE / rule.code / "expected").write_text("\n".join(lines) + "\n", "utf-8")


if __name__ == "__main__":
    main(sys.argv[1:])
