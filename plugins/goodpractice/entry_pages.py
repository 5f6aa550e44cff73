"""Entries and free pages: everything that one page says."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import replace
from functools import partial
from html import unescape
from typing import Any
from urllib.parse import unquote

from markupsafe import Markup

from goodpractice import (
    citations,
    feedback,
    linked_data,
    links,
    markup,
    messages,
    neighbours,
    pictures,
    search_words,
    whole_lists,
)
from goodpractice.dates import ApproximateDate
from goodpractice.diagnostics import Phrase
from goodpractice.entries import ARCHIVED, DRAFT, WITHDRAWN, Entry
from goodpractice.field_values import says_not_known
from goodpractice.interface import Interface, changed, kept_elsewhere, licence_of
from goodpractice.messages import N_
from goodpractice.model import Collection
from goodpractice.outputs import Page
from goodpractice.pipeline import Site
from goodpractice.presentation import date_in_words, day_in_words
from goodpractice.reading import NOT_KNOWN
from goodpractice.similarity import Mark
from goodpractice.templates import BASE
from goodpractice.values import link_to
from goodpractice.views import (
    EntryView,
    FreePageView,
    HeadingView,
    Links,
    LinkView,
    ReferenceGroup,
    ReferenceView,
    Row,
    Text,
    Unknown,
)
from goodpractice.whole_lists import WholeList

CONTACT = "contact"


def entry_page(ui: Interface, entry: Entry, alternates: tuple[LinkView, ...]) -> Page:
    """Return the page of an entry, a free page, or one that was withdrawn."""
    template, build = _drawn_by(ui, entry, alternates)
    return Page(
        entry.address,
        ui.lang,
        entry.title if entry.status != WITHDRAWN else ui.say(_WITHDRAWN),
        entry.summary if entry.status != WITHDRAWN else "",
        template,
        build,
        search_words=_search_words(ui, entry),
        listed=entry.status != WITHDRAWN,
        indexed=entry.status != WITHDRAWN,
        section=ui.address(f"{entry.collection.name}/"),
        alternates=alternates,
        written=entry.lang,
        changed=changed(entry),
        data=_data(ui, entry),
    )


def whole_lists_of(ui: Interface, entry: Entry) -> Iterator[WholeList]:
    """Yield the lists that the page of an entry cuts short."""
    if entry.status != WITHDRAWN:
        yield from neighbours.whole_lists(ui, entry)
        yield from whole_lists.of_queries(ui, entry)


def _data(ui: Interface, entry: Entry) -> Callable[[], str] | None:
    """Return what makes the structured data of an entry; None where there is nothing to tell."""
    told = entry.status != WITHDRAWN and entry.collection is not ui.site.model.pages
    return partial(linked_data.of_entry, ui, entry) if told else None


def _search_words(ui: Interface, entry: Entry) -> Callable[[], Iterable[str]] | None:
    """Return what gives the words that find an entry beside its own; None where nothing may."""
    if entry.status == WITHDRAWN or not entry.collection.browse:
        return None
    return partial(search_words.of, ui.site, entry)


def _drawn_by(
    ui: Interface, entry: Entry, alternates: tuple[LinkView, ...]
) -> tuple[str, Callable[[], object]]:
    """Return the template of an entry's page, and what makes its view."""
    if entry.status == WITHDRAWN:
        return "page.html", partial(_withdrawn_view, ui, entry)
    if entry.collection is ui.site.model.pages:
        return "page.html", partial(_free_page_view, ui, entry)
    return "entry.html", partial(entry_view, ui, entry, alternates)


_WITHDRAWN = N_("This page has been withdrawn.")
_KEPT = N_("It is no longer part of this site. Its address is kept, so that links to it say so.")


def _withdrawn_view(ui: Interface, entry: Entry) -> FreePageView:
    way_on = Markup()
    if entry.collection is not ui.site.model.pages:
        collection = replace(ui.collection_link(entry.collection), note="", count=None)
        way_on = Markup("<p>{}</p>").format(link_to(collection))
    return FreePageView(ui.say(_WITHDRAWN), ui.say(_KEPT), way_on, ())


