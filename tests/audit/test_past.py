"""What is over changes nothing: to each case bodies, posts, grids, venues and links are added that ended long
before its day, and the rule must say of it what it said. So no rule forgets to ask what is in force.
"""

from __future__ import annotations

import polars as pl
import pytest

from linli.model import schema
from linli.model.interval import COLUMNS
from linli.store.ladybug import InMemory
from tests.audit.test_cases import ASKED, Asked, differences
from tests.facts import Facts
from tests.queries.engines import whole

LONG_AGO = 1001
NODES = ("Organization", "Post", "Grid", "Venue")
LINKS = ("ACTS_FOR", "COVERS", "HOLDS", "MEMBER_OF", "REPORTS_TO", "SERVES")
PREFIX = "zz-"

ASKS_OF_THE_PAST = {
    "branch_after_move_in": {"COVERS", "Organization"},
    "branch_enters_committee": {"HOLDS"},
    "committee_enters_branch": {"HOLDS"},
    "compound_without_company": {"SERVES", "Organization"},
    "post_vacant": {"HOLDS"},
    "superior_gone": {"Organization"},
    "term_lapsed": {"HOLDS"},
    "term_outlives_body": {"HOLDS", "Organization", "Post"},
    "term_overlap": {"HOLDS"},
}
"""Rules that ask of what was, and of which types."""

TAKES_POSTS_AS_LASTING = {
    "answers_to_themselves",
    "dispatched_secretary_of_firm",
    "grid_on_payroll",
    "person_with_many_posts",
}
"""Rules that do not ask whether a post itself has ended; no ledger ends one, only its terms and its body."""


def ended(frame: pl.DataFrame) -> pl.DataFrame:
    """The same rows, over long ago: a year each, since chains of links of one year are without number."""
    began = pl.date(LONG_AGO + pl.int_range(pl.len()), 1, 1)
    over = pl.date(LONG_AGO + 1 + pl.int_range(pl.len()), 1, 1)
    return frame.with_columns(**dict.fromkeys(COLUMNS[:2], began), **dict.fromkeys(COLUMNS[2:], over))


def with_ended_nodes(facts: Facts, label: str) -> Facts:
    """A copy of each node of a type that is over, with copies of its links that are not."""
    nodes = facts[label]
    copies = ended(nodes).with_columns(pl.concat_str(pl.lit(PREFIX), "id").alias("id"))
    result = facts | {label: pl.concat([nodes, copies])}
    for table in schema.load().tables:
        for side, end in zip(("from", "to"), table.ends or (), strict=False):
            if end == label:
                links = facts[table.name]
                copy = links.with_columns(
                    pl.concat_str(pl.lit(f"{PREFIX}{side}-"), "id").alias("id"),
                    pl.concat_str(pl.lit(PREFIX), side).alias(side),
                )
                result[table.name] = pl.concat([result[table.name], copy.select(links.columns)])
    return result


def with_ended_links(facts: Facts, kind: str) -> Facts:
    """A link that is over between every two ends of a type of link."""
    result = dict(facts)
    for table in schema.load().tables:
        if table.ends and table.type.name == kind and facts[table.name].height:
            links = facts[table.name]
            ends = links.select("to").unique().rename({"to": "_to"})
            copies = ended(links.join(ends, how="cross").with_columns(pl.col("_to").alias("to")))
            copies = copies.with_columns(pl.concat_str(pl.lit(PREFIX), "id", pl.lit("-"), "to").alias("id"))
            result[table.name] = pl.concat([links, copies.select(links.columns)])
    return result


def with_the_past(asked: Asked) -> Facts:
    """A case's facts with all that ended long ago that its rule does not ask of."""
    facts = dict(asked.case.facts)
    asks = set(ASKS_OF_THE_PAST.get(asked.rule.name, ()))
    if asked.rule.name in TAKES_POSTS_AS_LASTING or "SHARES_HOLDER" in asked.rule.find.text:
        asks.add("Post")
    for kind in (*NODES, *LINKS):
        if kind not in asks:
            facts = (with_ended_nodes if kind in NODES else with_ended_links)(facts, kind)
    return facts


@pytest.mark.parametrize("asked", ASKED, ids=lambda asked: asked.name)
def test_what_is_over_changes_nothing(asked: Asked) -> None:
    store = InMemory(whole(with_the_past(asked)), schema.load())
    try:
        assert differences(asked, store) == []
    finally:
        store.close()
