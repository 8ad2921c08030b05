"""A unified social credit code: 18 characters, the last of which checks the others.

Places 1 and 2 say who registered it and as what, 3 to 8 where, 9 to 17 the body's own code. Letters may stand
in places 1 to 8 as well (python-stdnum refuses them). Codes reported as real fail the check now and then, so
a failed check is a warning. Never mandatory: branches have no code, owners' committees usually none. Source:
GB 32100-2015; domain.md, section 4.
"""

from __future__ import annotations

import polars as pl

from linli.model.types import empty, fold
from linli.model.types.base import Cleaned
from linli.model.types.checksum import weighted, weighted_expr
from linli.model.types.verdict import CELL, flag, frame_of, settle

ALPHABET = "0123456789ABCDEFGHJKLMNPQRTUWXY"
WEIGHTS = (1, 3, 9, 27, 19, 26, 16, 17, 20, 29, 25, 13, 8, 24, 10, 30, 28)

_VALUES = {character: place for place, character in enumerate(ALPHABET)}


def checks(code: str) -> bool:
    """Whether 18 characters of the alphabet end in the right one.

    >>> checks("91350211M0000XUF46")
    False
    """
    return ALPHABET[-weighted(code, _VALUES, WEIGHTS) % 31] == code[17]


class CreditCode:
    """A credit code in capitals."""

    name = "credit_code"

    def clean(self, raw: pl.Series) -> Cleaned:
        """Codes; a wrong length or character is a problem, a failed check a warning.

        >>> CreditCode().clean(pl.Series(["91350211M0000XUF46"])).warning.to_list()
        ['credit_code_check']
        """
        code = pl.col("code")
        frame = frame_of(empty.blank_to_null(raw)).with_columns(
            code=fold.matching(CELL).str.to_uppercase().str.replace_all("-", "")
        )
        total = weighted_expr(code, _VALUES, WEIGHTS)
        last = code.str.slice(17, 1).replace_strict(
            list(_VALUES), list(_VALUES.values()), default=None, return_dtype=pl.Int32
        )
        problems = [
            flag("credit_code_damaged", code.str.contains(r"^[0-9](?:\.[0-9]+)?E\+?[0-9]+$")),
            flag("credit_code_length", code.str.len_chars() != 18),
            flag("credit_code_alphabet", ~code.str.contains(f"^[{ALPHABET}]+$")),
        ]
        return settle(frame, {"": code}, problems, [flag("credit_code_check", (total + last) % 31 != 0)])
