"""A ledger handed in, built, asked for again, and returned with what was wrong."""

from __future__ import annotations

import datetime as dt
import os
import re
import zipfile
from pathlib import Path

import pytest
import xlsxwriter

from linli.errors import (
    LedgerNotFound,
    LinliError,
    NeverHandedIn,
    NotBuiltYet,
    OutputExists,
    OutputUnwritable,
)  # fmt: skip
from linli.services.add import Handed, add
from linli.services.annotate import annotate
from linli.services.rejects import of_snapshot
from linli.workspace.intakes import file_hash
from tests.reports.annotate.books import unzip, values
from tests.street import DAY, NOW, STREET, built, with_rows, write
from tests.street import workspace as street

HEADS = ["社区代码", "小区名称", "小区类型", "封闭或开放", "户数", "正式党员数", "绿化率说明"]
ROWS: list[list[str | int | float]] = [
    ["990101001001", "松涛苑", "商品房", "封闭", 420, 18, ""],
    ["990101001001", "翠湖居", "老旧小区", "半开", 120, 2, "好"],
    ["990101001009", "没有社区", "商品房", "封闭", 1, 0, ""],
    ["990101001002", "兰亭里", "安置", "封闭", 31.5, 5, ""],
    ["合计", "", "", "", 572.5, 25, ""],
]


