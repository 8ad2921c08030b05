"""Jobs of a workspace that is served: asked for, taken by a worker, told of, called off.

Every method is one look or one writing, so any number of workers share a workspace.
"""

from __future__ import annotations

import datetime as dt
import secrets
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any

from linli.errors import JobUnknown, LinliError, Said, TooOften
from linli.services.job_kinds import KINDS
from linli.workspace.layout import open_layout
from linli.workspace.state import access, jobs
from linli.workspace.state.access import Fresh
from linli.workspace.state.handles import Handles
from linli.workspace.state.jobs import Job, State

QUEUE = 50
"""Jobs that may wait at a time."""

ALONE = tuple(name for name, kind in KINDS.items() if kind.alone)


class Jobs:
    """The jobs of a workspace folder. Safe to share between threads; close it."""

    def __init__(self, workspace: Path) -> None:
        self.workspace = workspace
        self._handles = Handles(open_layout(workspace))

    def close(self) -> None:
        """Give everything back."""
        self._handles.close()

    def ask(self, kind: str, given: Mapping[str, Any], who: tuple[str, str], now: dt.datetime) -> Job:
        """Ask for a job. One that waits and was asked with the same is that job.

        Parameters: `kind`, of KINDS; `given`; `who`, identifier and name of the user; `now`.
        Raises TooOften where too many wait.
        """
        at = now.timestamp()
        # What a day's snapshot is built from is settled, and a comparison names its snapshot: one that is
        # under way is the same too. A build of all that is there now may have begun before the last ledger.
        settled = kind == "compare" or (kind == "build" and bool(given.get("known_on")))
        with self._handles.writing() as connection:
            identity = jobs.same(connection, kind, given, settled, at)
            if identity is None:
                if jobs.waiting(connection) >= QUEUE:
                    raise TooOften(seconds=60)
                identity = f"j{secrets.token_hex(8)}"
                jobs.add(connection, identity, kind, given, who[0], at)
                entry = Fresh(who[0], who[1], "change", f"job.{kind}", tuple(given.get("areas") or ()))
                access.append(connection, entry, now)
            found = jobs.find(connection, identity, at)
        assert found
        return found

    def find(self, identity: str, now: float) -> Job:
        """A job. Raises JobUnknown."""
        found = None
        if self._handles.there:
            with self._handles.reading() as connection:
                found = jobs.find(connection, identity, now)
        if found is None:
            raise JobUnknown(job=identity)
        return found

    def every(self, now: float) -> list[Job]:
        """All jobs, the newest first."""
        if not self._handles.there:
            return []
        with self._handles.reading() as connection:
            return jobs.every(connection, now)

    def claim(self, worker: str, now: float) -> Job | None:
        """Take the oldest job that may begin now; None where there is none."""
        if not self._handles.there:
            return None
        with self._handles.reading() as connection:
            if not jobs.waiting(connection):
                return None
        with self._handles.writing() as connection:
            return jobs.claim(connection, worker, ALONE, now)

    def tell(self, job: str, worker: str, stage: tuple[str, int, int], now: float) -> bool:
        """Say how far a job is. Returns whether it is to stop."""
        with self._handles.writing() as connection:
            return jobs.tell(connection, job, worker, stage, now)

    def finish(
        self,
        job: str,
        worker: str,
        state: State,
        now: float,
        result: Mapping[str, Any] | None = None,
        error: LinliError | None = None,
    ) -> None:
        """Say what came of a job: done with its result, failed with an error (None for one that nobody
        foresaw), cancelled; or queued, to be begun anew by another worker.
        """
        told = (error.code, _plain(error.where)) if error else ("", {}) if state == "failed" else None
        with self._handles.writing() as connection:
            jobs.finish(connection, job, worker, state, result, told, now)

    def cancel(self, identity: str, now: float) -> Job:
        """Call a job off: at once where it waits, else at its next step. One that is over stays as it is.

        Raises JobUnknown.
        """
        self.find(identity, now)
        with self._handles.writing() as connection:
            jobs.cancel(connection, identity, now)
        return self.find(identity, now)


def error_of(job: Job) -> LinliError | None:
    """The error of a job that failed, as it was; nameless where nobody foresaw it. None where none is
    told.
    """
    if job.error is None:
        return None
    code, where = job.error
    known = {kind.code: kind for kind in _kinds(LinliError)}
    return known.get(code, LinliError)(**{name: _said(value) for name, value in where.items()})


def _plain(where: Mapping[str, object]) -> dict[str, Any]:
    """What an error names as plain data; a folder by its last part alone."""
    found: dict[str, Any] = {}
    for name, value in where.items():
        if isinstance(value, Said):
            found[name] = {"said": value.key, "values": dict(value.values)}
        elif isinstance(value, list | tuple):
            found[name] = [str(one) for one in value]
        else:
            found[name] = Path(str(value)).name if name in ("folder", "file") else str(value)
    return found


def _said(value: Any) -> object:
    return Said(value["said"], value["values"]) if isinstance(value, dict) else value


def _kinds(kind: type[LinliError]) -> Iterable[type[LinliError]]:
    yield kind
    for one in kind.__subclasses__():
        yield from _kinds(one)


__all__ = ["Job", "Jobs", "error_of"]
