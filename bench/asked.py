"""What linli and its peers are asked of the rules, and how an answer is held against linli's."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Sequence
from dataclasses import replace

import polars as pl
from peers.duck import Duck, statements, written

from linli.audit import engine, pack
from linli.audit.pack import Pack
from linli.audit.rule import Rule
from linli.ports import Parameter, Store

PARTS = ("population", "find")
Answers = dict[tuple[str, str], pl.DataFrame]
"""By rule and part (population, find), as the peer gives them."""


class Different(Exception):
    """A peer answers otherwise than linli."""


def held(day: dt.date, only: Sequence[str] = ()) -> Pack:
    """`base` with the rules that are on and hold on the day, as far as there is SQL for them."""
    base = pack.get("base")
    kept = [rule for rule in base.rules if rule.text.on and engine.in_force(rule, day) and written(rule.name)]
    return replace(base, rules=tuple(rule for rule in kept if not only or rule.name in only))


def unwritten() -> list[str]:
    """Rules that are on and have no SQL yet: they are in nobody's total."""
    return [rule.name for rule in pack.get("base").rules if rule.text.on and not written(rule.name)]


def values(rule: Rule, part: str, day: dt.date, areas: Sequence[str]) -> dict[str, Parameter]:
    """The parameters of a rule's query, bound as the engine binds them."""
    query = rule.population if part == "population" else rule.find
    own = {name: value for name, value in rule.values.items() if name in query.parameters}
    return query.bind({"as_of": day, "areas": list(areas), **own})


def from_linli(rules: Pack, store: Store, day: dt.date, areas: Sequence[str]) -> Answers:
    """What the rules' own queries give."""
    return {
        (rule.name, part): store.run(
            rule.population if part == "population" else rule.find, values(rule, part, day, areas)
        ).polars()
        for rule in rules.rules
        for part in PARTS
    }


def from_duck(duck: Duck, rules: Iterable[Rule], day: dt.date, areas: Sequence[str]) -> Answers:
    """What the hand-written SQL gives. As in linli, a population that several rules share is asked once."""
    asked: dict[str, pl.DataFrame] = {}
    found: Answers = {}
    for rule in rules:
        for part, statement in zip(PARTS, statements(rule.name), strict=True):
            bound = values(rule, part, day, areas)
            what = repr((statement, sorted(bound.items())))
            if what not in asked:
                asked[what] = duck.ask(statement, bound)
            found[rule.name, part] = asked[what]
    return found


def agree(ours: Answers, theirs: Answers) -> None:
    """Hold a peer's answers against linli's: the same rows in the columns that both have, as often.

    A peer may leave columns out, but never those that say what is judged and how. Raises Different.
    """
    for (rule, part), mine in ours.items():
        other = theirs[rule, part]
        needed = {"subject", "place", "state"} if part == "population" else {"subject", "verdict", "certain"}
        if lacking := needed - set(other.columns):
            raise Different(f"{rule}, {part}: no column {', '.join(sorted(lacking))}")
        columns = [name for name in mine.columns if name in other.columns]
        exact = pl.selectors.float().round(9)
        left = mine.select(columns).with_columns(exact).sort(columns)
        right = (
            other.select(columns).cast(dict(mine.select(columns).schema)).with_columns(exact).sort(columns)
        )  # type: ignore[arg-type]
        if not left.equals(right):
            lacks = left.join(right, on=columns, how="anti", nulls_equal=True)
            more = right.join(left, on=columns, how="anti", nulls_equal=True)
            raise Different(
                f"{rule}, {part}: {left.height} rows here, {right.height} there; {lacks.height} only here, "
                f"{more.height} only there\n{lacks.head(3).to_dicts()}\n{more.head(3).to_dicts()}"
            )
