"""Cells and dates as one says them."""

from __future__ import annotations

import datetime as dt

import pytest

from linli.model.cell import Cell
from linli.model.interval import MAX, MIN, Interval
from linli.reports.explain.facts import since, source, stretches, until

MARCH = (dt.date(2021, 3, 1), dt.date(2021, 3, 31))


@pytest.mark.parametrize(
    ("interval", "begun", "over"),
    [
        ((*MARCH, dt.date(2024, 1, 2), dt.date(2025, 1, 1)), "2021年3月", "2024年"),
        ((dt.date(2021, 3, 4), dt.date(2021, 3, 4), MAX, MAX), "2021年3月4日", ""),
        ((MIN, dt.date(2024, 3, 1), MAX, MAX), "", ""),
        ((MIN, MIN, MAX, MAX), "", ""),
        (None, "", ""),
    ],
)
def test_days_have_the_precision_of_the_ledger_and_none_is_made_up(
    interval: Interval | None, begun: str, over: str
) -> None:
    assert (since(interval, "zh"), until(interval, "zh")) == (begun, over)


def cells(*addresses: str) -> list[Cell]:
    return [Cell("任职.xlsx", "支部", address, "", "") for address in addresses]


def test_cells_that_touch_are_one_stretch() -> None:
    assert stretches(cells("Z5", "AA5", "AC5", "B6")) == ["任职.xlsx 支部 Z5:AA5、AC5", "任职.xlsx 支部 B6"]
    assert stretches(cells("D5:F5", "")) == ["任职.xlsx 支部 D5:F5"]
    assert stretches([]) == [] and source([], "zh") == ""


def test_of_many_rows_some_are_named_and_the_rest_counted() -> None:
    many = cells(*(f"A{row}" for row in range(1, 11)))
    assert source(many, "zh").endswith("A6，另 4 处）") and source(many, "en").endswith("and 4 more places)")
