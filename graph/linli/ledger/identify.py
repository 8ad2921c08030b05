"""Who is who: mentions of people in ledgers become persons, by stated steps that a person can check and take
back.

Merged:    1 the same identity number (keyed token)
           2 the same phone and the same name key
           3 the same name key in the same place, that is in bodies of one compound or of one area as a whole
             (a setting: in any two bodies, in bodies of one family, or never), unless something contradicts
             it: two identity numbers, party member and not, or somebody who knows them
           4 what somebody confirmed
Possible:  the same name key in the same community, or in a community and an area above it, and no
           contradiction: `MAY_BE` with its basis and strength, never a merge

Mentions that somebody has split off are one person apart from all others; only a later confirmation joins
them again. Decisions name mentions, which later ledgers and rebuilds do not rename.

A person's identifier is a keyed hash of the earliest mention of its cluster (series, body, name key,
ordinal), so that a later ledger, another order of files or a rebuild renames nobody.
"""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

import polars as pl

from linli.model import ids
from linli.model.ids import DIGITS
from linli.model.types.area_code import above

ROUNDS = 64
"""Rounds of handing the smallest label on; chains of mentions are short, and every round at least halves what
is left of one.
"""

InPlace = Literal["any", "family", "never"]
"""Where one name in one place is one person: in any two of its bodies, in bodies of one family, or never."""


@dataclass(frozen=True)
class Identification:
    """Settings of identification; they are part of a snapshot's hash."""

    merge_in_place: InPlace = "any"


@dataclass(frozen=True)
class Decided:
    """What people have decided, by the keys of mentions.

    same       pairs that are one person
    different  pairs that are two
    split      groups that are one person apart from whoever they were merged with
    """

    same: tuple[tuple[str, str], ...] = ()
    different: tuple[tuple[str, str], ...] = ()
    split: tuple[tuple[str, ...], ...] = ()


NOTHING_DECIDED = Decided()


@dataclass(frozen=True)
class Identified:
    """The outcome.

    person    identifier of the person of each mention, in the order of the mentions
    mention   key of each mention, by which decisions name it
    persons   one row a person: id, name, name_key, party_member, party_member_on (min, max)
    may_be    one row a doubtful pair: from, to (ordered), basis, strength (0 to 1)
    """

    person: pl.Series
    mention: pl.Series
    persons: pl.DataFrame
    may_be: pl.DataFrame


def identify(
    mentions: pl.DataFrame, key: bytes, settings: Identification, decided: Decided = NOTHING_DECIDED
) -> Identified:
    """Persons of mentions.

    Parameters: `mentions`, one row a mention: `series`, `body` (identifier), `family` of the body, `place`
    (compound's identifier, or area code for a body of a whole area), `area`, `name`, `name_key`, `identity`,
    `phone` (tokens or null), `party_member` (bool or null), `_day` (of the ledger), `_since` (day the series
    was first received); `key`, the workspace's secret; `settings`; `decided`.
    Returns an Identified. Order of the mentions does not matter to it.
    """
    # Two identity numbers under one name in one body are two people; the token tells them apart, whatever the
    # order of rows.
    ordinal = pl.col("identity").rank("dense").over("series", "body", "name_key").fill_null(1)
    mentions = mentions.with_columns(
        ids.expr(
            "mention", [pl.col("series"), pl.col("body"), pl.col("name_key"), ordinal.cast(pl.String)]
        ).alias("_mention")
    )
    mentions = _with_decisions(mentions, decided)
    # Every reason to merge holds inside one side of a split only.
    certain = [["identity", "_side"], ["phone", "name_key", "_side"], ["_mention"], ["_same"]]
    in_place = ["_in_place", "name_key", "_side"]
    if settings.merge_in_place != "never":
        group = ["place", "name_key", "_side", *(["family"] if settings.merge_in_place == "family" else [])]
        mentions = mentions.with_columns(_agreeing(group))
        labels = _components(mentions, [*certain, in_place])
        torn = _contradicted(mentions.with_columns(labels.alias("_label")), decided)
        mentions = mentions.with_columns(
            pl.when(labels.is_in(torn.implode())).then(None).otherwise(pl.col("_in_place")).alias("_in_place")
        )
        certain.append(in_place)
    labels = _components(mentions, certain)
    mentions = mentions.with_columns(labels.alias("_label"))
    anchors = _anchors(mentions, key)
    mentions = mentions.join(anchors, on="_label", how="left", maintain_order="left")
    return Identified(
        mentions["id"], mentions["_mention"], _persons(mentions), _may_be(mentions, decided.different)
    )


