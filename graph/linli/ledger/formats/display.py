"""Number formats that say more than the number behind them.

A spreadsheet keeps 7 and shows 007, keeps 2023-03-01 and shows 2023年3月, keeps 2023.1 and shows 2023.10.
What the clerk meant is what was shown: an identifier with its zeros, a month and not its first day, October.
Other formats (thousands, percent, a unit behind the number) lose nothing, and the number is taken as it is.
"""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import Literal

Cell = int | float | str | bool | dt.time | dt.date | dt.datetime | dt.timedelta

BUILT_IN = {2: "0.00", 17: "mmm-yy"} | dict.fromkeys((27, 36, 50, 52, 57), "yyyy年m月")
"""Formats that a workbook names by number alone, as Excel shows them in Chinese (ECMA-376, 18.8.30)."""


@dataclass(frozen=True)
class Display:
    """How a cell is shown.

    precision  a day shown to its "month" or "year", a number as "zeros" (padded) or "hundredths"
    width      digits that zeros fill up to
    before     text in front of the digits, and
    behind     behind them
    """

    precision: Literal["month", "year", "zeros", "hundredths"]
    width: int = 0
    before: str = ""
    behind: str = ""

    def show(self, cell: Cell) -> str | None:
        """A cell as it is shown; None where this format has nothing to add.

        >>> Display("month").show(dt.date(2023, 3, 1)), Display("zeros", 3).show(7.0)
        ('2023-03', '007')
        """
        if isinstance(cell, dt.date):
            if self.precision == "month":
                return f"{cell.year:04d}-{cell.month:02d}"
            return f"{cell.year:04d}" if self.precision == "year" else None
        if isinstance(cell, bool) or not isinstance(cell, int | float):
            return None
        if self.precision == "zeros" and cell >= 0 and float(cell).is_integer():
            return f"{self.before}{int(cell):0{self.width}d}{self.behind}"
        # 2023.1 under this format is October; in any other number the zero behind changes nothing.
        if self.precision == "hundredths" and 1900 <= cell < 2101:
            return f"{cell:.2f}"
        return None


def display(code: str) -> Display | None:
    """What a number format adds to its number, or None.

    Parameters: `code`, as it stands in the file.

    >>> display('[$-804]yyyy"年"m"月";@'), display("yyyy-mm-dd"), display("General"), display("0000")
    (Display(precision='month', width=0, before='', behind=''), None, None, Display(precision='zeros', width=4, before='', behind=''))
    """  # noqa: E501
    tokens = _tokens(code)
    plain = "".join(character for literal, character in tokens if not literal).lower().replace(" ", "")
    if set(plain) & set("ye") and not set(plain) & set("dhs0#?a") and not plain.startswith("general"):
        return Display("month" if "m" in plain else "year")
    if plain == "0.00":
        return Display("hundredths")
    if len(plain) >= 2 and set(plain) == {"0"}:
        before, digits, behind = _around(tokens)
        return Display("zeros", len(plain), before, behind) if digits == len(plain) else None
    return None


def _tokens(code: str) -> list[tuple[bool, str]]:
    """The characters of a format's first section, each with whether it is shown as it stands. Colours,
    conditions and locales in brackets, and what only makes room, are left out.
    """
    found: list[tuple[bool, str]] = []
    place = 0
    while place < len(code) and code[place] != ";":
        character = code[place]
        if character == '"':
            end = code.find('"', place + 1)
            end = len(code) if end < 0 else end
            found += ((True, each) for each in code[place + 1 : end])
            place = end
        elif character == "[":
            end = code.find("]", place)
            place = len(code) if end < 0 else end
        elif character in "\\!":
            found += ((True, each) for each in code[place + 1 : place + 2])
            place += 1
        elif character in "_*":
            place += 1
        elif character != "@":
            # A Chinese character needs no quotes to stand for itself.
            found.append((not character.isascii(), character))
        place += 1
    return found


def _around(tokens: list[tuple[bool, str]]) -> tuple[str, int, str]:
    """Text before the first run of zeros, that run's length, text behind it."""
    shown = "".join("\0" if not literal and character == "0" else character for literal, character in tokens)
    start = shown.index("\0")
    run = len(shown[start:]) - len(shown[start:].lstrip("\0"))
    return shown[:start].strip(), run, shown[start + run :].replace("\0", "").strip()
