"""Settings: what `mkdocs.yml` says of a site, read without MkDocs and with the place of each fault.

MkDocs' own keys are MkDocs' to check. Ours are the options of the plugin `goodpractice`; a fault in
one of them is a diagnostic like any other.
"""

from __future__ import annotations

import os
import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import UTC, date, datetime
from functools import cache
from pathlib import Path
from typing import Any, NamedTuple, TypeAlias
from urllib.parse import urlsplit

import yaml

from goodpractice import git, messages, rules
from goodpractice.diagnostics import (
    WHOLE_FILE,
    Diagnostic,
    Finding,
    Param,
    Phrase,
    Severity,
    Span,
)
from goodpractice.nearest import nearest
from goodpractice.policy import Ignore, Policy, rules_by_code
from goodpractice.rules.rule import N_
from goodpractice.vocabularies import cldr_names

try:
    from yaml import CSafeLoader as _Loader
except ImportError:  # a PyYAML without libyaml: slower, same marks
    from yaml import SafeLoader as _Loader  # type: ignore[assignment]

CONFIG = "mkdocs.yml"
PLUGIN = "goodpractice"
_THEME = "material"
DEFAULT_CONTENT = "content"
MKDOCS_CONTENT = "docs"  # where MkDocs itself looks if nothing is said
DEFAULT_LICENCE = "CC-BY-4.0"
_PACKAGE = Path(__file__).resolve().parent
_LANGUAGE = re.compile(r"[a-z]{2,3}(-[A-Za-z0-9]{2,8})*")
_COLOUR = re.compile(r"#[0-9a-fA-F]{3}([0-9a-fA-F]{3})?")
Steps: TypeAlias = "tuple[int | str, ...]"
_MAILBOX = re.compile(r"(mailto:)?[^@\s:/]+@[^@\s:/]+\.[^@\s:/]+")


@dataclass(frozen=True)
class Settings:
    """What a site is built from and into.

    Attributes:
        root: folder of `mkdocs.yml`.
        content: folder of the content.
        site_dir: folder the site is built into.
        languages: languages of the interface; the first is the default.
        descriptions: what the site is, by language, where that is not `site_description`.
        trusted: files that are left to MkDocs' own Markdown; paths relative to `content`.
        feedback: where readers write to: web addresses, or ``mailto:`` and a mailbox.
        theme_dirs: where templates and assets are looked up, first come first.
        as_of: the day on which freshness is judged.
        logo: path of a picture in the built site, as in `theme.logo`; may be empty.
        drafts: whether drafts are shown.
        policy: how much each rule matters, and what is ignored.
    """

    root: Path
    content: Path
    site_dir: Path
    site_name: str
    site_description: str
    site_url: str
    repo_url: str
    edit_uri: str
    languages: tuple[str, ...]
    licence: str
    trusted: tuple[str, ...]
    feedback: tuple[str, ...]
    accent: str
    theme_dirs: tuple[Path, ...]
    as_of: date
    logo: str = ""
    drafts: bool = False
    policy: Policy = field(default_factory=Policy)
    descriptions: Mapping[str, str] = field(default_factory=dict)


def find_config(start: Path) -> Path | None:
    """Return the nearest `mkdocs.yml` in a folder or those above it, as git finds its own."""
    start = start.resolve()
    candidates = (folder / CONFIG for folder in (start, *start.parents))
    return next((path for path in candidates if path.is_file()), None)


def load_settings(
    config: Path, *, as_of: date | None = None, drafts: bool = False, site_dir: Path | None = None
) -> tuple[Settings, tuple[Diagnostic, ...]]:
    """Read the settings of a site.

    Args:
        config: path of `mkdocs.yml`.
        as_of: the day on which freshness is judged; today if not given.
        drafts: whether drafts are shown.
        site_dir: where to build, instead of what the file says.

    Returns:
        The settings, usable even where the file has faults, and what is wrong with it.
    """
    findings: list[Finding] = []
    source = _Source(config, findings)
    settings = _settings(source, config.resolve().parent, as_of or today(), drafts, site_dir)
    return settings, _diagnose(config.name, findings)


