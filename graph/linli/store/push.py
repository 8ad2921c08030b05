"""Push a snapshot's facts to a Neo4j server: what changed since the last push is written, what is gone is
removed.

Few changes go in one transaction, so that a reader never sees half. Many go in batches, each a transaction
that also says how far the push came; meanwhile readers are told that the database is loading. A push that
was broken off goes on where it stopped when the same target is pushed again, and is set right by comparing
ids where another is.
"""

from __future__ import annotations

import datetime as dt
import hashlib
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, LiteralString, TypeVar

import polars as pl

from linli.errors import BuildMismatch, StoreForeign
from linli.model.schema import Schema, Table
from linli.model.schema import load as load_schema
from linli.store import changes, neo4j_ddl
from linli.store import neo4j_connection as connection
from linli.store import neo4j_meta as meta
from linli.store import neo4j_statements as statements
from linli.store.changes import Change, Facts
from linli.store.neo4j_meta import Meta, Names

if TYPE_CHECKING:
    from neo4j import Driver, ManagedTransaction

    from linli.store.credentials import Credentials

ONE_TRANSACTION = 50_000
BATCH = 10_000
MARK_MILLISECONDS = 60_000

T = TypeVar("T")
Progress = Callable[[str, int, int], None]
Previous = Callable[[str], Facts | None]


@dataclass(frozen=True)
class Count:
    """How many elements of a table a push wrote, and how many it removed."""

    written: int
    removed: int


@dataclass(frozen=True)
class Pushed:
    """What a push did: counts by table (those without changes left out), and whether readers saw it as one
    step.
    """

    counts: dict[str, Count]
    one_transaction: bool

    @property
    def written(self) -> int:
        """Elements written in all."""
        return sum(count.written for count in self.counts.values())

    @property
    def removed(self) -> int:
        """Elements removed in all; a link whose ends moved is removed and written."""
        return sum(count.removed for count in self.counts.values())


@dataclass(frozen=True)
class Rows:
    """Rows as the statement that writes them wants them: dates are places in `dates`."""

    rows: list[tuple[object, ...]]
    dates: list[dt.date]

    def __len__(self) -> int:
        return len(self.rows)

    @classmethod
    def of(cls, frame: pl.DataFrame) -> Rows:
        """Rows of a frame."""
        columns = [name for name, kind in frame.schema.items() if kind == pl.Date]
        if not columns:
            return cls(frame.rows(), [])
        days = pl.concat([frame[name] for name in columns]).drop_nulls().unique().sort()
        places = pl.int_range(len(days), dtype=pl.Int64, eager=True)
        coded = frame.with_columns(pl.col(columns).replace_strict(days, places, default=None))
        return cls(coded.rows(), days.to_list())


@dataclass(frozen=True)
class Plan:
    """All changes of a push, in order, cut into batches. `identity` is the same for the same work; `fresh`:
    nothing of it is on the server yet.
    """

    changes: tuple[Change, ...]
    batch: int
    identity: str
    fresh: bool = False

    def __len__(self) -> int:
        return sum(len(change) for change in self.changes)

    def removals(self) -> Iterator[tuple[Table, list[str]]]:
        """Batches of ids to remove: links before the nodes they hang on."""
        for change in reversed(self.changes):
            for start in range(0, len(change.removed), self.batch):
                yield change.table, change.removed.slice(start, self.batch).to_list()

    def writes(self) -> Iterator[tuple[Table, Rows]]:
        """Batches of rows to write: nodes before the links between them."""
        for change in self.changes:
            for part in change.written.iter_slices(self.batch):
                yield change.table, Rows.of(part)


def push(  # noqa: PLR0913 - what it needs, each with a name
    address: str,
    credentials: Credentials,
    *,
    workspace: str,
    snapshot: str,
    day: dt.date,
    facts: Facts,
    previous: Previous,
    names: Names,
    progress: Progress,
    database: str | None = None,
    one_transaction: int = ONE_TRANSACTION,
    batch: int = BATCH,
) -> Pushed:
    """Make the graph on a server that of a snapshot.

    Parameters: `workspace`, its identity; `snapshot`, the hash of `facts`; `day`, the newest
    ledger's date, which questions are about; `facts`, frames by table name with exactly the table's columns;
    `previous`, gives the facts of an older snapshot, or None where they are not kept; `names`, how personal
    columns are written; `progress`, told of each batch: table, changes done, changes in all; `database`, or
    None for the user's home database; `one_transaction`, up to how many changes are one transaction; `batch`,
    rows sent at once.
    Returns what was done.
    Raises StoreForeign where the database holds another workspace or anything else, StoreMoving where
    another push came between, BuildMismatch where a link's end is not there, and StoreAddress,
    StoreUnreachable, StoreRefused, QueryFailed.
    """
    schema = load_schema()
    changes.check_ends(schema, facts)
    driver = connection.connect(address, credentials)
    with driver:
        connection.greet(driver, address)
        server = _Server(driver, address, database)
        found = server.claim(workspace, schema)
        if found.state == "ready" and (found.snapshot, found.names) == (snapshot, names):
            return Pushed({}, one_transaction=True)
        push_ = _Push(server, schema, snapshot, day, facts, names, progress, batch, one_transaction)
        before = _known(schema, found, previous)
        try:
            return push_.run(found, before)
        except BuildMismatch:
            # Somebody took nodes away, so what the last snapshot says is not what stands there.
            if before is None:
                raise
            return push_.run(server.claimed(workspace), None)


