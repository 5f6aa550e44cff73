"""The command line without the text index, to measure the rest of a build by itself.

Plain MkDocs makes no text index when its search plugin is off; this is ours with Pagefind off.
"""

from __future__ import annotations

from goodpractice import textsearch
from goodpractice.cli import main


def _index_nothing(*_: object) -> None:
    """Take the place of the call of Pagefind."""


if __name__ == "__main__":
    textsearch._index = _index_nothing  # noqa: SLF001 - there is no option for it, on purpose
    main()
