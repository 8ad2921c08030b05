"""Yes or no: 是 and 否, a tick and a cross, 1 and 0, 有 and 无.

An empty cell is unknown, not no; that a blank in a column of ticks means no is for the ledger kind to say. A
lone x is refused: it is a cross to one clerk and a mark to another. 党员 and 群众 are not yes and no but
answers to one particular question.
Source: domain.md, section 2 (booleans seen: 1/是/True/yes).
"""

from __future__ import annotations

import polars as pl

from linli.model.types import empty, fold
from linli.model.types.base import Cleaned
from linli.model.types.verdict import CELL, flag, frame_of, settle

YES = ("是", "有", "对", "已", "√", "✓", "✔", "☑", "1", "1.0", "true", "yes", "y")
NO = (
    "否",
    "无",
    "無",
    "没有",
    "沒有",
    "不是",
    "非",
    "未",
    "×",
    "✗",
    "✘",
    "✕",
    "☒",
    "0",
    "0.0",
    "false",
    "no",
    "n",
)


class YesNo:
    """A Boolean."""

    name = "yes_no"

    def clean(self, raw: pl.Series) -> Cleaned:
        """Booleans; any other word is a problem.

        >>> YesNo().clean(pl.Series(["√", "无", "—", "也许"])).values[""].to_list()
        [True, False, None, None]
        """
        meaning = dict.fromkeys(YES, True) | dict.fromkeys(NO, False)
        word = fold.matching(CELL).replace_strict(
            list(meaning), list(meaning.values()), default=None, return_dtype=pl.Boolean
        )
        frame = frame_of(empty.blank_to_null(raw, NO)).with_columns(word=word)
        return settle(frame, {"": pl.col("word")}, [flag("yes_no_unreadable", pl.col("word").is_null())])