def _settings(
    source: _Source, root: Path, as_of: date, drafts: bool, site_dir: Path | None
) -> Settings:
    text, option = source.text, source.option
    repo_url = text("repo_url")
    content = _content(root, text("docs_dir"))
    return Settings(
        root=root,
        content=content,
        site_dir=site_dir or root / (text("site_dir") or "site"),
        site_name=text("site_name") or root.name,
        site_description=text("site_description"),
        site_url=_folder(text("site_url")),
        repo_url=repo_url,
        edit_uri=text("edit_uri") or _default_edit_uri(repo_url, content.name),
        languages=option("languages") or (text("theme", "language") or "en",),
        licence=option("licence") or DEFAULT_LICENCE,
        trusted=option("trusted") or (),
        feedback=option("feedback") or _default_feedback(repo_url),
        accent=option("accent") or "",
        theme_dirs=_theme_dirs(root, text("theme", "custom_dir")),
        as_of=as_of,
        logo=text("theme", "logo"),
        drafts=drafts,
        policy=Policy(option("rules") or {}, source.ignores()),
        descriptions=option("descriptions") or {},
    )


def _diagnose(path: str, findings: list[Finding]) -> tuple[Diagnostic, ...]:
    return tuple(rules.diagnose(path, finding) for finding in findings)


class _Source:
    """The values of `mkdocs.yml`, and the places of the plugin's options.

    Its tags (``!ENV``, ``!!python/name``) are not constructed: ``!ENV`` is looked up as MkDocs
    does, any other counts as absent.
    """

    def __init__(self, config: Path, findings: list[Finding]) -> None:
        self.name = config.name
        self.findings = findings
        self.root = _compose(config, findings)
        self.parent = self._parent(config)
        self.options = self._plugin_options()
        self._check(config.parent)

    def _parent(self, config: Path) -> _Source | None:
        """Return the file that this one inherits from, as MkDocs' key INHERIT says."""
        name = _text(_plain(_child(self.root, "INHERIT")))
        path = config.parent / name
        return _Source(path, []) if name and path.is_file() and path != config else None

    def value(self, *keys: str) -> object:
        """Return the value at a path of keys, or None."""
        node = self.root
        for key in keys:
            node = _child(node, key)
        value = _plain(node)
        return self.parent.value(*keys) if value is None and self.parent else value

    def text(self, *keys: str) -> str:
        """Return the text at a path of keys, or an empty one."""
        return _text(self.value(*keys))

    def option(self, name: str) -> Any:
        """Return a valid option of the plugin, or None."""
        if name not in self.options:
            return self.parent.option(name) if self.parent else None
        value = _plain(self.options[name][1])
        return None if value is None else OPTIONS[name].read(value)

    def ignores(self) -> tuple[Ignore, ...]:
        """Return what the site ignores, with the places where it says so."""
        if "ignore" not in self.options:
            return self.parent.ignores() if self.parent else ()
        items = self.option("ignore") or ()
        node = self.options["ignore"][1]
        return tuple(
            Ignore(
                one[_code_key(one)],
                one["path"].replace("\\", "/").removeprefix("./"),
                self.name,
                _span(_descend(node, (number, _code_key(one)))),
            )
            for number, one in enumerate(items)
        )

    def _plugin_options(self) -> dict[str, tuple[yaml.Node, yaml.Node]]:
        """Return key and value nodes of the plugin's options, written as a list or a mapping."""
        plugins = _child(self.root, "plugins")
        items = plugins.value if isinstance(plugins, yaml.SequenceNode) else [plugins]
        found = (_child(item, PLUGIN) for item in items)
        options = next((node for node in found if isinstance(node, yaml.MappingNode)), None)
        return {str(key.value): (key, value) for key, value in options.value} if options else {}

    def _check(self, folder: Path) -> None:
        for name, (key, node) in self.options.items():
            value = _plain(node)
            if name not in OPTIONS:
                self._report_unknown(name, key)
            elif value is not None and OPTIONS[name].read(value) is None:
                faults = list(OPTIONS[name].faults(value)) or [((), OPTIONS[name].expected)]
                for steps, expected in faults:
                    shown = ".".join(str(step) for step in (name, *steps) if isinstance(step, str))
                    self._report(shown, _descend(node, steps), expected)
        for name, (fits, expected) in _ENGINE_KEYS.items():
            if not fits(self.value(name), folder):
                self._report(name, _child(self.root, name) or self.root, expected)

    def _report_unknown(self, name: str, key: yaml.Node) -> None:
        near = nearest(name, OPTIONS)
        params = {"key": name, "nearest": near or ""}
        variant = "nearest" if near else "unknown"
        self.findings.append(Finding("bad-setting", _span(key), params, variant))

    def _report(self, name: str, node: yaml.Node | None, expected: str) -> None:
        params: Mapping[str, Param] = {"key": name, "expected": Phrase(expected)}
        self.findings.append(Finding("bad-setting", _span(node), params))