def _free_page_view(ui: Interface, entry: Entry) -> FreePageView:
    return FreePageView(entry.title, entry.summary, body(ui.site, entry), headings(entry))


def entry_view(ui: Interface, entry: Entry, alternates: tuple[LinkView, ...]) -> EntryView:
    """Return what an entry's page shows."""
    layout, show = entry.collection.presentation, ui.presenter
    after = (*layout.get("after_body", ()), *_unplaced(entry.collection), "images")
    text = _text(ui.site, entry)
    return EntryView(
        entry.title,
        entry.summary,
        entry.lang,
        replace(ui.collection_link(entry.collection), note="", count=None),
        show.rows(entry, layout.get("lead", ())),
        (*show.rows(entry, _facts(layout)), *_whom_to_ask(ui, entry)),
        text,
        headings(entry),
        (*show.rows(entry, tuple(dict.fromkeys(after))), *_related(ui, entry)),
        neighbours.listings(ui, entry),
        _reference_groups(ui, entry),
        _people(ui, entry),
        (*show.rows(entry, ("published", "last_reviewed", "review_by", "lang")), *_log(ui, entry)),
        _notices(ui, entry),
        tuple(one for one in alternates if not one.active),
        licence_of(ui.site, entry),
        source_url(ui, entry),
        feedback.ways(ui, entry),
        entry.status == DRAFT,
        show.foreign(entry),
        not layout.get("lead"),
        _similar(ui, entry),
        entry.collection.brief,
        citations.as_text(ui, entry),
        citations.as_bibtex(ui, entry),
        kept_elsewhere(ui.site, entry),
        neighbours.drawing(ui, entry),
    )


def _similar(ui: Interface, entry: Entry) -> tuple[LinkView, ...]:
    """Return links to the works most like this one's, less those that the page names anyway."""
    work = ui.site.catalogue.work_of[entry.id]
    naming = {one.id for works in ui.site.catalogue.naming(entry).values() for one in works}
    named = {
        ui.site.catalogue.work_of[one.target].id
        for one in entry.references
        if one.target in ui.site.catalogue.work_of
    }
    alike = ui.site.similarity.like(work, {*naming, *named})
    return tuple(
        replace(ui.presenter.link(one.work.id, entry.lang), note=_shared(ui, entry, one.shared))
        for one in alike
    )


_NAMED_AT_MOST = 2


def _shared(ui: Interface, entry: Entry, marks: tuple[Mark, ...]) -> str:
    """Return what two works share, in words; a wider term is not named beside its narrower one."""
    names: dict[str, None] = {}
    wider = {mark for mark in marks if any(_is_wider(entry, mark, other) for other in marks)}
    for path, one in (mark for mark in marks if mark not in wider):
        vocabulary = entry.vocabulary(path)
        names[ui.presenter.term(vocabulary, one).label if vocabulary else
              ui.presenter.link(one, entry.lang).title] = None  # fmt: skip
    return ui.say(N_("Shares: {terms}"), terms=", ".join(list(names)[:_NAMED_AT_MOST]))


def _is_wider(entry: Entry, mark: Mark, other: Mark) -> bool:
    vocabulary = entry.vocabulary(mark[0])
    return (
        vocabulary is not None
        and mark[0] == other[0]
        and mark[1] in vocabulary.with_broader(other[1])[1:]
    )


def _related(ui: Interface, entry: Entry) -> tuple[Row, ...]:
    """Return the row of related entries, less those listed below because they name this one."""
    row = ui.presenter.row(entry, "related")
    if row is None or not isinstance(row.value, Links):
        return ()
    groups = ui.site.catalogue.naming(entry).values()
    below = {version.address for group in groups for work in group for version in work.versions}
    rest = tuple(link for link in row.value.links if link.address not in below)
    return (replace(row, value=Links(rest)),) if rest else ()


