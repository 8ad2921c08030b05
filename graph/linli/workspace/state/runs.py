"""Runs in `state.sqlite`: a row a run, a row a rule, and the findings of a rule as one compressed table.

The wording of a rule is kept once, however many runs it was used in. Runs that are laid by, and not kept
as audits, have numbers below 0, which no list tells and nobody asks by.
"""

from __future__ import annotations

import datetime as dt
import io
import json
import sqlite3
import zlib
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict, fields, replace
from typing import TYPE_CHECKING

from pydantic import TypeAdapter

from linli import errors
from linli.audit.engine import Totals
from linli.audit.run import Area, RuleRun, Run, Wording
from linli.errors import LinliError
from linli.model.vocabulary import Label

if TYPE_CHECKING:
    import polars as pl

ASIDE = 24
"""Runs that are laid by at a time: two a comparison."""

_WORDING = TypeAdapter(Wording)
_HEAD = "SELECT run, at, by, pack, label, pack_hash, areas, as_of, snapshot"
_COUNTS = {one.name for one in fields(Totals)}


def add(connection: sqlite3.Connection, run: Run, number: int | None = None) -> int:
    """Keep a run, in the transaction that is under way. Returns its number: the next, unless one is given."""
    head = (
        number,
        run.at.isoformat(timespec="microseconds"),
        run.by,
        run.pack,
        json.dumps([run.label.zh, run.label.en], ensure_ascii=False),
        run.pack_hash,
        json.dumps(run.areas),
        run.as_of.isoformat(),
        run.snapshot,
        _squeezed(run.place),
        _squeezed({code: [(a.code, a.name, a.level) for a in chain] for code, chain in run.chains.items()}),
    )
    cursor = connection.execute(
        "INSERT INTO runs(run, at, by, pack, label, pack_hash, areas, as_of, snapshot, places, chains) "
        "VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
        head,
    )
    number = int(cursor.lastrowid or 0)
    rules = run.rules.values()
    connection.executemany(
        "INSERT OR IGNORE INTO wordings VALUES (?, ?)",
        [(one.wording.digest, zlib.compress(_WORDING.dump_json(one.wording))) for one in rules],
    )
    connection.executemany(
        "INSERT INTO rule_runs VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)",
        [(number, place, *_rule(one)) for place, one in enumerate(rules)],
    )
    return number


def heads(connection: sqlite3.Connection) -> list[tuple[Run, int, int]]:
    """Every kept run without its rules, oldest first, each with how many findings and doubts it has."""
    rows = connection.execute(
        f"{_HEAD}, (SELECT coalesce(sum(findings), 0) FROM rule_runs r WHERE r.run = runs.run), "
        "(SELECT coalesce(sum(doubts), 0) FROM rule_runs r WHERE r.run = runs.run) FROM runs WHERE run > 0 "
        "ORDER BY run"
    )
    return [(_head(row[:9]), int(row[9]), int(row[10])) for row in rows]


def load(connection: sqlite3.Connection, number: int) -> Run | None:
    """A whole run; None where there is none of the number."""
    row = connection.execute(f"{_HEAD}, places, chains FROM runs WHERE run = ?", (number,)).fetchone()
    if row is None:
        return None
    chains = {code: tuple(Area(*area) for area in chain) for code, chain in _plain(row[10]).items()}
    rules = connection.execute(
        "SELECT r.rule, w.body, totals, error, rows "
        "FROM rule_runs r JOIN wordings w ON w.digest = r.wording WHERE r.run = ? ORDER BY place",
        (number,),
    )
    return replace(
        _head(row[:9]),
        rules={name: _ruled(*rest) for name, *rest in rules},
        place=_plain(row[9]),
        chains=chains,
    )


def lay_by(connection: sqlite3.Connection, key: str, run: Run) -> None:
    """Lay a run by, under a key in the place of who made it; the oldest of more than ASIDE go."""
    lowest = int(connection.execute("SELECT min(0, coalesce(min(run), 0)) FROM runs").fetchone()[0])
    add(connection, replace(run, by=key), lowest - 1)
    old = connection.execute("SELECT run FROM runs WHERE run < 0 ORDER BY run LIMIT -1 OFFSET ?", (ASIDE,))
    drop(connection, [int(row[0]) for row in old.fetchall()])


def laid_by(connection: sqlite3.Connection, key: str) -> Run | None:
    """The run that was laid by under a key, if it is still there."""
    row = connection.execute("SELECT min(run) FROM runs WHERE run < 0 AND by = ?", (key,)).fetchone()
    return None if row[0] is None else load(connection, int(row[0]))


def drop(connection: sqlite3.Connection, numbers: Sequence[int]) -> None:
    """Take runs out, and the wordings that no other run has."""
    connection.executemany("DELETE FROM runs WHERE run = ?", [(number,) for number in numbers])
    connection.execute("DELETE FROM wordings WHERE digest NOT IN (SELECT wording FROM rule_runs)")


def _rule(one: RuleRun) -> tuple[object, ...]:
    where = [one.error.code, one.error.where] if one.error else None
    return (
        one.wording.rule,
        one.wording.digest,
        json.dumps(asdict(one.totals)),
        one.count("fail"),
        one.count("unknown"),
        json.dumps(where, ensure_ascii=False, default=str) if where else None,
        _table(one.rows),
    )


def _table(rows: pl.DataFrame) -> bytes:
    """Rows as Parquet, which keeps their types."""
    if not rows.height:
        return b""
    file = io.BytesIO()
    rows.write_parquet(file, compression="zstd")
    return file.getvalue()


def _ruled(body: bytes, totals: str, error: str | None, rows: bytes) -> RuleRun:
    import polars as pl

    return RuleRun(
        _WORDING.validate_json(zlib.decompress(body)),
        # A later linli may count more; what it counts beyond ours is passed over.
        Totals(**{name: count for name, count in json.loads(totals).items() if name in _COUNTS}),
        pl.read_parquet(io.BytesIO(rows)) if rows else pl.DataFrame(),
        _error(*json.loads(error)) if error else None,
    )


def _head(row: Sequence[str]) -> Run:
    number, at, by, pack, label, pack_hash, areas, as_of, snapshot = row
    return Run(
        int(number),
        dt.datetime.fromisoformat(at),
        by,
        pack,
        Label(*json.loads(label)),
        pack_hash,
        tuple(json.loads(areas)),
        dt.date.fromisoformat(as_of),
        snapshot,
        {},
    )


def _error(code: str, where: Mapping[str, object]) -> LinliError:
    """An error of ours as it was, or as a nameless one where this linli does not know its code."""
    known = {kind.code: kind for kind in _kinds(LinliError)}
    return known.get(code, errors.LinliError)(**where)


def _kinds(kind: type[LinliError]) -> Iterable[type[LinliError]]:
    yield kind
    for one in kind.__subclasses__():
        yield from _kinds(one)


def _squeezed(plain: object) -> bytes:
    return zlib.compress(json.dumps(plain, ensure_ascii=False).encode())


def _plain(squeezed: bytes) -> dict[str, str]:
    read: dict[str, str] = json.loads(zlib.decompress(squeezed))
    return read
