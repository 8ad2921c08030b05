"""The way up for a reader of some areas is the way that the whole graph gives, from places inside alone."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

import linli
from linli.errors import PlaceUnknown
from linli.services.complete import complete
from linli.services.escalate import escalate
from linli.services.graph import Graph
from linli.services.network.known import Known, known
from linli.services.way_up import way_up
from tests.services.test_escalate import LEDGERS
from tests.street import DAY, NOW, built, workspace

MORE = {
    **LEDGERS,
    "organizations": LEDGERS["organizations"]
    + """\
990101,,,职能部门,示例住建局,,,
990101001001,翠湖居,,小区党支部,翠湖居小区党支部,,2022.1,4
""",
    "relations": LEDGERS["relations"]
    + """\
990101001001,松涛苑,示例住建局,监督,松涛苑业委会
990101001001,松涛苑,示例住建局,指导,松涛苑业委会
""",
}


@pytest.fixture(scope="module")
def graph(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Graph]:
    made = workspace(tmp_path_factory.mktemp("way_up"), MORE)
    complete(made, ["organizations", "coverage", "posts"], "990101001001", DAY, "某人", NOW)
    built(made)
    with linli.open(made) as opened:
        yield opened


def seen(graph: Graph, *areas: str) -> Known:
    return known(graph, graph.snapshot, areas or graph.tops, graph.day)


def test_every_place_has_the_way_that_the_queries_give(graph: Graph) -> None:
    asked, relations = seen(graph), set[str]()
    index = asked.index
    for label in ("Building", "Compound", "Organization"):
        for number in index.of_label(label):
            here = way_up(graph, asked, index.id(number))
            assert here == escalate(graph, index.id(number))
            relations |= {one.relation for one in here.asides}
    assert relations >= {"acts_for", "guidance", "supervision", "nearby", "whistle"}


def test_a_way_does_not_hang_on_what_its_reader_may_see(graph: Graph) -> None:
    assert way_up(graph, seen(graph, "990101001001"), "松涛苑/1栋") == escalate(graph, "松涛苑/1栋")
    assert way_up(graph, seen(graph), "松涛苑", ["区委"]) == escalate(graph, "松涛苑", to=["区委"])


@pytest.mark.parametrize("place", ["松涛苑", "松涛苑/1栋", "松涛苑小区党支部", "无此小区"])
def test_from_elsewhere_there_is_none(graph: Graph, place: str) -> None:
    with pytest.raises(PlaceUnknown):
        way_up(graph, seen(graph, "990101001002"), place)
    for name in ("compounds/named", "organizations/named"):
        for row in graph.ask(name, name=place.partition("/")[0], area="990101001001").rows():
            with pytest.raises(PlaceUnknown):
                way_up(graph, seen(graph, "990101001002"), str(row["id"]))
