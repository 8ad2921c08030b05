"""The audit of the six places says what an oracle in plain Python says, written from the words of the rules
(`tests/audit/oracle`): every subject's state, every finding and whether it is certain.

Each place on the day of its newest ledger, and on another day before it or after it, when other terms run and
what the ledgers state to be whole is another; the large places then by a part of theirs, whose people and
companies have posts and compounds outside it.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from pathlib import Path

import pytest

import linli
from linli.audit import engine, pack
from linli.services.audit import Audit, audit
from linli.services.graph import Graph
from linli.workspace import layout, snapshots
from tests.audit import comparing, oracle

OTHER = {
    "licheng": ("350502", dt.date(2024, 3, 15)),
    "nanan": ("350583901", dt.date(2026, 3, 1)),
    "chuzhou": ("341191", dt.date(2023, 7, 1)),
    "chengxiang": ("350302", dt.date(2026, 12, 1)),
    "xinluo": ("350802", dt.date(2023, 9, 1)),
    "yanquan": ("431002", dt.date(2027, 6, 10)),
}
"""Another day for each place, and the area to audit on it."""


@pytest.fixture(scope="module")
def plain(places: Path) -> oracle.Graph:
    """The facts as lists of dicts."""
    return comparing.graph(snapshots.current(layout.open_layout(places)).facts())


@pytest.fixture(scope="module")
def opened(places: Path) -> Iterator[Graph]:
    with linli.open(places) as graph:
        yield graph


@pytest.mark.parametrize("name", OTHER)
def test_on_the_day_of_the_ledgers(audits: dict[str, Audit], plain: oracle.Graph, name: str) -> None:
    compare(audits[name], plain)


@pytest.mark.parametrize("name", OTHER)
def test_on_another_day(opened: Graph, plain: oracle.Graph, name: str) -> None:
    area, day = OTHER[name]
    compare(audit(opened, pack_name=name, area=area, as_of=day), plain)


def test_rules_that_are_switched_off(opened: Graph, plain: oracle.Graph) -> None:
    areas = opened.areas(pack.get("licheng").area)
    day = opened.ledger_day(areas[0])
    off = [rule for rule in pack.get("licheng").rules if not rule.text.on]
    assert off
    for rule in off:
        found = comparing.said(engine.judge(rule, opened.store, day, areas))
        wanted = oracle.judged(plain, rule.name, comparing.asked(rule, day, areas))
        assert comparing.differences(found, wanted) == [], rule.name


def compare(done: Audit, plain: oracle.Graph) -> None:
    """Every rule of an audit against the oracle."""
    wrong = {}
    for result in done.results:
        assert result.error is None, result.rule.name
        asked = comparing.asked(result.rule, done.as_of, done.areas)
        wanted = oracle.judged(plain, result.rule.name, asked)
        if unlike := comparing.differences(comparing.said(result), wanted):
            wrong[result.rule.name] = unlike
    assert wrong == {}
