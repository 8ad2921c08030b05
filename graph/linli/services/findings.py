"""The findings of a kept run as one table, for lists that are filtered, sorted and paged: columns, not rows.

A province has some ten thousand findings in a run. They are read once and kept; of a page alone the
sentences are made.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import polars as pl

from linli.audit.engine import Finding
from linli.audit.run import RuleRun, Run
from linli.audit.waiver import Standing
from linli.errors import FindingAmbiguous, FindingUnknown
from linli.messages.catalogue import Lang
from linli.ports import Value
from linli.reports.findings import filled
from linli.services import runs, waivers
from linli.services.network.kept import Kept
from linli.services.state_version import runs_version, state_version

SORTS = ("rule", "severity", "verdict", "area", "certain", "id")
GRAVE = ("prohibited", "breach", "disclose", "warning", "target", "information")
"""Severities, the gravest first."""

_kept = Kept(6)


@dataclass(frozen=True, eq=False)
class Table:
    """A run with its findings and what nobody can tell.

    rows  `id`, `rule`, `severity` (rank), `verdict`, `certain`, `place`, `area` (the smallest, "" where it
          is not known), `nth` (row of the rule's own), in the order of the audit
    above code of an area → it and all that hold it
    """

    run: Run
    rows: pl.DataFrame
    above: Mapping[str, frozenset[str]]


@dataclass(frozen=True)
class Wanted:
    """Which rows of a run are wanted; None for all of a kind.

    areas     codes: what lies in one of them
    waived    whether it is let stand
    ids       identifiers of findings
    places    identifiers of places that they are about
    """

    areas: tuple[str, ...] | None = None
    rules: tuple[str, ...] | None = None
    severities: tuple[str, ...] | None = None
    verdicts: tuple[str, ...] | None = None
    certain: bool | None = None
    waived: bool | None = None
    ids: tuple[str, ...] | None = None
    places: tuple[str, ...] | None = None


@dataclass(frozen=True)
class Row:
    """A row of a run as it is told: the finding, its rule as the run had it, its waiver if it is let
    stand.
    """

    finding: Finding
    rule: RuleRun
    verdict: str
    waiver: Standing | None


def table(workspace: Path, number: int | None = None) -> Table:
    """A run as a table, the newest unless a number is given. Raises RunUnknown."""
    key = ("table", str(workspace), number, runs_version(workspace))
    return _kept.get(key, lambda: _table(runs.load(workspace, number)))


def _table(run: Run) -> Table:
    frames = []
    for name, rule in run.rules.items():
        if rule.rows.height:
            frames.append(
                rule.rows.select(
                    "id",
                    pl.lit(name).alias("rule"),
                    pl.lit(GRAVE.index(rule.wording.severity), pl.Int8).alias("severity"),
                    "verdict",
                    pl.col("certain").fill_null(value=False),
                    "place",
                ).with_row_index("nth")
            )
    names = ("nth", "id", "rule", "severity", "verdict", "certain", "place")
    kinds = (pl.UInt32, pl.String, pl.String, pl.Int8, pl.String, pl.Boolean, pl.String)
    empty = pl.DataFrame(schema=dict(zip(names, kinds, strict=True)))
    rows = pl.concat([empty, *frames]) if frames else empty
    where = pl.DataFrame(
        {"place": list(run.place), "area": list(run.place.values())},
        schema={"place": pl.String, "area": pl.String},
    )
    rows = rows.join(where, on="place", how="left", maintain_order="left").with_columns(
        pl.col("area").fill_null("")
    )
    above = {code: frozenset(area.code for area in chain) for code, chain in run.chains.items()}
    return Table(run, rows, above)


def standing(workspace: Path, found: Table, today: dt.date) -> Mapping[str, Standing]:
    """The waivers that hold in a run, by their findings."""
    key = ("waived", str(workspace), found.run.number, state_version(workspace), today)

    def make() -> dict[str, Standing]:
        judged = waivers.judged(workspace, found.run, today)
        return {one.waiver.finding.id: one for one in judged if one.state == "holds"}

    return _kept.get(key, make)


def chosen(found: Table, wanted: Wanted, let_stand: Collection[str], sort: tuple[str, bool]) -> pl.DataFrame:
    """The rows that are wanted, in the order that is wanted; those that are alike stay in the audit's."""
    terms: list[pl.Expr] = []
    if wanted.areas is not None:
        inside = [code for code, up in found.above.items() if not up.isdisjoint(wanted.areas)]
        terms.append(pl.col("area").is_in(inside))
    if wanted.ids:
        terms.append(pl.col("id").is_in(list(wanted.ids)))
    if wanted.places:
        terms.append(pl.col("place").is_in(list(wanted.places)))
    if wanted.rules:
        terms.append(pl.col("rule").is_in(list(wanted.rules)))
    if wanted.severities:
        terms.append(pl.col("severity").is_in([GRAVE.index(one) for one in wanted.severities]))
    if wanted.verdicts:
        terms.append(pl.col("verdict").is_in(list(wanted.verdicts)))
    if wanted.certain is not None:
        terms.append(pl.col("certain") == wanted.certain)
    if wanted.waived is not None:
        waived = pl.col("id").is_in(list(let_stand)) & (pl.col("verdict") == "fail")
        terms.append(waived if wanted.waived else ~waived)
    rows = found.rows.filter(*terms) if terms else found.rows
    column, down = sort
    return rows.sort(column, descending=down, maintain_order=True) if column else rows


def told(found: Table, rows: pl.DataFrame, let_stand: Mapping[str, Standing]) -> list[Row]:
    """Rows of a page with all that is said of them."""
    return [_row(found, rule, nth, let_stand) for rule, nth in rows.select("rule", "nth").iter_rows()]


def _row(found: Table, rule: str, nth: int, let_stand: Mapping[str, Standing]) -> Row:
    ruled = found.run.rules[rule]
    values = ruled.rows.row(nth, named=True)
    identity = values.pop("id")
    verdict = str(values["verdict"])
    one = Finding(identity, rule, values["subject"], values["place"], values["certain"] is True, values)
    return Row(one, ruled, verdict, let_stand.get(identity) if verdict == "fail" else None)


def find(found: Table, prefix: str, areas: Sequence[str] | None, let_stand: Mapping[str, Standing]) -> Row:
    """The finding of a run, or what it cannot tell, that an identifier or its beginning names.

    Parameters: `areas`, codes in which it has to lie, None for anywhere.
    Raises FindingUnknown, FindingAmbiguous.
    """
    near = chosen(found, Wanted(None if areas is None else tuple(areas)), (), ("", False))
    near = near.filter(pl.col("id").str.starts_with(prefix)) if len(prefix) >= runs.PREFIX else near.clear()
    near = near.unique("id", keep="first", maintain_order=True)
    if not near.height:
        raise FindingUnknown(finding=prefix, runs=1)
    if near.height > 1:
        raise FindingAmbiguous(finding=prefix, several=near["id"].head(5).to_list())
    return told(found, near, let_stand)[0]


def sentence(row: Row, shown: Callable[[str, Value], Value], lang: Lang) -> str:
    """A row in a sentence, in the words of its own run.

    Parameters: `shown`, which gives a value of a column as the reader may see it.
    """
    wording = row.rule.wording
    values = {name: shown(name, value) for name, value in row.finding.values.items()}
    message = wording.message if row.verdict == "fail" else wording.unknown
    return filled(message, wording.columns, values, lang)
