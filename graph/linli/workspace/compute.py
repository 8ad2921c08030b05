"""From the tables that count to everything a snapshot holds. Pure: reads nothing, writes nothing, knows no
clock.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field

import polars as pl

from linli.errors import BuildMismatch
from linli.ledger.clean import PROBLEM_SCHEMA, problems
from linli.ledger.identify import NOTHING_DECIDED, Decided, Identification
from linli.ledger.merge import merge
from linli.ledger.records import state
from linli.ledger.spread import decode, spread
from linli.model import ids
from linli.model.schema import load as load_schema
from linli.workspace import applied
from linli.workspace.applied import Carried
from linli.workspace.derive import derive

Progress = Callable[[str], None]
"""Told the stage that begins: state, merge, derive, …"""


@dataclass(frozen=True)
class SourceTable:
    """A mapped table with what is known of it."""

    kind: str
    cells: pl.DataFrame
    ignored: dict[str, tuple[int, ...]]
    marks: dict[str, tuple[int, ...]]
    day: dt.date
    series: str
    since: dt.date
    codes: dict[str, dict[str, str]] = field(default_factory=dict)


CIRCLE_CELL = {"organizations": "superior", "relations": "other"}
"""The column in which a ledger states who stands above."""


@dataclass(frozen=True)
class Complete:
    """A statement that a kind of ledger is whole for an area on a day."""

    area: str
    ledger: str
    day: dt.date


@dataclass(frozen=True)
class Computed:
    """Facts by table, and the frames kept beside them (see `snapshots.REPORTS`)."""

    facts: dict[str, pl.DataFrame]
    provenance: pl.DataFrame
    rows: pl.DataFrame
    problems: pl.DataFrame
    conflicts: pl.DataFrame
    mentions: pl.DataFrame


def compute(
    sources: Sequence[SourceTable],
    statements: Sequence[Complete],
    key: bytes,
    settings: Identification,
    progress: Progress,
    made: tuple[Decided, Carried] = (NOTHING_DECIDED, applied.NOTHING),
) -> Computed:
    """Everything a snapshot holds.

    Parameters: `sources`, in their order; `statements` of completeness; `key`, the workspace's secret;
    `settings`; `progress`; `made`, what people have decided about persons, and the changes applied by them.
    Raises BuildMismatch where a link would hang in the air, which is a fault of ours.
    """
    schema = load_schema()
    progress("state")
    stated = state(_by_kind(sources), key, settings, made[0])
    progress("merge")
    merged = merge(stated.facts, schema)
    facts = dict(merged.facts)
    _state_completeness(facts, statements)
    applied.carry_out(facts, made[1], stated.mentions)
    progress("derive")
    derived = derive(facts)
    facts.update({name: _shaped(name, frame) for name, frame in derived.tables.items()})
    _check_ends(facts)
    found = pl.concat(
        [stated.problems, _circles(sources, derived.circular, facts, merged.provenance), _marked(sources)]
    )
    rows = pl.concat([stated.rows.rename({"_source": "source"}), _ignored(sources)]).sort("source", "row")
    found = found.rename({"_source": "source"}).sort("source", "row", "column", "code")
    mentions = stated.mentions.rename({"_source": "source"}).sort("source", "row")
    return Computed(facts, merged.provenance, rows, found, merged.conflicts, mentions)


def _by_kind(sources: Sequence[SourceTable]) -> dict[str, pl.DataFrame]:
    """All tables of a kind as one frame; a column that a table lacks is blank in it."""
    frames: dict[str, list[pl.DataFrame]] = {}
    for index, source in enumerate(sources):
        frame = spread(decode(source.cells, source.codes)).with_columns(
            pl.lit(index, dtype=pl.UInt32).alias("_source"),
            pl.lit(source.day).alias("_day"),
            pl.lit(source.series).alias("_series"),
            pl.lit(source.since).alias("_since"),
        )
        frames.setdefault(source.kind, []).append(frame)
    return {kind: pl.concat(parts, how="diagonal") for kind, parts in frames.items()}


def _shaped(name: str, frame: pl.DataFrame) -> pl.DataFrame:
    return frame.select([column.name for column in load_schema().table(name).columns])


def _state_completeness(facts: dict[str, pl.DataFrame], statements: Sequence[Complete]) -> None:
    """Completeness is a fact too. One about an area that no ledger names says nothing yet, and waits."""
    areas = set(facts["Area"]["id"])
    counted = sorted({(s.area, s.ledger, s.day) for s in statements if s.area in areas})
    if not counted:
        return
    frame = pl.DataFrame(
        counted, schema={"area": pl.String, "ledger": pl.String, "day": pl.Date}, orient="row"
    )
    prefix = load_schema().nodes["Completeness"].prefix
    frame = frame.with_columns(
        ids.expr(prefix, [pl.col("area"), pl.col("ledger"), pl.col("day")]).alias("id")
    )
    facts["Completeness"] = _shaped("Completeness", frame).sort("id")
    ends = frame.select(pl.col("id").alias("from"), pl.col("area").alias("to"))
    ends = ends.with_columns(ids.expr("STATED_FOR", [pl.col("from"), pl.col("to")]).alias("id"))
    facts["STATED_FOR.Completeness.Area"] = _shaped("STATED_FOR.Completeness.Area", ends).sort("id")


def _check_ends(facts: dict[str, pl.DataFrame]) -> None:
    for table in load_schema().tables:
        if table.ends:
            for end, node in zip(("from", "to"), table.ends, strict=True):
                loose = facts[table.name].join(facts[node], left_on=end, right_on="id", how="anti").height
                if loose:
                    raise BuildMismatch(table=table.name, wanted=node, found=loose)


def _circles(
    sources: Sequence[SourceTable],
    circular: pl.Series,
    facts: dict[str, pl.DataFrame],
    provenance: pl.DataFrame,
) -> pl.DataFrame:
    """The rows that make bodies report to themselves in a circle. They stand: a circle is for the auditor to
    see, not for us to cut.
    """
    if not len(circular):
        return pl.DataFrame(schema=PROBLEM_SCHEMA)
    bodies = facts["Organization"].filter(pl.col("id").is_in(circular.implode()))
    names = "、".join(bodies["name"].sort())
    inside = pl.col("from").is_in(circular.implode()) & pl.col("to").is_in(circular.implode())
    links = (
        facts["REPORTS_TO.Organization.Organization"]
        .filter(inside)
        .join(bodies.select(pl.col("id").alias("to"), "name"), on="to")
    )
    rows = links.join(provenance, left_on="id", right_on="fact").rename({"source": "_source"})
    column = pl.col("_source").replace_strict(
        {i: CIRCLE_CELL[s.kind] for i, s in enumerate(sources) if s.kind in CIRCLE_CELL}, default=None
    )
    return problems(rows, "", pl.col("name"), pl.lit("cycle"), "warning", pl.lit(names)).with_columns(
        column.alias("column")
    )


def _marked(sources: Sequence[SourceTable]) -> pl.DataFrame:
    """Numbers that looked wrong before they became tokens. The number is gone, so the cell is named and not
    shown.
    """
    found = [
        (index, row, mark.split(":")[0], None, mark.split(":")[1], "warning", None)
        for index, source in enumerate(sources)
        for mark, rows in source.marks.items()
        for row in rows
    ]
    return pl.DataFrame(found, schema=PROBLEM_SCHEMA, orient="row")


def _ignored(sources: Sequence[SourceTable]) -> pl.DataFrame:
    schema = {"source": pl.UInt32, "row": pl.UInt32, "state": pl.String}
    counted = [
        (index, row, "ignored")
        for index, source in enumerate(sources)
        for rows in source.ignored.values()
        for row in rows
    ]
    return pl.DataFrame(counted, schema=schema, orient="row")
