"""Workbooks as offices make them, with everything that a rewriting library is known to lose."""

from __future__ import annotations

import base64
import io
import zipfile
from collections.abc import Callable
from pathlib import Path

import xlsxwriter
from python_calamine import CalamineWorkbook

PIXEL = base64.b64decode(
    "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg=="
)
MACROS = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1 macros that nobody runs"
LEDGER, TOTALS, HIDDEN = "甲'乙 台账", "汇总", "隐藏"


def rich(path: Path) -> Path:
    """A workbook of three sheets and a chart sheet; xlsm with macros where the path ends so."""
    with xlsxwriter.Workbook(str(path)) as book:
        ledger, totals, hidden = (book.add_worksheet(name) for name in (LEDGER, TOTALS, HIDDEN))
        _ledger(book, ledger)
        totals.write_dynamic_array_formula(
            "A1:A3", f"=SORT('{LEDGER.replace(chr(39), chr(39) * 2)}'!E3:E5)", value=1
        )
        totals.add_table("C1:D4", {"data": [["甲", 1], ["乙", 2], ["丙", 3]], "name": "表1"})
        totals.print_area("A1:D4")
        totals.write_comment("C2", "没有关系的批注")
        hidden.write("A1", "看不见")
        hidden.hide()
        totals.activate()
        totals.set_first_sheet()
        charts = book.add_chartsheet("图")
        chart = book.add_chart({"type": "pie"})
        chart.add_series({"values": [TOTALS, 1, 3, 3, 3]})
        charts.set_chart(chart)
        book.define_name("全部", f"={TOTALS}!$C$1:$D$4")
        if path.suffix == ".xlsm":
            book.add_vba_project(io.BytesIO(MACROS), is_stream=True)
            totals.insert_button("F8", {"macro": "go", "caption": "运行"})
    return path


def _ledger(book: xlsxwriter.Workbook, sheet: xlsxwriter.worksheet.Worksheet) -> None:
    bold = book.add_format({"bold": True, "border": 1, "bg_color": "#DDEBF7"})
    day = book.add_format({"num_format": "yyyy年m月", "border": 1, "align": "center"})
    sheet.merge_range("A1:F1", "小区台账", bold)
    sheet.write_row("A2", ["社区", "小区名称", "成立", "党员", "户数", "备注"], bold)
    for r in range(2, 8):
        sheet.write_row(r, 0, ["990101001001", f"苑{r}"])
        sheet.write_number(r, 2, 44_000 + r, day)
        sheet.write_number(r, 4, r * 10.5)
    sheet.merge_range("A10:B12", "合在一起", bold)
    sheet.write_rich_string("F3", "一半", bold, "粗", "体")
    sheet.write_array_formula("H3:H5", "{=E3:E5*2}", None, 42)
    sheet.write_comment("B3", "原来的批注", {"author": "老王"})
    sheet.conditional_format("E3:E8", {"type": "data_bar", "data_bar_2010": True})
    sheet.add_sparkline("I3", {"range": "C3:E3"})
    sheet.data_validation("D3:D8", {"validate": "list", "source": ["是", "否"]})
    sheet.insert_checkbox("J3", True)
    sheet.insert_image("K3", "点.png", {"image_data": io.BytesIO(PIXEL)})
    sheet.insert_textbox("K8", "文本框")
    sheet.autofilter("A2:F8")
    sheet.freeze_panes(2, 0)
    sheet.set_column("D:D", 12, day)
    sheet.set_row(20, 20, bold)
    chart = book.add_chart({"type": "column"})
    chart.add_series({"values": [LEDGER, 2, 4, 7, 4]})
    sheet.insert_chart("K12", chart)
    sheet.protect("", {"autofilter": True})


def rezip(path: Path, changes: dict[str, Callable[[bytes], bytes] | bytes | None]) -> Path:
    """Change, add or take away parts of a workbook."""
    parts = unzip(path)
    for name, change in changes.items():
        if change is None:
            del parts[name]
        else:
            parts[name] = change if isinstance(change, bytes) else change(parts[name])
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as target:
        for name, data in parts.items():
            target.writestr(name, data)
    return path


def unzip(path: Path) -> dict[str, bytes]:
    """The parts of a workbook."""
    with zipfile.ZipFile(path) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def values(path: Path) -> dict[str, list[list[object]]]:
    """The cells of each sheet as another program reads them."""
    book = CalamineWorkbook.from_path(str(path))
    return {
        name: [list(row) for row in book.get_sheet_by_name(name).to_python(skip_empty_area=False)]
        for name in book.sheet_names
        if not str(book.sheets_metadata[book.sheet_names.index(name)].typ).endswith("ChartSheet")
    }
