"""One site, three ways to build it, and what each has to keep to."""

from __future__ import annotations

import json
import random
import re
import shutil
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from .conftest import BIN, BROKEN_ENTRY, FILES, Run, environment, tree, write

ENGINES = {
    "mkdocs": ["build", "--strict", "--site-dir"],
    "properdocs": ["build", "--strict", "-f", "mkdocs.yml", "--site-dir"],
    "goodpractice": ["build", "--site-dir"],
}
_GENERATOR = re.compile(rb'<meta name="generator"[^>]*>')


def build(run: Run, engine: str, folder: Path) -> dict[str, bytes]:
    done = run(engine, *ENGINES[engine], folder)
    assert done.returncode == 0, done.stdout + done.stderr
    return {name: _GENERATOR.sub(b"", data) for name, data in tree(folder).items()}


def test_every_engine_builds_the_same_site(run: Run, tmp_path: Path) -> None:
    built = {engine: build(run, engine, tmp_path / engine) for engine in ENGINES}
    first = built["mkdocs"]
    assert {"index.html", "stories/one/index.html", "fr/index.html", "404.html"} <= set(first)
    for engine in ("properdocs", "goodpractice"):
        assert set(built[engine]) == set(first)
        assert [name for name in first if built[engine][name] != first[name]] == []


@pytest.fixture
def built(run: Run, site: Path) -> Path:
    assert run("goodpractice", "build").returncode == 0
    return site / "site"


def page(built: Path, name: str = "stories/one/index.html") -> str:
    return (built / name).read_text("utf-8")


def test_titles_are_escaped_everywhere(built: Path) -> None:
    for name in ("stories/one/index.html", "stories/index.html", "levels/primary/index.html"):
        html = page(built, name)
        assert "<end>" not in html
        assert "its &lt;end&gt;" in html
    assert "<title>The first &#34;story&#34; &amp; its &lt;end&gt; - Small" in page(built)
    assert "<b>short" not in page(built)


def test_the_policy_stands_before_all_else(built: Path) -> None:
    html = page(built)
    head = html[html.index("<head>") + len("<head>") :]
    assert head.startswith('<meta http-equiv="Content-Security-Policy"')
    assert html.encode().index(b"charset=") < 1000
    assert "'unsafe-inline'" not in re.search("script-src([^;]*)", head)[1]  # type: ignore[index]


def test_only_what_was_planned_is_published(run: Run, site: Path, built: Path) -> None:
    write(site, {"content/left-lying.html": FILES["content/left-lying.html"]})
    shutil.rmtree(built)
    assert run("mkdocs", "build").returncode == 0
    names = set(tree(built))
    assert "left-lying.html" not in names
    assert not [name for name in names if name.endswith((".yml", ".md"))]
    assert not [name for name in names if "lunr" in name or "pagefind-ui" in name]


def test_a_trusted_page_has_our_frame_and_materials_markdown(built: Path) -> None:
    html = page(built, "trusted/index.html")
    assert '<div class="admonition note">' in html
    assert 'href="../stories/one/"' in html
    assert "gp-search" in html
    assert "gp-footer" in html
    assert "\ue000" not in html


def test_nothing_loads_pages_behind_the_browsers_back(built: Path) -> None:
    html = page(built, "trusted/index.html")
    assert "navigation.instant" not in html
    assert "navigation.tabs" in html


def test_no_mark_is_left_in_a_page(built: Path) -> None:
    marked = [
        name
        for name, data in tree(built).items()
        if name.endswith(".html") and re.search("[\ue000\ue001]", data.decode())
    ]
    assert marked == []


def test_languages_have_their_own_shell(built: Path) -> None:
    assert '<html lang="fr"' in page(built, "fr/index.html")
    assert '<html lang="en"' in page(built, "index.html")


def test_the_missing_page_is_at_home_at_any_depth(built: Path) -> None:
    html = page(built, "404.html")
    links = re.findall(r'\s(?:href|src)="([^"#][^"]*)"', html)
    assert links
    assert [link for link in links if not link.startswith(("/small/", "https://"))] == []


def test_the_text_index_knows_its_entries(built: Path) -> None:
    index = json.loads((built / "data/search.json").read_text("utf-8"))
    numbers = index["entries"]
    assert sorted(numbers.values()) == [0, 1]
    fragments = {path.stem for path in (built / "pagefind/fragment").iterdir()}
    assert set(numbers) == fragments


def test_a_shell_is_proved_for_every_shape(run: Run, tmp_path: Path) -> None:
    done = run("mkdocs", "--verbose", "build", "--site-dir", tmp_path / "site")
    assert "drawn in full" not in done.stdout + done.stderr


def test_a_build_says_what_somebody_should_look_at(run: Run, site: Path) -> None:
    path = site / "content/stories/two.md"
    path.write_text(path.read_text("utf-8") + "\n<i>Ten schools</i>\n", encoding="utf-8")
    done = run("goodpractice", "build")
    assert done.returncode == 0, done.stdout + done.stderr
    assert "content/stories/two.md:" in done.stdout
    assert "warning" in done.stdout
    assert "All is well" not in done.stdout


def test_a_broken_entry_is_left_out_and_named(run: Run, site: Path) -> None:
    write(site, {"content/stories/three.md": BROKEN_ENTRY})
    done = run("goodpractice", "build")
    assert done.returncode == 1
    assert "content/stories/three.md:" in done.stdout
    names = set(tree(site / "site"))
    assert "stories/two/index.html" in names
    assert "stories/three/index.html" not in names
    assert run("mkdocs", "build", "--site-dir", "other").returncode == 0
    assert run("mkdocs", "build", "--strict", "--site-dir", "other").returncode == 1


