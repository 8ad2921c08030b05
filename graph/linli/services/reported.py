"""All that the reports of an audit say, put together: set by set, however many findings there are."""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection, Iterable, Mapping, Sequence

import polars as pl

from linli.audit import evidence
from linli.audit.engine import Finding, Result, Totals
from linli.audit.gathered import Node, Statement
from linli.audit.reported import Lacking, Pair, Reported, untold
from linli.audit.waiver import Standing
from linli.model import ledger_kind
from linli.model.cell import Cell
from linli.model.vocabulary import Label
from linli.services.audit import Audit
from linli.services.evidence import gather
from linli.services.ground import Ground
from linli.services.lying import Lie, lying

DOUBT = "MAY_BE.Person.Person"


def reported(
    land: Ground,
    done: Audit,
    waived: Sequence[Standing],
    made: dt.datetime,
    *,
    most: int | None = None,
) -> Reported:
    """An audit with all that its reports say.

    Parameters: `land`, the facts of the snapshot that was audited; `done`; `waived`, its waivers as they
    stand; `made`, now; `most`, findings of each rule whose evidence is gathered, None for all.
    """
    lie = lying(land.facts, done.areas, _places(done.results), done.as_of)
    shown = [one for result in done.results for one in result.findings[:most]]
    gathered = gather(land, done, shown)
    statements = _statements(land, lie, done.as_of)
    return Reported(
        made=made,
        pack=done.pack,
        areas=tuple(lie.areas[code] for code in done.areas if code in lie.areas),
        as_of=done.as_of,
        snapshot=done.snapshot,
        results=done.results,
        parts=lie.parts,
        totals={result.rule.name: _by_part(result, lie) for result in done.results},
        where=lie.where(_shown(done.results), land.facts),
        waived=tuple(waived),
        evidence=gathered,
        statements=statements,
        lacking=_lacking(done.results, lie, statements),
        pairs=_pairs(land, done),
    )


def _places(results: Iterable[Result]) -> pl.Series:
    """Every place of which a rule was asked."""
    asked = [result.states["place"] for result in results if result.states.height]
    found = [result.rows["place"] for result in results if result.rows.height]
    return pl.concat([pl.Series("place", [], pl.String), *asked, *found]).unique().sort()


def _shown(results: Iterable[Result]) -> list[str]:
    """The places of all that is listed: findings, and what nobody can tell."""
    found = [result.rows["place"] for result in results if result.rows.height]
    bare = [untold(result)["place"] for result in results]
    return pl.concat([pl.Series("place", [], pl.String), *found, *bare]).unique().sort().to_list()


def _by_part(result: Result, lie: Lie) -> dict[str, Totals]:
    """What a rule came to in each part. Parts of which it was not asked are left out."""
    if not result.states.height:
        return {}
    fails = (pl.col("verdict") == "fail") & pl.col("certain")
    surely = result.rows.filter(fails).select("subject", pl.lit(value=True).alias("surely")).unique()
    states = result.states.join(lie.frame, on="place", how="left").join(surely, on="subject", how="left")
    counted = states.group_by(pl.col("part").fill_null("")).agg(
        pl.len().alias("population"),
        (pl.col("state") == "pass").sum().alias("passed"),
        (pl.col("state") == "fail").sum().alias("failed"),
        (pl.col("state") == "unknown").sum().alias("unknown"),
        (pl.col("state") == "not_applicable").sum().alias("not_applicable"),
        pl.col("surely").fill_null(value=False).sum().alias("failed_certainly"),
    )
    return {row.pop("part"): Totals(**row) for row in counted.iter_rows(named=True)}


def _statements(land: Ground, lie: Lie, as_of: dt.date) -> tuple[Statement, ...]:
    """The statements that ledgers are whole, of all areas that are known here, above and below as well."""
    facts, words = land.facts, land.words()
    said = facts["Completeness"].select(pl.col("id").alias("from"), "ledger", "day")
    stated = facts["STATED_FOR.Completeness.Area"].select("from", "to").join(said, on="from")
    found = []
    for identity, code, ledger, day in stated.sort("to", "ledger", "day", "from").iter_rows():
        if not lie.near(code):
            continue
        area, word = lie.areas[code], words.get((code, ledger, day))
        node = Node("Area", code, Label(area.name, area.name), area.level)
        by, at = (word.by, word.at) if word else ("", None)
        found.append(Statement(identity, ledger, _label(ledger), node, day, day <= as_of, by, at))
    return tuple(found)


def _lacking(results: Iterable[Result], lie: Lie, statements: Iterable[Statement]) -> tuple[Lacking, ...]:
    """What nobody has stated and rules that cannot tell would need, by area and ledger."""
    whole = {(one.area.id, one.ledger) for one in statements if one.counts}
    counts: dict[tuple[str, str], dict[str, int]] = {}
    for result in results:
        if not result.rows.height or not result.rule.text.needs:
            continue
        open_ = result.rows.filter(pl.col("verdict") == "unknown").select("place")
        near = open_.join(lie.frame, on="place").group_by("area").len().sort("area")
        for code, rows in near.iter_rows():
            above = [area.code for area in lie.chains[code]]
            for ledger in result.rule.text.needs:
                if not any((area, ledger) in whole for area in above):
                    counts.setdefault((code, ledger), {})[result.rule.name] = rows
    return tuple(
        Lacking(lie.areas[code], lie.names(code), ledger, _label(ledger), unknown)
        for (code, ledger), unknown in sorted(counts.items())
    )


def _pairs(land: Ground, done: Audit) -> tuple[Pair, ...]:
    """The pairs of persons who may be one and that make a finding only possible, or impossible to tell."""
    facts = land.facts
    met: dict[str, list[str]] = {}
    for result in done.results:
        if facts[DOUBT].height and result.rows.height and _asks(result):
            open_ = [one for one in (*result.findings, *result.unknown) if _open(one)]
            marked = evidence.mark(result.rule, open_, facts, done.as_of).facts
            for n, identity in marked.filter(pl.col("table") == DOUBT).select("n", "id").iter_rows():
                met.setdefault(identity, []).append(open_[n].id)
    wanted = pl.DataFrame({"id": list(met)}, schema={"id": pl.String})
    rows = facts[DOUBT].join(wanted, on="id", how="semi").sort("id").select("id", "from", "to", "basis")
    people = dict(facts["Person"].select("id", "name").iter_rows())
    ends = [one for pair in rows.select("from", "to").iter_rows() for one in pair]
    cells = land.cells([*met, *ends], "zh")
    return tuple(
        Pair(
            one,
            _person(a, people),
            _person(b, people),
            basis,
            _named([cell for fact in (a, b, one) for cell in cells.get(fact, ())], {people[a], people[b]}),
            tuple(sorted(met[one])),
        )
        for one, a, b, basis in rows.iter_rows()
    )


def _named(cells: Iterable[Cell], names: Collection[str]) -> tuple[Cell, ...]:
    """The cells that hold one of some names."""
    return tuple(dict.fromkeys(cell for cell in cells if cell.value in names))


def _person(identity: str, people: Mapping[str, str]) -> Node:
    name = people.get(identity) or ""
    return Node("Person", identity, Label(name, name))


def _asks(result: Result) -> bool:
    """Whether a rule asks who may be one person."""
    return "may_be" in result.rule.find.text.lower()


def _open(one: Finding) -> bool:
    return not one.certain or one.values["verdict"] == "unknown"


def _label(kind: str) -> Label:
    known = ledger_kind.load().get(kind)
    return Label(known.label.zh, known.label.en) if known else Label(kind, kind)
