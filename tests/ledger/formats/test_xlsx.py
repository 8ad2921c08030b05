"""What an xlsx says beside its values, in the manners of several writers."""

from __future__ import annotations

import datetime as dt
import io

import pytest
import xlsxwriter

from linli.ledger.formats import one
from linli.ledger.formats.xlsx_cells import Cells
from linli.ledger.sheet import Range, Sheet
from tests.ledger.formats import makers


def only(data: bytes) -> Sheet:
    (sheet,) = one.read(data, "a.xlsx")
    return sheet


def habits() -> bytes:
    file = io.BytesIO()
    with xlsxwriter.Workbook(file) as book:
        sheet = book.add_worksheet("表一")
        month, zeros, day = (
            book.add_format({"num_format": code}) for code in ('yyyy"年"m"月"', "000", "yyyy-mm-dd")
        )
        sheet.merge_range("A1:E1", "示例街道台账")
        sheet.merge_range("A3:A4", "松涛苑")
        sheet.write_row("A2", ["名称", "编号", "成立", "日期", "户数"])
        sheet.write_number("B3", 7, zeros)
        sheet.write_datetime("C3", dt.date(2023, 3, 1), month)
        sheet.write_datetime("D3", dt.date(2023, 3, 1), day)
        sheet.write_formula("E3", "=1/0", None, "#DIV/0!")
        sheet.write_formula("E4", '=IF(1,"","")', None, "")
        sheet.set_row(3, None, None, {"hidden": True})
        sheet.set_column("D:D", None, None, {"hidden": True})
        sheet.write_blank("H60", None, zeros)
    return file.getvalue()


def test_what_stands_beside_the_values() -> None:
    sheet = only(habits())
    assert sheet.merged == (Range(0, 0, 0, 4), Range(2, 0, 3, 0))
    assert (sheet.hidden_rows, sheet.hidden_columns) == ({3}, {3})
    assert sheet.cells.rows()[2] == ("松涛苑", "007", "2023-03", "2023-03-01", "#DIV/0!")
    # xlsxwriter writes the empty result of a formula without its type, as a formula never worked out
    assert sheet.uncached == ((3, 4),)


LAST = '<c r="D2"><v>2</v></c></row>'
XML = {
    "hidden by a filter": ('<row r="1"/><row r="2" hidden="true">' + LAST, {1}, ()),
    "shown again": ('<row r="2" hidden="0">' + LAST, set(), ()),
    "a formula not worked out": ('<row r="2"><c r="C2"><f>B2</f></c>' + LAST, set(), ((1, 2),)),
    "at the edge": (
        '<row r="1"><c r="A1"><v>1</v></c></row><row r="3"><c r="E3"><f>A1</f></c></row>',
        set(),
        ((2, 4),),
    ),
    "openpyxl's": ('<row r="2"><c r="B2"><f>A1</f><v></v></c>' + LAST, set(), ((1, 1),)),
    "a shared formula": ('<row r="2"><c r="B2"><f t="shared" si="0"/><v/></c>' + LAST, set(), ((1, 1),)),
    "an empty text as result": ('<row r="2"><c r="B2" t="str"><f>""</f><v></v></c>' + LAST, set(), ()),
    "single quotes": ("<row r='2' hidden='1'><c r='B2'><f>A1</f></c>" + LAST, {1}, ((1, 1),)),
    "no addresses": ('<row/><row hidden="1"><c/><c><f>A1</f></c><c><v>1</v></c></row>', {1}, ((1, 1),)),
}


@pytest.mark.parametrize("name", XML)
def test_in_the_manners_of_several_writers(name: str) -> None:
    rows, hidden, uncached = XML[name]
    sheet = only(makers.workbook_of(rows))
    assert (sheet.hidden_rows, sheet.uncached) == (hidden, uncached)
    assert all(sheet.cells[row, column] is None for row, column in uncached)


def test_tags_with_a_prefix() -> None:
    data = b'<x:worksheet><x:cols><x:col min="2" max="3" hidden="1"/></x:cols><x:sheetData>'
    data += b'<x:row r="1" hidden="1">'
    data += b'<x:c r="A1" t="e"><x:v>#N/A</x:v></x:c><x:c r="AB1"><x:f>A1</x:f></x:c></x:row></x:sheetData>'
    cells = Cells(data)
    assert cells.hidden_rows() == {0} and cells.hidden_columns() == [(1, 2)]
    assert cells.uncached() == [(0, 27)] and cells.errors() == {(0, 0): "#N/A"}
    assert cells.extent(1000) == (1, 28)


def test_columns_hidden_to_the_end_are_those_that_the_table_has() -> None:
    sheet = only(makers.workbook_of(
        '<row r="1"><c r="C1"><v>1</v></c></row>', '<cols><col min="2" max="16384" hidden="1"/></cols>'
    ))  # fmt: skip
    assert sheet.hidden_columns == {1, 2}


def test_formats_of_the_workbook_and_of_excel_itself() -> None:
    styles = (
        '<numFmts><numFmt numFmtId="176" formatCode="000"/></numFmts>'
        '<cellXfs><xf numFmtId="0"/><xf numFmtId="57"/><xf numFmtId="176"/><xf numFmtId="31"/></cellXfs>'
    )
    cells = "".join(
        f'<c r="{c}1" s="{i}"><v>{v}</v></c>'
        for i, (c, v) in enumerate(zip("ABCD", [7, 44986, 7, 44986], strict=True))
    )
    sheet = only(makers.workbook_of(f'<row r="1">{cells}</row>', styles=styles))
    assert sheet.cells.rows() == [("7", "2023-03", "007", "2023-03-01")]


def test_a_number_has_the_digits_that_excel_keeps() -> None:
    values = ["350802199001011232", "3.50802199001011E+17", "0.30000000000000004", "1E+25", "990101001001"]
    cells = "".join(f'<c r="{c}1"><v>{v}</v></c>' for c, v in zip("ABCDE", values, strict=True))
    assert only(makers.workbook_of(f'<row r="1">{cells}</row>')).cells.row(0) == (
        "350802199001011000", "350802199001011000", "0.3", "1e+25", "990101001001",
    )  # fmt: skip


def test_sheets_of_charts_are_none_and_blank_sheets_are_passed_over() -> None:
    file = io.BytesIO()
    with xlsxwriter.Workbook(file) as book:
        book.add_worksheet("空")
        sheet = book.add_worksheet("数")
        sheet.write("B2", 1)
        chart = book.add_chart({"type": "bar"})
        chart.add_series({"values": "=数!$B$2:$B$2"})
        book.add_chartsheet("图").set_chart(chart)
        book.add_worksheet("藏").write("A1", "x")
        book.get_worksheet_by_name("藏").hide()
    assert [sheet.name for sheet in one.read(file.getvalue(), "a.xlsx")] == ["数", "藏"]


def test_a_hidden_sheet_is_read_and_said_to_be_hidden() -> None:
    file = io.BytesIO()
    with xlsxwriter.Workbook(file) as book:
        for name in ("看得见", "隐藏", "深藏"):
            book.add_worksheet(name).write(0, 0, name)
        book.get_worksheet_by_name("隐藏").hide()
        book.get_worksheet_by_name("深藏").very_hidden()
    sheets = one.read(file.getvalue(), "a.xlsx")
    assert [(sheet.cells.item(), sheet.hidden) for sheet in sheets] == [
        ("看得见", False),
        ("隐藏", True),
        ("深藏", True),
    ]
