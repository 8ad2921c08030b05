"""Persons in rows: mentions first, persons when all ledgers have been read."""

from __future__ import annotations

import polars as pl

from linli.ledger.heaps import Heaps
from linli.ledger.identify import Decided, Identification, identify
from linli.ledger.origin import ORIGIN, origin
from linli.model import ids
from linli.model.ledger_kind import Step
from linli.model.schema import load as load_schema
from linli.model.vocabulary import load as load_vocabularies


def mention(step: Step, rows: pl.DataFrame) -> tuple[pl.DataFrame, pl.DataFrame]:
    """Give each mention of a person a handle for now; who it is, is known when all ledgers are read.

    Returns the rows with the step's column, and the mentions for `identify`.
    """
    assert step.person
    assert step.body
    handle = pl.concat_str(pl.lit("?"), pl.col("_source"), pl.lit("/"), pl.col("row"))
    rows = rows.with_columns(pl.when(pl.col(f"{step.person}_key").is_not_null()).then(handle).alias(step.as_))
    mentions = rows.filter(pl.col(step.as_).is_not_null()).select(
        pl.col(step.as_).alias("_mention_row"),
        pl.col("_series").alias("series"),
        pl.col(step.body).alias("body"),
        pl.coalesce(step.near).alias("place"),
        "area",
        pl.col(step.person).alias("name"),
        pl.col(f"{step.person}_key").alias("name_key"),
        "identity",
        "phone",
        "party_member",
        "_since",
        *origin(step),
    )
    return rows, mentions


def persons(
    facts: Heaps, mentions: pl.DataFrame, key: bytes, settings: Identification, decided: Decided
) -> pl.DataFrame:
    """State the tables that follow when mentions become persons: persons, doubts, every link that begins at
    one.

    Parameters: `facts`, what is stated so far, to which they are added; `mentions`, of all ledgers; `key`,
    the workspace's secret.
    Returns `_source`, `row`, `body`, `mention`, `person` of every mention.
    """
    who = identify(mentions.with_columns(_family(facts, mentions)), key, settings, decided)
    named = mentions.select("_mention_row", "_source", "row", "_step", "_day").with_columns(
        who.person.alias("id")
    )
    people = named.join(who.persons, on="id", how="left", maintain_order="left").drop("_mention_row")
    columns = [column.name for column in load_schema().nodes["Person"].columns]
    facts.replace("Person", [people.select("id", *columns, *ORIGIN)])
    for name in list(facts):
        parts = name.split(".")
        if len(parts) == 3 and parts[1] == "Person":
            facts.replace(name, (_with_persons(parts[0], frame, named) for frame in facts.frames(name)))
    if who.may_be.height:
        doubt = who.may_be.with_columns(ids.expr("MAY_BE", [pl.col("from"), pl.col("to")]).alias("id"))
        first = named.unique("id", keep="first", maintain_order=True).select(
            pl.col("id").alias("from"), *ORIGIN
        )
        doubt = doubt.join(first, on="from", how="left", maintain_order="left")
        facts.replace(
            "MAY_BE.Person.Person", [doubt.select("id", "from", "to", "basis", "strength", *ORIGIN)]
        )
    return mentions.select("_source", "row", "body", who.mention.alias("mention"), who.person.alias("person"))


def _family(facts: Heaps, mentions: pl.DataFrame) -> pl.Series:
    """The family of the body of each mention, such as party or owners."""
    none = pl.DataFrame(schema={"id": pl.String, "kind": pl.String})
    stated = [frame.select("id", "kind") for frame in facts.frames("Organization")]
    kinds = pl.concat([none, *stated]).unique("id")
    families = {
        term.code: term.traits.get("family") for term in load_vocabularies()["organization_kind"].terms
    }
    joined = mentions.select("body").join(
        kinds, left_on="body", right_on="id", how="left", maintain_order="left"
    )
    return joined["kind"].replace_strict(families, default=None, return_dtype=pl.String).alias("family")


def _with_persons(link: str, frame: pl.DataFrame, named: pl.DataFrame) -> pl.DataFrame:
    who = named.select(pl.col("_mention_row").alias("from"), pl.col("id").alias("_person"))
    frame = (
        frame.join(who, on="from", how="left", maintain_order="left")
        .with_columns(pl.col("_person").alias("from"))
        .drop("_person")
    )
    key = load_schema().links[link].key
    return frame.with_columns(ids.expr(link, [pl.col(part) for part in ("from", "to", *key)]).alias("id"))
