"""The graph on a Neo4j server: 5.26 or newer, one or a cluster, reached by the official driver."""

from __future__ import annotations

import time
from collections.abc import Mapping, Sequence
from contextlib import AbstractContextManager, nullcontext
from itertools import islice
from typing import TYPE_CHECKING, Self

from linli.errors import StoreMoving
from linli.ports import Answer, Asked, Parameter, Store
from linli.store import neo4j_connection as connection
from linli.store import neo4j_meta as meta
from linli.store import rows

if TYPE_CHECKING:
    from contextlib import AbstractContextManager

    from neo4j import Driver, ManagedTransaction, Session

    from linli.queries.catalogue import Query
    from linli.store.credentials import Credentials

PAUSES = (0.0, 0.05, 0.1, 0.2, 0.4, 0.8, 1.6, 3.2)
"""Seconds before each try of a request during which the snapshot changes."""

TIME_LIMIT = 60.0
"""Seconds that a query may take on the server."""


def open_store(
    address: str, credentials: Credentials, database: str | None = None, *, time_limit: float = TIME_LIMIT
) -> Neo4jStore:
    """Open the graph that was pushed to a server.

    Parameters: `address`, such as `neo4j+s://graph.example:7687`; `database`, or None for the user's home
    database; `time_limit`, seconds that the server gives each request.
    Returns a store that several threads may share. An empty or loading database opens, and says so when it
    is asked.
    Raises StoreAddress, StoreUnreachable, StoreRefused.
    """
    store = Neo4jStore(connection.connect(address, credentials), address, database, time_limit)
    try:
        connection.greet(store.driver, address)
        store.look()
    except BaseException:
        store.close()
        raise
    return store


class Neo4jStore:
    """A graph on a server, as `ports.Store`. It only reads: the server refuses every change in its
    sessions.
    """

    def __init__(self, driver: Driver, address: str, database: str | None, time_limit: float) -> None:
        self.driver = driver
        self._address = address
        self._database = database
        self._time_limit = time_limit

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def __repr__(self) -> str:
        return f"Neo4jStore({self._address!r})"

    @property
    def snapshot(self) -> str:
        """Hash of the snapshot that stands there now. Raises as `run` does."""
        return meta.readable(self.look(), self._address).snapshot

    def look(self) -> meta.Meta | None:
        """What the database says about itself, or None where it holds no linli graph."""
        from neo4j import unit_of_work

        work = unit_of_work(timeout=self._time_limit)(meta.read)
        with self._session("look") as session:
            found: meta.Meta | None = session.execute_read(work)
        return found

    def run(self, query: Query, parameters: Mapping[str, Parameter]) -> Answer:
        """Run a read query of the catalogue; see `ports.Store.run`.

        One read transaction asks for the snapshot, the rows and the snapshot again, so that on a cluster
        one member answers all three; when a push came between, it is asked again, and after the last of
        `PAUSES` StoreMoving is raised.
        """
        from neo4j import unit_of_work

        def work(transaction: ManagedTransaction) -> list[tuple[object, ...]] | None:
            return self._ask(transaction, query, parameters)

        limited = unit_of_work(timeout=self._time_limit)(work)
        for pause in PAUSES:
            time.sleep(pause)
            with self._session(query.name) as session:
                values = session.execute_read(limited)
            if values is not None:
                return Answer(tuple(query.columns), rows.from_values(query, values))
        raise StoreMoving(address=self._address, query=query.name)

    def together(self, asked: Sequence[Asked]) -> AbstractContextManager[Store]:
        """See `ports.Store.together`: nothing is shared here."""
        return nullcontext(self)

    def peek(
        self, name: str, text: str, parameters: Mapping[str, Parameter], rows: int, seconds: float
    ) -> list[list[object]]:
        """The first rows of a text that was judged already, in one read transaction. Raises as `run` does."""
        from neo4j import unit_of_work

        def work(transaction: ManagedTransaction) -> list[list[object]]:
            meta.readable(meta.read(transaction), self._address)
            result = transaction.run(text, dict(parameters))
            return [list(record.values()) for record in islice(result, rows)]

        with self._session(name) as session:
            found: list[list[object]] = session.execute_read(unit_of_work(timeout=seconds)(work))
        return found

    def close(self) -> None:
        """Close the connections. Closing twice is no error."""
        self.driver.close()

    def _ask(
        self, transaction: ManagedTransaction, query: Query, parameters: Mapping[str, Parameter]
    ) -> list[tuple[object, ...]] | None:
        """Rows of a query, or None where the snapshot changed under it."""
        before = meta.readable(meta.read(transaction), self._address)
        if before.moving:
            return None
        # The text comes from the catalogue's own files, never from a person.
        result = transaction.run(query.text, dict(parameters))
        rows.check_names(query, result.keys())
        values = result.values()
        after = meta.readable(meta.read(transaction), self._address)
        return None if after.moving or after.turn != before.turn else _native(query, values)

    def _session(self, what: str) -> AbstractContextManager[Session]:
        return connection.session(self.driver, self._address, self._database, write=False, what=what)


def _native(query: Query, values: list[list[object]]) -> list[tuple[object, ...]]:
    """Rows with the driver's own dates made Python's."""
    from neo4j.time import Date

    dates = [index for index, kind in enumerate(query.columns.values()) if kind == "date"]
    for row in values:
        for index in dates:
            value = row[index]
            if isinstance(value, Date):
                row[index] = value.to_native()
    return [tuple(row) for row in values]
