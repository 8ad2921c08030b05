"""The rows under a head: which are records, which are passed over and why."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace

import polars as pl

from linli.ledger.sheet import letter
from linli.ledger.tables.grid import Grid, Region
from linli.ledger.tables.heading import Head, paths
from linli.ledger.tables.lines import (
    is_filling,
    is_footer,
    is_note,
    is_total,
    legends,
    line,
    pairs,
    plain_title,
    title,
)
from linli.ledger.tables.table import Field, Line, Table

SECTION = re.compile(r"[(（]?[一二三四五六七八九十]{1,3}(?:[)）][、.．]?|[、.．]|(?=\s))\s*(?=\S)")
"""How the number of a section begins its line."""

_AREA = r"^[^\d:：]{2,12}(?:社区|居委会|村委会|街道)$"

TAIL = 40
"""Lines from the bottom among which footers are looked for."""


@dataclass(frozen=True)
class Segment:
    """Where a table of rows stands.

    head      its headings; body: first and last row under them
    above     lines above it; again: rows that only repeat its headings or its title
    """

    region: Region
    head: Head
    body: tuple[int, int]
    above: tuple[Line, ...]
    again: frozenset[int] = frozenset()


def table(grid: Grid, where: Segment) -> Table:
    """The table of a segment."""
    names = [f"c{c}" for c in where.region.columns]
    first, last = where.body
    blank = (
        grid.blank_rows(replace(where.region, top=first, bottom=last))
        if first <= last
        else pl.Series([], dtype=pl.Boolean)
    )
    filled_rows = (~blank).arg_true()
    last = first + int(filled_rows[-1]) if len(filled_rows) else first - 1
    below, reasons = _ends(grid, where, first, last)
    reasons |= _filling(grid, where, first, last)
    reasons |= dict.fromkeys(where.again, "row_heading")
    body = grid.full.select(names).with_row_index("row", offset=1).slice(first, max(last - first + 1, 0))
    body = body.with_columns(_reason(grid, where, body, blank[: body.height], reasons))
    columns = [c for c in where.region.columns if c in where.head.paths or _has_any(body, f"c{c}")]
    columns = _trimmed(columns, where, body)
    kept = body.filter(pl.col("_reason").is_null())
    records = kept.select(
        pl.col("row").cast(pl.UInt32), *(pl.col(f"c{c}").alias(f"f{i}") for i, c in enumerate(columns))
    )
    skipped = body.filter(pl.col("_reason").is_not_null())
    fields = tuple(
        Field(where.head.paths.get(c, ()), f"{letter(c)}{where.head.last + 1}", letter(c)) for c in columns
    )
    parting = skipped.filter(pl.col("_reason") == "row_section")["row"].to_list()
    foot = tuple(below)
    named = title(where.above)
    return Table(
        sheet=grid.sheet.name,
        orientation="rows",
        fields=fields,
        records=records,
        skipped=skipped.select(pl.col("row").cast(pl.UInt32), pl.col("_reason").alias("reason")),
        above=where.above,
        below=foot,
        title=plain_title(named.text) if named else "",
        context=tuple(pairs(where.above) + pairs(foot)),
        legends=tuple(legends((*where.above, *foot))),
        heads=tuple(range(where.head.first + 1, where.head.last + 2)),
        hidden=_hidden(grid, where, last, columns),
        shared=_shared(grid, where, last, columns),
        box=(min([one.row for one in where.above], default=where.head.first + 1), last + 1),
        inside=grid.sheet.inside,
        sections=tuple(line(grid, row - 1, where.region) for row in parting),
    )


def _has_any(body: pl.DataFrame, name: str) -> bool:
    return body.filter(pl.col("_reason").is_null())[name].null_count() < body["_reason"].null_count()


def _trimmed(columns: list[int], where: Segment, body: pl.DataFrame) -> list[int]:
    """Without a column that is nothing but a label along the table's side, merged over head and body."""
    kept = []
    for c in columns:
        path = where.head.paths.get(c, ())
        values = body.filter(pl.col("_reason").is_null())[f"c{c}"].unique().to_list()
        if not (len(path) == 1 and values == [path[0]]):
            kept.append(c)
    return kept


def _reason(
    grid: Grid, where: Segment, body: pl.DataFrame, blank: pl.Series, reasons: dict[int, str]
) -> pl.Series:
    """Why each row of the body is no record; null where it is one."""
    names = [f"c{c}" for c in where.region.columns]
    first = body.select(pl.coalesce(pl.col(names)).alias("first"))["first"]
    said = pl.Series("said", list(reasons.values()), dtype=pl.String)
    given = body.select("row").join(
        pl.DataFrame({"row": pl.Series([row + 1 for row in reasons], dtype=body["row"].dtype), "said": said}),
        on="row", how="left", maintain_order="left",
    )["said"]  # fmt: skip
    totals = pl.Series([False]).new_from_index(0, body.height)
    for name in _leading(body, names):
        totals = totals | _which(body[name], "[合总小共累Tts]", is_total)
    totals = totals | _which(first, "[合总小共累Tts]", is_total)
    notes = _which(first, "[填制审说注备经人]", is_note)
    frame = pl.DataFrame({"blank": blank, "said": given, "totals": totals, "notes": notes})
    section = _sections(grid, where, body.height)
    reason = frame.with_columns(section.alias("section")).select(
        pl.when("blank").then(pl.lit("row_empty"))
        .when(pl.col("said").is_not_null()).then("said")
        .when("totals").then(pl.lit("row_total"))
        .when("notes").then(pl.lit("row_notes"))
        .when("section").then(pl.lit("row_section"))
        .alias("_reason")
    )  # fmt: skip
    return reason.to_series()


