from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from goodpractice import messages, settings
from goodpractice.diagnostics import Diagnostic, Severity, Span
from goodpractice.policy import Ignore
from goodpractice.settings import OPTIONS, Settings, find_config, load_settings


def load(root: Path, text: str) -> tuple[Settings, tuple[Diagnostic, ...]]:
    (root / "content").mkdir(exist_ok=True)
    (root / "mkdocs.yml").write_text(text, encoding="utf-8")
    return load_settings(root / "mkdocs.yml", as_of=date(2026, 1, 31))


def faults(root: Path, text: str) -> list[tuple[int, int, str]]:
    return [
        (one.span.line, one.span.column, messages.text(one.message)) for one in load(root, text)[1]
    ]


def test_the_nearest_config_above_is_found(tmp_path: Path) -> None:
    (tmp_path / "mkdocs.yml").write_text("site_name: Outer\n", encoding="utf-8")
    below = tmp_path / "a" / "b"
    below.mkdir(parents=True)
    assert find_config(below) == tmp_path / "mkdocs.yml"
    (tmp_path / "a" / "mkdocs.yml").write_text("site_name: Inner\n", encoding="utf-8")
    assert find_config(below) == tmp_path / "a" / "mkdocs.yml"


def test_no_config_anywhere(tmp_path: Path) -> None:
    assert find_config(tmp_path) is None


def test_what_is_left_out_has_a_default(tmp_path: Path) -> None:
    found, wrong = load(tmp_path, "site_name: Ours\n")
    assert wrong == ()
    assert found.content == tmp_path / "content"
    assert found.site_dir == tmp_path / "site"
    assert found.languages == ("en",)
    assert found.licence == "CC-BY-4.0"
    assert (found.site_url, found.repo_url, found.edit_uri, found.feedback) == ("", "", "", ())
    assert found.theme_dirs == (settings.package_theme(),)
    assert found.as_of == date(2026, 1, 31)


def test_options_are_read(tmp_path: Path) -> None:
    found, wrong = load(
        tmp_path,
        "site_name: Ours\nsite_url: https://a.example/b\n"
        "repo_url: https://github.com/our/site\n"
        "theme: {name: material, language: cy}\n"
        "plugins:\n- search\n- goodpractice:\n    languages: [fr, en]\n    licence: CC0-1.0\n"
        "    trusted: about/this.md\n    feedback: office@school.example\n    accent: '#123456'\n",
    )
    assert wrong == ()
    assert found.languages == ("fr", "en")
    assert found.licence == "CC0-1.0"
    assert found.trusted == ("about/this.md",)
    assert found.feedback == ("mailto:office@school.example",)
    assert found.accent == "#123456"
    assert found.site_url == "https://a.example/b/"
    assert found.edit_uri == "edit/main/content/"


def test_github_gives_feedback_and_the_theme_gives_the_language(tmp_path: Path) -> None:
    found, _ = load(
        tmp_path,
        "repo_url: https://github.com/our/site/\ntheme: {language: fr}\nplugins: [goodpractice]\n",
    )
    assert found.feedback == ("https://github.com/our/site/issues/new",)
    assert found.languages == ("fr",)


@pytest.mark.parametrize(
    ("line", "value"),
    [
        ("licence: ''", "licence"),
        ("licence: [CC0-1.0]", "licence"),
        ("languages: []", "languages"),
        ("languages: [en, Français]", "languages"),
        ("languages: {en: English}", "languages"),
        ("trusted: [../secret.md]", "trusted"),
        ("trusted: /etc/passwd", "trusted"),
        ("feedback: javascript:alert(1)", "feedback"),
        ("feedback: office", "feedback"),
        ("feedback: [office@school.example, office]", "feedback"),
        ("feedback: []", "feedback"),
        ("accent: 'red; }'", "accent"),
    ],
)
def test_a_value_that_does_not_fit_is_named_with_its_place(
    tmp_path: Path, line: str, value: str
) -> None:
    text = f"plugins:\n- goodpractice:\n    {line}\n"
    [(at_line, column, message)] = faults(tmp_path, text)
    assert (at_line, column) == (3, 5 + len(value) + 2)
    assert value in message


