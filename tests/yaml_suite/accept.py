"""Write down what the check says of each case now: `python -m tests.yaml_suite.accept`."""

from __future__ import annotations

from tests.yaml_suite.cases import EXPECTED, all_cases

if __name__ == "__main__":
    EXPECTED.write_text("".join(f"{one.line()}\n" for one in all_cases()), "utf-8")
