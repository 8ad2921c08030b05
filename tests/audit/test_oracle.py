"""Every case of every rule, judged by the oracle: the words and the cases say the same."""

from __future__ import annotations

from collections import Counter
from pathlib import Path

import pytest

from linli.audit import case, pack
from linli.audit.rule import Rule
from tests.audit.comparing import asked, graph
from tests.audit.oracle import RULES, judged

FOUND: dict[Path, Rule] = {
    path: rule for name in pack.names() for rule in pack.get(name).rules for path in rule.cases
}


def test_the_oracle_judges_every_rule_and_no_other() -> None:
    assert {rule.name for rule in FOUND.values()} == set(RULES)


@pytest.mark.parametrize("path", sorted(FOUND), ids=lambda path: f"{path.parent.parent.name}/{path.stem}")
def test_a_case_is_judged_as_it_says(path: Path) -> None:
    given = case.load(path)
    rule, told = given.rule(FOUND[path]), given.text
    found = judged(graph(given.facts), rule.name, asked(rule, told.as_of, told.areas))
    failed = [str(row["subject"]) for row in told.fail]
    unknown = [row if isinstance(row, str) else str(row["subject"]) for row in told.unknown]
    assert found.states == {
        **dict.fromkeys(told.passing, "pass"),
        **dict.fromkeys(told.not_applicable, "not_applicable"),
        **dict.fromkeys(unknown, "unknown"),
        **dict.fromkeys(failed, "fail"),
    }
    rows = Counter(subject for subject, _ in found.findings.elements())
    assert rows == Counter(failed)
    certain = {(str(row["subject"]), row["certain"]) for row in told.fail if "certain" in row}
    assert certain <= set(found.findings)
