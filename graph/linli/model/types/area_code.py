"""An area's code, from province (2 digits) to community (12), in its shortest form: `350502001000` is the
street `350502001`. Below the community there are no codes: a patch, group or neighbourhood is written as the
code and the names under it, `350502001001/第一片/二组`.

Counties are held against `area_codes.csv`, a dated table that keeps retired codes. It holds the cities that
linli has met, not the country: a county that is missing from a city it holds is a warning, one of another
city is none. Codes are text: a 12-digit
number in Excel becomes 3.50502E+11 for good.
Source: GB/T 2260 (6 digits), the statistical 12-digit codes (6 + 3 + 3); domain.md, section 4.
"""

from __future__ import annotations

from pathlib import Path

import polars as pl

from linli.model.types import empty, fold
from linli.model.types.base import Cleaned
from linli.model.types.verdict import CELL, flag, frame_of, settle

TABLE = Path(__file__).parent / "area_codes.csv"
LENGTHS = (2, 4, 6, 9, 12)

_BELOW = r"^(?:/[^/]+){1,3}$"
"""Patch, group, neighbourhood: the levels that the source reports know below a community."""

_DAMAGED = r"^[0-9](?:\.[0-9]+)?e\+?[0-9]+$"


class AreaCode:
    """A code of 2, 4, 6, 9 or 12 digits, and names below a community's."""

    name = "area_code"

    def __init__(self, table: Path = TABLE) -> None:
        """Take the table of known codes: code, name, level, valid_from, valid_to, source."""
        known = pl.read_csv(table, infer_schema=False, glob=False)
        self._known = known["code"].to_list()
        self._cities = sorted({code[:4] for code in self._known if len(code) == 6})
        self._retired = known.filter(pl.col("valid_to").is_not_null())["code"].to_list()

    def clean(self, raw: pl.Series) -> Cleaned:
        """Codes in their shortest form.

        >>> AreaCode().clean(pl.Series(["350502000000", "3.50502E+11"])).problem.to_list()
        [None, 'area_code_damaged']
        >>> AreaCode().clean(pl.Series(["350502001001／第一片/ 二组"])).values[""].to_list()
        ['350502001001/第一片/二组']
        """
        code, shortest, below = pl.col("code"), pl.col("shortest"), pl.col("below")
        county, city = shortest.str.slice(0, 6), shortest.str.slice(0, 4)
        frame = (
            frame_of(empty.blank_to_null(raw))
            .with_columns(_path=fold.matching(CELL))
            .with_columns(
                code=pl.col("_path").str.extract(r"^([^/]*)").str.replace(r"\.0+$", ""),
                below=pl.col("_path").str.extract(r"^[^/]*(/.*)$").fill_null(""),
            )
            .with_columns(shortest=_shortest(code))
        )
        problems = [
            flag("area_code_damaged", code.str.contains(_DAMAGED)),
            flag("area_code_unreadable", ~code.str.contains(r"^[1-9][0-9]+$")),
            flag("area_code_length", ~code.str.len_chars().is_in(LENGTHS)),
            flag(
                "area_path_wrong",
                (below != "") & ((shortest.str.len_chars() != LENGTHS[-1]) | ~below.str.contains(_BELOW)),
            ),
        ]
        warnings = [
            flag("area_code_retired", county.is_in(self._retired)),
            flag(
                "area_code_unknown",
                (county.str.len_chars() == 6) & city.is_in(self._cities) & ~county.is_in(self._known),
            ),
        ]
        return settle(frame, {"": shortest + below}, problems, warnings)


def above(path: pl.Expr) -> list[pl.Expr]:
    """The areas above one, nearest first, null where there is none: by its names, then its code's levels."""
    inner = [path.str.extract(rf"^(.*?)(?:/[^/]+){{{n}}}$") for n in (1, 2, 3)]
    code = path.str.extract(r"^([^/]*)")
    levels = [pl.when(code.str.len_chars() > n).then(code.str.slice(0, n)) for n in reversed(LENGTHS[:-1])]
    return [*inner, *levels]


def _shortest(code: pl.Expr) -> pl.Expr:
    """Without the zeros that stand for "no lower level", level by level from the top."""
    kept = [code.str.extract(rf"^([0-9]{{{length}}})0+$") for length in LENGTHS[:-1]]
    return pl.coalesce(*kept, code)
