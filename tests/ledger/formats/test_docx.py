"""docx: tables, what reaches over several cells, and the lines around them."""

from __future__ import annotations

import pytest

from linli.ledger.formats import one
from linli.ledger.sheet import Range, Sheet
from tests.ledger.formats import makers


def run(text: str) -> str:
    return f"<w:r><w:t>{text}</w:t></w:r>"


def line(text: str) -> str:
    return f"<w:p>{run(text)}</w:p>"


def cell(text: str, properties: str = "") -> str:
    return f"<w:tc><w:tcPr>{properties}</w:tcPr>{line(text)}</w:tc>"


def table(*rows: str) -> str:
    return f"<w:tbl><w:tblPr/>{''.join(f'<w:tr>{row}</w:tr>' for row in rows)}</w:tbl>"


def read(body: str) -> list[Sheet]:
    return one.read(makers.document(body), "a.docx")


DOWN, ON = '<w:vMerge w:val="restart"/>', "<w:vMerge/>"


def test_cells_that_reach_over_rows_and_columns() -> None:
    (sheet,) = read(
        table(
            cell("备案表", '<w:gridSpan w:val="3"/>'),
            cell("成员", DOWN) + cell("姓名") + cell("职务"),
            cell("", ON) + cell("张三") + cell("主任"),
            cell("", ON) + cell("李四") + cell("副主任"),
            cell("成员", DOWN) + cell("王五", '<w:gridSpan w:val="2"/>' + DOWN),
            cell("", ON) + cell("", '<w:gridSpan w:val="2"/>' + ON),
        )
    )
    assert sheet.name == "表1"
    assert sheet.cells.rows() == [
        ("备案表", None, None),
        ("成员", "姓名", "职务"),
        (None, "张三", "主任"),
        (None, "李四", "副主任"),
        ("成员", "王五", None),
        (None, None, None),
    ]
    assert sheet.merged == (Range(0, 0, 0, 2), Range(1, 0, 3, 0), Range(4, 0, 5, 0), Range(4, 1, 5, 2))


def test_lines_above_a_table_are_rows_and_the_name_says_how_many() -> None:
    title, dated, footer = line("业委会备案表"), line("日期：2025年3月31日"), line("填表人：张三")
    first, second = read(
        title + dated + line(" ") + table(cell("a")) + line("二、") + table(cell("b"), cell("c")) + footer
    )
    assert first.name == "表1（上方2行文字计入行号）"
    assert first.cells.rows() == [("业委会备案表",), ("日期：2025年3月31日",), ("a",)]
    assert second.name == "表2（上方1行文字计入行号）"
    assert second.cells.rows() == [("二、",), ("b",), ("c",), ("填表人：张三",)]


def test_merges_move_down_with_their_table() -> None:
    (sheet,) = read(line("标题") + table(cell("a", '<w:gridSpan w:val="2"/>'), cell("b") + cell("c")))
    assert sheet.merged == (Range(1, 0, 1, 1),)


def test_a_table_in_a_cell_follows_as_its_own() -> None:
    outer, inner = read(table(f"<w:tc>{line('外')}{table(cell('内'))}</w:tc>"))
    assert (outer.cells.rows(), inner.cells.rows()) == ([("外",)], [("内",)])


@pytest.mark.parametrize(
    ("content", "text"),
    [
        ('<w:r><w:sym w:font="Wingdings" w:char="F0FE"/></w:r>' + run("是"), "☑是"),
        ('<w:r><w:sym w:font="Wingdings 2" w:char="F052"/></w:r>', "☑"),
        (run("甲") + "<w:r><w:br/></w:r>" + run("乙"), "甲\n乙"),
        (f"<w:del>{run('旧').replace('w:t', 'w:delText')}</w:del><w:ins>{run('新')}</w:ins>", "新"),
        (f"<w:hyperlink>{run('链接')}</w:hyperlink>", "链接"),
        (f"<w:sdt><w:sdtContent>{run('选项')}</w:sdtContent></w:sdt>", "选项"),
        (
            f"<mc:AlternateContent><mc:Choice>{run('甲')}</mc:Choice><mc:Fallback>{run('甲')}</mc:Fallback></mc:AlternateContent>",
            "甲",
        ),
        ("<w:r><w:instrText>PAGE</w:instrText></w:r>" + run("1"), "1"),
    ],
)
def test_text_as_it_stands(content: str, text: str) -> None:
    (sheet,) = read(table(f"<w:tc><w:p>{content}</w:p></w:tc>"))
    assert sheet.cells.rows() == [(text,)]


def test_tables_rows_and_cells_in_wrappers() -> None:
    wrapped = "<w:sdt><w:sdtContent>{}</w:sdtContent></w:sdt>".format
    body = f"<w:tbl>{wrapped('<w:tr>' + wrapped(cell('甲')) + cell('乙') + '</w:tr>')}</w:tbl>"
    (sheet,) = read(wrapped(body))
    assert sheet.cells.rows() == [("甲", "乙")]


def test_a_row_that_begins_further_in() -> None:
    (sheet,) = read(table(cell("a") + cell("b"), '<w:trPr><w:gridBefore w:val="1"/></w:trPr>' + cell("c")))
    assert sheet.cells.rows() == [("a", "b"), (None, "c")]
