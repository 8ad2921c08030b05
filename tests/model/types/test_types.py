"""What holds for every type and every column, whatever stands in it."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

import polars as pl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from opencc import OpenCC

from linli.errors import DefinitionError
from linli.model import vocabulary
from linli.model.ledger_kind import LIKE
from linli.model.schema import PHYSICAL
from linli.model.types import NAMES, column_type
from linli.model.types.area_code import AreaCode
from linli.model.types.base import ColumnType
from linli.model.types.checksum import weighted
from linli.model.types.credit_code import WEIGHTS
from linli.model.types.name import Name
from linli.model.types.term import Term
from linli.model.types.text import Text
from linli.model.vocabulary import Label, Vocabulary
from linli.model.vocabulary import Term as Word

POLARS = {"text": pl.String, "int": pl.Int64, "float": pl.Float64, "bool": pl.Boolean, "date": pl.Date}
TYPES = [(name, "appointment" if name == "term" else None) for name in NAMES]
CELLS = st.one_of(
    st.none(),
    st.text(max_size=12),
    st.text(alphabet="0123456789.-/年月日%,eE+X：万约户 ２", max_size=14),
    st.sampled_from(["", "无", "是", "2023.3", "至今", "60%", "350502001000", "张　三", "选举"]),
)


def rows(kind: ColumnType, cells: list[str | None]) -> list[tuple[object, ...]]:
    """Values, problem and warning of each cell."""
    column = kind.clean(pl.Series(cells, dtype=pl.String))
    return list(
        zip(
            *(part.to_list() for part in (*column.values.values(), column.problem, column.warning)),
            strict=True,
        )
    )


@pytest.mark.parametrize(("name", "words"), TYPES)
@given(cells=st.lists(CELLS, max_size=8))
@settings(max_examples=40, deadline=None)
def test_length_and_order_are_kept_and_a_problem_leaves_no_value(
    name: str, words: str | None, cells: list[str | None]
) -> None:
    kind = column_type(name, words)
    judged = rows(kind, cells)
    assert len(judged) == len(cells)
    assert rows(kind, cells[::-1]) == judged[::-1]
    for cell, (*values, problem, warning) in zip(cells, judged, strict=True):
        if cell is None or problem is not None:
            assert {*values, warning} == {None}


@pytest.mark.parametrize(("name", "words"), TYPES)
def test_columns_are_of_the_schemas_kinds_even_when_nothing_is_in_them(name: str, words: str | None) -> None:
    wanted = dict(PHYSICAL[LIKE.get(name, name)])
    for raw in (pl.Series([], dtype=pl.String), pl.Series([None]), pl.Series(["x"])):
        cleaned = column_type(name, words).clean(raw)
        assert {suffix: series.dtype for suffix, series in cleaned.values.items()} == {
            suffix: POLARS[kind] for suffix, kind in wanted.items()
        }
        assert cleaned.problem.dtype == cleaned.warning.dtype == pl.String


@settings(deadline=None)
@given(st.text(max_size=20))
def test_cleaning_a_cleaned_text_changes_nothing(text: str) -> None:
    for name in ("text", "document"):
        once = column_type(name).clean(pl.Series([text])).values[""]
        assert column_type(name).clean(once).values[""].to_list() == once.to_list(), name


TRADITIONAL = OpenCC("s2t")
SIMPLIFIED = "张刘陈杨赵黄吴孙马罗郑谢韩冯邓许苏卢蒋邹陆龙万钱汤义东丽恒兴绿园华楼区单号栋"


@settings(deadline=None)
@given(st.text(alphabet=SIMPLIFIED, min_size=1, max_size=6), st.sampled_from([" ", "　", "\u00a0"]))
def test_keys_of_traditional_simplified_and_spaced_forms_are_equal(name: str, space: str) -> None:
    forms = [name, TRADITIONAL.convert(name), space.join(name), f"{space}{name}"]
    assert Name().clean(pl.Series(forms)).values["_key"].n_unique() == 1


@settings(deadline=None)
@given(st.dates(dt.date(1900, 1, 1), dt.date(2100, 12, 31)))
def test_a_day_reads_back_in_every_form(day: dt.date) -> None:
    serial = (day - dt.date(1899, 12, 30)).days
    forms = [
        f"{day:%Y-%m-%d}",
        f"{day:%Y%m%d}",
        f"{day.year}年{day.month}月{day.day}日",
        f"{day.year}.{day.month}.{day.day}",
    ]
    forms += [str(serial)] if 20000 <= serial <= 80000 else []
    assert set(column_type("day").clean(pl.Series(forms)).values[""].to_list()) == {day}


def test_a_retired_code_warns(tmp_path: Path) -> None:
    table = tmp_path / "codes.csv"
    table.write_text(
        "code,name,level,valid_from,valid_to,source\n990109,旧示例区,county,,2010-01-01,made-up\n",
        encoding="utf-8",
    )
    cleaned = AreaCode(table).clean(pl.Series(["990109001", "990101"]))
    assert cleaned.values[""].to_list() == ["990109001", "990101"]
    assert cleaned.warning.to_list() == ["area_code_retired", "area_code_unknown"]


def test_every_shipped_word_of_every_vocabulary_is_understood() -> None:
    for name, words in vocabulary.load().items():
        by_word = words.by_word()
        cleaned = column_type("term", name).clean(pl.Series(list(by_word)))
        assert cleaned.values[""].to_list() == list(by_word.values()), name


def test_words_that_fold_together_may_not_mean_two_things() -> None:
    words = (Word("a", "甲", "A one"), Word("b", "乙", "Aone"))
    with pytest.raises(DefinitionError):
        Term(Vocabulary("made_up", Label("示例", "Example"), words))


def test_a_word_for_nothing_that_a_vocabulary_has_is_its_word() -> None:
    kind = Term(Vocabulary("made_up", Label("示例", "Example"), (Word("none_at_all", "无", "Nothing"),)))
    assert kind.clean(pl.Series(["无", "—"])).values[""].to_list() == ["none_at_all", None]


@pytest.mark.parametrize(
    ("name", "words"), [("no such type", None), ("text", "appointment"), ("term", None), ("term", "no such")]
)
def test_the_registry_refuses_what_it_does_not_know(name: str, words: str | None) -> None:
    with pytest.raises(DefinitionError):
        column_type(name, words)


def test_every_type_of_the_schema_is_in_the_registry() -> None:
    assert set(PHYSICAL) <= set(NAMES)
    assert column_type("text") is column_type("text")
    assert isinstance(column_type("text"), Text)


def test_credit_code_weights_are_the_powers_of_three() -> None:
    assert tuple(3**place % 31 for place in range(17)) == WEIGHTS
    assert weighted("", {}, WEIGHTS) == 0
