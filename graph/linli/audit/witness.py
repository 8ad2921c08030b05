"""The links that witness a finding, found by the columns of `find` that name their ends, for many findings at
once.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Mapping, Sequence
from functools import cached_property
from typing import TYPE_CHECKING

from linli.audit.climb import Facts, link_tables, marks
from linli.audit.rule import EvidenceLink

if TYPE_CHECKING:
    import polars as pl

    from linli.ports import Value

BOTH_WAYS = ("MAY_BE",)
"""Links that say the same whichever way round they stand."""

WALKED = {"ANSWERS_TO": "REPORTS_TO.Organization.Organization"}
"""Derived links that are a walk of base links, each with the table it is walked on."""

NEVER_TO_ITSELF = (*BOTH_WAYS, *WALKED)
"""Links that nothing needs to itself."""

COLUMNS = ("n", "table", "id", "step")


def named(
    links: Sequence[EvidenceLink], rows: Sequence[Mapping[str, Value]], facts: Facts, day: dt.date
) -> tuple[pl.DataFrame, dict[int, tuple[str, ...]]]:
    """The links of some findings of one rule.

    Parameters: `links`, as the rule names them; `rows` of `find`, the first of which has number 0; `facts`;
    `day` they were found for.
    Returns `n`, `table`, `id` in the order of the rule, each once a finding; and by number what the rule
    names and the facts do not have.
    """
    import polars as pl

    told = pl.DataFrame(
        [(n, str(value)) for n, row in enumerate(rows) for value in row.values() if isinstance(value, str)],
        schema={"n": pl.UInt32, "id": pl.String},
        orient="row",
    ).unique()
    search = _Search(facts, day, told)
    parts, lacking = [], dict[int, tuple[str, ...]]()
    for step, link in enumerate(links):
        wanted = _wanted(link, rows)
        found = search.of(link.link, wanted)
        parts.append(found.with_columns(pl.lit(step).alias("order")))
        for n, source, target in wanted.join(found, on="n", how="anti").sort("n").iter_rows():
            lacking[n] = (*lacking.get(n, ()), f"{link.link} {source} {target}")
    if not parts:
        return marks([]), lacking
    whole = pl.concat(parts).sort("n", "order", "step")
    return whole.unique(["n", "table", "id"], keep="first", maintain_order=True).select(
        "n", "table", "id"
    ), lacking


def _wanted(link: EvidenceLink, rows: Sequence[Mapping[str, Value]]) -> pl.DataFrame:
    """The ends that findings name: `n`, `source`, `target`. One person on both sides needs no link that says
    so; a column left blank names nothing.
    """
    import polars as pl

    pairs = [
        (n, str(source), str(target))
        for n, row in enumerate(rows)
        for source, target in [(row.get(link.source), row.get(link.target))]
        if source is not None
        and target is not None
        and not (source == target and link.link in NEVER_TO_ITSELF)
    ]
    return pl.DataFrame(
        pairs, schema={"n": pl.UInt32, "source": pl.String, "target": pl.String}, orient="row"
    )


def judged(links: pl.DataFrame, day: dt.date) -> pl.DataFrame:
    """Links with `_doubt`: 0 certainly in force on a day, 1 possibly, 2 not."""
    import polars as pl

    if "from_min" not in links.columns:
        return links.with_columns(pl.lit(0).alias("_doubt"))
    may = (pl.col("from_min") <= day) & (pl.col("to_max") > day)
    sure = (pl.col("from_max") <= day) & (pl.col("to_min") > day)
    return links.with_columns(pl.when(sure).then(0).when(may).then(1).otherwise(2).alias("_doubt"))


class _Search:
    """Looking links up in the facts. What is found has `n`, `table`, `id`, `step`."""

    def __init__(self, facts: Facts, day: dt.date, told: pl.DataFrame) -> None:
        self._facts = facts
        self._day = day
        self._told = told

    def of(self, name: str, wanted: pl.DataFrame) -> pl.DataFrame:
        """The base links that named links stand for: each itself, or the shortest walk; none where there is
        none.
        """
        import polars as pl

        if name in WALKED:
            return self._walks(WALKED[name], wanted)
        found = self._direct(name, wanted)
        if name != "COVERS":
            return found
        return pl.concat([found, self._through(wanted.join(found, on="n", how="anti"))])

    def _direct(self, name: str, wanted: pl.DataFrame) -> pl.DataFrame:
        """A link of a type between two nodes: the one that the row tells, then the surest, then the smallest
        identifier.
        """
        import polars as pl

        ways = [("from", "to"), ("to", "from")] if name in BOTH_WAYS else [("from", "to")]
        parts = []
        for table in link_tables(name):
            for one, other in ways:
                rows = wanted.join(self._facts[table], left_on=["source", "target"], right_on=[one, other])
                parts.append(
                    judged(rows, self._day).select("n", pl.lit(table).alias("table"), "id", "_doubt")
                )
        telling = self._told.with_columns(pl.lit(0).alias("_told"))
        found = pl.concat(parts).join(telling, on=["n", "id"], how="left")
        best = found.sort("n", pl.col("_told").fill_null(1), "_doubt", "id", "table")
        return best.unique("n", keep="first", maintain_order=True).select(
            "n", "table", "id", pl.lit(0).alias("step")
        )

    def _through(self, wanted: pl.DataFrame) -> pl.DataFrame:
        """The links by which a body covers a compound: in a building of it, or in a grid that one lies in."""
        import polars as pl

        homes = self._facts["LOCATED_IN.Building.Compound"].select(
            pl.col("from").alias("building"), pl.col("to").alias("target"), pl.col("id").alias("home")
        )
        inner = self._facts["LOCATED_IN.Building.Grid"].select(
            pl.col("from").alias("building"), pl.col("to").alias("patch"), pl.col("id").alias("lot")
        )
        ground = wanted.join(homes, on="target")
        parts = []
        for order, (table, on) in enumerate(
            (("COVERS.Organization.Building", "building"), ("COVERS.Organization.Grid", "patch"))
        ):
            near = ground.join(inner, on="building", how="inner" if on == "patch" else "left")
            covers = self._facts[table].rename({"from": "source", "to": on})
            rows = judged(near.join(covers, on=["source", on]), self._day).filter(pl.col("_doubt") < 2)
            lot = pl.col("lot") if on == "patch" else pl.lit(None, dtype=pl.String).alias("lot")
            parts.append(
                rows.select(
                    "n",
                    "_doubt",
                    pl.lit(order).alias("order"),
                    "id",
                    "home",
                    lot,
                    pl.lit(table).alias("table"),
                )
            )
        best = (
            pl.concat(parts)
            .sort("n", "_doubt", "order", "id", "home", "lot")
            .unique("n", keep="first", maintain_order=True)
        )
        return pl.concat(
            [
                best.select("n", "table", "id", pl.lit(0).alias("step")),
                best.select(
                    "n",
                    pl.lit("LOCATED_IN.Building.Compound").alias("table"),
                    pl.col("home").alias("id"),
                    pl.lit(1).alias("step"),
                ),
                best.filter(pl.col("lot").is_not_null()).select(
                    "n",
                    pl.lit("LOCATED_IN.Building.Grid").alias("table"),
                    pl.col("lot").alias("id"),
                    pl.lit(2).alias("step"),
                ),
            ]
        )

    def _walks(self, table: str, wanted: pl.DataFrame) -> pl.DataFrame:
        import polars as pl

        rows = [
            (n, table, identity, step)
            for n, source, target in wanted.iter_rows()
            for step, identity in enumerate(self._walk(table, source, target))
        ]
        return pl.DataFrame(
            rows,
            schema={"n": pl.UInt32, "table": pl.String, "id": pl.String, "step": pl.Int32},
            orient="row",
        )

    def _walk(self, table: str, source: str, target: str) -> list[str]:
        """The shortest walk from one node to another, of links that are certainly in force if there is such a
        walk.
        """
        for worst in (0, 1):
            ways = {source: list[str]()}
            reached = [source]
            while reached and target not in ways:
                further: list[str] = []
                for start in reached:
                    for identity, stop, doubt in self._steps(table, start):
                        if stop not in ways and doubt <= worst:
                            ways[stop] = [*ways[start], identity]
                            further.append(stop)
                reached = further
            if target in ways:
                return ways[target]
        return []

    def _steps(self, table: str, start: str) -> Iterator[tuple[str, str, int]]:
        return iter(self._graphs[table].get(start, ()))

    @cached_property
    def _graphs(self) -> dict[str, dict[str, list[tuple[str, str, int]]]]:
        """The links out of each node, by their identifiers, of the tables that are walked."""
        graphs: dict[str, dict[str, list[tuple[str, str, int]]]] = {}
        for table in WALKED.values():
            rows = judged(self._facts[table], self._day).sort("id").select("from", "id", "to", "_doubt")
            for start, *step in rows.iter_rows():
                graphs.setdefault(table, {}).setdefault(start, []).append(tuple(step))
        return {table: graphs.get(table, {}) for table in WALKED.values()}
