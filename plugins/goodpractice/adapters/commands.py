"""Our own commands on top of MkDocs: a build that says nothing, and its live server."""

from __future__ import annotations

import logging
import os
import socket
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

# Silenced before any engine is imported: they advertise on import.
os.environ.setdefault("NO_MKDOCS_2_WARNING", "1")
os.environ.setdefault("DISABLE_MKDOCS_2_WARNING", "true")

import jinja2
import yaml
from mkdocs.commands.build import build as build_site
from mkdocs.commands.serve import serve as serve_site
from mkdocs.config import load_config
from mkdocs.exceptions import MkDocsException
from mkdocs.utils.yaml import yaml_load

from goodpractice import templates
from goodpractice.adapters.mkdocs import GoodPracticePlugin
from goodpractice.pipeline import Checked
from goodpractice.settings import CONFIG, PLUGIN, Settings, source_time
from goodpractice.verification import Drawn

if TYPE_CHECKING:
    from mkdocs.config.defaults import MkDocsConfig


class EngineError(Exception):
    """MkDocs could not build the site; the message is its own."""


@dataclass(frozen=True)
class Built:
    """A built site: what MkDocs warned of, and what verification needs to know of its pages."""

    warnings: list[str]
    drawn: Drawn


def build(settings: Settings, checked: Checked, folder: Path) -> Built:
    """Build a checked site into a folder.

    Args:
        settings: of the site.
        checked: what the check found; it is not made again.
        folder: where to build.

    Raises:
        EngineError: MkDocs gave up.
    """
    with _quiet_engine(settings) as warnings:
        config = load_config(
            str(settings.root / CONFIG), site_dir=str(folder), **_defaults(settings)
        )
        plugin = _plugin_of(config)
        plugin.given = checked
        build_site(config)
    return Built(warnings, plugin.drawn)


def serve(settings: Settings, port: int) -> None:
    """Serve a site with MkDocs' live server until it is interrupted.

    Raises:
        EngineError: MkDocs gave up.
        OSError: the port cannot be used.
    """
    _try_port(port)
    GoodPracticePlugin.drafts = settings.drafts
    logging.basicConfig(level=logging.INFO, format="%(levelname)s  %(message)s")
    try:
        serve_site(str(settings.root / CONFIG), dev_addr=f"127.0.0.1:{port}", **_defaults(settings))
    except MkDocsException as error:
        raise EngineError(str(error)) from error
    except jinja2.TemplateError as error:
        raise EngineError(templates.fault(error)) from error


def _try_port(port: int) -> None:
    """Raise OSError where a port cannot be used, before a site is built for nothing."""
    with socket.socket() as trial:
        trial.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        trial.bind(("127.0.0.1", port))


@contextmanager
def _quiet_engine(settings: Settings) -> Iterator[list[str]]:
    """Collect what MkDocs warns of instead of printing it."""
    time = source_time(settings.root)
    if time is not None:
        os.environ["SOURCE_DATE_EPOCH"] = str(time)
    warnings: list[str] = []
    handler = logging.Handler(logging.WARNING)
    handler.emit = lambda record: warnings.append(record.getMessage())  # type: ignore[method-assign]
    logger = logging.getLogger("mkdocs")
    logger.addHandler(handler)
    try:
        yield warnings
    except MkDocsException as error:
        raise EngineError("\n".join([*warnings, str(error)])) from error
    except jinja2.TemplateError as error:
        raise EngineError(templates.fault(error)) from error
    finally:
        logger.removeHandler(handler)


def _defaults(settings: Settings) -> dict[str, Any]:
    """Return what a `mkdocs.yml` may leave out under our own command."""
    written = _written(settings.root / CONFIG)
    filled: dict[str, Any] = {"docs_dir": str(settings.content)}
    filled |= {} if "theme" in written else {"theme": "material"}
    filled |= {} if "plugins" in written else {"plugins": [PLUGIN]}
    filled |= {} if "site_name" in written else {"site_name": settings.site_name}
    return filled


def _written(config: Path) -> dict[str, Any]:
    """Return what a `mkdocs.yml` says, and the files that it inherits from.

    Raises:
        EngineError: MkDocs cannot read it.
    """
    try:
        with config.open("rb") as file:
            return yaml_load(file)
    except (TypeError, ValueError, RecursionError, yaml.YAMLError) as error:
        raise EngineError(f"{config.name}, or a file it inherits from: {error}") from error


def _plugin_of(config: MkDocsConfig) -> GoodPracticePlugin:
    plugin = config.plugins.get(PLUGIN)
    if not isinstance(plugin, GoodPracticePlugin):
        raise EngineError(f"{CONFIG} needs “{PLUGIN}” in its list of plugins.")
    return plugin
