"""Notes on GitHub: a review as a comment on a pull request, and upkeep as an issue.

What strangers wrote stands here as inert text or as code; everything else is ours.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from goodpractice import messages
from goodpractice.diagnostics import Severity
from goodpractice.github_markdown import code, inert
from goodpractice.reporters import COUNTS, SEVERITIES
from goodpractice.reviews import Ask, ModelChange, Problem, Proposed, Question, Review, State
from goodpractice.rules.rule import N_
from goodpractice.upkeep import DeadLink, Due, Reason, Upkeep

# GitHub takes 65,536 characters; each may be escaped.
MAX_NOTE = 60_000
REVIEW_MARK = "<!-- goodpractice: review -->"
UPKEEP_MARK = "<!-- goodpractice: upkeep -->"


@dataclass(frozen=True)
class Words:
    """The texts of a note in one language."""

    language: str

    def say(self, template: str, **params: str | int) -> str:
        """Return a text; its values are Markdown already."""
        return messages.catalogue(self.language).gettext(template).format(**params)

    def title(self, template: str, level: int = 4) -> str:
        """Return a heading."""
        return f"{'#' * level} {self.say(template)}"

    def count(self, one: str, many: str, n: int) -> str:
        """Return a text with a number."""
        return messages.catalogue(self.language).ngettext(one, many, n).format(n=n)


def _joined(mark: str, paragraphs: Iterable[str], words: Words) -> str:
    """Return a note of as many paragraphs as have room."""
    room = MAX_NOTE - 200
    kept = [mark]
    for paragraph in filter(None, paragraphs):
        room -= len(paragraph) + 2
        if room < 0:
            kept.append(words.say(N_("There is more than fits here.")))
            break
        kept.append(paragraph)
    return "\n\n".join(kept) + "\n"


def _listed(title: str, lines: Sequence[str], more: str = "") -> Iterator[str]:
    """Yield a heading and a list, or nothing where there is nothing to list."""
    if lines:
        yield f"#### {title}"
        yield "\n".join(f"- {line}" for line in lines)
        yield more


# Of a proposed change --------------------------------------------------------------------------


def says_anything(review: Review) -> bool:
    """Return whether a review is worth a comment: a change of the code alone is not."""
    return any((review.problems, review.entries, review.removed, review.twins, review.model))


def of_review(review: Review) -> str:
    """Return a review as the Markdown of a comment."""
    words = Words(review.language)
    paragraphs = (
        words.title(_TITLE, 3),
        _verdict(review, words),
        *_listed(
            words.say(N_("To mend")),
            [_problem(one, words) for one in review.problems],
            _more(review.errors + review.warnings - len(review.twins), review.problems, words),
        ),
        *_listed(
            words.say(N_("Nearly the same text elsewhere")),
            [_problem(one, words) for one in review.twins],
        ),
        *(part for one in review.model for part in _model(one, words)),
        *_entries(review, words),
        *_listed(
            words.say(N_("Taken away")),
            [code(path) for path in review.removed],
            _more(review.removed_in_all, review.removed, words)
            or (words.say(_REMOVED) if review.removed else ""),
        ),
        f"<sub>{words.say(_END)}</sub>",
    )
    return _joined(REVIEW_MARK, paragraphs, words)


_TITLE = N_("What the check says of this proposal")
_REMOVED = N_(
    "Whoever has kept the address finds nothing there. If the entry has moved, write the old"
    " address under “aliases” of the new one; if it was taken back, keep the file with"
    " “status: withdrawn”."
)
_END = N_(
    "Written by the check from what is proposed; it changes with each new version. The check on the"
    " main branch decides what is published."
)
_WELL = N_("Thank you. The check has found nothing to mend.")
_WARNED = N_("Thank you. {found}: please look at it. Nothing keeps this from being published.")
_WRONG = N_(
    "Thank you. {found}. What has an error is left out of the site until it is mended; the rest is"
    " published."
)


def _verdict(review: Review, words: Words) -> str:
    counts = ((Severity.ERROR, review.errors), (Severity.WARNING, review.warnings))
    found = ", ".join(words.count(*COUNTS[one], n) for one, n in counts if n)
    if not found:
        return words.say(_WELL)
    return words.say(_WRONG if review.errors else _WARNED, found=f"**{found}**")


def _problem(one: Problem, words: Words) -> str:
    severity = words.say(SEVERITIES[one.severity][0])
    place = words.say(N_("{path}, line {line}"), path=code(one.path), line=one.line)
    lines = (f"{place} ({severity} {one.code})", inert(one.message), inert(one.hint))
    return "<br>".join(filter(None, lines))


def _more(in_all: int, shown: Sequence[object], words: Words) -> str:
    left = in_all - len(shown)
    one, many = N_("{n} more is not shown here."), N_("{n} more are not shown here.")
    return words.count(one, many, left) if left > 0 else ""


def _entries(review: Review, words: Words) -> Iterator[str]:
    if not review.entries:
        return
    yield words.title(N_("How it will appear"))
    for one in review.entries:
        yield "\n".join(_proposed(one, words))
    yield _more(review.entries_in_all, review.entries, words)
    yield words.title(N_("Please ask, since no program can know"))
    yield "\n".join(f"- {line}" for line in _questions(review, words))


_STATES: Mapping[State, str] = {
    State.PUBLISHED: N_("The page will be at {address}."),
    State.DRAFT: N_("It is a draft: there will be no page. Otherwise it would be at {address}."),
    State.WITHDRAWN: N_("It is withdrawn: a short note will stand at {address}."),
    State.ARCHIVED: N_("It is archived: the page stays at {address}."),
    State.LEFT_OUT: N_("It is left out until its errors are mended; then it will be at {address}."),
}


def _proposed(one: Proposed, words: Words) -> Iterator[str]:
    """Yield the lines of an entry: what its card says, where it is found, where its page is."""
    change = words.say(N_("new") if one.new else N_("changed"))
    yield f"**{inert(one.title) or code(one.path)}** ({inert(one.kind)}, {change})<br>"
    if one.summary:
        yield f"{inert(one.summary)}<br>"
    yield words.say(_STATES[one.state], address=code(f"/{one.address}"))
    for heading in one.headings:
        yield f"- {inert(heading.label)}: {', '.join(map(inert, heading.terms))}"
    if not one.headings:
        yield "\n" + words.say(N_("No filter leads to it."))


_QUESTIONS: Mapping[Ask, str] = {
    Ask.CONSENT: N_("“{title}” says “{label}: {value}”. How do you know?"),
    Ask.CLAIM: N_(
        "“{title}” says “{label}: {value}”. Do its text and its references show as much?"
    ),
    Ask.PICTURES: "",
    Ask.EXCEPTION: N_(
        "“{title}” sets aside what the check says: {label}. Is the reason good? “{value}”"
    ),
}
_UNANSWERED = N_("“{title}” does not say “{label}”. Who can?")
_PICTURES = (
    N_("“{title}” shows {n} picture. May it be shown, and has everybody in it agreed?"),
    N_("“{title}” shows {n} pictures. May they be shown, and has everybody in them agreed?"),
)


def _questions(review: Review, words: Words) -> Iterator[str]:
    yield words.say(N_("Can no pupil be recognised: not by a name, a small detail or a photo?"))
    yield words.say(N_("Would a teacher elsewhere know from it what to do?"))
    for entry in review.entries:
        for one in entry.questions:
            yield _question(entry, one, words)


def _question(entry: Proposed, one: Question, words: Words) -> str:
    title = inert(entry.title)
    if one.about is Ask.PICTURES:
        template = messages.catalogue(words.language).ngettext(*_PICTURES, one.count)
        return template.format(title=title, n=one.count)
    template = _QUESTIONS[one.about] if one.value else _UNANSWERED
    return words.say(template, title=title, label=inert(one.label), value=inert(one.value))


def _model(change: ModelChange, words: Words) -> Iterator[str]:
    """Yield what a change of the model does."""
    yield words.title(N_("This changes the rules for every entry"))
    yield ", ".join(code(path) for path in change.files)
    yield (
        words.count(
            N_("{n} entry that is well today would be left out of the site."),
            N_("{n} entries that are well today would be left out of the site."),
            change.breaks,
        )
        if change.breaks
        else words.say(N_("Every entry that is well today stays so."))
    )
    lines = (f"{code(one.path)}: {inert(one.reason)}" for one in change.broken)
    yield "\n".join(f"- {line}" for line in lines)
    yield _more(change.breaks, change.broken, words)
    if change.needed_by:
        one, many = (
            N_("{n} entry can only be published with it."),
            N_("{n} entries can only be published with it."),
        )
        yield words.count(one, many, change.needed_by)


def of_distrusted(language: str) -> str:
    """Return the comment on a change of the workflows, which could have said anything of itself."""
    return _plain(
        N_(
            "This proposal changes files under {folder}, and so what checks it. Its own report is"
            " not shown here, since it could say anything. Please read those changes first."
        ),
        language,
    )


def of_unreadable(language: str) -> str:
    """Return the comment on a report that is not what the check writes."""
    return _plain(
        N_(
            "The report of the check could not be read. What it found stands in the summary of its"
            " run; running it again may help."
        ),
        language,
    )


def _plain(template: str, language: str) -> str:
    words = Words(language)
    title = words.title(_TITLE, 3)
    return _joined(REVIEW_MARK, (title, words.say(template, folder=code(".github/"))), words)


# Of the site's upkeep ---------------------------------------------------------------------------


def of_upkeep(upkeep: Upkeep) -> str:
    """Return upkeep as the Markdown of an issue."""
    words = Words(upkeep.language)
    paragraphs = (
        _upkeep_verdict(upkeep, words),
        *_listed(
            words.say(N_("Links that lead nowhere")),
            [_dead_link(one, words) for one in upkeep.links],
            _more(upkeep.links_in_all, upkeep.links, words),
        ),
        *_listed(
            words.say(N_("Entries whose review is due")),
            [_due(one, words) for one in upkeep.reviews],
            _more(upkeep.reviews_in_all, upkeep.reviews, words),
        ),
        f"<sub>{words.say(_UPKEEP_END)}</sub>",
    )
    return _joined(UPKEEP_MARK, paragraphs, words)


def title_of_upkeep(language: str) -> str:
    """Return the title of the issue."""
    return Words(language).say(N_("Upkeep: links and reviews"))


_UPKEEP_END = N_(
    "Written anew by a job that runs now and then, and closed by it once nothing is left. It keeps"
    " no change from being published."
)


def _upkeep_verdict(upkeep: Upkeep, words: Words) -> str:
    if upkeep.is_well:
        return words.say(N_("All is well: every link leads somewhere, and no review is due."))
    return words.say(N_("When you have an hour: this has aged since it was written."))


_REASONS: Mapping[Reason, str] = {
    Reason.GONE: N_("the page is gone ({status})"),
    Reason.LOOP: N_("it leads round in a circle"),
    Reason.FAILING: N_("it has not answered since {since}"),
    Reason.PRIVATE: N_("it leads into a private network, where readers cannot go"),
}


def _dead_link(one: DeadLink, words: Words) -> str:
    reason = words.say(_REASONS[one.reason], status=one.status, since=inert(one.since))
    places = (
        words.say(N_("{path}, line {line}"), path=code(place.path), line=place.line)
        for place in one.places
    )
    return "<br>".join((f"{code(one.url)}: {reason}", *places))


def _due(one: Due, words: Words) -> str:
    return f"{inert(one.title)} ({code(one.path)}): {inert(one.said)}"
