"""However an office dresses a good ledger up, the records stay the same and every line is accounted for."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import polars as pl
from hypothesis import given, settings
from hypothesis import strategies as st

from linli.errors import LinliError
from linli.ledger.map import map_table
from linli.ledger.recognise import demand, recognise
from linli.ledger.sheet import Range, Sheet
from linli.ledger.tables import account, find_tables

Row = list[str | None]

LEDGERS: dict[str, tuple[Row, list[Row]]] = {
    "compounds": (
        ["社区代码", "小区名称", "小区类型", "户数", "建成年份"],
        [
            ["990101001001", "松涛苑", "商品房", "420", "2008"],
            ["990101001001", "翠湖居", "商品房", "120", "2008"],
            ["990101001002", "兰亭里", "安置", "300", None],
            ["990101001002", "归燕家园", "安置", "310", "2011"],
        ],
    ),
    "posts": (
        ["区划代码", "小区名称", "组织名称", "职务", "姓名", "任职起"],
        [
            ["990101001001", "松涛苑", "松涛苑业委会", "主任", "张三", "2022.2"],
            ["990101001001", "松涛苑", "松涛苑业委会", "副主任", "李四", "2022.2"],
            ["990101001001", "松涛苑", "松涛苑业委会", "委员", "王五", "2022.2"],
            ["990101001002", "兰亭里", "兰亭里业委会", "主任", "赵六", "2023年3月"],
            ["990101001002", "兰亭里", "兰亭里业委会", "副主任", None, None],
        ],
    ),
    "property": (
        ["社区代码", "小区名称", "物业企业", "合同起", "合同止"],
        [
            ["990101001001", "松涛苑", "示例甲物业公司", "2023-01-01", "2025-12-31"],
            ["990101001001", "翠湖居", "示例甲物业公司", "2023-01-01", "2025-12-31"],
            ["990101001002", "兰亭里", "示例乙物业公司", "2020-01-01", None],
        ],
    ),
}

TITLES = ("示例街道台账", "（一）示例街道情况一览表（截至2025年6月底）", "附件1")
LINES: tuple[Row, ...] = (
    ["单位：示例街道", "联系人：张示例", "日期：2025年6月30日"],
    ["填报单位：", "示例街道", "填报日期：", "2025-06-30"],
)
UNKNOWN = ("备注", "民族", "经办", "所谓其他", "网址")
FOOTERS: tuple[Row, ...] = (["填表人：张示例", None, "审核人：李示例"], ["合  计"], ["注：以上内容真实"])


@dataclass(frozen=True)
class Dressed:
    """A ledger in an office's dress."""

    kind: str
    sheet: Sheet


@st.composite
def dressed(draw: st.DrawFn) -> Dressed:
    kind = draw(st.sampled_from(sorted(LEDGERS)))
    head, records = LEDGERS[kind]
    extra = draw(st.lists(st.sampled_from(UNKNOWN), unique=True, max_size=2))
    order = draw(st.permutations(range(len(head) + len(extra))))
    wide = [[*head, *extra], *([*row, *("某" for _ in extra)] for row in records)]
    columns = [[row[i] for i in order] for row in wide]
    rows: list[Row] = [[title] for title in draw(st.lists(st.sampled_from(TITLES), unique=True, max_size=2))]
    rows += [line for line in LINES if draw(st.booleans())] if rows else []
    rows += [[]] * draw(st.integers(0, 2))
    rows.append(columns[0])
    ranges: list[Range] = []
    block: list[Row] = []
    for row in columns[1:]:
        if draw(st.integers(0, 4)) == 0:
            ranges += merged(draw, block, len(rows) - len(block))
            rows += [[], ["小计"]] if draw(st.booleans()) else [[]]
            block = []
        block.append(list(row))
        rows.append(block[-1])
    ranges += merged(draw, block, len(rows) - len(block))
    rows += [footer for footer in FOOTERS if draw(st.booleans())]
    return Dressed(kind, sheet(rows, ranges))


def merged(draw: st.DrawFn, block: list[Row], top: int) -> list[Range]:
    """Equal neighbours below each other made one cell, in some of the columns."""
    ranges = []
    for c in range(len(block[0]) if block else 0):
        if not draw(st.booleans()):
            continue
        start = 0
        while start < len(block):
            end = start
            while (
                end + 1 < len(block)
                and block[end + 1][c] is not None
                and block[end + 1][c] == block[start][c]
            ):
                end += 1
            if end > start:
                ranges.append(Range(top + start, c, top + end, c))
                for row in block[start + 1 : end + 1]:
                    row[c] = None
            start = end + 1
    return ranges


