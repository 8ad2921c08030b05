"""Identifiers. They come from the data, never from a counter or a row number, so that a rebuild, another
order of files or one more ledger renames nothing.

An identifier is a letter for the type and 20 hexadecimal digits (80 bits) of BLAKE3 over the parts of its
key: short enough to load fast, safe in an address, and it tells nobody a name. An area that has a code is its
code. Persons are different: their key holds a name, so it is hashed with the workspace's secret key
(`ledger/identify.py`).
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import polars as pl

DIGITS = 20
SEPARATOR = "\x1f"


def expr(prefix: str, parts: Sequence[pl.Expr]) -> pl.Expr:
    """Identifier of each row, from the parts of its key.

    Parameters: `prefix`, the type's letter or a link's name; `parts`, one text expression each. A null part
    counts as empty.
    Returns a text expression; never null.
    """
    import polars as pl
    import polars_hash as plh

    key = pl.concat_str(
        [pl.lit(prefix), *(part.cast(pl.String).fill_null("") for part in parts)], separator=SEPARATOR
    )
    digest = plh.concat_str([key]).chash.blake3().str.slice(0, DIGITS)
    return pl.concat_str([pl.lit(prefix[0].lower()), digest]) if len(prefix) == 1 else digest


def one(prefix: str, *parts: str | None) -> str:
    """Identifier of one thing, by the same rule.

    >>> one("c", "350502001001", "示例小区") == one("c", "350502001001", "示例小区")
    True
    >>> len(one("c", "350502001001", "示例小区"))
    21
    """
    import polars as pl

    return str(pl.select(expr(prefix, [pl.lit(part, dtype=pl.String) for part in parts])).item())
