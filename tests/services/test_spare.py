"""The small graph that waits between trials is one, and is closed where two come back."""

from __future__ import annotations

import sqlite3
from pathlib import Path

import polars as pl

from linli.errors import QueryFailed
from linli.model.schema import load as load_schema
from linli.services.spare import Spare
from linli.store.small import Small


def test_what_comes_back_waits_for_the_next() -> None:
    spare, schema = Spare(), load_schema()
    first, second = spare.take(schema), spare.take(schema)
    assert first is not second
    spare.give(first)
    spare.give(second)
    assert closed(second) and not closed(first)
    assert spare.take(schema) is first
    spare.give(first)
    spare.close()
    assert closed(first)


def test_facts_stay_read_until_another_snapshot_is_tried_on(tmp_path: Path) -> None:
    spare = Spare()
    first = spare.facts(tmp_path / "a")
    assert spare.facts(tmp_path / "a") is first
    assert spare.facts(tmp_path / "b") is not first
    assert first["Person"].height == 0


def test_what_was_found_of_a_snapshot_is_found_once_and_goes_with_it(tmp_path: Path) -> None:
    spare, asked = Spare(), list[str]()

    def found(name: str) -> dict[str, set[str]]:
        asked.append(name)
        return {"Person": {name}}

    first = spare.facts(tmp_path / "a")
    assert spare.once(first, "rule", lambda: found("x")) == spare.once(first, "rule", lambda: found("y"))
    assert spare.once(first, "other", lambda: found("z")) == {"Person": {"z"}}
    second = spare.facts(tmp_path / "b")
    assert spare.once(second, "rule", lambda: found("v")) == {"Person": {"v"}}
    assert spare.once(first, "rule", lambda: found("w")) == {"Person": {"w"}}, "no longer those tried on last"
    assert asked == ["x", "z", "v", "w"]


def closed(graph: Small) -> bool:
    """Whether a graph takes no more facts."""
    try:
        graph.fill({table.name: pl.DataFrame() for table in load_schema().tables})
    except QueryFailed as error:
        assert isinstance(error.__cause__, sqlite3.ProgrammingError)
        return True
    return False
