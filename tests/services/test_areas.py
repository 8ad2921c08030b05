"""An area is meant by its code or by its name, and a name of several areas is not guessed at."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

import linli
from linli.errors import AreaUnknown, PlaceAmbiguous
from linli.services.graph import Graph
from tests.street import built, workspace

AREAS = """\
区划代码,区域名称,层级,上级区划代码
990101,示例区,区,
990101001,绿景街道,街道,990101
990101001001,恒兴社区,社区,990101001
990101002,松涛街道,街道,990101
990101002001,恒兴社区,社区,990101002
990101002002,綠景社区,社区,990101002
990101002003,990101001,社区,990101002
"""


@pytest.fixture(scope="module")
def root(tmp_path_factory: pytest.TempPathFactory) -> Path:
    made = workspace(tmp_path_factory.mktemp("areas"), {"areas": AREAS})
    built(made)
    return made


@pytest.fixture
def graph(root: Path) -> Iterator[Graph]:
    with linli.open(root) as opened:
        yield opened


@pytest.mark.parametrize(
    ("area", "codes"),
    [
        pytest.param(None, ["990101"], id="none given: all tops"),
        pytest.param("990101002001", ["990101002001"], id="a code"),
        pytest.param("松涛街道", ["990101002"], id="a name"),
        pytest.param("绿景社区", ["990101002002"], id="a name in other characters"),
        pytest.param("990101001", ["990101001"], id="a code goes before a name"),
        pytest.param(
            ["松涛街道", "990101001", "松涛街道"], ["990101002", "990101001", "990101002"], id="more"
        ),
        pytest.param([], [], id="an empty list"),
    ],
)
def test_an_area_by_code_or_name(graph: Graph, area: str | list[str] | None, codes: list[str]) -> None:
    assert graph.areas(area) == codes


def test_a_name_of_two_areas_names_both(graph: Graph) -> None:
    with pytest.raises(PlaceAmbiguous) as caught:
        graph.areas(["松涛街道", "恒兴社区"])
    assert caught.value.where["place"] == "恒兴社区"
    for code in ("990101001001", "990101002001"):
        assert code in str(caught.value.where["several"])
    assert graph.areas("990101001001") == ["990101001001"]


@pytest.mark.parametrize("area", ["月球", "", "恒兴", "99010100", "' OR 1=1 //"])
def test_an_area_that_is_not_there(graph: Graph, area: str) -> None:
    with pytest.raises(AreaUnknown) as caught:
        graph.areas(area)
    assert caught.value.where["area"] == area
