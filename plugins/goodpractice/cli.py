"""The command line: `goodpractice check`, `build` and `serve`.

Exit codes: 0 all is well; 1 there are errors (after `build`: the site is built without the entries
that have them); 2 it could not be done, and nothing was changed; 130 interrupted.
"""

from __future__ import annotations

import errno
import gc
import os
import sys
import warnings
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import click

from goodpractice import __version__, cache, changes, messages, pipeline, usage
from goodpractice.baseline import FILE as KNOWN
from goodpractice.baseline import Baseline
from goodpractice.checking import Checking, Found, limits_of
from goodpractice.diagnostics import IN_ORDER, Diagnostic, Severity
from goodpractice.failures import Failure
from goodpractice.pipeline import Checked
from goodpractice.reporters import FORMATS, Report, printable
from goodpractice.rules.rule import N_
from goodpractice.settings import CONFIG, Settings, find_config, load_settings, source_day
from goodpractice.terminal import console

OK, FAULTS, FAILED, INTERRUPTED = 0, 1, 2, 130
DEBUG = "GOODPRACTICE_DEBUG"


class _Commands(click.Group):
    """Turns every end of a run into an exit code and a plain message."""

    def main(self, *args: Any, **kwargs: Any) -> Any:
        """Run a command; no stack trace reaches the user."""
        arguments = list(kwargs.get("args") or (args[0] if args else None) or sys.argv[1:])
        usage.speak(self, _language_of(arguments))
        try:
            code = super().main(*args, **{**kwargs, "standalone_mode": False})
            sys.stdout.flush()
        except (KeyboardInterrupt, click.Abort):
            code = INTERRUPTED
        except BrokenPipeError:
            code = _leave_pipe()
        except Exception as error:  # noqa: BLE001 - the outer edge
            code = _fail(error, arguments)
        sys.exit(code or OK)


def _leave_pipe() -> int:
    """End quietly when the reader of our output has gone, as `head` does."""
    os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
    return OK


def _fail(error: Exception, arguments: list[str]) -> int:
    """Say why a command could not run, in the format that was asked for."""
    if os.environ.get(DEBUG):
        raise error
    language = _language_of(arguments)
    text = _text_of(error, language)
    report = Report(Path(), (), 0, language, error=text)
    wanted = _option(arguments, "--format")
    if wanted in FORMATS and wanted != "text":
        FORMATS[wanted](report, console(sys.stdout))
    else:
        FORMATS["text"](report, console(sys.stderr))
    return FAILED


def _text_of(error: Exception, language: str) -> str:
    if isinstance(error, Failure):
        return error.text(language)
    if isinstance(error, click.ClickException):
        return error.format_message()
    if isinstance(error, OSError):
        return f"{error.filename or ''}: {error.strerror or error}".removeprefix(": ")
    template = N_(
        "goodpractice itself has failed: {reason}. Nothing was changed. Please report it; with"
        " {variable}=1 set, the details are shown."
    )
    reason = f"{type(error).__name__}: {error}"
    return Failure(template, reason=reason, variable=DEBUG).text(language)


def _option(arguments: list[str], name: str) -> str:
    """Return the value of an option as written, for a run that did not get as far as reading it."""
    for number, argument in enumerate(arguments):
        if argument == name:
            return "".join(arguments[number + 1 : number + 2])
        if argument.startswith(f"{name}="):
            return argument.removeprefix(f"{name}=")
    return ""


def _language_of(arguments: list[str]) -> str:
    wanted = _option(arguments, "--lang")
    return language_for(wanted if _known_language(wanted) else "")


def language_for(wanted: str) -> str:
    """Return the language of messages: the one wanted, else the user's, else English."""
    names = (wanted, *(os.environ.get(name) for name in ("LC_ALL", "LC_MESSAGES", "LANG")))
    first = next(filter(None, names), "")
    return _known_language(first) or messages.SOURCE_LANGUAGE


def _known_language(name: str) -> str:
    """Return the language that a code such as fr or fr_FR.UTF-8 means, or nothing."""
    code = name.partition(".")[0].replace("_", "-")
    known = messages.languages()
    return next((one for one in (code, code.partition("-")[0]) if one in known), "")