def identifiers(mentions: Sequence[str], key: bytes) -> list[str]:
    """The identifier of a person whose earliest mention is each of these."""
    digests = (
        hashlib.blake2b(m.encode(), key=key[:64], digest_size=DIGITS // 2).hexdigest() for m in mentions
    )
    return [f"p{digest}" for digest in digests]


def _with_decisions(mentions: pl.DataFrame, decided: Decided) -> pl.DataFrame:
    """`_side`, a number for each split; `_same`, a label that mentions of one confirmed person share."""
    side = {mention: number for number, group in enumerate(decided.split, 1) for mention in group}
    same: dict[str, str] = {}
    for a, b in decided.same:
        one, other = same.setdefault(a, a), same.setdefault(b, b)
        same = {mention: one if label == other else label for mention, label in same.items()}
    one_of = pl.col("_mention")
    return mentions.with_columns(
        one_of.replace_strict(side, default=0, return_dtype=pl.UInt32).alias("_side"),
        one_of.replace_strict(same, default=None, return_dtype=pl.String).alias("_same"),
    )


def _agreeing(group: list[str]) -> pl.Expr:
    """The group of a mention, or null where mentions of one name in it contradict each other."""
    one_number = (
        pl.col("identity").n_unique().over(group)
        - pl.col("identity").is_null().any().over(group).cast(pl.Int8)
        <= 1
    )
    one_answer = pl.col("party_member").drop_nulls().n_unique().over(group) <= 1
    known = pl.all_horizontal(pl.col(name).is_not_null() for name in group)
    named = pl.concat_str(
        [pl.col(name) for name in group if name not in ("name_key", "_side")], separator="|"
    )
    return pl.when(one_number & one_answer & known).then(named).alias("_in_place")


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


def _contradicted(mentions: pl.DataFrame, decided: Decided) -> pl.Series:
    """Labels of clusters that hold two identity numbers, or mentions that somebody knows to be two people."""
    numbers = mentions.group_by("_label").agg(pl.col("identity").drop_nulls().n_unique().alias("n"))
    torn = numbers.filter(pl.col("n") > 1)["_label"]
    if not decided.different:
        return torn
    labels = dict(mentions.select("_mention", "_label").iter_rows())
    apart = {labels[a] for a, b in decided.different if a in labels and labels[a] == labels.get(b)}
    return pl.concat([torn, pl.Series("_label", sorted(apart), dtype=torn.dtype)])


def _anchors(mentions: pl.DataFrame, key: bytes) -> pl.DataFrame:
    """Each cluster's identifier, from its earliest mention: that of the series which came first."""
    earliest = (
        mentions.sort("_since", "_mention")
        .group_by("_label", maintain_order=True)
        .agg(pl.col("_mention").first())
    )
    found = identifiers(earliest["_mention"].to_list(), key)
    return earliest.select("_label", pl.Series("id", found, dtype=pl.String))


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


def _may_be(mentions: pl.DataFrame, different: Sequence[tuple[str, str]]) -> pl.DataFrame:
    """Pairs of persons of one name in one community, or in it and an area above, whom nothing tells apart.

    The strength of a pair is 1 / (1 + the number of namesakes to be expected there by chance), that is the
    share of all persons elsewhere who bear the name, times the persons of the area.
    """
    people = mentions.group_by("id", pl.col("area").str.extract(r"^([^/]*)").alias("area"), "name_key").agg(
        pl.col("identity").drop_nulls().first(), pl.col("party_member").drop_nulls().first()
    )
    pairs = pl.concat([_in_one_area(people), _in_area_above(people)])
    told_apart = (pl.col("identity") != pl.col("identity_b")) | (
        pl.col("party_member") != pl.col("party_member_b")
    )
    pairs = pairs.filter(~told_apart.fill_null(False) & (pl.col("id") != pl.col("id_b")))
    persons = people.select("id", "name_key").unique()
    bearers = persons.group_by("name_key").len("bearers")
    inside = people.group_by("area").agg(pl.col("id").n_unique().alias("inside"))
    here = people.group_by("area", "name_key").agg(pl.col("id").n_unique().alias("here"))
    pairs = pairs.join(bearers, on="name_key").join(inside, on="area").join(here, on=["area", "name_key"])
    elsewhere = (pl.col("bearers") - pl.col("here")) / pl.max_horizontal(
        pl.lit(persons.height) - pl.col("inside"), pl.lit(1)
    )
    pairs = pairs.select(
        pl.min_horizontal("id", "id_b").alias("from"),
        pl.max_horizontal("id", "id_b").alias("to"),
        "basis",
        (1 / (1 + elsewhere * pl.col("inside"))).round(2).alias("strength"),
    )
    # What is said of a pair in its own community counts before what an area above would say of it.
    pairs = pairs.sort("from", "to", "basis", "strength", descending=[False, False, True, True])
    pairs = pairs.unique(["from", "to"], keep="first", maintain_order=True)
    known = _known_apart(mentions, different)
    return pairs.join(known, on=["from", "to"], how="anti").sort("from", "to")


_PAIR = (
    "id",
    "id_b",
    "area",
    "name_key",
    "identity",
    "identity_b",
    "party_member",
    "party_member_b",
    "basis",
)


def _in_one_area(people: pl.DataFrame) -> pl.DataFrame:
    repeated = people.filter(pl.len().over("area", "name_key") > 1)
    pairs = repeated.join(repeated, on=["area", "name_key"], suffix="_b").filter(
        pl.col("id") < pl.col("id_b")
    )
    return pairs.with_columns(pl.lit("same_name_in_community").alias("basis")).select(_PAIR)


def _in_area_above(people: pl.DataFrame) -> pl.DataFrame:
    """Pairs of a person of an area and one of an area above it: a cadre of the street with a post below."""
    higher = people.rename({"id": "id_b", "identity": "identity_b", "party_member": "party_member_b"})
    frames = [
        people.with_columns(up.alias("_above"))
        .filter(pl.col("_above").is_not_null() & (pl.col("_above") != pl.col("area")))
        .join(higher, left_on=["_above", "name_key"], right_on=["area", "name_key"])
        for up in above(pl.col("area"))
    ]
    pairs = pl.concat(frames).with_columns(pl.lit("same_name_in_area_above").alias("basis"))
    return pairs.select(_PAIR)


def _known_apart(mentions: pl.DataFrame, different: Sequence[tuple[str, str]]) -> pl.DataFrame:
    """Pairs of persons whom somebody knows to be two."""
    who = dict(mentions.select("_mention", "id").iter_rows()) if different else {}
    pairs = [sorted((who[a], who[b])) for a, b in different if a in who and b in who]
    return pl.DataFrame(pairs, schema={"from": pl.String, "to": pl.String}, orient="row")
