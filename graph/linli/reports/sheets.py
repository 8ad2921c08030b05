"""Tables as offices hand them on: typed cells under headings with the widths that they print in, with a
name and a note of how to read them.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from linli.messages.catalogue import Lang, say

Cell = str | int


@dataclass(frozen=True)
class Col:
    """A column.

    key    of its heading, in words.yaml; width: in characters of a workbook; align: how its cells stand
    over   a heading that it shares with its neighbours, above its own
    """

    key: str
    width: float
    align: Literal["left", "centre", "number"] = "left"
    over: str = ""

    def heading(self, lang: Lang) -> str:
        """Its heading."""
        return say(self.key, lang)


@dataclass(frozen=True)
class Sheet:
    """A table.

    name    of the sheet; note: how it is read
    tints   row → the severity that its `rule_severity` is coloured by, or ""; none, or one for each row
    total   whether the last row is a sum
    """

    name: str
    note: str
    columns: tuple[Col, ...]
    rows: Sequence[Sequence[Cell]]
    tints: Sequence[str] = ()
    total: bool = False