def _leading(body: pl.DataFrame, names: list[str]) -> list[str]:
    """The first three columns that hold anything: where 合计 stands."""
    return [name for name in names if body[name].null_count() < body.height][:3]


def _which(cells: pl.Series, hint: str, test: object) -> pl.Series:
    """Which cells a test holds for; each distinct one that shows a hint is tested once."""
    assert callable(test)
    text = pl.col("text")
    likely = cells.alias("text").to_frame().filter(text.str.contains(hint) & (text.str.len_chars() <= 40))
    hits = [one for one in likely["text"].unique().to_list() if test(one)]
    return cells.is_in(hits).fill_null(False) if hits else pl.Series([False]).new_from_index(0, len(cells))


def _sections(grid: Grid, where: Segment, height: int) -> pl.Series:
    """Rows of one text, merged over most of the table's width or called as sections are: 「一、松涛社区」."""
    width = max(len(where.head.paths), 1)
    marks = _alone(grid, where, height) if width > 2 else [False] * height
    for one in grid.merged:
        row = one.top - where.body[0]
        spans = min(one.right, where.region.right) - max(one.left, where.region.left) + 1
        if 0 <= row < height and one.top == one.bottom and spans >= 3 and spans >= 0.6 * width:
            marks[row] = len(grid.filled(one.top, where.region)) == 1
    return pl.Series(marks, dtype=pl.Boolean)


def _alone(grid: Grid, where: Segment, height: int) -> list[bool]:
    """Which rows of the body hold nothing but one text that is numbered as sections are, or is called as
    areas are where no record has such a word in that column.
    """
    names = [f"c{c}" for c in where.region.columns]
    part = grid.plain.select(names).slice(where.body[0], height)
    filled = pl.sum_horizontal(pl.all().is_not_null().cast(pl.UInt16))
    counts = part.select(filled.alias("n"))["n"]
    marks = [False] * height
    for name in names:
        lone = part[name].is_not_null() & (counts == 1)
        texts = part[name].filter(lone)
        numbered = texts.str.contains("^[(（]?[一二三四五六七八九十]") & texts.map_elements(
            lambda text: SECTION.match(text) is not None, pl.Boolean
        )
        area = texts.str.contains(_AREA)
        if area.any() and not part[name].filter(counts > 1).str.contains(_AREA).any():
            numbered |= area
        for row in lone.arg_true().filter(numbered).to_list():
            marks[row] = True
    return marks


def _filling(grid: Grid, where: Segment, first: int, last: int) -> dict[int, str]:
    """Rows right under the headings that say how to fill the form in."""
    found: dict[int, str] = {}
    for row in range(first, min(first + 3, last + 1)):
        cells = grid.line(row, full=False)
        texts = [str(cells[c]) for c in grid.filled(row, where.region)]
        if not is_filling(texts, len(where.head.paths)):
            break
        found[row] = "row_notes"
    return found


def _ends(grid: Grid, where: Segment, first: int, last: int) -> tuple[list[Line], dict[int, str]]:
    """Lines below the records, from the first footer down, and why their rows are no records."""
    reasons: dict[int, str] = {}
    waiting: list[int] = []
    for row in range(last, max(first, last - TAIL) - 1, -1):
        here = line(grid, row, where.region)
        if not here.cells:
            for below in waiting:  # a text alone under an empty line belongs to no record
                reasons[below] = "row_notes"
            waiting.clear()
            continue
        total = any(is_total(text) for _, text in here.cells[:3])
        if is_footer(here) or total:
            reasons[row] = "row_total" if total else "row_notes"
            reasons |= dict.fromkeys(waiting, "row_notes")
            waiting.clear()
        elif len(here.cells) == 1 and len(where.head.paths) > 2 and len(waiting) < 5:
            waiting.append(row)
        else:
            break
    told = [row for row in sorted(reasons) if reasons[row] == "row_notes"]
    return [line(grid, row, where.region) for row in told], reasons


def _hidden(grid: Grid, where: Segment, last: int, columns: list[int]) -> tuple[str, ...]:
    rows = [str(r + 1) for r in sorted(grid.sheet.hidden_rows) if where.head.first <= r <= last]
    return (*rows, *(letter(c) for c in columns if c in grid.sheet.hidden_columns))


def _shared(grid: Grid, where: Segment, last: int, columns: list[int]) -> dict[int, tuple[int, ...]]:
    """Rows below the first of a merged cell, by field: they have their value from it."""
    shared: dict[int, list[int]] = {}
    numbers = {c: i for i, c in enumerate(columns)}
    for one in grid.merged:
        if one.top >= where.body[0] and one.bottom <= last and one.bottom > one.top:
            for c in range(one.left, one.right + 1):
                if c in numbers:
                    shared.setdefault(numbers[c], []).extend(range(one.top + 1, one.bottom + 2))
    return {number: tuple(sorted(rows)) for number, rows in shared.items()}


def turned_head(grid: Grid, last: int) -> Head:
    """The head of a turned table: its labels, with the words along their side."""
    return Head(0, last, paths(grid, range(last + 1), grid.whole))