def _reference_groups(ui: Interface, entry: Entry) -> tuple[ReferenceGroup, ...]:
    written = entry.value("references")
    if not isinstance(written, tuple):
        return ()
    vocabulary = ui.site.model.vocabularies["reference-groups"]
    groups = []
    for term in vocabulary.terms.values():
        found = [one for one in written if one is not NOT_KNOWN and one.get("group") == term.id]
        if found:
            views = tuple(reference_view(one, ui.lang) for one in found)
            groups.append(ReferenceGroup(ui.presenter.pick(term.label), views))
    return tuple(groups)


def _people(ui: Interface, entry: Entry) -> tuple[Row, ...]:
    return ui.presenter.rows(entry, ("contributors",))


def _log(ui: Interface, entry: Entry) -> tuple[Row, ...]:
    """Return the row that says when an entry's file came and last changed, where that is known."""
    log = ui.history()
    days, added = log.days.get(entry.path, ()), log.added.get(entry.path)
    if not days:
        return ()
    words = partial(day_in_words, lang=ui.lang)
    said = [ui.say(N_("added {date}"), date=words(added))] if added else []
    if days[0] != added:
        said.append(ui.say(N_("last changed {date}"), date=words(days[0])))
    return (Row("log", ui.say(N_("On this site")), Text(", ".join(said))),)


def _facts(layout: Mapping[str, tuple[str, ...]]) -> tuple[str, ...]:
    return tuple(path for path in layout.get("facts", ()) if path != CONTACT)


def _whom_to_ask(ui: Interface, entry: Entry) -> tuple[Row, ...]:
    """Return the row that says whom to ask, or that nobody is named."""
    field = entry.collection.field(CONTACT)
    if field is None:
        return ()
    row = ui.presenter.row(entry, CONTACT)
    if row and not isinstance(row.value, Unknown):
        return (row,)
    value = feedback.to_ask(ui, entry) or Text(ui.say(N_("Nobody is named here.")))
    return (Row(CONTACT, ui.presenter.pick(field.label), value),)


def _notices(ui: Interface, entry: Entry) -> tuple[str, ...]:
    notices = []
    if entry.status == ARCHIVED:
        notices.append(ui.say(N_("This page is kept for the record and no longer updated.")))
    newer = entry.value("superseded_by")
    if isinstance(newer, str):
        title = ui.presenter.link(newer).title
        notices.append(ui.say(N_("This page has been replaced by “{title}”."), title=title))
    return tuple(notices)


def source_url(ui: Interface, entry: Entry) -> str:
    """Return the address of an entry's file in its repository, or nothing."""
    settings = ui.site.settings
    if not settings.repo_url or not settings.edit_uri:
        return ""
    inner = entry.path.removeprefix(f"{ui.site.corpus.content}/")
    return f"{settings.repo_url.rstrip('/')}/{settings.edit_uri.strip('/')}/{inner}"


def _unplaced(collection: Collection) -> tuple[str, ...]:
    """Return the collection's own fields that its layout does not name, so that nothing is lost."""
    layout = collection.presentation
    named = {path for part in ("lead", "facts", "after_body") for path in layout.get(part, ())}
    kept_back = {*named, *collection.hidden, *_SHOWN_ELSEWHERE}
    owners = {path.partition(".")[0] for path in named if "." in path} - named
    paths = (
        path
        for name, field in collection.fields.items()
        for path in ([one.path for one in field.fields.values()] if name in owners else [name])
        if name not in kept_back
    )
    return tuple(path for path in paths if path not in kept_back)


_SHOWN_ELSEWHERE = frozenset(
    [
        "title",
        "summary",
        "lang",
        "translation_of",
        "source_revision",
        "status",
        "superseded_by",
        "aliases",
        "licence",
        "contributors",
        "contact",
        "published",
        "last_reviewed",
        "review_by",
        "references",
        "images",
        "related",
        "ignore",
    ]
)


