"""The adapter for MkDocs and ProperDocs: our pages go out as files, in the shell of Material.

MkDocs sees no page of ours: it would read, render and list each again. It is given files that
write themselves, so that `mkdocs build`, `mkdocs serve` and our own command go one way.
"""

from __future__ import annotations

import logging
import posixpath
import re
import shutil
from collections.abc import Callable, Hashable, Iterable, Iterator, Mapping
from dataclasses import replace
from fnmatch import fnmatch
from functools import partial
from html import unescape
from pathlib import Path
from tempfile import TemporaryDirectory
from types import SimpleNamespace
from typing import TYPE_CHECKING
from urllib.parse import unquote

import jinja2
from markupsafe import escape
from mkdocs.config import base, config_options
from mkdocs.exceptions import PluginError
from mkdocs.plugins import BasePlugin, event_priority, get_plugin_logger
from mkdocs.structure.files import File, Files, InclusionLevel
from mkdocs.structure.pages import Page

from goodpractice import messages, outputs, parallel, pipeline, publish, templates, textsearch
from goodpractice.adapters.material import (
    OWN_TEMPLATES,
    Shape,
    Theme,
    prepare_environment,
    prepare_theme,
)
from goodpractice.diagnostics import Diagnostic, Severity
from goodpractice.pipeline import Checked
from goodpractice.rendering import Renderer
from goodpractice.reporters import one_line
from goodpractice.settings import CONFIG, PLUGIN, Settings, load_settings, source_day
from goodpractice.shell import Pieces, Shells, placed, policy, root_of, shortened, with_policy
from goodpractice.values import in_full
from goodpractice.verification import Drawn

if TYPE_CHECKING:
    from mkdocs.config.defaults import MkDocsConfig
    from mkdocs.livereload import LiveReloadServer
    from mkdocs.structure.nav import Navigation
    from mkdocs.utils.templates import TemplateContext

log = get_plugin_logger(PLUGIN)

# What Material brings and no page of ours loads: its search, and maps for debugging.
_UNUSED_ASSETS = ("assets/javascripts/lunr/*", "assets/javascripts/workers/*", "*.map")
_MATERIAL_SEARCH = "material/search"
_LEVELS = {
    Severity.ERROR: logging.WARNING,
    Severity.WARNING: logging.WARNING,
    Severity.HINT: logging.DEBUG,
}


class Options(base.Config):  # type: ignore[no-untyped-call]
    """The plugin's options, for MkDocs; `settings` reads and checks them."""

    languages = config_options.Optional(config_options.Type((list, str)))
    licence = config_options.Optional(config_options.Type(str))
    descriptions = config_options.Optional(config_options.Type(dict))
    trusted = config_options.Optional(config_options.Type((list, str)))
    feedback = config_options.Optional(config_options.Type((list, str)))
    accent = config_options.Optional(config_options.Type(str))
    rules = config_options.Optional(config_options.Type(dict))
    ignore = config_options.Optional(config_options.Type(list))


