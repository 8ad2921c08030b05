"""Dates as people read them, with the precision that is known."""

from __future__ import annotations

import calendar
import datetime as dt

from linli.messages.catalogue import Lang, say
from linli.model.interval import MAX, MIN


def start(low: dt.date | None, high: dt.date | None, lang: Lang) -> str:
    """The first day in force, from its bounds.

    >>> start(dt.date(2021, 3, 1), dt.date(2021, 3, 31), "en"), start(MIN, dt.date(2025, 6, 30), "en")
    ('2021-03', '≤ 2025-06-30')
    """
    if low is None or high is None:
        return ""
    if low == MIN:
        if high == MIN:
            return say("always", lang)
        return say("unknown", lang) if high == MAX else f"≤ {high}"
    return span(low, high)


def end(low: dt.date | None, high: dt.date | None, lang: Lang) -> str:
    """The last day in force, from the bounds of the first day that is not.

    >>> end(dt.date(2024, 3, 2), dt.date(2024, 4, 1), "en"), end(dt.date(2025, 7, 1), MAX, "en")
    ('2024-03', '≥ 2025-06-30')
    >>> end(MAX, MAX, "en")
    'to date'
    """
    if low is None or high is None:
        return ""
    if high == MAX:
        if low == MAX:
            return say("standing", lang)
        return say("unknown", lang) if low == MIN else f"≥ {low - dt.timedelta(1)}"
    return span(max(low, dt.date(1, 1, 2)) - dt.timedelta(1), high - dt.timedelta(1))


def span(low: dt.date, high: dt.date) -> str:
    """A day known to lie between two, as briefly as it can be said.

    >>> span(dt.date(2024, 1, 1), dt.date(2024, 12, 31)), span(dt.date(2024, 1, 5), dt.date(2024, 1, 5))
    ('2024', '2024-01-05')
    """
    if low == high:
        return low.isoformat()
    if (low.month, low.day, high.month, high.day) == (1, 1, 12, 31) and low.year == high.year:
        return str(low.year)
    if (
        low.day == 1
        and (low.year, low.month) == (high.year, high.month)
        and high.day == calendar.monthrange(high.year, high.month)[1]
    ):
        return f"{low.year}-{low.month:02d}"
    return f"{low}…{high}"
