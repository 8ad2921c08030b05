"""Sheets drawn as text: a line a row, `|` between cells; and the cases of the corpus."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

import polars as pl

from linli.ledger.sheet import Range, Sheet
from linli.model import definition
from linli.model.definition import Strict

CORPUS = Path(__file__).parent / "corpus"


@dataclass(frozen=True)
class Drawn(Strict):
    """A sheet: its rows, and merged ranges (A1:C1), hidden rows (17) and columns (C)."""

    rows: str
    name: str = ""
    merged: tuple[str, ...] = ()
    hidden: tuple[str, ...] = ()

    def sheet(self) -> Sheet:
        rows = [tuple(cell.strip() or None for cell in line.split("|")) for line in self.rows.splitlines()]
        width = max(map(len, rows))
        cells = pl.DataFrame(
            [(*row, *[None] * (width - len(row))) for row in rows],
            schema={f"c{i}": pl.String for i in range(width)},
            orient="row",
        )
        return Sheet(
            self.name,
            cells,
            tuple(map(area, self.merged)),
            frozenset(int(one) - 1 for one in self.hidden if one.isdigit()),
            frozenset(number(one) for one in self.hidden if one.isalpha()),
        )


def number(letters: str) -> int:
    """Index of a column from its letter."""
    index = 0
    for character in letters:
        index = 26 * index + ord(character) - 64
    return index - 1


def area(text: str) -> Range:
    """A range from its address."""
    match = re.fullmatch(r"([A-Z]+)(\d+):([A-Z]+)(\d+)", text)
    assert match, text
    return Range(int(match[2]) - 1, number(match[1]), int(match[4]) - 1, number(match[3]))


@dataclass(frozen=True)
class Expected(Strict):
    """A table that is to be found, in the order in which they stand.

    kind      ledger kind, or none where it is no ledger
    records   row as the table counts it → ledger column → what was read there, in full
    passed    row → reason; cells: `column@row` → address; context: column → value and its cell
    """

    kind: str | None
    records: Mapping[str, Mapping[str, str]] = field(default_factory=dict)
    layout: str = "rows"
    day: str | None = None
    passed: Mapping[str, str] = field(default_factory=dict)
    cells: Mapping[str, str] = field(default_factory=dict)
    context: Mapping[str, tuple[str, str]] = field(default_factory=dict)
    dropped: tuple[str, ...] = ()
    unsure: tuple[str, ...] | None = None
    missing: tuple[str, ...] = ()
    codes: Mapping[str, Mapping[str, str]] = field(default_factory=dict)
    hidden: tuple[str, ...] = ()
    marks: Mapping[str, tuple[int, ...]] = field(default_factory=dict)


@dataclass(frozen=True)
class Case(Strict):
    """A workbook in the manner of an office, and what is to be read in it."""

    trap: str
    sheets: tuple[Drawn, ...]
    tables: tuple[Expected, ...]
    areas: Mapping[str, str] = field(default_factory=dict)
    outside: tuple[str, ...] = ()


def cases() -> dict[str, Case]:
    """Every case of the corpus by its file's name."""
    return {path.stem: definition.load(path, Case) for path in sorted(CORPUS.glob("*.yaml"))}
