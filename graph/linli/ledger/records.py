"""What the rows of ledgers say: nodes and links with the row that says so. Set by set, a step of a ledger
kind at a time.

Required references are checked before a row states anything, so that a rejected row leaves nothing behind; a
reference that may be missing (`optional`) costs only the link that hangs on it, and is reported.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

import polars as pl

from linli.ledger.clean import DTYPES, PROBLEM_SCHEMA, clean, interval, problems
from linli.ledger.identify import Identification, identify
from linli.model import ids, ledger_kind
from linli.model.ledger_kind import LedgerKind, Step
from linli.model.schema import PHYSICAL, NodeType, Schema, Type
from linli.model.schema import load as load_schema
from linli.model.vocabulary import load as load_vocabularies

INSIDE = "inside:"
"""Marks the entries of a body under the community that its compound lies in."""

ORIGIN = ("_source", "row", "_step", "_day")
"""Where a stated fact comes from: table, row, step of the ledger kind, and the ledger's date."""


@dataclass
class Statements:
    """Everything stated so far, by the name of its fact table."""

    facts: dict[str, list[pl.DataFrame]] = field(default_factory=dict)
    problems: list[pl.DataFrame] = field(default_factory=list)
    known: dict[str, pl.DataFrame] = field(default_factory=dict)
    bodies: pl.DataFrame = field(
        default_factory=lambda: pl.DataFrame(
            schema={"place": pl.String, "name_key": pl.String, "found": pl.String}
        )
    )
    mentions: list[pl.DataFrame] = field(default_factory=list)


@dataclass(frozen=True)
class Stated:
    """What the ledgers state.

    facts      table name → rows as stated: columns of the table and ORIGIN; a fact may be stated many times
    rows       `_source`, `row`, `state` (accepted, ignored, rejected) of every mapped row
    problems   see `clean.PROBLEM_SCHEMA`
    """

    facts: dict[str, pl.DataFrame]
    rows: pl.DataFrame
    problems: pl.DataFrame


def state(tables: Mapping[str, pl.DataFrame], key: bytes, settings: Identification) -> Stated:
    """What all ledgers state together.

    Parameters: `tables`, ledger kind → mapped rows of all its ledgers (String columns, `_source`, `row`,
    `_day`, `_series`, `_since`); `key`, the workspace's secret, for persons; `settings`.
    """
    said = Statements()
    rows: list[pl.DataFrame] = []
    for kind in ledger_kind.load().values():
        if kind.name in tables:
            rows.append(_state_kind(kind, tables[kind.name], said))
    if said.mentions:
        _state_persons(said, key, settings)
    return Stated(
        {name: pl.concat(frames) for name, frames in said.facts.items()},
        pl.concat(rows)
        if rows
        else pl.DataFrame(schema={"_source": pl.UInt32, "row": pl.UInt32, "state": pl.String}),
        pl.concat(said.problems) if said.problems else pl.DataFrame(schema=PROBLEM_SCHEMA),
    )


def _state_kind(kind: LedgerKind, raw: pl.DataFrame, said: Statements) -> pl.DataFrame:
    """Carry out the steps of one kind; returns the state of every row."""
    cleaned = clean(kind, raw)
    said.problems.append(cleaned.problems)
    rows = cleaned.rows.hstack(raw.select("_series", "_since"))
    rows = _alive(rows, cleaned.problems)
    rows, repeated = _without_repeats(kind, rows)
    said.problems.append(repeated)
    for step in kind.steps:
        if step.find:
            rows, missing = _find(kind, step, rows, said)
            said.problems.append(missing)
        elif step.node:
            rows = _state_node(kind, step, rows, said)
        elif step.link:
            _state_link(kind, step, rows, said)
        else:
            rows = _mention(step, rows, said)
    found = pl.concat(said.problems).filter(pl.col("severity") == "error").select("_source", "row").unique()
    same = repeated.filter(pl.col("code") == "duplicate_same").select("_source", "row")
    place = ["_source", "row"]
    return raw.select(place).with_columns(
        pl.when(pl.struct(place).is_in(same.select(pl.struct(place)).to_series().implode()))
        .then(pl.lit("ignored"))
        .when(pl.struct(place).is_in(found.select(pl.struct(place)).to_series().implode()))
        .then(pl.lit("rejected"))
        .otherwise(pl.lit("accepted"))
        .alias("state")
    )


