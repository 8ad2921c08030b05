"""The Cypher that writes, removes and lists the elements of one table. Names come from the schema alone,
values are parameters.
"""

from __future__ import annotations

from functools import cache
from typing import LiteralString

from linli.model.schema import Table


def _stored(table: Table) -> LiteralString:
    """The properties of an element, from a row."""
    return ", ".join(
        f"{column.name}: $dates[row[{n}]]" if column.kind == "date" else f"{column.name}: row[{n}]"
        for n, column in enumerate(table.columns)
        if not (table.ends and n in (1, 2))
    )


def _ends(table: Table) -> list[LiteralString]:
    """Find the two ends of a link."""
    if table.ends is None:
        return []
    source, target = table.ends
    return [f"MATCH (a:{source} {{id: row[1]}})", f"MATCH (b:{target} {{id: row[2]}})"]


@cache
def create(table: Table) -> LiteralString:
    """Write rows of which none is there yet. Parameters and answer are those of `write`, which takes longer
    since it looks for each row first.

    >>> from linli.model.schema import load
    >>> print(create(load().table("STATED_FOR.Completeness.Area")))
    UNWIND $rows AS row
    MATCH (a:Completeness {id: row[1]})
    MATCH (b:Area {id: row[2]})
    CREATE (a)-[e:STATED_FOR {id: row[0]}]->(b)
    RETURN count(e) AS done
    """
    name, stored = table.type.name, _stored(table)
    made = f"CREATE (a)-[e:{name} {{{stored}}}]->(b)" if table.ends else f"CREATE (e:{name} {{{stored}}})"
    return "\n".join(["UNWIND $rows AS row", *_ends(table), made, "RETURN count(e) AS done"])


@cache
def write(table: Table) -> LiteralString:
    """Write rows, over what there is of them. Returns `done`, how many were written.

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
    name = table.type.name
    found = f"MERGE (a)-[e:{name} {{id: row[0]}}]->(b)" if table.ends else f"MERGE (e:{name} {{id: row[0]}})"
    return "\n".join(
        [
            "UNWIND $rows AS row",
            *_ends(table),
            found,
            f"SET e = {{{_stored(table)}}}",
            "RETURN count(e) AS done",
        ]
    )


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
