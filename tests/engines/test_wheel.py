"""The wheel alone, in an environment of its own, builds a site it has never seen."""

from __future__ import annotations

import subprocess
import sys
import venv
import zipfile
from pathlib import Path

import pytest

from .conftest import BIN, environment, tree, write

ROOT = Path(__file__).resolve().parents[2]


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("wheel")
    subprocess.run(
        [BIN / "hatchling", "build", "-t", "wheel", "-d", folder],
        cwd=ROOT,
        check=True,
        capture_output=True,
    )
    [made] = folder.glob("*.whl")
    return made


@pytest.fixture(scope="module")
def tool(wheel: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The tool as installed from the wheel; what it depends on is borrowed from here."""
    folder = tmp_path_factory.mktemp("installed") / "venv"
    venv.create(folder)
    lib = folder / "lib" / f"python{sys.version_info.major}.{sys.version_info.minor}"
    packages = lib / "site-packages"
    subprocess.run(
        [
            *(sys.executable, "-m", "pip", "--disable-pip-version-check", "install", "--quiet"),
            *("--no-deps", "--no-index", "--target", packages, wheel),
        ],
        check=True,
    )
    here = next(path for path in sys.path if path.endswith("site-packages"))
    borrowed = packages / "borrowed"
    borrowed.mkdir()
    for path in Path(here).iterdir():
        if "goodpractice" not in path.name:
            (borrowed / path.name).symlink_to(path)
    (packages / "borrowed.pth").write_text(f"{borrowed}\n", encoding="utf-8")
    return folder / "bin" / "python"


def test_the_wheel_holds_the_theme(wheel: Path) -> None:
    names = set(zipfile.ZipFile(wheel).namelist())
    assert "goodpractice/theme/main.html" in names
    assert "goodpractice/theme/assets/goodpractice/site.css" in names
    assert "goodpractice/py.typed" in names
    assert "goodpractice/common.yml" in names
    theme = {path.relative_to(ROOT).as_posix() for path in (ROOT / "theme").rglob("*.*")}
    shipped = {name.removeprefix("goodpractice/") for name in names}
    assert {name for name in theme if (ROOT / name).is_file()} <= shipped


def test_a_foreign_folder_is_built_by_the_wheel(tool: Path, site: Path) -> None:
    write(site, {"mkdocs.yml": "site_name: Small\n"})
    (site / "content/trusted.md").unlink()
    done = subprocess.run(
        [tool, "-m", "goodpractice.cli", "build"],
        cwd=site,
        env=environment(PYTHONPATH=""),
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stdout + done.stderr
    where = subprocess.run(
        [tool, "-c", "import goodpractice; print(goodpractice.__file__)"],
        cwd=site,
        env=environment(PYTHONPATH=""),
        capture_output=True,
        text=True,
        check=True,
    )
    assert not Path(where.stdout.strip()).is_relative_to(ROOT)
    names = set(tree(site / "site"))
    assert {"stories/one/index.html", "assets/goodpractice/site.css"} <= names
    assert any(name.startswith("pagefind/fragment/") for name in names)
