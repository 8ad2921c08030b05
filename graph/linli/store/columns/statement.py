"""A query of the catalogue as one statement of SQL."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import lru_cache

from linli.model.schema import load as load_schema
from linli.queries import allowed
from linli.queries.catalogue import Query
from linli.queries.syntax import tree
from linli.store.columns.dialect import DUCK, Dialect
from linli.store.columns.level import Level, Row, Scope, quoted
from linli.store.columns.patterns import conjuncts, matched
from linli.store.columns.refs import (
    BOOL,
    DATE,
    FLOAT,
    INT,
    LIST,
    SPAN,
    TEXT,
    Ref,
    Untranslatable,
    Value,
    plain,
)
from linli.store.columns.values import Words, gathers, identifier, value, variables

_PARAMETERS = {"date": DATE, "areas": LIST, "count": INT, "ratio": FLOAT, "yes_no": BOOL, "days": SPAN}

_PARAMETER = re.compile(r"\$([a-z_][a-z0-9_]*)::")

LONGEST = 160
"""Signs of SQL up to which what a WITH works out is written again wherever it is used."""


@dataclass(frozen=True)
class Statement:
    """SQL, the tables that it reads, the parameters that it takes, and the SELECTs inside it that stand for
    themselves, the longest first.
    """

    sql: str
    tables: frozenset[str]
    parameters: frozenset[str]
    parts: tuple[str, ...]


def statement(query: Query, dialect: Dialect = DUCK) -> Statement:
    """Put a query into SQL.

    Raises Untranslatable for one that says something that has no SQL here.
    """
    return _statement(query.text, query.header.order, tuple(sorted(_types(query).items())), dialect)


@lru_cache(maxsize=2 * allowed.KEPT)
def _statement(
    text: str, order: tuple[str, ...], given: tuple[tuple[str, str], ...], dialect: Dialect
) -> Statement:
    reading = allowed.read(text)
    if reading.refused:
        raise Untranslatable(reading.refused.problem.en)
    words = Words(load_schema(), dict(given), dialect)
    whole = Level()
    parts = [_part(part, whole.inside(knows=False), words) for part in reading.tree.parts]
    if order and len(parts) == 1 and parts[0].by:
        sql = f"{parts[0].sql} ORDER BY {_ordered(parts[0].by[name] for name in order)}"
    elif order:
        rows = " UNION ALL ".join(one.sql for one in parts)
        sql = f"SELECT * FROM ({rows}) ORDER BY {_ordered(map(quoted, order))}"
    else:
        sql = " UNION ALL ".join(one.sql for one in parts)
    shared = tuple(sorted(whole.parts, key=lambda part: (-len(part), part)))
    return Statement(sql, frozenset(whole.tables), taken(sql), shared)


def _ordered(by: Iterable[str]) -> str:
    """By bytes of UTF-8, nothing last: as `store.rows` has it."""
    return ", ".join(f"{one} ASC NULLS LAST" for one in by)


@dataclass(frozen=True)
class _Returned:
    """The SELECT of a part, and by what its rows may be put in order: for each column what it is worked out
    from, an identifier's number. Empty where rows are told apart or gathered, and only columns may be named.
    """

    sql: str
    by: Mapping[str, str]


def taken(sql: str) -> frozenset[str]:
    """The parameters that SQL of ours takes."""
    return frozenset(_PARAMETER.findall(sql))


def _types(query: Query) -> Mapping[str, str]:
    kinds = {name: _PARAMETERS.get(kind, TEXT) for name, kind in query.parameters.items()}
    return {**kinds, **dict.fromkeys(query.header.days or {}, SPAN)}


def _part(clauses: tuple[tree.Clause, ...], level: Level, words: Words) -> _Returned:
    """One part of a UNION ALL."""
    for clause in clauses[:-1]:
        if isinstance(clause, tree.Match):
            matched(clause, level, words)
        elif isinstance(clause, tree.Unwind):
            _unwind(clause, level, words)
        else:
            level = _with(clause, level, words)
    last = clauses[-1]
    assert isinstance(last, tree.Projection)
    return _returned(last, level, words)


def _unwind(clause: tree.Unwind, level: Level, words: Words) -> None:
    if not isinstance(clause.value, tree.Listed) or not clause.value.items:
        raise Untranslatable("UNWIND of what is no list in the text")
    if variables(clause.value) and not words.dialect.lateral:
        raise Untranslatable("UNWIND of what was found")
    items = [value(item, level, words) for item in clause.value.items]
    alias = level.new("u")
    level.read(words.dialect.rows([item.sql for item in items], alias))
    level.scope[clause.name] = plain(f"{alias}.one", items[0].type)


def _with(clause: tree.Projection, level: Level, words: Words) -> Level:
    """What follows a WITH: the same SELECT where rows stay as they are, else a new one around it."""
    if clause.cut:
        raise Untranslatable("WITH … ORDER BY")
    items: Scope = {item.name: _item(item.value, level, words) for item in clause.items}
    gathered = any(gathers(item.value) for item in clause.items)
    long = any(isinstance(one, Value) and len(one.sql) > LONGEST for one in _worked_out(clause, items))
    if clause.distinct or gathered or long:
        level = _around(clause, items, level, gathered)
    else:
        level.scope = items
    for condition in conjuncts(clause.where):
        level.where.append(value(condition, level, words).sql)
    return level


def _worked_out(clause: tree.Projection, items: Scope) -> list[Ref | Value]:
    return [
        items[item.name] for item in clause.items if not isinstance(item.value, tree.Variable | tree.Property)
    ]


def _item(said: tree.Expression, level: Level, words: Words) -> Ref | Value:
    if isinstance(said, tree.Variable) and (found := level.known(said.name)) is not None:
        return found
    return value(said, level, words)


def _around(clause: tree.Projection, items: Scope, level: Level, gathered: bool) -> Level:
    """A SELECT that reads the one before as a table. Nodes and identifiers go by their numbers."""
    outer = level.inside(knows=False)
    alias = level.new("q")
    columns: dict[str, str] = {}
    keys: list[str] = []
    scope: Scope = {}
    for item in clause.items:
        held = items[item.name]
        sql = held.number if held.number is not None else held.sql
        columns[item.name] = sql
        if not gathers(item.value) and not isinstance(item.value, tree.Constant | tree.Given):
            keys.append(sql)
        column = f"{alias}.{quoted(item.name)}"
        scope[item.name] = _passed(held, column, outer)
    tail = f" GROUP BY {', '.join(dict.fromkeys(keys))}" if gathered and keys else ""
    text = level.select(columns, clause.distinct and not gathered, tail)
    outer.parts.add(text)
    outer.read(f"({text}) {alias}")
    outer.scope = scope
    return outer


def _passed(held: Ref | Value, column: str, outer: Level) -> Ref | Value:
    """What an item of a WITH is after it, in the SELECT around."""
    if not isinstance(held, Value):
        return Row(outer, held.table, column, held.sure)
    if held.number is None:
        return plain(column, held.type)
    return identifier(outer, held.table, column)


def _returned(clause: tree.Projection, level: Level, words: Words) -> _Returned:
    if clause.cut:
        raise Untranslatable("RETURN … ORDER BY")
    values = {item.name: value(item.value, level, words) for item in clause.items}
    columns = {name: one.sql for name, one in values.items()}
    gathered = any(gathers(item.value) for item in clause.items)
    keys = [
        columns[item.name]
        for item in clause.items
        if not gathers(item.value) and not isinstance(item.value, tree.Constant | tree.Given)
    ]
    tail = f" GROUP BY {', '.join(dict.fromkeys(keys))}" if gathered and keys else ""
    sql = level.select(columns, clause.distinct and not gathered, tail)
    plainly = not (clause.distinct or gathered)
    return _Returned(
        sql, {name: one.number or columns[name] for name, one in values.items()} if plainly else {}
    )
