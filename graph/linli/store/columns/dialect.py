"""What DuckDB and SQLite write differently; all else is written alike.

DuckDB answers about a province, SQLite about the few hundred facts around a change: planning a question takes
DuckDB 5 to 15 ms, SQLite a tenth of one.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from linli.store.columns.refs import BOOL, DATE, FLOAT, INT, LIST, SPAN, Untranslatable

Parts = Sequence[str]


@dataclass(frozen=True)
class Dialect:
    """How SQL is written for one engine. What is not a name, kind, sign or day is SQL itself.

    given      a parameter, by name and kind
    number     a number made one of a kind
    day        a date
    later      a date, + or -, so many days
    quotient   of two numbers, and whether both are whole
    listed     a list of items
    among      one, and the list (a parameter) that may hold it
    contains   CONTAINS, STARTS WITH or ENDS WITH; text; part
    rows       items as the rows of a table, and its alias; its column is `one`
    lateral    whether these items may be of what was read before
    both_ways  a table of links, and its columns but for `f` and `t`, read in both directions
    """

    given: Callable[[str, str], str]
    number: Callable[[str, str], str]
    day: Callable[[dt.date], str]
    later: Callable[[str, str, str], str]
    quotient: Callable[[str, str, bool], str]
    listed: Callable[[Parts], str]
    among: Callable[[str, str], str]
    contains: Callable[[str, str, str], str]
    rows: Callable[[Parts, str], str]
    lateral: bool
    both_ways: Callable[[str, Parts], str]


_DUCK = {INT: "BIGINT", FLOAT: "DOUBLE", DATE: "DATE", BOOL: "BOOLEAN", SPAN: "INTERVAL", LIST: "VARCHAR[]"}
_WORDS = {"CONTAINS": "contains", "STARTS WITH": "starts_with", "ENDS WITH": "ends_with"}

DUCK = Dialect(
    given=lambda name, kind: f"${name}::{_DUCK.get(kind, 'VARCHAR')}",
    number=lambda said, kind: f"{said}::{_DUCK[kind]}",
    day=lambda day: f"DATE '{day.isoformat()}'",
    later=lambda day, sign, span: f"({day} {sign} {span})::DATE",
    quotient=lambda one, other, whole: f"({one} {'//' if whole else '/'} {other})",
    listed=lambda items: f"[{', '.join(items)}]",
    among=lambda one, many: f"list_contains({many}, {one})",
    contains=lambda sign, text, part: f"{_WORDS[sign]}({text}, {part})",
    rows=lambda items, alias: f"unnest([{', '.join(items)}]) {alias}(one)",
    lateral=True,
    both_ways=lambda table, _: f"(FROM {table} UNION ALL SELECT * REPLACE (t AS f, f AS t) FROM {table})",
)

PARTED = "\x1f"
"""What stands around every item of a list that SQLite is given as one text: it has no lists."""


def _no_list(_: Parts) -> str:
    raise Untranslatable("a list")


def _part(sign: str, text: str, part: str) -> str:
    if sign == "CONTAINS":
        return f"(instr({text}, {part}) > 0)"
    start = "1" if sign == "STARTS WITH" else f"length({text}) - length({part}) + 1"
    return f"(substr({text}, {start}, length({part})) = {part})"


def _turned(table: str, columns: Parts) -> str:
    own = ", ".join(columns)
    return f"(SELECT f, t, {own} FROM {table} UNION ALL SELECT t AS f, f AS t, {own} FROM {table})"


LITE = Dialect(
    given=lambda name, _: f"${name}",
    number=lambda said, kind: f"CAST({said} AS {'INTEGER' if kind == INT else 'REAL'})",
    day=lambda day: str(day.toordinal()),
    later=lambda day, sign, span: f"({day} {sign} {span})",
    quotient=lambda one, other, _: f"({one} / {other})",
    listed=_no_list,
    among=lambda one, many: f"(instr({many}, char({ord(PARTED)}) || {one} || char({ord(PARTED)})) > 0)",
    contains=_part,
    rows=lambda items, alias: f"(SELECT {' UNION ALL SELECT '.join(f'{i} AS one' for i in items)}) {alias}",
    lateral=False,
    both_ways=_turned,
)
"""Days are whole numbers (`date.toordinal`), yes and no are 1 and 0, spans are days."""
