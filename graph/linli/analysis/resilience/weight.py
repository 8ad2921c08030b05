"""What hangs on every leading post and on everybody who leads one.

Definitions.
    places       places that lose their whole way up without the subject (see `loss`)
    answers_now  steps of a way up whose two levels one person leads already, not joined by the scheme
    answers_then steps that would come to it if the person left: while a body has no leader, its deputy stands
                 in, or where it has none whoever leads the body above; a step is counted where those who
                 stand in at one of its ends lead the other as well
    across       bodies in which a person holds posts of any kind; posts: how many those are

Source: issue 7; who stands in is ours: a deputy where there is one (deputy secretary, deputy director), else
the next above, which is what subordination means.

Cost: that of `loss`, and joins over the links.

Nothing here ranks people: rows are ordered by area, body and post.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

import polars as pl

from linli.analysis.escalation import forest
from linli.analysis.escalation.ground import Ground, OnDay
from linli.analysis.escalation.twice import pairs
from linli.analysis.resilience import loss
from linli.analysis.resilience.answering import Answering, answering
from linli.model.chain import Scheme


@dataclass(frozen=True)
class Weight:
    """What hangs on whom.

    whole    places that have a whole way up: the denominator; of: all places
    posts    post, body, kind, places
    persons  person, places, answers_now, answers_then
    """

    whole: int
    of: int
    posts: pl.DataFrame
    persons: pl.DataFrame


def weigh(today: OnDay, scheme: Scheme, places: pl.DataFrame, deputies: pl.DataFrame) -> Weight:
    """What hangs on the posts and persons of a scheme's places.

    Parameters: `deputies`, body and person: who may stand in on the day.
    """
    chain = scheme.chain(today.day)
    graph = answering(today, chain, places)
    posts = (
        graph.leads.select("post", "body", "kind")
        .unique()
        .join(_places(graph, "post"), on="post", how="left")
    )
    ground = Ground.lay(today, chain, places)
    twice = pairs(ground, forest.grow(ground.superior), scheme)
    now = pl.DataFrame({"person": [one.person for one in twice]}, schema={"person": pl.String})
    people = (
        graph.leads.select("person").unique()
        .join(_places(graph, "person"), on="person", how="left")
        .join(now.group_by("person").agg(pl.len().alias("answers_now")), on="person", how="left")
        .join(_then(graph, deputies), on="person", how="left")
    )  # fmt: skip
    numbers = [pl.col(pl.UInt32, pl.Int64).fill_null(0).cast(pl.Int64)]
    return Weight(graph.whole, places.height, posts.with_columns(numbers), people.with_columns(numbers))


def total(parts: Iterable[Weight]) -> Weight:
    """The weights of several schemes' places together."""
    every = list(parts)
    posts = (
        pl.concat([one.posts for one in every]).group_by("post", "body", "kind").agg(pl.col("places").sum())
    )
    persons = (
        pl.concat([one.persons for one in every])
        .group_by("person")
        .agg(pl.col("places").sum(), pl.col("answers_now", "answers_then").max())
    )
    return Weight(
        sum(one.whole for one in every),
        sum(one.of for one in every),
        posts.sort("body", "post"),
        persons.sort("person"),
    )


def _places(graph: Answering, by: str) -> pl.DataFrame:
    gone = loss.places(graph, loss.lost(graph, loss.alone(graph, by)))
    return gone.group_by(pl.col("subject").alias(by)).agg(pl.len().alias("places"))


def _then(graph: Answering, deputies: pl.DataFrame) -> pl.DataFrame:
    """person, answers_then."""
    fallen = loss.alone(graph, "person")
    led = graph.leads.select("body", pl.col("person").alias("other")).unique()
    own = fallen.join(deputies.rename({"person": "other"}).unique(), on="body").filter(
        pl.col("other") != pl.col("subject")
    )
    bare = fallen.join(own.select("subject", "body"), on=["subject", "body"], how="anti")
    above = (
        bare.join(graph.links.rename({"lower": "body"}), on="body")
        .join(led.rename({"body": "upper"}), on="upper")
        .filter(pl.col("other") != pl.col("subject"))
        .select("subject", "body", "other")
    )
    stand = pl.concat([own.select("subject", "body", "other"), above]).unique()
    upwards = stand.join(graph.links, left_on="body", right_on="lower").join(
        led.rename({"body": "upper"}), on=["upper", "other"], how="semi"
    )
    downwards = stand.join(graph.links, left_on="body", right_on="upper").join(
        led.rename({"body": "lower"}), on=["lower", "other"], how="semi"
    )
    steps = pl.concat(
        [
            upwards.select("subject", pl.col("body").alias("lower"), "upper"),
            downwards.select("subject", "lower", pl.col("body").alias("upper")),
        ]
    ).unique()
    return steps.group_by(pl.col("subject").alias("person")).agg(pl.len().alias("answers_then"))
