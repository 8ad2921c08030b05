"""Every case of every rule, on Ladybug and on Neo4j: what fails, passes, cannot be told, is not asked."""

from __future__ import annotations

from dataclasses import dataclass, replace
from pathlib import Path

import polars as pl
import pytest

from linli.audit import case as cases
from linli.audit import pack
from linli.audit.case import Case
from linli.audit.engine import Result, judge
from linli.audit.rule import Rule
from linli.model import schema
from linli.ports import Store
from linli.store.columns.engine import ColumnStore
from linli.store.ladybug import InMemory
from linli.store.small import Small
from tests.facts import Facts
from tests.queries.engines import apart, on_server, together, whole, write
from tests.servers.neo4j.server import Server


@dataclass(frozen=True)
class Asked:
    """A rule as its pack has it, with one of its cases."""

    name: str
    rule: Rule
    case: Case


def _asked() -> list[Asked]:
    """Each case once, by the pack that owns the rule."""
    found = [
        Asked(f"{path.parent.parent.parent.name}/{case.file}", case.rule(rule), case)
        for name in pack.names()
        for rule in pack.get(name).rules
        for path in rule.cases
        if path.parent.parent.parent.name == name
        for case in [cases.load(path)]
    ]
    return sorted(found, key=lambda asked: asked.name)


ASKED = _asked()


def differences(asked: Asked, store: Store) -> list[str]:
    text = asked.case.text
    return cases.differences(asked.case, judge(asked.rule, store, text.as_of, text.areas))


@pytest.mark.parametrize("asked", ASKED, ids=lambda asked: asked.name)
def test_embedded(asked: Asked) -> None:
    store = InMemory(whole(dict(asked.case.facts)), schema.load())
    try:
        assert differences(asked, store) == []
    finally:
        store.close()


def side_by_side(times: int) -> tuple[Facts, list[tuple[Asked, str]]]:
    """All cases in one graph, each under identifiers of its own, several times over."""
    asked = [(one, f"{n:02}.{number:03}/") for n in range(times) for number, one in enumerate(ASKED)]
    return whole(together([apart(dict(one.case.facts), prefix) for one, prefix in asked])), asked


def wrong(asked: list[tuple[Asked, str]], store: Store) -> dict[str, list[str]]:
    """What the cases of a graph say otherwise than expected."""
    found = {}
    for one, prefix in asked:
        areas = [f"{prefix}{area}" for area in one.case.text.areas]
        result = judge(one.rule, store, one.case.text.as_of, areas)
        if said := cases.differences(one.case, stripped(result, prefix)):
            found[f"{prefix} {one.name}"] = said
    return found


def test_embedded_side_by_side(tmp_path: Path) -> None:
    """On a graph of some size, where the engine's faults show (decision 0001)."""
    facts, asked = side_by_side(2)
    store = write(tmp_path / "graph.lb", facts)
    try:
        assert wrong(asked, store) == {}
    finally:
        store.close()


def test_columns_side_by_side() -> None:
    """The facts as columns, which is what an embedded audit asks."""
    facts, asked = side_by_side(1)
    beside = InMemory(facts, schema.load())
    store = ColumnStore(facts, schema.load(), beside)
    try:
        assert wrong(asked, store) == {}
    finally:
        store.close()
        beside.close()


def test_small() -> None:
    """Case after case in one small graph, as changes are tried."""
    store = Small(schema.load())
    try:
        for asked in ASKED:
            store.fill(whole(dict(asked.case.facts)))
            assert differences(asked, store) == [], asked.name
    finally:
        store.close()


def test_server(neo4j_server: Server) -> None:
    facts, asked = side_by_side(1)
    with on_server(neo4j_server) as server:
        assert wrong(asked, server.holding(facts)) == {}


def stripped(result: Result, prefix: str) -> Result:
    """A result as if the identifiers had no prefix."""
    if result.error:
        return result
    plain = pl.selectors.string().str.strip_prefix(prefix)
    return replace(result, states=result.states.with_columns(plain), rows=result.rows.with_columns(plain))


def test_every_rule_has_a_case_that_breaks_it_one_that_keeps_it_and_one_that_cannot_be_told() -> None:
    lacking = []
    for name in pack.names():
        for rule in pack.get(name).rules:
            texts = [asked.case.text for asked in ASKED if asked.rule.name == rule.name]
            possible = any(row.get("certain") is False for text in texts for row in text.fail)
            for what, there in (
                ("fail", any(text.fail for text in texts)),
                ("pass", any(text.passing for text in texts)),
                ("unknown", any(text.unknown for text in texts) or possible),
            ):
                lacking += [] if there else [f"{rule.name}: no case of {what}"]
    assert lacking == []
