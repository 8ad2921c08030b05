"""Who is who: mentions of people in ledgers become persons, by stated steps that a person can check.

Merged:    1 the same identity number (keyed token)
           2 the same phone and the same name key
           3 the same name key in the same place, that is in bodies of one compound or of one area as a whole
             (a setting), unless something contradicts it: two identity
           numbers, or party member and not
Possible:  the same name key in the same community and no contradiction: `MAY_BE`, never a merge

A person's identifier is a keyed hash of the earliest mention of its cluster (series, body, name key,
ordinal), so that a later ledger, another order of files or a rebuild renames nobody. Reviewing, confirming
and splitting come with the ledgers as offices keep them.
"""

from __future__ import annotations

import hashlib
from dataclasses import dataclass

import polars as pl

from linli.model import ids
from linli.model.ids import DIGITS

ROUNDS = 64
"""Rounds of handing the smallest label on; chains of mentions are short, and every round at least halves what
is left of one.
"""


@dataclass(frozen=True)
class Identification:
    """Settings of identification; they are part of a snapshot's hash."""

    merge_in_place: bool = True


@dataclass(frozen=True)
class Identified:
    """The outcome.

    person   identifier of the person of each mention, in the order of the mentions
    persons  one row a person: id, name, name_key, party_member, party_member_on (min, max)
    may_be   one row a doubtful pair: from, to (ordered), basis
    """

    person: pl.Series
    persons: pl.DataFrame
    may_be: pl.DataFrame


def identify(mentions: pl.DataFrame, key: bytes, settings: Identification) -> Identified:
    """Persons of mentions.

    Parameters: `mentions`, one row a mention: `series`, `body` (identifier), `place` (compound's identifier,
    or area code for a body of a whole area), `area`, `name`, `name_key`, `identity`, `phone` (tokens or
    null), `party_member` (bool or null), `_day` (of the ledger), `_since` (day the series was first
    received); `key`, the workspace's secret; `settings`.
    Returns an Identified. Order of the mentions does not matter to it.
    """
    mentions = mentions.with_row_index("_i")
    # Two identity numbers under one name in one body are two people; the token tells them apart, whatever the
    # order of rows.
    ordinal = pl.col("identity").rank("dense").over("series", "body", "name_key").fill_null(1)
    mentions = mentions.with_columns(
        ids.expr(
            "mention", [pl.col("series"), pl.col("body"), pl.col("name_key"), ordinal.cast(pl.String)]
        ).alias("_mention")
    )
    certain = [["identity"], ["phone", "name_key"], ["_mention"]]
    if settings.merge_in_place:
        mentions = mentions.with_columns(_agreeing("place", "name_key"))
        labels = _components(mentions, [*certain, ["_in_place", "name_key"]])
        torn = _contradicted(mentions.with_columns(labels.alias("_label")))
        mentions = mentions.with_columns(
            pl.when(labels.is_in(torn.implode())).then(None).otherwise(pl.col("_in_place")).alias("_in_place")
        )
        labels = _components(mentions, [*certain, ["_in_place", "name_key"]])
    else:
        labels = _components(mentions, certain)
    mentions = mentions.with_columns(labels.alias("_label"))
    anchors = _anchors(mentions, key)
    mentions = mentions.join(anchors, on="_label", how="left", maintain_order="left")
    return Identified(mentions["id"], _persons(mentions), _may_be(mentions))


def _agreeing(place: str, name: str) -> pl.Expr:
    """The compound of a mention, or null where mentions of this name in it contradict each other."""
    group = [place, name]
    one_number = (
        pl.col("identity").n_unique().over(group)
        - pl.col("identity").is_null().any().over(group).cast(pl.Int8)
        <= 1
    )
    one_answer = pl.col("party_member").drop_nulls().n_unique().over(group) <= 1
    return pl.when(one_number & one_answer).then(pl.col(place)).alias("_in_place")


def _components(mentions: pl.DataFrame, keys: list[list[str]]) -> pl.Series:
    """A label for each mention, equal where any chain of equal keys joins two: the smallest row index of the
    component.
    """
    labels = pl.int_range(mentions.height, eager=True, dtype=pl.UInt32).alias("_label")
    frame = mentions.select({name for key in keys for name in key})
    for _ in range(ROUNDS):
        before = labels
        for key in keys:
            whole = pl.all_horizontal(pl.col(name).is_not_null() for name in key)
            smallest = pl.col("_label").min().over([*key])
            labels = frame.with_columns(labels).select(
                pl.when(whole).then(smallest).otherwise("_label").alias("_label")
            )["_label"]
        # A label is itself a row: take on what that row has learnt.
        labels = labels.gather(labels).alias("_label")
        if labels.equals(before):
            return labels
    return labels


def _contradicted(mentions: pl.DataFrame) -> pl.Series:
    """Labels of clusters that hold two identity numbers."""
    return (
        mentions.group_by("_label")
        .agg(pl.col("identity").drop_nulls().n_unique().alias("n"))
        .filter(pl.col("n") > 1)["_label"]
    )


def _anchors(mentions: pl.DataFrame, key: bytes) -> pl.DataFrame:
    """Each cluster's identifier, from its earliest mention: that of the series which came first."""
    earliest = (
        mentions.sort("_since", "_mention")
        .group_by("_label", maintain_order=True)
        .agg(pl.col("_mention").first())
    )
    digests = [
        hashlib.blake2b(m.encode(), key=key[:64], digest_size=DIGITS // 2).hexdigest()
        for m in earliest["_mention"]
    ]
    return earliest.select("_label", pl.Series("id", [f"p{digest}" for digest in digests], dtype=pl.String))


def _persons(mentions: pl.DataFrame) -> pl.DataFrame:
    """One row a person; what a later ledger says of party membership stands over an earlier one."""
    newest = mentions.sort("_day", "_mention", descending=True)
    known = pl.col("party_member").is_not_null()
    return (
        newest.group_by("id")
        .agg(
            pl.col("name").first(),
            pl.col("name_key").first(),
            pl.col("party_member").filter(known).first(),
            pl.col("_day").filter(known).first().alias("party_member_on_min"),
        )
        .with_columns(pl.col("party_member_on_min").alias("party_member_on_max"))
        .sort("id")
    )


def _may_be(mentions: pl.DataFrame) -> pl.DataFrame:
    """Pairs of persons of one name in one community whom nothing tells apart."""
    people = mentions.group_by("id", "area", "name_key").agg(
        pl.col("identity").drop_nulls().first(), pl.col("party_member").drop_nulls().first()
    )
    repeated = people.filter(pl.len().over("area", "name_key") > 1)
    pairs = repeated.join(repeated, on=["area", "name_key"], suffix="_b").filter(
        pl.col("id") < pl.col("id_b")
    )
    told_apart = (pl.col("identity") != pl.col("identity_b")) | (
        pl.col("party_member") != pl.col("party_member_b")
    )
    return (
        pairs.filter(~told_apart.fill_null(False))
        .select(
            pl.col("id").alias("from"),
            pl.col("id_b").alias("to"),
            pl.lit("same_name_in_community").alias("basis"),
        )
        .unique()
        .sort("from", "to")
    )