class GoodPracticePlugin(BasePlugin[Options]):  # type: ignore[no-untyped-call]
    """Checks the content and adds the site's pages to MkDocs' files."""

    drafts = False  # `goodpractice serve --drafts` shows them
    settings: Settings
    checked: Checked
    nothing: TemporaryDirectory[str]
    renderer: Renderer
    nav: Navigation
    shells: Shells[Shape]

    def __init__(self) -> None:
        self.serving = False
        self.given: Checked | None = None
        self.drawn = Drawn()
        self.index = TextIndex()

    def on_startup(self, *, command: str, dirty: bool) -> None:
        """Note whether this is `serve`; being here makes MkDocs keep the plugin between builds."""
        del dirty
        self.serving = command == "serve"

    def on_serve(
        self, server: LiveReloadServer, *, config: MkDocsConfig, builder: Callable[[], None]
    ) -> LiveReloadServer:
        """Follow changes of the site's own templates too, and outlive a mistake in any file."""
        del config
        for folder in self.settings.theme_dirs:
            server.watch(str(folder))
        server.builder = partial(rebuild, Path(server.root), builder)
        return server

    def on_shutdown(self) -> None:
        """Drop what was kept between builds."""
        self.index.close()

    def on_config(self, config: MkDocsConfig) -> MkDocsConfig:
        """Read the settings and prepare the theme."""
        self.settings = settings_of(config, drafts=self.drafts)
        prepare_theme(config, self.settings)
        return config

    @event_priority(-100)  # of all plugins the last before MkDocs lists files, and the first after
    def on_pre_build(self, *, config: MkDocsConfig) -> None:
        """Check the content, before MkDocs empties the folder of the site.

        MkDocs is shown an empty folder: it would list, and follow, whatever strangers put there.
        """
        self.drawn = Drawn()
        self.checked = self.given or check(self.settings)
        if not self.checked.usable:
            raise PluginError("The content model has errors, so no site can be built.")
        self.renderer = Renderer(replace(self.checked.site, settings=self.settings))
        self.nothing = TemporaryDirectory(prefix="goodpractice_")
        config.docs_dir = self.nothing.name

    @event_priority(100)
    def on_files(self, files: Files, *, config: MkDocsConfig) -> Files:
        """Give MkDocs the site's own pages and files, and the trusted ones of the content."""
        self.nothing.cleanup()
        config.docs_dir = str(self.settings.content)
        take_out(files, config)
        for file in trusted_files(config, self.settings):
            files.append(file)
        sources = sources_of(self.checked)
        deliver(files, (self.generated(one, config, sources) for one in self.renderer.plan.pages))
        deliver(files, (GeneratedFile.of(one, config) for one in self.renderer.plan.assets))
        return files

    def generated(
        self, page: outputs.Page, config: MkDocsConfig, sources: Mapping[str, str]
    ) -> GeneratedFile:
        """Return a page as a file; under its source's name, so that links to that lead to it."""
        source = sources.get(page.file, page.file)
        like = (Shape.of(page), page.template)
        file = GeneratedFile(config, source, page.file, partial(self.page, page), like)
        file.made_of = sources.get(page.file, _OWN)
        return file

    def on_nav(self, nav: Navigation, *, config: MkDocsConfig, files: Files) -> None:
        """Keep the navigation for the theme's own templates."""
        del config, files
        self.nav = nav

    def on_env(self, env: jinja2.Environment, *, config: MkDocsConfig, files: Files) -> None:
        """Make ready to draw pages."""
        prepare_environment(env, self.settings)
        theme = Theme(env, config, files, self.nav)
        self.shells = Shells(theme.draw, policed=not self.serving)
        if not self.serving:
            write_all(files, self.drawn)

    def on_page_context(
        self, context: TemplateContext, *, page: Page, config: MkDocsConfig, nav: Navigation
    ) -> None:
        """Give MkDocs' own pages the header and footer of the others."""
        del config, nav
        ours = page_of(page, self.settings)
        given = SimpleNamespace(
            content=article(page, self.checked),
            description=str(escape(ours.description)),
            **frame(self.renderer, ours),
        )
        context["gp"] = given  # type: ignore[typeddict-unknown-key]

    def on_post_page(self, output: str, *, page: Page, config: MkDocsConfig) -> str:
        """Place the references of MkDocs' own pages, and add the policies."""
        html = placed(output, root_of(page.file.dest_uri, config.site_url or ""))
        return html if self.serving else with_policy(html, policy(html))

    @event_priority(-100)  # what other plugins have made is part of the site
    def on_post_build(self, *, config: MkDocsConfig) -> None:
        """Make the text index, and note whose folder this is."""
        site = Path(config.site_dir)
        self.index.put(site, self.renderer, keep=self.serving)
        if not (self.serving or self.given):  # our own command does so itself
            publish.mark(site)

    def page(self, page: outputs.Page) -> bytes:
        """Return a page of ours as it is written."""
        shape, parts = Shape.of(page), pieces(self.renderer, page, self.settings)
        if self.shells.is_proved(shape) and parts.title:
            # What stands around them is the same in all pages of a shape, and read in the first.
            self.drawn.add(page.file, f"{parts.head}{parts.content}{parts.footer}")
        html = shortened(self.shells.page(shape, parts), page.file)
        return placed(html, root_of(page.file, self.settings.site_url)).encode()


def rebuild(site: Path, builder: Callable[[], None]) -> None:
    """Build again; where that fails, say why and leave the site as it was.

    MkDocs' server would answer nothing until the fault is mended, and MkDocs empties the folder
    before it draws a page.
    """
    last = site.with_name(f"{site.name}.last")
    site.rename(last)
    try:
        builder()
    except Exception as error:  # noqa: BLE001 - whatever it is, the server goes on
        shutil.rmtree(site, ignore_errors=True)
        last.rename(site)
        said = templates.fault(error) if isinstance(error, jinja2.TemplateError) else str(error)
        # Who edits a file can do nothing with a traceback.
        log.error("%s\n%s", said.strip() or type(error).__name__, _AS_BEFORE)  # noqa: TRY400
    else:
        shutil.rmtree(last)


_AS_BEFORE = "The site is shown as it was before, and built again after the next change."


# The site's settings and content -----------------------------------------------------------------


