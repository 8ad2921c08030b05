"""What an intake keeps of a table, and what it must never keep."""

from __future__ import annotations

import polars as pl
import pytest

from linli.errors import LedgerEmpty
from linli.ledger.map import Mapped, map_table
from linli.ledger.recognise import recognise
from linli.ledger.spread import decode, spread
from linli.ledger.tables import find_tables
from tests.ledger.tables.drawn import Drawn

KEY = b"a key for tests"


def mapped(rows: str, *merged: str) -> Mapped:
    (table,) = find_tables(Drawn(rows, merged=merged).sheet())
    return map_table(table, recognise(table, "a"), KEY, "a")


def test_numbers_of_persons_are_tokens_wherever_they_stand() -> None:
    found = mapped(
        "区划代码|组织名称|职务|姓名|身份证号|联系电话|任职文号\n"
        "990101001001|甲业委会|主任|张三13800000000|11010519491231002X|13800000001;13800000002|问13800000003\n"
    )
    text = str(found.rows.to_dicts())
    assert "1380000" not in text
    assert "1101051949" not in text
    assert text.count("tel:") == 4


def test_what_only_the_number_shows_is_marked_before_it_goes() -> None:
    found = mapped(
        "区划代码|组织名称|职务|姓名|身份证号\n990101001001|甲业委会|主任|张三|3.50502E+17\n"
        "990101001001|甲业委会|委员|李四|350502199003071235\n"
    )
    assert found.marks == {"identity:identity_damaged": (2,), "identity:identity_check": (3,)}


def test_a_ledger_of_posts_keeps_vacant_rows_and_rejects_none_of_its_own() -> None:
    """Only a roster, whose body stands in its title, passes people without a post over."""
    found = mapped(
        "区划代码|组织名称|职务|姓名\n990101001001|甲业委会|副主任|\n990101001001|甲业委会||张三\n"
    )
    assert found.rows["row"].to_list() == [2, 3]
    assert found.ignored.is_empty()


def test_nothing_below_the_headings() -> None:
    with pytest.raises(LedgerEmpty):
        mapped("社区代码|小区名称|户数\n")


def test_rows_past_the_last_that_holds_anything_are_not_counted() -> None:
    found = mapped("社区代码|小区名称\n990101001001|甲苑\n|\n990101001001|乙苑\n|\n|\n")
    assert found.rows["row"].to_list() == [2, 4]
    assert found.ignored.rows() == [(3, "row_empty")]


def test_spread_makes_a_row_a_post_and_leaves_what_is_neither_yes_nor_no_to_be_refused() -> None:
    wide = pl.DataFrame(
        {
            "row": pl.Series([4, 5], dtype=pl.UInt32),
            "holder": ["甲", "乙"],
            "post=secretary": ["是", "否"],
            "post=secretary#2": ["1", None],
            "post=staff": ["√", "兼"],
        }
    )
    long = spread(wide)
    line = pl.col("row") & ((1 << 24) - 1)
    assert long.select(line, "holder", "post").rows() == [
        (4, "甲", "secretary"),
        (4, "甲", "staff"),
        (5, "乙", "兼"),
    ]
    assert long["row"].n_unique() == 3
    assert long.columns == ["row", "holder", "post"]


def test_spread_leaves_other_ledgers_alone() -> None:
    cells = pl.DataFrame({"row": [1], "post": ["书记"]})
    assert spread(cells) is cells


def test_codes_are_put_into_words_and_other_cells_stay() -> None:
    cells = pl.DataFrame({"post": ["1", "1.0", "楼长", None], "from": ["1", "2", "3", "4"]})
    found = decode(cells, {"post": {"1": "书记", "0": "党员"}, "gone": {"1": "x"}})
    assert found["post"].to_list() == ["书记", "书记", "楼长", None]
    assert found["from"].to_list() == ["1", "2", "3", "4"]
