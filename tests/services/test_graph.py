"""An opened graph: what the command line can ask, a notebook can."""

from __future__ import annotations

import datetime as dt
import threading
from collections.abc import Iterator
from concurrent.futures import ProcessPoolExecutor, ThreadPoolExecutor
from multiprocessing import get_context
from pathlib import Path

import pytest

import linli
from linli.errors import (
    AreaUnknown,
    NoSnapshot,
    NoWorkspace,
    ParameterMissing,
    ParameterWrong,
    PlaceAmbiguous,
    PlaceUnknown,
    QueryUnknown,
)
from linli.services.complete import complete
from linli.services.graph import Graph
from tests.street import DAY, NOW, STREET, built, workspace


@pytest.fixture(scope="module")
def root(tmp_path_factory: pytest.TempPathFactory) -> Path:
    second = STREET["compounds"] + "990101001002,松涛苑,安置,封闭,30,0\n"
    made = workspace(tmp_path_factory.mktemp("street"), {**STREET, "compounds": second})
    complete(made, ["organizations", "coverage"], "990101001001", DAY, "某人", NOW)
    built(made)
    return made


@pytest.fixture
def graph(root: Path) -> Iterator[Graph]:
    with linli.open(root) as opened:
        yield opened


def test_the_day_asked_about_is_the_newest_ledgers(graph: Graph) -> None:
    assert graph.day == DAY
    assert graph.tops == ("990101",)


def test_a_gap_inside_a_statement_and_unknown_outside(graph: Graph) -> None:
    states = {(row["community"], row["name"]): row["state"] for row in graph.ask("compounds/coverage")}
    assert states == {
        ("松涛社区", "松涛苑"): "own",
        ("松涛社区", "翠湖居"): "gap",
        ("样板社区", "兰亭里"): "unknown",
        ("样板社区", "松涛苑"): "unknown",
    }


@pytest.mark.parametrize("area", ["990101001002", "样板社区", ["样板社区", "990101001002"]])
def test_an_area_by_its_code_or_name(graph: Graph, area: str | list[str]) -> None:
    assert [row["name"] for row in graph.ask("compounds/coverage", area=area)] == ["兰亭里", "松涛苑"]


def test_answers_in_every_form(graph: Graph) -> None:
    answer = graph.ask("compounds/coverage")
    assert len(answer) == answer.polars().height == len(answer.pandas()) == answer.arrow().num_rows == 4


def test_a_building_by_compound_and_name(graph: Graph) -> None:
    steps = [
        (row["step"], row["body"], row["holder"])
        for row in graph.ask("chains/from_building", place="翠湖居/1栋")
    ]
    assert steps == [], "nobody covers it"
    steps = [
        (row["step"], row["body"], row["holder"])
        for row in graph.ask("chains/from_building", place="松涛苑/1栋")
    ]
    assert steps == [
        (0, "松涛苑1栋党小组", "李四"),
        (1, "松涛苑小区党支部", "张三"),
        (2, "松涛社区党委", None),
        (3, "示例街道党工委", "乙某"),
        (4, "示例区委", "甲某"),
    ]


@pytest.mark.parametrize(
    ("error", "name", "parameters"),
    [
        (QueryUnknown, "compounds/covrage", {}),
        (ParameterMissing, "chains/from_building", {}),
        (ParameterWrong, "compounds/coverage", {"colour": "red"}),
        (ParameterWrong, "compounds/coverage", {"as_of": "yesterday"}),
        (AreaUnknown, "compounds/coverage", {"area": "月球"}),
        (PlaceUnknown, "compounds/bodies", {"compound": "不存在"}),
        (PlaceAmbiguous, "compounds/bodies", {"compound": "松涛苑"}),
        (PlaceAmbiguous, "chains/from_building", {"place": "1栋"}),
    ],
)
def test_a_wrong_question_is_told_what_is_wrong(
    graph: Graph, error: type[Exception], name: str, parameters: dict[str, str]
) -> None:
    with pytest.raises(error):
        graph.ask(name, **parameters)  # type: ignore[arg-type]


def test_a_hostile_parameter_is_only_a_value(graph: Graph) -> None:
    for text in ("x' OR 1=1 //", "'}) DETACH DELETE n //", "$areas", "\\"):
        assert len(graph.ask("people/posts", name=text)) == 0
    assert len(graph.ask("compounds/coverage")) == 4


def test_no_workspace_and_nothing_built(tmp_path: Path) -> None:
    with pytest.raises(NoWorkspace):
        linli.open(tmp_path)
    with pytest.raises(NoSnapshot):
        linli.open(workspace(tmp_path))


def test_many_threads_at_once(graph: Graph) -> None:
    barrier = threading.Barrier(8)

    def ask(_: int) -> int:
        barrier.wait()
        return sum(len(graph.ask("compounds/coverage")) for _ in range(20))

    with ThreadPoolExecutor(8) as pool:
        assert list(pool.map(ask, range(8))) == [80] * 8


def _ask(root: Path) -> int:
    with linli.open(root) as graph:
        return len(graph.ask("compounds/coverage"))


def test_many_processes_at_once(root: Path, graph: Graph) -> None:
    assert len(graph.ask("compounds/coverage")) == 4
    with ProcessPoolExecutor(2, mp_context=get_context("spawn")) as pool:
        assert list(pool.map(_ask, [root] * 4)) == [4] * 4


def test_networkx_has_every_element_with_typed_attributes(graph: Graph, root: Path) -> None:
    whole = graph.networkx()
    counts = built(root).manifest.counts
    assert whole.number_of_nodes() == sum(n for name, n in counts.items() if "." not in name)
    assert whole.number_of_edges() == sum(n for name, n in counts.items() if "." in name)
    compound = next(
        d for _, d in whole.nodes(data=True) if d["label"] == "Compound" and d["name"] == "翠湖居"
    )
    assert compound["households"] == 120
    branch = next(d for _, d in whole.nodes(data=True) if d.get("name") == "松涛苑小区党支部")
    assert branch["from_min"] == dt.date(2021, 6, 1)


def test_networkx_of_a_day_and_of_an_area(graph: Graph) -> None:
    before = {d.get("name") for _, d in graph.networkx(as_of=dt.date(2020, 1, 1)).nodes(data=True)}
    assert "松涛社区党委" in before
    assert "松涛苑业委会" not in before
    there = graph.networkx(area="样板社区")
    assert {d["label"] for _, d in there.nodes(data=True)} == {"Area", "Compound"}
