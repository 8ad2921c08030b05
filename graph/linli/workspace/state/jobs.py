"""Jobs: long work that a server does, in `state.sqlite`, so that every worker sees them and a restart loses
none in silence.

A job is queued, then taken by one worker, which says every moment that it is still at it. One that nobody
has heard of for a while is lost: its worker died. A job names areas, days, packs and numbers; no person
ever.
"""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Literal

State = Literal["queued", "running", "done", "failed", "cancelled", "lost"]
FINAL: tuple[State, ...] = ("done", "failed", "cancelled", "lost")

SILENT = 20.0
"""Seconds without a word after which a running job is lost."""

KEPT = 500
"""Jobs that are over and still told of; older ones go."""

_COLUMNS = (
    "j.id, j.kind, j.given, j.who, coalesce(s.name, ''), j.state, j.stage, j.done, j.total, j.result, "
    "j.error, j.at, j.started, j.ended, j.beat, j.stop"
)
_FROM = f"SELECT {_COLUMNS} FROM jobs j LEFT JOIN subjects s ON s.id = j.who"


@dataclass(frozen=True)
class Job:
    """A job.

    kind      build, audit, compare
    given     what it was asked with
    who       identifier of the user who asked; called: what they are called, "" where that was erased
    state     see State; stage: what it is at; done of total: how far, 0 where nobody can tell
    result    what came of it, where it is done
    error     code and values of the error, where it failed; a code of "" for one that nobody foresaw
    at, started, ended, beat   seconds of the epoch; None where it has not come to that
    stop      whether somebody wants it to stop
    """

    id: str
    kind: str
    given: Mapping[str, Any]
    who: str
    called: str
    state: State
    stage: str
    done: int
    total: int
    result: Mapping[str, Any] | None
    error: tuple[str, Mapping[str, Any]] | None
    at: float
    started: float | None
    ended: float | None
    beat: float | None
    stop: bool

    @property
    def over(self) -> bool:
        """Whether nothing more will come of it."""
        return self.state in FINAL


def add(
    connection: sqlite3.Connection, identity: str, kind: str, given: Mapping[str, Any], who: str, now: float
) -> None:
    """Queue a job."""
    connection.execute(
        "INSERT INTO jobs VALUES (?, ?, ?, ?, 'queued', '', 0, 0, NULL, NULL, ?, NULL, NULL, NULL, '', 0)",
        (identity, kind, _plain(given), who, now),
    )
    connection.execute(
        "DELETE FROM jobs WHERE ended IS NOT NULL AND id NOT IN "
        "(SELECT id FROM jobs WHERE ended IS NOT NULL ORDER BY ended DESC LIMIT ?)",
        (KEPT,),
    )


def same(
    connection: sqlite3.Connection, kind: str, given: Mapping[str, Any], running: bool, now: float
) -> str | None:
    """A job of the same kind, asked with the same, that waits; with `running`, or is under way."""
    states = ("queued", "running") if running else ("queued", "queued")
    row = connection.execute(
        "SELECT id FROM jobs WHERE kind = ? AND given = ? AND stop = 0 AND (state = ? OR (state = ? AND "
        "(state = 'queued' OR beat > ?))) ORDER BY at LIMIT 1",
        (kind, _plain(given), *states, now - SILENT),
    ).fetchone()
    return str(row[0]) if row else None


def waiting(connection: sqlite3.Connection) -> int:
    """How many are queued."""
    return int(connection.execute("SELECT count(*) FROM jobs WHERE state = 'queued'").fetchone()[0])


def find(connection: sqlite3.Connection, identity: str, now: float) -> Job | None:
    """A job; None where there is none of the identifier."""
    row = connection.execute(f"{_FROM} WHERE j.id = ?", (identity,)).fetchone()
    return _job(row, now) if row else None


