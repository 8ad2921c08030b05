"""Web pages saved as .xls, as office systems export them."""

from __future__ import annotations

import pytest

from linli.ledger.formats import one
from linli.ledger.sheet import Range, Sheet


def read(page: str, encoding: str = "utf-8") -> list[Sheet]:
    return one.read(page.encode(encoding), "导出.xls")


def test_rows_columns_and_what_reaches_over_them() -> None:
    (sheet,) = read(
        "<html><head><title>x</title><style>td{}</style></head><body><table>"
        '<tr><td colspan=3>示例台账</td></tr>'
        '<tr><th rowspan="2">小区<th>姓名<th>职务</tr>'
        "<tr><td> 张&nbsp;三\n<br>李四</td><td>主任</tr>"
        '<tr style="display: none"><td>a<td>b<td>&lt;c&gt;'
        "</table></body></html>"
    )  # fmt: skip
    assert sheet.cells.rows() == [
        ("示例台账", None, None),
        ("小区", "姓名", "职务"),
        (None, "张 三\n李四", "主任"),
        ("a", "b", "<c>"),
    ]
    assert sheet.merged == (Range(0, 0, 0, 2), Range(1, 0, 2, 0))
    assert sheet.hidden_rows == {3}


def test_a_cell_cannot_reach_below_the_table() -> None:
    (sheet,) = read("<table><tr><td rowspan=60000 colspan=1000>a</td></tr><tr><td>b</td></tr></table>")
    assert sheet.cells.shape == (2, 1001)
    assert sheet.merged == (Range(0, 0, 1, 999),)


def test_lines_around_and_tables_inside() -> None:
    outer, inner = read(
        "<h1>花名册</h1><p>日期：2025.3</p><table><tr><td>外<table><tr><td>内</table></table>落款"
    )
    assert (outer.name, outer.cells.rows()) == (
        "表1（上方2行文字计入行号）",
        [("花名册",), ("日期：2025.3",), ("外",)],
    )
    assert (inner.name, inner.cells.rows()) == ("表2", [("内",), ("落款",)])


@pytest.mark.parametrize(
    ("head", "encoding"),
    [
        ('<meta charset="gb2312">', "gb18030"),
        ("<meta http-equiv=Content-Type content='text/html; charset=utf-8'>", "utf-8"),
        ("", "gb18030"),
        ("", "utf-8-sig"),
        ("", "utf-16"),
        ('<meta charset="no-such-thing">', "utf-8"),
    ],
)
def test_encodings(head: str, encoding: str) -> None:
    (sheet,) = read(f"<html>{head}<table><tr><td>小区镕</table>", encoding)
    assert sheet.cells.rows() == [("小区镕",)]
