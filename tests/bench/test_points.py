"""The hand-written SQL beside which questions of one thing are timed answers as linli does."""

from __future__ import annotations

from pathlib import Path

import points
import polars as pl
import pytest
from peers.lite import Lite

import linli

ASKED = 60


def test_sqlite_answers_alike_and_a_difference_is_seen(workspace: Path, facts: Path, tmp_path: Path) -> None:
    with linli.open(workspace) as graph:
        lite = Lite(tmp_path / "points.sqlite", facts, graph.day, graph.areas(None))
        for name, parameter, node, column, sql in points.QUESTIONS:
            if sql:
                drawn = points.drawn_from(facts / f"{node}.parquet", column, ASKED)
                assert points.compared(graph, lite, (name, parameter, sql), drawn) > ASKED / 2, name
        held = pl.read_parquet(facts / "HOLDS.Person.Post.parquet")
        lite.connection.execute('UPDATE "HOLDS.Person.Post" SET "to_max" = \'1900-01-01\'')
        with pytest.raises(points.Different):
            points.compared(graph, lite, ("people/held", "person", "held"), held["from"].to_list())
        lite.close()
