"""From the tables that count to everything a snapshot holds. Reads and writes nothing but tables, by what the
caller gives for it; knows no clock.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterator, Mapping, MutableMapping, Sequence
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
from linli.workspace.shelf import part

Progress = Callable[[str], None]
"""Told the stage that begins: state, merge, derive, …"""


@dataclass(frozen=True)
class SourceTable:
    """A mapped table with what is known of it. `cells` reads its cells, each time anew."""

    kind: str
    cells: Callable[[], pl.DataFrame]
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

    facts: MutableMapping[str, pl.DataFrame]
    provenance: pl.DataFrame
    rows: pl.DataFrame
    problems: pl.DataFrame
    conflicts: pl.DataFrame
    mentions: pl.DataFrame


@dataclass(frozen=True)
class Room:
    """Where tables lie: `aside` what is stated while ledgers are read, `facts` what comes of it. In memory,
    or on shelves, so that a nation needs no more memory than its largest ledger.
    """

    facts: MutableMapping[str, pl.DataFrame] = field(default_factory=dict)
    aside: MutableMapping[str, pl.DataFrame] = field(default_factory=dict)


def compute(
    sources: Sequence[SourceTable],
    statements: Sequence[Complete],
    key: bytes,
    settings: Identification,
    progress: Progress,
    made: tuple[Decided, Carried] = (NOTHING_DECIDED, applied.NOTHING),
    room: Room | None = None,
) -> Computed:
    """Everything a snapshot holds.

    Parameters: `sources`, in their order; `statements` of completeness; `key`, the workspace's secret;
    `settings`; `progress`; `made`, what people have decided about persons, and the changes applied by them;
    `room`, where tables lie (None: in memory).
    Raises BuildMismatch where a link would hang in the air, which is a fault of ours.
    """
    schema = load_schema()
    room = room or Room()
    progress("state")
    stated = state(_Kinds(sources), key, settings, made[0], room.aside)
    progress("merge")
    merged = merge(stated.facts, schema, room.facts)
    room.aside.clear()
    facts = merged.facts
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


class _Kinds(Mapping[str, pl.DataFrame]):
    """Ledger kind → all tables of it as one frame, read when asked for; a column that a table lacks is blank
    in it.
    """

    def __init__(self, sources: Sequence[SourceTable]) -> None:
        self._numbers: dict[str, list[int]] = {}
        self._sources = sources
        for number, source in enumerate(sources):
            self._numbers.setdefault(source.kind, []).append(number)

    def __getitem__(self, kind: str) -> pl.DataFrame:
        return pl.concat([self._table(number) for number in self._numbers[kind]], how="diagonal")

    def _table(self, number: int) -> pl.DataFrame:
        source = self._sources[number]
        return spread(decode(source.cells(), source.codes)).with_columns(
            pl.lit(number, dtype=pl.UInt32).alias("_source"),
            pl.lit(source.day).alias("_day"),
            pl.lit(source.series).alias("_series"),
            pl.lit(source.since).alias("_since"),
        )

    def __contains__(self, kind: object) -> bool:
        # What a mapping does by itself reads the tables.
        return kind in self._numbers

    def __iter__(self) -> Iterator[str]:
        return iter(self._numbers)

    def __len__(self) -> int:
        return len(self._numbers)


def _shaped(name: str, frame: pl.DataFrame) -> pl.DataFrame:
    return frame.select([column.name for column in load_schema().table(name).columns])


def _state_completeness(facts: MutableMapping[str, pl.DataFrame], statements: Sequence[Complete]) -> None:
    """Completeness is a fact too. One about an area that no ledger names says nothing yet, and waits."""
    areas = set(part(facts, "Area", "id")["id"])
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


def _check_ends(facts: Mapping[str, pl.DataFrame]) -> None:
    schema = load_schema()
    for node in schema.nodes:
        ends = [
            (table.name, end)
            for table in schema.tables
            if table.ends
            for end, kind in zip(("from", "to"), table.ends, strict=True)
            if kind == node
        ]
        there = part(facts, node, "id")
        for name, end in ends:
            loose = part(facts, name, end).join(there, left_on=end, right_on="id", how="anti").height
            if loose:
                raise BuildMismatch(table=name, wanted=node, found=loose)


def _circles(
    sources: Sequence[SourceTable],
    circular: pl.Series,
    facts: Mapping[str, pl.DataFrame],
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
