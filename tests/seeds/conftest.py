"""The six places, made and built once a run."""

from __future__ import annotations

import datetime as dt
import json
import subprocess
import sys
from pathlib import Path

import pytest

import linli
from linli.audit import pack
from linli.services.add import Handed, add
from linli.services.audit import Audit, audit
from linli.services.build import build
from linli.services.complete import complete
from linli.workspace.layout import create

SEEDS = Path(__file__).parents[2] / "seeds"
NOW = dt.datetime(2025, 11, 20, 9, tzinfo=dt.UTC)


def generate(folder: Path, *arguments: str) -> Path:
    """Run the generator as people do."""
    subprocess.run([sys.executable, SEEDS / "generate", "--out", folder, *arguments], check=True)
    return folder


@pytest.fixture(scope="session")
def ledgers(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with the ledgers of each place, its truth and its statements of completeness."""
    return generate(tmp_path_factory.mktemp("places") / "ledgers")


@pytest.fixture(scope="session")
def places(ledgers: Path) -> Path:
    """A workspace that holds the graph of all six places; read it, and leave it as it is."""
    layout = create(ledgers.parent / "workspace")
    layout.identity_file.write_text(json.dumps({"version": 1, "id": "test-places"}))
    files = [path for path in sorted(ledgers.glob("*/*")) if path.name not in ("truth.csv", "complete.txt")]
    add(layout.root, files, Handed(), NOW)
    for path in sorted(ledgers.glob("*/complete.txt")):
        for statement in path.read_text("utf-8").splitlines():
            area, day, *kinds = statement.split()
            complete(layout.root, kinds, area, dt.date.fromisoformat(day), "", NOW)
    build(layout.root, lambda stage: None)
    return layout.root


@pytest.fixture(scope="session")
def audits(places: Path) -> dict[str, Audit]:
    """Each place by its own pack on the day of its ledgers, all on one opened graph, as a server would."""
    own = {name: pack.get(name).area for name in pack.names() if pack.get(name).area}
    with linli.open(places) as graph:
        return {name: audit(graph, area=area) for name, area in own.items()}
