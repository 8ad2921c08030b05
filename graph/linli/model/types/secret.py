"""Numbers that point at a person: kept as keyed tokens, so that equal numbers meet and none can be read back.

A token is a prefix and 32 hexadecimal digits of HMAC-SHA256 over the number in its one form. Without the
workspace's key nobody can try all numbers of a county, which a plain hash would allow. What has become a
token stays one: every function here lets it pass.
"""

from __future__ import annotations

import hmac
import re
from collections.abc import Callable
from functools import partial
from typing import Protocol

import polars as pl

from linli.model.types import distinct, empty
from linli.model.types.base import Cleaned, ColumnType
from linli.model.types.verdict import CELL, frame_of, settle

TOKEN = r"(?:id|tel):[0-9a-f]{32}"
"""A token of either kind, as a regular expression."""

_PLAIN = str.maketrans("０１２３４５６７８９Ｘｘ", "0123456789XX")


class SecretType(ColumnType, Protocol):
    """A property type whose values must not be kept. Its `clean` takes only what its `protect` gives."""

    def protect(self, raw: pl.Series, key: bytes) -> Cleaned:
        """Tokens of a column of such numbers, judged.

        Parameters: `raw`, text cells; `key`, the workspace's secret key.
        Returns tokens, with problems and warnings; never a number in clear.
        """
        ...

    def scrub(self, raw: pl.Series, key: bytes) -> pl.Series:
        """Any column of text with every such number in it replaced by its token.

        Parameters: `raw`, text cells; `key`, the workspace's secret key.
        Returns text; cells without such a number are unchanged to the letter.
        """
        ...


def token(number: str, prefix: str, key: bytes) -> str:
    """The token of a number in its one form.

    >>> token("13800000000", "tel:", b"key")[:8]
    'tel:b087'
    """
    return prefix + hmac.digest(key, number.encode(), "sha256").hex()[:32]


def tokens(numbers: pl.Series, prefix: str, key: bytes) -> pl.Series:
    """Tokens of a column of numbers; null where there is none."""
    begun = hmac.new(key, digestmod="sha256")  # the key is taken in once, not for each number

    def one(text: str) -> str:
        own = begun.copy()
        own.update(text.encode())
        return prefix + own.hexdigest()[:32]

    return distinct.by_distinct(numbers, lambda texts: list(map(one, texts)))


def only_tokens(raw: pl.Series, form: str, problem: pl.Expr, masked: pl.Expr | None = None) -> Cleaned:
    """Judge a column that should hold nothing but tokens: whatever does not match `form` is a problem."""
    frame = frame_of(empty.blank_to_null(raw)).with_columns(text=CELL.str.strip_chars())
    kept = pl.col("text").str.contains(form)
    return settle(
        frame, {"": pl.col("text")}, [pl.when(~kept).then(problem)], [] if masked is None else [masked]
    )


def replace(
    raw: pl.Series, suspect: str, pattern: re.Pattern[str], work: Callable[[re.Match[str]], str | None]
) -> pl.Series:
    """Numbers inside texts replaced.

    Parameters: `raw`; `suspect`, Rust syntax that every cell with a number matches, cheap to ask of all;
    `pattern`, what may be a number; `work`, what to put for it, or None to leave it.
    Patterns see half-width digits and X; what is not replaced keeps the characters it was written in.
    """
    return distinct.where(
        raw, suspect, lambda texts: list(map(partial(_one, pattern=pattern, work=work), texts))
    )


def _one(text: str, pattern: re.Pattern[str], work: Callable[[re.Match[str]], str | None]) -> str:
    pieces, end = [], 0
    for match in pattern.finditer(text.translate(_PLAIN)):  # one character for one, so that places agree
        made = work(match)
        if made is not None:
            pieces += [text[end : match.start()], made]
            end = match.end()
    return "".join([*pieces, text[end:]])
