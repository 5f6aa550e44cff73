"""A regular expression that is compiled when it is first used.

To compile all that a check might need takes a tenth of its start, and most of them are for what
hardly any file holds. For those that every file is asked, and for small ones, `re` is better.
"""

from __future__ import annotations

import re
from typing import Any, AnyStr, cast


def late(pattern: AnyStr, flags: int = 0) -> re.Pattern[AnyStr]:
    """Return a regular expression, as `re.compile`."""
    return cast("re.Pattern[AnyStr]", _Late(pattern, flags))


class _Late:
    def __init__(self, pattern: Any, flags: int) -> None:
        self._made_of = pattern, flags

    def __getattr__(self, name: str) -> Any:
        """Compile it, and keep what was asked for: the next time it is found at once."""
        found = getattr(re.compile(*self._made_of), name)
        setattr(self, name, found)
        return found
