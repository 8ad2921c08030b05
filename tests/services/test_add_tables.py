"""Ledgers of every layout, from the workbook into the graph and back to the cell."""

from __future__ import annotations

import datetime as dt
import hashlib
import json
from dataclasses import asdict
from pathlib import Path

import polars as pl
import pytest
import xlsxwriter

from linli.errors import HeadingMissing, LedgerError
from linli.ledger.mapping import LedgerMapping
from linli.services.add import Added, Handed, add
from linli.services.rejects import of_snapshot
from linli.services.sources import sources
from linli.workspace import intakes
from linli.workspace.layout import open_layout
from tests.street import DAY, NOW, STREET, built, workspace

Rows = list[list[str | None]]


def book(path: Path, sheets: dict[str, Rows], merged: dict[str, list[str]] | None = None) -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    with xlsxwriter.Workbook(str(path)) as made:
        for name, rows in sheets.items():
            page = made.add_worksheet(name)
            for r, row in enumerate(rows):
                for c, cell in enumerate(row):
                    if cell is not None:
                        page.write_string(r, c, cell)
            for cells in (merged or {}).get(name, []):
                page.merge_range(cells, rows[int(cells.split(":")[0][1:]) - 1][ord(cells[0]) - 65] or "")
    return path


def taken(root: Path, path: Path, handed: Handed = Handed(day=DAY)) -> Added:  # noqa: B008
    (added,) = add(root, [path], handed, NOW)
    return added


WIDE: Rows = [
    ["松涛社区松涛苑小区党支部班子（截至2025年6月底）"],
    ["姓名", "联系电话", "支部书记", "支部副书记", "组织委员", "宣传委员"],
    ["张三", "13800000000", "是", None, "√", None],
    ["李四", "13800000001", None, "是", None, "否"],
    ["王五", "13800000002", None, "也许", None, None],
    ["赵六", "13800000003", None, None, None, None],
]


def test_a_column_a_post_becomes_posts_and_leads_back_to_its_cells(tmp_path: Path) -> None:
    ledgers = {name: text for name, text in STREET.items() if name != "posts"}
    root = workspace(tmp_path, ledgers)
    added = taken(root, book(tmp_path / "b" / "班子.xlsx", {"班子": WIDE}), Handed())
    (table,) = added.intake.tables
    assert (table.layout, table.day, table.area) == ("wide", DAY, "990101001001")
    assert table.ignored == {"row_no_post": (6,)}
    kept = intakes.cells(open_layout(root), added.intake, table)
    assert kept.filter(pl.col("row") == 3).to_dicts()[0]["post=organization_commissioner"] == "√"
    assert "138000" not in str(kept.to_dicts())
    assert "赵六" not in str(kept.to_dicts())
    snapshot = built(root)
    rows = snapshot.manifest.rows
    assert rows["read"] == rows["accepted"] + rows["ignored"] + rows["rejected"]
    holds = snapshot.facts()["HOLDS.Person.Post"].join(
        snapshot.facts()["Person"].select(pl.col("id").alias("from"), "name"), on="from"
    )
    posts = snapshot.facts()["Post"].select(pl.col("id").alias("to"), "kind")
    found = sorted(holds.join(posts, on="to").select("name", "kind").rows())
    assert found == [
        ("张三", "organization_commissioner"),
        ("张三", "secretary"),
        ("李四", "deputy_secretary"),
    ]
    (bad,) = [p for p in of_snapshot(snapshot, "zh") if p.severity == "error"]
    assert (bad.row, bad.address, bad.value) == (5, "C5:F5", "也许")
    link = holds.filter(pl.col("name") == "李四")["id"][0]
    cells = {cell.address: cell.value for cell in sources(root, link, "zh")}
    assert cells["A4"] == "李四"
    assert cells["D4"] == "是"
    assert "F4" not in cells, "否 states nothing"
    of_branch = snapshot.facts()["POST_IN.Post.Organization"].filter(pl.col("from") == holds["to"][0])["id"][
        0
    ]
    assert {"A1": "松涛苑小区党支部"}.items() <= {
        c.address: c.value for c in sources(root, of_branch, "zh")
    }.items()


TURNED: Rows = [
    ["项目", "一", "二"],
    ["社区代码", "990101001002", "990101001002"],
    ["小区名称", "新苑", "竹里"],
    ["户数", "12", "不少"],
    ["小区类型", "商品房", "商品房"],
]
CARD: Rows = [
    ["小区名称", "梅园", "社区代码", "990101001002"],
    ["户数", "33", "小区类型", "别墅"],
    ["建成年份", "2008", "是否封闭", "封闭"],
]


def test_turned_tables_and_cards_lead_back_to_their_cells(tmp_path: Path) -> None:
    root = workspace(tmp_path)
    path = book(
        tmp_path / "b" / "小区.xlsx", {"横": TURNED, "梅园": CARD, "菜单": [["菜名", "价格"], ["豆腐", "3"]]}
    )
    added = taken(root, path)
    assert [(t.sheet, t.layout) for t in added.intake.tables] == [("横", "columns"), ("梅园", "card")]
    assert [(p.sheet, p.lines, p.code) for p in added.intake.passed] == [("菜单", (1, 2), "LN-L04")]
    snapshot = built(root)
    wrong = {(p.sheet, p.address, p.value) for p in of_snapshot(snapshot, "zh") if p.severity == "error"}
    assert wrong == {("横", "C4", "不少"), ("梅园", "D2", "别墅")}
    new = snapshot.facts()["Compound"].filter(pl.col("name") == "新苑")["id"][0]
    assert {c.address for c in sources(root, new, "zh")} >= {"B2", "B3", "B4", "B5"}


