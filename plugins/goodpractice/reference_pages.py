"""The reference of the check: a page for each rule, made from the rule, and the list of them."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial
from itertools import groupby

from goodpractice import manual
from goodpractice.interface import Interface
from goodpractice.manual import Article
from goodpractice.messages import N_
from goodpractice.outputs import Page
from goodpractice.reporters import SEVERITIES
from goodpractice.views import LinkView, RuleFamily, RuleLine, RulesView, RuleView

ADDRESS = "check/"
TITLE = N_("What the check looks at")
WORKLIST_ADDRESS = "worklist/"
WORKLIST_TITLE = N_("What is left to do")


def reference_pages(ui: Interface) -> Iterator[Page]:
    """Yield the list of rules and the page of each, in a language of the interface."""
    listed = manual.articles(ui.lang)
    title = ui.say(TITLE)
    description = ui.say(N_("Every rule: why it matters and how to mend what it finds."))
    build = partial(_rules_view, ui, title, listed)
    yield ui.page(ADDRESS, title, "rules.html", build, description=description, **APART)
    for one in listed:
        yield ui.page(
            rule_address(one.code),
            f"{one.code}: {one.title}",
            "rule.html",
            partial(_rule_view, ui, one),
            description=one.why,
            section=ui.address(ADDRESS),
            **APART,
        )


# For those who look after a site, not for its readers.
APART = {"listed": False, "indexed": False}


def rule_address(code: str) -> str:
    """Return the address of a rule's page in the default language."""
    return f"{ADDRESS}{code.lower()}/"


def _line(ui: Interface, one: Article) -> RuleLine:
    word, _ = SEVERITIES[one.severity]
    address = ui.address(rule_address(one.code))
    return RuleLine(one.code, one.title, str(one.severity), ui.say(word), address)


def _rules_view(ui: Interface, title: str, listed: list[Article]) -> RulesView:
    families = groupby(listed, key=lambda one: manual.family(one.code))
    return RulesView(
        title,
        tuple(
            RuleFamily(ui.say(family), tuple(_line(ui, one) for one in found))
            for family, found in families
        ),
        LinkView(ui.say(WORKLIST_TITLE), ui.address(WORKLIST_ADDRESS)),
    )


def _rule_view(ui: Interface, one: Article) -> RuleView:
    return RuleView(
        _line(ui, one),
        _here(ui, one),
        LinkView(ui.say(TITLE), ui.address(ADDRESS)),
        one.why,
        one.messages,
        one.mend,
        one.bad,
        one.good,
        one.source,
    )


def _here(ui: Interface, one: Article) -> str:
    """Return what the site makes of a rule, where it is not what the rule says itself."""
    severities = ui.site.settings.policy.severities
    own = severities.get(one.code, one.severity)
    if own is one.severity:
        return ""
    if own is None:
        return ui.say(N_("This site does not use the rule."))
    word, _ = SEVERITIES[own]
    return ui.say(N_("On this site it counts as: {severity}."), severity=ui.say(word))
