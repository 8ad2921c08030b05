"""From the rows of an answer to what the graph says of a figure.

A cell that is blank is unknown where a column holds numbers, dates, or yes and no: such a row may count, and
such a cell may hold anything. Where a column holds texts, a blank says that there is none.
"""

from __future__ import annotations

import datetime as dt
import operator
from collections.abc import Mapping, Sequence
from fractions import Fraction
from typing import Any

import polars as pl

from linli.model.figure import ROWS, Condition, Figure, Take
from linli.model.interval import MAX, MIN
from linli.model.measured import Days, Measured, Missing, Numbers, Words
from linli.model.types.name import key, key_of
from linli.model.vocabulary import load as load_vocabularies
from linli.ports import Value
from linli.queries.catalogue import ColumnSpec, Query
from linli.queries.figures import DAYS, NUMBERS, spec_of

Row = Mapping[str, Value]
OPEN = ("yes_no", "count", "ratio", "date")
"""Columns in which a blank is unknown."""

NAMES = ("name", "person_name")

DAY = dt.timedelta(days=1)


def measure(query: Query, rows: Sequence[Row], where: Mapping[str, Condition], take: Take) -> Measured:
    """What is taken of the rows that count.

    Parameters: `query`, whose header says what each column holds; `rows` of its answer; `where` and `take` as
    the figure says.
    """
    told = [_column(query.header.columns[name], [row[name] for row in rows], c) for name, c in where.items()]
    sure: list[Row] = []
    maybe: list[Row] = []
    for row, *met in zip(rows, *told, strict=True):
        if False not in met:
            (maybe if None in met else sure).append(row)
    if take.how == "count":
        return _count(take.column, sure, maybe)
    if take.how == "sum":
        return _sum(query, take, sure, maybe)
    spec = spec_of(query, take.column)
    assert spec is not None, "the loader lets rows be counted alone"
    if take.how == "only":
        return _only(spec, take.column, sure, maybe)
    return _extreme(spec, take, sure, maybe)


def ratio(figure: Figure, part: Measured, whole: Measured) -> Measured:
    """A part of a whole, in hundredths where the figure is printed so; without ends where the whole may be
    nothing.
    """
    if isinstance(part, Missing) or isinstance(whole, Missing):
        return part if isinstance(part, Missing) else whole
    assert isinstance(part, Numbers) and isinstance(whole, Numbers), (
        "the loader lets numbers be divided alone"
    )
    scale = 100 if figure.percent else 1
    low = Fraction(0) if whole.high is None else None
    if part.low is not None and whole.high:
        low = scale * part.low / whole.high
    return Numbers(low, scale * part.high / whole.low if part.high is not None and whole.low else None)


def hundredths(figure: Figure, query: Query, take: Take, measured: Measured) -> Measured:
    """A share as the graph holds it (0.6), as it is printed (60 %)."""
    spec = spec_of(query, take.column)
    share = take.how != "count" and spec is not None and spec.type == "ratio"
    if not (figure.percent and share and isinstance(measured, Numbers)):
        return measured
    return Numbers(*(None if end is None else 100 * end for end in (measured.low, measured.high)))


def canonical(spec: ColumnSpec, text: str) -> str:
    """A text as texts of its column are compared: the code of a term, the matching key of a name (恆興綠景 is
    恒兴绿景).
    """
    if spec.type in NAMES:
        return key_of(text)
    if spec.type == "term" and spec.vocabulary:
        return load_vocabularies()[spec.vocabulary].by_word().get(text, text)
    return text


def _column(spec: ColumnSpec, cells: list[Value], condition: Condition) -> list[bool | None]:
    """Whether each cell of a column is what a condition wants; None where that cannot be told."""
    wanted = set(condition.values)
    if spec.type in NAMES:
        keys = key(pl.Series(cells, dtype=pl.String)).to_list()
        wanted = {value and key_of(str(value)) for value in wanted}
        return [one in wanted for one in keys]
    unknown = None if spec.type in OPEN and wanted != {None} else False
    if condition.bounds:
        return [unknown if one is None else _within(_plain(one), condition.bounds) for one in cells]
    return [unknown if one is None and None not in wanted else _plain(one) in wanted for one in cells]


