"""Judging: every rule asked of a graph, with totals that add up.

A subject fails where `find` has a row that says so, is unknown where the population or `find` cannot tell, is
left out where the rule does not apply, and passes else. A rule that cannot be run is a result of its own,
never silence.
"""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Literal

from linli.audit.pack import Pack
from linli.audit.rule import Rule
from linli.errors import LinliError, RuleContradictsItself
from linli.model import ids
from linli.ports import Answer, Parameter, Store, Value

State = Literal["pass", "fail", "unknown", "not_applicable"]
"""What became of a subject."""

Progress = Callable[[str], None]
"""Told the rule that begins."""


@dataclass(frozen=True)
class Finding:
    """A failure of one rule at one place.

    id        from the rule and what is concerned (the key of `find`): the same in every run and rebuild
    subject   identifier of what was judged; place: of where it is
    certain   False where it rests on a possible identity or a date that may lie on either side
    values    the row of `find`, for messages and evidence
    """

    id: str
    rule: str
    subject: str
    place: str
    certain: bool
    values: Mapping[str, Value]


@dataclass(frozen=True)
class Totals:
    """How many subjects there are, and what became of them; the last four add up to the first."""

    population: int
    passed: int
    failed: int
    unknown: int
    not_applicable: int


@dataclass(frozen=True)
class Result:
    """What a rule came to: its findings in the order of `find`, the rows nobody can tell of, its totals; or
    why it could not be run. `states` says of every subject what became of it.
    """

    rule: Rule
    totals: Totals
    findings: tuple[Finding, ...]
    unknown: tuple[Finding, ...]
    states: Mapping[str, State]
    error: LinliError | None = None


def run(
    pack: Pack, store: Store, as_of: dt.date, areas: Sequence[str], progress: Progress = lambda _: None
) -> Iterator[Result]:
    """The results of a pack's rules, one at a time.

    Parameters: `pack`; `store`, an opened graph; `as_of`; `areas`, codes; `progress`.
    Rules that are switched off, or that do not hold on the day, are left out.
    """
    for rule in pack.rules:
        if rule.text.on and in_force(rule, as_of):
            progress(rule.name)
            yield judge(rule, store, as_of, areas)


def in_force(rule: Rule, day: dt.date) -> bool:
    """Whether a rule holds on a day, by the dates that its text gives."""
    return (rule.text.from_ is None or rule.text.from_ <= day) and (
        rule.text.to is None or day <= rule.text.to
    )


def judge(rule: Rule, store: Store, as_of: dt.date, areas: Sequence[str]) -> Result:
    """The result of one rule. An error of the engine becomes its result."""
    try:
        return _judged(rule, store, {"as_of": as_of, "areas": list(areas)})
    except LinliError as error:
        return Result(rule, Totals(0, 0, 0, 0, 0), (), (), {}, error)


def _judged(rule: Rule, store: Store, scope: Mapping[str, Parameter]) -> Result:
    state = {str(row["subject"]): str(row["state"]) for row in _ask(rule, store, scope, "population").rows()}
    found = _findings(rule, _ask(rule, store, scope, "find"))
    failures = tuple(one for one in found if one.values["verdict"] == "fail")
    doubts = tuple(one for one in found if one.values["verdict"] != "fail")
    _check(rule, state, found)
    failed = {one.subject for one in failures}
    doubted = {one.subject for one in doubts}
    states: dict[str, State] = {
        subject: "fail" if subject in failed else "unknown" if subject in doubted else _STATES[said]
        for subject, said in state.items()
    }
    count = Counter(states.values())
    totals = Totals(len(states), count["pass"], count["fail"], count["unknown"], count["not_applicable"])
    return Result(rule, totals, failures, doubts, states)


_STATES: dict[str, State] = {"asked": "pass", "unknown": "unknown", "not_applicable": "not_applicable"}


def _ask(rule: Rule, store: Store, scope: Mapping[str, Parameter], part: str) -> Answer:
    query = rule.find if part == "find" else rule.population
    given = {name: value for name, value in rule.values.items() if name in query.parameters}
    return store.run(query, query.bind({**scope, **given}))


def _findings(rule: Rule, answer: Answer) -> list[Finding]:
    import polars as pl

    key = [pl.lit(rule.name), *(pl.col(name) for name in rule.find.header.key)]
    identities = answer.polars().select(ids.expr("f", key)).to_series().to_list() if len(answer) else []
    return [
        Finding(identity, rule.name, str(row["subject"]), str(row["place"]), row["certain"] is True, row)
        for identity, row in zip(identities, answer.rows(), strict=True)
    ]


def _check(rule: Rule, state: Mapping[str, str], found: Sequence[Finding]) -> None:
    """What `find` judges stands in the population, and the rule applies to it."""
    for one in found:
        if state.get(one.subject, "not_applicable") == "not_applicable":
            raise RuleContradictsItself(rule=rule.name, subject=one.subject)
