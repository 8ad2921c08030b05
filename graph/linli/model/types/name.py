"""A name of a person, a body or a place: shown as written, and a key under which its spellings meet.

`张　三` and `张三`, `恆興綠景` and `恒兴绿景`, `示例花园二期` and `示例花园2期`, `阿不都•热合曼` and
`阿不都·热合曼` have one key each. Traditional to Simplified is many-to-one (鍾 and 鐘 meet in 钟), so the key
says "may be the same name" and is never shown.
Source: domain.md, section 2 (habits seen; OpenCC t2s tested on the seeds' names).
"""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

import polars as pl

from linli.model.types import distinct, empty, fold, numerals
from linli.model.types.base import Cleaned
from linli.model.types.verdict import CELL, frame_of, settle

if TYPE_CHECKING:
    from opencc import OpenCC

_DOTS = "[•‧・∙⋅‣●]"


class Name:
    """A name, with its key."""

    name = "name"

    def clean(self, raw: pl.Series) -> Cleaned:
        """Names as shown ("") and their matching keys ("_key").

        >>> Name().clean(pl.Series(["恆興　綠景"])).values["_key"].to_list()
        ['恒兴绿景']
        """
        cells = empty.blank_to_null(raw)
        frame = pl.DataFrame({"cell": cells, "key": key(cells)})
        return settle(frame, {"": _close_up(fold.shown(CELL)), "_key": pl.col("key")})


def key(names: pl.Series) -> pl.Series:
    """The keys of names, null where the name is null."""
    folded = frame_of(names.alias("cell")).select(_one_dot(fold.matching(CELL))).collect().to_series()
    return numerals.arabic(distinct.where(folded, r"\p{Han}", _simplified)).alias("_key")


def key_of(text: str) -> str:
    """The matching key of one name; "" for a blank one.

    >>> key_of("恆興綠景　小區")
    '恒兴绿景小区'
    """
    return str(key(pl.Series([text]))[0] or "")


def _close_up(cell: pl.Expr) -> pl.Expr:
    # Twice: each pass eats the character on both sides, so it sees only every other gap of 张 三 丰.
    for _ in range(2):
        cell = cell.str.replace_all(r"(\p{Han}) (\p{Han})", "${1}${2}")
    return cell


def _one_dot(cell: pl.Expr) -> pl.Expr:
    dotted = cell.str.replace_all(_DOTS, "·")
    for _ in range(2):
        dotted = dotted.str.replace_all(r"(\p{Han})\.(\p{Han})", "${1}·${2}")
    return dotted


@cache
def _converter() -> OpenCC:
    from opencc import OpenCC

    return OpenCC("t2s")


def _simplified(names: list[str]) -> list[str]:
    # One call for all: OpenCC's phrases never span a line, and the keys hold no white space.
    simplified: str = _converter().convert("\n".join(names))
    return simplified.split("\n")
