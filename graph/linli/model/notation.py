"""Facts for cases, written compactly and filled up to what the schema asks for: the notation of the cases of
queries and rules.

`facts({...})` takes node types and link types with their rows, as Python data or read from YAML:

    Area:       [{id: "990101", name: 示例区, level: county}]
    Compound:   [{id: c1, name: 示例小区, built: 2010-05}]
    LOCATED_IN: [{from: c1, to: "990101"}]
    HOLDS:      [{from: p1, to: t1, interval: {from: 2021-03, to: 2024}}]

- A node names its `id`; a link names the ids of its ends, `from` and `to`. Which table a link goes to
  (`LOCATED_IN.Compound.Area`) follows from the types of the nodes that have these ids; the table's full
  name may be written as well. A link's own `id` is `TYPE:from:to:n`, n counting from 0 among links of the
  same type and ends, unless given.
- A property is given by its name or by its columns: `name: 示例` is `name` and `name_key`, `built: 2010-05`
  is `built_min` 2010-05-01 and `built_max` 2010-05-31. A year, a month and a day are written 2010, 2010-05
  and 2010-05-03.
- A required property that is not given is: text = the id, term = "x", count = 0, day = 2024-01-01;
  `name_key` = `name`. All others are null.
- `interval`, on nodes and links that have one, is as a ledger says it; not given, it is in force always:
      {from: 2021-03, to: 2024}   began on some day of March 2021; its LAST day in force is some day of
      2024, hence to_min is
                                  2024-01-02 and to_max 2025-01-01; without `from` or `to` that side is open
      {observed: 2024-03-01}      in force on that day, start and end unknown
      {standing: 2024-03-01}      began up to that day, and stands until told otherwise
  or as columns: `from_min`, `from_max`, `to_min`, `to_max`.

Every table of the schema is in the result, with its columns in order, and empty where nothing was given.
"""

from __future__ import annotations

import calendar
import datetime as dt
from collections import Counter
from collections.abc import Mapping, Sequence

import polars as pl

from linli.model import schema
from linli.model.interval import ALWAYS, COLUMNS, MAX, MIN, Interval

Row = Mapping[str, object]
Facts = dict[str, pl.DataFrame]

KINDS = {"text": pl.String, "int": pl.Int64, "float": pl.Float64, "bool": pl.Boolean, "date": pl.Date}
REQUIRED = {
    "term": "x",
    "count": 0,
    "day": dt.date(2024, 1, 1),
    "yes_no": False,
    "area_size": 0.0,
    "share": 0.0,
}
DAY = dt.timedelta(days=1)


def facts(given: Mapping[str, Sequence[Row]] | None = None, **tables: Sequence[Row]) -> Facts:
    """Fact frames of every table of the schema, from rows by type; see the module's text.

    Raises ValueError for a type, property or end that is not in the schema or not given.
    """
    rows = {**(given or {}), **tables}
    whole = schema.load()
    filled: dict[str, list[dict[str, object]]] = {table.name: [] for table in whole.tables}
    labels: dict[str, list[str]] = {}
    for label, node in whole.nodes.items():
        for row in rows.get(label) or []:
            filled[label].append(_filled(node, row, str(row["id"])))
            labels.setdefault(str(row["id"]), []).append(label)
    numbers: Counter[tuple[str, object, object]] = Counter()
    for name, links in rows.items():
        if name in whole.nodes:
            continue
        for row in links or []:
            table = _table(whole, name, row, labels)
            kind = table.type.name
            number = numbers[kind, row["from"], row["to"]]
            numbers[kind, row["from"], row["to"]] += 1
            identity = str(row.get("id", f"{kind}:{row['from']}:{row['to']}:{number}"))
            ends = {"from": str(row["from"]), "to": str(row["to"])}
            own = {key: value for key, value in row.items() if key not in ends}
            filled[table.name].append({**_filled(table.type, own, identity), **ends})
    return {table.name: _frame(table, filled[table.name]) for table in whole.tables}


def _frame(table: schema.Table, rows: list[dict[str, object]]) -> pl.DataFrame:
    types = {column.name: KINDS[column.kind] for column in table.columns}
    return pl.DataFrame([{name: row.get(name) for name in types} for row in rows], schema=types)


