"""Tables that lie on shelves: a build that keeps nothing in memory, and works in parts, says the same."""

from __future__ import annotations

from pathlib import Path

import polars as pl
import pytest

from linli.store import ladybug
from linli.workspace import build as building
from linli.workspace import shelf
from linli.workspace.layout import open_layout
from linli.workspace.shelf import Shelf, height, part
from linli.workspace.snapshots import digest
from tests.street import built, quiet, workspace


@pytest.fixture
def _in_parts(monkeypatch: pytest.MonkeyPatch) -> None:
    """Every table as if it were one of a nation."""
    monkeypatch.setattr(shelf, "LARGE", 1)
    monkeypatch.setattr(ladybug, "CHECKPOINT_ROWS", 1)
    monkeypatch.setattr(ladybug, "SLICE", 2)


@pytest.mark.usefixtures("_in_parts")
@pytest.mark.parametrize("name", ["plain", "it's [a] {street}*"])
def test_a_build_in_parts_holds_what_one_in_memory_holds(tmp_path: Path, name: str) -> None:
    (tmp_path / name).mkdir()
    root = workspace(tmp_path / name)
    snapshot = built(root)
    layout = open_layout(root)
    whole = building.run(layout, building.plan(layout), quiet)
    assert snapshot.manifest.digests == {table: digest(frame) for table, frame in whole.facts.items()}
    assert snapshot.report("provenance").sort(pl.all()).equals(whole.provenance.sort(pl.all()))
    assert sorted(path.name for path in snapshot.folder.iterdir() if path.is_dir()) == ["facts"]


def test_a_shelf_is_a_mapping(tmp_path: Path) -> None:
    kept = Shelf(tmp_path)
    frame = pl.DataFrame({"id": ["a", "b"], "name": ["x", None]})
    kept["T"] = frame
    assert "T" in kept and list(kept) == ["T"] and kept["T"].equals(frame)
    assert part(kept, "T", "name").equals(part({"T": frame}, "T", "name"))
    assert height(kept, "T") == height({"T": frame}, "T") == 2
    del kept["T"]
    assert "T" not in kept and not list(tmp_path.iterdir())
    for ask in (lambda: kept["T"], lambda: part(kept, "T", "id"), lambda: height(kept, "T")):
        with pytest.raises(KeyError):
            ask()
