"""ods, with what LibreOffice writes: repeats, spans, comments, values and texts."""

from __future__ import annotations

import pytest

from linli.errors import LedgerTooLarge
from linli.ledger.formats import one
from linli.ledger.sheet import Range, Sheet
from tests.ledger.formats import makers


def only(table: str) -> Sheet:
    (sheet,) = one.read(makers.spreadsheet(table), "a.ods")
    return sheet


def cell(shown: str, **said: str) -> str:
    names = {"kind": "office:value-type", "value": "office:value", "day": "office:date-value"}
    names |= {"truth": "office:boolean-value", "formula": "t:formula"}
    told = " ".join(f'{names[name]}="{value}"' for name, value in said.items())
    return f"<t:table-cell {told}>{f'<x:p>{shown}</x:p>' if shown else ''}</t:table-cell>"


def beside(extra: str) -> str:
    return cell("甲", kind="string").replace("<x:p>", extra + "<x:p>", 1)


CELLS = {
    "text": (cell("松涛苑", kind="string"), "松涛苑"),
    "two paragraphs": (cell("甲</x:p><x:p>乙", kind="string"), "甲\n乙"),
    "spaces": (cell('张<x:s x:c="2"/>三\n   ', kind="string"), "张  三 "),
    "a styled piece": (cell("张<x:span>三</x:span>", kind="string"), "张三"),
    "a number": (cell("1,200户", kind="float", value="1200"), "1200"),
    "zeros": (cell("007", kind="float", value="7"), "007"),
    "October": (cell("2023.10", kind="float", value="2023.1"), "2023.10"),
    "a share": (cell("35%", kind="percentage", value="0.35"), "0.35"),
    "a day": (cell("23/3/1", kind="date", day="2023-03-01"), "2023-03-01"),
    "a time": (cell("3月1日", kind="date", day="2023-03-01T08:30:00"), "2023-03-01 08:30:00"),
    "midnight": (cell("3月1日", kind="date", day="2023-03-01T00:00:00"), "2023-03-01"),
    "a month": (cell("2023年3月", kind="date", day="2023-03-01"), "2023-03"),
    "a year": (cell("2023年", kind="date", day="2023-03-01"), "2023"),
    "truth": (cell("真", kind="boolean", truth="true"), "TRUE"),
    "an error": (cell("#N/A", kind="float", value="0", formula="of:=NA()"), "#N/A"),
    "a comment is no value": (beside("<office:annotation><x:p>批注</x:p></office:annotation>"), "甲"),
    "a drawing is none": (beside("<d:frame><x:p>图</x:p></d:frame>"), "甲"),
}


@pytest.mark.parametrize("name", CELLS)
def test_a_cell(name: str) -> None:
    xml, expected = CELLS[name]
    assert only(f"<t:table-row>{xml}</t:table-row>").cells.rows() == [(expected,)]


def test_places_spans_and_what_is_hidden() -> None:
    blank = '<t:table-cell t:number-columns-repeated="{}"/>'
    sheet = only(
        '<t:table-column/><t:table-column t:visibility="collapse" t:number-columns-repeated="2"/>'
        f'<t:table-row t:number-rows-repeated="2">{blank.format(1024)}</t:table-row>'
        f'<t:table-row t:visibility="filter">{blank.format(1)}'
        '<t:table-cell t:number-columns-spanned="2" t:number-rows-spanned="2"><x:p>甲</x:p></t:table-cell>'
        f"<t:covered-table-cell/>{cell('尾')}{blank.format(1000)}</t:table-row>"
        f'<t:table-row t:number-rows-repeated="2">{blank.format(3)}'
        f'<t:table-cell t:number-columns-repeated="2"><x:p>乙</x:p></t:table-cell></t:table-row>'
        f'<t:table-row t:number-rows-repeated="1048571" t:visibility="filter">{blank.format(9)}</t:table-row>'
    )  # fmt: skip
    assert sheet.cells.rows()[2:] == [
        (None, "甲", None, "尾", None),
        (None, None, None, "乙", "乙"),
        (None, None, None, "乙", "乙"),
    ]
    assert sheet.cells.height == 5
    assert sheet.merged == (Range(2, 1, 3, 2),)
    assert (sheet.hidden_rows, sheet.hidden_columns) == ({2}, {1, 2})


def test_a_formula_without_its_result() -> None:
    cells = cell("a") + cell("", formula="of:=A1") + cell("", formula="of:=A1", kind="string")
    assert only(f"<t:table-row>{cells}</t:table-row>").uncached == ((0, 1),)


@pytest.mark.parametrize(
    ("rows", "columns"), [("1048576", "1000"), ("1", "1048576")], ids=["many rows", "many columns"]
)
def test_one_value_repeated_over_all_is_refused_before_it_is_laid_out(rows: str, columns: str) -> None:
    table = (
        f'<t:table-row t:number-rows-repeated="{rows}">'
        f'<t:table-cell t:number-columns-repeated="{columns}"><x:p>a</x:p></t:table-cell></t:table-row>'
    )
    with pytest.raises(LedgerTooLarge):
        only(table)


def test_a_hidden_sheet_is_read_and_said_to_be_hidden() -> None:
    names = "urn:oasis:names:tc:opendocument:xmlns:"
    style = (
        f'<s:style xmlns:s="{names}style:1.0" s:name="ta2"><s:table-properties t:display="false"/></s:style>'
    )
    data = makers.spreadsheet(f"<t:table-row>{cell('甲')}</t:table-row>")
    parts = makers.unzipped(data)
    shown, hidden = (
        parts["content.xml"],
        parts["content.xml"].replace(b"t:name=", b't:style-name="ta2" t:name='),
    )
    for content, wanted in ((shown, False), (hidden, True)):
        parts["content.xml"] = content.replace(b"<office:body>", style.encode() + b"<office:body>")
        (sheet,) = one.read(makers.zipped(parts), "a.ods")
        assert (sheet.hidden, sheet.cells.item()) == (wanted, "甲")
