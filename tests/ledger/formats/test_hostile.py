"""Files made to bring a reader down: each is refused in words, and linli lives."""

from __future__ import annotations

import io
import zipfile
from pathlib import Path

import pytest

from linli.errors import LedgerError, LedgerTooLarge, LedgerUnreadable
from linli.ledger.formats import limits, one, process
from linli.ledger.read import read
from linli.messages import catalogue
from tests.ledger.formats import makers

CORNERS = '<row r="1"><c r="A1"><v>1</v></c></row><row r="1048576"><c r="XFD1048576"><v>1</v></c></row>'
ENTITIES = '<!DOCTYPE x [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;">]>'


def refused(data: bytes, file: str = "a.xlsx") -> LedgerError:
    with pytest.raises(LedgerError) as caught:
        one.read(data, file)
    assert caught.value.where["file"] == file
    for lang in ("zh", "en"):
        assert "Said(" not in catalogue.explain(caught.value, lang).what  # type: ignore[arg-type]
    return caught.value


def test_two_cells_at_opposite_corners_are_refused_with_the_far_one() -> None:
    error = refused(makers.workbook_of(CORNERS))
    assert isinstance(error, LedgerTooLarge)
    assert "XFD1048576" in catalogue.explain(error, "zh").what


@pytest.mark.parametrize(
    "rows",
    [
        '<row r="1"><c r="A1"><v>1</v></c><c r="XFD1" s="0"/></row><row r="1048576"><c r="A1048576"/></row>',
        '<row r="1" spans="1:16384"><c r="A1"><v>1</v></c></row><row r="1048576" ht="15" customHeight="1"/>',
    ],
    ids=["cells", "rows"],
)
def test_formatted_blanks_far_away_are_no_reason_to_refuse(rows: str) -> None:
    head = '<dimension ref="A1:XFD1048576"/>'
    (sheet,) = one.read(makers.workbook_of(rows, head), "a.xlsx")
    assert sheet.cells.rows() == [("1",)]


def test_a_sheet_the_size_check_cannot_judge_ends_its_own_process_alone(tmp_path: Path) -> None:
    """Cells may leave their addresses out, and then only calamine knows how far they reach."""
    far = '<row r="1"><c><v>1</v></c></row><row r="1048576"><c r="B1048576"><v>1</v></c><c><v>1</v></c></row>'
    bad = tmp_path / "bad.xlsx"
    bad.write_bytes(makers.workbook_of(far.replace("B1048576", "BBB1048576")))
    good = tmp_path / "good.xlsx"
    good.write_bytes(makers.workbook([["a"]]))
    with pytest.raises(LedgerTooLarge) as caught:
        read([good, bad])
    assert caught.value.where["file"] == "bad.xlsx"
    assert read([good])[good][0].cells.rows() == [("a",)]


@pytest.mark.parametrize(
    ("status", "name", "code"),
    [
        (-6, "a.xlsx", "LN-L07"),
        (-9, "a.xlsx", "LN-L07"),
        (-24, "a.xlsx", "LN-L07"),
        (-11, "a.xlsx", "LN-L02"),
        (1, "a.xlsx", "LN-L02"),
        (-6, "a.xls", "LN-L02"),  # too small to need so much memory: it is damaged
    ],
)
def test_how_a_reader_ended_decides_what_is_said(status: int, name: str, code: str, tmp_path: Path) -> None:
    path = tmp_path / name
    path.write_bytes((makers.FILES / "habits.xls").read_bytes() if name == "a.xls" else b"PK")
    error = process._died(path, status)
    assert error.code == code
    assert name in catalogue.explain(error, "zh").what


def test_a_reader_that_gets_too_little_memory_or_time(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "a.xlsx"
    path.write_bytes(makers.workbook([["文本", 1.5]] * 60_000))
    with monkeypatch.context() as patch:
        patch.setattr(limits, "SECONDS", 0)
        with pytest.raises(LedgerTooLarge):
            read([path])
    assert read([path])[path][0].cells.height == 60_000


def test_a_zip_bomb() -> None:
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive, archive.open("a.csv", "w") as entry:
        for _ in range(70):
            entry.write(bytes(1 << 20))
    error = refused(file.getvalue(), "a.zip")
    assert isinstance(error, LedgerTooLarge)
    assert "300" in catalogue.explain(error, "en").what


LIMITS = {
    "bytes": ("BYTES", 1000, makers.workbook([["a"]])),
    "unpacked": ("UNPACKED", 1000, makers.workbook([["a"]])),
    "entries": ("ENTRIES", 3, makers.zipped(dict.fromkeys(("a.csv", "b.csv", "c.csv", "d.csv"), "a,b\n"))),
    "sheets in a zip": (
        "SHEETS",
        3,
        makers.zipped(dict.fromkeys(("a.csv", "b.csv", "c.csv", "d.csv"), "a,b\n")),
    ),
    "tables on a page": ("SHEETS", 3, b"<table><tr><td>a</table>" * 4),
    "places of a sheet": ("CELLS", 9, makers.workbook([[1] * 5] * 2)),
    "places of a text": ("CELLS", 9, b"1,2,3,4,5\n6,7,8,9,0\n"),
    "places of a page": ("CELLS", 9, b"<table>" + b"<tr><td><td><td><td><td>a" * 2 + b"</table>"),
    "columns": ("COLUMNS", 4, makers.workbook([[1] * 5])),
}


@pytest.mark.parametrize("name", LIMITS)
def test_each_limit_is_kept(name: str, monkeypatch: pytest.MonkeyPatch) -> None:
    limit, value, data = LIMITS[name]
    one.read(data, "a.xlsx" if data[:2] != b"PK" or b"xl/" in data else "a.zip")
    monkeypatch.setattr(limits, limit, value)
    assert isinstance(refused(data, "a.zip"), LedgerTooLarge)


@pytest.mark.parametrize(
    "part", ["xl/workbook.xml", "xl/styles.xml", makers.SHEET, "xl/_rels/workbook.xml.rels"]
)
def test_entities_in_a_workbook(part: str) -> None:
    parts = makers.unzipped(makers.workbook([["a"]]))
    head, _, rest = parts[part].partition(b"?>")
    error = refused(makers.zipped(parts | {part: head + b"?>" + ENTITIES.encode() + rest}))
    assert isinstance(error, LedgerUnreadable)
    assert part in catalogue.explain(error, "en").what


def test_entities_in_a_document_and_a_spreadsheet() -> None:
    for data, part in ((makers.document(""), "word/document.xml"), (makers.spreadsheet(""), "content.xml")):
        parts = makers.unzipped(data)
        bad = makers.zipped(parts | {part: ENTITIES.encode() + parts[part]})
        assert part in catalogue.explain(refused(bad), "zh").what


def test_tables_in_tables_without_end(tmp_path: Path) -> None:
    path = tmp_path / "a.docx"
    path.write_bytes(makers.document("<w:tbl><w:tr><w:tc>" * 20_000 + "</w:tc></w:tr></w:tbl>" * 20_000))
    with pytest.raises(LedgerError):
        read([path])
