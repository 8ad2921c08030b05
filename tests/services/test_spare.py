"""The small graph that waits between trials is one, and is closed where two come back."""

from __future__ import annotations

import sqlite3

import polars as pl
import pytest

from linli.model.schema import load as load_schema
from linli.services.ground import KINDS
from linli.services.spare import Spare
from linli.store.small import Small


@pytest.fixture(scope="module")
def nothing() -> dict[str, pl.DataFrame]:
    return {
        table.name: pl.DataFrame(schema={column.name: KINDS[column.kind] for column in table.columns})
        for table in load_schema().tables
    }


def test_what_comes_back_waits_for_the_next(nothing: dict[str, pl.DataFrame]) -> None:
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


def closed(graph: Small) -> bool:
    """Whether a graph takes no more facts."""
    try:
        graph.fill({table.name: pl.DataFrame() for table in load_schema().tables})
    except sqlite3.ProgrammingError:
        return True
    return False
