"""Two days compared on the graph in use. Each day is audited once and laid by; from then on the comparison is
read. What is laid by is no kept audit: no list of audits has it, and no waiver or list is judged by it.
"""

from __future__ import annotations

import datetime as dt
import hashlib
import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from linli.audit.difference import Difference, difference
from linli.audit.engine import Progress
from linli.audit.pack import Pack
from linli.audit.run import Run, wording
from linli.services import runs
from linli.services.audit import audit, for_areas
from linli.services.graph import open_graph
from linli.workspace.layout import open_layout
from linli.workspace.state import database
from linli.workspace.state import runs as state


@dataclass(frozen=True)
class Asked:
    """What is compared: codes of areas, the earlier day and the later."""

    areas: tuple[str, ...]
    days: tuple[dt.date, dt.date]


def found(workspace: Path, snapshot: str, asked: Asked, level: str) -> Difference | None:
    """The comparison, if both days were audited on this snapshot by the rules as they are now; else None.

    Parameters: `workspace`; `snapshot`, its hash; `asked`; `level` of the areas that changes are told by.
    """
    pack = for_areas(asked.areas)
    with database.reading(open_layout(workspace)) as connection:
        both = [state.laid_by(connection, _key(pack, snapshot, asked.areas, day)) for day in asked.days]
    first, second = both
    return None if first is None or second is None else difference(_unkept(first), _unkept(second), level)


def make(
    workspace: Path,
    store: str,
    environment: Mapping[str, str],
    asked: Asked,
    now: dt.datetime,
    progress: Progress = lambda _: None,
) -> str:
    """Audit both days on the graph in use and lay them by. Returns the snapshot's hash.

    By one pack on both days, whatever is in force: a change of rules would be no change of the street.
    Raises as `services.audit.audit` and `database.writing` do.
    """
    layout = open_layout(workspace)
    with open_graph(store, environment) as graph:
        pack = for_areas(asked.areas)
        for day in dict.fromkeys(asked.days):
            done = audit(graph, pack_name=pack.name, area=asked.areas, as_of=day, progress=progress)
            run = replace(runs.of(workspace, done), at=now)
            with database.writing(layout) as connection:
                state.lay_by(connection, _key(pack, done.snapshot, asked.areas, day), run)
        return graph.snapshot


def _key(pack: Pack, snapshot: str, areas: Sequence[str], day: dt.date) -> str:
    """All that an audit of a day hangs on. The words of the rules too, since a run keeps them."""
    words = [wording(rule).digest for rule in pack.rules]
    parts = [pack.name, words, snapshot, sorted(areas), day.isoformat()]
    return hashlib.sha256(json.dumps(parts).encode()).hexdigest()[:32]


def _unkept(run: Run) -> Run:
    """A run that is not kept has no number and is nobody's."""
    return replace(run, number=0, by="")
