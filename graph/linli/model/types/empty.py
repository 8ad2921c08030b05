"""What an office writes for "nothing": blank, 无, 没有, 暂无, a dash of any length, a stroke, 空, N/A.

Belongs here: words that say there is nothing to say in any column. Not here: 不详 or 待定, which say that
somebody should know.
Source: ledgers seen (domain.md, section 2, "无 or — for empty").
"""

from __future__ import annotations

import re
from collections.abc import Collection

import polars as pl

WORDS = frozenset(
    {"无", "無", "没有", "沒有", "暂无", "空", "空白", "n/a", "ｎ／ａ", "#n/a", "na", "null", "none", "nan"}
)
"""Words for nothing. A type to which one of them means something (有/无) takes it out."""

_SPACE = r"[\s\p{Cf}\p{Cc}]*"
_STROKES = r"[-‐–—―−－_＿/／\\＼]*"


def blank_to_null(raw: pl.Series, meaningful: Collection[str] = ()) -> pl.Series:
    """The column with null wherever a cell says nothing.

    Parameters: `raw`, text cells (a column of nulls will do); `meaningful`, words that are values in this
    column.
    Returns text cells named "cell", as long as `raw` and in its order, otherwise unchanged.

    >>> blank_to_null(pl.Series(["张三", " 无 ", "——", "／", ""])).to_list()
    ['张三', None, None, None, None]
    """
    words = "|".join(re.escape(word) for word in sorted(WORDS.difference(meaningful)))
    nothing = rf"(?i)^{_SPACE}(?:{_STROKES}|{words}){_SPACE}$"
    cell = pl.col("cell")
    frame = pl.DataFrame({"cell": raw.cast(pl.String)})
    return frame.select(pl.when(~cell.str.contains(nothing)).then(cell).alias("cell")).to_series()