def _plain(cell: Value) -> Value:
    return cell.isoformat() if isinstance(cell, dt.date) else cell


def _within(cell: Any, bounds: Sequence[tuple[str, int | float | str]]) -> bool:
    signs = {"ge": operator.ge, "gt": operator.gt, "le": operator.le, "lt": operator.lt}
    return all(signs[sign](cell, bound) for sign, bound in bounds)


def _count(column: str, sure: list[Row], maybe: list[Row]) -> Numbers:
    if column == ROWS:
        return Numbers(Fraction(len(sure)), Fraction(len(sure) + len(maybe)))
    known = {row[column] for row in sure} - {None}
    every = known | {row[column] for row in maybe} - {None}
    return Numbers(Fraction(len(known)), Fraction(len(every)))


def _sum(query: Query, take: Take, sure: list[Row], maybe: list[Row]) -> Numbers:
    low = sum(_number(row[take.column]) or Fraction(0) for row in sure)
    column = take.possible or take.column
    most = [_number(row[column]) for row in (*sure, *maybe)]
    if query.header.columns[column].type == "yes_no":
        most = [Fraction(1) if cell is None else cell for cell in most]
    known = [cell for cell in most if cell is not None]
    return Numbers(
        Fraction(low), max(Fraction(low), Fraction(sum(known))) if len(known) == len(most) else None
    )


def _only(spec: ColumnSpec, column: str, sure: list[Row], maybe: list[Row]) -> Measured:
    if len(sure) == 1 and not maybe:
        return _cell(spec, column, sure[0])
    if len(sure) > 1 or not (sure or maybe):
        return Missing(len(sure))
    return _unknown(spec)


def _extreme(spec: ColumnSpec, take: Take, sure: list[Row], maybe: list[Row]) -> Measured:
    """The least or the greatest: between what it is if every doubt falls one way, and if the other."""
    certain = [_cell(spec, take.column, row) for row in sure]
    every = certain + [_cell(spec, take.column, row) for row in maybe]
    if not every:
        return Missing(0)
    best = min if take.how == "min" else max
    if spec.type in DAYS:
        days = [one for one in certain if isinstance(one, Days)] or [Days(MIN, MAX)]
        wide = [one for one in every if isinstance(one, Days)]
        narrow, other = (days, wide) if take.how == "max" else (wide, days)
        return Days(best(one.low for one in narrow), best(one.high for one in other))
    known = [one.low for one in certain if isinstance(one, Numbers) and one.low is not None]
    possible = [one.low for one in every if isinstance(one, Numbers)]
    numbers = [one for one in possible if one is not None]
    inner = best(known) if known else None
    outer = best(numbers) if numbers and len(numbers) == len(possible) else None
    return Numbers(outer, inner) if take.how == "min" else Numbers(inner, outer)


def _cell(spec: ColumnSpec, column: str, row: Row) -> Measured:
    if spec.type in DAYS:
        names = (column, column) if spec.type == "date" else (f"{column}_min", f"{column}_max")
        low, high = (row[name] for name in names)
        if not isinstance(low, dt.date) or not isinstance(high, dt.date):
            return Days(MIN, MAX)
        # The graph holds the first day no longer in force; what is published is the last that was.
        back = DAY if spec.type == "end" else DAY * 0
        return Days(*(day if day in (MIN, MAX) else day - back for day in (low, high)))
    cell = row[column]
    if cell is None:
        return _unknown(spec)
    if spec.type in NUMBERS:
        number = _number(cell)
        return Numbers(number, number)
    return Words(str(cell).lower() if isinstance(cell, bool) else str(cell))


def _unknown(spec: ColumnSpec) -> Measured:
    if spec.type in DAYS:
        return Days(MIN, MAX)
    return Numbers(None, None) if spec.type in NUMBERS else Words(None)


def _number(cell: Value) -> Fraction | None:
    """A cell as it would be written: 0.6 is six tenths, not the nearest double."""
    if cell is None:
        return None
    return Fraction(int(cell)) if isinstance(cell, (bool, int)) else Fraction(str(cell))