@contextmanager
def _progress(language: str, template: str) -> Iterator[None]:
    """Show on a terminal that something is going on."""
    shown = console(sys.stderr)
    if not shown.is_terminal:
        yield
        return
    with shown.status(messages.catalogue(language).gettext(template)):
        yield


def _set_language(context: click.Context, _: click.Parameter, value: str) -> None:
    if value and not _known_language(value):
        known = ", ".join(messages.languages())
        raise Failure(N_("There are no messages in “{code}”. There are: {known}."), code=value,
                      known=known)  # fmt: skip
    if value or context.obj is None:
        context.obj = language_for(value)


_LANGUAGE = click.option(
    "--lang",
    metavar="CODE",
    default="",
    expose_value=False,
    is_eager=True,
    callback=_set_language,
    help="Language of the messages, such as fr.",
)


@click.group(
    cls=_Commands,
    context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100},
    epilog="Run it anywhere in the folder of a site: the nearest mkdocs.yml is used, as git does.",
)
@click.version_option(__version__, "-V", "--version", prog_name="goodpractice")
@_LANGUAGE
def main() -> None:
    """Check the case studies and profiles of a network, and build their site.

    \b
    goodpractice check     say what is wrong, and how to mend it
    goodpractice build     make the site
    goodpractice serve     show the site on this machine, and again after each change
    goodpractice rules     list what the check looks at; `goodpractice explain GP202` tells more
    goodpractice schema    write JSON Schemas of the model, for editors
    goodpractice review    say what a reviewer of a change should know and has to ask
    goodpractice upkeep    find dead links to other sites, and reviews that are due

    \b
    Exit codes:
      0  all is well
      1  there are errors; `build` has made the site without the entries that have them
      2  it could not be done, and nothing was changed
    """  # noqa: D301 - \b is click's mark for lines to keep
    # What Pillow warns of in damaged pictures, the rules say.
    warnings.filterwarnings("ignore", module=r"PIL\.")
    # A run reads much and drops little: looking for garbage costs a tenth of it. `serve`, which
    # stays, turns the collector on again.
    gc.disable()


@main.command(
    epilog="Paths limit the report, not what is read: entries are checked against one another."
)
@click.option(
    "--format", "output", type=click.Choice(list(FORMATS)), default="text", show_default=True,
    help="How to report: for people, as JSON, to GitHub Actions, or as SARIF.",
)  # fmt: skip
@click.option(
    "--fail-on", type=click.Choice(["error", "warning"]), default="error", show_default=True,
    help="The least that ends with exit code 1.",
)  # fmt: skip
@click.option("--hints", is_flag=True, help="Show hints too; of many alike in a file, ten.")
@click.option("--statistics", is_flag=True, help="Say how often each rule found something.")
@click.option("--fix", is_flag=True, help="Mend what has one right answer, and report the rest.")
@click.option("--unsafe-fixes", is_flag=True, help="With --fix or --diff: take likely answers too.")
@click.option("--diff", is_flag=True, help="Show what --fix would change, and change nothing.")
@click.option(
    "--base", metavar="REV",
    help="Report on the files that have changed since a revision of git, and on what is new"
    " elsewhere.",
)  # fmt: skip
@click.option(
    "--baseline", metavar="FILE",
    help=f"List of known faults, which are not reported; {KNOWN} if it is there.",
)  # fmt: skip
@click.option("--no-baseline", is_flag=True, help="Report known faults too.")
@click.option(
    "--update-baseline", is_flag=True,
    help="Make the list of known faults, or take off it what is mended.",
)  # fmt: skip
@click.option(
    "--as-of", metavar="DATE", help="Judge freshness on this day (2026-01-31), not today."
)
@click.option("--no-cache", is_flag=True, help="Read every entry anew.")
@_LANGUAGE
@click.argument("paths", metavar="[PATH]...", nargs=-1)
@click.pass_obj
def check(
    language: str,
    /,
    paths: tuple[str, ...],
    as_of: str | None,
    fail_on: str,
    *,
    fix: bool,
    diff: bool,
    unsafe_fixes: bool,
    update_baseline: bool,
    **options: Any,
) -> int:
    """Say what is wrong in the content, where, and how to mend it.

    PATH is a file or a folder to report on; everything if not given.

    \b
    Examples:
      goodpractice check
      goodpractice check content/case-studies/schlangenfuss.md
      goodpractice check --diff
      goodpractice check --fix
      goodpractice check --base origin/main --format github
      goodpractice check --format json content/case-studies/ > report.json

    \b
    Exit codes:
      0  no errors (no warnings either, with --fail-on warning)
      1  errors; with --diff: there is something to mend
      2  could not run
    """  # noqa: D301
    _refuse_together(paths=bool(paths), fix=fix, diff=diff, unsafe_fixes=unsafe_fixes,
                     update_baseline=update_baseline, **options)  # fmt: skip
    settings, faults = _load(as_of=_day(as_of))
    checking = _checking(settings, faults, language, paths, update_baseline, keep=False, **options)
    if diff:
        return _show_difference(checking, language, unsafe=unsafe_fixes)
    if fix:
        found, made, _ = checking.mend(unsafe=unsafe_fixes)
        done = _counted(N_("{n} fault was mended."), N_("{n} faults were mended."), made, language)
    else:
        found, done = checking.find(), ""
    if update_baseline:
        done = _update_known(checking, found, language)
        found = checking.report(found.checked, settings.root)
    return _report(checking, found, language, fail_on, done, **options)


