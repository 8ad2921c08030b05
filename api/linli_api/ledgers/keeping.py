"""What would be kept of files that were looked at, and in which series."""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection
from typing import TYPE_CHECKING, Literal

from pydantic import BaseModel, Field

from linli_api.asking import Plain

if TYPE_CHECKING:
    from linli.services.add import Looked

Mode = Literal["replaces", "adds"]


class Keeping(BaseModel):
    """A table as it would be kept."""

    file: str
    sheet: str
    kind: str
    day: dt.date = Field(description="the day it was true", examples=["2025-06-30"])
    rows: int
    series: str = Field(description="what a later table replaces or adds to", examples=["posts/990101001"])
    begins: bool = Field(description="whether the series begins with it")
    mode: Mode = Field(description="what it does in its series unless something else is said")


def keeping(looked: Looked, known: Collection[str]) -> list[Plain]:
    """Every table that would be kept.

    Parameters: `looked`, the files looked at; `known`, the series that there are already.
    """
    return [
        {
            "file": path.name,
            "sheet": table.sheet,
            "kind": table.kind,
            "day": table.day,
            "rows": table.rows,
            "series": table.series,
            "begins": table.series not in known,
            "mode": table.mode,
        }
        for path in looked.new
        for table, _ in looked.judged[path].tables
    ]