def settings_of(config: MkDocsConfig, *, drafts: bool = False) -> Settings:
    """Return the settings of a site, with what MkDocs itself has made of its own keys."""
    if not config.config_file_path:
        raise PluginError(f"There is no {CONFIG}.")
    settings, faults = load_settings(Path(config.config_file_path), drafts=drafts)
    log_all(faults)
    if faults:
        raise PluginError(f"{CONFIG} has errors.")
    return replace(
        settings,
        content=Path(config.docs_dir),
        site_dir=Path(config.site_dir),
        site_url=config.site_url or "",
        as_of=source_day(settings.root),
    )


def check(settings: Settings) -> Checked:
    """Check the content and log what is wrong; errors and warnings end a strict build."""
    checked = pipeline.check(settings)
    log_all(checked.diagnostics)
    return checked


def log_all(diagnostics: tuple[Diagnostic, ...]) -> None:
    """Log diagnostics in one line each."""
    for one in diagnostics:
        log.log(_LEVELS[one.severity], one_line(one, messages.SOURCE_LANGUAGE))


# MkDocs' files -----------------------------------------------------------------------------------


class GeneratedFile(File):
    """A file that makes its own content when MkDocs copies it.

    `like` is equal of those that are drawn with the same shell and template.
    """

    def __init__(
        self,
        config: MkDocsConfig,
        src_uri: str,
        dest_uri: str,
        produce: Callable[[], bytes],
        like: Hashable = None,
    ) -> None:
        super().__init__(
            src_uri, None, config.site_dir, True, dest_uri=dest_uri,
            inclusion=InclusionLevel.INCLUDED,
        )  # fmt: skip
        self.generated_by = PLUGIN
        self.produce = produce
        self.like = like
        self.made_of = src_uri
        self.replaces = False
        self.written = False

    @classmethod
    def of(cls, asset: outputs.Asset, config: MkDocsConfig) -> GeneratedFile:
        """Return a file that is no page."""
        file = cls(config, asset.file, asset.file, asset.data)
        file.made_of = asset.made_of or asset.file
        file.replaces = asset.replaces
        return file

    def is_documentation_page(self) -> bool:
        """Return that this is nothing for MkDocs to render, whatever it was made from."""
        return False

    def copy_file(self, dirty: bool = False) -> None:
        """Write the file, unless that has been done."""
        del dirty
        if not self.written:
            write_file(Path(self.abs_dest_path), self.produce())


def write_all(files: Files, drawn: Drawn) -> None:
    """Write our files in several processes, before MkDocs copies files one by one.

    One of each kind is written first, so that shells and templates are made ready once and not in
    every process.
    """
    ours = [file for file in files if isinstance(file, GeneratedFile)]
    first = {file.like: file for file in reversed(ours)}
    for file in first.values():
        file.copy_file()
        file.written = True
    rest = [file for file in ours if not file.written]
    count = parallel.workers() if len(rest) >= parallel.WORTH_IT else 1
    for report in parallel.run(rest, GeneratedFile.copy_file, count, drawn.to_json):
        drawn.update(report)
    for file in rest:
        file.written = True


def write_file(path: Path, data: bytes) -> None:
    """Write a file, and make its folder."""
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(data)


def take_out(files: Files, config: MkDocsConfig) -> None:
    """Take what no page of ours loads out of MkDocs' files."""
    for file in [one for one in files if _is_unused(one.src_uri, config)]:
        files.remove(file)


def trusted_files(config: MkDocsConfig, settings: Settings) -> Iterator[File]:
    """Yield the files of the content that are left to MkDocs: no links, and none behind one."""
    folder = settings.content.resolve()
    for name in settings.trusted:
        path = folder / name
        if path.is_file() and path.resolve() == path:
            yield File(name, config.docs_dir, config.site_dir, config.use_directory_urls)


def sources_of(checked: Checked) -> dict[str, str]:
    """Return which text of the content each page is made from, by the page's file."""
    corpus = checked.site.corpus
    texts = (path for path in corpus.files if path.endswith(".md"))
    inner = (path.removeprefix(f"{corpus.content}/") for path in sorted(texts))
    return {f"{pipeline.place(one, corpus.model)[2]}index.html": one for one in inner}


def _is_unused(name: str, config: MkDocsConfig) -> bool:
    unused = () if _MATERIAL_SEARCH in config.plugins else _UNUSED_ASSETS
    return name in OWN_TEMPLATES or any(fnmatch(name, pattern) for pattern in unused)