# Options of `check` that say nothing together: with the first, none of the others.
_APART = {
    "update_baseline": ("paths", "fix", "diff", "base", "no_baseline"),
    "no_baseline": ("baseline",),
    "diff": ("statistics",),
}


def _refuse_together(**options: Any) -> None:
    for one, others in _APART.items():
        for other in others if options[one] else ():
            if options[other]:
                names = [f"--{name.replace('_', '-')}" for name in (one, other)]
                template = N_("{one} cannot be used together with {other}.")
                other_name = names[1].replace("--paths", "PATH")
                raise Failure(template, one=names[0], other=other_name)
    if options["unsafe_fixes"] and not (options["fix"] or options["diff"]):
        raise Failure(N_("--unsafe-fixes goes with --diff, to see them, or with --fix."))
    if options["statistics"] and options["output"] in _FOR_REPOSITORIES:
        raise Failure(N_("--statistics goes with the formats text and json."))
    if options["diff"] and options["output"] != "text":
        raise Failure(N_("--diff writes a patch; leave --format out."))


def _checking(
    settings: Settings,
    faults: tuple[Diagnostic, ...],
    language: str,
    paths: tuple[str, ...],
    new_baseline: bool,
    *,
    base: str | None,
    baseline: str | None,
    no_baseline: bool,
    no_cache: bool = True,
    keep: bool = True,
    **_: Any,
) -> Checking:
    known = Baseline(Path(baseline).absolute() if baseline else settings.root / KNOWN)
    if baseline and not known.exists and not new_baseline:
        raise Failure(N_("There is no file or folder {path}."), path=baseline)
    wanted = not no_baseline and (known.exists or new_baseline)
    file = None if no_cache else cache.file_of(settings.root)

    def check(site: Settings) -> Checked:
        kept = file if site.root == settings.root else None
        return _check(site, faults, language, kept, keep=keep)

    return Checking(
        settings,
        check,
        tuple(limits_of(settings, paths)),
        changes.base_of(settings.root, base) if base is not None else "",
        known if wanted else None,
    )


def _show_difference(checking: Checking, language: str, *, unsafe: bool) -> int:
    """Write what mending would change as a patch."""
    made, patches = checking.difference(unsafe=unsafe)
    say = messages.catalogue(language).gettext
    for path, patch in patches:
        text = patch or say(N_("{path}: the picture would be encoded anew.")).format(path=path)
        lines = text.removesuffix("\n").split("\n")
        on_terminal = sys.stdout.isatty()
        click.echo("\n".join(printable(line) if on_terminal else line for line in lines))
    one, many = N_("{n} fault would be mended."), N_("{n} faults would be mended.")
    click.echo(_counted(one, many, made, language), err=True)
    return FAULTS if patches else OK