def _alive(rows: pl.DataFrame, found: pl.DataFrame) -> pl.DataFrame:
    """Rows without an error among `found`."""
    return rows.join(
        found.filter(pl.col("severity") == "error"), on=["_source", "row"], how="anti", maintain_order="left"
    )


def _without_repeats(kind: LedgerKind, rows: pl.DataFrame) -> tuple[pl.DataFrame, pl.DataFrame]:
    """Rows of a file that another row of it says already: said again alike (ignored), or differently
    (rejected).
    """
    group = ["_source", *kind.key]
    numbered = rows.with_columns(pl.col("row").first().over(group).alias("_first"))
    again = numbered.filter(pl.col("row") != pl.col("_first"))
    if not again.height:
        return rows, pl.DataFrame(schema=PROBLEM_SCHEMA)
    firsts = numbered.filter(pl.col("row") == pl.col("_first"))
    content = [name for name in kind.physical if name not in kind.key]
    both = again.join(
        firsts.select("_source", "_first", *content),
        on=["_source", "_first"],
        suffix="_there",
        maintain_order="left",
    )
    alike = pl.all_horizontal(
        pl.lit(True), *(pl.col(name).eq_missing(pl.col(f"{name}_there")) for name in content)
    )
    label = next(column.name for column in kind.columns if column.required and column.name != "area")
    wrong = [
        problems(both.filter(mask), label, pl.col(label), pl.lit(code), severity, pl.col("_first"))
        for mask, code, severity in (
            (alike, "duplicate_same", "ignored"),
            (~alike, "duplicate_differs", "error"),
        )
    ]
    return numbered.filter(pl.col("row") == pl.col("_first")).drop("_first"), pl.concat(wrong)


def _reference(part: str) -> pl.Expr:
    """Expression of a part of a key: `=constant`, `area.county`, `a|b`, or a column."""
    if part.startswith("="):
        return pl.lit(part[1:])
    if part.endswith(".county"):
        return pl.col(part.removesuffix(".county")).str.slice(0, 6)
    return pl.coalesce(part.split("|"))


def _identifier(node: NodeType, key: tuple[str, ...]) -> pl.Expr:
    """Identifier of a node from a step's key; an area is its own code."""
    parts = [_reference(part) for part in key]
    return parts[0] if node.name == "Area" else ids.expr(node.prefix, parts)


def _find(
    kind: LedgerKind, step: Step, rows: pl.DataFrame, said: Statements
) -> tuple[pl.DataFrame, pl.DataFrame]:
    """Look up what a step refers to; rows whose required reference is not there are rejected."""
    assert step.find
    if step.named:
        rows = _near(step, rows, said.bodies)
        asked = pl.col(f"{step.named}_key").is_not_null()
    else:
        asked = pl.all_horizontal(_reference(part).is_not_null() for part in step.key) & pl.all_horizontal(
            pl.lit(True), *(pl.col(_given(kind, name)).is_not_null() for name in step.when)
        )
        node = load_schema().nodes[step.find]
        rows = rows.with_columns(pl.when(asked).then(_identifier(node, step.key)).alias(step.as_))
        known = said.known.get(step.find, pl.DataFrame(schema={"id": pl.String}))
        known = known.with_columns(pl.lit("").alias("_how"))
        rows = rows.join(known, left_on=step.as_, right_on="id", how="left", maintain_order="left")
        rows = rows.with_columns(pl.when(pl.col("_how").is_not_null()).then(pl.col(step.as_)).alias(step.as_))
    absent = asked & pl.col(step.as_).is_null()
    shown = _given(kind, step.named or step.cell or step.key[0])
    code = pl.when(pl.col("_how") == "ambiguous").then(pl.lit("ambiguous")).otherwise(pl.lit("not_found"))
    missing = problems(
        rows.filter(absent), step.cell or shown, pl.col(shown), code, "warning" if step.optional else "error"
    )
    rows = rows.drop("_how")
    return (rows if step.optional else rows.filter(~absent)), missing


def _given(kind: LedgerKind, name: str) -> str:
    """The cleaned column that shows what a ledger column holds."""
    return name if name in kind.physical else f"{name}_min"


