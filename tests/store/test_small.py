"""The small graph that is filled anew. That its answers are right is held where the other engines' are
(`tests/audit`, `tests/queries/test_oracle.py`, `tests/store/columns`).
"""

from __future__ import annotations

import time
from collections.abc import Iterator
from types import SimpleNamespace

import pytest

from linli.errors import QueryFailed, QueryTooSlow
from linli.model import schema
from linli.store import small as module
from linli.store.small import Small
from tests.facts import Facts
from tests.queries.engines import apart, together, whole
from tests.store.asking import EVERYWHERE, query
from tests.street import built, workspace

COMPOUNDS = query("MATCH (c:Compound) RETURN c.id AS id, c.name AS name", id="text", name="name")
"""Asked in SQL: what is not is no test of this store."""
WALKED = query("MATCH (a:Area)-[:LOCATED_IN*1..3]->(b:Area) RETURN count(b) AS n", n="count")


@pytest.fixture(scope="module")
def facts(tmp_path_factory: pytest.TempPathFactory) -> Facts:
    return whole(built(workspace(tmp_path_factory.mktemp("small"))).facts())


@pytest.fixture
def small() -> Iterator[Small]:
    store = Small(schema.load())
    yield store
    store.close()


def test_it_holds_what_it_was_filled_with_and_nothing_else(small: Small, facts: Facts) -> None:
    assert small.translates(COMPOUNDS)
    small.fill(facts)
    first = {row["id"] for row in small.run(COMPOUNDS, {})}
    small.fill(apart(facts, "other/"))
    second = {row["id"] for row in small.run(COMPOUNDS, {})}
    assert first
    assert second == {f"other/{one}" for one in first}
    small.fill({name: frame.clear() for name, frame in facts.items()})
    assert len(small.run(COMPOUNDS, {})) == 0


def test_what_has_no_sql_sees_what_it_was_filled_with_last(small: Small, facts: Facts) -> None:
    assert not small.translates(WALKED)
    small.fill(facts)
    once = small.run(WALKED, {}).rows()[0]["n"]
    small.fill(whole(together([facts, apart(facts, "other/")])))
    assert once
    assert small.run(WALKED, {}).rows()[0]["n"] == 2 * int(str(once))


def test_before_it_is_filled_it_says_so_where_it_cannot_answer(small: Small) -> None:
    with pytest.raises(QueryFailed):
        small.run(WALKED, {})


def test_a_question_that_takes_too_long_is_broken_off(
    small: Small, facts: Facts, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(module, "TIME_LIMIT", 0.1)
    small.fill(whole(together([apart(facts, f"{n}/") for n in range(10)])))
    crossed = ", ".join(f"({name}:Post)" for name in "rstuvw")
    slow = query(f"MATCH {crossed} RETURN count(*) AS n", n="count")
    with pytest.raises(QueryTooSlow):
        small.run(slow, EVERYWHERE)
    assert len(small.run(COMPOUNDS, {})) > 0


def test_what_could_not_be_filled_leaves_what_was_there_to_be_filled_anew(small: Small, facts: Facts) -> None:
    small.fill(facts)
    torn = {**facts, "Post": facts["Post"].clear()}
    with pytest.raises(QueryFailed):
        small.fill(torn)
    small.fill(facts)
    assert len(small.run(COMPOUNDS, {})) == facts["Compound"].height


def test_a_limit_of_time_ends_with_its_question(
    small: Small, facts: Facts, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(module, "STEPS", 1)
    small.fill(facts)
    small.run(COMPOUNDS, {})
    later = time.monotonic() + 1000
    monkeypatch.setattr(module, "time", SimpleNamespace(monotonic=lambda: later))
    small.fill(apart(facts, "later/"))
    assert len(small.run(COMPOUNDS, {})) == facts["Compound"].height


@pytest.mark.parametrize("wrong", [1 << 70, "\ud800"])
def test_a_value_that_the_engine_does_not_take_is_a_query_that_failed(small: Small, wrong: int | str) -> None:
    given = query("MATCH (c:Compound) WHERE c.households > $n RETURN c.id AS id", id="text")
    with pytest.raises(QueryFailed):
        small.run(given, {"n": wrong})
