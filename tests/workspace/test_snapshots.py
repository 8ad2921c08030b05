"""A snapshot that another version built is refused where it lacks something, and read where it does not."""

from __future__ import annotations

import json
import os
import shutil
from pathlib import Path

import polars as pl
import pytest

from linli.errors import SnapshotOutdated
from linli.services.graph import open_graph
from linli.workspace import snapshots
from linli.workspace.layout import Layout
from tests.services.test_what_if import street


@pytest.fixture
def older(tmp_path: Path) -> Path:
    """A workspace whose snapshot does not say by which schema it was built."""
    workspace = tmp_path / "workspace"
    shutil.copytree(street(), workspace)
    folder = snapshots.current(Layout(workspace)).folder
    told = json.loads((folder / "manifest.json").read_text(encoding="utf-8"))
    assert told.pop("schema") == snapshots.schema_digest()
    (folder / "manifest.json").write_text(json.dumps(told), encoding="utf-8")
    return workspace


def test_one_that_has_all_that_is_read_is_read(older: Path) -> None:
    with open_graph(older, os.environ) as graph:
        assert graph.ask("areas/counts").rows()
    assert snapshots.current(Layout(older)).fact("Compound").height


def test_one_that_lacks_a_column_or_a_table_is_refused_by_name(older: Path) -> None:
    snapshot = snapshots.current(Layout(older))
    path = snapshot.folder / "facts" / "Compound.parquet"
    pl.read_parquet(path).drop("households").write_parquet(path)
    (snapshot.folder / "facts" / "Venue.parquet").unlink()
    for read in (lambda: open_graph(older, os.environ), snapshot.facts, lambda: snapshot.fact("Area")):
        with pytest.raises(SnapshotOutdated) as caught:
            read()
        assert caught.value.where["missing"] == ["Compound.households", "Venue"]
    assert snapshots.current(Layout(older)).manifest.day, "what it is can still be told"
