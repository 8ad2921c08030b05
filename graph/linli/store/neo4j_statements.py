"""The Cypher that writes, removes and lists the elements of one table. Names come from the schema alone,
values are parameters.
"""

from __future__ import annotations

from functools import cache
from typing import LiteralString

from linli.model.schema import Table


@cache
def write(table: Table) -> LiteralString:
    """Write rows. Returns `done`, how many were written.

    Parameters of the statement: `$rows`, each a list of the table's columns in order, a date as its place in
    `$dates` (a batch holds few different days, and the driver takes longer over a date than over all the rest
    of a row). What an element had and a row has not is gone afterwards. A link whose end is not there is not
    written, and not counted.

    >>> from linli.model.schema import load
    >>> print(write(load().table("Completeness")))
    UNWIND $rows AS row
    MERGE (e:Completeness {id: row[0]})
    SET e = {id: row[0], ledger: row[1], day: $dates[row[2]]}
    RETURN count(e) AS done
    """
    stored = [
        f"{column.name}: $dates[row[{n}]]" if column.kind == "date" else f"{column.name}: row[{n}]"
        for n, column in enumerate(table.columns)
        if not (table.ends and n in (1, 2))
    ]
    values = ", ".join(stored)
    if table.ends is None:
        found = [f"MERGE (e:{table.type.name} {{id: row[0]}})"]
    else:
        source, target = table.ends
        found = [f"MATCH (a:{source} {{id: row[1]}})", f"MATCH (b:{target} {{id: row[2]}})"]
        found += [f"MERGE (a)-[e:{table.type.name} {{id: row[0]}}]->(b)"]
    return "\n".join(["UNWIND $rows AS row", *found, f"SET e = {{{values}}}", "RETURN count(e) AS done"])


@cache
def remove(table: Table) -> LiteralString:
    """Remove elements by `$ids`; with a node go its links, whoever drew them, since the server keeps none
    without an end.
    """
    name = table.type.name
    if table.ends is None:
        return f"UNWIND $ids AS id MATCH (e:{name} {{id: id}}) DETACH DELETE e"
    return f"UNWIND $ids AS id MATCH ()-[e:{name} {{id: id}}]->() DELETE e"


@cache
def identities(table: Table) -> LiteralString:
    """List the `id` of each element, and for a link the ids of its ends."""
    name = table.type.name
    if table.ends is None:
        return f"MATCH (e:{name}) WHERE e.id IS NOT NULL RETURN e.id AS id"
    source, target = table.ends
    returned = "e.id AS id, a.id AS source, b.id AS target"
    return f"MATCH (a:{source})-[e:{name}]->(b:{target}) WHERE e.id IS NOT NULL RETURN {returned}"
