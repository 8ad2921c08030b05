"""Chance that repeats itself: the same seed gives the same draws on every machine."""

from __future__ import annotations

import datetime as dt
import random
from collections.abc import Sequence

Cell = str | int | dt.date

STYLES = ("day", "iso", "dot", "month", "month", "year")
"""How offices write a date; a month with its words is commonest."""


class Chance(random.Random):
    """Draws for one place."""

    def often(self, share: float) -> bool:
        """True in `share` of all cases."""
        return self.random() < share

    def between(self, first: dt.date, last: dt.date) -> dt.date:
        """A day from `first` to `last`, both included."""
        return first + dt.timedelta(days=self.randint(0, (last - first).days))

    def spread(self, total: int, bounds: Sequence[tuple[int, int]]) -> list[int]:
        """Uneven whole numbers, one for each of `bounds` (lowest, highest), that make exactly `total`.

        Raises ValueError where the bounds do not allow it.
        """
        parts = [low for low, _ in bounds]
        left = total - sum(parts)
        if left < 0 or total > sum(high for _, high in bounds):
            raise ValueError(f"{total} does not fit into {len(bounds)} parts of these bounds")
        weights = [self.lognormvariate(0, 0.7) for _ in bounds]
        while left:
            free = [i for i, (_, high) in enumerate(bounds) if parts[i] < high]
            whole, given = sum(weights[i] for i in free), 0
            for i in free:
                more = min(bounds[i][1] - parts[i], int(left * weights[i] / whole))
                parts[i] += more
                given += more
            if not given:
                for i in self.sample(free, min(left, len(free))):
                    parts[i] += 1
                    given += 1
            left -= given
        return parts

    def written(self, day: dt.date, first: dt.date = dt.date.min, last: dt.date = dt.date.max) -> Cell:
        """A day as somebody may write it, but never so roughly that it may lie outside the bounds."""
        style = self.choice(STYLES)
        if style == "year" and first <= dt.date(day.year, 1, 1) and dt.date(day.year, 12, 31) <= last:
            return f"{day.year}年" if self.often(0.5) else str(day.year)
        month = day.replace(day=1)
        if style in ("dot", "month", "year") and first <= month and end_of_month(day) <= last:
            return f"{day:%Y.%m}" if style == "dot" else f"{day.year}年{day.month}月"
        return day if style == "day" else day.isoformat()


def end_of_month(day: dt.date) -> dt.date:
    """The last day of the month of `day`."""
    return (day.replace(day=28) + dt.timedelta(days=4)).replace(day=1) - dt.timedelta(days=1)


def later(day: dt.date, years: int) -> dt.date:
    """The day some years later; the 29th of February becomes the 28th."""
    return day.replace(year=day.year + years, day=min(day.day, 28))
