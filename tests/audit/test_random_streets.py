"""Random streets, all in one graph, where the engine's faults show: every rule says what its words say."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, replace
from random import Random

import pytest

from linli.audit import engine, pack
from linli.audit.rule import Rule
from linli.model import schema
from linli.ports import Store
from linli.store.columns.engine import ColumnStore
from linli.store.small import Small
from tests.audit import comparing, oracle
from tests.audit.random_streets import DAYS, street
from tests.facts import facts
from tests.queries.engines import apart, together, whole, write

STREETS = 40
TIGHTER = {
    "joint_branch_too_wide": {"most": 1},
    "chain_levels": {"most": 3},
    "committees_party_share_pooled": {"share": 0.9},
}
"""Values by which small streets break a rule."""


def every() -> list[object]:
    """Every rule once, with the values by which it is tried here."""
    rules = {rule.name: rule for name in pack.names() for rule in pack.get(name).rules}
    return [
        pytest.param(replace(rule, values={**rule.values, **TIGHTER.get(name, {})}), id=name)
        for name, rule in sorted(rules.items())
    ]


@dataclass(frozen=True)
class Streets:
    """All streets, as the product holds them (a graph, columns, a small graph) and as lists of dicts."""

    store: Store
    columns: Store
    small: Store
    plain: oracle.Graph
    areas: list[str]


@pytest.fixture(scope="module")
def streets(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Streets]:
    random = Random(20250630)
    drawn = [apart(facts(street(random)), f"{number:02}/") for number in range(STREETS)]
    graph = whole(together(drawn))
    store = write(tmp_path_factory.mktemp("streets") / "graph.lb", graph)
    columns = ColumnStore(graph, schema.load(), store)
    small = Small(schema.load())
    small.fill(graph)
    yield Streets(
        store, columns, small, comparing.graph(graph), [f"{number:02}/s" for number in range(STREETS)]
    )
    small.close()
    columns.close()
    store.close()


@pytest.mark.parametrize("rule", every())
def test_a_rule_says_what_its_words_say(streets: Streets, rule: Rule) -> None:
    states = Counter[str]()
    for day in map(dt.date.fromisoformat, DAYS):
        result = engine.judge(rule, streets.store, day, streets.areas)
        assert result.error is None
        wanted = oracle.judged(streets.plain, rule.name, comparing.asked(rule, day, streets.areas))
        assert comparing.differences(comparing.said(result), wanted) == [], day
        for other in (streets.columns, streets.small):
            same = engine.judge(rule, other, day, streets.areas)
            assert same.error is None
            assert same.states.equals(result.states)
            assert same.rows.equals(result.rows)
        states.update(wanted.states.values())
    assert states["fail"], "no street breaks the rule: it was not tried"
