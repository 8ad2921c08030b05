"""A workspace may lie in a folder of any name: signs that readers of parquet take for a pattern find its own
files alone, never those of the workspace beside it.
"""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path

import polars as pl
import pytest

from linli.services.audit import audit
from linli.services.breaks import all_breaks
from linli.services.build import verify
from linli.services.compound_page import compound_page
from linli.services.coverage import coverage
from linli.services.eyes import Eyes, veil
from linli.services.graph import open_graph
from tests.street import built, quiet, workspace


def told(root: Path) -> Iterator[object]:
    """What each way of reading a snapshot comes to: the engine, the columns, lazy tables, whole tables."""
    with open_graph(root, {}) as graph:
        yield graph.ask("compounds/list", as_of=graph.day).rows()
        for result in audit(graph, pack_name="base").results:
            yield result.rule.name, result.error, result.totals, result.rows.to_dicts()
        yield coverage(graph).rows.sort(pl.all()).to_dicts()
        yield all_breaks(graph).causes.sort(pl.all()).to_dicts()
    yield compound_page(root, "松涛苑", {}, pack_name="base")
    yield veil(root, Eyes(frozenset()), lambda name: "*" * len(name))("书记张三，组长李四")


@pytest.mark.parametrize(
    ("name", "beside"),
    [
        ("台账[1]", "台账1"),
        ("台账*", "台账二"),
        ("台账？?", "台账？一"),
        ("台账'（示例） 1", "台账（示例） 1"),
    ],
)
def test_a_folder_of_any_name_is_read_and_no_other(tmp_path: Path, name: str, beside: str) -> None:
    plain = workspace(tmp_path / "plain")
    built(plain)
    root = Path(shutil.copytree(plain, tmp_path / name))
    other = shutil.copytree(plain, tmp_path / beside)
    for file in Path(other).rglob("*.parquet"):
        pl.read_parquet(file, glob=False).clear().write_parquet(file)
    assert list(told(root)) == list(told(plain))


@pytest.mark.parametrize("name", ["台账[1]", "台账*", "台账'（示例） 1"])
def test_a_workspace_in_a_folder_of_any_name_is_filled_and_built(tmp_path: Path, name: str) -> None:
    root = workspace(tmp_path / name)
    assert built(root).folder.is_dir() and verify(root, quiet)[1] == []
