"""Mapping a recognised table: its records in the ledger's own columns, the rest dropped and named.

What leaves here is what an intake keeps: the cells as read of the columns that linli uses, identity numbers
and phones replaced by keyed tokens wherever they stand, so that nothing downstream can leak what it never
had. Of people who hold no post nothing is kept at all.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

import polars as pl

from linli.errors import LedgerEmpty
from linli.ledger.context import ContextValue
from linli.ledger.mapping import POST, post_of
from linli.ledger.recognise import Recognised, number_column
from linli.ledger.tables.table import Table
from linli.model.types import empty, secret_type

ORDINARY = ("党员", "普通党员", "正式党员", "预备党员", "成员", "群众")
"""What a roster writes for who holds no post."""


@dataclass(frozen=True)
class Mapped:
    """The records of a table in the ledger's own columns.

    rows     `row` (as the table counts its records) and one String column per ledger column that the table or
             what stands around it has
    ignored  `row` and `reason` (row_…, see messages/cells.yaml) of rows that state nothing
    marks    `column:code` → rows, for what can be seen in the sheet only: numbers that looked wrong before
             they became tokens, a number in a merged cell
    """

    rows: pl.DataFrame
    ignored: pl.DataFrame
    marks: dict[str, tuple[int, ...]]


def map_table(table: Table, found: Recognised, key: bytes, file: str) -> Mapped:
    """The records of a table, mapped and redacted.

    Parameters: `table`; `found`, what it is; `key`, the workspace's secret for tokens; `file`, for messages.
    Raises LedgerEmpty where it has no records.
    """
    if not table.records.height and not table.skipped.height:
        raise LedgerEmpty(file=file, sheet=table.sheet)
    rows = table.records.select(
        "row",
        *(pl.col(f"f{number}").alias(name) for name, number in found.columns.items()),
        *(_around(one).alias(one.column) for one in found.context),
    )
    ignored = table.skipped
    rows, ignored = _without(rows, ignored, _without_post(rows, found), "row_no_post")
    if found.layout == "counted":
        rows, again = _counted(rows, found)
        rows, ignored = _without(rows, ignored, again, "row_counted")
    redacted, marks = redact(rows, found, key)
    return Mapped(redacted, ignored, marks | _merged_numbers(table, found, rows))


def _around(one: ContextValue) -> pl.Expr:
    """What stands around the records: one value, or that of the part that a record is in."""
    value = pl.lit(one.value if not one.parts else None, dtype=pl.String)
    for first, part in one.parts:
        value = pl.when(pl.col("row") > first).then(pl.lit(part)).otherwise(value)
    return value


def _without(
    rows: pl.DataFrame, ignored: pl.DataFrame, passed: pl.Series | None, reason: str
) -> tuple[pl.DataFrame, pl.DataFrame]:
    """The rows without some, and these among those that are passed over."""
    if passed is None or not passed.any():
        return rows, ignored
    extra = rows.filter(passed).select("row", pl.lit(reason).alias("reason"))
    return rows.filter(~passed), pl.concat([ignored, extra]).sort("row")


def _without_post(rows: pl.DataFrame, found: Recognised) -> pl.Series | None:
    """Rows of people who hold no post, in a roster of one body that lists them among those who do."""
    posts = [name for name in rows.columns if name.startswith(POST)]
    if posts:
        said = [empty.blank_to_null(rows[name], ("无", "没有")) for name in posts]
        no = pl.DataFrame([s.fill_null("否").alias(f"p{i}") for i, s in enumerate(said)])
        return no.select(pl.all_horizontal(pl.all().is_in(["否", "无", "0", "×", "没有"])).alias("no"))["no"]
    standing = {one.column for one in found.context}
    if found.kind.name != "posts" or "body" not in standing or "post" not in rows.columns:
        return None
    if "holder" not in rows.columns:
        return None
    legend = found.codes.get("post", {})
    said_post = (
        empty.blank_to_null(rows["post"]).replace(legend) if legend else empty.blank_to_null(rows["post"])
    )
    plain = said_post.str.replace_all(r"\s", "")
    return (plain.is_null() | plain.is_in(list(ORDINARY))) & rows["holder"].is_not_null()


def _counted(rows: pl.DataFrame, found: Recognised) -> tuple[pl.DataFrame, pl.Series]:
    """Persons as a number: the first row of those that say the same carries how many they are.

    Returns the rows, and which of them are counted in another.
    """
    number = number_column(found.kind)
    names = [name for name in rows.columns if name not in ("row", number)]
    first = pl.int_range(pl.len()).over(names) == 0
    rows = rows.with_columns(pl.len().over(names).cast(pl.String).alias(number), first.alias("_first"))
    return rows.drop("_first"), ~rows["_first"]


def _merged_numbers(table: Table, found: Recognised, rows: pl.DataFrame) -> dict[str, tuple[int, ...]]:
    """Rows whose number comes from a merged cell: whether it is each one's or that of all together, only the
    office knows.
    """
    kept = set(rows["row"].to_list())
    marks = {}
    for name, number in found.columns.items():
        numeric = post_of(name) is None and found.kind.column(name).type in ("count", "area_size")
        at = tuple(row for row in table.shared.get(number, ()) if row in kept)
        if numeric and at:
            marks[f"{name}:number_merged"] = at
    return marks


def redact(
    rows: pl.DataFrame, found: Recognised, key: bytes
) -> tuple[pl.DataFrame, dict[str, tuple[int, ...]]]:
    """Identity numbers and phones become tokens: in their own columns, and wherever else they stand.

    Returns the rows, and what only the number itself could show (a failed check, a damaged cell), since it is
    not kept.
    """
    columns: list[pl.Series] = []
    marks: dict[str, tuple[int, ...]] = {}
    for name in rows.columns:
        if name == "row" or rows[name].null_count() == rows.height:
            continue
        kind = "text" if post_of(name) else found.kind.column(name).type
        if kind in ("identity", "phone"):
            cleaned = secret_type(kind).protect(rows[name], key)
            columns.append(cleaned.values[""].alias(name))
            codes = rows.select("row", cleaned.problem.fill_null(cleaned.warning).alias("code")).drop_nulls()
            marks |= {
                f"{name}:{code}": tuple(at)
                for code, at in codes.group_by("code", maintain_order=True).agg("row").iter_rows()
            }
        elif kind in ("text", "name", "document"):
            columns.append(scrubbed(rows[name], key).alias(name))
    return rows.with_columns(columns), marks


def scrubbed(texts: pl.Series, key: bytes) -> pl.Series:
    """Texts with every identity number and phone in them replaced by its token."""
    return secret_type("phone").scrub(secret_type("identity").scrub(texts, key), key)


def plain_heading(text: str, key: bytes) -> str:
    """A heading fit to be kept: on one line, without numbers of persons."""
    return str(scrubbed(pl.Series([re.sub(r"\s+", " ", text)]), key)[0])