def _compose(config: Path, findings: list[Finding]) -> yaml.Node | None:
    """Return the root node of a YAML file; what cannot be read is a finding."""
    text = ""
    try:
        text = config.read_text(encoding="utf-8-sig")
        return yaml.compose(text, Loader=_Loader)
    except yaml.YAMLError as error:
        findings.append(_syntax(error, text.splitlines()))
    except (OSError, UnicodeDecodeError) as error:
        findings.append(Finding("unreadable-file", WHOLE_FILE, {"reason": str(error)}))
    return None


def _syntax(error: yaml.YAMLError, lines: list[str]) -> Finding:
    mark = getattr(error, "problem_mark", None)
    line, column = (mark.line + 1, mark.column + 1) if mark else (1, 1)
    text = lines[line - 1].strip() if line <= len(lines) else ""
    return Finding("yaml-syntax", Span(line, column, line, column), {"text": text})


def _child(node: yaml.Node | None, name: str) -> yaml.Node | None:
    if not isinstance(node, yaml.MappingNode):
        return None
    return next((value for key, value in node.value if key.value == name), None)


def _descend(node: yaml.Node | None, steps: Steps) -> yaml.Node | None:
    """Return the node that steps lead to; where there is none, the last one on the way."""
    for step in steps:
        if isinstance(step, int) and isinstance(node, yaml.SequenceNode):
            below = node.value[step]
        else:
            below = _child(node, str(step))
        node = below or node
    return node


def _span(node: yaml.Node | None) -> Span:
    if node is None:
        return WHOLE_FILE
    start, end = node.start_mark, node.end_mark
    return Span(start.line + 1, start.column + 1, end.line + 1, end.column + 1)


def _plain(node: yaml.Node | None) -> object:
    """Return the value of a node without constructing any tag but YAML's own simple ones."""
    if node is None:
        return None
    if node.tag == "!ENV":
        return _environment(node)
    if isinstance(node, yaml.SequenceNode):
        return [_plain(item) for item in node.value]
    if isinstance(node, yaml.MappingNode):
        return {str(key.value): _plain(value) for key, value in node.value}
    return _SCALARS.get(node.tag, str)(node.value) if _is_core(node.tag) else None


def _is_core(tag: str) -> bool:
    return tag.startswith("tag:yaml.org,2002:") and "python" not in tag


_SCALARS: Mapping[str, Callable[[str], Any]] = {
    "tag:yaml.org,2002:null": lambda _: None,
    "tag:yaml.org,2002:bool": lambda text: text.lower() in ("true", "yes", "on"),
}


def _environment(node: yaml.Node) -> object:
    """Return what ``!ENV NAME`` or ``!ENV [NAME, …, default]`` stands for."""
    if isinstance(node, yaml.ScalarNode):
        return os.environ.get(node.value)
    *names, default = [_plain(item) for item in node.value] or [None]
    found = (os.environ.get(str(name)) for name in names or [default])
    return next((text for text in found if text is not None), default)


def _languages(value: object) -> tuple[str, ...] | None:
    items = _texts(value)
    fits = items and all(_is_language(item) for item in items)
    return tuple(dict.fromkeys(items)) if items and fits else None


def _is_language(code: str) -> bool:
    """Return whether a code is of a language that has a name (Unicode CLDR)."""
    return bool(_LANGUAGE.fullmatch(code)) and _is_named(code.partition("-")[0])


def _is_named(code: str) -> bool:
    """Return whether a language has a name; those that the tool speaks do, others take longer."""
    return code in messages.languages() or code in _named_languages()


@cache
def _named_languages() -> frozenset[str]:
    return frozenset(cldr_names("languages", "en"))


def _line(value: object) -> str | None:
    fits = isinstance(value, str) and value.strip() and "\n" not in value
    return _text(value).strip() if fits else None


def _by_language(value: object) -> Mapping[str, str] | None:
    """Return lines by the language they are in."""
    if not isinstance(value, dict) or not all(map(_is_language, value)):
        return None
    lines = {language: _line(text) for language, text in value.items()}
    return None if None in lines.values() else {key: text or "" for key, text in lines.items()}


def _paths(value: object) -> tuple[str, ...] | None:
    items = _texts(value)
    return None if items is None or not all(_is_inside(item) for item in items) else items


def _texts(value: object) -> tuple[str, ...] | None:
    """Return one text or a list of texts as texts."""
    items = value if isinstance(value, list) else [value]
    texts = tuple(item for item in items if isinstance(item, str))
    return texts if len(texts) == len(items) else None


