"""The embedded engine: one file, written once by bulk COPY, then only read, by any number of processes and
threads.

`read_only=True` keeps our own processes from writing; it is no sandbox (Ladybug still reads and writes other
files on command), so only Cypher of the catalogue ever comes here.
"""

from __future__ import annotations

import shutil
import threading
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import AbstractContextManager, contextmanager, nullcontext
from pathlib import Path
from typing import TYPE_CHECKING

import ladybug

from linli.errors import DiskFull, QueryFailed, QueryTooSlow, StoreError, WorkspaceDamaged, WriteFailed
from linli.model.schema import Kind, LinkType, Schema, Table, Type
from linli.ports import Answer, Asked, Parameter, Store
from linli.queries.catalogue import Query
from linli.store import rows
from linli.store.deadline import within

if TYPE_CHECKING:
    import polars as pl

ADDRESSES = 1 << 38
"""Bytes of address space that an open graph reserves; the engine would take 8 TB, and 15 graphs fill that."""

SPARE = 1 << 20
"""Bytes: with less than this left, a failed write is a full disk."""

STORED: dict[Kind, str] = {
    "text": "STRING",
    "int": "INT64",
    "float": "DOUBLE",
    "bool": "BOOLEAN",
    "date": "DATE",
}


def ddl(schema: Schema) -> list[str]:
    """Statements that make the tables of a schema."""
    nodes = [
        f"CREATE NODE TABLE `{node.name}`({', '.join(['`id` STRING PRIMARY KEY', *_stored(node)])})"
        for node in schema.nodes.values()
    ]
    links = [
        f"CREATE REL TABLE `{link.name}`({', '.join([*_ends(link), '`id` STRING', *_stored(link)])})"
        for link in schema.links.values()
    ]
    return nodes + links


def _stored(kind: Type) -> list[str]:
    return [f"`{column.name}` {STORED[column.kind]}" for column in kind.columns]


def _ends(link: LinkType) -> list[str]:
    return [f"FROM `{end.source}` TO `{end.target}`" for end in link.ends]


CHECKPOINT_ROWS = 2_000_000
"""Rows after which what was written goes to the file. Until then it lies in the buffer: 28 million rows
filled one of 1 GB (one of 4 GB took them, and took 14 s longer). After every table it costs more than the
tables.
"""

PATTERN = frozenset("*?[]{}'\"\\")
"""Characters that the engine does not take as they are in the name of a file."""


def write(
    path: Path,
    facts: Mapping[str, pl.DataFrame],
    schema: Schema,
    memory: int,
    progress: Callable[[str], None],
    files: Mapping[str, Path] | None = None,
) -> None:
    """Write a new graph file.

    Parameters: `path`, which must not exist; `facts`, every table of the schema; `memory`, bytes for the
    buffer pool; `progress`, told each table; `files`, parquet files of tables that are too large to be read
    into memory: the engine reads them itself, with all processors.
    Raises DiskFull where there is no space.
    """
    # Half a file is never used, so that it need not be whole in between.
    database = ladybug.Database(
        str(path), buffer_pool_size=memory, max_db_size=ADDRESSES, auto_checkpoint=False
    )
    waiting = 0
    try:
        connection = ladybug.Connection(database)
        for statement in ddl(schema):
            connection.execute(statement)
        for table in schema.tables:
            count = _load(connection, table, facts, files or {}, progress)
            waiting += count
            if waiting > CHECKPOINT_ROWS:
                connection.execute("CHECKPOINT")
                waiting = 0
        connection.execute("CHECKPOINT")
    except (RuntimeError, OSError) as error:
        # The engine says it in several ways, some of them only that a read failed: the disk itself is asked.
        free = shutil.disk_usage(path.parent).free
        if "No space left" in str(error) or free < SPARE:
            raise DiskFull(folder=str(path.parent), needed=f"{free >> 20} MiB") from error
        raise WriteFailed(file=str(path), problem=str(error)) from error
    finally:
        database.close()


