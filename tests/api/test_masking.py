"""Who nobody knows sees no name of a person, whatever is asked."""

from __future__ import annotations

from pathlib import Path

import pytest
from starlette.testclient import TestClient

from linli.queries import catalogue
from linli_api.app import create
from linli_api.settings import Settings
from tests.api.little import PERSONS, own


def everything(settings: Settings, *langs: str) -> str:
    """All that the API tells of all questions."""
    said = []
    with TestClient(create(settings), base_url="http://127.0.0.1") as client:
        for name in catalogue.load():
            for lang in langs:
                parameters = {**own(name, Path(settings.store)), "texts": "true"}
                response = client.get(
                    f"/questions/{name}", params=parameters, headers={"Accept-Language": lang}
                )
                assert response.status_code == 200
                said.append(response.text)
    return "\n".join(said)


def test_no_answer_holds_a_name(workspace: Path) -> None:
    said = everything(Settings(str(workspace), rate=0), "zh", "en")
    assert not [name for name in PERSONS if name in said]
    assert '"张*"' in said and '"欧*"' in said


def test_the_operator_may_show_names_on_loopback(workspace: Path) -> None:
    said = everything(Settings(str(workspace), wants_names="full", rate=0), "zh")
    assert all(name in said for name in PERSONS), "the test above has looked for every name there is"


def test_names_stay_masked_where_others_can_listen(workspace: Path) -> None:
    settings = Settings(str(workspace), host="office.example", wants_names="full", guests=True, rate=0)
    said = everything(settings, "zh")
    assert not [name for name in PERSONS if name in said]


@pytest.mark.parametrize("host", ["0.0.0.0", "192.0.2.1", "office.example"])
def test_a_server_that_others_reach_masks_for_guests(host: str) -> None:
    assert Settings("w", host=host, wants_names="full").names == "masked"
    assert Settings("neo4j://db", wants_names="full").names == "masked", "there is no place for the log"


def test_a_name_may_still_be_asked_for(client: TestClient) -> None:
    rows = client.get("/questions/people/posts", params={"name": "张 三"}).json()["rows"]
    assert [(row["name"], row["post"]) for row in rows] == [("张*", "director"), ("张*", "secretary")]
    assert client.get("/questions/people/posts", params={"name": "张*"}).json()["count"] == 0
