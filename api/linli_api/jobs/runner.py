"""The thread of a worker that takes jobs and does them, one after another.

It looks at its job every moment: says that it is alive and how far it is, and learns whether somebody wants
it stopped. Work stops at its next step; a build that is stopped leaves nothing half done. A server that is
shut down puts its job back into the queue; one that is killed leaves a job of which nobody hears, and that
is told as lost.
"""

from __future__ import annotations

import datetime as dt
import os
import secrets
import threading
import time
from collections.abc import Callable
from dataclasses import dataclass, field

from linli.errors import LinliError
from linli.services.job_kinds import KINDS, Task
from linli.services.jobs import Job, Jobs
from linli_api.settings import Settings

TICK = 0.25
"""Seconds between two looks at the job under way."""

BEAT = 2.0
"""Seconds after which a worker says that it is alive, whether or not anything moved."""

IDLE = 1.0
"""Seconds between two looks at the queue: another worker, or a command, may have put something in."""

PATIENCE = 10.0
"""Seconds that a shut-down waits for the step under way."""


class Stopped(Exception):
    """Somebody wants the job stopped."""


@dataclass
class _Step:
    """How far the job under way is. Written by its own thread, read by the one that looks on."""

    stop: threading.Event = field(default_factory=threading.Event)
    stage: tuple[str, int, int] = ("", 0, 0)

    def __call__(self, stage: str, done: int = 0, total: int = 0) -> None:
        """The progress of the work. Raises Stopped."""
        if self.stop.is_set():
            raise Stopped
        self.stage = (stage, done, total)


class Runner:
    """Does the jobs of a workspace, in a thread of its own."""

    def __init__(self, settings: Settings, jobs: Jobs, done: Callable[[], None]) -> None:
        """Parameters: `done`, called after each job that was done: there may be another snapshot."""
        self._settings = settings
        self._jobs = jobs
        self._done = done
        self._worker = f"{os.getpid()}-{secrets.token_hex(4)}"
        self._closing = threading.Event()
        self._wake = threading.Event()
        self._thread: threading.Thread | None = None

    @property
    def closing(self) -> bool:
        """Whether the server is being shut down."""
        return self._closing.is_set()

    def start(self) -> None:
        """Begin to look for jobs."""
        self._thread = threading.Thread(target=self._loop, name="linli-jobs", daemon=True)
        self._thread.start()

    def wake(self) -> None:
        """There is a job."""
        self._wake.set()

    def close(self) -> None:
        """Stop. The job under way goes back into the queue where its step ends in time."""
        self._closing.set()
        self._wake.set()
        if self._thread:
            self._thread.join(PATIENCE)

    def _loop(self) -> None:
        while not self._closing.is_set():
            try:
                job = self._jobs.claim(self._worker, time.time())
            except LinliError:
                # The state is busy or out of reach for now; requests say so themselves.
                job = None
            if job is None:
                self._wake.wait(IDLE)
                self._wake.clear()
            else:
                self._do(job)

    def _do(self, job: Job) -> None:
        """Have a job done in a thread, and look on."""
        step = _Step()
        work = threading.Thread(target=self._work, args=(job, step), name=f"linli-{job.kind}", daemon=True)
        work.start()
        told, last = step.stage, time.monotonic()
        while work.is_alive():
            work.join(TICK)
            now = time.monotonic()
            if step.stage != told or now - last >= BEAT:
                told, last = step.stage, now
                if self._stops(job, told):
                    step.stop.set()
            if self._closing.is_set():
                step.stop.set()

    def _stops(self, job: Job, stage: tuple[str, int, int]) -> bool:
        try:
            return self._jobs.tell(job.id, self._worker, stage, time.time())
        except LinliError:
            return False

    def _work(self, job: Job, step: _Step) -> None:
        settings = self._settings
        now = dt.datetime.now().astimezone()
        task = Task(
            self._jobs.workspace, settings.store, settings.environment, job.given, job.called, now, step
        )
        told = False
        try:
            result = KINDS[job.kind].work(task)
            self._jobs.finish(job.id, self._worker, "done", time.time(), result)
            told = True
            self._done()
        except Stopped:
            state = "queued" if self._closing.is_set() else "cancelled"
            self._jobs.finish(
                job.id, self._worker, "queued" if state == "queued" else "cancelled", time.time()
            )
            told = True
        except LinliError as error:
            self._jobs.finish(job.id, self._worker, "failed", time.time(), error=error)
            told = True
        finally:
            if not told:
                # What nobody foresaw goes on to the log; the job says only that it failed.
                self._jobs.finish(job.id, self._worker, "failed", time.time())