def _load(
    connection: ladybug.Connection,
    table: Table,
    facts: Mapping[str, pl.DataFrame],
    files: Mapping[str, Path],
    progress: Callable[[str], None],
) -> int:
    """Write a table; returns how many rows it has."""
    import polars as pl

    file = files.get(table.name)
    if file is not None and not PATTERN & set(file.as_posix()):
        progress(table.name)
        read = f"LOAD FROM '{file.as_posix()}' RETURN {_names(table)}"
        connection.execute(f"COPY `{table.type.name}` FROM ({read}){_between(table)}")
        return int(pl.scan_parquet(file, glob=False).select(pl.len()).collect().item())
    frame = facts[table.name]
    if frame.height:
        progress(table.name)
        _copy(connection, table, frame)
    return frame.height


def _copy(connection: ladybug.Connection, table: Table, frame: pl.DataFrame) -> None:
    arrow = frame.select(_columns(table)).to_arrow()
    connection.execute(f"COPY `{table.type.name}` FROM $rows{_between(table)}", {"rows": arrow})


def _columns(table: Table) -> list[str]:
    """Columns of a table in the order in which the engine takes them: the ends of a link first."""
    names = [column.name for column in table.columns]
    return ["from", "to", *(n for n in names if n not in ("from", "to"))] if table.ends else names


def _names(table: Table) -> str:
    return ", ".join(f"`{name}`" for name in _columns(table))


def _between(table: Table) -> str:
    return f" (from='{table.ends[0]}', to='{table.ends[1]}')" if table.ends else ""


SLICE = 1_000_000
"""Rows that are read back at once, by a connection of their own: an answer lies in the buffer until its
connection closes, and 4 million rows do not fit into 1 GB.
"""


def read_back(path: Path, schema: Schema, memory: int) -> Iterator[tuple[str, pl.DataFrame]]:
    """All that a written graph holds, table by table, as the facts hold it."""
    import polars as pl

    database = ladybug.Database(str(path), buffer_pool_size=memory, max_db_size=ADDRESSES, read_only=True)
    try:
        for table in schema.tables:
            frame = pl.concat(list(_slices(database, table)))
            names = dict(zip(frame.columns, (c.name for c in table.columns), strict=True))
            yield table.name, frame.rename(names)
    finally:
        database.close()


def _slices(database: ladybug.Database, table: Table) -> Iterator[pl.DataFrame]:
    """A table's rows in parts. A file that was written once numbers its rows from 0 on without a gap."""
    pattern, returned = _everything(table)
    connection = ladybug.Connection(database)
    count = int(_frame(connection, f"{pattern} RETURN count(*) AS n", {}).item())
    if count <= SLICE:
        yield _frame(connection, f"{pattern} RETURN {returned}", {})
        return
    text = f"{pattern} WHERE offset(id(x)) >= $low AND offset(id(x)) < $high RETURN {returned}"
    for start in range(0, count, SLICE):
        connection.close()
        connection = ladybug.Connection(database)
        yield _frame(connection, text, {"low": start, "high": start + SLICE})
    connection.close()


def _frame(connection: ladybug.Connection, text: str, parameters: Mapping[str, Parameter]) -> pl.DataFrame:
    """The answer of a text. `query_as_arrow` would take half as long, but Ladybug 0.22 loses nulls there."""
    import polars as pl

    result = connection.execute(text, dict(parameters))
    assert isinstance(result, ladybug.QueryResult)
    frame = pl.from_arrow(result.get_as_arrow(1 << 20))
    result.close()
    assert isinstance(frame, pl.DataFrame)
    return frame


def _everything(table: Table) -> tuple[str, str]:
    """What finds the rows of a table, and what is returned of each."""
    names = [column.name for column in table.columns]
    if not table.ends:
        return f"MATCH (x:`{table.name}`)", ", ".join(f"x.`{name}`" for name in names)
    own = "".join(f", x.`{name}`" for name in names if name not in ("from", "to", "id"))
    start, end = table.ends
    return f"MATCH (a:`{start}`)-[x:`{table.type.name}`]->(b:`{end}`)", f"x.id, a.id, b.id{own}"


QUERIES = 16
"""Queries that one connection runs. Ladybug 0.22 keeps some of each query's memory until its connection
closes: 88 rules' queries on one filled a buffer of 1 GB (seen on 140,000 nodes), and a new one costs 6 ms.
"""

QUICK = 0.02
"""Seconds in which a question of a point is answered. Such ones leave nothing behind (seen: 6,000 in a row),
and a new connection plans each anew, for more than the answer costs: they count a sixteenth.
"""


