"""Intervals of valid time, closed-open, with the precision of the ledger kept.

A fact is in force from a first day to the first day after its last. A ledger often knows these only to a
month or a year, or not at all, so each is a pair of bounds:

    from_min … from_max    the first day in force lies between these two, both included
    to_min   … to_max      the first day no longer in force lies between these two, both included

    certainly in force on d    from_max <= d < to_min
    possibly  in force on d    from_min <= d < to_max

Unknown bounds are the sentinels, never null, so that every comparison is one comparison in either engine.
A ledger's end date is the last day in office (2024年3月 ends on some day of March), hence the graph's `to` is
one day later.
"""

from __future__ import annotations

import datetime as dt

MIN = dt.date(1, 1, 1)
MAX = dt.date(9999, 12, 31)
COLUMNS = ("from_min", "from_max", "to_min", "to_max")
Interval = tuple[dt.date, dt.date, dt.date, dt.date]
ALWAYS: Interval = (MIN, MIN, MAX, MAX)


def certain(interval: Interval, day: dt.date) -> bool:
    """Whether the fact is in force on `day`, whatever the unknown parts may be.

    >>> march = (dt.date(2021, 3, 1), dt.date(2021, 3, 31), MAX, MAX)
    >>> certain(march, dt.date(2021, 3, 31)), certain(march, dt.date(2021, 3, 30))
    (True, False)
    """
    _, from_max, to_min, _ = interval
    return from_max <= day < to_min


def possible(interval: Interval, day: dt.date) -> bool:
    """Whether the fact may be in force on `day`.

    >>> possible((dt.date(2021, 3, 1), dt.date(2021, 3, 31), MAX, MAX), dt.date(2021, 3, 2))
    True
    """
    from_min, _, _, to_max = interval
    return from_min <= day < to_max


def intersect(a: Interval, b: Interval) -> Interval | None:
    """The time in which both are in force, or None where they certainly never meet.

    >>> intersect(ALWAYS, (MIN, MIN, dt.date(2024, 1, 1), dt.date(2024, 1, 1)))[2].year
    2024
    """
    both = (max(a[0], b[0]), max(a[1], b[1]), min(a[2], b[2]), min(a[3], b[3]))
    return both if both[0] < both[3] else None