def book(path: Path, extra: str = "") -> Path:
    with xlsxwriter.Workbook(str(path)) as made:
        notes, sheet = made.add_worksheet("说明"), made.add_worksheet("小区 表")
        notes.write(0, 0, f"随便写的 {extra}")
        sheet.merge_range("A1:G1", "小区台账")
        sheet.write_row(1, 0, HEADS)
        for r, row in enumerate(ROWS, start=2):
            sheet.write_row(r, 0, row)
        chart = made.add_chart({"type": "line"})
        chart.add_series({"values": ["小区 表", 2, 4, 5, 4]})
        sheet.insert_chart("J2", chart)
    return path


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A workspace with the street, whose compounds came as a workbook."""
    folder = tmp_path_factory.mktemp("annotate")
    root = street(folder, {name: text for name, text in STREET.items() if name != "compounds"})
    add(root, [book(folder / "小区.xlsx")], Handed(day=DAY), NOW)
    built(root)
    return folder


def test_the_workbook_comes_back_with_every_problem_on_its_cell(folder: Path, tmp_path: Path) -> None:
    root, source, out = folder / "workspace", folder / "小区.xlsx", tmp_path / "改.xlsx"
    done = annotate(root, source, out, "zh")
    before, after = values(source), values(out)
    assert {name: after[name] for name in before} == before
    front = next(iter(after.values()))
    listed = front[next(i for i, row in enumerate(front) if row[0] == "结果") + 1 :]
    own = [p for p in of_snapshot(built(root), "zh") if p.file == "小区.xlsx"]
    assert {(row[2], row[5], row[6]) for row in listed} == {(p.address, p.what, p.do) for p in own}
    assert {"A5", "E6"} <= {str(row[2]) for row in listed}
    assert done.cells == done.notes == len({p.address for p in own}) and not done.converted
    notes = unzip(out)["xl/comments1.xml"].decode()
    assert set(re.findall(r'<comment ref="([A-Z]+\d+)"', notes)) == {p.address for p in own}
    assert all(p.what in notes and p.do in notes for p in own if "“" not in p.value)


def test_the_summary_accounts_for_every_row_and_names_what_was_dropped(folder: Path, tmp_path: Path) -> None:
    annotate(folder / "workspace", folder / "小区.xlsx", tmp_path / "o.xlsx", "en")
    rows = values(tmp_path / "o.xlsx")["Findings"]
    row = next(row for row in rows if row[0] == "小区 表" and isinstance(row[2], float))
    read, accepted, ignored, rejected = (int(str(n).removesuffix(".0")) for n in row[2:6])
    assert read == accepted + ignored + rejected == len(ROWS)
    assert ignored == 1 and rejected >= 2
    assert row[6] == "绿化率说明 (in G)" and "Rows 7:" in str(row[7])
    text = " ".join(str(cell) for row in rows for cell in row)
    assert file_hash(folder / "小区.xlsx") in text and "handed in" in text and "converted copy" not in text


def test_another_format_comes_back_as_a_copy_that_says_so(tmp_path: Path) -> None:
    ledgers = with_rows("compounds", "990101001009,没有社区,,,1,0", "990101001001,算式苑,,,=1+1,0")
    root = street(tmp_path, ledgers)
    built(root)
    out = tmp_path / "改.xlsx"
    done = annotate(root, tmp_path / "files" / "compounds.csv", out, "both")
    assert done.converted and done.cells == done.notes == 2
    after = values(out)
    assert list(after) == ["退回说明 Findings", "compounds"]
    lines = ledgers["compounds"].splitlines()
    assert after["compounds"] == [line.split(",") for line in lines]
    text = " ".join(str(cell) for row in after["退回说明 Findings"] for cell in row)
    assert "不是原件" in text and "converted copy" in text and "'compounds'" not in text
    notes = unzip(out)["xl/comments1.xml"].decode()
    assert {'ref="A5"', 'ref="E6"'} == set(re.findall(r'ref="[A-Z]+\d+"', notes))
    with pytest.raises(OutputUnwritable):
        annotate(root, tmp_path / "files" / "compounds.csv", tmp_path / "o.csv", "zh")


def test_a_zip_comes_back_as_one_copy_with_a_sheet_for_each_file(tmp_path: Path) -> None:
    """Both files have a sheet of no name, and each keeps its own problems."""
    ledgers = with_rows("compounds", "990101001001,算式苑,,,=1+1,0")
    ledgers["buildings"] += "990101001001,松涛苑,3栋,x\n"
    files = write(tmp_path / "files", {name: ledgers.pop(name) for name in ("compounds", "buildings")})
    root = street(tmp_path, ledgers)
    with zipfile.ZipFile(tmp_path / "都在.zip", "w") as packed:
        for file in files:
            packed.write(file, f"六月/{file.name}")
    add(root, [tmp_path / "都在.zip"], Handed(day=DAY), NOW)
    built(root)
    done = annotate(root, tmp_path / "都在.zip", tmp_path / "o.xlsx", "zh")
    assert done.converted and done.cells == 2
    rows = values(tmp_path / "o.xlsx")
    assert set(rows) == {"退回说明", "compounds", "buildings"}
    listed = {(row[1], row[2]) for row in rows["退回说明"] if row[0] == "退回"}
    assert listed >= {("compounds", "E5"), ("buildings", "D5")}


def test_only_the_very_bytes_handed_in_are_taken(folder: Path, tmp_path: Path) -> None:
    root, out = folder / "workspace", tmp_path / "o.xlsx"
    other = book(tmp_path / "小区.xlsx", "改过")
    with pytest.raises(NeverHandedIn) as caught:
        annotate(root, other, out, "zh")
    assert caught.value.where == {"file": "小区.xlsx", "sha256": file_hash(other)}
    renamed = tmp_path / "另一个名字.xlsx"
    renamed.write_bytes((folder / "小区.xlsx").read_bytes())
    assert annotate(root, renamed, out, "zh").cells


def test_a_file_that_does_not_count_is_refused(tmp_path: Path) -> None:
    root = street(tmp_path)
    built(root)
    late = write(tmp_path / "late", {"compounds": STREET["compounds"].replace("420", "421")})
    add(root, late, Handed(day=DAY + dt.timedelta(days=30)), NOW)
    with pytest.raises(NotBuiltYet):
        annotate(root, late[0], tmp_path / "o.xlsx", "zh")
    built(root)
    assert not annotate(root, late[0], tmp_path / "o.xlsx", "zh").notes
    with pytest.raises(NotBuiltYet):
        annotate(root, tmp_path / "files" / "compounds.csv", tmp_path / "p.xlsx", "zh")


@pytest.mark.parametrize(
    ("file", "out", "error"),
    [
        ("missing.xlsx", "o.xlsx", LedgerNotFound),
        ("小区.xlsx", "小区.xlsx", OutputExists),
        ("小区.xlsx", "workspace", OutputExists),
        ("小区.xlsx", "o.xlsm", OutputUnwritable),
        ("小区.xlsx", "o", OutputUnwritable),
        ("小区.xlsx", "nowhere/o.xlsx", OutputUnwritable),
    ],
)
def test_refusals(folder: Path, file: str, out: str, error: type[LinliError]) -> None:
    before = (folder / "小区.xlsx").read_bytes()
    with pytest.raises(error):
        annotate(folder / "workspace", folder / file, folder / out, "zh")
    assert (folder / "小区.xlsx").read_bytes() == before
    assert not (folder / "o.xlsm").exists()


@pytest.mark.skipif(os.name != "posix", reason="names of files have no such limit there")
def test_a_name_that_the_system_refuses_is_an_error_of_ours(folder: Path) -> None:
    with pytest.raises(OutputUnwritable):
        annotate(folder / "workspace", folder / "小区.xlsx", folder / f"{'长' * 300}.xlsx", "zh")