@pytest.mark.parametrize(
    ("option", "place", "key"),
    [
        ("rules: [GP207]", (3, 12), "rules"),
        ("rules: {GP999: off}", (3, 20), "rules.GP999"),
        ("rules: {GP207: maybe}", (3, 20), "rules.GP207"),
        ("rules: {GP207: true}", (3, 20), "rules.GP207"),
        ("rules: {GP101: off}", (3, 20), "rules.GP101"),
        ("rules: {GP101: warning}", (3, 20), "rules.GP101"),
        ("ignore: {code: GP207}", (3, 13), "ignore"),
        ("ignore: [GP207]", (3, 14), "ignore"),
        ("ignore: [{code: GP207, path: a, reason: Why, more: x}]", (3, 14), "ignore"),
        ("ignore: [{code: GP999, path: a, reason: Why}]", (3, 21), "ignore.code"),
        ("ignore: [{code: GP101, path: a, reason: Why}]", (3, 21), "ignore.code"),
        ("ignore: [{code: GP207, path: ../a, reason: Why}]", (3, 34), "ignore.path"),
        ("ignore: [{code: GP207, path: a, reason: ' '}]", (3, 45), "ignore.reason"),
        ("ignore: [{code: GP207, path: a}]", (3, 14), "ignore.reason"),
    ],
)
def test_what_does_not_fit_within_an_option_has_its_place(
    tmp_path: Path, option: str, place: tuple[int, int], key: str
) -> None:
    text = f"plugins:\n- goodpractice:\n    {option}\n"
    [(line, column, message)] = faults(tmp_path, text)
    assert (line, column) == place
    assert f"“{key}”" in message


def test_rules_and_ignores_are_read(tmp_path: Path) -> None:
    text = (
        "plugins:\n- goodpractice:\n    rules: {GP207: off, GP302: error}\n"
        "    ignore:\n    - {code: GP207, path: 'content/*', reason: Why}\n"
    )
    policy = load(tmp_path, text)[0].policy
    assert policy.severities == {"GP207": None, "GP302": Severity.ERROR}
    assert policy.ignores == (Ignore("GP207", "content/*", "mkdocs.yml", Span(5, 14, 5, 19)),)
    (tmp_path / "base.yml").write_text(text, encoding="utf-8")
    inherited = load(tmp_path, "INHERIT: base.yml\n")[0].policy
    assert inherited.ignores[0].where == "base.yml"


def test_every_option_refuses_something() -> None:
    assert [name for name, option in OPTIONS.items() if option.read(0.5) is not None] == []


def test_a_misspelt_option_is_told_the_right_one(tmp_path: Path) -> None:
    [(line, column, message)] = faults(tmp_path, "plugins:\n- goodpractice:\n    license: x\n")
    assert (line, column) == (3, 5)
    assert "licence" in message


def test_options_may_stand_in_a_mapping(tmp_path: Path) -> None:
    found, _ = load(tmp_path, "plugins:\n  goodpractice: {languages: de}\n")
    assert found.languages == ("de",)


def test_pages_as_files_are_refused(tmp_path: Path) -> None:
    [(line, _, message)] = faults(tmp_path, "site_name: A\nuse_directory_urls: false\n")
    assert line == 2
    assert "use_directory_urls" in message


@pytest.mark.parametrize("folder", ["nowhere", "..", ".", "/"])
def test_the_content_has_to_be_a_folder_below(tmp_path: Path, folder: str) -> None:
    [(line, _, message)] = faults(tmp_path, f"site_name: A\ndocs_dir: {folder}\n")
    assert line == 2
    assert "docs_dir" in message


def test_broken_yaml_is_a_diagnostic(tmp_path: Path) -> None:
    [(line, _, message)] = faults(tmp_path, "site_name: A\nplugins: [\n")
    assert line == 3 or "plugins" in message