def _update_known(checking: Checking, found: Found, language: str) -> str:
    """Write the list of known faults; return what was done."""
    assert checking.known is not None
    existed = checking.known.exists
    count = checking.update_known(found).total()
    return _counted(*(_TAKEN_OFF if existed else _LISTED), count, language)


_TAKEN_OFF = (
    N_("{n} known fault is mended and was taken off the list."),
    N_("{n} known faults are mended and were taken off the list."),
)
_LISTED = (
    N_("{n} fault is known and tolerated from now on."),
    N_("{n} faults are known and tolerated from now on."),
)


def _counted(one: str, many: str, n: int, language: str) -> str:
    return messages.catalogue(language).ngettext(one, many, n).format(n=n)


def _report(
    checking: Checking,
    found: Found,
    language: str,
    fail_on: str,
    done: str,
    *,
    output: str,
    hints: bool,
    statistics: bool,
    **_: Any,
) -> int:
    root = checking.settings.root
    report = Report(
        root,
        found.diagnostics,
        found.checked.files_read,
        language,
        outcome=done,
        hints=hints,
        statistics=statistics,
        touched=checking.touched,
        tolerated=found.tolerated,
        prefix=changes.prefix(root) if output in _FOR_REPOSITORIES else "",
    )
    FORMATS[output](report, console(sys.stdout))
    worst = {"error": [Severity.ERROR], "warning": [Severity.ERROR, Severity.WARNING]}[fail_on]
    return FAULTS if any(one.severity in worst for one in found.diagnostics) else OK


# Formats whose paths are taken from the root of the repository, not from that of the site.
_FOR_REPOSITORIES = ("github", "sarif")


@main.command(
    epilog="The folder is exchanged in one step: whoever reads it never sees half a site."
)
@click.option(
    "--site-dir", metavar="DIR", help="Where to build; else what mkdocs.yml says, or site/."
)
@_LANGUAGE
@click.pass_obj
def build(language: str, site_dir: str | None) -> int:
    """Make the site.

    Entries with errors are left out and named; the rest is published. If the site cannot be built
    at all, the one that was there before stays as it was.

    \b
    Examples:
      goodpractice build
      goodpractice build --site-dir /tmp/preview

    \b
    Exit codes:
      0  the site is built
      1  the site is built, without the entries that have errors
      2  nothing was built
    """  # noqa: D301
    settings, faults = _load(site_dir=Path(site_dir).absolute() if site_dir else None)
    settings = replace(settings, as_of=source_day(settings.root))
    checked = _check(settings, faults, language)
    told = tuple(one for one in checked.diagnostics if one.severity is not Severity.HINT)
    report = Report(settings.root, told, checked.files_read, language)
    shown = console(sys.stdout)
    if not checked.usable:
        outcome = report.words(N_("Nothing was built."))
        FORMATS["text"](replace(report, outcome=outcome), shown)
        return FAILED
    warnings = _publish(settings, checked, language)
    outcome = _outcome(report, settings, checked)
    FORMATS["text"](replace(report, outcome=outcome), shown)
    for warning in warnings:
        click.echo(warning, err=True)
    return FAULTS if report.counts[Severity.ERROR] else OK


def _publish(settings: Settings, checked: Checked, language: str) -> list[str]:
    """Build a site beside the one that is there, look it over, and exchange the two."""
    from goodpractice import publish, verification
    from goodpractice.adapters import commands

    with _progress(language, N_("Building the site…")):
        try:
            with publish.beside(settings.site_dir, settings.root, settings.content) as folder:
                built = commands.build(settings, checked, folder)
                verification.verify(folder, settings.site_url, built.drawn)
        except publish.RefusedError as error:
            path = _shown(error.path)
            raise Failure(REFUSALS[error.reason], path=path, reason=error.detail) from error
        except verification.BrokenSiteError as error:
            raise Failure(_BROKEN, faults=str(error)) from error
        except commands.EngineError as error:
            raise Failure(N_("Nothing was built: {reason}"), reason=str(error)) from error
    return built.warnings


