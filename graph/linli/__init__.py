"""linli 邻里: who answers for this residential compound, and does the structure hold?

import linli

with linli.open("workspace") as graph:          # or linli.open("neo4j://…")
    graph.ask("compounds/coverage", as_of="2025-06-30").polars()
"""

from __future__ import annotations

import os
from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING

from linli.version import VERSION

if TYPE_CHECKING:
    from linli.services.graph import Graph

__version__ = VERSION
__all__ = ["__version__", "open"]


def open(where: str | Path, *, environment: Mapping[str, str] | None = None) -> Graph:
    """Open a graph: a workspace's folder, or the address of a Neo4j that one was pushed to.

    Parameters: `where`; `environment`, where a server's credentials are looked for (this process's own unless
    given).
    Returns a Graph; close it, or use it in a `with`.
    """
    from linli.services.graph import open_graph

    return open_graph(where, os.environ if environment is None else environment)
