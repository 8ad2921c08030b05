"""Coverage of the places of some areas: from the snapshot's fact files where there are any, else from the
store, table by table; both give the same rows.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from linli.model import slot
from linli.model.slot import OFS, Of, Slots

if TYPE_CHECKING:
    import polars as pl

    from linli.analysis.coverage.whole import By, Coverage
    from linli.ports import Store
    from linli.services.graph import Graph

YEAR = 365
"""Days of the horizon unless somebody says otherwise."""


def coverage(
    graph: Graph,
    *,
    of: Sequence[Of] = OFS,
    area: str | Sequence[str] | None = None,
    as_of: dt.date | None = None,
    horizon: int = YEAR,
    by: By = "kind",
    own: Path | None = None,
) -> Coverage:
    """Who or what fills each slot that the places of some areas ask for, what lapses, what to act on first.

    Parameters: `graph`; `of`, the coverages wanted, all by default; `area`, a code or name or several, all by
    default; `as_of`, by default the newest ledger's day of those areas; `horizon`, in days; `by`, how totals
    are rolled up; `own`, a file of thresholds and exemptions of the office's own.
    Raises AreaUnknown, PlaceAmbiguous, DefinitionError for a file that is wrong, or a StoreError.
    """
    from linli.analysis.coverage.base import base
    from linli.analysis.coverage.whole import coverage as whole

    areas = graph.areas(area)
    day = as_of or max((graph.ledger_day(one) for one in areas), default=graph.day)
    found = base(tables(graph, areas), areas, day)
    return whole(found, asked(own), day, day + dt.timedelta(horizon), of, by)


def asked(own: Path | None = None) -> Mapping[str, Slots]:
    """What every place asks for, changed by an office's own file. Raises DefinitionError."""
    places = slot.load()
    return places if own is None else slot.with_own(places, own)


def tables(graph: Graph, areas: Sequence[str]) -> dict[str, pl.LazyFrame]:
    """The fact tables that coverage is worked out from; they hold at least what touches the areas."""
    import polars as pl

    from linli.analysis.coverage.base import TABLES

    if graph.facts is not None:
        return {name: pl.scan_parquet(graph.facts / f"{name}.parquet", glob=False) for name in TABLES}
    return {name: table(graph.store, name, areas) for name in TABLES}


def table(store: Store, name: str, areas: Sequence[str]) -> pl.LazyFrame:
    """One fact table, as a store holds what of it touches the areas. Raises a StoreError."""
    import polars as pl

    from linli.queries import touching

    parts = [store.run(query, {"areas": list(areas)}).polars() for query in touching.queries()[name]]
    whole = pl.concat(parts).rename(lambda column: column.removeprefix("c_"))
    return whole.unique("id", keep="first", maintain_order=True).lazy()
