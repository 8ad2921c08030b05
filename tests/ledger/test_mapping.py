"""A mapping given from outside, the shape by which it is remembered, and the day of a ledger."""

from __future__ import annotations

import datetime as dt

import pytest

from linli.errors import DefinitionError
from linli.ledger.day import day_in_name, day_of
from linli.ledger.mapping import LedgerMapping, fingerprint, from_plain
from linli.ledger.recognise import recognise
from linli.ledger.tables import Table, find_tables
from linli.model.definition import Plain
from tests.ledger.tables.drawn import Drawn


def table(rows: str) -> Table:
    (found,) = find_tables(Drawn(rows).sheet())
    return found


GIVEN = LedgerMapping(
    "posts",
    {"姓名": "holder", "组织委员": "post=organization_commissioner"},
    {"area": "990101001001"},
    ("备注",),
)


def test_a_mapping_goes_to_plain_data_and_back() -> None:
    assert from_plain(GIVEN.plain(), "m.yaml") == GIVEN


@pytest.mark.parametrize(
    ("plain", "field"),
    [
        ({"kind": "menus"}, "kind"),
        ({"kind": "posts", "columns": {"姓名": "holders"}}, "columns.姓名"),
        ({"kind": "posts", "columns": {"书记": "post=king"}}, "columns.书记"),
        ({"kind": "posts", "columns": {"姓名": "holder", "名": "holder"}}, "columns.名"),
        ({"kind": "posts", "columns": {"组织": "body"}, "context": {"body": "甲"}}, "context.body"),
        ({"kind": "posts", "context": {"colour": "red"}}, "context.colour"),
        ({"kind": "posts", "columns": {"姓名": "holder"}, "drop": ["姓 名"]}, "columns, drop"),
        ({"kind": "posts", "columns": {"姓名": ["holder"]}}, "columns.姓名"),
        ({"kind": "posts", "colums": {}}, "colums"),
        ({"columns": {}}, "kind"),
    ],
)
def test_a_wrong_mapping_is_refused_with_its_field(plain: Plain, field: str) -> None:
    with pytest.raises(DefinitionError) as caught:
        from_plain(plain, "m.yaml")
    assert caught.value.where["file"] == "m.yaml"
    assert field in str(caught.value.where["field"])


def test_a_mapping_decides_and_the_rest_is_recognised() -> None:
    found = recognise(table("姓名|说明|组织名称|电话\n甲|书记|某支部|1\n"), "a", given=LedgerMapping(
        "posts", {"说明": "post"}, {"area": "990101001001"}, ("电话",)
    ))  # fmt: skip
    assert found.columns == {"holder": 0, "post": 1, "body": 2}
    assert [c.reason for c in found.choices] == ["why_heading", "why_given", "why_heading", "why_given"]
    assert [(c.column, c.value) for c in found.context] == [("area", "990101001001")]
    assert found.missing == ()


def test_a_shape_is_its_headings_whatever_their_order_and_width() -> None:
    one = table("社区代码|小区名称|户数\n990101001001|甲苑|1\n")
    other = table("某街道\n户 数|社区代码|小区名称\n2|990101001002|乙苑\n")
    assert fingerprint(one) == fingerprint(other)
    assert fingerprint(one) != fingerprint(table("社区代码|小区名称|电话\n990101001001|甲苑|1\n"))


@pytest.mark.parametrize(
    ("above", "day"),
    [
        ("台账（截至2025年3月底）", "2025-03-31"),
        ("台账（截至2024年2月底）", "2024-02-29"),
        ("台账（截止到2025年6月30日）", "2025-06-30"),
        ("台账（截至2024年底）", "2024-12-31"),
        ("台账（截至2025年3月）", None),
        ("2025年6月台账", None),
        ("2025年6月30日台账", "2025-06-30"),
        ("台账\n填报日期：2025.6.30", "2025-06-30"),
        ("台账\n统计时间：20250630", "2025-06-30"),
        ("台账\n成立日期：2022年2月1日", None),
        ("台账\n日期：    年  月  日", None),
        ("台账\n日期：2025年6月31日", None),
        ("2025年5月1日台账（截至2025年6月底）", "2025-06-30"),
        ("台账\n日期：2025年6月30日|制表日期：2025年7月1日", None),
    ],
)
def test_the_day_is_taken_only_where_it_is_certain(above: str, day: str | None) -> None:
    found = day_of(table(f"{above}\n社区代码|小区名称\n990101001001|甲苑\n"))
    assert (str(found) if found else None) == day


def test_the_day_of_a_footer_counts_where_nothing_above_says_one() -> None:
    found = day_of(table("社区代码|小区名称\n990101001001|甲苑\n填表人：甲|填表日期：2025年6月30日\n"))
    assert found == dt.date(2025, 6, 30)


@pytest.mark.parametrize(
    ("name", "day"),
    [
        ("花名册20250630", dt.date(2025, 6, 30)),
        ("花名册（截至2025年6月底）", dt.date(2025, 6, 30)),
        ("花名册2025年6月", None),
        ("350502001001", None),
    ],
)
def test_the_day_in_a_name(name: str, day: dt.date | None) -> None:
    assert day_in_name(name) == day