def _near(step: Step, rows: pl.DataFrame, bodies: pl.DataFrame) -> pl.DataFrame:
    """Find a body by its name: in the nearest place first, then in the areas above, as people mean it when
    they write it.
    """
    name = f"{step.named}_key"
    index = bodies.group_by("place", "name_key").agg(pl.col("found").unique())
    index = index.select(
        "place",
        "name_key",
        pl.when(pl.col("found").list.len() == 1).then(pl.col("found").list.first()).alias("_found"),
        pl.when(pl.col("found").list.len() == 1)
        .then(pl.lit(""))
        .otherwise(pl.lit("ambiguous"))
        .alias("_how"),
    )
    places = [place for place in step.near if place != "area"]
    levels = [pl.col(place) for place in places]
    if "area" in step.near:
        levels += [pl.col("area")] + [
            pl.when(pl.col("area").str.len_chars() > n).then(pl.col("area").str.slice(0, n))
            for n in (9, 6, 4, 2)
        ]
        # Last, a body of any compound of the community: 就近挂靠 names the neighbour's branch.
        levels.append(pl.concat_str(pl.lit(INSIDE), pl.col("area")))
    result = rows.with_columns(
        pl.lit(None, dtype=pl.String).alias(step.as_), pl.lit(None, dtype=pl.String).alias("_how")
    )
    for level in levels:
        hit = result.select(level.alias("place"), pl.col(name).alias("name_key")).join(
            index, on=["place", "name_key"], how="left", maintain_order="left"
        )
        result = result.with_columns(
            pl.when(pl.col("_how").is_null()).then(hit["_found"]).otherwise(pl.col(step.as_)).alias(step.as_),
            pl.when(pl.col("_how").is_null()).then(hit["_how"]).otherwise(pl.col("_how")).alias("_how"),
        )
    return result


def _applies(kind: LedgerKind, step: Step) -> pl.Expr:
    """Rows that a node, link or person step is for."""
    tests = [pl.col(_given(kind, name)).is_not_null() for name in step.when]
    tests += [pl.col(_given(kind, name)).is_null() for name in step.unless]
    if step.only:
        vocabulary = load_vocabularies()[kind.column(step.only.column).vocabulary or ""]
        tests.append(pl.col(step.only.column).is_in(vocabulary.codes(step.only.trait, step.only.is_)))
    return pl.all_horizontal(pl.lit(True), *tests)


def _columns(kind: LedgerKind, step: Step, type_: Type) -> Iterable[pl.Expr]:
    """Physical columns of a type, from the row, from `fill`, or null."""
    given = dict(kind.properties(step))
    fill = step.fill or {}
    for prop in type_.properties:
        for suffix, stored in PHYSICAL[prop.type]:
            name = prop.name + suffix
            value = pl.col(given[prop.name] + suffix) if prop.name in given else pl.lit(None)
            if prop.name in fill:
                value = pl.coalesce(value, pl.lit(fill[prop.name]))
            yield value.cast(DTYPES[stored]).alias(name)
    yield from interval(type_.interval, step.dates, step.since)


def _origin(step: Step) -> list[pl.Expr]:
    return [
        pl.col("_source"),
        pl.col("row"),
        pl.lit(step.index, dtype=pl.UInt8).alias("_step"),
        pl.col("_day"),
    ]


def _state_node(kind: LedgerKind, step: Step, rows: pl.DataFrame, said: Statements) -> pl.DataFrame:
    assert step.node
    node = load_schema().nodes[step.node]
    rows = rows.with_columns(_identifier(node, step.key).alias(step.as_))
    facts = rows.filter(_applies(kind, step)).select(
        pl.col(step.as_).alias("id"), *_columns(kind, step, node), *_origin(step)
    )
    said.facts.setdefault(node.name, []).append(facts)
    known = facts.select("id").unique()
    said.known[node.name] = (
        pl.concat([said.known[node.name], known]).unique() if node.name in said.known else known
    )
    if node.name == "Organization":
        place = _reference(step.key[1])
        name = dict(kind.properties(step))["name"] + "_key"
        seen = rows.select(
            place.alias("place"), pl.col(name).alias("name_key"), pl.col(step.as_).alias("found")
        ).unique()
        inside = rows.filter(place != pl.col("area")).select(
            pl.concat_str(pl.lit(INSIDE), pl.col("area")).alias("place"),
            pl.col(name).alias("name_key"),
            pl.col(step.as_).alias("found"),
        )
        said.bodies = pl.concat([said.bodies, seen, inside]).unique()
    return rows


