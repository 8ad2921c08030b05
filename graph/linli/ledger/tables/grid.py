"""A sheet made easy to look at: blanks as nulls, merged cells filled, and which cells say what headings say,
over whole columns, so that a hundred thousand rows cost little more than a hundred.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

import polars as pl

from linli.ledger.sheet import Range, Sheet
from linli.ledger.tables.words import fold, words

Cells = tuple[str | None, ...]

HOLDER = ("姓名", "任职人", "name")
"""Headings, folded, of the column that names somebody."""

LONGEST = 90
"""Bytes of the longest cell that may be a heading."""


@dataclass(frozen=True)
class Region:
    """A rectangle of a sheet; rows and columns from 0, all four inclusive."""

    top: int
    left: int
    bottom: int
    right: int

    @property
    def columns(self) -> range:
        """Its columns."""
        return range(self.left, self.right + 1)

    @property
    def rows(self) -> range:
        """Its rows."""
        return range(self.top, self.bottom + 1)


class Grid:
    """A sheet to look at.

    plain  cells as read, trimmed, blank as null
    full   the same, the value of merged cells in each of their cells
    """

    def __init__(self, sheet: Sheet) -> None:
        self.sheet = sheet
        self.height, self.width = sheet.cells.height, sheet.cells.width
        names = [f"c{i}" for i in range(self.width)]
        trimmed = sheet.cells.rename(dict(zip(sheet.cells.columns, names, strict=True))).with_columns(
            pl.all().cast(pl.String).str.strip_chars()
        )
        self.plain = trimmed.with_columns(pl.when(pl.all() != "").then(pl.all()))
        self.merged = tuple(_inside(sheet.merged, self.height, self.width))
        self.full = _filled(self.plain, self.merged)
        self._merges: dict[int, dict[int, Range]] = {}
        self._lines: dict[tuple[bool, int], Cells] = {}
        if self.height <= 2000:
            self._lines |= {(False, r): row for r, row in enumerate(self.plain.iter_rows())}
            self._lines |= {(True, r): row for r, row in enumerate(self.full.iter_rows())}

    @property
    def whole(self) -> Region:
        """All of it."""
        return Region(0, 0, self.height - 1, self.width - 1)

    def line(self, row: int, full: bool = True) -> Cells:
        """A row's cells, merged ones filled or as read."""
        if (full, row) not in self._lines:
            self._lines[full, row] = (self.full if full else self.plain).row(row)
        return self._lines[full, row]

    def cell(self, row: int, column: int) -> str | None:
        """A cell, merged ones filled."""
        return self.line(row)[column]

    def filled(self, row: int, region: Region) -> list[int]:
        """Columns of a region in which a row has something, as read."""
        line = self.line(row, full=False)
        return [c for c in region.columns if line[c] is not None]

    @cached_property
    def _said(self) -> list[_Said]:
        return [_said(self.plain[name]) for name in self.plain.columns]

    @property
    def known(self) -> pl.DataFrame:
        """Which cells say what a heading says, as read."""
        return pl.DataFrame([one.known for one in self._said])

    @property
    def _names(self) -> pl.DataFrame:
        return pl.DataFrame([one.holder for one in self._said])

    def turned(self, region: Region) -> Grid:
        """A region with rows and columns exchanged."""
        rows = [self.line(row, full=False)[region.left : region.right + 1] for row in region.rows]
        cells = pl.DataFrame([pl.Series(f"c{i}", list(row), dtype=pl.String) for i, row in enumerate(rows)])
        ranges = (
            Range(m.left - region.left, m.top - region.top, m.right - region.left, m.bottom - region.top)
            for m in self.merged
            if m.top >= region.top and m.left >= region.left
        )
        inside = tuple(m for m in ranges if m.top < cells.height and m.left < cells.width)
        return Grid(Sheet(self.sheet.name, cells, inside, inside=self.sheet.inside))

    def candidates(self, region: Region) -> list[int]:
        """Rows of a region with at least two cells that say what headings say, or one that says 姓名."""
        names = [f"c{i}" for i in region.columns]
        height = region.bottom - region.top + 1
        count = pl.sum_horizontal(pl.col(names).cast(pl.UInt16)).alias("n")
        known, named = (
            frame.slice(region.top, height).select(count)["n"] for frame in (self.known, self._names)
        )
        return [region.top + r for r in ((known >= 2) | (named > 0)).arg_true().to_list()]

    def blank_columns(self, region: Region) -> set[int]:
        """Columns of a region in which nothing stands."""
        part = self.plain.slice(region.top, region.bottom - region.top + 1)
        return {c for c in region.columns if part[f"c{c}"].null_count() == part.height}

    def blank_rows(self, region: Region) -> pl.Series:
        """Whether each row of a region is blank."""
        names = [f"c{i}" for i in region.columns]
        part = self.plain.slice(region.top, region.bottom - region.top + 1)
        return part.select(pl.all_horizontal(pl.col(names).is_null()).alias("blank"))["blank"]

    def merges(self, row: int) -> dict[int, Range]:
        """Columns of a row that lie in a merged range → that range."""
        if row not in self._merges:
            crossing = [m for m in self.merged if m.top <= row <= m.bottom]
            self._merges[row] = {c: m for m in crossing for c in range(m.left, m.right + 1)}
        return self._merges[row]


