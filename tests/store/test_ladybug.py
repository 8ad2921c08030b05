"""The embedded engine gives the same right rows every time."""

from __future__ import annotations

import collections
import datetime as dt
from pathlib import Path

import linli
from tests.street import DAY, built, workspace


def test_an_answer_is_the_same_however_often_it_is_asked(tmp_path: Path) -> None:
    """Ladybug 0.22 with several threads let rows in that a filter forbids, once in seven times."""
    root = workspace(tmp_path)
    built(root)
    counts: collections.Counter[tuple[dt.date, int]] = collections.Counter()
    days = {DAY: 2, dt.date(2021, 6, 15): 1, dt.date(2030, 1, 1): 1, dt.date(2020, 1, 1): 0}
    for _ in range(4):
        with linli.open(root) as graph:
            for _ in range(50):
                for day in days:
                    counts[day, len(graph.ask("people/posts", name="张三", as_of=day))] += 1
    assert counts == dict.fromkeys(days.items(), 200)
