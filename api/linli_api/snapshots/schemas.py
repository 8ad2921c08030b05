"""Snapshots as the API gives them."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable

from pydantic import BaseModel, Field

from linli.services.snapshots import Snapshot
from linli_api.asking import Day, Plain
from linli_api.paging import Page


class SourceShown(BaseModel):
    """A table that a snapshot was built from."""

    file: str = Field(examples=["组织台账.xlsx"])
    sheet: str = Field(examples=["Sheet1"])
    kind: str = Field(examples=["organizations"])
    day: dt.date = Field(description="the day it was true", examples=["2025-06-30"])
    area: str = Field(description="the smallest area that its rows lie in; empty where there is none")
    series: str
    rows: int


class SnapshotShown(BaseModel):
    """A snapshot."""

    snapshot: str = Field(description="its hash", examples=["0d477dfd044639828c1508be9de9b65e"])
    in_use: bool = Field(description="whether questions are answered from it unless they say otherwise")
    known_on: dt.date | None = Field(
        description="built of what had been received by that day; null: of all", examples=[None]
    )
    day: dt.date = Field(description="the newest ledger's date", examples=["2025-06-30"])
    rows: dict[str, int] = Field(
        description="rows read, and what became of them", examples=[{"read": 9, "accepted": 9}]
    )
    nodes: int
    links: int
    conflicts: int = Field(description="properties that ledgers state differently")
    areas: list[str] = Field(description="the areas that no other area holds", examples=[["990101"]])
    linli: str = Field(description="version that built it", examples=["1.0.0"])


class SnapshotWhole(SnapshotShown):
    """A snapshot with the tables that it was built from, of the areas that one may see."""

    sources: list[SourceShown]


class Snapshots(Page[SnapshotShown]):
    """The snapshots of a workspace."""


class Wanted(BaseModel):
    """What to build."""

    known_on: Day | None = Field(
        description="null: all that was received; else what had been received by that day alone, and the "
        "snapshot in use stays in use",
        examples=[None],
    )


def told(one: Snapshot, current: str | None) -> Plain:
    """A snapshot."""
    manifest = one.manifest
    nodes = sum(count for name, count in manifest.counts.items() if "." not in name)
    return {
        "snapshot": manifest.hash,
        "in_use": manifest.hash == current,
        "known_on": manifest.known_on,
        "day": manifest.day,
        "rows": dict(manifest.rows),
        "nodes": nodes,
        "links": sum(manifest.counts.values()) - nodes,
        "conflicts": manifest.conflicts,
        "areas": list(manifest.tops),
        "linli": manifest.linli,
    }


def whole(one: Snapshot, current: str | None, seen: Callable[[str], bool]) -> Plain:
    """A snapshot with its sources. Parameters: `seen`, whether tables of an area, by its code, are told."""
    sources = [
        {name: getattr(source, name) for name in SourceShown.model_fields}
        for source in one.manifest.sources
        if seen(source.area)
    ]
    return {**told(one, current), "sources": sources}
