"""Evidence of a finding: the few facts that show it, taken out of a whole graph.

A rule of evidence `witness` names the links that it rests on by the columns of `find`. From a row of `find`
follow the links themselves, the nodes at their ends, and the way up from those nodes to their areas, since a
rule is always asked of areas. What is derived (ANSWERS_TO) is given by the base links that it comes from, so
that evidence is base facts alone and whoever checks it derives anew:

- the rule, asked of the evidence alone, gives the finding again;
- with any one of the named links taken away it does not.

`tests/audit/test_evidence.py` holds every rule to both.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

from linli.audit.rule import EvidenceLink
from linli.model import schema

if TYPE_CHECKING:
    import polars as pl

    from linli.ports import Value

Facts = dict[str, "pl.DataFrame"]
"""Frames of every table of the schema, as `linli.model.notation` has them."""

Named = tuple[str, str]
"""A link by its table and its identifier."""

CHAIN = (
    "POST_IN.Post.Organization",
    "BASED_IN.Organization.Area",
    "LOCATED_IN.Compound.Area",
    "LOCATED_IN.Grid.Area",
    "LOCATED_IN.Area.Area",
)
"""Ways up from posts, bodies and places to the areas that a rule is asked of, in the order climbed."""

DOUBT = "MAY_BE.Person.Person"

BOTH_WAYS = ("MAY_BE",)
"""Links that say the same whichever way round they stand."""

WALKED = {"ANSWERS_TO": "REPORTS_TO.Organization.Organization"}
"""Derived links that are a walk of base links, each with the table it is walked on."""

NEVER_TO_ITSELF = (*BOTH_WAYS, *WALKED)
"""Links that nothing needs to itself."""


@dataclass(frozen=True)
class Evidence:
    """Facts that show a finding.

    facts    every table of the schema, without derived links, with the rows of the evidence alone
    links    the links of which any one taken away clears the finding, in the order of the rule
    lacking  what the rule names and the facts do not have: a fault of the rule; empty where all is well
    """

    facts: Facts
    links: tuple[Named, ...]
    lacking: tuple[str, ...]

    def without(self, link: Named) -> Facts:
        """The facts with one of the links taken away."""
        import polars as pl

        table, identity = link
        return self.facts | {table: self.facts[table].filter(pl.col("id") != identity)}


def of(links: tuple[EvidenceLink, ...], row: Mapping[str, Value], facts: Facts, as_of: dt.date) -> Evidence:
    """The evidence of a finding.

    Parameters: `links`, as the rule names them; `row`, the finding's row of `find`; `facts`, of the whole
    graph; `as_of`, the day it was found for. Of several terms or contracts between the same two, the one is
    taken whose identifier stands in the row; else one that is in force on the day, certainly if there is such
    a one; else one that is over.
    """
    named: list[Named] = []
    lacking: list[str] = []
    for link in links:
        source, target = row.get(link.source), row.get(link.target)
        # One person on both sides needs no link that says so; a column left blank names nothing.
        if source is None or target is None or (source == target and link.link in NEVER_TO_ITSELF):
            continue
        found = _walk(facts, link.link, str(source), str(target), as_of, set(row.values()))
        named += [one for one in found if one not in named]
        lacking += [] if found else [f"{link.link} {source} {target}"]
    return Evidence(_cut(facts, named), tuple(named), tuple(lacking))


def _walk(facts: Facts, name: str, source: str, target: str, day: dt.date, told: set[Value]) -> list[Named]:
    """The base links that a named link stands for: itself, or the shortest walk; none where there is none."""
    if name in WALKED:
        return _up(facts[WALKED[name]], WALKED[name], source, target, day)
    if one := _direct(facts, name, source, target, day, told):
        return [one]
    return _through(facts, source, target, day) if name == "COVERS" else []


def _up(links: pl.DataFrame, table: str, source: str, target: str, day: dt.date) -> list[Named]:
    """The shortest walk from one node to another, of links that are certainly in force if there is one."""
    steps = _judged(links, day)
    for worst in (0, 1):
        ways = {source: list[str]()}
        reached = [source]
        while reached and target not in ways:
            further: list[str] = []
            for row in steps.iter_rows(named=True):
                if row["from"] in reached and row["to"] not in ways and row["_doubt"] <= worst:
                    ways[row["to"]] = [*ways[row["from"]], row["id"]]
                    further.append(row["to"])
            reached = further
        if target in ways:
            return [(table, identity) for identity in ways[target]]
    return []


def _direct(
    facts: Facts, name: str, source: str, target: str, day: dt.date, told: set[Value]
) -> Named | None:
    """A link of a type between two nodes, the most telling one, then the smallest identifier."""
    import polars as pl

    there = (pl.col("from") == source) & (pl.col("to") == target)
    back = (pl.col("from") == target) & (pl.col("to") == source)
    found = [
        (row["id"] not in told, row["_doubt"], row["id"], table)
        for table in _tables(name)
        for row in _judged(facts[table].filter(there | back if name in BOTH_WAYS else there), day).iter_rows(
            named=True
        )
    ]
    best = min(found, default=None)
    return (best[3], best[2]) if best else None


def _through(facts: Facts, body: str, compound: str, day: dt.date) -> list[Named]:
    """The links by which a body covers a compound: in a building of it, or in a grid that one lies in."""
    import polars as pl

    homes = facts["LOCATED_IN.Building.Compound"].filter(pl.col("to") == compound)
    homes = homes.select(pl.col("from").alias("building"), pl.col("id").alias("home"))
    inner = facts["LOCATED_IN.Building.Grid"].select(
        "from", pl.col("to").alias("patch"), pl.col("id").alias("lot")
    )
    found: list[tuple[int, list[Named]]] = []
    for table, on in (("COVERS.Organization.Building", "building"), ("COVERS.Organization.Grid", "patch")):
        ground = homes.join(
            inner, left_on="building", right_on="from", how="inner" if on == "patch" else "left"
        )
        covers = _judged(facts[table].filter(pl.col("from") == body), day).filter(pl.col("_doubt") < 2)
        for row in covers.join(ground, left_on="to", right_on=on).sort("id", "home").iter_rows(named=True):
            way = [(table, row["id"]), ("LOCATED_IN.Building.Compound", row["home"])]
            lot = [("LOCATED_IN.Building.Grid", row["lot"])] if on == "patch" else []
            found.append((row["_doubt"], way + lot))
    return min(found)[1] if found else []


def _judged(links: pl.DataFrame, day: dt.date) -> pl.DataFrame:
    """Links by their identifiers, with `_doubt`: 0 certainly in force on a day, 1 possibly, 2 not."""
    import polars as pl

    if "from_min" not in links.columns:
        return links.with_columns(pl.lit(0).alias("_doubt")).sort("id")
    may = (pl.col("from_min") <= day) & (pl.col("to_max") > day)
    sure = (pl.col("from_max") <= day) & (pl.col("to_min") > day)
    return links.with_columns(pl.when(sure).then(0).when(may).then(1).otherwise(2).alias("_doubt")).sort("id")


def _tables(name: str) -> Iterator[str]:
    return (table.name for table in schema.load().tables if table.ends and table.type.name == name)


def _cut(facts: Facts, named: list[Named]) -> Facts:
    """The facts of some links: they, the way up from their ends, every node of either, and the doubts whether
    two of its persons are one, since these decide how sure a finding is.
    """
    import polars as pl

    kept = {table: {identity for other, identity in named if other == table} for table, _ in named}
    ends = {table.name: table.ends for table in schema.load().tables if table.ends}
    nodes: set[tuple[str, str]] = set()

    def keep(table: str, rows: pl.DataFrame) -> int:
        kept.setdefault(table, set()).update(rows["id"])
        before = len(nodes)
        for side, label in zip(("from", "to"), ends[table], strict=True):
            nodes.update((label, identity) for identity in rows[side])
        return len(nodes) - before

    for table, identities in list(kept.items()):
        keep(table, facts[table].filter(pl.col("id").is_in(list(identities))))
    for table in CHAIN:
        while keep(table, facts[table].filter(pl.col("from").is_in(_of(nodes, ends[table][0])))):
            pass
    people = _of(nodes, "Person")
    doubts = facts[DOUBT].filter(pl.col("from").is_in(people) & pl.col("to").is_in(people))
    keep(DOUBT, doubts)
    result = {}
    for name, frame in facts.items():
        wanted = list(kept.get(name, ())) if name in ends else _of(nodes, name)
        result[name] = frame.filter(pl.col("id").is_in(wanted))
    return result


def _of(nodes: set[tuple[str, str]], label: str) -> list[str]:
    return sorted(identity for found, identity in nodes if found == label)
