"""A run comes back as it was kept, with the words of its rules, whatever became of them since."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace
from pathlib import Path

import pytest

from linli.audit.run import Run, fingerprint, within
from linli.errors import LinliError, QueryFailed
from linli.workspace.layout import Layout, create
from linli.workspace.state import database, runs
from tests.runs import DAY, doubt, fail, rule, run


@pytest.fixture
def layout(tmp_path: Path) -> Layout:
    return create(tmp_path / "workspace")


RUN = run(
    rule("a", [fail("1", since_min=DAY, share=0.1, count=3), fail("2", "m1", certain=False, name=None)]),
    rule("b", [doubt("3"), fail("4", "k2")]),
    rule("c"),
    rule("d", error=QueryFailed(query="d/find", problem="timeout")),
)


def keep(layout: Layout, *found: Run) -> list[int]:
    with database.writing(layout) as connection:
        return [runs.add(connection, one) for one in found]


def load(layout: Layout, number: int) -> Run:
    with database.reading(layout) as connection:
        found = runs.load(connection, number)
    assert found
    return found


def count(layout: Layout, table: str) -> int:
    with database.reading(layout) as connection:
        return int(connection.execute(f"SELECT count(*) FROM {table}").fetchone()[0])


def test_a_run_comes_back_as_it_was_kept(layout: Layout) -> None:
    [number] = keep(layout, RUN)
    found = load(layout, number)
    assert replace(found, rules={}, number=0).__dict__ == replace(RUN, rules={}, number=0).__dict__
    assert list(found.rules) == ["a", "b", "c", "d"]
    for name, one in RUN.rules.items():
        other = found.rules[name]
        assert (other.wording, other.totals) == (one.wording, one.totals)
        assert (other.findings, other.unknown) == (one.findings, one.unknown)
        assert [fingerprint(f) for f in other.findings] == [fingerprint(f) for f in one.findings]
    error = found.rules["d"].error
    assert isinstance(error, QueryFailed) and error.where == {"query": "d/find", "problem": "timeout"}


def test_heads_tell_how_much_there_is_without_reading_it(layout: Layout) -> None:
    keep(layout, RUN, run(rule("c")))
    with database.reading(layout) as connection:
        heads = runs.heads(connection)
    assert [(head.number, findings, doubts) for head, findings, doubts in heads] == [(1, 3, 1), (2, 0, 0)]
    assert load(layout, 2).rules["c"].findings == ()


def test_a_rules_words_are_kept_once_and_go_with_the_last_run_that_has_them(layout: Layout) -> None:
    keep(layout, run(rule("a"), rule("b")), run(rule("a"), rule("b", judges="2")))
    assert count(layout, "wordings") == 3
    with database.writing(layout) as connection:
        runs.drop(connection, [1])
    assert (count(layout, "wordings"), count(layout, "rule_runs")) == (2, 2)
    assert load(layout, 2).rules["b"].wording.judges == "2"
    assert keep(layout, run(rule("a"))) == [3], "a number is never given twice"
    with database.writing(layout) as connection:
        runs.drop(connection, [3])
    assert keep(layout, run(rule("a"))) == [4]


def test_an_error_that_this_linli_does_not_know_stays_an_error(layout: Layout) -> None:
    keep(layout, RUN)
    with database.writing(layout) as connection:
        connection.execute("""UPDATE rule_runs SET error = '["LN-Z99", {"a": "b"}]' WHERE rule = 'd'""")
        connection.execute("UPDATE rule_runs SET totals = json_set(totals, '$.later', 7) WHERE rule = 'a'")
    found = load(layout, 1)
    assert type(found.rules["d"].error) is LinliError
    assert found.rules["a"].totals == RUN.rules["a"].totals


def test_a_run_within_some_areas(layout: Layout) -> None:
    keep(layout, RUN)
    for one in (RUN, load(layout, 1)):
        assert [f.id for _, f in within(one, ("k",)).findings()] == ["1", "4"]
        assert [f.id for _, f in within(one, ("k2", "m")).findings()] == ["2", "4"]
        assert [f.id for _, f in within(one, ("c",)).findings()] == ["1", "2", "4"]
        assert within(one, ("k",)).rules["d"].error


def test_the_moment_keeps_its_zone(layout: Layout) -> None:
    zone = dt.timezone(dt.timedelta(hours=8))
    at = dt.datetime(2025, 7, 1, 17, 0, 0, 123456, tzinfo=zone)
    [number] = keep(layout, replace(RUN, at=at))
    assert load(layout, number).at == at
    assert load(layout, number).at.utcoffset() == dt.timedelta(hours=8)
