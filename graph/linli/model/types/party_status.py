"""Political status (政治面貌), as far as a post asks for it: party member or not.

A full and a probationary member are members; 群众, a member of the youth league or of another party is none.
是 and 否 will do, since ledgers ask 是否党员 as well. Nothing else of the status is kept.
Source: domain.md, section 2 (政治面貌 in rosters, 预/正 in a roster of members).
"""

from __future__ import annotations

import polars as pl

from linli.model.types import empty, fold
from linli.model.types.base import Cleaned
from linli.model.types.verdict import CELL, flag, frame_of, settle
from linli.model.types.yes_no import NO, YES

MEMBER = ("党员", "中共党员", "正式党员", "预备党员", "中共预备党员", "中国共产党党员", "正式", "预备")
NONE = (
    *("群众", "非党员", "非中共党员", "团员", "共青团员", "无党派", "无党派人士", "民主党派"),
    *("民革党员", "民盟盟员", "民建会员", "民进会员", "农工党党员", "致公党党员", "九三学社社员", "台盟盟员"),
)


class PartyStatus:
    """A Boolean: whether somebody is a party member."""

    name = "party_status"

    def clean(self, raw: pl.Series) -> Cleaned:
        """Booleans; any other word is a problem.

        >>> PartyStatus().clean(pl.Series(["中共预备党员", "群众", "是", "—"])).values[""].to_list()
        [True, False, True, None]
        """
        meaning = dict.fromkeys((*YES, *MEMBER), True) | dict.fromkeys((*NO, *NONE), False)
        word = fold.matching(CELL).replace_strict(
            list(meaning), list(meaning.values()), default=None, return_dtype=pl.Boolean
        )
        frame = frame_of(empty.blank_to_null(raw, NO)).with_columns(word=word)
        unreadable = flag("party_status_unreadable", pl.col("word").is_null())
        return settle(frame, {"": pl.col("word")}, [unreadable])
