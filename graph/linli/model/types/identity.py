"""A citizen's identity number: read to be validated, turned into a keyed token for matching, and never kept.

18 characters, the last a check over the others (mod 11-2). The old form has 15 digits and no check; it
becomes the 18-character form before it is hashed, so that one person has one token. A number that Excel has
rounded (3.50502E+17, or the last three digits zero) has lost who it belongs to: a token of it would make one
person of many, so it gets none.
Source: GB 11643-1999; domain.md, sections 4 and 5.
"""

from __future__ import annotations

import re
from dataclasses import replace as with_changes

import polars as pl

from linli.model.types import credit_code, empty, fold, secret
from linli.model.types.base import Cleaned
from linli.model.types.checksum import weighted, weighted_expr
from linli.model.types.verdict import CELL, flag, frame_of, settle

PREFIX = "id:"
WEIGHTS = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2)
CHECKS = "10X98765432"

_VALUES = {str(digit): digit for digit in range(10)}
_TOKEN = r"^id:[0-9a-f]{32}$"
_LONG, _OLD = r"^[0-9]{17}[0-9X]$", r"^[0-9]{15}$"
_MISCOUNTED = r"^[0-9]{14,20}X?$"

_GAP = r"[\s-]?"
_YEAR = rf"(?:1{_GAP}[89]|2{_GAP}0)(?:{_GAP}[0-9]){{2}}"
_MONTH = rf"(?:0{_GAP}[1-9]|1{_GAP}[0-2])"
_DAY = rf"(?:0{_GAP}[1-9]|[12]{_GAP}[0-9]|3{_GAP}[01])"
_SHAPE = rf"[1-9](?:{_GAP}[0-9]){{5}}{_GAP}{_YEAR}{_GAP}{_MONTH}{_GAP}{_DAY}(?:{_GAP}[0-9]){{3}}{_GAP}[0-9X]"
_FOUND = re.compile(
    rf"{secret.TOKEN}|(?P<shape>(?<![0-9]){_SHAPE}(?![0-9]))|(?P<run>[0-9]{{15,}}X?)", re.IGNORECASE
)
_INSIDE = re.compile(_SHAPE)
# Born from 1930 on: before, community codes of 12 + 3 digits (3505020010…) would read as old numbers.
_OLD_SHAPE = re.compile(
    r"(?:[1-6][1-7]|71|8[1-3]|99)[0-9]{4}[3-9][0-9](?:0[1-9]|1[0-2])(?:0[1-9]|[12][0-9]|3[01])[0-9]{3}"
)


class Identity:
    """An identity number, as a token."""

    name = "identity"

    def clean(self, raw: pl.Series) -> Cleaned:
        """Tokens as they are; anything else is a problem, since no number may come this far."""
        return secret.only_tokens(raw, _TOKEN, flag("identity_in_clear", CELL.is_not_null()))

    def protect(self, raw: pl.Series, key: bytes) -> Cleaned:
        """Tokens of a column of identity numbers.

        A failed check, an impossible birthday or a wrong number of digits is a problem that, alone of all
        problems, leaves a value: the token, so that an intake holds that instead of the number.

        >>> Identity().protect(pl.Series(["3.50502E+17"]), b"key").problem.to_list()
        ['identity_damaged']
        """
        frame = _read(empty.blank_to_null(raw)).collect()
        made = secret.tokens(frame["number"], PREFIX, key)
        given = frame.select(pl.when(pl.col("token")).then(CELL.str.strip_chars())).to_series()
        judged = settle(frame, {}, [pl.when(~pl.col("token")).then(_problem())], [_doubt()])
        value = pl.select(pl.coalesce(given, made).alias("")).to_series()
        return with_changes(judged, values={"": value})

    def scrub(self, raw: pl.Series, key: bytes) -> pl.Series:
        """Text with every identity number replaced, also one with spaces, a digit too many or too few, or
        glued to others.

        A run of 18 digits that is a valid credit code stays; a longer run that holds an identity number goes
        as a whole.

        >>> Identity().scrub(pl.Series(["王五350502199003071236"]), b"key")[0][:5]
        '王五id:'
        """

        def work(match: re.Match[str]) -> str | None:
            run = match["run"]
            if match["shape"] is None and (run is None or not _gives_away(run.upper())):
                return None
            return secret.token(_one_form(re.sub(r"[\s-]", "", match[0]).upper()), PREFIX, key)

        return secret.replace(raw, r"\d(?:[\s-]?\d){13,}", _FOUND, work)


def check(first17: str) -> str:
    """The check character of 17 digits.

    >>> check("11010519491231002")
    'X'
    """
    return CHECKS[weighted(first17, _VALUES, WEIGHTS) % 11]


def _one_form(number: str) -> str:
    if len(number) != 15:
        return number
    first17 = f"{number[:6]}19{number[6:]}"
    return first17 + check(first17)


def _gives_away(run: str) -> bool:
    digits = run.removesuffix("X")
    if len(digits) == 15:
        return _OLD_SHAPE.fullmatch(digits) is not None
    if len(run) == 18 and not _INSIDE.fullmatch(run):
        return not credit_code.checks(run)
    return len(digits) in (17, 18, 19) or _INSIDE.search(run) is not None


def _read(cells: pl.Series) -> pl.LazyFrame:
    """Columns `cell`, `text`, `token`, `long`, `old`, `damaged`, `right` (the check) and `number`, null where
    no token may be made.
    """
    text, number = pl.col("text"), pl.col("number")
    plain = fold.matching(CELL).str.to_uppercase().str.replace(r"\.0+$", "").str.replace_all(r"['’-]", "")
    first17 = pl.concat_str(text.str.slice(0, 6), pl.lit("19"), text.str.slice(6, 9))
    right = _check_expr(number) == number.str.slice(17, 1)
    zeros = number.str.ends_with("000") & pl.col("long")
    scientific = text.str.contains(r"^[0-9](?:\.[0-9]+)?E\+?[0-9]+$")
    return (
        frame_of(cells)
        .with_columns(text=plain, token=CELL.str.strip_chars().str.contains(_TOKEN))
        .with_columns(long=text.str.contains(_LONG), old=text.str.contains(_OLD))
        .with_columns(
            number=pl.when("long")
            .then(text)
            .when("old")
            .then(pl.concat_str(first17, _check_expr(first17)))
            .when(text.str.contains(_MISCOUNTED))
            .then(text)
        )
        .with_columns(right=right, zeros=zeros)
        .with_columns(damaged=scientific | (zeros & ~pl.col("right")))
        .with_columns(number=pl.when(~pl.col("damaged")).then("number"))
    )


def _check_expr(text: pl.Expr) -> pl.Expr:
    rest = weighted_expr(text, _VALUES, WEIGHTS) % 11
    return rest.replace_strict(list(range(11)), list(CHECKS), default=None, return_dtype=pl.String)


def _problem() -> pl.Expr:
    born = pl.col("number").str.slice(6, 8).str.to_date("%Y%m%d", strict=False)
    return pl.coalesce(
        flag("identity_damaged", pl.col("damaged")),
        flag("identity_masked", pl.col("text").str.contains(r"\*")),
        flag("identity_length", ~pl.col("long") & ~pl.col("old") & pl.col("number").is_not_null()),
        flag("identity_unreadable", pl.col("number").is_null()),
        flag("identity_birthday", born.is_null()),
        flag("identity_check", ~pl.col("right")),
    )


def _doubt() -> pl.Expr:
    return pl.coalesce(
        flag("identity_old", pl.col("old")), flag("identity_maybe_damaged", pl.col("zeros") & pl.col("right"))
    )
