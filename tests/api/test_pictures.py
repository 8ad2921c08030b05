"""Pictures over HTTP: one layout in both forms, names only for whom they are, every box inside its frame."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from starlette.testclient import TestClient

from linli.services.graph import Graph
from linli_api.access.caller import Caller
from tests.api import asked
from tests.api.asked import COMMUNITY, OTHER
from tests.api.calling import as_role
from tests.api.little import PERSONS

MANY = "/pictures/tree", "/pictures/net", "/pictures/matrix", "/pictures/treemap"


@pytest.fixture(scope="module")
def auditor(workspace: Path) -> Iterator[TestClient]:
    with as_role(workspace, "auditor") as client:
        yield client


@pytest.fixture(scope="module")
def known(auditor: TestClient) -> dict[str, str]:
    return asked.ids(auditor)


def addresses(known: dict[str, str]) -> list[str]:
    own = (f"/pictures/sides?compound={known['compound']}", "/pictures/ladder?place=松涛苑/1栋")
    return [*MANY, *own]


def boxes(told: dict[str, Any]) -> dict[str, dict[str, Any]]:
    graph = next(one for one in told["option"]["series"] if one["type"] == "graph")
    return {one["id"]: one for one in graph["data"]}


def texts(told: dict[str, Any]) -> str:
    return " ".join([*(one["label"].get("formatter") or "" for one in boxes(told).values()), told["reading"]])


def test_both_forms_have_the_same_boxes_and_each_stands_in_the_frame(
    auditor: TestClient, known: dict[str, str]
) -> None:
    for address in addresses(known):
        told = auditor.get(address).json()
        sign = "&" if "?" in address else "?"
        svg = auditor.get(f"{address}{sign}format=svg")
        assert svg.headers["content-type"].startswith("image/svg+xml")
        drawn = set(re.findall(r'class="node" data-id="([^"]+)"', svg.text))
        assert drawn == {name for name in boxes(told) if ":" not in name} and drawn, address
        assert told["reading"] and told["title"], address
        for name, box in boxes(told).items():
            size = box["symbolSize"]
            wide, high = size if isinstance(size, list) else (size, size)
            assert box["x"] - wide / 2 >= 0 and box["x"] + wide / 2 <= told["width"], (address, name)
            assert box["y"] - high / 2 >= 0 and box["y"] + high / 2 <= told["height"], (address, name)


def test_a_picture_keeps_within_its_width_as_long_as_it_can_be_read(auditor: TestClient) -> None:
    wide, narrow = (auditor.get(f"/pictures/tree?width={one}").json() for one in (1600, 320))
    assert narrow["width"] == pytest.approx(0.75 * (wide["width"] - 20) + 20, abs=1)
    assert auditor.get("/pictures/matrix?width=500").json()["width"] <= 500


def test_a_tree_opens_where_it_is_asked_to(auditor: TestClient) -> None:
    shut = auditor.get("/pictures/tree?root=990101001&open=-").json()
    assert set(boxes(shut)) == {"990101001", COMMUNITY, OTHER} and shut["opened"] == ["990101001"]
    opened = auditor.get(f"/pictures/tree?root=990101001&open={OTHER}").json()
    assert opened["opened"] == ["990101001", OTHER] and "兰亭里" in texts(opened)
    assert "松涛苑" not in texts(opened).replace(opened["reading"], "")
    assert shut["reading"] == opened["reading"], "the sentence is about all compounds, open or not"


def test_the_sentence_of_a_tree_says_what_coverage_says(auditor: TestClient) -> None:
    told = auditor.get("/pictures/tree").json()
    [branch] = [one for one in auditor.get("/coverage").json()["totals"] if one["slot"] == "branch"]
    assert f"的{branch['places']}个小区中，{branch['filled']}个有党支部覆盖" in told["reading"]


def test_names_are_for_whom_they_are(workspace: Path, auditor: TestClient, known: dict[str, str]) -> None:
    with (
        as_role(workspace, "presenter") as presenter,
        as_role(workspace, "auditor", [COMMUNITY]) as inside,
        as_role(workspace, "auditor", [OTHER]) as elsewhere,
    ):
        for address in addresses(known):
            assert not [one for one in ("甲子安", "欧阳乙", "李四维") if one in presenter.get(address).text]
            assert not [one for one in PERSONS if one in elsewhere.get(address).text], address
        sides = f"/pictures/sides?compound={known['compound']}"
        assert "张三" in presenter.get(sides).text, "both of his offices are public"
        ladder = "/pictures/ladder?place=松涛苑/1栋"
        assert "李四维" in inside.get(ladder).text and "甲子安" not in inside.get(ladder).text
        assert "甲子安" in auditor.get(ladder).text
        assert elsewhere.get(sides).status_code == 404


def test_one_office_that_is_not_public_hides_the_name_wherever_the_picture_ties_it(
    workspace: Path, known: dict[str, str], monkeypatch: pytest.MonkeyPatch
) -> None:
    from linli.services.offices import Offices

    def public(self: Offices, post: str | None, body: str | None) -> bool:
        return (post, body) == ("secretary", "compound_branch")

    monkeypatch.setattr(Offices, "public", public)
    with as_role(workspace, "presenter") as presenter:
        told = presenter.get(f"/pictures/sides?compound={known['compound']}").json()
    assert "书记 张*" in texts(told) and "主任 张*" in texts(told), "the tie would tell whose post that is"
    assert "张三" not in json.dumps(told, ensure_ascii=False)
    middle = boxes(told)[known["person"]]["label"]["formatter"]
    assert "张*" in middle and "张三" not in middle


def test_who_sees_names_of_an_area_sees_them_at_the_posts_there(
    workspace: Path, known: dict[str, str], monkeypatch: pytest.MonkeyPatch
) -> None:
    """Somebody who also serves elsewhere is not hidden here for it."""
    with as_role(workspace, "auditor", [COMMUNITY]) as inside:
        found = inside.get("/places/search", params={"q": "松涛苑业委会", "type": "Organization"})
        committee, sees = found.json()["items"][0]["id"], Caller.sees_body

        def here(self: Caller, graph: Graph, body: str | None) -> bool:
            return body != committee and sees(self, graph, body)

        monkeypatch.setattr(Caller, "sees_body", here)
        told = inside.get(f"/pictures/sides?compound={known['compound']}").json()
    assert "书记 张三" in texts(told) and "主任 张*" in texts(told)
    middle = boxes(told)[known["person"]]["label"]["formatter"]
    assert "张*" in middle and "张三" not in middle


def test_an_arrow_leads_into_the_body_that_was_entered_later(
    auditor: TestClient, known: dict[str, str]
) -> None:
    told = auditor.get(f"/pictures/sides?compound={known['compound']}").json()
    heads = [one for name, one in boxes(told).items() if name.startswith("head:") and known["person"] in name]
    middle = boxes(told)[known["person"]]
    left, right = sorted(heads, key=lambda one: one["x"])
    # From the branch on the left to the person, and on into the committee on the right.
    assert left["x"] < middle["x"] < right["x"]
    assert left["symbolRotate"] == right["symbolRotate"] == -90
    assert "从小区党支部进入业主委员会（1人）" in auditor.get("/pictures/net").json()["reading"]


@pytest.mark.parametrize(
    ("address", "code"),
    [
        ("/pictures/treemap?slot=none", 422),
        ("/pictures/tree?root=none", 404),
        ("/pictures/tree?limit=0", 422),
        ("/pictures/matrix?width=1", 422),
        ("/pictures/ladder?place=没有这里", 404),
    ],
)
def test_what_is_not_there_is_told(auditor: TestClient, address: str, code: int) -> None:
    told = auditor.get(address)
    assert told.status_code == code and told.json()["title"] and told.json()["do"]


def test_a_treemap_draws_the_largest_and_counts_the_rest(auditor: TestClient) -> None:
    told = auditor.get("/pictures/treemap?limit=1").json()
    assert "松涛苑" in texts(told) and "兰亭里" not in texts(told).replace(told["reading"], "")
    assert "另有2处没有画出" in told["reading"]


def test_an_answer_that_is_known_already_is_not_sent_again(auditor: TestClient) -> None:
    first = auditor.get("/pictures/tree")
    again = auditor.get("/pictures/tree", headers={"If-None-Match": first.headers["etag"]})
    assert again.status_code == 304 and not again.content
    other = auditor.get("/pictures/tree?open=-", headers={"If-None-Match": first.headers["etag"]})
    assert other.status_code == 200