def _table(whole: schema.Schema, name: str, row: Row, labels: Mapping[str, list[str]]) -> schema.Table:
    if not any(table.ends and name in (table.name, table.type.name) for table in whole.tables):
        raise ValueError(f"{name}: the schema has no such type")
    if lacking := {"from", "to"} - set(row):
        raise ValueError(f"{name}: a link names its ends; {sorted(lacking)} is not given")
    ends = [labels.get(str(row[side]), []) for side in ("from", "to")]
    for side, found in zip(("from", "to"), ends, strict=True):
        if not found:
            raise ValueError(f"{name}: no node has the id {row[side]!r}")
    for table in whole.tables:
        if (
            table.ends
            and name in (table.name, table.type.name)
            and all(e in f for e, f in zip(table.ends, ends, strict=True))
        ):
            return table
    raise ValueError(f"{name}: the schema has no such link from {ends[0]} to {ends[1]}")


def _filled(kind: schema.Type, row: Row, identity: str) -> dict[str, object]:
    """A row with all its columns, from its properties."""
    known = {
        "id",
        "interval",
        *(column.name for column in kind.columns),
        *(prop.name for prop in kind.properties),
    }
    if odd := set(row) - known:
        raise ValueError(f"{kind.name} {identity}: no property {sorted(odd)}")
    filled: dict[str, object] = {"id": identity}
    for prop in kind.properties:
        filled |= _property(prop, row.get(prop.name), identity)
    if kind.interval != "none":
        said = row.get("interval")
        assert said is None or isinstance(said, Mapping), f"{kind.name} {identity}: an interval is a mapping"
        filled |= dict(zip(COLUMNS, interval(said or {}), strict=True))
    elif "interval" in row:
        raise ValueError(f"{kind.name} {identity}: {kind.name} has no interval")
    for column in kind.columns:
        if column.name in row and column.name not in {prop.name for prop in kind.properties}:
            value = row[column.name]
            filled[column.name] = days(value)[0] if column.kind == "date" and value is not None else value
    return filled


def _property(prop: schema.Property, value: object, identity: str) -> dict[str, object]:
    if value is None and prop.required:
        value = REQUIRED.get(prop.type, identity)
    if prop.type == "date":
        first, last = (None, None) if value is None else days(value)
        return {f"{prop.name}_min": first, f"{prop.name}_max": last}
    if prop.type == "name":
        return {prop.name: value, f"{prop.name}_key": value}
    if prop.type == "day" and value is not None:
        return {prop.name: days(value)[0]}
    if value is not None and schema.PHYSICAL[prop.type][0][1] == "text":
        return {prop.name: str(value)}
    return {prop.name: value}


def interval(said: Mapping[str, object]) -> Interval:
    """Bounds of an interval as a ledger says it.

    >>> interval({"from": "2021-03", "to": 2024})[3]
    datetime.date(2025, 1, 1)
    """
    if odd := set(said) - {"from", "to", "observed", "standing"}:
        raise ValueError(f"an interval has no {sorted(odd)}")
    if "observed" in said:
        day, last = days(said["observed"])
        return (MIN, day, last + DAY, MAX)
    if "standing" in said:
        return (MIN, days(said["standing"])[0], MAX, MAX)
    from_min, from_max = days(said["from"]) if "from" in said else ALWAYS[:2]
    if "to" not in said:
        return (from_min, from_max, MAX, MAX)
    first, last = days(said["to"])
    return (from_min, from_max, first + DAY, last + DAY)


def days(said: object) -> tuple[dt.date, dt.date]:
    """The first and the last day of a year, month or day.

    >>> days("2024-02")[1]
    datetime.date(2024, 2, 29)
    """
    if isinstance(said, dt.date):
        return said, said
    parts = [int(part) for part in str(said).split("-")]
    if len(parts) == 1:
        return dt.date(parts[0], 1, 1), dt.date(parts[0], 12, 31)
    if len(parts) == 2:
        year, month = parts
        return dt.date(year, month, 1), dt.date(year, month, calendar.monthrange(year, month)[1])
    day = dt.date(parts[0], parts[1], parts[2])
    return day, day
