"""What a later roster changes: new, altered, gone, and who vanished without an end."""

from __future__ import annotations

import datetime as dt

import polars as pl

from linli.ledger.series import Change, compare
from linli.model import ledger_kind

POSTS = ledger_kind.load()["posts"]
COLUMNS = ("area", "body", "post", "holder", "party_member", "from", "to")
Row = tuple[str, str | None, str | None, str | None, str | None]


def roster(*rows: Row, day: dt.date = dt.date(2025, 6, 30)) -> pl.DataFrame:
    """A roster of one body: post, holder, party member, from, to."""
    cells = [("990101001001", "松涛苑小区党支部", *row) for row in rows]
    frame = pl.DataFrame(cells, schema=dict.fromkeys(COLUMNS, pl.String), orient="row")
    return frame.with_row_index("row", offset=2).with_columns(pl.lit(day).alias("_day"))


def change(before: list[Row], after: list[Row]) -> Change:
    return compare(POSTS, roster(*before), roster(*after, day=dt.date(2025, 7, 31)))


SECRETARY: Row = ("书记", "张三", "是", "2021.6", None)


def test_another_order_and_spelling_is_no_change() -> None:
    other: Row = ("委员", "李四", None, "2021.6", "2024.5")
    found = change([SECRETARY, other], [("委员", "李 四", None, "2021年6月", "2024年5月"), SECRETARY])
    assert (found.new, found.gone, found.altered.height, found.same, found.vanished) == ((), (), 0, 2, ())


def test_a_changed_cell_is_named_with_both_values() -> None:
    found = change([SECRETARY], [("书记", "张三", "否", "2021.6", "2025.7")])
    assert found.altered.select("before", "after", "column").rows() == [(2, 2, "party_member"), (2, 2, "to")]
    assert found.altered.filter(pl.col("column") == "party_member").select("was", "says").rows() == [
        ("true", "false")
    ]
    assert found.same == 0


def test_who_is_gone_without_an_end_has_vanished() -> None:
    ended: Row = ("委员", "李四", None, "2021.6", "2025.6")
    found = change([SECRETARY, ended], [("书记", "王五", None, "2025.7", None)])
    assert (found.new, found.gone, found.vanished) == ((2,), (2, 3), (2,))


def test_a_new_term_of_the_same_post_is_no_vanishing() -> None:
    found = change([SECRETARY], [("书记", "张三", "是", "2025.7", None)])
    assert (found.new, found.gone, found.vanished) == ((2,), (2,), ())


def test_several_people_in_a_cell_are_compared_one_by_one() -> None:
    found = change([("委员", "张三、李四", None, None, None)], [("委员", "张三", None, None, None)])
    assert (found.same, found.gone, found.vanished) == (1, (2,), (2,))
