"""Mapping a recognised sheet: its rows as the ledger's own columns, the rest dropped and named.

What leaves here is what an intake keeps: the cells as read of the columns that linli uses, identity numbers
and phones replaced by keyed tokens wherever they stand, so that nothing downstream can leak what it never
had.
"""

from __future__ import annotations

from dataclasses import dataclass

import polars as pl

from linli.errors import LedgerEmpty
from linli.ledger.recognise import Recognised
from linli.ledger.sheet import Sheet
from linli.model.types import secret_type

TOTALS = ("合计", "总计", "小计", "共计", "total")
NOTES = ("填表人", "制表人", "审核人", "填表说明", "说明：", "说明:", "注：", "注:", "备注：")


@dataclass(frozen=True)
class Mapped:
    """The rows of a sheet in the ledger's own columns.

    rows     `row` (number in the sheet, from 1) and one String column per ledger column that the sheet has
    ignored  `row` and `reason` (row_empty, row_total, row_notes) of rows that state nothing
    marks    `column:code` → rows, for numbers that looked wrong before they became tokens
    """

    rows: pl.DataFrame
    ignored: pl.DataFrame
    marks: dict[str, tuple[int, ...]]


def map_sheet(sheet: Sheet, found: Recognised, key: bytes, file: str) -> Mapped:
    """Rows below the headings, mapped and redacted.

    Parameters: `sheet`; `found`, what it is; `key`, the workspace's secret for tokens; `file`, for messages.
    Raises LedgerEmpty where nothing stands below the headings.
    """
    below = sheet.cells.with_row_index("row", offset=1).slice(found.heading + 1)
    cells = [column for column in below.columns if column != "row"]
    below = below.with_columns(pl.col(cells).str.strip_chars())
    blank = pl.all_horizontal(pl.col(cells).is_null() | (pl.col(cells) == ""))
    below = below.with_columns(blank.alias("_blank"))
    last = below.filter(~pl.col("_blank"))["row"].max()
    if last is None:
        raise LedgerEmpty(file=file, sheet=sheet.name)
    below = below.filter(pl.col("row") <= last)
    first = pl.coalesce([pl.when(pl.col(c) != "").then(pl.col(c)) for c in cells])
    reason = (
        pl.when("_blank").then(pl.lit("row_empty"))
        .when(first.str.to_lowercase().is_in(TOTALS)).then(pl.lit("row_total"))
        .when(pl.any_horizontal([first.str.starts_with(word) for word in NOTES])).then(pl.lit("row_notes"))
    )  # fmt: skip
    below = below.with_columns(reason.alias("_reason"))
    own = below.select(
        "row", "_reason", *(pl.col(f"c{index}").alias(name) for name, index in found.columns.items())
    )
    rows = own.filter(pl.col("_reason").is_null()).drop("_reason")
    ignored = own.filter(pl.col("_reason").is_not_null()).select("row", pl.col("_reason").alias("reason"))
    redacted, marks = _redact(rows, found, key)
    return Mapped(redacted, ignored, marks)


def _redact(
    rows: pl.DataFrame, found: Recognised, key: bytes
) -> tuple[pl.DataFrame, dict[str, tuple[int, ...]]]:
    """Identity numbers and phones become tokens: in their own columns, and wherever else they stand.

    Returns the rows, and what only the number itself could show (a failed check, a damaged cell), since it is
    not kept.
    """
    columns: list[pl.Series] = []
    marks: dict[str, tuple[int, ...]] = {}
    for name in found.columns:
        kind = found.kind.column(name).type
        if kind in ("identity", "phone"):
            cleaned = secret_type(kind).protect(rows[name], key)
            columns.append(cleaned.values[""].alias(name))
            codes = rows.select("row", cleaned.problem.fill_null(cleaned.warning).alias("code")).drop_nulls()
            marks |= {
                f"{name}:{code}": tuple(at)
                for code, at in codes.group_by("code", maintain_order=True).agg("row").iter_rows()
            }
        elif kind in ("text", "name", "document"):
            without_identity = secret_type("identity").scrub(rows[name], key)
            columns.append(secret_type("phone").scrub(without_identity, key).alias(name))
    return rows.with_columns(columns), marks
