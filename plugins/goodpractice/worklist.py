"""The worklist: what is left to do on a site, for those who look after it.

Made from what the check says. It names published entries only: the title of a draft, or of an entry
that was left out, may be what somebody has not agreed to.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property, partial

from goodpractice import messages, rules
from goodpractice.dates import ApproximateDate
from goodpractice.diagnostics import Diagnostic, Label, Severity
from goodpractice.entries import DRAFT, PUBLISHED, Entry
from goodpractice.entry_pages import source_url
from goodpractice.fields import Field, Requirement
from goodpractice.interface import Interface
from goodpractice.messages import N_
from goodpractice.outputs import Page
from goodpractice.pipeline import Site
from goodpractice.presentation import as_title, date_in_words
from goodpractice.reading import MISSING, NOT_KNOWN
from goodpractice.reference_pages import ADDRESS, APART, TITLE, WORKLIST_ADDRESS, WORKLIST_TITLE
from goodpractice.views import LinkView, WorklistView, WorkRow, WorkSection

ROWS = 100
YEARS_BETWEEN_REVIEWS = 2
INCOMPLETE = (
    "missing-required", "missing-recommended", "missing-section", "missing-recommended-section",
)  # fmt: skip
TWINS = ("lonely-term",)
PEOPLE = "GP6"

Notes = Iterator[tuple[Entry, tuple[str, ...]]]


def worklist_page(ui: Interface) -> Page:
    """Return the worklist in a language of the interface."""
    title = ui.say(WORKLIST_TITLE)
    description = ui.say(
        N_("Entries that somebody should look at, for those who look after the site.")
    )
    build = partial(_view, ui, title)
    return ui.page(
        WORKLIST_ADDRESS, title, "worklist.html", build, description=description, **APART
    )


def _view(ui: Interface, title: str) -> WorklistView:
    work = Work(ui.site)
    sections = (
        _section(ui, "review", _DUE, _DUE_ABOUT, _stale(ui, work)),
        _section(ui, "incomplete", _INCOMPLETE, _INCOMPLETE_ABOUT, _incomplete(ui, work)),
        _section(ui, "consent", _CONSENT, _CONSENT_ABOUT, _unsettled(ui, work)),
        _section(ui, "choices", _CHOICES, _CHOICES_ABOUT, _twins(ui, work)),
    )
    rules_link = LinkView(ui.say(TITLE), ui.address(ADDRESS))
    return WorklistView(
        title,
        sections,
        work.drafts,
        work.left_out,
        rules_link,
        _unreviewed(ui),
        ui.history().known,
    )


def _unreviewed(ui: Interface) -> str:
    """Return the languages of the site in which no native speaker has read the interface."""
    languages = filter(messages.is_unreviewed, ui.site.settings.languages)
    return ", ".join(as_title(ui.language_name(one)) for one in languages)


_DUE, _DUE_ABOUT = (
    N_("Review is due"),
    N_("The day of the next review has passed, or nobody has looked at it for two years."),
)
_INCOMPLETE, _INCOMPLETE_ABOUT = (
    N_("Incomplete"),
    N_("Fields and parts of the text that are recommended and missing; the least complete first."),
)
_CONSENT, _CONSENT_ABOUT = (
    N_("Consent to be settled"),
    N_("Entries and pictures of which nobody knows yet whether people agree to be shown."),
)
_CHOICES, _CHOICES_ABOUT = (
    N_("Choices that drift apart"),
    N_("One entry alone makes this choice, and nearly the same one is in use elsewhere."),
)


def _section(ui: Interface, name: str, title: str, about: str, notes: Notes) -> WorkSection:
    listed = list(notes)
    rows = tuple(
        WorkRow(ui.presenter.link(entry.id), said, source_url(ui, entry))
        for entry, said in listed[:ROWS]
    )
    more = len(listed) - len(rows)
    return WorkSection(name, ui.say(title), ui.say(about), len(listed), rows, more)


@dataclass(frozen=True)
class Work:
    """What the check says of the published entries of a site."""

    site: Site

    @cached_property
    def entries(self) -> tuple[Entry, ...]:
        """Return the entries that somebody may have to look at."""
        known = self.site.catalogue.entries.values()
        return tuple(filter(needs_review, known))

    @cached_property
    def drafts(self) -> int:
        """Return how many drafts there are."""
        return sum(entry.status == DRAFT for entry in self.site.corpus.entries.values())

    @cached_property
    def left_out(self) -> int:
        """Return how many texts are not published because of errors."""
        errors = {one.path for one in self.site.diagnostics if one.severity is Severity.ERROR}
        return sum(path.endswith(".md") for path in errors)

    @cached_property
    def _by_path(self) -> Mapping[str, list[Diagnostic]]:
        found: dict[str, list[Diagnostic]] = defaultdict(list)
        for one in self.site.diagnostics:
            found[one.path].append(one)
        return found

    def of_rules(self, names: Iterable[str]) -> Iterator[tuple[Entry, list[Diagnostic]]]:
        """Yield the entries of which one of some rules has something to say, and what."""
        return self._of_codes(tuple(rules.catalogue()[name].code for name in names))

    def of_family(self, prefix: str) -> Iterator[tuple[Entry, list[Diagnostic]]]:
        """Yield the entries of which the rules of a family have something to say, and what."""
        return self._of_codes((prefix,))

    def _of_codes(self, prefixes: tuple[str, ...]) -> Iterator[tuple[Entry, list[Diagnostic]]]:
        for entry in self.entries:
            said = [
                one for one in self._by_path.get(entry.path, ()) if one.code.startswith(prefixes)
            ]
            if said:
                yield entry, said


def needs_review(entry: Entry) -> bool:
    """Return whether somebody may have to look at an entry: not once it is put away."""
    return entry.status == PUBLISHED


# Freshness ---------------------------------------------------------------------------------------


def _stale(ui: Interface, work: Work) -> Notes:
    """Yield the entries whose review is due, the longest overdue first."""
    day = ui.site.settings.as_of
    today = (day.year, day.month, day.day)
    late = ((found, entry) for entry in work.entries if (found := due(entry)) and found[0] < today)
    for (_, template, date), entry in sorted(late, key=lambda one: (one[0][0], one[1].id)):
        yield entry, (ui.say(template, date=date_in_words(date, ui.lang).text),)


def due(entry: Entry) -> tuple[tuple[int, int, int], str, ApproximateDate] | None:
    """Return the last day before a review is due, how to say so, and the date that says it."""
    by = entry.value("review_by")
    if isinstance(by, ApproximateDate):
        return (by.last, N_("To be reviewed by: {date}."), by) if by.last else None
    reviewed = entry.value("last_reviewed")
    if not isinstance(reviewed, ApproximateDate) or not reviewed.last:
        return None
    year, month, day = reviewed.last
    return (year + YEARS_BETWEEN_REVIEWS, month, day), N_("Last reviewed: {date}."), reviewed


# Completeness ------------------------------------------------------------------------------------


def _incomplete(ui: Interface, work: Work) -> Notes:
    """Yield the entries that lack something, the least complete first."""
    found = [
        (complete_percent(entry, len(said)), entry, said)
        for entry, said in work.of_rules(INCOMPLETE)
    ]
    for percent, entry, said in sorted(found, key=lambda one: (one[0], one[1].id)):
        names = tuple(dict.fromkeys(_missing(ui, one) for one in said))
        share = ui.say(N_("{percent}% complete."), percent=percent)
        yield entry, (share, ui.say(N_("Missing: {names}."), names=", ".join(names)))


def _missing(ui: Interface, said: Diagnostic) -> str:
    """Return what is missing: the label of a field, or the heading of a section."""
    name = said.message.params.get("field") or said.message.params["heading"]
    return ui.presenter.pick(name.texts) if isinstance(name, Label) else str(name)


def complete_percent(entry: Entry, missing: int) -> int:
    """Return how much of what is wanted an entry has, in per cent, rounded down."""
    fields = wanted(entry.collection.fields, entry.values)
    sections = sum(
        one.requirement is not Requirement.OPTIONAL for one in entry.collection.sections.values()
    )
    whole = max(fields + sections, missing, 1)
    return 100 * (whole - missing) // whole


def wanted(fields: Mapping[str, Field], values: Mapping[str, object]) -> int:
    """Return how many required and recommended fields there are, in groups that are begun too."""
    own = sum(one.requirement is not Requirement.OPTIONAL for one in fields.values())
    begun = ((name, value) for name, value in values.items() if isinstance(value, dict | tuple))
    return own + sum(_wanted_within(fields[name], value) for name, value in begun)


def _wanted_within(one: Field, value: object) -> int:
    if isinstance(value, dict):
        return wanted(one.fields, value)
    if isinstance(value, tuple) and one.of is not None:
        return sum(_wanted_within(one.of, item) for item in value)
    return 0


# Consent -----------------------------------------------------------------------------------------


def _unsettled(ui: Interface, work: Work) -> Notes:
    """Yield the entries with an open question about people: by the model, and by its rules."""
    said = {entry.id: found for entry, found in work.of_family(PEOPLE)}
    for entry in work.entries:
        open_fields = [one for one in protected(entry) if _is_open(entry, one)]
        labels = (ui.presenter.pick(one.label) for one in open_fields)
        notes = [ui.say(N_("Not known: {name}."), name=label) for label in labels]
        notes += [messages.text(one.message, ui.lang) for one in said.get(entry.id, ())]
        if notes:
            yield entry, tuple(notes)


def _is_open(entry: Entry, one: Field) -> bool:
    value = entry.value(one.path)
    return value is MISSING or value is NOT_KNOWN


def protected(entry: Entry) -> Iterator[Field]:
    """Yield the required fields of every group of which the model says what it must hold."""
    named = dict.fromkeys(
        constraint.options["field"].partition(".")[0]
        for constraint in entry.collection.constraints
        if constraint.kind.name == "must_be"
    )
    for name in named:
        group = entry.collection.field(name)
        for one in group.fields.values() if group else ():
            if one.requirement is Requirement.REQUIRED:
                yield one


# Choices -----------------------------------------------------------------------------------------


def _twins(ui: Interface, work: Work) -> Notes:
    for entry, said in work.of_rules(TWINS):
        yield entry, tuple(messages.text(one.message, ui.lang) for one in said)