def test_two_tables_of_a_kind_on_one_sheet_are_told_apart(tmp_path: Path) -> None:
    root = workspace(tmp_path)
    rows: Rows = [
        ["松涛社区松涛苑小区党支部班子成员"],
        ["姓名", "职务"],
        ["甲甲", "委员"],
        ["松涛社区松涛苑业委会成员"],
        ["姓名", "职务"],
        ["乙乙", "委员"],
    ]
    added = taken(root, book(tmp_path / "b" / "成员.xlsx", {"成员": rows}))
    assert len({table.series for table in added.intake.tables}) == 2, "two bodies, two series"
    snapshot = built(root)
    people = dict(snapshot.facts()["Person"].select("name", "id").rows())
    assert [c.address for c in sources(root, people["乙乙"], "zh")] == ["A6"]
    assert [c.address for c in sources(root, people["甲甲"], "zh")] == ["A3"]


def test_next_months_roster_replaces_that_of_its_own_body_alone(tmp_path: Path) -> None:
    root = workspace(tmp_path)

    def roster(body: str, name: str, day: str) -> Path:
        rows: Rows = [[f"松涛社区{body}花名册（截至{day}）"], ["姓名", "职务"], [name, "委员"]]
        return book(tmp_path / "b" / f"{body}{day}.xlsx", {"册": rows})

    taken(root, roster("松涛苑小区党支部", "甲甲", "2025年6月底"), Handed())
    taken(root, roster("松涛苑业委会", "乙乙", "2025年6月底"), Handed())
    (table,) = taken(root, roster("松涛苑业委会", "丙丙", "2025年7月底"), Handed()).intake.tables
    assert table.mode == "replaces"
    names = set(built(root).facts()["Person"]["name"])
    assert {"甲甲", "丙丙"} <= names
    assert "乙乙" not in names


def test_numbers_of_persons_in_titles_headings_and_context_are_not_kept(tmp_path: Path) -> None:
    root = workspace(tmp_path)
    rows: Rows = [
        ["松涛社区松涛苑业委会成员13900000001名单"],
        ["姓名", "职务", "联系电话", "经办350502199003071236"],
        ["甲甲", "委员", "13900000002", "y"],
    ]
    taken(root, book(tmp_path / "b" / "成员.xlsx", {"成员": rows}))
    kept = "".join(path.read_text() for path in (root / "sources").glob("*/intake.json"))
    assert "1390000000" not in kept
    assert "350502199003071236" not in kept


def test_a_mapping_given_goes_before_what_is_recognised(tmp_path: Path) -> None:
    root = workspace(tmp_path)
    rows: Rows = [["名", "干什么", "电话"], ["甲甲", "委员", "13800000009"], ["乙乙", "主任", None]]
    path = book(tmp_path / "b" / "某.xlsx", {"某": rows})
    with pytest.raises(LedgerError):
        taken(root, path)
    mapping = LedgerMapping(
        "posts",
        {"名": "holder", "干什么": "post"},
        {"area": "990101001001", "body": "松涛苑业委会"},
        ("电话",),
    )
    (table,) = taken(root, path, Handed(day=DAY, mapping=mapping)).intake.tables
    assert set(table.columns) == {"holder", "post", "area", "body"}
    assert {"甲甲", "乙乙"} <= set(built(root).facts()["Person"]["name"])


def test_a_ledger_that_lacks_a_heading_still_refuses_the_file(tmp_path: Path) -> None:
    root = workspace(tmp_path)
    rows: Rows = [["小区名称", "小区类型", "户数"], ["新苑", "商品房", "12"]]
    path = book(tmp_path / "b" / "小区.xlsx", {"一": rows, "二": [list(row) for row in CARD]})
    with pytest.raises(HeadingMissing):
        taken(root, path)


def test_intakes_of_before_these_layouts_still_read(tmp_path: Path) -> None:
    """An intake kept by an earlier version has neither layout nor title, and the hash that it had then."""
    root = workspace(tmp_path)
    layout = open_layout(root)
    for one in intakes.read(layout):
        old = asdict(one) | {"hash": ""}
        del old["passed"]
        for table in old["tables"]:
            for name in ("layout", "codes", "hidden", "title", "shape", "inside", "unseen"):
                del table[name]
        text = json.dumps(old, ensure_ascii=False, sort_keys=True, default=str)
        old["hash"] = hashlib.sha256(text.encode()).hexdigest()[:32]
        folder = layout.sources / one.hash
        (folder / "intake.json").write_text(json.dumps(old, default=str))
        folder.rename(layout.sources / old["hash"])
    assert all(table.layout == "rows" for one in intakes.read(layout) for table in one.tables)
    assert built(root).manifest.rows["rejected"] == 0


def test_the_day_comes_from_the_sheets_own_name(tmp_path: Path) -> None:
    root = workspace(tmp_path)
    (table,) = taken(root, book(tmp_path / "b" / "x.xlsx", {"2025年6月30日": CARD}), Handed()).intake.tables
    assert table.day == dt.date(2025, 6, 30)