def _state_link(kind: LedgerKind, step: Step, rows: pl.DataFrame, said: Statements) -> None:
    assert step.link
    assert step.source
    assert step.target
    link = load_schema().links[step.link]
    ends = (pl.col(step.source), pl.col(step.target))
    rows = rows.filter(_applies(kind, step) & ends[0].is_not_null() & ends[1].is_not_null())
    self_links = rows.filter(ends[0] == ends[1])
    cell = (
        "to"
        if step.source == "above"
        else next((s.cell for s in kind.steps if s.as_ == step.target and s.cell), kind.columns[0].name)
    )
    said.problems.append(
        problems(self_links, cell, pl.col(_given(kind, cell)), pl.lit("self_link"), "warning")
    )
    rows = rows.filter(ends[0] != ends[1])
    facts = rows.select(
        ends[0].alias("from"), ends[1].alias("to"), *_columns(kind, step, link), *_origin(step)
    )
    facts = facts.select(
        ids.expr(link.name, [pl.col(part) for part in ("from", "to", *link.key)]).alias("id"), *facts.columns
    )
    name = f"{link.name}.{kind.type_of(step.source)}.{kind.type_of(step.target)}"
    said.facts.setdefault(name, []).append(facts)


def _mention(step: Step, rows: pl.DataFrame, said: Statements) -> pl.DataFrame:
    """Give each mention of a person a number of its own for now; who it is, is known when all ledgers are
    read.
    """
    assert step.person
    assert step.body
    handle = pl.concat_str(pl.lit("?"), pl.col("_source"), pl.lit("/"), pl.col("row"))
    rows = rows.with_columns(pl.when(pl.col(f"{step.person}_key").is_not_null()).then(handle).alias(step.as_))
    said.mentions.append(
        rows.filter(pl.col(step.as_).is_not_null()).select(
            pl.col(step.as_).alias("_mention_row"),
            pl.col("_series").alias("series"),
            pl.col(step.body).alias("body"),
            pl.coalesce("estate", "area").alias("place"),
            "area",
            pl.col(step.person).alias("name"),
            pl.col(f"{step.person}_key").alias("name_key"),
            "identity",
            "phone",
            "party_member",
            "_since",
            *_origin(step),
        )
    )
    return rows


def _state_persons(said: Statements, key: bytes, settings: Identification) -> None:
    """Put persons in the place of mentions, in every link that begins at one."""
    mentions = pl.concat(said.mentions)
    who = identify(mentions, key, settings)
    named = mentions.select("_mention_row", "_source", "row", "_step", "_day").with_columns(
        who.person.alias("id")
    )
    persons = named.join(who.persons, on="id", how="left", maintain_order="left").drop("_mention_row")
    said.facts["Person"] = [
        persons.select("id", *(c.name for c in load_schema().nodes["Person"].columns), *ORIGIN)
    ]
    for name, frames in list(said.facts.items()):
        parts = name.split(".")
        if len(parts) == 3 and parts[1] == "Person":
            said.facts[name] = [_with_persons(parts[0], frame, named) for frame in frames]
    if who.may_be.height:
        doubt = who.may_be.with_columns(ids.expr("MAY_BE", [pl.col("from"), pl.col("to")]).alias("id"))
        origin = named.unique("id", keep="first", maintain_order=True).select(
            pl.col("id").alias("from"), *ORIGIN
        )
        doubt = doubt.join(origin, on="from", how="left", maintain_order="left")
        said.facts["MAY_BE.Person.Person"] = [doubt.select("id", "from", "to", "basis", *ORIGIN)]


def _with_persons(link: str, frame: pl.DataFrame, named: pl.DataFrame) -> pl.DataFrame:
    who = named.select(pl.col("_mention_row").alias("from"), pl.col("id").alias("_person"))
    frame = (
        frame.join(who, on="from", how="left", maintain_order="left")
        .with_columns(pl.col("_person").alias("from"))
        .drop("_person")
    )
    key = load_schema().links[link].key
    return frame.with_columns(ids.expr(link, [pl.col(part) for part in ("from", "to", *key)]).alias("id"))


def empty(schema: Schema) -> dict[str, pl.DataFrame]:
    """An empty frame for every table of the schema."""
    return {
        table.name: pl.DataFrame(schema={c.name: DTYPES[c.kind] for c in table.columns})
        for table in schema.tables
    }
