"""The audit of the six places: every rule runs at that size, totals add up, no real place is accused."""

from __future__ import annotations

from pathlib import Path

import pytest

import linli
from linli.audit import pack
from linli.services.audit import Audit

PLACES = ("licheng", "nanan", "chuzhou", "chengxiang", "xinluo", "yanquan")


@pytest.mark.parametrize("name", PLACES)
def test_every_rule_runs_and_its_totals_add_up(audits: dict[str, Audit], name: str) -> None:
    done = audits[name]
    assert done.pack.name == name
    assert {result.rule.name: str(result.error) for result in done.results if result.error} == {}
    for result in done.results:
        totals = result.totals
        parts = (totals.passed, totals.failed, totals.unknown, totals.not_applicable)
        assert sum(parts) == totals.population, result.rule.name
        assert len({finding.id for finding in result.findings}) == len(result.findings), result.rule.name


@pytest.mark.parametrize("name", PLACES)
def test_no_compound_that_a_report_names_is_in_breach(
    audits: dict[str, Audit], places: Path, name: str
) -> None:
    with linli.open(places) as graph:
        rows = graph.ask("compounds/list", area=pack.get(name).area).rows()
    real = {str(row["compound"]) for row in rows if not str(row["name"]).startswith("示例")}
    accused = [
        (result.rule.name, finding.place)
        for result in audits[name].results
        if result.rule.text.severity in ("prohibited", "breach", "warning")
        for finding in result.findings
        if finding.place in real
    ]
    assert accused == []


def test_joined_heads_are_as_published(audits: dict[str, Audit]) -> None:
    passed = {
        name: result.totals.passed
        for name, done in audits.items()
        for result in done.results
        if result.rule.name == "secretary_is_director"
    }
    assert (passed["nanan"], passed["xinluo"]) == (104, 110)
