"""An opened graph, embedded or on a server, that can be asked."""

from __future__ import annotations

import datetime as dt
import threading
from collections.abc import Mapping, Sequence
from functools import partial
from pathlib import Path
from types import TracebackType
from typing import TYPE_CHECKING

from linli import settings
from linli.errors import NoSnapshot
from linli.model.schema import load as load_schema
from linli.ports import Answer, Parameter, Store
from linli.queries import catalogue
from linli.services.areas import resolve_areas
from linli.services.network.kept import Kept
from linli.services.places import resolve
from linli.workspace import snapshots
from linli.workspace.layout import open_layout

if TYPE_CHECKING:
    import networkx as nx

    from linli.model.measured import CheckedPlace
    from linli.store.columns.engine import ColumnStore


class Graph:
    """A graph of one snapshot. Close it, or use it in a `with`.

    day    the newest ledger's date: the day a question is about unless it says otherwise
    tops   the areas that no other area holds: the scope of a question unless it says otherwise
    facts  the folder of the snapshot's fact files, which read a whole province in a tenth of the time that
           either engine takes to hand it out; None on a server
    kept   results worth keeping for as long as the graph is open
    """

    def __init__(
        self,
        store: Store,
        day: dt.date,
        tops: Sequence[str],
        days: Mapping[str, dt.date] | None = None,
        facts: Path | None = None,
    ) -> None:
        self._store = store
        self.day = day
        self.tops = tuple(tops)
        self._days = days or {}
        self.facts = facts
        self.kept = Kept()
        self._sets: ColumnStore | None = None
        self._turn = threading.Lock()

    @property
    def snapshot(self) -> str:
        """Hash of the snapshot being read."""
        return self._store.snapshot

    @property
    def store(self) -> Store:
        """The store that answers, for whoever brings queries of their own (the audit's rules)."""
        return self._store

    @property
    def sets(self) -> Store:
        """The store for questions about a whole area at once, such as a rule's: the facts as columns, where
        the graph has fact files; else the store itself.
        """
        if self.facts is None:
            return self._store
        with self._turn:
            if self._sets is None:
                from linli.store.columns.engine import ColumnStore

                self._sets = ColumnStore(self.facts, load_schema(), self._store)
            return self._sets

    def ask(
        self,
        name: str,
        /,
        *,
        area: str | Sequence[str] | None = None,
        as_of: dt.date | str | None = None,
        **parameters: Parameter,
    ) -> Answer:
        """Ask a question of the catalogue.

        Parameters: `name`, such as "compounds/coverage"; `area`, a code or name, or several; `as_of`, a date
        or ISO text; and the query's own.
        Raises QueryUnknown, ParameterMissing, ParameterWrong, AreaUnknown, or a StoreError.
        """
        return self.ask_within({"as_of": as_of or self.day, "areas": self.areas(area)}, name, **parameters)

    def ask_within(self, scope: Mapping[str, Parameter], name: str, /, **parameters: Parameter) -> Answer:
        """Ask many questions of one day and area, whose codes are then looked up once.

        Parameters: `scope`, `as_of` and `areas` (as the method of that name gives them); and those of `ask`.
        Raises as `ask` does.
        """
        query = catalogue.get(name)
        given = dict(parameters)
        for key, kind in query.parameters.items():
            if kind in ("compound", "building", "organization") and isinstance(value := given.get(key), str):
                given[key] = resolve(kind, value, partial(self._run, scope))
        return self._run(scope, name, **given)

    def _run(self, scope: Mapping[str, Parameter], name: str, /, **parameters: Parameter) -> Answer:
        query = catalogue.get(name)
        return self._store.run(query, query.bind({**scope, **parameters}))

    def areas(self, area: str | Sequence[str] | None) -> list[str]:
        """Codes of areas given by code or name; all tops for None.

        Raises AreaUnknown, or PlaceAmbiguous naming the areas of one name.
        """
        if area is None:
            return list(self.tops)
        wanted = [area] if isinstance(area, str) else list(area)
        scope: dict[str, Parameter] = {"as_of": self.day, "areas": list(self.tops)}
        return resolve_areas(wanted, partial(self._run, scope))

    def ledger_day(self, area: str) -> dt.date:
        """The newest ledger's date among those that lie in an area or hold it.

        Parameters: `area`, its code. Ledgers that lie in no one area may speak of any. On a server, which
        does not know the single ledgers, it is the graph's day.
        """
        near = [day for code, day in self._days.items() if code.startswith(area) or area.startswith(code)]
        return max(near, default=self.day)

    def figures(self, *paths: Path | str) -> list[CheckedPlace]:
        """Published figures beside those computed, place by place.

        Parameters: `paths` of figure files, or of folders that hold them. See `services.figures.check`.
        """
        from linli.services import figures

        return figures.check(self, figures.load([Path(path) for path in paths]))

    def networkx(
        self, *, area: str | Sequence[str] | None = None, as_of: dt.date | None = None
    ) -> nx.MultiDiGraph[str]:
        """An area as a networkx MultiDiGraph with typed attributes. See `interop.networkx.graph`."""
        from linli.interop.networkx import graph

        return graph(self._store, self.areas(area), self.day, as_of)

    def close(self) -> None:
        """Give the handle back."""
        with self._turn:
            if self._sets is not None:
                self._sets.close()
        self._store.close()

    def __enter__(self) -> Graph:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()


def is_address(where: str | Path) -> bool:
    """Whether a workspace is named by a server's address rather than a folder."""
    return "://" in str(where)


def open_graph(
    where: str | Path,
    environment: Mapping[str, str],
    known_on: dt.date | None = None,
    name: str | None = None,
) -> Graph:
    """Open the graph of a workspace folder, or of a Neo4j address.

    Parameters: `where`; `environment`, for a server's credentials (LINLI_NEO4J_USER, LINLI_NEO4J_PASSWORD or
    LINLI_NEO4J_PASSWORD_FILE); `known_on`, to open the snapshot built of what had been received by then;
    `name`, to open the snapshot of this hash.
    Raises NoWorkspace, NoSnapshot, SnapshotOutdated, WorkspaceDamaged, or a StoreError.
    """
    if is_address(where):
        from linli.services.server import open_server

        return open_server(str(where), environment)
    from linli.store.ladybug import LadybugStore

    layout = open_layout(Path(where))
    if name is not None:
        named = snapshots.find(layout, name)
        if named is None:
            raise NoSnapshot(folder=f"{layout.root} {name}")
        snapshot = named
    elif known_on is None:
        snapshot = snapshots.current(layout)
    else:
        from linli.workspace import build

        found = snapshots.find(layout, build.plan(layout, known_on).hash)
        if found is None:
            raise NoSnapshot(folder=f"{layout.root} --known-on {known_on}")
        snapshot = found
    snapshot.readable()
    store = LadybugStore(snapshot.graph, snapshot.manifest.hash, settings.load(layout.settings).memory)
    manifest = snapshot.manifest
    return Graph(store, manifest.day, manifest.tops, manifest.days, snapshot.folder / "facts")
