"""The peers beside which coverage and breaks are timed answer as linli does, and a difference is seen."""

from __future__ import annotations

from pathlib import Path

import answers
import pytest
from asked import Different
from peers.duck import Duck

import linli


@pytest.mark.parametrize("name", answers.COLUMNS)
def test_duckdb_and_networkx_answer_alike(workspace: Path, facts: Path, name: str) -> None:
    with linli.open(workspace) as graph:
        mine = answers.ours(graph)[name]()
        duck = Duck(facts)
        assert answers.agree(name, mine, answers.sql(duck, graph)[name]()) > 500
        assert answers.agree(name, mine, answers.loops(facts, graph)[name]()) > 500
        duck.connection.execute("UPDATE \"COVERS.Organization.Building\" SET to_max = DATE '1900-01-01'")
        with pytest.raises(Different, match=name):
            answers.agree(name, mine, answers.sql(duck, graph)[name]())
        duck.close()
