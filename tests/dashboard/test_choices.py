"""The choice of area at the top: all of them where they are few, else level by level."""

from __future__ import annotations

from pathlib import Path

import pytest

from linli_api.app import create
from linli_api.settings import Settings
from linli_dashboard import choices
from linli_dashboard.client import Client
from tests.api import little
from tests.api.people_of import OTHER, PASSWORD, with_users
from tests.dashboard.conftest import Open
from tests.dashboard.test_questions import address


def test_few_areas_are_all_listed(api: str) -> None:
    client = Client(api, "zh")
    told = client.get("/questions/areas/named", texts=True, limit=500)
    assert list(choices.areas(client)) == [row[0] for row in told["texts"]]


def test_many_areas_are_opened_level_by_level(visit: Open, api: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(choices, "MANY", 1)
    client = Client(api, "zh")
    top = client.get("/places")["items"][0]["id"]
    below = [one["id"] for one in client.get("/places", parent=top)["items"]]
    page = visit(on="questions")
    assert len(page.selectbox(key="area").options) == 2, "all, and the topmost"
    page.selectbox(key="area").select(top).run()
    assert address(page)["area"] == top
    assert list(choices.areas(client, top)) == [top, *below]
    page.selectbox(key="area").select(below[0]).run()
    assert address(page)["area"] == below[0]
    assert list(choices.areas(client, below[0]))[:2] == [top, below[0]]


def test_an_area_that_is_not_there_is_said(visit: Open, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(choices, "MANY", 1)
    page = visit(on="questions", area="123456789012")
    assert any("123456789012" in one.value for one in page.warning)


def test_an_area_of_others_is_said_and_not_shown(visit: Open, tmp_path: Path) -> None:
    workspace = with_users(little.make(tmp_path), tmp_path / "peopled")
    with little.served(create(Settings(str(workspace)))) as api:
        token = Client(api, "zh").post("/session", {"name": "planner", "password": PASSWORD})["token"]
        page = visit(api, on="coverage", token=str(token), area=OTHER)
        assert any(OTHER in one.value for one in page.warning) and "area" not in address(page)
        assert page.dataframe[1].value["group:name"].to_list() == ["示例社区"]
