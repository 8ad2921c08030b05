"""Who is who on the six places, held against the truth that ships beside their ledgers."""

from __future__ import annotations

from pathlib import Path

import polars as pl

from linli.workspace import snapshots
from linli.workspace.layout import open_layout


def mentions(places: Path, ledgers: Path) -> tuple[pl.DataFrame, pl.DataFrame]:
    """Every mention with the person it became and the one it is, and the doubtful pairs."""
    snapshot = snapshots.current(open_layout(places))
    files = {number: source.file for number, source in enumerate(snapshot.manifest.sources)}
    found = snapshot.report("mentions").with_columns(
        pl.col("source").replace_strict(files, return_dtype=pl.String).alias("file")
    )
    truth = pl.concat(
        pl.read_csv(path, schema_overrides={"row": pl.UInt32}).with_columns(
            (pl.lit(path.parent.name + "/") + pl.col("person")).alias("truth")
        )
        for path in sorted(ledgers.glob("*/truth.csv"))
    )
    joined = found.join(truth.select("file", "row", "truth"), on=["file", "row"], how="left")
    assert joined["truth"].null_count() == 0
    return joined, snapshot.facts()["MAY_BE.Person.Person"]


def pairs(groups: pl.DataFrame) -> int:
    """Pairs of mentions inside groups, from their sizes."""
    return int((groups["len"] * (groups["len"] - 1) // 2).sum())


def test_merges_are_right_and_what_is_not_merged_is_listed(places: Path, ledgers: Path) -> None:
    found, doubts = mentions(places, ledgers)
    merged = pairs(found.group_by("person").len())
    right = pairs(found.group_by("person", "truth").len())
    true = pairs(found.group_by("truth").len())
    assert merged > 5000
    assert right / merged >= 0.999
    people = found.select("person", "truth").unique()
    torn = people.join(people, on="truth", suffix="_b").filter(pl.col("person") < pl.col("person_b"))
    listed = torn.join(doubts, left_on=["person", "person_b"], right_on=["from", "to"], how="semi")
    assert (torn.height - listed.height) / true <= 0.01


def test_namesakes_are_there_to_be_confused(places: Path, ledgers: Path) -> None:
    found, doubts = mentions(places, ledgers)
    area = found.join(
        snapshots.current(open_layout(places)).facts()["BASED_IN.Organization.Area"],
        left_on="body",
        right_on="from",
    )
    names = snapshots.current(open_layout(places)).facts()["Person"].select("id", "name_key")
    street = area.join(names, left_on="person", right_on="id").with_columns(pl.col("to").str.slice(0, 9))
    same = (
        street.group_by("to", "name_key").agg(pl.col("truth").n_unique().alias("n")).filter(pl.col("n") > 1)
    )
    assert same.height > 100
    assert doubts.height > 100
