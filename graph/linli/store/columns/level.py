"""One SELECT under construction: what it reads, its conditions, and the variables that are known in it."""

from __future__ import annotations

import itertools
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field

from linli.store.columns.refs import Ref, Untranslatable, Value

Scope = dict[str, Ref | Value]


def quoted(name: str) -> str:
    """A name of a table or column in SQL. Names come from the schema and from allowed text alone."""
    return '"' + name.replace('"', '""') + '"'


@dataclass
class Level:
    """A SELECT.

    outer   the one around an EXISTS, whose variables are known in it
    tables  those that the whole query reads
    parts   SELECTs of the whole query that stand for themselves, so that queries may share them
    """

    names: Iterator[int] = field(default_factory=itertools.count)
    outer: Level | None = None
    scope: Scope = field(default_factory=dict)
    where: list[str] = field(default_factory=list)
    tables: set[str] = field(default_factory=set)
    parts: set[str] = field(default_factory=set)
    _read: list[Callable[[], str]] = field(default_factory=list)
    _looked_up: dict[tuple[str, str], str] = field(default_factory=dict)

    def known(self, name: str) -> Ref | Value | None:
        """What a variable stands for, here or around."""
        found = self.scope.get(name)
        return found if found is not None or self.outer is None else self.outer.known(name)

    def inside(self, *, knows: bool) -> Level:
        """A SELECT inside this one, which knows its variables or does not.

        One that does not names what it reads anew, so that it is written alike in every query.
        """
        if knows:
            return Level(self.names, self, tables=self.tables, parts=self.parts)
        return Level(tables=self.tables, parts=self.parts)

    def new(self, letter: str) -> str:
        """A name that nothing else has."""
        return f"{letter}{next(self.names)}"

    def read(self, source: str | Callable[[], str], join: str = "JOIN", on: list[str] | None = None) -> None:
        """Read one more source, joined to those before it."""
        text: Callable[[], str] = (lambda: source) if isinstance(source, str) else source
        if not self._read and join == "LEFT JOIN":
            self._read.append(lambda: "(SELECT 1) one")
        if not self._read:
            self._read.append(text)
            self.where += on or []
            return
        condition = " AND ".join(on or ["TRUE"])
        self._read.append(lambda: f"{join} {text()} ON {condition}")

    def looked_up(self, table: str, number: str, sure: bool) -> str:
        """The alias under which a row of a table is read for its columns."""
        if (table, number) not in self._looked_up:
            alias = self.new("n")
            self.tables.add(table)
            self._looked_up[table, number] = alias
            self.read(f"{quoted(table)} {alias}", "JOIN" if sure else "LEFT JOIN", [f"{alias}.n = {number}"])
        return self._looked_up[table, number]

    def holds(self, table: str, number: str, alias: str) -> None:
        """Say that a row of a table is read under an alias already."""
        self.tables.add(table)
        self._looked_up[table, number] = alias

    def select(self, columns: Mapping[str, str] | str, distinct: bool = False, tail: str = "") -> str:
        """The whole SELECT. `columns` by name, or as text."""
        shown = (
            columns
            if isinstance(columns, str)
            else ", ".join(f"{sql} AS {quoted(name)}" for name, sql in columns.items())
        )
        read = " ".join(text() for text in self._read) or "(SELECT 1) one"
        where = f" WHERE {' AND '.join(self.where)}" if self.where else ""
        return f"SELECT {'DISTINCT ' if distinct else ''}{shown} FROM {read}{where}{tail}"


@dataclass
class Row:
    """A node or link whose row's number is known, read from its table when a property is asked for."""

    level: Level
    table: str
    number: str
    sure: bool = True

    def property(self, column: str) -> str:
        """SQL of a property."""
        return f"{self.level.looked_up(self.table, self.number, self.sure)}.{quoted(column)}"


@dataclass
class Derived:
    """A SELECT that is joined to another as a table; it gives what is asked of it."""

    inside: Level
    alias: str
    _given: dict[str, str] = field(default_factory=dict)

    def give(self, sql: str) -> str:
        """A column for something that the SELECT inside works out."""
        name = self._given.setdefault(sql, f"c{len(self._given)}")
        return f"{self.alias}.{name}"

    def text(self) -> str:
        """The whole, as it is read."""
        columns = {name: sql for sql, name in self._given.items()} or {"c0": "1"}
        text = self.inside.select(columns)
        self.inside.parts.add(text)
        return f"({text}) {self.alias}"


@dataclass
class Carried:
    """A node or link that a derived table found: nothing where it found none."""

    derived: Derived
    of: Ref
    sure: bool = False

    @property
    def table(self) -> str:
        """Its table."""
        return self.of.table

    @property
    def number(self) -> str:
        """SQL of its row's number."""
        return self.derived.give(self.of.number)

    def property(self, column: str) -> str:
        """SQL of a property."""
        return self.derived.give(self.of.property(column))


def node(level: Level, name: str) -> Ref:
    """The node or link of a variable. Raises Untranslatable where it is neither."""
    found = level.known(name)
    if found is None or isinstance(found, Value):
        raise Untranslatable(f"{name} is no node")
    return found
