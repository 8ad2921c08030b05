"""From expressions over a column to `Cleaned`: which value stands, what is wrong, what looks wrong.

Every type ends here, so that its promises hold everywhere: length and order are kept, an empty cell has
neither value nor fault, and a problem leaves no value.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import polars as pl

from linli.model.types.base import Cleaned

CELL = pl.col("cell")
"""The cell as `empty.blank_to_null` left it: null where there is nothing to read."""


def flag(code: str, when: pl.Expr) -> pl.Expr:
    """`code` where the condition holds, else null. The sentence for it stands in `messages/cells.yaml`."""
    return pl.when(when).then(pl.lit(code, dtype=pl.String))


def settle(
    frame: pl.DataFrame | pl.LazyFrame,
    values: Mapping[str, pl.Expr],
    problems: Sequence[pl.Expr] = (),
    warnings: Sequence[pl.Expr] = (),
) -> Cleaned:
    """Judge a column.

    Parameters: `frame`, with the column `cell` and whatever the expressions need; `values`, suffix →
    expression; `problems` and `warnings`, flags of which the first that holds counts.
    Returns the cleaned column. A cell with a problem has no value and no warning.
    """
    none = pl.lit(None, dtype=pl.String)
    filled = CELL.is_not_null()
    problem, warning, good = pl.col("*problem"), pl.col("*warning"), pl.col("*problem").is_null() & filled
    judged = frame.lazy().with_columns(
        pl.when(filled).then(pl.coalesce(*problems, none)).alias("*problem"),
        pl.coalesce(*warnings, none).alias("*warning"),
    )
    columns = {f"*value{suffix}": pl.when(good).then(value) for suffix, value in values.items()}
    table = judged.select(problem, pl.when(good).then(warning).alias("*warning"), **columns).collect()
    return Cleaned(
        values={suffix: table[f"*value{suffix}"].alias(suffix) for suffix in values},
        problem=table["*problem"].alias("problem"),
        warning=table["*warning"].alias("warning"),
    )


def frame_of(cells: pl.Series) -> pl.LazyFrame:
    """The frame to begin with: the cells, in the column `cell`."""
    return pl.DataFrame({"cell": cells}).lazy()
