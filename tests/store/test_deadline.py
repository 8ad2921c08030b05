"""What takes too long is told to stop, and nothing else is."""

from __future__ import annotations

import threading
import time
import weakref
from pathlib import Path

import pytest

from linli.errors import QueryTooSlow
from linli.store.deadline import Deadlines
from linli.store.ladybug import LadybugStore
from linli.workspace import layout, snapshots
from tests.store.asking import COMPOUNDS, EVERYWHERE, query
from tests.street import built, workspace

LONG = 30.0
"""Seconds that nothing here takes."""


class Told:
    """Counts how often it was told to stop."""

    def __init__(self, wanted: int) -> None:
        self.times = 0
        self.enough = threading.Event()
        self._wanted = wanted

    def __call__(self) -> None:
        self.times += 1
        if self.times >= self._wanted:
            self.enough.set()


def test_what_does_not_stop_is_told_again_until_it_ends() -> None:
    told = Told(3)
    with Deadlines().within(0.01, told):
        assert told.enough.wait(LONG)


def test_after_its_end_nothing_is_told() -> None:
    deadlines, other = Deadlines(), Told(2)
    told = Told(1)
    with deadlines.within(0.01, told):
        assert told.enough.wait(LONG)
    before = told.times
    with deadlines.within(0.01, other):
        assert other.enough.wait(LONG)
    assert told.times == before


def test_one_that_is_quick_is_told_nothing() -> None:
    deadlines, quick, slow = Deadlines(), Told(1), Told(1)
    with deadlines.within(LONG, quick), deadlines.within(0.01, slow):
        assert slow.enough.wait(LONG)
    assert not quick.times


def test_a_short_limit_is_kept_while_a_long_one_is_waited_for() -> None:
    deadlines, begun = Deadlines(), time.monotonic()
    with deadlines.within(LONG, Told(1)):
        time.sleep(0.05)
        short = Told(1)
        with deadlines.within(0.01, short):
            assert short.enough.wait(LONG)
    assert time.monotonic() - begun < LONG


def test_what_has_ended_is_not_held() -> None:
    """A thread that still waits would keep a connection, and with it a graph's memory."""
    told = Told(1)
    gone = weakref.ref(told)
    with Deadlines().within(LONG, told):
        time.sleep(0.1)
    del told
    assert gone() is None


def test_its_thread_ends_and_starts_again() -> None:
    deadlines = Deadlines()
    for _ in range(3):
        told = Told(1)
        with deadlines.within(0.01, told):
            assert told.enough.wait(LONG)
        end = time.monotonic() + LONG
        while deadlines._wakes is not None and time.monotonic() < end:
            time.sleep(0.01)
        assert deadlines._wakes is None


def test_a_slow_question_of_the_embedded_engine_is_broken_off(tmp_path: Path) -> None:
    root = workspace(tmp_path)
    built(root)
    snapshot = snapshots.current(layout.open_layout(root))
    store = LadybugStore(snapshot.graph, snapshot.manifest.hash, 1 << 28, time_limit=0.3)
    slow = query("UNWIND range(1, 30000) AS a UNWIND range(1, 30000) AS b RETURN sum(a * b) AS n", n="count")
    with pytest.raises(QueryTooSlow):
        store.run(slow, EVERYWHERE)
    assert len(store.run(COMPOUNDS, {})) == 3
    store.close()
