"""The day on which a ledger was true, where it says so with certainty: a line 「日期：2025年6月30日」, a
title 「截至2025年3月底」, the file's name. A month alone is no day; only 截至…底 makes it its last.
"""

from __future__ import annotations

import calendar
import datetime as dt
import re
import unicodedata
from collections.abc import Iterable

from linli.ledger.tables.table import Table
from linli.ledger.tables.words import fold, words

_FULL = r"(?<!\d)(?P<y>(?:19|20)\d{2})\s*[年./-]\s*(?P<m>\d{1,2})\s*[月./-]\s*(?P<d>\d{1,2})(?!\d)\s*[日号]?"
_COMPACT = r"(?<!\d)(?P<y>20\d{2})(?P<m>[01]\d)(?P<d>[0-3]\d)(?!\d)"
_MONTH_END = r"(?<!\d)(?P<y>20\d{2})\s*[年./-]\s*(?P<m>\d{1,2})\s*月?\s*(?:份)?\s*(?:底|末)"
_YEAR_END = r"(?<!\d)(?P<y>20\d{2})\s*年?\s*(?:年底|年末|底|末)"
_UNTIL = re.compile(r"(?:截至|截止|as of)(?:日期|时间|到|至)?\s*[:：]?\s*(.{4,20})", re.IGNORECASE)


def day_of(table: Table) -> dt.date | None:
    """The day that a table's title and the lines around it state, or None where they state none, a month
    only, or several.

    What says 截至 comes first, then a line called 日期 or the like above, then the title's own date, then a
    line below.
    """
    above = [text for line in table.above for _, text in line.cells]
    until = _only(_until(text) for text in above)
    if until:
        return until
    dates = {fold(word) for word in words().dates}
    rows = {line.row for line in table.below}
    said = [pair for pair in table.context if fold(pair.label) in dates]
    here = [p.value for p in said if not _stands_in(p.address, rows)]
    return (
        _only(map(exact, here))
        or _only(exact(text) for text in (title_line(table),))
        or _only(exact(p.value) for p in said if _stands_in(p.address, rows))
    )


def title_line(table: Table) -> str:
    """The line above a table that is its title, with the day it may name."""
    return next(
        (line.text for line in table.above if table.title and table.title[:6] in _plain(line.text)), ""
    )


def _stands_in(address: str, rows: set[int]) -> bool:
    return int(re.sub(r"\D", "", address) or 0) in rows


def _only(days: Iterable[dt.date | None]) -> dt.date | None:
    """The one day that is stated; None where there are two."""
    found = {day for day in days if day}
    return found.pop() if len(found) == 1 else None


def _until(text: str) -> dt.date | None:
    match = _UNTIL.search(_plain(text))
    if not match:
        return None
    rest = match[1]
    if day := exact(rest):
        return day
    if (end := re.match(_MONTH_END, rest)) and 1 <= int(end["m"]) <= 12:
        year, month = int(end["y"]), int(end["m"])
        return dt.date(year, month, calendar.monthrange(year, month)[1])
    if end := re.match(_YEAR_END, rest):
        return dt.date(int(end["y"]), 12, 31)
    return None


def exact(text: str) -> dt.date | None:
    """The one day that a text names; None for none, a month, or two days.

    >>> exact("２０２５年６月３０日"), exact("2025年6月")
    (datetime.date(2025, 6, 30), None)
    """
    plain = _plain(text)
    matches = [*re.finditer(_FULL, plain), *re.finditer(_COMPACT, plain)]
    return _only(map(_date, matches))


def _date(match: re.Match[str]) -> dt.date | None:
    try:
        return dt.date(int(match["y"]), int(match["m"]), int(match["d"]))
    except ValueError:
        return None


def _plain(text: str) -> str:
    return unicodedata.normalize("NFKC", text)


_NAME_DAY = re.compile(r"(20\d{2})[-._年]?([01]?\d)[-._月]?([0-3]?\d)日?")


def day_in_name(stem: str) -> dt.date | None:
    """The day that a file's or a sheet's name states.

    >>> day_in_name("任职台账_2025-06-30"), day_in_name("花名册（截至2025年3月底）"), day_in_name("2025年6月")
    (datetime.date(2025, 6, 30), datetime.date(2025, 3, 31), None)
    """
    if until := _until(stem):
        return until
    for match in _NAME_DAY.finditer(stem):
        try:
            return dt.date(*map(int, match.groups()))
        except ValueError:
            continue
    return None
