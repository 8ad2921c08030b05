"""Cells that say several things: what is taken apart, what is left as it stands, and that nothing is lost."""

from __future__ import annotations

from pathlib import Path

import polars as pl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from linli.ledger.split import line, split
from linli.model import ledger_kind
from linli.services.rejects import of_snapshot
from tests.street import STREET, built, workspace

TEL = "tel:" + "a" * 32
POSTS = ledger_kind.load()["posts"]


def parts(**cells: str | None) -> tuple[list[dict[str, str | None]], list[str]]:
    """What becomes of one row: its parts without blanks, and the codes of warnings."""
    row = pl.DataFrame(
        {"_source": [0], "row": [7], "body": ["松涛苑小区党支部"], **{k: [v] for k, v in cells.items()}},
        schema_overrides={"_source": pl.UInt32, "row": pl.UInt32, **dict.fromkeys(cells, pl.String)},
    )
    rows, left = split(POSTS, row)
    assert rows.select(line())["row"].to_list() == [7] * rows.height
    assert rows["row"].is_unique().all()
    plain = [
        {k: v for k, v in one.items() if k not in ("_source", "row", "term") and v is not None}
        for one in rows.rows(named=True)
    ]
    return plain, left["code"].to_list()


B, C = "松涛苑小区党支部", "业主委员会"


@pytest.mark.parametrize(
    ("post", "expected"),
    [
        ("书记", [(B, "书记")]),
        ("支部书记兼业委会主任", [(B, "支部书记"), (C, "业委会主任")]),
        ("书记（兼业委会主任）", [(B, "书记"), (C, "业委会主任")]),
        ("书记、组织委员", [(B, "书记"), (B, "组织委员")]),
        ("支部书记 兼任 业主委员会 主任", [(B, "支部书记"), (C, "主任")]),
        ("书记，物业项目经理", [(B, "书记"), ("物业企业", "项目经理")]),
        ("书记兼志愿者", None),
        ("和谐大使", None),
    ],
)
def test_posts(post: str, expected: list[tuple[str, str]] | None) -> None:
    rows, left = parts(post=post, holder="张三")
    assert [(r["body"], r["post"]) for r in rows] == (expected or [(B, post)])
    assert {r["holder"] for r in rows} == {"张三"}
    assert left == []


@pytest.mark.parametrize(
    ("holder", "expected", "warned"),
    [
        ("张三", [("张三", "委员")], []),
        ("张　三", [("张　三", "委员")], []),  # one name with a space in it, for the type to close up
        ("张三（书记）、李四", [("张三", "书记"), ("李四", "委员")], []),
        ("张三\n李四", [("张三", "委员"), ("李四", "委员")], []),
        ("张三（党员）；李四(群众)", [("张三", "委员", "是"), ("李四", "委员", "否")], []),
        (f"王五{TEL}", [("王五", "委员", TEL)], []),
        (f"王五（{TEL}）、李四", [("王五", "委员", TEL), ("李四", "委员")], []),
        ("阿不都·热合曼、李四", [("阿不都·热合曼", "委员"), ("李四", "委员")], []),
        ("空缺", [(None, "委员")], []),
        ("张三（退休）", [("张三", "委员")], ["name_note_left"]),
        ("张三等3人", [("张三", "委员")], ["name_and_others"]),
        ("示例物业公司、张三", [("示例物业公司、张三", "委员")], []),  # no list of people
        ("张三、", [("张三", "委员")], []),
    ],
)
def test_people(holder: str, expected: list[tuple[str | None, ...]], warned: list[str]) -> None:
    rows, left = parts(post="委员", holder=holder)
    found = [
        tuple(v for v in (r.get("holder"), r["post"], r.get("party_member"), r.get("phone")) if v)
        for r in rows
    ]
    assert found == [tuple(v for v in one if v) for one in expected]
    assert left == warned


def test_a_number_beside_several_people_is_nobodys() -> None:
    rows, _ = parts(post="委员", holder="张三、李四", phone=TEL, identity="id:" + "b" * 32)
    assert [(r.get("phone"), r.get("identity")) for r in rows] == [(None, None)] * 2


@pytest.mark.parametrize(
    ("term", "start", "end"),
    [
        ("2021.3-2024.3", "2021.3", "2024.3"),
        ("2021-03-2024-03", "2021-03", "2024-03"),
        ("2021-03-01至2024-02-28", "2021-03-01", "2024-02-28"),
        ("20210301—20240228", "20210301", "20240228"),
        ("２０２１年３月 ～ ２０２４年２月", "2021年3月", "2024年2月"),
        ("自2021年3月1日起至2024年2月28日止", "2021年3月1日", "2024年2月28日"),
        ("2022年6月至今", "2022年6月", "至今"),
        ("2022.6-", "2022.6", None),
        ("2021年3月起", "2021年3月", None),
        ("2021-2024", "2021", "2024"),
        ("2021", "2021", None),
        ("第三届", None, None),
        ("三年", None, None),
    ],
)
def test_terms(term: str, start: str | None, end: str | None) -> None:
    (row,), left = parts(post="书记", holder="张三", term=term)
    assert (row.get("from"), row.get("to")) == (start, end)
    assert left == ([] if start else ["term_without_dates"])


def test_dates_of_their_own_stand_before_a_term() -> None:
    (row,), left = parts(post="书记", holder="张三", term="2021.3-2024.3", **{"from": "2020.1"})
    assert (row["from"], row.get("to"), left) == ("2020.1", None, [])


def test_a_row_of_several_is_counted_once_and_its_cell_is_found(tmp_path: Path) -> None:
    more = """\
990101001001,松涛苑,松涛苑小区党支部,支部委员,赵一、钱二,,,是,2021.6,
990101001001,松涛苑,松涛苑小区党支部,纪检委员兼业委会副主任,孙三,,,是,2021.6,
990101001001,松涛苑,松涛苑小区党支部,宣传委员兼监委会委员,吴五、郑六,,,是,2021.6,
"""
    snapshot = built(workspace(tmp_path, {**STREET, "posts": STREET["posts"] + more}))
    rows = snapshot.manifest.rows
    assert rows["read"] == rows["accepted"] + rows["ignored"] + rows["rejected"]
    assert rows["rejected"] == 1  # there is no supervisory board: the whole row waits, not a part of it
    (problem,) = [p for p in of_snapshot(snapshot, "zh") if p.severity == "error"]
    assert (problem.row, problem.value) == (11, "业主监督委员会")
    held = snapshot.facts()["Person"]["name"].to_list()
    assert {"赵一", "钱二", "孙三"} <= set(held)
    assert {"吴五", "郑六"}.isdisjoint(held)
    provenance = snapshot.report("provenance")
    assert provenance["row"].max() <= 11


WORDS = [
    "张三",
    "李四",
    "书记",
    "、",
    "，",
    "（",
    "）",
    "兼",
    " ",
    "\n",
    "等",
    "支部",
    "业委会主任",
    "2021.3",
    "-",
    "空缺",
]


@given(
    st.lists(st.sampled_from(WORDS), max_size=8).map("".join), st.lists(st.sampled_from(WORDS), max_size=5)
)
def test_no_text_breaks_it_and_every_line_comes_back(holder: str, post: list[str]) -> None:
    rows, _ = parts(holder=holder or None, post="".join(post) or None, term=holder or None)
    assert rows