TIME_LIMIT = 60.0
"""Seconds that a query may take."""


class LadybugStore:
    """An opened snapshot. Connections are lent, one to each query that runs, since a connection runs one
    query at a time.
    """

    def __init__(self, path: Path, snapshot: str, memory: int, *, time_limit: float = TIME_LIMIT) -> None:
        try:
            database = ladybug.Database(
                str(path), buffer_pool_size=memory, max_db_size=ADDRESSES, read_only=True
            )
        except RuntimeError as error:
            raise WorkspaceDamaged(file=str(path), problem=str(error)) from error
        self.path = path
        self._hold(database, snapshot, time_limit)

    def _hold(self, database: ladybug.Database, snapshot: str, time_limit: float) -> None:
        self._database = database
        self._snapshot = snapshot
        self._time_limit = time_limit
        self._idle: list[tuple[ladybug.Connection, float]] = []
        self._lock = threading.Lock()

    @property
    def snapshot(self) -> str:
        """Hash of the snapshot."""
        return self._snapshot

    def run(self, query: Query, parameters: Mapping[str, Parameter]) -> Answer:
        """Run a query of the catalogue. See `ports.Store.run`."""
        try:
            return self._run(query, parameters)
        except RuntimeError as error:
            if "Buffer manager" not in str(error):
                raise self._failed(query, error) from error
        # What earlier queries have left in the buffer goes with their connections.
        self._close_idle()
        try:
            return self._run(query, parameters)
        except RuntimeError as error:
            raise self._failed(query, error) from error

    def _failed(self, query: Query, error: RuntimeError) -> StoreError:
        if "Interrupted" in str(error):
            return QueryTooSlow(query=query.name)
        return QueryFailed(query=query.name, problem=str(error))

    def _run(self, query: Query, parameters: Mapping[str, Parameter]) -> Answer:
        with self._lent() as connection:
            result = connection.execute(query.text, dict(parameters))
            assert isinstance(result, ladybug.QueryResult)
            rows.check_names(query, result.get_column_names())
            # Room for a whole chunk is made ahead: for a million rows it costs more than a point question.
            table = result.get_as_arrow(min(max(result.get_num_tuples(), 1), 1 << 20))
            result.close()
        return Answer(tuple(query.columns), rows.from_arrow(query, table))

    @contextmanager
    def _lent(self) -> Iterator[ladybug.Connection]:
        """A connection for one query, a new one from time to time.

        One thread a query: with more, Ladybug 0.22 now and then lets rows in that a filter on a link forbids
        (seen: 1 answer in 7 wrong; never with one). Requests still run side by side.
        """
        with self._lock:
            connection, asked = self._idle.pop() if self._idle else (None, 0.0)
        if connection is None:
            connection = ladybug.Connection(self._database, num_threads=1)
        begun = time.monotonic()
        try:
            with within(self._time_limit, connection.interrupt):
                yield connection
        except BaseException:
            connection.close()
            raise
        asked += 1 if time.monotonic() - begun > QUICK else 1 / 16
        if asked >= QUERIES:
            connection.close()
            return
        with self._lock:
            self._idle.append((connection, asked))

    def _close_idle(self) -> None:
        with self._lock:
            idle, self._idle = self._idle, []
        for connection, _ in idle:
            connection.close()

    def together(self, asked: Sequence[Asked]) -> AbstractContextManager[Store]:
        """See `ports.Store.together`: nothing is shared here."""
        return nullcontext(self)

    def close(self) -> None:
        """Give the file back. Its connections first: the engine keeps a graph's memory while one is open."""
        self._close_idle()
        self._database.close()


class InMemory(LadybugStore):
    """A graph without a file, for facts that live as long as a few questions: a case, an evidence."""

    def __init__(self, facts: Mapping[str, pl.DataFrame], schema: Schema, memory: int = 1 << 28) -> None:
        # Each database reserves address space up to its largest size, and of the default, 8 TB, a process has
        # room for 15 only.
        database = ladybug.Database(":memory:", buffer_pool_size=memory, max_db_size=1 << 30)
        self._hold(database, "memory", TIME_LIMIT)
        connection = ladybug.Connection(database)
        for statement in ddl(schema):
            connection.execute(statement)
        for table in schema.tables:
            if facts[table.name].height:
                _copy(connection, table, facts[table.name])
        connection.close()