def sheet(rows: Sequence[Row], ranges: list[Range]) -> Sheet:
    width = max(map(len, rows))
    cells = pl.DataFrame(
        [(*row, *[None] * (width - len(row))) for row in rows],
        schema={f"c{i}": pl.String for i in range(width)},
        orient="row",
    )
    return Sheet("", cells, tuple(ranges))


@settings(max_examples=150, deadline=None)
@given(dressed())
def test_the_records_stay_the_same(case: Dressed) -> None:
    (table,) = find_tables(case.sheet)
    found = demand(recognise(table, "a"), table, "a")
    assert found.kind.name == case.kind
    mapped = map_table(table, found, b"key", "a")
    head, records = LEDGERS[case.kind]
    own = {column.headings[0]: column.name for column in found.kind.columns}
    wanted = [{own[str(h)]: cell for h, cell in zip(head, row, strict=True)} for row in records]
    assert mapped.rows.drop("row").select(list(wanted[0])).to_dicts() == wanted


@settings(max_examples=150, deadline=None)
@given(dressed())
def test_every_line_is_accounted_for(case: Dressed) -> None:
    tables = find_tables(case.sheet)
    said = account(case.sheet, tables)
    assert list(said) == list(range(1, case.sheet.cells.height + 1))
    assert "outside" not in said.values()
    (table,) = tables
    body = table.records.height + table.skipped.height
    lines = case.sheet.cells.height - len(table.above) - len(table.heads)
    blank = sum(word == "blank" for word in said.values())
    assert body == lines - blank


@settings(max_examples=100, deadline=None)
@given(dressed())
def test_every_address_leads_back_to_the_cell(case: Dressed) -> None:
    (table,) = find_tables(case.sheet)
    covered = {
        (r, c): (one.top, one.left)
        for one in case.sheet.merged
        for r in range(one.top, one.bottom + 1)
        for c in range(one.left, one.right + 1)
    }
    for number in range(len(table.fields)):
        for row, value in zip(table.records["row"], table.values(number), strict=True):
            where = table.address(number, row)
            at = (int(where[1:]) - 1, ord(where[0]) - 65)
            assert case.sheet.cells[covered.get(at, at)] == value


WORDS = (
    *(
        "社区代码",
        "小区名称",
        "户数",
        "姓名",
        "职务",
        "书记",
        "支部副书记",
        "联系电话",
        "合计",
        "填表人：张示例",
    ),
    *(
        "990101001001",
        "松涛苑",
        "420",
        "张三",
        "是",
        "2021.3",
        "单位：示例街道 日期：2025年6月",
        "一、情况",
        "1",
        "x",
    ),
    *(
        "党内职务：0党员 1书记",
        "小区名称：",
        "社区代码：990101001001",
        "必填",
        "序号",
        "备注",
        "示例街道小区花名册",
    ),
)


@st.composite
def anything(draw: st.DrawFn) -> Sheet:
    width, height = draw(st.integers(1, 7)), draw(st.integers(1, 9))
    cell = st.one_of(st.none(), st.sampled_from(WORDS))
    rows = draw(st.lists(st.lists(cell, min_size=width, max_size=width), min_size=height, max_size=height))
    taken: set[tuple[int, int]] = set()
    ranges = []
    for _ in range(draw(st.integers(0, 3))):
        top, left = draw(st.integers(0, height - 1)), draw(st.integers(0, width - 1))
        one = Range(top, left, draw(st.integers(top, height - 1)), draw(st.integers(left, width - 1)))
        cells = {(r, c) for r in range(one.top, one.bottom + 1) for c in range(one.left, one.right + 1)}
        if len(cells) > 1 and not cells & taken:
            taken |= cells
            ranges.append(one)
            for r, c in cells - {(top, left)}:
                rows[r][c] = None
    return sheet(rows, ranges)


@settings(max_examples=150, deadline=None)
@given(anything())
def test_whatever_stands_on_a_sheet_is_read_or_refused_and_never_lost(whole: Sheet) -> None:
    tables = find_tables(whole)
    said = account(whole, tables)
    assert list(said) == list(range(1, whole.cells.height + 1))
    assert "outside" not in said.values()
    for table in tables:
        rows = table.records["row"].to_list()
        assert len(rows) == len(set(rows))
        assert not set(rows) & set(table.skipped["row"].to_list())
        try:
            found = recognise(table, "a")
            mapped = map_table(table, found, b"key", "a")
        except LinliError:
            continue
        read = sorted([*mapped.rows["row"].to_list(), *mapped.ignored["row"].to_list()])
        assert read == sorted([*rows, *table.skipped["row"].to_list()])
        assert [c.number for c in found.choices] == list(range(len(table.fields)))
