"""Judging: every rule asked of a graph, with totals that add up.

A subject fails where `find` has a row that says so, is unknown where the population or `find` cannot tell, is
left out where the rule does not apply, and passes else. A rule that cannot be run is a result of its own,
never silence.

Judging is columns from end to end: a province has some hundred thousand subjects a rule. Rules that ask the
same population ask it once.
"""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass, field
from functools import cached_property
from typing import TYPE_CHECKING, Literal, get_args

from linli.audit.pack import Pack
from linli.audit.rule import Rule
from linli.errors import LinliError, RuleContradictsItself
from linli.model import ids
from linli.ports import Asked, Parameter, Store, Value
from linli.queries.catalogue import Query

if TYPE_CHECKING:
    import polars as pl

State = Literal["pass", "fail", "unknown", "not_applicable"]
"""What became of a subject."""

Progress = Callable[[str], None]
"""Told the rule that begins."""

WORKERS = 2
"""Queries asked side by side; each takes one core of an embedded engine."""


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
    """How many subjects there are, and what became of them; the last four add up to the first.

    failed_certainly  those of the failed of which at least one finding is certain
    """

    population: int = 0
    passed: int = 0
    failed: int = 0
    unknown: int = 0
    not_applicable: int = 0
    failed_certainly: int = 0

    @property
    def asked(self) -> int:
        """Subjects that the rule applies to: the denominator of its ratio."""
        return self.population - self.not_applicable

    @property
    def share(self) -> tuple[float, float] | None:
        """Least and greatest share of failures among the asked: what is certain, and what would be if all
        that is possible or unknown turned out to be so. None where nothing was asked.
        """
        if not self.asked:
            return None
        return self.failed_certainly / self.asked, (self.failed + self.unknown) / self.asked


@dataclass(frozen=True)
class Result:
    """What a rule came to, or why it could not be run.

    states    every subject once: `subject`, `place`, `state` (State), in the order of `subject`
    rows      the rows of `find` in its order, with `id`, the finding's identity, in front
    """

    rule: Rule
    totals: Totals
    states: pl.DataFrame
    rows: pl.DataFrame
    error: LinliError | None = None

    @cached_property
    def findings(self) -> tuple[Finding, ...]:
        """The failures, in the order of `find`."""
        return self._of("fail")

    @cached_property
    def unknown(self) -> tuple[Finding, ...]:
        """The rows of `find` that nobody can tell of."""
        return self._of("unknown")

    def _of(self, verdict: str) -> tuple[Finding, ...]:
        import polars as pl

        if not self.rows.height:
            return ()
        chosen = self.rows.filter(pl.col("verdict") == verdict)
        name = self.rule.name
        return tuple(
            Finding(one, name, row["subject"], row["place"], row["certain"] is True, row)
            for one, row in zip(chosen["id"], chosen.drop("id").iter_rows(named=True), strict=True)
        )


def run(
    pack: Pack,
    store: Store,
    as_of: dt.date,
    areas: Sequence[str],
    progress: Progress = lambda _: None,
    workers: int = WORKERS,
) -> Iterator[Result]:
    """The results of a pack's rules, one at a time, in the order of the pack.

    Parameters: `pack`; `store`, an opened graph; `as_of`; `areas`, codes; `progress`; `workers`, queries
    asked side by side.
    Rules that are switched off, or that do not hold on the day, are left out.
    """
    held = [rule for rule in pack.rules if rule.text.on and in_force(rule, as_of)]
    yield from _results(held, store, as_of, areas, progress, workers)


def _results(
    rules: Sequence[Rule],
    store: Store,
    as_of: dt.date,
    areas: Sequence[str],
    progress: Progress,
    workers: int,
) -> Iterator[Result]:
    asked = _Asked({"as_of": as_of, "areas": list(areas)})
    keys = [(rule, asked.of(rule, rule.population), asked.of(rule, rule.find)) for rule in rules]
    wanted = Counter(key for _, *both in keys for key in both)
    with (
        store.together(list(asked.queries.values())) as together,
        ThreadPoolExecutor(workers, thread_name_prefix="audit") as pool,
    ):
        answers = {key: pool.submit(_answer, together, *one) for key, one in asked.queries.items()}
        try:
            for rule, population, find in keys:
                progress(rule.name)
                yield _result(rule, answers[population], answers[find])
                # A result keeps less than the answers that it was made from.
                wanted.subtract((population, find))
                for key in {population, find}:
                    if not wanted[key]:
                        del answers[key]
        finally:
            pool.shutdown(cancel_futures=True)