def _known(schema: Schema, found: Meta, previous: Previous) -> Facts | None:
    """The facts that stand on the server, or None where nobody can say."""
    if found.snapshot == "":
        return {}
    before = previous(found.snapshot)
    if before is None:
        return None
    tables = {table.name: table for table in schema.tables}
    for name, frame in before.items():
        # A snapshot of an older schema: what it calls its columns is not what is compared today.
        if name not in tables or frame.columns != [column.name for column in tables[name].columns]:
            return None
    return before


class _Server:
    """The database that is pushed to."""

    def __init__(self, driver: Driver, address: str, database: str | None) -> None:
        self.driver = driver
        self.address = address
        self.database = database

    def write(self, what: str, work: Callable[[ManagedTransaction], T]) -> T:
        """Run `work` in one transaction of the leader, which alone is sure to know what was just
        written; again where the server asks for it.
        """
        with connection.session(self.driver, self.address, self.database, write=True, what=what) as session:
            return session.execute_write(work)

    def claim(self, workspace: str, schema: Schema) -> Meta:
        """Make the database ready for pushes of a workspace.

        Returns what it says about itself. Raises StoreForeign where it holds anything but this workspace's
        graph.
        """
        found = self.write("claim", meta.read)
        if found is None and self.write("claim", lambda t: t.run(meta.COUNT).single(strict=True)["nodes"]):
            raise StoreForeign(address=self.address, ours=workspace, theirs="?")
        self._check(found, workspace)
        self.prepare(neo4j_ddl.of_nodes(schema))
        if found is None:
            self.write("claim", lambda t: t.run(meta.CLAIM, workspace=workspace).consume())
        return self.claimed(workspace)

    def claimed(self, workspace: str) -> Meta:
        """What a database that was claimed says about itself. Raises StoreForeign."""
        found = self.write("claim", meta.read)
        self._check(found, workspace)
        if found is None:
            raise StoreForeign(address=self.address, ours=workspace, theirs="?")
        return found

    def _check(self, found: Meta | None, workspace: str) -> None:
        if found is not None and found.workspace != workspace:
            raise StoreForeign(address=self.address, ours=workspace, theirs=found.workspace)

    def prepare(self, wanted: Mapping[str, LiteralString]) -> None:
        """Make the constraints and indexes that are missing, and wait for them."""
        there = set(self.write("prepare", lambda t: t.run(neo4j_ddl.NAMES).value()))
        missing = [text for name, text in wanted.items() if name not in there]
        if not missing:
            return
        # All in one transaction: each in its own waits for the disk.
        self.write("prepare", lambda t: [t.run(text).consume() for text in missing])
        self.write("prepare", _Statement(neo4j_ddl.AWAIT))

    def mark(self, text: LiteralString) -> None:
        """Raise or lower the mark, in a transaction of its own."""
        self.write("mark", lambda t: t.run(text, milliseconds=MARK_MILLISECONDS).consume())


@dataclass(frozen=True)
class _Statement:
    """Work that is one statement without an answer."""

    text: LiteralString

    def __call__(self, transaction: ManagedTransaction) -> None:
        transaction.run(self.text).consume()


