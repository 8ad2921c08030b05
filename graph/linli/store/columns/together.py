"""Queries that are asked together: SELECTs that stand in several of them are worked out once.

A writer of SQL would make temporary tables of what many statements read. Here the statements themselves say
what that is: a SELECT inside one that stands for itself is written alike wherever it says the same.
"""

from __future__ import annotations

import itertools
import threading
from collections.abc import Mapping, Sequence
from contextlib import AbstractContextManager
from dataclasses import dataclass, replace
from types import TracebackType
from typing import TYPE_CHECKING

from linli.ports import Answer, Asked, Parameter, Store
from linli.queries.catalogue import Query
from linli.store.columns.statement import Statement, taken

if TYPE_CHECKING:
    from linli.store.columns.engine import ColumnStore

Key = tuple[str, str]
"""A SELECT, and the values of the parameters that it takes."""

_NUMBERS = itertools.count()
_WORTH = (" JOIN ", " WHERE ", " GROUP BY ", "SELECT DISTINCT ")
"""What a SELECT says that is worth keeping; a bare copy of a table is not."""


@dataclass
class _Shared:
    """A SELECT that several queries hold, and the table that it becomes when the first of them is asked."""

    name: str
    made: bool = False


class Together:
    """A store for as long as some queries are asked. Safe to share between threads."""

    def __init__(self, store: ColumnStore, asked: Sequence[Asked]) -> None:
        self._store = store
        self._shared = {key: _Shared(f"shared {next(_NUMBERS)}") for key in _repeated(store, asked)}
        self._turn = threading.Lock()

    @property
    def snapshot(self) -> str:
        """Hash of the snapshot."""
        return self._store.snapshot

    def run(self, query: Query, parameters: Mapping[str, Parameter]) -> Answer:
        """See `ports.Store.run`."""
        said = self._store.statement(query)
        if said is None:
            return self._store.run(query, parameters)
        with self._turn:
            sql = self._with_shared(said.sql, said, query, parameters)
        return self._store.answer(query, replace(said, sql=sql, parameters=taken(sql)), parameters)

    def _with_shared(self, sql: str, said: Statement, query: Query, given: Mapping[str, Parameter]) -> str:
        """A statement that reads what is shared from its tables; the longest first: they hold others."""
        for part in said.parts:
            shared = self._shared.get(_key(part, given))
            if shared is None or len(part) >= len(sql) or f"({part})" not in sql:
                continue
            if not shared.made:
                own = self._with_shared(part, said, query, given)
                self._store.define(query, shared.name, replace(said, sql=own, parameters=taken(own)), given)
                shared.made = True
            sql = sql.replace(f"({part})", f'"{shared.name}"')
        return sql

    def together(self, asked: Sequence[Asked]) -> AbstractContextManager[Store]:
        """See `ports.Store.together`."""
        return self._store.together(asked)

    def close(self) -> None:
        """Drop what was shared."""
        self._store.forget(shared.name for shared in self._shared.values() if shared.made)

    def __enter__(self) -> Together:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()


def _repeated(store: ColumnStore, asked: Sequence[Asked]) -> list[Key]:
    """The SELECTs that stand at several places: in queries, or in such SELECTs themselves. One that stands
    only inside another that is shared is not worth a table of its own.
    """
    texts: dict[Key, str] = {}
    holders: dict[Key, list[Key]] = {}
    for query, given in asked:
        if said := store.statement(query):
            texts[_key(said.sql, given)] = said.sql
            for part in said.parts:
                if any(word in part for word in _WORTH):
                    holders.setdefault(_key(part, given), []).append(_key(said.sql, given))
    found: list[Key] = []
    for key in sorted(holders, key=lambda key: (-len(key[0]), key)):
        part = f"({key[0]})"
        places = [one for one in (*holders[key], *found) if part in texts[one]]
        if sum(texts[one].count(part) for one in dict.fromkeys(places)) > 1:
            found.append(key)
            texts[key] = key[0]
            for one in places:
                texts[one] = texts[one].replace(part, "")
    return found


def _key(part: str, given: Mapping[str, Parameter]) -> Key:
    return part, repr([(name, given[name]) for name in sorted(taken(part))])
