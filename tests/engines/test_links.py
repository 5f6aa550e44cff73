"""MkDocs follows links to folders, round and round: it is never shown the content."""

from __future__ import annotations

from pathlib import Path

import pytest
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.exceptions import PluginError
from mkdocs.structure.files import File, Files

from goodpractice.adapters.mkdocs import GeneratedFile, deliver

from .conftest import BROKEN_ENTRY, Run, tree, write


@pytest.mark.parametrize("engine", ["goodpractice", "mkdocs", "properdocs"])
def test_what_links_lead_to_is_not_published(
    run: Run, site: Path, tmp_path: Path, engine: str
) -> None:
    write(tmp_path, {"secret/secret.md": "# Secret\n", "secret/secret.png": "no picture\n"})
    content = site / "content"
    (content / "stories" / "round").symlink_to("..")
    (content / "elsewhere").symlink_to(tmp_path / "secret")
    (content / "secret.md").symlink_to(tmp_path / "secret/secret.md")
    arguments = ["-f", "mkdocs.yml"] if engine == "properdocs" else []
    done = run(engine, "build", *arguments, "--site-dir", tmp_path / "built")
    assert done.returncode == (1 if engine == "goodpractice" else 0), done.stdout + done.stderr
    built = tree(tmp_path / "built")
    assert {"trusted/index.html", "stories/one/index.html"} <= built.keys()
    assert [name for name, data in built.items() if "secret" in name or b"Secret" in data] == []


@pytest.mark.parametrize("linked", ["trusted.md", "inner"])
def test_a_trusted_page_is_no_link(run: Run, site: Path, tmp_path: Path, linked: str) -> None:
    write(tmp_path, {"secret/trusted.md": "# Secret\n"})
    config = site / "mkdocs.yml"
    both = "[trusted.md, inner/trusted.md]"
    config.write_text(config.read_text("utf-8").replace("[trusted.md]", both), encoding="utf-8")
    (site / "content/trusted.md").unlink()
    target = tmp_path / "secret" / linked
    (site / "content" / linked).symlink_to(target if target.exists() else target.parent)
    done = run("goodpractice", "build")
    assert done.returncode == 1, done.stdout + done.stderr
    assert f"content/{linked}:1:1" in done.stdout
    assert b"Secret" not in b"".join(tree(site / "site").values())


def test_an_address_of_a_trusted_page_is_no_entrys(run: Run, site: Path) -> None:
    story = (site / "content/stories/one.md").read_text("utf-8")
    thief = story.replace("level: primary\n", "level: primary\naliases: [trusted]\n")
    twin = "---\ntitle: The twin of a trusted page\n---\n\nMine.\n"
    write(site, {"content/stories/thief.md": thief, "content/trusted/index.md": twin})
    done = run("goodpractice", "build")
    assert done.returncode == 1
    assert "content/stories/thief.md:5:11  warning GP407" in run("goodpractice", "check").stdout
    assert "content/trusted/index.md:1:1  error GP403" in done.stdout
    assert b"admonition" in tree(site / "site")["trusted/index.html"]


def test_a_picture_does_not_take_the_place_of_one_of_the_theme(run: Run, site: Path) -> None:
    write(site, {"theme/stories/logo.png": "the logo", "content/stories/logo.png": "mine"})
    story = site / "content/stories/one.md"
    story.write_text(story.read_text("utf-8") + "\n![Ours](logo.png)\n", encoding="utf-8")
    done = run("goodpractice", "build")
    assert "content/stories/logo.png:1:1  error GP120" in done.stdout
    assert tree(site / "site")["stories/logo.png"] == b"the logo"


def test_no_file_takes_the_place_of_another(tmp_path: Path) -> None:
    config = MkDocsConfig()
    config.site_dir = str(tmp_path)
    theme = File("pictures/logo.png", "/theme", str(tmp_path), True)
    files = Files([theme])
    made = [GeneratedFile(config, f"{name}.md", "x/index.html", bytes) for name in "ab"]
    with pytest.raises(PluginError, match=r"x/index\.html.*“a\.md”.*“b\.md”"):
        deliver(files, made)
    mine = GeneratedFile(config, "pictures/logo.png", "pictures/logo.png", bytes)
    with pytest.raises(PluginError, match=r"/theme/pictures/logo\.png.*“pictures/logo\.png”"):
        deliver(files, [mine])
    assert files.get_file_from_path("pictures/logo.png") is theme
    mine.replaces = True
    deliver(files, [mine])
    assert files.get_file_from_path("pictures/logo.png") is mine


def test_a_trusted_page_may_link_to_an_entry_that_is_left_out(run: Run, site: Path) -> None:
    write(site, {"content/stories/one.md": BROKEN_ENTRY})
    trusted = site / "content/trusted.md"
    more = '\nSee [*this*](stories/one.md#top "A & b") and [that](stories/two.md).\n'
    trusted.write_text(trusted.read_text("utf-8") + more, encoding="utf-8")
    done = run("goodpractice", "build")
    assert done.returncode == 1, done.stdout + done.stderr
    html = tree(site / "site")["trusted/index.html"].decode()
    assert 'See <em>this</em> and <a href="../stories/two/">that</a>.' in html


@pytest.mark.parametrize("languages", ["[en-GB, fr]", "[pt-BR]", "[en, zh-Hant]"])
def test_languages_of_a_country_or_script(run: Run, site: Path, languages: str) -> None:
    config = site / "mkdocs.yml"
    changed = config.read_text("utf-8").replace("[en, fr]", languages)
    config.write_text(changed, encoding="utf-8")
    done = run("goodpractice", "build")
    assert done.returncode == 0, done.stdout + done.stderr
    first = languages.strip("[]").partition(",")[0]
    html = tree(site / "site")["stories/one/index.html"].decode()
    assert f'<html lang="{first}"' in html or f'<html lang="{first[:2]}"' in html


@pytest.mark.parametrize(
    "text",
    [
        'docs_dir: "a\\0b"',
        'site_dir: "a\\0b"',
        "INHERIT: mkdocs.yml",
        "INHERIT: content/notes.txt",
        "plugins: [{goodpractice: {languages: [zz]}}]",
    ],
)
def test_settings_that_no_engine_can_read(run: Run, site: Path, text: str) -> None:
    write(site, {"content/notes.txt": "only words\n"})
    kept = "theme: material\n"
    write(site, {"mkdocs.yml": f"site_name: Small\n{kept}{text}\n"})
    done = run("goodpractice", "build")
    assert done.returncode == 2
    assert "mkdocs.yml" in done.stdout + done.stderr
    assert "itself has failed" not in done.stderr