def in_force(rule: Rule, day: dt.date) -> bool:
    """Whether a rule holds on a day, by the dates that its text gives."""
    return (rule.text.from_ is None or rule.text.from_ <= day) and (
        rule.text.to is None or day <= rule.text.to
    )


def judge(rule: Rule, store: Store, as_of: dt.date, areas: Sequence[str]) -> Result:
    """The result of one rule. An error of the engine becomes its result."""
    return next(_results([rule], store, as_of, areas, lambda _: None, 1))


@dataclass
class _Asked:
    """The queries of some rules, each once: rules that ask the same of the same share its answer."""

    scope: Mapping[str, Parameter]
    queries: dict[str, Asked] = field(default_factory=dict)

    def of(self, rule: Rule, query: Query) -> str:
        """What a rule's query goes by."""
        given = {name: value for name, value in rule.values.items() if name in query.parameters}
        bound = query.bind({**self.scope, **given})
        what = repr((query.text, sorted(bound.items())))
        self.queries.setdefault(what, (query, bound))
        return what


def _answer(store: Store, query: Query, bound: Mapping[str, Parameter]) -> pl.DataFrame:
    return store.run(query, bound).polars()


def _result(rule: Rule, population: Future[pl.DataFrame], find: Future[pl.DataFrame]) -> Result:
    """What a rule comes to. An error of either query, or of both together, is its result."""
    try:
        return _judged(rule, population.result(), find.result())
    except LinliError as error:
        import polars as pl

        return Result(rule, Totals(), pl.DataFrame(), pl.DataFrame(), error)


_STATES: dict[str, State] = {"asked": "pass", "unknown": "unknown", "not_applicable": "not_applicable"}


def _judged(rule: Rule, population: pl.DataFrame, find: pl.DataFrame) -> Result:
    import polars as pl

    key = [pl.lit(rule.name), *(pl.col(name) for name in rule.find.header.key)]
    rows = find.select(ids.expr("f", key).alias("id"), pl.all())
    fails = pl.col("verdict") == "fail"
    judged = rows.group_by("subject").agg(
        fails.any().alias("fails"), (fails & pl.col("certain")).any().alias("surely")
    )
    if not population["subject"].is_sorted():
        population = population.sort("subject")
    states = population.join(judged, on="subject", how="left", maintain_order="left")
    _check(rule, states, judged)
    said = pl.col("state").replace_strict(_STATES, return_dtype=pl.String)
    state = pl.when("fails").then(pl.lit("fail")).when(pl.col("fails").is_not_null()).then(pl.lit("unknown"))
    # A byte each: a nation has 30 million of them.
    states = states.with_columns(state.otherwise(said).cast(pl.Enum(get_args(State))).alias("state"))
    # Rules that ask about the same hold one copy of it between them.
    told = population.select("subject", "place").with_columns(states["state"])
    return Result(rule, _totals(states), told, rows)


def _totals(states: pl.DataFrame) -> Totals:
    count = dict(states["state"].value_counts().iter_rows())
    return Totals(
        population=states.height,
        passed=count.get("pass", 0),
        failed=count.get("fail", 0),
        unknown=count.get("unknown", 0),
        not_applicable=count.get("not_applicable", 0),
        failed_certainly=int(states["surely"].sum()),
    )


def _check(rule: Rule, states: pl.DataFrame, judged: pl.DataFrame) -> None:
    """What `find` judges stands in the population, and the rule applies to it."""
    import polars as pl

    found = states.filter(pl.col("fails").is_not_null() & (pl.col("state") != "not_applicable"))
    if found.height != judged.height:
        strange = judged.join(found, on="subject", how="anti")
        raise RuleContradictsItself(rule=rule.name, subject=str(strange["subject"].min()))
