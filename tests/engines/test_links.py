"""MkDocs follows links to folders, round and round: a site that has one is not built."""

from __future__ import annotations

from pathlib import Path

import pytest
from mkdocs.exceptions import PluginError

from goodpractice.adapters.mkdocs import refuse_linked_folders


def test_a_link_to_a_folder_is_refused(tmp_path: Path) -> None:
    (tmp_path / "folder").mkdir()
    refuse_linked_folders(tmp_path)
    (tmp_path / "folder" / "round").symlink_to("..")
    with pytest.raises(PluginError, match="round"):
        refuse_linked_folders(tmp_path)
