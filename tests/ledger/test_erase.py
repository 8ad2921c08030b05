"""A name leaves a text whatever its spelling, and nothing else does."""

from __future__ import annotations

import polars as pl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from linli.ledger.erase import Eraser, instead
from linli.model.types.name import Name, key_of

CASES = {
    "as it is": ("张三", "张三", "佚甲"),
    "spaced, wide": ("张三", "张　三、李四", "佚甲、李四"),
    "traditional": ("张国庆", "張國慶（兼）", "佚甲（兼）"),
    "zero-width": ("张三", "张\u200b三", "佚甲"),
    "line break": ("张三", "张\n三", "佚甲"),
    "twice": ("张三", "张三；张三", "佚甲；佚甲"),
    "in a sentence": ("张三", "由张三代管", "由佚甲代管"),
    "somebody longer": ("张三", "张三丰", "张三丰"),
    "somebody longer, spaced": ("张三", "张 三 丰和张三", "张 三 丰和佚甲"),
    "dots of another kind": ("阿不都·热合曼", "阿不都•热合曼", "佚甲"),
    "Latin": ("Zhang San", "zhang  san / Li Si", "佚甲 / Li Si"),
    "not there": ("张三", "李四", "李四"),
    "blank": ("张三", "", ""),
}


@pytest.mark.parametrize("title", CASES)
def test_a_name_leaves_a_text(title: str) -> None:
    name, text, wanted = CASES[title]
    assert Eraser(name, "佚甲", ["张三丰"]).text(text) == wanted


@given(st.text("张三丰 李四、（）\n\u200b張", max_size=30))
def test_what_is_left_holds_no_name_and_the_rest_is_as_it_was(text: str) -> None:
    left = Eraser("张三", "○").text(text)
    assert not Eraser("张三", "○").holds(left)
    plain = "".join(key_of(text).split())
    assert key_of(left.replace("○", "张三")) == plain


def test_a_table_changes_in_the_rows_that_are_meant_alone() -> None:
    frame = pl.DataFrame({"row": [5, 6], "holder": ["张三", "张 三"], "note": [None, "张三代"]})
    changed = Eraser("张三", "佚甲").frame(frame, frame["row"] == 6)
    assert changed.rows() == [(5, "张三", None), (6, "佚甲", "佚甲代")]
    assert changed.schema == frame.schema


def test_nested_data_changes_in_keys_and_values_and_keeps_its_form() -> None:
    plain = {"张三": ["a", {"b": "李四、张三"}], "n": 1, "none": None, "yes": True}
    wanted = {"佚甲": ["a", {"b": "李四、佚甲"}], "n": 1, "none": None, "yes": True}
    assert Eraser("张三", "佚甲").plain(plain) == wanted


def test_what_stands_instead_reads_as_a_name_and_is_different_for_each() -> None:
    names = [instead(number) for number in range(10_000)]
    assert len(set(names)) == len({key_of(name) for name in names[:300]}) + 9_700
    cleaned = Name().clean(pl.Series(names[:50]))
    assert cleaned.values[""].to_list() == names[:50]
