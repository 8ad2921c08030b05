"""Every case file: each cell alone, and all cells of a file as one column, come out as written."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

import polars as pl
import pytest

from linli.model import definition
from linli.model.types import NAMES, column_type

FOLDER = Path(__file__).parent / "cases"
FILES = sorted(FOLDER.glob("*.yaml"))


def load(path: Path) -> tuple[str, str | None, list[dict[str, object]]]:
    plain = definition.read(path.read_text(encoding="utf-8"), path.name)
    assert isinstance(plain, dict)
    vocabulary = plain.get("vocabulary")
    return str(plain["type"]), None if vocabulary is None else str(vocabulary), list(plain["cells"])  # type: ignore[arg-type, call-overload]


def shown(value: object) -> object:
    return value.isoformat() if isinstance(value, dt.date) else value


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_cells_come_out_as_written(path: Path) -> None:
    name, vocabulary, cells = load(path)
    cleaned = column_type(name, vocabulary).clean(pl.Series([cell["raw"] for cell in cells], dtype=pl.String))
    for place, cell in enumerate(cells):
        found = {
            ("value" if suffix == "" else suffix): shown(series[place])
            for suffix, series in cleaned.values.items()
        }
        wanted = {suffix: cell.get(suffix) for suffix in found}
        verdicts = {"problem": cell.get("problem"), "warning": cell.get("warning")}
        found_verdicts = {"problem": cleaned.problem[place], "warning": cleaned.warning[place]}
        assert (cell["raw"], found | found_verdicts) == (cell["raw"], wanted | verdicts)
        assert not set(cell) - {"raw", *found, *verdicts}, "a misspelt key would be compared with nothing"


def test_every_type_has_cases() -> None:
    assert {load(path)[0] for path in FILES} == set(NAMES)