def headings(entry: Entry) -> tuple[HeadingView, ...]:
    """Return the headings of the parts of a text."""
    found = (part.heading for part in entry.parts)
    return tuple(HeadingView(heading.id, heading.text) for heading in found if heading)


_SITE_PICTURE = re.compile(f'<img src="{BASE}([^"]+)"')


def body(site: Site, entry: Entry) -> Markup:
    """Return the text of an entry with its links and pictures led to their places."""
    if entry.text is None:
        return Markup()
    published = site.catalogue.by_path

    def resolve(url: str, is_image: bool) -> str | None:
        address = (
            _picture_address(site, entry, url)
            if is_image
            else links.resolve(site.corpus, published, entry.path, url)
        )
        return None if address is None else f"{BASE}{address}"

    html = markup.resolve_links(entry.text.html, resolve)
    sized = _SITE_PICTURE.sub(partial(_with_size, site), html)
    return Markup(markup.without_ends(sized))  # noqa: S704 - sanitised by markup, addresses escaped there


def _text(site: Site, entry: Entry) -> Markup:
    """Return the text of an entry, marked where the model says what it is good for."""
    html = str(body(site, entry))
    for name, part in entry.sections.items():
        section = entry.collection.sections[name]
        start = f'<h2 id="{part.heading.id}"' if part.heading else ""
        if start and section.steps:
            html = _with_steps(html, start)
        if start and section.brief:
            html = html.replace(f"{start}>", f"{start} class=gp-brief>", 1)
    return Markup(html)  # noqa: S704 - sanitised by markup


def _with_steps(html: str, start: str) -> str:
    """Return HTML with the first list below a heading marked as one of steps to tick off."""
    before, heading, rest = html.partition(start)
    section, end, after = rest.partition("<h2 ")
    marked = _LIST.sub(rf"\g<0>{_STEPS}", section, count=1)
    return f"{before}{heading}{marked}{end}{after}"


_LIST = re.compile(r"<[ou]l(?=[ >])")
_STEPS = " data-gp-steps"  # text of entries has no such attribute of its own


def text_of_model(site: Site, path: str, text: str) -> Markup:
    """Return a text of a model file with its links led to their places.

    Args:
        site: for what is published.
        path: of the model file, where relative links start.
        text: Markdown.
    """
    published = site.catalogue.by_path

    def resolve(url: str, is_image: bool) -> str | None:
        address = None if is_image else links.resolve(site.corpus, published, path, url)
        return None if address is None else f"{BASE}{address}"

    html = markup.resolve_links(markup.parse(text).html, resolve)
    return Markup(html)  # noqa: S704 - sanitised by markup


def _picture_address(site: Site, entry: Entry, url: str) -> str | None:
    path = links.picture_path(entry, url)
    return path.removeprefix(f"{site.corpus.content}/") if path in site.corpus.files else None


def _with_size(site: Site, match: re.Match[str]) -> str:
    path = site.settings.content / unquote(unescape(match[1]))
    width, height = pictures.published_size(path)
    return f'{match[0]} width="{width}" height="{height}"'


def _seen(date: str, lang: str) -> str:
    return messages.text(Phrase(N_("seen on {date}"), {"date": date}), lang) if date else ""


def reference_view(written: Any, lang: str) -> ReferenceView:
    """Return a citation: title, then authors, publisher and year in one line."""

    def known(key: str) -> str:
        value = written.get(key)
        # In a file of the model “not known” is read as a text.
        if value is None or value is NOT_KNOWN or (type(value) is str and says_not_known(value)):
            return ""
        return date_in_words(value, lang).text if isinstance(value, ApproximateDate) else str(value)

    doi = known("doi")
    url = known("link") or (f"https://doi.org/{doi}" if doi else "")
    details = ", ".join(filter(None, (known("authors"), known("publisher"), known("year"))))
    title = known("title") or details or url
    shown = "" if title == details else details
    shown = ", ".join(filter(None, (shown, _seen(known("accessed"), lang))))
    return ReferenceView(title, shown, url, known("archived"), known("note"))