def every(connection: sqlite3.Connection, now: float) -> list[Job]:
    """All jobs, the newest first."""
    return [_job(row, now) for row in connection.execute(f"{_FROM} ORDER BY j.at DESC, j.id")]


def claim(connection: sqlite3.Connection, worker: str, alone: tuple[str, ...], now: float) -> Job | None:
    """Take the oldest queued job; None where there is none to take. Those that are lost are marked so.

    Parameters: `worker`, who takes it; `alone`, kinds of which one is under way at a time, whoever does it.
    """
    connection.execute(
        "UPDATE jobs SET state = 'lost', ended = ? WHERE state = 'running' AND beat <= ?", (now, now - SILENT)
    )
    busy = {kind for (kind,) in connection.execute("SELECT kind FROM jobs WHERE state = 'running'")}
    held = [kind for kind in alone if kind in busy]
    marks = ", ".join("?" * len(held))
    row = connection.execute(
        f"SELECT id FROM jobs WHERE state = 'queued' AND kind NOT IN ({marks}) ORDER BY at, id LIMIT 1", held
    ).fetchone()
    if row is None:
        return None
    connection.execute(
        "UPDATE jobs SET state = 'running', started = ?, beat = ?, worker = ? WHERE id = ?",
        (now, now, worker, row[0]),
    )
    return find(connection, str(row[0]), now)


def tell(
    connection: sqlite3.Connection, identity: str, worker: str, stage: tuple[str, int, int], now: float
) -> bool:
    """Say how far a job is and that its worker is alive. Returns whether it is to stop, or is another's
    now.
    """
    connection.execute(
        "UPDATE jobs SET stage = ?, done = ?, total = ?, beat = ?, state = 'running', ended = NULL "
        "WHERE id = ? AND worker = ? AND state IN ('running', 'lost')",
        (*stage, now, identity, worker),
    )
    row = connection.execute("SELECT stop, worker FROM jobs WHERE id = ?", (identity,)).fetchone()
    return row is None or bool(row[0]) or row[1] != worker


def finish(
    connection: sqlite3.Connection,
    identity: str,
    worker: str,
    state: State,
    result: Mapping[str, Any] | None,
    error: tuple[str, Mapping[str, Any]] | None,
    now: float,
) -> None:
    """Say what came of a job that this worker has. One that goes back to the queue begins anew."""
    again = state == "queued"
    connection.execute(
        "UPDATE jobs SET state = ?, result = ?, error = ?, ended = ?, started = CASE WHEN ? THEN NULL ELSE "
        "started END, worker = CASE WHEN ? THEN '' ELSE worker END WHERE id = ? AND worker = ?",
        (
            state,
            None if result is None else _plain(result),
            None if error is None else _plain(list(error)),
            None if again else now,
            again,
            again,
            identity,
            worker,
        ),
    )


def cancel(connection: sqlite3.Connection, identity: str, now: float) -> None:
    """Want a job stopped: a queued one is over at once, a running one as soon as its worker looks."""
    connection.execute(
        "UPDATE jobs SET state = 'cancelled', ended = ?, stop = 1 WHERE id = ? AND state = 'queued'",
        (now, identity),
    )
    connection.execute("UPDATE jobs SET stop = 1 WHERE id = ? AND state = 'running'", (identity,))


def _job(row: tuple[Any, ...], now: float) -> Job:
    (identity, kind, given, who, called, state, stage, done, total, result, error, *times, stop) = row
    at, started, ended, beat = times
    if state == "running" and beat is not None and beat <= now - SILENT:
        state, ended = "lost", beat
    told = json.loads(error) if error else None
    return Job(
        identity,
        kind,
        json.loads(given),
        who,
        called,
        state,
        stage,
        done,
        total,
        json.loads(result) if result else None,
        (told[0], told[1]) if told else None,
        at,
        started,
        ended,
        beat,
        bool(stop),
    )


def _plain(data: object) -> str:
    return json.dumps(data, ensure_ascii=False, sort_keys=True, default=str)