def deliver(files: Files, ours: Iterable[GeneratedFile]) -> None:
    """Add our files to MkDocs'.

    Raises:
        PluginError: two files have the same place.
    """
    present = {file.dest_uri: file for file in files}
    for file in ours:
        other = present.get(file.dest_uri)
        if other is not None:
            if not file.replaces:
                raise PluginError(_TWICE.format(file.dest_uri, _name(other), _name(file)))
            files.remove(other)
        present[file.dest_uri] = file
        files.append(file)


_OWN = "the site itself"
_TWICE = "“{}” would be made twice, of “{}” and of “{}”. Give one of them another name."


def _name(file: File) -> str:
    return file.made_of if isinstance(file, GeneratedFile) else file.abs_src_path or file.src_uri


# Our pieces --------------------------------------------------------------------------------------


def frame(renderer: Renderer, page: outputs.Page) -> dict[str, str]:
    """Return what stands around the content of a page."""
    return {
        "head": renderer.head(page),
        "header": renderer.header(page),
        "footer": renderer.footer(page),
    }


def pieces(renderer: Renderer, page: outputs.Page, settings: Settings) -> Pieces:
    """Return what a page fills its shell with."""
    return Pieces(
        title=str(escape(page.title)),
        description=str(escape(shortened_text(page.description))),
        canonical=str(escape(in_full(settings.site_url, page.address)))
        if settings.site_url
        else "",
        content=renderer.content(page),
        **frame(renderer, page),
    )


def shortened_text(text: str) -> str:
    """Return as much of a description as search engines and shared links show; ends with a word."""
    if len(text) <= _DESCRIBED:
        return text
    return f"{text[:_DESCRIBED].rpartition(' ')[0] or text[:_DESCRIBED]}…"


_DESCRIBED = 160


def page_of(page: Page, settings: Settings) -> outputs.Page:
    """Return a page of MkDocs' own as one of ours, for the pieces around it."""
    title = str(page.title or "")
    description = str(page.meta.get("description", ""))
    return outputs.Page(page.url, settings.languages[0], title, description, "", lambda: None)


def article(page: Page, checked: Checked) -> str:
    """Return the content of one of MkDocs' own pages, with a heading where it has none."""
    content = without_dead_links(page.content or "", page.file.src_uri, checked)
    heading = "" if "<h1" in content else f"<h1>{escape(page.title or '')}</h1>"
    return f'<article class="md-typeset" id="gp:main" tabindex="-1">{heading}{content}</article>'


def without_dead_links(html: str, source: str, checked: Checked) -> str:
    """Turn links of a page of MkDocs' own to entries that are left out into plain text.

    Such an entry is a stranger's fault, which must not keep the site from being published.
    """
    corpus = checked.site.corpus
    folder = posixpath.dirname(f"{corpus.content}/{source}")

    def link(match: re.Match[str]) -> str:
        target = posixpath.normpath(posixpath.join(folder, unquote(unescape(match["url"]))))
        return match["inner"] if target in corpus.files else match[0]

    return _LINK_TO_A_TEXT.sub(link, html)


# MkDocs writes such a link as it is where it does not know the page.
_LINK_TO_A_TEXT = re.compile(
    r'<a\s[^<>]*?href="(?P<url>[^":#?]+\.md)(?:#[^"]*)?"[^<>]*>(?P<inner>.*?)</a>', re.DOTALL
)


class TextIndex:
    """The text index of a site; `serve` makes it once and puts it back after each build."""

    def __init__(self) -> None:
        self._kept: TemporaryDirectory[str] | None = None

    def put(self, site: Path, renderer: Renderer, *, keep: bool) -> None:
        """Make the index of a built site, or put back the one that was kept."""
        parts = (textsearch.BUNDLE, textsearch.MAP)
        if self._kept is not None:
            _copy(parts, Path(self._kept.name), site)
            return
        pages = {
            page.file: textsearch.Found(page.written or page.lang, page.search_words)
            for page in renderer.plan.pages
            if page.search_words
        }
        settings = renderer.site.settings
        textsearch.build(site, pages, renderer.site.entry_order, settings.languages)
        if keep:
            self._kept = TemporaryDirectory(prefix="goodpractice_")
            _copy(parts, site, Path(self._kept.name))

    def close(self) -> None:
        """Drop the index that was kept."""
        if self._kept is not None:
            self._kept.cleanup()


def _copy(parts: tuple[str, ...], source: Path, target: Path) -> None:
    for part in parts:
        (target / part).parent.mkdir(parents=True, exist_ok=True)
        if (source / part).is_dir():
            shutil.copytree(source / part, target / part, dirs_exist_ok=True)
        elif (source / part).is_file():
            shutil.copyfile(source / part, target / part)
