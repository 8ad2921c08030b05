"""The way up from a place, all breaks and what hangs on whom, on a workspace as offices hand it in."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from polars.testing import assert_frame_equal

import linli
from linli.analysis.escalation.path import walk
from linli.analysis.escalation.records import Surroundings
from linli.analysis.escalation.tables import Tables
from linli.errors import LedgerNotFound, LedgerUnreadable, ParameterWrong, PlaceUnknown
from linli.services.breaks import all_breaks
from linli.services.chain_tables import reader, tables
from linli.services.complete import complete
from linli.services.escalate import escalate, read_contacts, under
from linli.services.graph import Graph
from linli.services.resilience import drop_out, resilience
from tests.servers.neo4j.server import Server
from tests.street import DAY, NOW, STREET, built, workspace

LEDGERS = {
    **STREET,
    "relations": """\
社区代码,小区名称,组织,关系,对方组织
990101001001,松涛苑,松涛苑小区党支部,指导,松涛苑业委会
""",
}


@pytest.fixture(scope="module")
def root(tmp_path_factory: pytest.TempPathFactory) -> Path:
    made = workspace(tmp_path_factory.mktemp("escalate"), LEDGERS)
    complete(made, ["organizations", "coverage", "posts"], "990101001001", DAY, "某人", NOW)
    built(made)
    return made


@pytest.fixture
def graph(root: Path) -> Iterator[Graph]:
    with linli.open(root) as opened:
        yield opened


def test_from_a_building_to_the_county(graph: Graph) -> None:
    found = escalate(graph, "松涛苑/1栋")
    assert [step.body.name for step in found.path.steps] == [
        "松涛苑1栋党小组",
        "松涛苑小区党支部",
        "松涛社区党委",
        "示例街道党工委",
        "示例区委",
    ]
    (one,) = found.path.breaks
    assert (one.kind, one.what, str(one.since)) == ("lapsed", "term", "2025-03-01")
    assert [area.name for area in found.areas] == ["松涛社区", "示例街道", "示例区"]
    assert ("acts_for", "松涛苑业委会") in [(one.relation, one.body.name) for one in found.asides]
    assert ("guidance", "松涛苑小区党支部") not in [(one.relation, one.body.name) for one in found.asides]


def test_from_a_compound_and_from_a_body(graph: Graph) -> None:
    assert escalate(graph, "松涛苑").path.steps[0].body.name == "松涛苑小区党支部"
    body = escalate(graph, "松涛社区党委")
    assert body.kind == "organization" and body.path.steps[0].body.name == "松涛社区党委"
    with pytest.raises(PlaceUnknown):
        escalate(graph, "没有这个地方")


def test_several_ends_at_once(graph: Graph) -> None:
    ends = escalate(graph, "松涛苑/1栋", to=["区委", "业委会", "职能部门"]).ends
    assert ends is not None
    ways = {end: way and [link.relation for link in way] for end, way in ends.items()}
    assert ways == {"区委": ["covers", *["subordination"] * 3], "业委会": ["acts_for"], "职能部门": None}
    with pytest.raises(ParameterWrong):
        escalate(graph, "松涛苑", to=["没有这类组织"])


def test_contacts_count_only_where_they_are_given(graph: Graph, tmp_path: Path) -> None:
    file = tmp_path / "联系方式.csv"
    file.write_text("组织,职务,联系方式\n松涛苑1栋党小组,党小组组长,13800001234\n", encoding="utf-8")
    known = read_contacts(file)
    found = escalate(graph, "松涛苑/1栋", contacts=known)
    assert [one.kind for one in found.path.breaks].count("no_contact") == 3
    assert found.contacts is not None and list(found.contacts.values()) == ["13800001234"]
    with pytest.raises(LedgerNotFound):
        read_contacts(tmp_path / "没有.csv")
    file.write_text("甲,乙\n1,2\n", encoding="utf-8")
    with pytest.raises(LedgerUnreadable):
        read_contacts(file)
    file.write_bytes("组织".encode("gb18030"))
    with pytest.raises(LedgerUnreadable):
        read_contacts(file)


def test_who_stands_under_a_post(graph: Graph) -> None:
    name, rows = under(graph, "示例街道党工委/书记")
    assert name == "示例街道党工委"
    told = {row.name: (row.step, row.above, [term.name for term in row.terms]) for row in rows}
    assert told["松涛苑小区党支部"] == (2, "松涛社区党委", ["张三"])
    assert told["松涛社区党委"] == (1, "示例街道党工委", []), "nobody holds it any more"


def test_all_breaks_are_those_of_each_path(graph: Graph) -> None:
    found = all_breaks(graph)
    for row in found.buildings.iter_rows(named=True):
        path = escalate(graph, f"{row['compound_name']}/{row['name']}").path
        assert (row["bits"] == 0) == path.whole, row["name"]
    assert found.found.counts()["all"] == 3
    cause = found.causes.filter(kind="lapsed").row(0, named=True)
    assert (cause["body_name"], cause["places"]) == ("松涛社区党委", 2)
    assert all_breaks(graph, area="样板社区").buildings.is_empty()


def test_what_hangs_on_whom(graph: Graph) -> None:
    """The community's secretary has lapsed, so nobody has a way up; before that all hung on one."""
    assert resilience(graph).whole == 0
    import datetime as dt

    before = dt.date(2025, 1, 1)
    found = resilience(graph, as_of=before)
    hangs = {row["body"]: row["places"] for row in found.posts.iter_rows(named=True)}
    assert found.whole == 2 and hangs["示例区委"] == hangs["松涛社区党委"] == 2
    gone = drop_out(graph, ["松涛社区党委/书记"], as_of=before)
    assert gone.places["name"].to_list() == ["1栋", "2栋"]
    assert gone.bodies["body"].to_list() == ["松涛社区党委"]
    assert drop_out(graph, ending_by=dt.date(2025, 6, 1), as_of=before).places.height == 2
    with pytest.raises(ParameterWrong):
        drop_out(graph, ["松涛社区党委/没有"])


def frames(made: Tables) -> dict[str, object]:
    return {name: getattr(made, name) for name in made.__dataclass_fields__}


def compared(one: Graph, other: Graph) -> None:
    ours, theirs = frames(tables(reader(one))), frames(tables(reader(other)))
    for name, frame in ours.items():
        assert_frame_equal(frame, theirs[name], check_row_order=False)  # type: ignore[arg-type]


def test_the_engine_gives_the_tables_that_the_files_give(graph: Graph) -> None:
    compared(graph, Graph(graph.store, graph.day, graph.tops))


def test_a_server_gives_the_same(root: Path, graph: Graph, neo4j_server: Server) -> None:
    from linli.services.server import push

    environment = {"LINLI_NEO4J_USER": neo4j_server.user, "LINLI_NEO4J_PASSWORD": neo4j_server.password}
    push(root, neo4j_server.address, environment, "full", lambda *_: None)
    with linli.open(neo4j_server.address, environment=environment) as there:
        compared(graph, there)
        assert escalate(there, "松涛苑/1栋").path == escalate(graph, "松涛苑/1栋").path


def test_nothing_is_known_around_an_unknown_place() -> None:
    from linli.model.chain import load

    path = walk(Surroundings("p", "k"), load()["base"], DAY)
    assert [one.kind for one in path.breaks] == ["unknown"] and not path.steps
