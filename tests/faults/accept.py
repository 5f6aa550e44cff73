"""Write what the check says now as what it should say: ``python -m tests.faults.accept [NAME]…``.

To be used after a message has been changed on purpose; the diff shows what a reader would see.
"""

from __future__ import annotations

import sys
import tempfile
from pathlib import Path

from tests.faults.cases import Case, line, run
from tests.faults.made import all_cases


def accept(case: Case) -> None:
    """Write the expectation of one case; none where there is nothing to say."""
    with tempfile.TemporaryDirectory() as folder:
        lines = [line(one) for one in run(case, Path(folder)).own]
    if lines:
        case.expected.parent.mkdir(exist_ok=True)
        case.expected.write_text("\n".join(lines) + "\n", encoding="utf-8")
    else:
        case.expected.unlink(missing_ok=True)


def main(wanted: list[str]) -> None:
    """Accept all cases, or those whose id begins as given."""
    for case in all_cases():
        if not wanted or case.id.startswith(tuple(wanted)):
            accept(case)


if __name__ == "__main__":
    main(sys.argv[1:])
