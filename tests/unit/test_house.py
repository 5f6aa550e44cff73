"""The rules of the house that no other tool checks: see CONTRIBUTING.md."""

from __future__ import annotations

import ast
import json
import re
import shutil
import subprocess
import sys
import tomllib
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

import click
import pytest

ROOT = Path(__file__).resolve().parents[2]
PACKAGE = ROOT / "plugins" / "goodpractice"

# Who may import whom: a module or folder imports only what stands before it. Those of one line
# are alike, and do not import each other. An import for type hints alone runs nothing and is free.
ORDER: tuple[frozenset[str], ...] = tuple(
    frozenset(line.split())
    for line in """
    diagnostics late parallel
    sources
    outlines
    plain_markup
    bounded external_links git markup nearest patterns pictures terminal views
    collation history messages nodes outputs values
    dates plain_yaml twins yaml_faults
    documents
    failures files
    templates vocabularies
    fields reading shell
    field_values
    keys
    kinds
    constraints tiles
    model
    model_shape
    model_checks model_labels
    model_reader
    entries likeness
    catalogue links schemas
    queries
    content facts fixes orders similarity
    cache corpus
    rules
    baseline changes policy
    reporters settings usage
    github_markdown manual pipeline
    checking facets presentation
    interface search_words sitemap
    api citations feeds figures linked_data share_cards whole_lists
    api_schema
    feedback neighbours
    entry_pages
    browsing reference_pages shortlist term_pages
    worklist
    reviews upkeep
    notes
    pages
    rendering
    textsearch verification
    publish
    adapters
    cli
    __main__
    """.strip().splitlines()
)
ENGINES = frozenset({"material", "mkdocs", "properdocs"})


class Import(NamedTuple):
    importer: str
    imported: str
    place: str


def parts(path: Path) -> tuple[str, ...]:
    return path.relative_to(PACKAGE.parent).with_suffix("").parts


def nodes_that_run(node: ast.AST) -> Iterator[ast.AST]:
    """Every node of a module, but for what stands under `if TYPE_CHECKING:`."""
    for child in ast.iter_child_nodes(node):
        if isinstance(child, ast.If) and ast.unparse(child.test).endswith("TYPE_CHECKING"):
            continue
        yield child
        yield from nodes_that_run(child)