REFUSALS = {
    "content": N_("The site cannot be built into {path}: the content is there."),
    "root": N_("The site cannot be built into {path}: the files it is made from are there."),
    "file": N_("The site cannot be built into {path}: that is a file, not a folder."),
    "foreign": N_(
        "The site cannot be built there: {path} was not made by goodpractice and would be lost."
        " Move it elsewhere, or name an empty folder or one that an earlier build has made."
    ),
    "unwritable": N_("The site cannot be built: nothing can be written into {path} ({reason})."),
}
_BROKEN = N_("Nothing was published, since the site that was built has faults:\n{faults}")


def _outcome(report: Report, settings: Settings, checked: Checked) -> str:
    """Return what was built and what was left out, in words."""
    words = [report.words(N_("The site is in {path}."), path=_shown(settings.site_dir))]
    if checked.left_out:
        one, many = N_("{n} file was left out."), N_("{n} files were left out.")
        words.append(report.plural(one, many, len(checked.left_out)))
    return " ".join(words)


@main.command()
@click.option("--port", type=click.IntRange(1, 65535), default=8000, show_default=True,
              help="Port on this machine.")  # fmt: skip
@click.option("--drafts", is_flag=True, help="Show drafts too.")
@_LANGUAGE
@click.pass_obj
def serve(language: str, port: int, drafts: bool) -> int:
    """Show the site on this machine, and again after each change. Ctrl-C ends it.

    \b
    Examples:
      goodpractice serve
      goodpractice serve --port 8080 --drafts
    """  # noqa: D301
    settings, faults = _load(drafts=drafts)
    checked = _check(settings, faults, language)
    if not checked.usable:
        FORMATS["text"](
            Report(settings.root, checked.diagnostics, checked.files_read, language),
            console(sys.stdout),
        )
        return FAILED
    gc.enable()
    from goodpractice.adapters import commands

    try:
        commands.serve(settings, port)
    except commands.EngineError as error:
        raise Failure("{reason}", reason=str(error)) from error
    except OSError as error:
        template = _PORT_TAKEN if error.errno == errno.EADDRINUSE else _NO_PORT
        reason = error.strerror or str(error)
        raise Failure(template, port=str(port), other=str(port + 1), reason=reason) from error
    return OK


_PORT_TAKEN = N_(
    "Another program uses port {port}; perhaps this command runs already. End that one, or name"
    " another port: goodpractice serve --port {other}"
)
_NO_PORT = N_("The site cannot be shown on port {port}: {reason}.")


@main.command()
@click.option(
    "--output", metavar="DIR", help="Where to write; else the folder schemas/ beside mkdocs.yml."
)
@_LANGUAGE
@click.pass_obj
def schema(language: str, output: str | None) -> int:
    """Write a JSON Schema for each collection, for editors and other programs.

    What an editor makes of them is in docs/editors.md of this tool.

    \b
    Examples:
      goodpractice schema
      goodpractice schema --output .vscode/schemas

    \b
    Exit codes:
      0  the schemas are written
      2  nothing was written: the model has errors, or the folder cannot be written to
    """  # noqa: D301
    settings, faults = _load()
    checked = _check(settings, faults, language)
    report = Report(settings.root, (), checked.files_read, language)
    if not checked.usable:
        outcome = report.words(N_("Nothing was written."))
        faulty = tuple(one for one in checked.diagnostics if one.severity is Severity.ERROR)
        FORMATS["text"](replace(report, diagnostics=faulty, outcome=outcome), console(sys.stdout))
        return FAILED
    from goodpractice import fixes, schemas

    folder = Path(output).absolute() if output else settings.root / "schemas"
    folder.mkdir(parents=True, exist_ok=True)
    written = schemas.schemas(checked.site.model, language, settings.languages[0])
    for name, one in written.items():
        fixes.replace_file(folder / name, schemas.as_text(one).encode())
    count = report.plural(N_("{n} schema written."), N_("{n} schemas written."), len(written))
    place = report.words(N_("They are in {path}."), path=_shown(folder))
    click.echo(f"{count} {place}")
    return OK