def _inside(merged: tuple[Range, ...], height: int, width: int) -> list[Range]:
    """Merged ranges, cut to the sheet, without those of one cell."""
    cut = [Range(m.top, m.left, min(m.bottom, height - 1), min(m.right, width - 1)) for m in merged]
    return [
        m for m in cut if m.top <= m.bottom and m.left <= m.right and (m.top, m.left) != (m.bottom, m.right)
    ]


def _filled(plain: pl.DataFrame, merged: tuple[Range, ...]) -> pl.DataFrame:
    """The frame with the value of each merged range in all its cells."""
    if not merged:
        return plain
    takes: dict[tuple[int, int], list[Range]] = {}
    for one in merged:
        for column in range(one.left, one.right + 1):
            takes.setdefault((column, one.left), []).append(one)
    filled: dict[int, pl.Series] = {}
    for (column, source), ranges in takes.items():
        at = [-1] * plain.height
        for one in ranges:
            at[one.top : one.bottom + 1] = [one.top] * (one.bottom - one.top + 1)
        index = pl.Series(at, dtype=pl.Int64)
        taken = plain[f"c{source}"].gather(index.clip(0))
        base = filled.get(column, plain[f"c{column}"])
        filled[column] = (
            pl.DataFrame({"base": base, "taken": taken, "at": index})
            .select(pl.when(pl.col("at") >= 0).then("taken").otherwise("base").alias(f"c{column}"))
            .to_series()
        )
    return plain.with_columns(list(filled.values()))


@dataclass(frozen=True)
class _Said:
    """Which cells of a column say what a heading says, and which of them name the column of names."""

    known: pl.Series
    holder: pl.Series


def _said(cells: pl.Series) -> _Said:
    """What the cells of a column say; each distinct one is asked once."""
    text = pl.col(cells.name)
    distinct = (
        cells.unique()
        .to_frame()
        .filter((text.str.len_bytes() <= LONGEST) & ~text.str.contains(r"^[0-9０-９]{2}"))
    )
    if distinct.height > 500:  # names, codes: whatever else stands there, a heading holds one of few words
        folded = text.str.normalize("NFKC").str.replace_all(r"[\s*★]|\([^()]*\)", "").str.to_lowercase()
        distinct = distinct.filter(folded.is_in(list(words().headings)))
    hits = [one for one in distinct.to_series().to_list() if words().is_heading(one)]
    return _Said(_among(cells, hits), _among(cells, [one for one in hits if fold(one) in HOLDER]))


def _among(cells: pl.Series, texts: list[str]) -> pl.Series:
    if not texts:
        return pl.Series(cells.name, [False]).new_from_index(0, len(cells))
    return cells.is_in(texts).fill_null(False).alias(cells.name)
