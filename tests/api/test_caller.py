"""What a caller may see: areas by the graph's own closure, bodies by their home, names by their office."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

import linli
from linli.errors import AreaForbidden, AreaUnknown, DefinitionError
from linli.services import offices
from linli.services.graph import Graph
from linli_api.access.caller import Caller, allowed, roles_of
from linli_api.access.names import Names, hidden
from linli_api.settings import Settings

PATCH = "990101001002/1邻"


@pytest.fixture(scope="module")
def graph(workspace: Path) -> Iterator[Graph]:
    with linli.open(workspace) as opened:
        yield opened


def auditor(*areas: str) -> Caller:
    return Caller("li", "auditor", areas)


SCOPES: dict[str, tuple[tuple[str, ...], list[str] | None, list[str] | str]] = {
    "all that was given": (("990101001001",), None, ["990101001001"]),
    "two that were given": (("990101001001", "990101001002"), None, ["990101001001", "990101001002"]),
    "a part of it": (("990101001",), ["990101001002"], ["990101001002"]),
    "a part without a code of the state": (("990101001002",), [PATCH], [PATCH]),
    "by name": (("990101",), ["示例街道"], ["990101001"]),
    "one given is not in the graph": (("990101001", "110101"), None, ["990101001"]),
    "what lies above": (("990101001001",), ["990101001"], "AreaForbidden"),
    "what lies beside": (("990101001001",), ["990101001002"], "AreaForbidden"),
    "one inside and one beside": (("990101001001",), ["990101001001", PATCH], "AreaForbidden"),
    "a beginning of a code is nothing": (("9901010",), None, "AreaForbidden"),
    "a code that begins alike": (("99010100100",), ["990101001001"], "AreaForbidden"),
    "nothing was given": ((), None, "AreaForbidden"),
    "not there": (("990101",), ["无此区"], "AreaUnknown"),
}


@pytest.mark.parametrize("title", SCOPES)
def test_the_areas_to_ask_about(graph: Graph, title: str) -> None:
    given, asked, wanted = SCOPES[title]
    if isinstance(wanted, list):
        assert auditor(*given).scope(graph, asked) == wanted
        return
    with pytest.raises((AreaForbidden, AreaUnknown)) as refused:
        auditor(*given).scope(graph, asked)
    assert type(refused.value).__name__ == wanted


def test_the_whole_workspace_is_seen_by_who_was_given_all(graph: Graph) -> None:
    everybody = Caller("li", "auditor", None)
    assert everybody.scope(graph, None) == list(graph.tops)
    assert everybody.scope(graph, ["样板社区"]) == ["990101001002"]
    assert everybody.sees_body(graph, "o-of-nowhere")


def test_a_body_is_seen_where_it_is_at_home(graph: Graph) -> None:
    rows = graph.ask("organizations/named", name="示例").rows()
    seen = {str(row["name"]): auditor("990101001001").sees_body(graph, str(row["id"])) for row in rows}
    assert seen == {"示例区委": False, "示例街道党工委": False, "示例社区党委": True, "示例社区议事会": True}
    assert not auditor("990101001001").sees_body(graph, None)
    assert auditor("990101001").sees_area(graph, PATCH)
    assert not auditor("990101001001").sees_area(graph, PATCH)


def names(role: str, kind: str = "user", shows: str = "masked") -> Names:
    caller = Caller("x", role, None, kind=kind)  # type: ignore[arg-type]
    settings = Settings("w", wants_names=shows)  # type: ignore[arg-type]
    return Names.of(caller, settings, offices.load())


def test_names_by_role_office_and_home() -> None:
    branch, firm = (
        {"post": "secretary", "body": "compound_branch"},
        {"post": "staff", "body": "property_company"},
    )
    for role, kind, shown in (
        ("presenter", "user", ("张三", "李*", "王*", "张*")),
        ("planner", "user", ("张三", "李四", "王五", "张*")),
        ("admin", "demo", ("张三", "李四", "王五", "张*")),
        ("presenter", "guest", ("张*", "李*", "王*", "张*")),
    ):
        one = names(role, kind)
        told = (
            one.shown("张三", **branch),
            one.shown("李四", **firm),
            one.shown("王五"),
            one.shown("张三", **branch, inside=False),
        )
        assert told == shown, role
        assert one.count == sum("*" not in name for name in shown)
    assert names("presenter", "guest", "full").shown("李四") == "李四"
    assert names("planner").shown(None) == names("planner").shown("") == ""


def test_nested_data_is_hidden_by_its_keys() -> None:
    plain = {
        "steps": [
            {"holder": "张三", "post": "secretary", "kind": "compound_branch", "also": ["李四", "王五"]}
        ]
    }
    keys = {"holder": ("post", "kind"), "also": (None, None)}
    assert hidden(plain, keys, names("presenter"))["steps"][0] == {
        "holder": "张三", "post": "secretary", "kind": "compound_branch", "also": ["李*", "王*"],
    }  # fmt: skip


def test_an_office_makes_its_own_public_offices(tmp_path: Path) -> None:
    (tmp_path / "offices.yaml").write_text(
        "public: [{body: property_company, posts: [manager]}]", encoding="utf-8"
    )
    own = offices.load(tmp_path)
    assert own.public("manager", "property_company")
    assert not own.public("secretary", "compound_branch")
    for wrong in (
        "{body: palace, posts: [manager]}",
        "{body: any, posts: [king]}",
        "{body: any, posts: [any]}",
    ):
        (tmp_path / "offices.yaml").write_text(f"public: [{wrong}]", encoding="utf-8")
        with pytest.raises(DefinitionError):
            offices.load(tmp_path)


def test_an_admin_may_do_all_and_a_route_says_whom_it_answers() -> None:
    assert roles_of(allowed("planner")) == ("planner", "admin")
    assert roles_of(allowed()) == ("presenter", "planner", "auditor", "admin")
    assert roles_of(auditor) is None
