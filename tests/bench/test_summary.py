"""The table of a benchmark: ratios, bars, what a slow machine makes of seconds; two tables held together."""

from __future__ import annotations

import json
from dataclasses import asdict
from pathlib import Path

import building
import compare
import machine
import outcome
import pytest
import summary
from answers import Answer
from everything import Whole
from figures import Figure
from growth import Point
from machine import Spent

BIG = 20_000


@pytest.fixture
def kept(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Results of one run at twice the seconds of a quiet machine's loop."""
    monkeypatch.setattr(machine, "FOLDER", tmp_path)
    monkeypatch.setattr(machine, "ROOT", tmp_path)
    slow = 2 * machine.QUIET
    machine.keep(
        "run",
        BIG,
        [
            asdict(Figure(building.SNAPSHOT, 30, "s", slow, (28, 31), 20)),
            asdict(Figure(building.GRAPH, 10, "s", slow, bar=4)),
            asdict(Figure(building.EVERYTHING, 40, "s", slow)),
            asdict(Figure("people/several_bodies", 20, "ms", slow, peer="DuckDB", beside=10)),
        ],
    )
    total = outcome.Line("all rules", linli=Spent(3, 4, 2.5, 3.5), duck=Spent(4, 5, 4, 4), neo4j=60)
    one = outcome.Line("dual_entry", linli=Spent(1, 1, 1, 1), duck=Spent(1, 1, 1, 1), neo4j=60, base=9)
    ran = outcome.Outcome(BIG, 3, slow, total, Spent(1, 1, 1, 1), 0.1,
                          Spent(1, 1, 1, 1), Spent(1, 1, 1, 1), [one],
                          pushed=700, server={"coverage": 20})  # fmt: skip
    machine.keep("rules", BIG, asdict(ran))
    spent = Spent(2, 2, 1.9, 2.2)
    machine.keep("answers", BIG, [asdict(Answer("coverage", 9, slow, spent, Spent(1, 1, 1, 1), 50))])
    machine.keep("everything", BIG, asdict(Whole(slow, (39, 40, 41), (19, 20, 21), 5)))
    points = [Point("rules", size, size / 1000, machine.QUIET, 9) for size in (1_000, 10_000, summary.NATION)]
    machine.keep("growth", None, [asdict(one) for one in points])
    return tmp_path


def test_every_result_is_a_row_with_its_ratio_and_its_bar(kept: Path) -> None:
    found = {(one.measure, one.peer.split(" (")[0]): one for one in summary.rows()}

    def told(measure: str, peer: str = "") -> tuple[float | None, bool | None]:
        one = found[measure, peer]
        return one.ratio, one.held

    assert told(f"{building.SNAPSHOT}, 20,000") == (None, True)  # 15 s when quiet
    assert told(f"{building.GRAPH}, 20,000") == (None, False)
    assert told("people/several_bodies, 20,000", "DuckDB") == (2, None)
    assert told("all rules, 20,000", "DuckDB") == (0.75, True)
    assert told("1 rules one by one, the middle ratio, 20,000", "Neo4j, base links") == (9, False)
    assert told("coverage of every place, 20,000", "DuckDB") == (2, None)
    assert told("coverage of every place, 20,000", "networkx") == (25, None)
    assert told("coverage of every place, 20,000", "linli on Neo4j") == (10, None)
    assert told(f"{building.EVERYTHING}, 20,000", "DuckDB, from clean records") == (2, True)
    # Up to the facts 20 s, the push 700, the rules 60, coverage 20; linli's whole takes 40.
    assert told(f"{building.EVERYTHING}, 20,000", "Neo4j, derived links") == (20, True)
    assert told("growth of all rules of `base`, 1,000 to 500,000") == (None, True)
    assert told("nation: all rules of `base`") == (None, False)
    assert told("nation: all rules of `base`, memory") == (None, False)
    assert "15.00" in summary.show(summary.rows()) and "**missed**" in summary.section(summary.rows())


def test_two_tables_are_held_together_by_the_loop_and_by_the_peer(kept: Path) -> None:
    before = machine.keep("table", BIG, [asdict(one) for one in summary.rows()])
    quicker = json.loads(before.read_text(encoding="utf-8"))
    for one in quicker:
        if one["measure"] == "all rules, 20,000":
            one.update(value=one["value"] / 2, loop=one["loop"] / 4, ratio=one["ratio"] / 2)
    after = kept / "after.json"
    after.write_text(json.dumps(quicker[1:]), encoding="utf-8")
    lines = list(compare.lines(compare.rows(before), compare.rows(after)))
    assert lines[0].endswith("only before")
    (rules,) = (line for line in lines if line.startswith("all rules"))
    assert rules.split()[-2:] == ["2.00", "0.50"]
    assert all(line.split()[-1] == "1.00" for line in lines[1:] if not line.startswith("all rules"))
