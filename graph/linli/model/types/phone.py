"""Telephone numbers of one cell: mobiles, landlines with their area code, 400 and 800 numbers, several of
them at once.

Kept as keyed tokens for matching. A number that the office itself has masked (138****1234) tells little and
is kept as it is. A landline without its area code is refused: which town it rings in is not for linli to
guess.
Source: domain.md, section 2 (several phones in one cell split by ;).
"""

from __future__ import annotations

import re

import polars as pl

from linli.model.types import empty, fold, secret
from linli.model.types.base import Cleaned
from linli.model.types.verdict import CELL, flag, frame_of, settle

PREFIX = "tel:"

_TOKEN = r"tel:[0-9a-f]{32}"
_AREA = r"(?:010|02[0-9]|0[3-9][0-9]{2})"
_MASKED = rf"(?:1[3-9][0-9]|{_AREA}-?)\*{{4,8}}[0-9]{{0,4}}"
_KEPT = rf"^(?:{_TOKEN}|{_MASKED})(?:;(?:{_TOKEN}|{_MASKED}))*$"
_MOBILE = r"^(?:\+?86-?|0086-?)?(1[3-9][0-9])-?([0-9]{4})-?([0-9]{4})$"
_LANDLINE = rf"^\(?{_AREA}\)?-?[0-9]{{7,8}}(?:(?:转|-)[0-9]{{1,6}})?$"
_HOTLINE = r"^[48]00-?[0-9]{3}-?[0-9]{4}$"

_GAP = r"[\s-]?"
_GROUPINGS = ((3, 4, 4), (3, 3, 5), (4, 3, 4))
_MOBILE_INSIDE = "|".join(
    _GAP.join([rf"1[3-9][0-9]{{{first - 2}}}", *(rf"[0-9]{{{size}}}" for size in rest)])
    for first, *rest in _GROUPINGS
)
# In a text only the lengths in use: 010 and 02x with eight digits, else a grid's code would ring.
_LANDLINE_INSIDE = (
    rf"(?:(?:010|02[0-9])\)?{_GAP}[0-9]{{4}}|0[3-9][0-9]{{2}}\)?{_GAP}[0-9]{{3,4}}){_GAP}[0-9]{{4}}"
)
_FOUND = re.compile(
    rf"{secret.TOKEN}"
    rf"|(?<![0-9])(?:(?:\+?86|0086){_GAP})?(?P<mobile>{_MOBILE_INSIDE})(?![0-9])"
    r"|(?<![0-9])(?P<mobiles>(?:1[3-9][0-9]{9}){2,})(?![0-9])"
    rf"|(?<![0-9])\(?(?P<landline>{_LANDLINE_INSIDE})(?![0-9])"
)


class Phone:
    """Telephone numbers, as tokens."""

    name = "phone"

    def clean(self, raw: pl.Series) -> Cleaned:
        """Tokens and masked numbers as they are; anything else is a problem, since no number may come this
        far.
        """
        masked = flag("phone_masked", CELL.str.contains(r"\*"))
        return secret.only_tokens(raw, _KEPT, flag("phone_in_clear", CELL.is_not_null()), masked)

    def protect(self, raw: pl.Series, key: bytes) -> Cleaned:
        """Tokens of a column of telephone numbers, several of one cell joined by `;`.

        >>> Phone().protect(pl.Series(["138****1234", "22812345"]), b"key").problem.to_list()
        [None, 'phone_unreadable']
        """
        cells = empty.blank_to_null(raw)
        parts = _parts(cells)
        made = secret.tokens(parts["number"], PREFIX, key)
        value = pl.coalesce("kept", "made")
        joined = (
            parts.with_columns(made=made)
            .group_by("row")
            .agg(
                value=value.str.join(";"),
                bad=value.is_null().any(),
                masked=pl.col("kept").str.contains(r"\*").any(),
            )
        )
        frame = (
            frame_of(cells)
            .with_row_index("row")
            .join(joined.lazy(), on="row", how="left", maintain_order="left")
        )
        unreadable = flag("phone_unreadable", pl.col("bad") | pl.col("value").is_null())
        return settle(frame, {"": pl.col("value")}, [unreadable], [flag("phone_masked", pl.col("masked"))])

    def scrub(self, raw: pl.Series, key: bytes) -> pl.Series:
        """Text with every mobile and every landline with its area code replaced.

        >>> Phone().scrub(pl.Series(["王五13800000000"]), b"key")[0][:6]
        '王五tel:'
        """

        def work(match: re.Match[str]) -> str | None:
            if match["mobiles"]:
                return ";".join(
                    secret.token(number, PREFIX, key) for number in re.findall("[0-9]{11}", match["mobiles"])
                )
            number = match["mobile"] or match["landline"]
            return secret.token(re.sub("[^0-9]", "", number), PREFIX, key) if number else None

        return secret.replace(raw, r"\d(?:[\s()（）-]?\d){9,}", _FOUND, work)


def _parts(cells: pl.Series) -> pl.DataFrame:
    """One row a number: `row`, `kept` (a token or a masked number, as it stands), `number` (digits to hash),
    or neither.
    """
    plain = fold.compatible(CELL).str.replace_all(r"([0-9]{11}|[0-9a-f]{32})\s+", "${1};")
    split = plain.str.replace_all(r"[、/,|\n]", ";").str.split(";")
    part = pl.col("part")
    mobile = part.str.extract_groups(_MOBILE).struct
    return (
        frame_of(cells)
        .with_row_index("row")
        .filter(CELL.is_not_null())
        .select("row", split.alias("part"))
        .explode("part")
        .with_columns(part.str.replace_all(r"\s", ""))
        .filter(part != "")
        .with_columns(
            kept=pl.when(part.str.contains(_KEPT)).then(part),
            number=pl.coalesce(
                pl.concat_str(mobile.field("1"), mobile.field("2"), mobile.field("3")),
                pl.when(part.str.contains(f"{_LANDLINE}|{_HOTLINE}")).then(
                    part.str.replace_all("[^0-9]", "")
                ),
            ),
        )
        .collect()
    )
