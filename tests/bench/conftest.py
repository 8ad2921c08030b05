"""A small made-up province, as the benchmarks make large ones."""

from __future__ import annotations

import sys
from pathlib import Path

import polars as pl
import pytest

from linli.services.add import Handed, add
from linli.services.build import build
from linli.services.complete import complete
from linli.services.init import init
from tests.street import NOW, quiet

sys.path.insert(0, str(Path(__file__).parents[2] / "bench"))

import province

WHOLE = ["organizations", "coverage", "posts", "relations"]


@pytest.fixture(scope="session")
def workspace(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A workspace of 120 compounds; of half its streets some ledgers are stated whole."""
    folder = tmp_path_factory.mktemp("province")
    ledgers = province.ledgers(120)
    files = province.write(ledgers, folder / "ledgers")
    init(folder / "workspace")
    add(folder / "workspace", files, Handed(), NOW)
    streets = ledgers["areas"].filter(pl.col("code").str.len_chars() == 9)["code"]
    for street in streets.head(streets.len() // 2):
        complete(folder / "workspace", WHOLE, street, province.DAY, "bench", NOW)
    build(folder / "workspace", quiet)
    return folder / "workspace"


@pytest.fixture(scope="session")
def facts(workspace: Path) -> Path:
    """The folder of its facts."""
    snapshot = (workspace / "current").read_text(encoding="utf-8").strip()
    return workspace / "snapshots" / snapshot / "facts"
