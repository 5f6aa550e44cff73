"""Material as the shell of our pages: its templates, its languages, and what is turned off."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

import jinja2
from markupsafe import Markup, escape
from mkdocs.commands.build import get_context
from mkdocs.exceptions import PluginError
from mkdocs.structure.files import File, Files
from mkdocs.structure.pages import Page
from mkdocs.utils import normalize_url

from goodpractice import outputs
from goodpractice.pages import MISSING_PAGE
from goodpractice.settings import CONFIG, Settings
from goodpractice.shell import Pieces, root_of
from goodpractice.templates import Unindented

if TYPE_CHECKING:
    from mkdocs.config.defaults import MkDocsConfig
    from mkdocs.structure.nav import Navigation

# Templates of the theme that become pages by themselves, of which we have our own.
OWN_TEMPLATES = ("404.html", "sitemap.xml")


def prepare_theme(config: MkDocsConfig, settings: Settings) -> None:
    """Put our templates before Material's, and turn off what would reach for other hosts."""
    theme = config.theme
    if not any(Path(folder, "partials/language.html").is_file() for folder in theme.dirs):
        raise PluginError(f"{CONFIG} needs the lines “theme:” and, below it, “  name: material”.")
    own = [str(folder) for folder in settings.theme_dirs]
    theme.dirs[:] = [*own, *(folder for folder in theme.dirs if folder not in own)]
    theme.static_templates -= set(OWN_TEMPLATES)
    theme["font"] = False
    features = theme.get("features", [])
    theme["features"] = [name for name in features if not name.startswith("navigation.instant")]
    config.watch.extend(own)


def prepare_environment(env: jinja2.Environment, settings: Settings) -> None:
    """Teach Material's environment the languages it lacks, and links of pages without a place.

    The white space of templates, which is for their authors, is left out.
    """
    languages = {
        f"partials/languages/{lang}.html": _LANGUAGE_TEMPLATE % (lang, "ltr")
        for lang in settings.languages
    }
    own = env.loader or jinja2.DictLoader({})
    env.loader = jinja2.ChoiceLoader([own, jinja2.DictLoader(languages)])
    env.filters["url"] = _url
    env.trim_blocks = env.lstrip_blocks = True
    env.add_extension(Unindented)


# Of a language that Material does not speak, its name is right and the few words are English.
_LANGUAGE_TEMPLATE = (
    '{%% macro t(key) %%}{{ {"language": "%s", "direction": "%s"}[key] }}{%% endmacro %%}'
)


@jinja2.pass_context
def _url(context: jinja2.runtime.Context, value: object) -> str:
    """MkDocs' filter `url`, which a page without a place of its own gives absolute addresses."""
    page = context.get("page")
    is_anywhere = isinstance(page, StandIn) and page.anywhere
    return str(normalize_url(str(value), None if is_anywhere else page, context["base_url"]))


class StandIn(Page):
    """A page of MkDocs in whose place a page of ours is drawn; `anywhere` is the 404 page."""

    def __init__(self, file: File, config: MkDocsConfig, given: Pieces) -> None:
        super().__init__(None, file, config)
        self.anywhere = file.dest_uri == MISSING_PAGE
        self.meta = {"title": Markup(given.title)}  # noqa: S704 - escaped in `pieces`
        if given.description:
            self.meta["description"] = Markup(given.description)  # noqa: S704 - the same
        self.canonical_url = given.canonical or None


class Shape(NamedTuple):
    """What pages of one shell have in common.

    Of the addresses that Material draws, the site's root and assets are as far from every page
    of a depth, and the home page of a language as far from every page below it.

    Attributes:
        top: the folder of the language, for pages below it.
        depth: how many folders lie between the page and the root.
        lang: language of the interface.
        has_description: whether there is one; the site's own stands in for it.
        own_file: a file that is like no other.
    """

    top: str
    depth: int
    lang: str
    has_description: bool
    own_file: str

    @classmethod
    def of(cls, page: outputs.Page) -> Shape:
        """Return the shape of a page."""
        top = page.lang if page.address.startswith(f"{page.lang}/") else ""
        own = page.file if page.file in OWN_TEMPLATES else ""
        return cls(top, page.file.count("/"), page.lang, bool(page.description), own)

    @property
    def sample(self) -> str:
        """Return the file of a page of this shape, in a folder that no other page is in.

        So a theme that does draw other addresses draws other ones there, and is found out.
        """
        folders = [self.top] if self.top else []
        folders += ["sample"] * (self.depth - len(folders))
        return self.own_file or "/".join([*folders, "index.html"])


class Theme:
    """Draws Material's page template."""

    def __init__(
        self,
        env: jinja2.Environment,
        config: MkDocsConfig,
        files: Files,
        nav: Navigation,
    ) -> None:
        self.template = env.get_template("main.html")
        self.config = config
        self.files = files.documentation_pages()
        self.nav = nav

    def draw(self, shape: Shape, given: Pieces) -> str:
        """Return a page of a shape in full, with the pieces given."""
        file = File(shape.sample, None, self.config.site_dir, True, dest_uri=shape.sample)
        page = StandIn(file, self.config, given)
        with self._speaking(shape.lang):
            context = dict(get_context(self.nav, self.files, self.config, page))
            if page.anywhere:
                context["base_url"] = root_of(shape.sample, self.config.site_url or "")
            return self.template.render(context, gp=given)

    @contextmanager
    def _speaking(self, lang: str) -> Iterator[None]:
        """Make Material speak a language for a while, and have the site's name escaped."""
        config, theme = self.config, self.config.theme
        before = (theme["language"], config.site_name)
        theme["language"] = self._material_language(lang)
        config.site_name = escape(config.site_name)
        try:
            yield
        finally:
            theme["language"], config.site_name = before

    def _material_language(self, lang: str) -> str:
        """Return the name under which Material speaks a language, or comes nearest to it."""
        names = (lang, lang.partition("-")[0])
        return next((name for name in names if self._is_known(name)), lang)

    def _is_known(self, lang: str) -> bool:
        template = f"partials/languages/{lang}.html"
        return any(Path(folder, template).is_file() for folder in self.config.theme.dirs)