@main.command(name="rules")
@click.option(
    "--format", "output", type=click.Choice(["text", "json"]), default="text", show_default=True,
    help="A list for people, or JSON for programs.",
)  # fmt: skip
@_LANGUAGE
@click.pass_obj
def list_rules(language: str, output: str) -> int:
    """List the rules of the check: code, severity and title.

    \b
    Examples:
      goodpractice rules
      goodpractice rules --format json
    """  # noqa: D301
    from goodpractice import manual

    listed = manual.articles(language)
    if output == "json":
        click.echo(manual.as_json(listed), nl=False)
    else:
        manual.print_table(listed, language, console(sys.stdout))
    return OK


@main.command()
@_LANGUAGE
@click.argument("code", metavar="CODE")
@click.pass_obj
def explain(language: str, code: str) -> int:
    """Say what a rule is about, why it matters and how to mend what it finds.

    CODE is the code of a rule, as the check shows it, or its name.

    \b
    Examples:
      goodpractice explain GP202
      goodpractice explain missing-required --lang fr

    \b
    Exit codes:
      0  the rule is there
      2  there is no such rule
    """  # noqa: D301
    from goodpractice import manual

    rule = manual.find(code)
    if rule is None:
        near = manual.suggestion(code)
        template = _NO_RULE_NEAR if near else _NO_RULE
        raise Failure(template, code=code, nearest=near, command="goodpractice rules")
    manual.print_article(manual.article(rule, language), language, console(sys.stdout))
    return OK


_NO_RULE = N_("There is no rule “{code}”. To see them all: {command}")
_NO_RULE_NEAR = N_("There is no rule “{code}”. Did you mean {nearest}? To see them all: {command}")


@main.command()
@click.option(
    "--base", metavar="REV", required=True, help="The revision of git that the change is to join."
)
@click.option(
    "--format", "output", type=click.Choice(["markdown", "json"]), default="markdown",
    show_default=True, help="For people, or for `goodpractice github comment`.",
)  # fmt: skip
@_LANGUAGE
@click.pass_obj
def review(language: str, base: str, output: str) -> int:
    """Say what a reviewer of a change should know and has to ask.

    What is wrong, how each entry will appear, what says nearly the same elsewhere, and, where the
    model changes, which entries would no longer be published. Not an error in itself, whatever it
    says.

    \b
    Examples:
      goodpractice review --base origin/main
      goodpractice review --base origin/main --format json > review.json

    \b
    Exit codes:
      0  the review is made
      2  it could not be made
    """  # noqa: D301
    from goodpractice import bounded, notes, reviews

    settings, faults = _load()
    options: dict[str, Any] = {"base": base, "baseline": None, "no_baseline": False}
    checking = _checking(settings, faults, language, (), False, **options)
    made = reviews.review(checking, checking.find(), language)
    click.echo(bounded.dumps(made) if output == "json" else notes.of_review(made), nl=False)
    return OK


@main.command()
@click.option("--cache", metavar="FILE", help="What earlier runs know of links; kept up to date.")
@click.option(
    "--format", "output", type=click.Choice(["markdown", "json"]), default="markdown",
    show_default=True, help="For people, or for `goodpractice github issue`.",
)  # fmt: skip
@click.option("--as-of", metavar="DATE", help="What day it is (2026-01-31), if not today.")
@_LANGUAGE
@click.pass_obj
def upkeep(language: str, cache: str | None, output: str, as_of: str | None) -> int:
    """Say what has aged: links to other sites that are dead, and reviews that are due.

    Other sites are asked one page at a time and with pauses, so it takes a while. With --cache a
    link that leads somewhere is asked about every four weeks, and one that does not answer is named
    once it has not answered for a week.

    \b
    Examples:
      goodpractice upkeep
      goodpractice upkeep --cache .cache/links.json --format json > upkeep.json

    \b
    Exit codes:
      0  it is done, whatever there is to say
      2  it could not be done
    """  # noqa: D301
    from goodpractice import bounded, external_links, notes
    from goodpractice import upkeep as keeping

    settings, faults = _load(as_of=_day(as_of))
    checked = _check(settings, faults, language)
    memory = keeping.recall(Path(cache)) if cache else keeping.Memory()
    asker = external_links.Asker(settings.repo_url or settings.site_url)
    silent = keeping.SILENT if cache else keeping.AT_ONCE
    with _progress(language, N_("Asking other sites…")):
        found, known = keeping.look(checked, language, asker, memory, settings.as_of, silent)
    if cache:
        keeping.remember(known, Path(cache))
    click.echo(bounded.dumps(found) if output == "json" else notes.of_upkeep(found), nl=False)
    return OK


