"""Names in Traditional characters, for a place whose report prints them so."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import cache

from book import Row
from opencc import OpenCC

NAMES = (
    *("name", "compound", "building", "body", "superior", "other", "firm", "grid", "holder"),
    *("serves", "unit"),
    *("seat", "filing", "document", "remark"),
)
"""Columns that hold names and texts; the words of a vocabulary stay as linli knows them."""


def traditional(rows: Mapping[str, Sequence[Row]]) -> None:
    """Turn the made-up names and texts of all ledgers."""
    convert = cache(OpenCC("s2t").convert)
    for row in (row for ledger in rows.values() for row in ledger):
        row |= {key: convert(cell) for key in NAMES if isinstance(cell := row.get(key), str) and cell}
