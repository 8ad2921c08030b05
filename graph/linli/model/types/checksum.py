"""Weighted sums of characters, the core of every check digit here: for one text, and for a whole column."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import polars as pl


def weighted(text: str, values: Mapping[str, int], weights: Sequence[int]) -> int:
    """Σ value × weight over the first `len(weights)` characters.

    >>> weighted("12", {"1": 1, "2": 2}, (10, 1))
    12
    """
    return sum(values[character] * weight for character, weight in zip(text, weights, strict=False))


def weighted_expr(text: pl.Expr, values: Mapping[str, int], weights: Sequence[int]) -> pl.Expr:
    """The same over a column of texts that are long enough; a character without a value counts 0."""
    letters, numbers = list(values), list(values.values())
    return pl.sum_horizontal(
        text.str.slice(place, 1).replace_strict(letters, numbers, default=0, return_dtype=pl.Int32) * weight
        for place, weight in enumerate(weights)
    )