def _is_inside(path: str) -> bool:
    return bool(path) and not path.startswith("/") and ".." not in path.split("/")


def _feedback(value: object) -> tuple[str, ...] | None:
    """Return one address or several, the first first."""
    items = [_address(one) for one in _texts(value) or ("",)]
    found = tuple(dict.fromkeys(one for one in items if one))
    return found if found and all(items) else None


def _address(text: str) -> str | None:
    if _MAILBOX.fullmatch(text):
        return "mailto:" + text.removeprefix("mailto:")
    address = urlsplit(text)
    return text if address.scheme in ("http", "https") and address.netloc else None


def _colour(value: object) -> str | None:
    return value if isinstance(value, str) and _COLOUR.fullmatch(value) else None


_ANY = ("off", *Severity)


def _severities(value: object) -> Mapping[str, Severity | None] | None:
    if not isinstance(value, dict) or any(_severity_faults(value)):
        return None
    named = {code: _severity_name(name) for code, name in value.items()}
    return {code: None if name == "off" else Severity(name) for code, name in named.items()}


def _severity_name(value: object) -> str:
    return "off" if value is False else _text(value)  # YAML takes a bare `off` to be false


_CAPITALS = N_("written with a code in capitals, such as GP207")


def _severity_faults(value: object) -> Iterator[tuple[Steps, str]]:
    for code, name in value.items() if isinstance(value, dict) else ():
        rule = rules_by_code().get(code)
        if rule is None:
            known = str(code).upper() in rules_by_code()
            yield (code,), _CAPITALS if known else N_("gone: there is no rule with this code")
        elif _severity_name(name) not in _ANY:
            yield (code,), N_("off, hint, warning or error")
        elif not rule.ignorable and _severity_name(name) != rule.severity:
            yield (code,), N_("left as it is: this rule keeps people safe, or the site whole")


_IGNORE_KEYS = ("code", "rule", "path", "reason")


def _code_key(item: Mapping[str, object]) -> str:
    """Return which key holds the code of a rule: entries call it `rule`."""
    return "rule" if "rule" in item and "code" not in item else "code"


def _ignored(value: object) -> list[dict[str, str]] | None:
    return value if isinstance(value, list) and not any(_ignore_faults(value)) else None


def _ignore_faults(value: object) -> Iterator[tuple[Steps, str]]:
    for number, item in enumerate(value) if isinstance(value, list) else ():
        if not isinstance(item, dict) or set(item) - set(_IGNORE_KEYS):
            yield (number,), N_("code, path and reason")
            continue
        key = _code_key(item)
        rule = rules_by_code().get(_text(item.get(key)))
        if rule is None or not rule.ignorable:
            yield (number, key), N_("the code of a rule that may be ignored, such as GP207")
        if not _is_inside(_text(item.get("path"))):
            yield (number, "path"), N_("a path such as content/old/*")
        if not _text(item.get("reason")).strip():
            yield (number, "reason"), N_("a few words that say why")


def _no_faults(_: object) -> Iterator[tuple[Steps, str]]:
    return iter(())


class Option(NamedTuple):
    """An option of the plugin.

    Attributes:
        read: makes the setting of a plain value, or None where the value does not fit.
        expected: what fits, in words.
        about: what the option is for; the reference page is made from this.
        faults: what is wrong within a value that does not fit: keys and numbers that lead there,
            and what fits.
    """

    read: Callable[[object], Any]
    expected: str
    about: str
    faults: Callable[[object], Iterator[tuple[Steps, str]]] = _no_faults


OPTIONS: Mapping[str, Option] = {
    "languages": Option(
        _languages,
        N_("a list of language codes, such as [en, fr]"),
        N_("Languages of the interface; the first is the default."),
    ),
    "licence": Option(
        _line, N_("a name such as CC-BY-4.0"), N_("Licence of the content: an SPDX identifier.")
    ),
    "descriptions": Option(
        _by_language,
        N_("a line for each language, such as {{fr: Ce que font les écoles}}"),
        N_("What the site is, in each language; site_description is in the first one."),
    ),
    "trusted": Option(
        _paths,
        N_("a list of files within the content folder"),
        N_("Files that are left to MkDocs' own Markdown."),
    ),
    "feedback": Option(
        _feedback,
        N_("a mailbox or a web address, or a list of them"),
        N_("Where readers can write to."),
    ),
    "accent": Option(
        _colour, N_("a colour such as #0b5563, in quotation marks"), N_("The site's one colour.")
    ),
    "rules": Option(
        _severities,
        N_("codes of rules, each with off, hint, warning or error"),
        N_("How much rules matter here, where that is not what they say themselves."),
        _severity_faults,
    ),
    "ignore": Option(
        _ignored,
        N_("a list, each with code, path and reason"),
        N_("What is not reported, where and why."),
        _ignore_faults,
    ),
}


