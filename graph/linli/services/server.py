"""The graph of a workspace on a Neo4j server: pushing it there, and opening what was pushed."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

import polars as pl

from linli.errors import StoreEmpty, StoreRefused
from linli.services.graph import Graph
from linli.store import push as pushing
from linli.store.credentials import Credentials, from_environment
from linli.store.neo4j import open_store
from linli.store.neo4j_connection import check_address, knock
from linli.store.neo4j_meta import Names
from linli.store.push import Progress, Pushed
from linli.workspace import snapshots
from linli.workspace.layout import open_layout

DATABASE = "LINLI_NEO4J_DATABASE"
"""Names the database on a server that has several; the user's home database unless given."""


def open_server(address: str, environment: Mapping[str, str]) -> Graph:
    """Open the graph that was pushed to a server.

    Parameters: `address`; `environment`, for credentials and database.
    Raises StoreAddress, StoreUnreachable, StoreRefused, StoreLoading, StoreEmpty.
    """
    check_address(address)
    store = open_store(address, _credentials(address, environment), environment.get(DATABASE))
    about = store.look()
    if about is None or about.day is None:
        store.close()
        raise StoreEmpty(address=address)
    return Graph(store, about.day, about.tops)


def _credentials(address: str, environment: Mapping[str, str]) -> Credentials:
    """Credentials from variables. Where there are none, a server that is not there is said first: they would
    not help. Raises StoreRefused, StoreUnreachable, StoreAddress.
    """
    try:
        return from_environment(environment, address)
    except StoreRefused:
        knock(address)
        raise


def push(
    workspace: Path, address: str, environment: Mapping[str, str], names: Names, progress: Progress
) -> Pushed:
    """Push the snapshot in use to a server: what changed is written, what is gone is removed.

    Parameters: `workspace`; `address`; `environment`, for credentials and database; `names`, how names of
    persons are written there (full, masked, none); `progress`.
    Raises NoSnapshot, StoreForeign where the database holds anything else, and the other StoreErrors.
    """
    check_address(address)
    layout = open_layout(workspace)
    snapshot = snapshots.current(layout)

    def previous(name: str) -> Mapping[str, pl.DataFrame] | None:
        kept = snapshots.find(layout, name)
        return kept.facts() if kept else None

    return pushing.push(
        address,
        _credentials(address, environment),
        workspace=layout.identity,
        snapshot=snapshot.manifest.hash,
        day=snapshot.manifest.day,
        facts=snapshot.facts(),
        previous=previous,
        names=names,
        progress=progress,
        database=environment.get(DATABASE),
    )
