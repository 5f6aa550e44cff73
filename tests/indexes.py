"""What browse fetches of a built site, put together."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any


def whole_index(site: Path, lang: str = "en") -> dict[str, Any]:
    """Return the facet index with the terms, columns and orders that lie in files of their own."""

    def read(path: str) -> Any:
        return json.loads((site / path).read_text("utf-8"))

    index: dict[str, Any] = read(f"data/browse.{lang}.json")
    found = {facet["id"]: read(facet["path"]) for facet in index["facets"]}
    index["facets"] = [{**one, "terms": found[one["id"]]["terms"]} for one in index["facets"]]
    index["columns"] = {name: own["entries"] for name, own in found.items()}
    index["orders"] = {name: read(path) for name, path in index["orders"].items()}
    return index