BREAKAGES = {
    "the model": {"content/stories/_collection.yml": "label: [\n"},
    "a setting": {"mkdocs.yml": "site_name: A\nplugins:\n- goodpractice: {accent: red}\n"},
    "no plugin": {"mkdocs.yml": "site_name: A\ntheme: material\nplugins: [search]\n"},
    "another theme": {"mkdocs.yml": "site_name: A\ntheme: mkdocs\nplugins: [goodpractice]\n"},
    "a link of a trusted page": {"content/trusted.md": '# Ours\n\n<a href="nowhere/">x</a>\n'},
    "the engine's own key": {"mkdocs.yml": "site_name: A\nsite_url: nonsense\n"},
}


@pytest.mark.parametrize("what", BREAKAGES)
def test_what_cannot_be_built_leaves_the_last_site(
    run: Run, site: Path, built: Path, what: str
) -> None:
    before = tree(built)
    write(site, BREAKAGES[what])
    done = run("goodpractice", "build")
    assert done.returncode == 2, done.stdout + done.stderr
    assert (done.stdout + done.stderr).strip()
    assert "Traceback" not in done.stderr
    assert tree(built) == before
    assert [path.name for path in site.iterdir() if path.name.startswith(".")] == []


def test_a_minimal_config_is_enough(run: Run, site: Path) -> None:
    write(site, {"mkdocs.yml": "site_name: Small\n"})
    (site / "content/trusted.md").unlink()
    assert run("goodpractice", "build").returncode == 0
    assert (site / "site/stories/one/index.html").is_file()


@pytest.mark.parametrize("folder", ["content", ".", "..", "content/stories/site"])
def test_the_users_folders_are_refused(run: Run, site: Path, folder: str) -> None:
    before = tree(site)
    assert run("goodpractice", "build", "--site-dir", folder).returncode == 2
    assert tree(site) == before


def test_two_builds_are_the_same_byte_for_byte(run: Run, site: Path, tmp_path: Path) -> None:
    git = ["git", "-c", "user.name=A", "-c", "user.email=a@school.example"]
    subprocess.run([*git, "init", "--quiet"], cwd=site, check=True)
    subprocess.run([*git, "add", "."], cwd=site, check=True)
    subprocess.run([*git, "commit", "--quiet", "-m", "One"], cwd=site, check=True)
    shutil.copytree(site, tmp_path / "other place")
    odd = {"TZ": "Pacific/Kiritimati", "LC_ALL": "tr_TR.UTF-8", "PYTHONHASHSEED": "7"}
    assert run("goodpractice", "build", TZ="UTC", PYTHONHASHSEED="1").returncode == 0
    assert run("goodpractice", "build", cwd=tmp_path / "other place", **odd).returncode == 0
    one, other = tree(site / "site"), tree(tmp_path / "other place" / "site")
    assert set(one) == set(other)
    assert [name for name in one if one[name] != other[name]] == []


def test_a_killed_build_leaves_a_whole_site(run: Run, site: Path, built: Path) -> None:
    """Old site or new site, never half: SIGKILL at moments spread over a build's time."""
    states = [tree(built)]
    story = site / "content/stories/one.md"
    story.write_text(story.read_text("utf-8").replace("zebra", "quagga"), encoding="utf-8")
    started = time.monotonic()
    assert run("goodpractice", "build", "--site-dir", "other").returncode == 0
    took = time.monotonic() - started
    states.append(tree(site / "other"))
    moments = random.Random(4)  # noqa: S311
    for _ in range(20):
        build = subprocess.Popen(
            [BIN / "goodpractice", "build"],
            cwd=site,
            env=environment(),
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
        )
        time.sleep(moments.uniform(0.1, took))
        build.send_signal(signal.SIGKILL)
        build.wait()
        assert tree(built) in states
    assert run("goodpractice", "build").returncode == 0
    assert tree(built) == states[1]
    assert [path.name for path in site.iterdir() if path.name.startswith(".")] == []


def test_two_builds_at_once_both_end_well(site: Path) -> None:
    builds = [
        subprocess.Popen(
            [BIN / "goodpractice", "build"],
            cwd=site,
            env=environment(),
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
        )
        for _ in range(2)
    ]
    outputs = [build.communicate(timeout=120)[0] for build in builds]
    assert [build.returncode for build in builds] == [0, 0], outputs
    assert (site / "site/stories/one/index.html").is_file()


def test_without_git_and_without_an_address(site: Path, tmp_path: Path) -> None:
    config = FILES["mkdocs.yml"].replace("site_url: https://schools.example/small/", "")
    write(site, {"mkdocs.yml": config})
    done = subprocess.run(
        [sys.executable, "-m", "goodpractice.cli", "build"],
        cwd=site,
        env=environment(PATH=str(tmp_path)),
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stdout + done.stderr
    assert 'rel="canonical"' not in page(site / "site")


@pytest.mark.parametrize("wrong", ["<h1>\n{% if %}", "<h1>\n{{ nothing_of_that_name }}"])
def test_a_template_that_cannot_be_used_is_named(run: Run, site: Path, wrong: str) -> None:
    write(site, {"theme/goodpractice/entry.html": wrong})
    done = run("goodpractice", "build")
    assert done.returncode == 2
    assert "Nothing was built: " in done.stderr
    assert "theme/goodpractice/entry.html:2: " in done.stderr
