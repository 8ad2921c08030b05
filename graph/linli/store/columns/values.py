"""Expressions in SQL. Both languages have three truths, so a condition says the same in either."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, fields, is_dataclass
from functools import partial
from typing import Any

from linli.model.schema import Schema
from linli.queries.syntax import tree
from linli.queries.syntax.expressions import AGGREGATES
from linli.store.columns.dialect import Dialect
from linli.store.columns.level import Level, Row
from linli.store.columns.refs import (
    BOOL,
    DATE,
    FLOAT,
    INT,
    LIST,
    NUMBERS,
    SPAN,
    TEXT,
    UNKNOWN,
    Untranslatable,
    Value,
    plain,
)

_CONTAINS = ("CONTAINS", "STARTS WITH", "ENDS WITH")
_COMPARED = ("=", "<>", "<", "<=", ">", ">=")


@dataclass(frozen=True)
class Words:
    """What expressions need to know: the schema, the types of parameters, and whose SQL it is."""

    schema: Schema
    given: Mapping[str, str]
    dialect: Dialect


def value(said: tree.Expression, level: Level, words: Words) -> Value:
    """An expression in SQL. Raises Untranslatable."""
    write = _WRITERS.get(type(said))
    if write is None:
        raise Untranslatable(type(said).__name__)
    return write(said, level, words)


def _exists(said: tree.Exists, level: Level, words: Words) -> Value:
    from linli.store.columns.patterns import exists

    return plain(exists(said.match, level, words), BOOL)


def _listed(said: tree.Listed, level: Level, words: Words) -> Value:
    return plain(words.dialect.listed([value(item, level, words).sql for item in said.items]), LIST)


def _constant(constant: tree.Constant, _: Level, words: Words) -> Value:
    said = constant.value
    if said is None:
        return plain("NULL", UNKNOWN)
    if isinstance(said, bool):
        return plain(str(said).upper(), BOOL)
    if isinstance(said, str):
        return plain("'" + said.replace("'", "''") + "'", TEXT)
    if isinstance(said, dt.date):
        return plain(words.dialect.day(said), DATE)
    kind = FLOAT if isinstance(said, float) else INT
    return plain(words.dialect.number(repr(said), kind), kind)


def _given(said: tree.Given, _: Level, words: Words) -> Value:
    kind = words.given.get(said.name, TEXT)
    return plain(words.dialect.given(said.name, kind), kind)


def _variable(said: tree.Variable, level: Level, _: Words) -> Value:
    found = level.known(said.name)
    if not isinstance(found, Value):
        raise Untranslatable(f"{said.name} as a whole")
    return found


def _property(said: tree.Property, level: Level, words: Words) -> Value:
    found = level.known(said.of)
    if found is None or isinstance(found, Value):
        raise Untranslatable(f"a property of {said.of}")
    if said.column == "id":
        return Value(lambda: found.property("id"), TEXT, found.table, found.number)
    column = next((c for c in words.schema.table(found.table).columns if c.name == said.column), None)
    if column is None:
        # A property that the table has not is nothing, as in Cypher.
        raise Untranslatable(f"{found.table} has no {said.column}")
    return plain(found.property(said.column), column.kind)


def _unary(said: tree.Unary, level: Level, words: Words) -> Value:
    if said.sign in ("IS NULL", "IS NOT NULL"):
        return plain(f"({_cheapest(said.value, level, words)} {said.sign})", BOOL)
    inner = value(said.value, level, words)
    return plain(f"(NOT {inner.sql})", BOOL) if said.sign == "NOT" else plain(f"(-{inner.sql})", inner.type)


def _cheapest(said: tree.Expression, level: Level, words: Words) -> str:
    """Something that is nothing exactly where an expression is: for an identifier, its number."""
    if isinstance(said, tree.Variable) and (found := level.known(said.name)) and not isinstance(found, Value):
        return found.number
    inner = value(said, level, words)
    return inner.number or inner.sql


def _binary(said: tree.Binary, level: Level, words: Words) -> Value:
    left = value(said.left, level, words)
    if said.sign == "IN":
        return _in(said.right, left, level, words)
    right = value(said.right, level, words)
    if said.sign in ("AND", "OR"):
        return plain(f"({left.sql} {said.sign} {right.sql})", BOOL)
    if said.sign in _COMPARED and left.number and right.number and left.table == right.table:
        return plain(f"({left.number} {said.sign} {right.number})", BOOL)
    if said.sign in _COMPARED:
        return plain(f"({left.sql} {said.sign} {right.sql})", BOOL)
    if said.sign in _CONTAINS:
        return plain(words.dialect.contains(said.sign, left.sql, right.sql), BOOL)
    return _reckoned(said.sign, left, right, words.dialect)


def _in(listed: tree.Expression, left: Value, level: Level, words: Words) -> Value:
    if isinstance(listed, tree.Listed):
        if not listed.items:
            raise Untranslatable("IN an empty list")
        items = ", ".join(value(item, level, words).sql for item in listed.items)
        return plain(f"({left.sql} IN ({items}))", BOOL)
    right = value(listed, level, words)
    if right.type != LIST:
        raise Untranslatable("IN what is no list")
    return plain(words.dialect.among(left.sql, right.sql), BOOL)


def _reckoned(sign: str, left: Value, right: Value, dialect: Dialect) -> Value:
    """A sum, difference, product, quotient or remainder."""
    kinds = {left.type, right.type}
    if sign == "+" and TEXT in kinds and kinds == {TEXT}:
        return plain(f"({left.sql} || {right.sql})", TEXT)
    if kinds <= set(NUMBERS):
        whole = kinds == {INT}
        if sign == "%" and not whole:
            raise Untranslatable("a remainder of what is not whole")
        if sign == "/":
            return plain(dialect.quotient(left.sql, right.sql, whole), INT if whole else FLOAT)
        return plain(f"({left.sql} {sign} {right.sql})", INT if whole else FLOAT)
    if sign in "+-" and left.type == DATE and right.type == SPAN:
        return plain(dialect.later(left.sql, sign, right.sql), DATE)
    raise Untranslatable(f"{left.type} {sign} {right.type}")


def _case(said: tree.Case, level: Level, words: Words) -> Value:
    subject = "" if said.subject is None else f" {value(said.subject, level, words).sql}"
    asked = [value(when, level, words).sql for when, _ in said.branches]
    results = [then for _, then in said.branches] + ([said.otherwise] if said.otherwise else [])

    def written(shown: Sequence[str]) -> str:
        branches = "".join(f" WHEN {when} THEN {then}" for when, then in zip(asked, shown, strict=False))
        return f"CASE{subject}{branches}{f' ELSE {shown[-1]}' if said.otherwise else ''} END"

    return _made([value(one, level, words) for one in results], written)


def _made(values: Sequence[Value], written: Callable[[Sequence[str]], str]) -> Value:
    """What is one of some values: an identifier where each is one of the same table, or nothing.

    Its text is written when it is asked for, since that reads the tables of the identifiers.
    """
    kind = next((one.type for one in values if one.type != UNKNOWN), UNKNOWN)
    tables = {one.table for one in values if one.type != UNKNOWN}
    numbers = [one.number or one.sql for one in values if one.number or one.type == UNKNOWN]
    number, table = None, ""
    if len(numbers) == len(values) and len(tables) == 1:
        number, [table] = written(numbers), tables
    return Value(lambda: written([one.sql for one in values]), kind, table, number)


def _call(said: tree.Call, level: Level, words: Words) -> Value:
    distinct = "DISTINCT " if said.distinct else ""
    if said.name == "count":
        counted = f"{distinct}{_cheapest(said.arguments[0], level, words)}" if said.arguments else "*"
        return plain(f"count({counted})", INT)
    values = [value(one, level, words) for one in said.arguments]
    kind = next((one.type for one in values if one.type != UNKNOWN), UNKNOWN)
    if said.name in ("min", "max", "coalesce"):
        # Numbers of a table are in the order of its identifiers.
        return _made(values, lambda shown: f"{said.name}({', '.join(shown)})")
    listed = ", ".join(one.sql for one in values)
    if said.name == "sum" and kind in NUMBERS:
        return plain(words.dialect.number(f"coalesce(sum({distinct}{listed}), 0)", kind), kind)
    if said.name == "abs":
        return plain(f"abs({listed})", kind)
    raise Untranslatable(f"{said.name}()")


_WRITERS: dict[type, Callable[[Any, Level, Words], Value]] = {
    tree.Constant: _constant,
    tree.Given: _given,
    tree.Variable: _variable,
    tree.Property: _property,
    tree.Unary: _unary,
    tree.Binary: _binary,
    tree.Listed: _listed,
    tree.Case: _case,
    tree.Call: _call,
    tree.Exists: _exists,
}


def identifier(level: Level, table: str, number: str) -> Value:
    """An identifier of which the number is known."""
    return Value(partial(Row(level, table, number, sure=False).property, "id"), TEXT, table, number)


def gathers(said: tree.Expression) -> bool:
    """Whether an expression holds an aggregate."""
    return any(isinstance(one, tree.Call) and one.name in AGGREGATES for one in parts(said))


def parts(said: object) -> Iterator[object]:
    """An expression and all that it is made of."""
    yield said
    if isinstance(said, tuple):
        for one in said:
            yield from parts(one)
    elif is_dataclass(said):
        for one in fields(said):
            yield from parts(getattr(said, one.name))


def variables(said: object) -> set[str]:
    """Names of the variables that an expression looks at."""
    return {one.name for one in parts(said) if isinstance(one, tree.Variable)} | {
        one.of for one in parts(said) if isinstance(one, tree.Property)
    }
