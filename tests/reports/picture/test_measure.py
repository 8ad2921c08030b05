"""Texts in lines that fit."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from linli.reports.picture.measure import CLOSING, width, wrap

TEXTS = st.text(st.sampled_from("小区党支部ab cd-（）。1"), max_size=60)


@given(TEXTS, st.integers(1, 4))
def test_no_line_is_wider_than_the_room_and_nothing_is_lost_but_by_an_ellipsis(text: str, most: int) -> None:
    lines = wrap(text, 10, 60, most)
    assert len(lines) <= most
    # A closing sign stays with the character before it, at worst in a line of its own.
    assert all(width(line.rstrip(CLOSING), 10) <= 60 for line in lines)
    if not any(line.endswith("…") for line in lines):
        assert "".join(lines).replace(" ", "") == "".join(text.split())


def test_lines_end_between_words_and_between_wide_characters() -> None:
    assert wrap("Party group of a building", 10, 90) == ["Party group of", "a building"]
    assert wrap("物业员工（竹溪花园项目）", 10, 100)[-1] != "）"
    assert wrap("松涛苑小区1栋党小组", 10, 60) == ["松涛苑小区", "1栋党小组"]
    assert wrap("", 10, 60) == []
