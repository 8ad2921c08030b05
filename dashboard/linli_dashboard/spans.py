"""Days and spans as people read them: as much of a day as is known, nothing where nothing is."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence

EVER, NEVER = "0001-01-01", "9999-12-31"


def bounds(known: Sequence[str | None]) -> str:
    """A day that lies between two, the first and the last that it may be.

    >>> bounds(["2025-06-30", "2025-06-30"]), bounds(["2021-06-01", "2021-07-01"]), bounds([None, None])
    ('2025-06-30', '2021-06-01 – 2021-07-01', '')
    >>> bounds(["2021-06-01", "2021-06-30"]), bounds(["2021-01-01", "2021-12-31"])
    ('2021-06', '2021')
    >>> bounds([None, "2021-06-30"])
    '≤ 2021-06-30'
    """
    first, last = (None if one in (EVER, NEVER) else one for one in known)
    if first is None or last is None:
        return f"≥ {first}" if first else f"≤ {last}" if last else ""
    if first == last:
        return first
    if first[:7] == last[:7]:
        return first[:7]
    whole = first.endswith("-01-01") and last.endswith("-12-31") and first[:4] == last[:4]
    return first[:4] if whole else f"{first} – {last}"


def last(known: Sequence[str | None]) -> str:
    """The last day of something of which the API tells the first day after it; nothing where no end is known.

    >>> last(["2027-08-02", "2027-09-01"]), last(["2027-09-01", "2027-09-01"]), last(["2025-07-01", None])
    ('2027-08', '2027-08-31', '')
    """
    low, high = (_before(one) if one and one not in (EVER, NEVER) else None for one in known)
    return bounds([low, high]) if high else ""


def _before(day: str) -> str:
    return str(dt.date.fromisoformat(day) - dt.timedelta(days=1))
