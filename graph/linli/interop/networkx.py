"""An area of the graph as a networkx MultiDiGraph, for those who know networkx."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence

import networkx as nx

from linli.model.interval import COLUMNS
from linli.model.schema import load as load_schema
from linli.ports import Store, Value
from linli.queries import extract


def graph(store: Store, areas: Sequence[str], day: dt.date, as_of: dt.date | None) -> nx.MultiDiGraph[str]:
    """All nodes of some areas, and the links among them.

    Parameters: `store`; `areas`, their identifiers; `day`, any day (the queries ask for one); `as_of`, to
    keep only what is possibly in force on that day, or None for all times.
    Returns a graph whose nodes are identifiers with their `label` and properties; edges have their `type`,
    properties, and own identifier as key. Dates are `datetime.date`, what is not known is not there. A link
    that leaves the areas is left out.
    Cost: linear in the size of the areas.
    """
    schema = load_schema()
    result: nx.MultiDiGraph[str] = nx.MultiDiGraph()
    for table in schema.tables:
        for query in extract.queries()[table.name]:
            answer = store.run(query, {"areas": list(areas)})
            for row in answer.rows():
                values = {name.removeprefix("c_"): value for name, value in row.items() if value is not None}
                identity = str(values.pop("id"))
                if as_of is not None and not _in_force(values, as_of):
                    continue
                if not table.ends:
                    result.add_node(identity, label=table.name, **values)
                    continue
                start, end = str(values.pop("from")), str(values.pop("to"))
                if start in result and end in result:
                    result.add_edge(start, end, key=identity, type=table.type.name, **values)
    result.graph.update(snapshot=store.snapshot, areas=list(areas), day=day)
    return result


def _in_force(values: Mapping[str, Value], day: dt.date) -> bool:
    if any(name not in values for name in COLUMNS):
        return True
    low, high = values["from_min"], values["to_max"]
    assert isinstance(low, dt.date)
    assert isinstance(high, dt.date)
    return low <= day < high
