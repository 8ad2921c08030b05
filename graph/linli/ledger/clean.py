"""Cleaning: text cells to typed columns, by the types of the ledger's columns. Pure over whole columns.

Input rows carry `_source` (index of the table they came from), `row` and `_day` (the ledger's date). What is
wrong becomes a problem with its cell; a row with a problem of severity `error` is rejected, one with a
`warning` stands.
"""

from __future__ import annotations

from dataclasses import dataclass

import polars as pl

from linli.model.interval import MAX, MIN
from linli.model.ledger_kind import LIKE, SUFFIXES, LedgerKind
from linli.model.schema import PHYSICAL, Undated
from linli.model.types import Cleaned, ColumnType, column_type

PROBLEM_SCHEMA = {
    "_source": pl.UInt32, "row": pl.UInt32, "column": pl.String, "value": pl.String,
    "code": pl.String, "severity": pl.String, "other": pl.String,
}  # fmt: skip
"""What is wrong where: table, row, ledger column, cell as read, code (see messages/cells.yaml), error or
warning, and what else to name.
"""


@dataclass(frozen=True)
class CleanTable:
    """Typed rows of all ledgers of one kind, and what was wrong with them."""

    rows: pl.DataFrame
    problems: pl.DataFrame


def problems(
    rows: pl.DataFrame,
    column: str,
    value: pl.Expr,
    code: pl.Expr,
    severity: str,
    other: pl.Expr | None = None,
) -> pl.DataFrame:
    """A frame of problems, one for each of `rows`."""
    return rows.select(
        pl.col("_source"),
        pl.col("row"),
        pl.lit(column).alias("column"),
        value.cast(pl.String).alias("value"),
        code.cast(pl.String).alias("code"),
        pl.lit(severity).alias("severity"),
        (pl.lit(None) if other is None else other).cast(pl.String).alias("other"),
    ).cast(PROBLEM_SCHEMA)  # type: ignore[arg-type]


def clean(kind: LedgerKind, raw: pl.DataFrame) -> CleanTable:
    """Type the rows of a kind of ledger.

    Parameters: `kind`; `raw`, String columns named as the ledger's, with `_source`, `row`, `_day`; columns
    may be missing.
    Returns every row, in order, with the kind's physical columns; cells that do not read are null and stand
    in `problems`.
    """
    columns: list[pl.Series] = []
    found: list[pl.DataFrame] = []
    for column in kind.columns:
        if column.name not in raw.columns:
            columns += [
                pl.Series(column.name + s, [None] * raw.height, dtype=_dtype(column.type, s))
                for s in SUFFIXES[column.type]
            ]
            continue
        cells = raw[column.name]
        cleaned = _distinctly(column_type(column.type, column.vocabulary), cells)
        values = cleaned.values
        if column.type == "date_end":
            values = {suffix: _day_after(series) for suffix, series in values.items()}
        columns += [series.alias(column.name + suffix) for suffix, series in values.items()]
        marks = raw.select("_source", "row").with_columns(
            cells.alias("_value"), cleaned.problem.alias("_problem"), cleaned.warning.alias("_warning")
        )
        found += [
            problems(
                marks.filter(pl.col(mark).is_not_null()),
                column.name,
                pl.col("_value"),
                pl.col(mark),
                severity,
            )
            for mark, severity in (("_problem", "error"), ("_warning", "warning"))
        ]
        if column.required:
            blank = cleaned.values[""].is_null() & cleaned.problem.is_null()
            found.append(
                problems(
                    marks.filter(blank), column.name, pl.col("_value"), pl.lit("required_empty"), "error"
                )
            )
    rows = raw.select("_source", "row", "_day").with_columns(columns)
    if {"from_min", "to_max"} <= set(rows.columns):
        backwards = rows.filter(pl.col("to_max") <= pl.col("from_min"))
        value = pl.col("to_max").dt.offset_by("-1d")  # as the ledger wrote it
        found.append(
            problems(backwards, "to", value, pl.lit("end_before_start"), "error", pl.col("from_min"))
        )
    return CleanTable(rows, pl.concat(found) if found else pl.DataFrame(schema=PROBLEM_SCHEMA))


def _distinctly(kind: ColumnType, cells: pl.Series) -> Cleaned:
    """What a type makes of a column, each distinct cell judged once: most cells of a ledger repeat."""
    distinct = cells.unique()
    if 2 * len(distinct) > len(cells):
        return kind.clean(cells)
    judged = kind.clean(distinct)
    index = pl.DataFrame({"cell": distinct}).with_row_index("at")
    frame = cells.alias("cell").to_frame()
    at = frame.join(index, on="cell", how="left", nulls_equal=True, maintain_order="left")["at"]
    values = {suffix: series.gather(at) for suffix, series in judged.values.items()}
    return Cleaned(values, judged.problem.gather(at), judged.warning.gather(at))


def _day_after(last: pl.Series) -> pl.Series:
    """First day no longer in force, from the last day in force, which is what a ledger writes; MAX stays, it
    is no day.
    """
    frame = last.alias("last").to_frame()
    return frame.select(
        pl.when(pl.col("last") == MAX).then(MAX).otherwise(pl.col("last").dt.offset_by("1d"))
    ).to_series()


def _dtype(kind: str, suffix: str) -> type[pl.DataType]:
    return DTYPES[dict(PHYSICAL[LIKE.get(kind, kind)])[suffix]]


DTYPES: dict[str, type[pl.DataType]] = {
    "text": pl.String,
    "int": pl.Int64,
    "float": pl.Float64,
    "bool": pl.Boolean,
    "date": pl.Date,
}
"""Kinds of column (`schema.Kind`) as polars types them."""


def interval(undated: Undated, dates: tuple[str, str] | None, since: str | None = None) -> list[pl.Expr]:
    """The four bounds of a fact, from the ledger's dates or, where it gives none, from what that means for
    this type.

    Parameters: `undated`, the type's rule (`schema.Undated`); `dates`, names of the ledger's two date
    columns, or None; `since`, a date column by which the fact was in force already, though not since when (a
    company exists when its contract begins).
    Returns expressions named from_min, from_max, to_min, to_max over rows with `_day`.
    """
    if undated == "none":
        return []
    none = pl.lit(None, dtype=pl.Date)
    start, end = dates or ("", "")
    from_min, from_max = (pl.col(start + s) if dates else none for s in ("_min", "_max"))
    to_min, to_max = (pl.col(end + s) if dates else none for s in ("_min", "_max"))
    low, high, day = pl.lit(MIN), pl.lit(MAX), pl.col("_day")
    after = pl.max_horizontal(day, from_max).dt.offset_by("1d")
    seen = pl.coalesce(pl.col(f"{since}_max"), day) if since else day
    unknown_from = {"always": low, "standing": seen, "observed": seen}[undated]
    unknown_to = {"always": high, "standing": high, "observed": after}[undated]
    # A term that ended before the ledger's date and has no start began before it ended.
    latest_start = pl.min_horizontal(unknown_from, to_max.dt.offset_by("-1d"))
    return [
        from_min.fill_null(low).alias("from_min"),
        from_max.fill_null(latest_start).alias("from_max"),
        to_min.fill_null(unknown_to).alias("to_min"),
        to_max.fill_null(high).alias("to_max"),
    ]