@dataclass(frozen=True)
class _Push:
    """One push: its target, and how it is done."""

    server: _Server
    schema: Schema
    snapshot: str
    day: dt.date
    facts: Facts
    names: Names
    progress: Progress
    batch: int
    one_transaction: int

    def run(self, found: Meta, before: Facts | None) -> Pushed:
        """Push onto what was `found`, where `before` stands (None: nobody can say)."""
        plan = self._difference(found, before) if before is not None else self._replacement()
        resumed = found.state == "loading" and found.plan == plan.identity
        if found.state == "loading" and not resumed and before is not None:
            # Another push was broken off here: this is neither the last snapshot nor its target.
            plan = self._replacement()
            resumed = found.plan == plan.identity
        at_once = not resumed and len(plan) <= self.one_transaction
        if at_once or not plan.fresh:
            self._prepare_links()
        if at_once:
            self._at_once(found, plan)
            return Pushed(_counts(plan), one_transaction=True)
        self._in_batches(found, plan, (found.done or 0) if resumed else 0)
        return Pushed(_counts(plan), one_transaction=False)

    def _prepare_links(self) -> None:
        self.server.prepare(neo4j_ddl.of_links(self.schema))

    def _difference(self, found: Meta, before: Facts) -> Plan:
        parts = []
        for table in self.schema.tables:
            old = before.get(table.name)
            shown = None if old is None else changes.presented(table, old, found.names)
            parts.append(changes.between(table, shown, self._target(table)))
        return self._plan(parts, f"since {found.snapshot} {found.names}", fresh=not before)

    def _replacement(self) -> Plan:
        there = {table.name: self._there(table) for table in self.schema.tables}
        parts = [
            changes.replacing(table, there[table.name], self._target(table)) for table in self.schema.tables
        ]
        return self._plan(parts, "whole")

    def _plan(self, parts: list[Change], kind: str, *, fresh: bool = False) -> Plan:
        rows = sum(len(change.written) for change in parts)
        identity = "\x1f".join([kind, self.snapshot, self.names, str(self.batch), str(rows)])
        digest = hashlib.blake2b(identity.encode(), digest_size=16).hexdigest()
        return Plan(tuple(parts), self.batch, digest, fresh)

    def _target(self, table: Table) -> pl.DataFrame:
        frame = self.facts.get(table.name, changes.empty(table))
        return changes.presented(table, frame.select([column.name for column in table.columns]), self.names)

    def _there(self, table: Table) -> pl.DataFrame:
        """Ids (and ends) of a table's elements on the server."""
        text = statements.identities(table)
        rows = self.server.write(table.name, lambda t: t.run(text).values())
        columns = ["id", "from", "to"] if table.ends else ["id"]
        return pl.DataFrame(rows, schema=dict.fromkeys(columns, pl.String), orient="row")

    def _at_once(self, found: Meta, plan: Plan) -> None:
        def work(transaction: ManagedTransaction) -> None:
            meta.hold(transaction, "replace", self.server.address, turn=found.turn, **self._about())
            done = 0
            for table, ids in plan.removals():
                done += _remove(transaction, table, ids)
                self.progress(table.name, done, len(plan))
            for table, rows in plan.writes():
                done += _write(transaction, table, rows, plan.fresh)
                self.progress(table.name, done, len(plan))
            # The last thing before the commit, so that readers wait for that alone.
            self.server.mark(meta.RAISE_MARK)

        self.server.write("push", work)
        # Not after an error: a commit whose answer was lost may still be going on.
        self.server.mark(meta.LOWER_MARK)

    def _in_batches(self, found: Meta, plan: Plan, finished: int) -> None:
        address, turn = self.server.address, found.turn + 1
        begin = {"turn": found.turn, "target": self.snapshot, "plan": plan.identity, "done": finished}
        self.server.write("push", lambda t: meta.hold(t, "begin", address, **begin))
        done = 0
        for table, ids in plan.removals():
            if finished == 0:
                self.server.write(table.name, _Batch(address, turn, 0, table, ids=ids))
            done += len(ids)
            self.progress(table.name, done, len(plan))
        for number, (table, rows) in enumerate(plan.writes(), start=1):
            if number > finished:
                self.server.write(
                    table.name, _Batch(address, turn, number, table, rows=rows, fresh=plan.fresh)
                )
            done += len(rows)
            self.progress(table.name, done, len(plan))
        self._prepare_links()
        about = self._about()
        self.server.write("push", lambda t: meta.hold(t, "replace", address, turn=turn, **about))

    def _about(self) -> dict[str, object]:
        """What the database says about itself when the push is done."""
        tops = changes.tops(self.facts)
        return {"target": self.snapshot, "names": self.names, "day": self.day, "tops": tops}


@dataclass(frozen=True)
class _Batch:
    """The work of one batch: its changes, and in the same transaction how far the push came."""

    address: str
    turn: int
    done: int
    table: Table
    ids: list[str] | None = None
    rows: Rows | None = None
    fresh: bool = False

    def __call__(self, transaction: ManagedTransaction) -> None:
        before = meta.hold(transaction, "step", self.address, turn=self.turn, done=self.done)
        if self.ids is not None:
            _remove(transaction, self.table, self.ids)
        # The driver tries again where the answer to a commit was lost, and then the rows may be there.
        if self.rows is not None and before != self.done:
            _write(transaction, self.table, self.rows, self.fresh)


def _remove(transaction: ManagedTransaction, table: Table, ids: list[str]) -> int:
    transaction.run(statements.remove(table), ids=ids).consume()
    return len(ids)


def _write(transaction: ManagedTransaction, table: Table, rows: Rows, fresh: bool) -> int:
    statement = statements.create(table) if fresh else statements.write(table)
    result = transaction.run(statement, rows=rows.rows, dates=rows.dates)
    done = result.single(strict=True)["done"]
    if done != len(rows):
        raise BuildMismatch(table=table.name, wanted=len(rows), found=done)
    return len(rows)


def _counts(plan: Plan) -> dict[str, Count]:
    return {c.table.name: Count(len(c.written), len(c.removed)) for c in plan.changes if len(c)}
