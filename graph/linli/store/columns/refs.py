"""What a variable of a query is, in SQL: a node, a link or a value, and how its parts are written."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Protocol

TEXT, INT, FLOAT, BOOL, DATE, SPAN, LIST, UNKNOWN = (
    "text", "int", "float", "bool", "date", "span", "list", "unknown",
)  # fmt: skip
NUMBERS = (INT, FLOAT)


class Untranslatable(Exception):
    """A query says something that has no SQL here. Never leaves this package: the graph is asked instead."""


@dataclass(frozen=True)
class Value:
    """A value in SQL and its type.

    An identifier is two things: a number within its table, by which it is joined, compared and counted, and a
    text. `number` writes the first, and is None for what is no identifier; `table` is where it is one.
    """

    write: Callable[[], str]
    type: str
    table: str = ""
    number: str | None = None

    @property
    def sql(self) -> str:
        """The value as it is shown."""
        return self.write()


def plain(sql: str, kind: str) -> Value:
    """A value that is no identifier."""
    return Value(lambda: sql, kind)


class Ref(Protocol):
    """A node or link that a variable stands for."""

    @property
    def table(self) -> str:
        """Its table."""
        ...

    @property
    def number(self) -> str:
        """SQL of the number of its row."""
        ...

    @property
    def sure(self) -> bool:
        """False where it may be nothing."""
        ...

    def property(self, column: str) -> str:
        """SQL of a property."""
        ...
