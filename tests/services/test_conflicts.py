"""Ledgers that disagree: what stands, what else was said, who says it."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

from linli.services.add import Handed, add
from linli.services.conflicts import conflicts
from tests.street import DAY, NOW, STREET, built, workspace


def test_the_newest_ledger_counts_and_the_others_are_named(tmp_path: Path) -> None:
    root = workspace(tmp_path)
    heading = STREET["compounds"].split("\n")[0]
    path = tmp_path / "later.csv"
    path.write_text(f"{heading}\n990101001001,松涛苑,商品房,封闭,430,18\n", encoding="utf-8")
    add(root, [path], Handed(day=DAY + dt.timedelta(31), series="另一份"), NOW)
    built(root)
    (found,) = conflicts(root, "zh")
    assert (found.kind, found.name, found.column) == ("小区", "松涛苑", "户数")
    assert (found.stands, found.others) == ("430", ("420",))
    assert set(found.files) == {"compounds.csv", "later.csv"}


def test_no_conflict_is_an_empty_list(tmp_path: Path) -> None:
    root = workspace(tmp_path)
    built(root)
    assert conflicts(root, "en") == []
