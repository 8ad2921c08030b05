"""What the rows of ledgers say: nodes and links with the row that says so. Set by set, a step of a ledger
kind at a time.

Required references are checked before a row states anything, so that a rejected row leaves nothing behind; a
reference that may be missing (`optional`) costs only the link that hangs on it, and is reported.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, MutableMapping
from dataclasses import dataclass, field

import polars as pl

from linli.ledger.clean import DTYPES, PROBLEM_SCHEMA, clean, interval, problems
from linli.ledger.heaps import Heaps
from linli.ledger.identify import NOTHING_DECIDED, Decided, Identification
from linli.ledger.mentions import mention, persons
from linli.ledger.origin import origin
from linli.ledger.reference import BODIES, entries, find, given, identifier
from linli.ledger.split import line, split
from linli.model import ids, ledger_kind
from linli.model.ledger_kind import LedgerKind, Step
from linli.model.schema import PHYSICAL, Schema, Type
from linli.model.schema import load as load_schema
from linli.model.vocabulary import load as load_vocabularies


@dataclass
class Statements:
    """Everything stated so far, facts by the name of their table."""

    facts: Heaps
    problems: list[pl.DataFrame] = field(default_factory=list)
    known: dict[str, pl.DataFrame] = field(default_factory=dict)
    bodies: pl.DataFrame = field(default_factory=lambda: pl.DataFrame(schema=BODIES))
    mentions: list[pl.DataFrame] = field(default_factory=list)


@dataclass(frozen=True)
class Stated:
    """What the ledgers state.

    facts      table name → rows as stated: the table's columns and origin.ORIGIN; a fact may stand many times
    rows       `_source`, `row`, `state` (accepted, ignored, rejected) of every mapped row
    problems   see `clean.PROBLEM_SCHEMA`
    mentions   `_source`, `row`, `body`, `mention`, `person` of every mention of a person
    """

    facts: Mapping[str, pl.DataFrame]
    rows: pl.DataFrame
    problems: pl.DataFrame
    mentions: pl.DataFrame


MENTIONED = {
    "_source": pl.UInt32,
    "row": pl.UInt32,
    "body": pl.String,
    "mention": pl.String,
    "person": pl.String,
}


def state(
    tables: Mapping[str, pl.DataFrame],
    key: bytes,
    settings: Identification,
    decided: Decided = NOTHING_DECIDED,
    aside: MutableMapping[str, pl.DataFrame] | None = None,
) -> Stated:
    """What all ledgers state together.

    Parameters: `tables`, ledger kind → mapped rows of all its ledgers (String columns, `_source`, `row`,
    `_day`, `_series`, `_since`), each asked for once; `key`, the workspace's secret, for persons; `settings`;
    `decided`, what people have decided about persons; `aside`, where facts lie until they are asked for.
    """
    said = Statements(Heaps({} if aside is None else aside))
    rows: list[pl.DataFrame] = []
    for kind in ledger_kind.load().values():
        if kind.name in tables:
            rows.append(_state_kind(kind, tables[kind.name], said))
    mentioned = pl.DataFrame(schema=MENTIONED)
    if said.mentions:
        mentioned = persons(said.facts, pl.concat(said.mentions), key, settings, decided)
    return Stated(
        said.facts,
        pl.concat(rows)
        if rows
        else pl.DataFrame(schema={"_source": pl.UInt32, "row": pl.UInt32, "state": pl.String}),
        pl.concat(said.problems).with_columns(line()).unique(maintain_order=True)
        if said.problems
        else pl.DataFrame(schema=PROBLEM_SCHEMA),
        mentioned.with_columns(line()),
    )


def _state_kind(kind: LedgerKind, raw: pl.DataFrame, said: Statements) -> pl.DataFrame:
    """Carry out the steps of one kind; returns the state of every line."""
    lines = raw.select("_source", line()).unique(maintain_order=True)
    raw, left = split(kind, raw)
    cleaned = clean(kind, raw)
    said.problems += [left, cleaned.problems]
    rows = cleaned.rows.hstack(raw.select("_series", "_since"))
    rows = _alive(rows, cleaned.problems)
    place = ["_source", "row"]
    del cleaned
    rows, repeated = _without_repeats(kind, rows, raw)
    # Of the cells as read nothing else is asked any more, and of a nation they are a gigabyte.
    raw = raw.select(place)
    said.problems.append(repeated)
    finding = True
    for step in kind.steps:
        if finding and not step.find:
            finding = False
            rows = _whole(rows, said.problems)
        if step.find:
            known = said.known.get(step.find, pl.DataFrame(schema={"id": pl.String}))
            rows, missing = find(kind, step, rows, known, said.bodies)
            said.problems.append(missing)
        elif step.node:
            rows = _state_node(kind, step, rows, said)
        elif step.link:
            _state_link(kind, step, rows, said)
        else:
            rows, mentions = mention(step, rows)
            said.mentions.append(mentions)
    errors = pl.concat(said.problems).filter(pl.col("severity") == "error")
    found = errors.select("_source", line()).unique()
    same = repeated.filter(pl.col("code") == "duplicate_same").select(place)
    # A line whose parts all stand elsewhere is ignored; one of which a part counts is accepted.
    same = raw.select(place).join(same, on=place, how="anti").select("_source", line())
    same = lines.join(same, on=place, how="anti")
    return lines.with_columns(
        pl.when(pl.struct(place).is_in(same.select(pl.struct(place)).to_series().implode()))
        .then(pl.lit("ignored"))
        .when(pl.struct(place).is_in(found.select(pl.struct(place)).to_series().implode()))
        .then(pl.lit("rejected"))
        .otherwise(pl.lit("accepted"))
        .alias("state")
    )


def _whole(rows: pl.DataFrame, found: Iterable[pl.DataFrame]) -> pl.DataFrame:
    """Rows of lines that have no part with an error: a line is taken whole or not at all."""
    if rows.is_empty() or rows["row"].max() == rows.select(line())["row"].max():
        return rows
    wrong = pl.concat(found).filter(pl.col("severity") == "error").select("_source", line().alias("_line"))
    there = rows.with_columns(line().alias("_line"))
    return there.join(wrong, on=["_source", "_line"], how="anti", maintain_order="left").drop("_line")


def _alive(rows: pl.DataFrame, found: pl.DataFrame) -> pl.DataFrame:
    """Rows without an error among `found`."""
    return rows.join(
        found.filter(pl.col("severity") == "error"), on=["_source", "row"], how="anti", maintain_order="left"
    )


def _without_repeats(
    kind: LedgerKind, rows: pl.DataFrame, raw: pl.DataFrame
) -> tuple[pl.DataFrame, pl.DataFrame]:
    """Rows of a file that another row of it says already: said again alike (ignored), or differently
    (rejected, each cell that differs as it stands in `raw`).
    """
    place, group = ["_source", "row"], ["_source", *kind.key]
    numbered = rows.with_columns(pl.col("row").first().over(group).alias("_first"))
    again = numbered.filter(pl.col("row") != pl.col("_first"))
    if not again.height:
        return rows, pl.DataFrame(schema=PROBLEM_SCHEMA)
    firsts = numbered.filter(pl.col("row") == pl.col("_first"))
    cells = raw.select(*place, pl.exclude(*place).name.suffix("_raw"))
    both = again.join(
        firsts.drop("row"), on=["_source", "_first"], suffix="_there", maintain_order="left"
    ).join(cells, on=place, maintain_order="left")
    differs = {
        column: pl.any_horizontal(pl.col(name).ne_missing(pl.col(f"{name}_there")) for name in parts)
        for column in kind.columns
        if column.name in raw.columns
        and (parts := [name for name in kind.physical_of(column) if name not in kind.key])
    }
    wrong = [
        problems(
            both.filter(mask),
            column.name,
            pl.col(f"{column.name}_raw"),
            pl.lit("duplicate_differs"),
            "error",
            line("_first"),
        )
        for column, mask in differs.items()
    ]
    label = next(column.name for column in kind.columns if column.required and column.name != "area")
    alike = both.filter(~pl.any_horizontal(pl.lit(False), *differs.values()))
    wrong.append(
        problems(alike, label, pl.col(f"{label}_raw"), pl.lit("duplicate_same"), "ignored", line("_first"))
    )
    return firsts.drop("_first"), pl.concat(wrong)


def _applies(kind: LedgerKind, step: Step) -> pl.Expr:
    """Rows that a node, link or person step is for."""
    tests = [pl.col(given(kind, name)).is_not_null() for name in step.when]
    tests += [pl.col(given(kind, name)).is_null() for name in step.unless]
    if step.only:
        vocabulary = load_vocabularies()[kind.column(step.only.column).vocabulary or ""]
        tests.append(pl.col(step.only.column).is_in(vocabulary.codes(step.only.trait, step.only.is_)))
    return pl.all_horizontal(pl.lit(True), *tests)


def _columns(kind: LedgerKind, step: Step, type_: Type) -> Iterable[pl.Expr]:
    """Physical columns of a type, from the row, from `fill`, or null."""
    columns = dict(kind.properties(step))
    fill = step.fill or {}
    for prop in type_.properties:
        for suffix, stored in PHYSICAL[prop.type]:
            name = prop.name + suffix
            value = pl.col(columns[prop.name] + suffix) if prop.name in columns else pl.lit(None)
            if prop.name in fill:
                value = pl.coalesce(value, pl.lit(fill[prop.name]))
            yield value.cast(DTYPES[stored]).alias(name)
    yield from interval(type_.interval, step.dates, step.since)


def _state_node(kind: LedgerKind, step: Step, rows: pl.DataFrame, said: Statements) -> pl.DataFrame:
    assert step.node
    node = load_schema().nodes[step.node]
    rows = rows.with_columns(identifier(node, step.key).alias(step.as_))
    facts = rows.filter(_applies(kind, step)).select(
        pl.col(step.as_).alias("id"), *_columns(kind, step, node), *origin(step)
    )
    said.facts.add(node.name, facts)
    known = facts.select("id").unique()
    said.known[node.name] = (
        pl.concat([said.known[node.name], known]).unique() if node.name in said.known else known
    )
    if node.name == "Organization":
        name = dict(kind.properties(step))["name"] + "_key"
        said.bodies = pl.concat([said.bodies, entries(step, rows, name)]).unique()
    return rows


def _state_link(kind: LedgerKind, step: Step, rows: pl.DataFrame, said: Statements) -> None:
    assert step.link
    assert step.source
    assert step.target
    link = load_schema().links[step.link]
    ends = (pl.col(step.source), pl.col(step.target))
    rows = rows.filter(_applies(kind, step) & ends[0].is_not_null() & ends[1].is_not_null())
    self_links = rows.filter(ends[0] == ends[1])
    cell = next((s.cell for s in kind.steps if s.as_ == step.target and s.cell), kind.columns[0].name)
    said.problems.append(
        problems(self_links, cell, pl.col(given(kind, cell)), pl.lit("self_link"), "warning")
    )
    rows = rows.filter(ends[0] != ends[1])
    facts = rows.select(
        ends[0].alias("from"), ends[1].alias("to"), *_columns(kind, step, link), *origin(step)
    )
    facts = facts.select(
        ids.expr(link.name, [pl.col(part) for part in ("from", "to", *link.key)]).alias("id"), *facts.columns
    )
    name = f"{link.name}.{kind.type_of(step.source)}.{kind.type_of(step.target)}"
    said.facts.add(name, facts)


def empty(schema: Schema) -> dict[str, pl.DataFrame]:
    """An empty frame for every table of the schema."""
    return {
        table.name: pl.DataFrame(schema={c.name: DTYPES[c.kind] for c in table.columns})
        for table in schema.tables
    }