def imported_names(path: Path) -> Iterator[tuple[str, int]]:
    """Every dotted name that a module imports, wherever in it, relative ones written out."""
    package = parts(path)[:-1]
    for node in nodes_that_run(ast.parse(path.read_text("utf-8"))):
        if isinstance(node, ast.Import):
            yield from ((alias.name, node.lineno) for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            above = package[: len(package) - node.level + 1] if node.level else ()
            base = ".".join([*above, *([node.module] if node.module else [])])
            yield base, node.lineno
            yield from ((f"{base}.{alias.name}", node.lineno) for alias in node.names)


def imports() -> Iterator[Import]:
    for path in sorted(PACKAGE.rglob("*.py")):
        importer = next(iter(parts(path)[1:2]))
        for name, line in imported_names(path):
            yield Import(importer, name, f"{path.relative_to(ROOT)}:{line}")


def rank(module: str) -> int:
    """Give a module's place; one that has none yet, which another test says, stands last."""
    return next((place for place, alike in enumerate(ORDER) if module in alike), len(ORDER))


def modules() -> set[str]:
    return {parts(path)[1] for path in PACKAGE.rglob("*.py")} - {"__init__"}


def test_every_module_has_its_place_in_the_order() -> None:
    assert modules() - frozenset[str]().union(*ORDER) == set()


def test_imports_run_one_way() -> None:
    own = modules()
    backwards = [
        f"{found.place}: {found.importer} imports {target}"
        for found in imports()
        if found.imported.startswith("goodpractice.") and found.importer in own
        for target in [found.imported.split(".")[1]]
        if target in own and target != found.importer and rank(target) >= rank(found.importer)
    ]
    assert sorted(set(backwards)) == []


def test_only_adapters_import_an_engine() -> None:
    engines = [
        found.place
        for found in imports()
        if found.importer != "adapters" and found.imported.split(".")[0] in ENGINES
    ]
    assert engines == []


def test_imports_are_seen_in_every_form(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(f"{__name__}.PACKAGE", tmp_path / "goodpractice")
    module = tmp_path / "goodpractice" / "rules" / "one.py"
    module.parent.mkdir(parents=True)
    module.write_text(
        "import a.b\nfrom c import d\nfrom . import two\nfrom ..model import Model\n"
        "def f():\n    from mkdocs import plugins\n"
        "if TYPE_CHECKING:\n    import hints\n",
        encoding="utf-8",
    )
    assert [name for name, _ in imported_names(module)] == [
        "a.b",
        *("c", "c.d"),
        *("goodpractice.rules", "goodpractice.rules.two"),
        *("goodpractice.model", "goodpractice.model.Model"),
        *("mkdocs", "mkdocs.plugins"),
    ]


def tracked_text() -> Iterator[tuple[str, str]]:
    """The text files that git keeps, with their text."""
    listed = subprocess.run(["git", "ls-files", "-z"], cwd=ROOT, check=True, capture_output=True)
    for name in filter(None, listed.stdout.decode().split("\0")):
        path = ROOT / name
        if path.is_file() and not path.is_symlink() and b"\0" not in (raw := path.read_bytes()):
            yield name, raw.decode("utf-8", "replace")


def unwanted() -> re.Pattern[str]:
    """Hosts of package registries, and paths of the machine that this runs on."""
    hosts = ("pypi.org", "pythonhosted.org", "registry.npmjs.org", "deb.debian.org")
    # Built from parts, or this file would name what it looks for.
    names = [re.escape(host) for host in hosts]
    places = [rf"{re.escape(str(place))}/" for place in (ROOT, Path.home()) if place != Path("/")]
    return re.compile("|".join([*names, *places, r"/(?:home|Users)/\w+/"]))


def test_no_file_names_a_registry_host_or_a_machine() -> None:
    pattern = unwanted()
    here = Path(__file__).relative_to(ROOT).as_posix()
    found = [
        f"{name}:{number}: {match[0]}"
        for name, text in tracked_text()
        if name != here
        for number, line in enumerate(text.splitlines(), 1)
        if (match := pattern.search(line))
    ]
    assert found == []


def code_spans(document: str) -> str:
    """Every piece of code in a Markdown file of the repository, fenced or within a line."""
    text = (ROOT / document).read_text("utf-8")
    return "\n".join(re.findall(r"```.*?```|`[^`\n]+`", text, flags=re.DOTALL))


def commands(group: click.Command, name: str) -> Iterator[tuple[str, click.Command]]:
    if isinstance(group, click.Group):
        for sub, command in group.commands.items():
            yield from commands(command, f"{name} {sub}")
    else:
        yield name, group


def test_the_readme_names_every_command_and_option() -> None:
    from goodpractice.cli import main

    assert isinstance(main, click.Group)
    code = code_spans("README.md")
    missing = [
        what
        for name, command in commands(main, "goodpractice")
        for what in [name, *(f"{o.opts[0]}" for o in command.params if isinstance(o, click.Option))]
        if what not in code
    ]
    assert missing == []


def documents() -> list[str]:
    """The Markdown for people who maintain a site or the code; content has checks of its own."""
    names = (name for name, _ in tracked_text() if name.endswith(".md"))
    return [name for name in names if not name.startswith(("content/", "tests/", "theme/"))]


def make_targets() -> set[str]:
    makefile = (ROOT / "Makefile").read_text("utf-8")
    return set(re.findall(r"^([a-z-]+):.*## ", makefile, flags=re.MULTILINE))


@pytest.mark.parametrize("document", documents())
def test_documents_name_only_targets_that_exist(document: str) -> None:
    named = set(re.findall(r"\bmake ([a-z-]+)", code_spans(document)))
    assert named - make_targets() == set()


@pytest.mark.parametrize("document", documents())
def test_links_between_documents_lead_somewhere(document: str) -> None:
    text = re.sub(r"```.*?```|`[^`\n]+`", "", (ROOT / document).read_text("utf-8"), flags=re.DOTALL)
    targets = re.findall(r"\]\((?!https?:)([^)#]+)", text)
    assert [one for one in targets if not (ROOT / document).parent.joinpath(one).exists()] == []


def test_the_example_in_the_readme_passes_the_check(tmp_path: Path) -> None:
    readme = (ROOT / "README.md").read_text("utf-8")
    [example] = re.findall(r"```markdown\n(.*?)```", readme, re.DOTALL)
    shutil.copytree(ROOT / "content", tmp_path / "content")
    shutil.copyfile(ROOT / "mkdocs.yml", tmp_path / "mkdocs.yml")
    entry = tmp_path / "content/case-studies/shared-writing-week.md"
    entry.write_text(example, encoding="utf-8")
    tool = Path(sys.executable).with_name("goodpractice")
    checked = subprocess.run(
        [tool, "check", "--fail-on", "warning", entry],
        cwd=tmp_path,
        check=False,
        capture_output=True,
        text=True,
    )
    assert checked.returncode == 0, checked.stdout + checked.stderr


def requirement_name(requirement: str) -> str:
    return re.split(r"[^\w.-]", requirement)[0].lower()


def test_every_dependency_has_its_reason() -> None:
    settings = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))
    asked = [*settings["project"]["dependencies"], *settings["build-system"]["requires"]]
    for group in settings["dependency-groups"].values():
        asked += [one for one in group if isinstance(one, str)]
    for package in (ROOT / "tools").glob("npm*/package.json"):
        asked += json.loads(package.read_text("utf-8"))["dependencies"]
    record = (ROOT / "docs/decisions/0002-dependencies.md").read_text("utf-8")
    explained = set(re.findall(r"^\| `([\w.-]+)` \| \S", record, flags=re.MULTILINE))
    assert {requirement_name(one) for one in asked} == explained


def test_no_year_of_the_model_is_a_number() -> None:
    """A number of four digits is shown with a mark between its thousands."""
    texts = (path.read_text("utf-8") for path in ROOT.glob("content/*/_collection.yml"))
    numbers = [
        bounds
        for text in texts
        for bounds in re.findall(r"kind: (?:integer|number)\n(?: +m(?:in|ax): .+\n)+", text)
    ]
    assert numbers
    assert [one for one in numbers if re.search(r"min: (1[5-9]|20)\d\d\n", one)] == []


def test_git_leaves_out_what_commands_write_beside_the_content() -> None:
    assert {"/site/", "/schemas/"} <= set((ROOT / ".gitignore").read_text("utf-8").split())
