"""The totals of a report add up, in every area and rule, from whichever facts they were made."""

from __future__ import annotations

import os
from dataclasses import asdict

import pytest

from linli.audit.engine import Result, Totals
from linli.services import lying
from linli.services.graph import open_graph
from linli.services.ground import of_store, of_workspace
from linli.services.reported import reported
from tests.reports.audit.streets import BROKEN, made
from tests.street import NOW

REPORT = made().report


def test_the_parts_are_the_first_areas_that_differ_and_what_lies_above_them() -> None:
    assert [(one.code, one.own) for one in REPORT.parts] == [
        ("990101", True), ("990101001", True), ("990101001001", False), ("990101001002", False),
    ]  # fmt: skip
    assert REPORT.part["990101001002"].names == ("示例街道", "样板社区")


@pytest.mark.parametrize("result", REPORT.results, ids=lambda result: str(result.rule.name))
def test_the_parts_of_a_rule_add_up_to_it(result: Result) -> None:
    parts = REPORT.totals[result.rule.name]
    assert set(parts) <= set(REPORT.part)
    for name, value in asdict(result.totals).items():
        assert sum(getattr(one, name) for one in parts.values()) == value, name
    for one in (result.totals, *parts.values()):
        assert one.asked == one.passed + one.failed + one.unknown


def test_the_least_and_the_greatest_of_a_share_stand_in_the_area_they_belong_to() -> None:
    parts = REPORT.totals["compound_without_branch"]
    assert parts["990101001001"] == Totals(3, 1, 2, 0, 0, 2)
    assert parts["990101001002"] == Totals(2, 0, 0, 2, 0, 0)
    assert parts["990101001002"].share == (0, 1)
    assert REPORT.totals["committee_works_for_company"]["990101001001"] == Totals(1, 0, 1, 0, 0, 0)
    assert REPORT.totals[BROKEN] == {}


def test_what_lies_deeper_is_named_from_the_area_asked_for() -> None:
    names = {where.names for where in REPORT.where.values()}
    assert ("示例街道", "松涛社区", "翠湖居") in names
    assert ("示例街道", "松涛社区", "松涛苑", "2栋") in names or ("示例街道", "松涛社区", "松涛苑") in names


def test_the_pair_that_makes_a_finding_only_possible_is_named() -> None:
    [pair] = REPORT.pairs
    [finding] = [one for _, one in REPORT.findings() if not one.certain]
    assert pair.findings == (finding.id,)
    assert pair.a.name.zh == pair.b.name.zh == "丁某" and pair.a.id != pair.b.id
    assert {cell.value for cell in pair.cells} == {"丁某"} and len(pair.cells) == 2


def test_what_nobody_has_stated_is_said_for_the_area_that_cannot_tell() -> None:
    needed = {(one.area.code, one.ledger): one.unknown["compound_without_branch"] for one in REPORT.lacking}
    assert needed == dict.fromkeys([("990101001002", "organizations"), ("990101001002", "coverage")], 2)
    assert {(one.area.id, one.ledger, one.counts) for one in REPORT.statements} == {
        ("990101001001", kind, True) for kind in ("organizations", "coverage", "posts")
    }


def test_the_facts_of_a_store_give_the_same_report() -> None:
    there = made()
    with open_graph(there.root, os.environ) as graph:
        land = of_store(graph.store, there.audit.areas, graph.tops)
        other = reported(land, there.audit, (), NOW, most=0)
    assert (other.parts, other.totals, other.where) == (REPORT.parts, REPORT.totals, REPORT.where)
    assert [(one.id, one.findings) for one in other.pairs] == [(one.id, one.findings) for one in REPORT.pairs]
    assert other.lacking == REPORT.lacking and not other.evidence


def test_a_community_is_one_part_and_what_lies_elsewhere_another() -> None:
    there = made()
    land = of_workspace(there.root, there.audit.snapshot)
    lie = lying.lying(land.facts, ["990101001001"], land.facts["Compound"]["id"], there.audit.as_of)
    assert [(one.code, one.own) for one in lie.parts] == [("990101001001", False), ("", False)]
    assert lie.part_of("990101001002") == ""