def _content(root: Path, docs_dir: str) -> Path:
    """Return the content folder; one that may be none, which is said, is not looked into."""
    fits = docs_dir and "\0" not in docs_dir and _is_below(root / docs_dir, root)
    return root / (docs_dir if fits else default_content(root))


def _is_below(folder: Path, root: Path) -> bool:
    real, root = folder.resolve(), root.resolve()
    return real.is_relative_to(root) and real != root


def _is_content(value: object, root: Path) -> bool:
    folder = root / (_text(value) or default_content(root))
    return "\0" not in str(folder) and folder.is_dir() and _is_below(folder, root)


def _has_plugin(value: object, _: Path) -> bool:
    """Return whether plugins, where they are listed at all, hold ours."""
    items = value if isinstance(value, list) else [value]
    names = {name for one in items for name in (one if isinstance(one, dict) else [one])}
    return PLUGIN in names or value is None


def _has_theme(value: object, _: Path) -> bool:
    name = value.get("name") if isinstance(value, dict) else value
    return value is None or name == _THEME


# Keys of MkDocs that we need to be in a certain way: how, in code and in words.
_ENGINE_KEYS: Mapping[str, tuple[Callable[[object, Path], bool], str]] = {
    "docs_dir": (_is_content, N_("a folder below this file, with the content in it")),
    "plugins": (_has_plugin, N_("a list with goodpractice in it")),
    "theme": (_has_theme, N_("one whose name is material")),
    "site_dir": (lambda value, _: "\0" not in _text(value), N_("the path of a folder")),
    "use_directory_urls": (lambda value, _: value is not False, N_("true")),
}


def _text(value: object) -> str:
    return value if isinstance(value, str) else ""


def _folder(url: str) -> str:
    return url if not url or url.endswith("/") else url + "/"


def default_content(root: Path) -> str:
    """Return the name of the content folder where `docs_dir` is not set."""
    is_mkdocs = (root / MKDOCS_CONTENT).is_dir() and not (root / DEFAULT_CONTENT).is_dir()
    return MKDOCS_CONTENT if is_mkdocs else DEFAULT_CONTENT


def _is_github(repo_url: str) -> bool:
    return urlsplit(repo_url).netloc == "github.com"


def _default_edit_uri(repo_url: str, folder: str) -> str:
    return f"edit/main/{folder}/" if _is_github(repo_url) else ""


def _default_feedback(repo_url: str) -> tuple[str, ...]:
    return (f"{repo_url.rstrip('/')}/issues/new",) if _is_github(repo_url) else ()


def _theme_dirs(root: Path, custom_dir: str) -> tuple[Path, ...]:
    """Return the site's own theme folders, then the package's."""
    own = [root / name for name in (custom_dir, "theme") if name]
    existing = (folder.resolve() for folder in own if folder.is_dir())
    return tuple(dict.fromkeys((*existing, package_theme())))


def package_theme() -> Path:
    """Return the folder of our templates: the checkout's, else the one in the wheel."""
    checkout = _PACKAGE.parent.parent / "theme"
    is_checkout = _PACKAGE.parent.name == "plugins" and (checkout / "main.html").is_file()
    return checkout if is_checkout else _PACKAGE / "theme"


def today() -> date:
    """Return the day, in UTC so that it is the same wherever a check runs."""
    return datetime.now(UTC).date()


def source_time(root: Path) -> int | None:
    """Return the time that the content dates from, in seconds since 1970, or None if unknown.

    It is ``SOURCE_DATE_EPOCH`` (https://reproducible-builds.org/specs/source-date-epoch/) where
    that is set, else the time of the last commit.
    """
    last_commit = git.said(root, "log", "-1", "--format=%ct").strip()
    times = (os.environ.get("SOURCE_DATE_EPOCH"), last_commit)
    return next((int(text) for text in times if text and text.isdecimal() and git.day(text)), None)


def source_day(root: Path) -> date:
    """Return the day that the content dates from; today where that is unknown."""
    return git.day(str(source_time(root))) or today()
