"""A site with lists that are longer than a page shows, for several tests."""

from __future__ import annotations

from pathlib import Path

from tests.faults.cases import REPOSITORY, copy_site

NETWORKS = 130
NETWORK = """---
title: Network {number:04} of schools nearby
summary: A made-up network of schools that meet once a term and tell each other what they tried.
type: cluster
purpose: To help one another.
countries: [PT]
lifecycle: running
programmes: [iqea]
joining: {{open: yes}}
---

## What the network does

It meets.
"""
GUIDE = """---
title: {title}
summary: A made-up guide that asks for all clusters there are, of which there are a great many.
lang: {lang}
{more}lists:
  - {{label: Cooperation, where: {{themes: [cooperation]}}}}
  - {{label: "{label}", collection: networks, where: {{type: [cluster]}}}}
---

Each of them meets.
"""


def long_lists(root: Path) -> Path:
    """Copy this repository's site, with 130 more networks of one programme, and a guide to them.

    The guide is in two languages; the networks are told in one.
    """
    copy_site(REPOSITORY, root)
    for number in range(NETWORKS):
        path = root / f"content/networks/n{number:04}.md"
        path.write_text(NETWORK.format(number=number), "utf-8")
    english = GUIDE.format(title="Clusters of schools", lang="en", label="<Clusters>", more="")
    more = "translation_of: guides/clusters\n"
    french = GUIDE.format(title="Des grappes d’écoles", lang="fr", label="Grappes", more=more)
    (root / "content/guides/clusters.md").write_text(english, "utf-8")
    (root / "content/guides/grappes.md").write_text(french, "utf-8")
    return root