@main.group()
@_LANGUAGE
def github() -> None:
    """Keep a comment and an issue up to date, on GitHub Actions.

    They need the variables that GitHub sets, and GITHUB_TOKEN.
    """


@github.command(name="comment")
@_LANGUAGE
@click.pass_obj
def github_comment(language: str) -> int:
    """Keep the comment on the pull request that a run of the check is of.

    For a workflow that starts when the check has ended (`workflow_run`). What the check has kept is
    believed as little as the pull request itself.
    """
    from goodpractice.adapters import github as service

    done = service.comment(service.from_environment(), service.event(), language)
    words = messages.catalogue(language).gettext
    click.echo(words(_COMMENTED if done else _NOT_COMMENTED))
    return OK


@github.command(name="issue")
@_LANGUAGE
@click.pass_obj
def github_issue(language: str) -> int:
    """Keep the issue about what `goodpractice upkeep` has found in this run."""
    from goodpractice.adapters import github as service
    from goodpractice.bounded import UnfitError

    try:
        state = service.keep_issue(service.from_environment(), service.run_number())
    except UnfitError as error:
        raise Failure(
            N_("What the run has kept cannot be read: {reason}"), reason=str(error)
        ) from None
    click.echo(messages.catalogue(language).gettext(_ISSUES[state]))
    return OK


@github.command(name="memory")
@_LANGUAGE
@click.argument("file", metavar="FILE")
@click.pass_obj
def github_memory(language: str, file: str) -> int:
    """Fetch what the last run of the job knew of links, for `goodpractice upkeep --cache FILE`."""
    from goodpractice import fixes
    from goodpractice.adapters import github as service

    found = service.memory(service.from_environment())
    Path(file).parent.mkdir(parents=True, exist_ok=True)
    if found:
        fixes.replace_file(Path(file), found)
    words = messages.catalogue(language).gettext
    click.echo(words(_REMEMBERED if found else _NOT_REMEMBERED))
    return OK


_REMEMBERED = N_("What the last run knew of links is here.")
_NOT_REMEMBERED = N_("No earlier run knows anything of links.")
_COMMENTED = N_("The comment is up to date.")
_NOT_COMMENTED = N_("There is nothing to comment on.")
_ISSUES = {
    "": N_("All is well: no issue is needed."),
    "open": N_("The issue is up to date."),
    "closed": N_("The issue is closed: all is well."),
}


def _load(
    *, as_of: date | None = None, drafts: bool = False, site_dir: Path | None = None
) -> tuple[Settings, tuple[Diagnostic, ...]]:
    config = find_config(Path.cwd())
    if config is None:
        raise Failure(
            N_("There is no {file} in this folder or above it. Go to the folder of a site first."),
            file=CONFIG,
        )
    return load_settings(config, as_of=as_of, drafts=drafts, site_dir=site_dir)


def _check(
    settings: Settings,
    faults: tuple[Diagnostic, ...],
    language: str,
    file: Path | None = None,
    *,
    keep: bool = True,
) -> Checked:
    """Check a site, as `pipeline.check`; with faults in its settings it cannot be built."""
    if not settings.content.is_dir():
        raise Failure(N_("There is no folder {folder}."), folder=_shown(settings.content))
    with _progress(language, N_("Reading…")):
        checked = pipeline.check(settings, file, keep=keep)
    if not faults:
        return checked
    everything = sorted((*faults, *checked.diagnostics), key=IN_ORDER)
    return replace(checked, diagnostics=tuple(everything), usable=False)


def _day(text: str | None) -> date | None:
    try:
        return date.fromisoformat(text) if text else None
    except ValueError:
        raise Failure(N_("“{text}” is no date. Write it as 2026-01-31."), text=text or "") from None


def _shown(path: Path) -> str:
    """Return a path as the user would write it from here."""
    here = Path.cwd()
    return str(path.relative_to(here)) if path.is_relative_to(here) else str(path)


if __name__ == "__main__":
    main()
