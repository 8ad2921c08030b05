"""Coverage for many readers: worked out once for a day and some areas, then told part by part."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Literal

import polars as pl

from linli.errors import ParameterWrong
from linli.model.slot import OFS
from linli.reports import coverage as reports
from linli.services.coverage import YEAR, coverage
from linli.services.network.kept import Kept
from linli.workspace.layout import Layout

if TYPE_CHECKING:
    from linli.analysis.coverage.whole import By, Coverage
    from linli.model.slot import Of
    from linli.services.graph import Graph

Part = Literal["places", "gaps", "ends"]


@dataclass(frozen=True)
class Covered:
    """A coverage with its long frames, each named and ordered once."""

    done: Coverage
    _parts: Kept = field(default_factory=Kept)

    def rows(
        self, part: Part, slots: Sequence[str] = (), column: str = "state", words: Sequence[str] = ()
    ) -> pl.DataFrame:
        """A long frame with the names of its places.

        Parameters: `part`, every place, the gaps in order, or what ends; `slots` wanted, all if none is
        given; `words` of which one must stand in `column`. Raises ParameterWrong for a slot that these areas
        do not have.
        """
        for slot in slots:
            if slot not in self.done.slots:
                known = ", ".join(self.done.slots)
                raise ParameterWrong(query="coverage", parameter="slot", value=slot, wanted=known)
        frame = self._parts.get(part, lambda: reports.titled(self.done, self._frame(part)))
        if slots and frame.height:
            frame = frame.filter(pl.col("slot").is_in(list(slots)))
        if words and frame.height:
            frame = frame.filter(pl.col(column).is_in(list(words)))
        return frame

    def groups(self, levels: int) -> pl.DataFrame:
        """Totals by group; by area only of those down to some levels below the topmost."""
        done = self.done
        if done.by != "area" or done.groups.is_empty():
            return done.groups
        # An area is so many levels down as areas of these stand above it, itself not counted.
        depth = done.base.above.group_by("area").agg((pl.len() - 1).alias("depth"))
        near = depth.filter(pl.col("depth") <= levels)
        return done.groups.join(near, left_on="group", right_on="area", how="semi", maintain_order="left")

    def _frame(self, part: Part) -> pl.DataFrame:
        if part == "gaps":
            return _ranked(self.done)
        return self.done.rows if part == "places" else self.done.ends


def covered(  # noqa: PLR0913 - each is something that a planner may want to say
    graph: Graph,
    snapshot: str,
    areas: Sequence[str],
    *,
    of: Sequence[Of] = OFS,
    as_of: dt.date | None = None,
    horizon: int = YEAR,
    by: By = "area",
    home: Path | None = None,
) -> Covered:
    """Coverage of some areas, kept for whoever asks the same.

    Parameters: as `services.coverage.coverage` has them; `home`, the workspace whose own thresholds count
    where it has any. Raises as that does.
    """
    own = own_of(home)
    chosen = tuple(one for one in OFS if one in of)
    key = ("coverage", snapshot, tuple(areas), as_of, chosen, horizon, by, stamp(home))

    def make() -> Covered:
        done = coverage(graph, of=chosen, area=list(areas), as_of=as_of, horizon=horizon, by=by, own=own)
        return Covered(done)

    return graph.kept.get(key, make)


def stamp(home: Path | None) -> int:
    """What is another whenever the office's own thresholds are."""
    own = own_of(home)
    return own.stat().st_mtime_ns if own else 0


def own_of(home: Path | None) -> Path | None:
    """The file of an office's own thresholds and exemptions, where its workspace has one."""
    own = Layout(home).slots if home else None
    return own if own and own.is_file() else None


def _ranked(done: Coverage) -> pl.DataFrame:
    """Gaps in order, each with its number among those of its slot."""
    if done.first.is_empty():
        return done.first
    number = pl.int_range(1, pl.len() + 1).over("slot").alias("rank")
    return done.first.with_columns(number)
