"""The hand-written SQL beside which questions of one thing are timed answers as linli does."""

from __future__ import annotations

import sys
from pathlib import Path

import polars as pl
import pytest

import linli
from linli.services.add import Handed, add
from linli.services.build import build
from linli.services.init import init
from tests.street import NOW, quiet

sys.path.insert(0, str(Path(__file__).parents[2] / "bench"))

import points
import province
from peers.lite import Lite

ASKED = 60


@pytest.fixture(scope="module")
def workspace(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("points")
    files = province.write(province.ledgers(120), folder / "ledgers")
    init(folder / "workspace")
    add(folder / "workspace", files, Handed(), NOW)
    build(folder / "workspace", quiet)
    return folder / "workspace"


def test_sqlite_answers_alike_and_a_difference_is_seen(workspace: Path, tmp_path: Path) -> None:
    snapshot = (workspace / "current").read_text(encoding="utf-8").strip()
    facts = workspace / "snapshots" / snapshot / "facts"
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
