"""Work that Python must do value by value: done once for each, and carried back to its rows."""

from __future__ import annotations

from collections.abc import Callable

import polars as pl


def by_distinct(cells: pl.Series, work: Callable[[list[str]], list[str]]) -> pl.Series:
    """Each cell replaced by what `work` makes of it.

    Parameters: `cells`, text; `work`, from a list of distinct texts to as many results, in the same order.
    Returns text, null where the cell is null.

    >>> by_distinct(pl.Series(["a", None, "a"]), lambda texts: [text.upper() for text in texts]).to_list()
    ['A', None, 'A']
    """
    distinct = cells.drop_nulls().unique()
    made = pl.DataFrame({"cell": distinct, "made": pl.Series(work(distinct.to_list()), dtype=pl.String)})
    rows = pl.DataFrame({"cell": cells})
    return rows.join(made, on="cell", how="left", maintain_order="left")["made"].alias(cells.name)


def where(cells: pl.Series, pattern: str, work: Callable[[list[str]], list[str]]) -> pl.Series:
    """As `by_distinct`, but only for the cells that match `pattern` (Rust syntax); the others stay."""
    hit = cells.str.contains(pattern)
    if not hit.any():
        return cells
    rows = pl.DataFrame({"cell": cells, "hit": hit})
    made = by_distinct(rows.select(pl.when("hit").then("cell").alias("cell")).to_series(), work)
    return rows.select(pl.coalesce(made, "cell").alias(cells.name)).to_series()
