"""A part of a graph, whose derived links are worked out when they are first looked at."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping

import polars as pl

from linli.analysis.scenario import near as nearby
from linli.model.schema import Table
from linli.model.schema import load as load_schema
from linli.services.ground import KINDS
from linli.workspace.derive import answers_to, within
from linli.workspace.pairs import shares_holder

Frames = Mapping[str, pl.DataFrame]

MAKERS: dict[str, Callable[[Frames], pl.DataFrame]] = {
    "WITHIN.Area.Area": within,
    "ANSWERS_TO.Organization.Organization": lambda facts: answers_to(facts)[0],
    "SHARES_HOLDER.Post.Post": shares_holder,
}

MADE_OF = {
    "WITHIN.Area.Area": ("Area", "LOCATED_IN.Area.Area"),
    "ANSWERS_TO.Organization.Organization": ("Organization", "REPORTS_TO.Organization.Organization"),
}
"""Of what derived links are made, where that seldom changes: then they are the snapshot's own."""


class Cut(dict[str, pl.DataFrame]):
    """The facts between some nodes: every table of the schema.

    Parameters: `facts`; `nodes`, label → identifiers; `changed`, the tables of `facts` that differ from those
    of which the derived links in it were made; `beside`, a cut around the same nodes of facts of which only
    these tables differ.
    """

    def __init__(
        self,
        facts: Frames,
        nodes: Mapping[str, Collection[str]],
        changed: Collection[str],
        beside: Cut | None = None,
    ) -> None:
        self._facts, self._nodes = facts, nodes
        self._as_made = {name for name, of in MADE_OF.items() if not set(of) & set(changed)}
        known = {} if beside is None else {name: beside[name] for name in self._alike(beside, changed)}
        super().__init__(known | nearby.cut(facts, nodes, known))

    def __missing__(self, table: str) -> pl.DataFrame:
        found = load_schema().table(table)
        if table in self._as_made:
            self[table] = nearby.between(found, self._facts[table], nearby.wanted(self._nodes))
        else:
            columns = [column.name for column in found.columns]
            self[table] = MAKERS[table](self).sort("id").select(columns)
        return self[table]

    def _alike(self, beside: Cut, changed: Collection[str]) -> list[str]:
        """The tables of another cut that are the same here."""
        same = [name for name in beside if name not in MAKERS and name not in changed]
        return same + [name for name in self._as_made if name in beside]

    def reading(self, tables: Collection[str]) -> dict[str, pl.DataFrame]:
        """All facts, but of derived links only those among `tables`."""
        return {
            table.name: self[table.name]
            if table.name not in MAKERS or table.name in tables
            else _nothing(table)
            for table in load_schema().tables
        }


def _nothing(table: Table) -> pl.DataFrame:
    return pl.DataFrame(schema={column.name: KINDS[column.kind] for column in table.columns})
