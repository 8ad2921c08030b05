"""Stating that a kind of ledger is whole for an area on a day, so that absence means there is none."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

from linli.errors import AreaUnknown, LedgerKindUnknown
from linli.model import ledger_kind
from linli.workspace import decisions, intakes
from linli.workspace.layout import locked, open_layout


def complete(workspace: Path, kinds: list[str], area: str, day: dt.date, by: str, now: dt.datetime) -> None:
    """State it. It is appended to the decisions and counts from the next build on.

    Parameters: `kinds` of ledger; `area` by its code; `day`; `by`, who states it (kept beside the chain);
    `now`, with its time zone.
    Raises LedgerKindUnknown, or AreaUnknown for a code that no ledger of areas handed in lies in or holds.
    """
    for kind in kinds:
        if kind not in ledger_kind.load():
            raise LedgerKindUnknown(kind=kind, known=", ".join(ledger_kind.load()))
    layout = open_layout(workspace)
    with locked(layout):
        known = {
            code
            for intake in intakes.read(layout)
            for table in intake.tables
            if table.kind == "areas"
            for code in intakes.cells(layout, intake, table)["code"].drop_nulls()
        }
        if area not in known:
            raise AreaUnknown(area=area)
        for kind in kinds:
            decisions.append(
                layout,
                "complete",
                {"area": area, "ledger": kind, "day": day.isoformat()},
                {"by": by} if by else {},
                now,
            )