def test_tags_are_not_constructed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("GP_TEST_URL", "https://b.example/")
    found, wrong = load(
        tmp_path,
        "site_name: !!python/object/apply:os.system [exit 3]\n"
        "site_url: !ENV [GP_TEST_NONE, GP_TEST_URL, 'https://c.example/']\n"
        "repo_url: !ENV [GP_TEST_NONE, 'https://d.example/']\n"
        "markdown_extensions:\n- pymdownx.emoji: {g: !!python/name:os.system }\n",
    )
    assert wrong == ()
    assert found.site_name == tmp_path.name
    assert found.site_url == "https://b.example/"
    assert found.repo_url == "https://d.example/"


def test_settings_are_inherited(tmp_path: Path) -> None:
    (tmp_path / "base.yml").write_text(
        "site_name: Base\nsite_description: All of us\nplugins:\n- goodpractice: {languages: fr}\n",
        encoding="utf-8",
    )
    found, _ = load(tmp_path, "INHERIT: base.yml\nsite_name: Own\n")
    assert (found.site_name, found.site_description) == ("Own", "All of us")
    assert found.languages == ("fr",)


def test_the_sites_own_theme_comes_first(tmp_path: Path) -> None:
    for name in ("mine", "theme"):
        (tmp_path / name).mkdir()
    found, _ = load(tmp_path, "theme: {name: material, custom_dir: mine}\n")
    assert found.theme_dirs == (tmp_path / "mine", tmp_path / "theme", settings.package_theme())


def test_the_day_of_the_content(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1000000000")
    assert settings.source_day(tmp_path) == date(2001, 9, 9)
    monkeypatch.delenv("SOURCE_DATE_EPOCH")
    assert settings.source_time(tmp_path) is None
    assert settings.source_day(tmp_path) == settings.today()


def test_without_git(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("SOURCE_DATE_EPOCH", raising=False)
    monkeypatch.setenv("PATH", str(tmp_path))
    assert settings.source_time(tmp_path) is None


@pytest.mark.parametrize(
    ("folders", "name"),
    [((), "content"), (("docs",), "docs"), (("docs", "content"), "content")],
)
def test_content_is_where_it_is(tmp_path: Path, folders: tuple[str, ...], name: str) -> None:
    for one in folders:
        (tmp_path / one).mkdir()
    (tmp_path / "mkdocs.yml").write_text("site_name: A\n", encoding="utf-8")
    assert load_settings(tmp_path / "mkdocs.yml")[0].content == tmp_path / name


def test_every_option_is_documented(root: Path) -> None:
    text = (root / "docs/settings.md").read_text("utf-8")
    assert [name for name in OPTIONS if f"\n| `{name}` |" not in text] == []


@pytest.mark.parametrize(
    ("text", "key"),
    [
        ("plugins: [search]\n", "plugins"),
        ("plugins:\n  - goodpractise\n", "plugins"),
        ("plugins: [goodpractice]\ntheme: mkdocs\n", "theme"),
        ("theme: {name: readthedocs}\n", "theme"),
        ("theme: {language: fr}\n", "theme"),
    ],
)
def test_what_a_build_would_refuse_is_said_by_the_check(
    tmp_path: Path, text: str, key: str
) -> None:
    (tmp_path / "content").mkdir()
    (tmp_path / "mkdocs.yml").write_text(text, encoding="utf-8")
    _, faults = load_settings(tmp_path / "mkdocs.yml")
    assert [(one.code, one.message.params["key"]) for one in faults] == [("GP806", key)]


@pytest.mark.parametrize(
    "text",
    [
        "site_name: A\n",
        "plugins: [goodpractice, search]\ntheme: material\n",
        "plugins: {goodpractice: {accent: '#fff'}}\ntheme: {name: material}\n",
        "plugins:\n  - search\n  - goodpractice:\n      languages: [en]\ntheme: {name: material}\n",
    ],
)
def test_what_a_build_takes_is_in_order(tmp_path: Path, text: str) -> None:
    (tmp_path / "content").mkdir()
    (tmp_path / "mkdocs.yml").write_text(text, encoding="utf-8")
    assert load_settings(tmp_path / "mkdocs.yml")[1] == ()
