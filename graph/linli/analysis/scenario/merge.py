"""Two bodies made one: what the one did, the other does from the next day on."""

from __future__ import annotations

import polars as pl

from linli.analysis.scenario.change import Merge
from linli.analysis.scenario.tables import Facts, link
from linli.model.schema import load as load_schema

STAYS = ("BASED_IN", "ANSWERS_TO")
"""Links of a body that do not move with what it does: where it is at home, and what is derived."""


def merge(facts: Facts, one: Merge) -> list[tuple[str, str]]:
    """Give the links of a body to the one that it becomes part of; its posts end with it.

    The number of full members is the sum where both are known, else unknown. Returns the links to the body
    that have moved, as table and identifier; they are for the caller to end.
    """
    moved = []
    for table in load_schema().tables:
        if not table.ends or table.derived or table.type.name in STAYS:
            continue
        if "Organization" in table.ends and table.type.name != "POST_IN":
            moved += _move(facts, table.name, one)
    _count(facts, one)
    return moved


def _move(facts: Facts, table: str, one: Merge) -> list[tuple[str, str]]:
    """The links of one table that stand beyond the day, taken over with the same end."""
    frame, start = facts[table], one.on.after
    name, ends = table.split(".", maxsplit=1)[0], load_schema().table(table).ends
    assert ends
    sides = [side for side, label in zip(("from", "to"), ends, strict=True) if label == "Organization"]
    rows, moved = [], []
    for side in sides:
        mine = frame.filter((pl.col(side) == one.body) & (pl.col("to_max") > start.last))
        for row in mine.iter_rows(named=True):
            source, target = (one.into if end == one.body else end for end in (row["from"], row["to"]))
            if side == "to":
                moved.append((table, row["id"]))
            if source == target:
                continue
            begin = {
                "from_min": max(row["from_min"], start.first),
                "from_max": max(row["from_max"], start.last),
            }
            new = link(name, (source, target), {**row, **begin})
            there = facts.row(table, str(new["id"]))
            if there is None or there["to_max"] <= start.first:  # type: ignore[operator]
                rows.append(new)
    facts.put(table, list({str(row["id"]): row for row in rows}.values()))
    return moved


def _count(facts: Facts, one: Merge) -> None:
    both = [facts.row("Organization", body) for body in (one.body, one.into)]
    assert both[0] and both[1]
    counts = [row["full_members"] for row in both if row]
    known = [count for count in counts if isinstance(count, int)]
    total = sum(known) if len(known) == len(counts) else None
    facts.put("Organization", [{**both[1], "full_members": total}])
