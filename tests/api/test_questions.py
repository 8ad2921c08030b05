"""Every question of the catalogue over HTTP: what it takes and gives, and what a wrong request is told."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

import pytest
from starlette.testclient import TestClient

import linli
from linli.queries import catalogue
from tests.api.little import own

QUESTIONS = sorted(catalogue.load())


def test_the_catalogue_is_told_whole_in_both_languages(client: TestClient) -> None:
    questions = {one["name"]: one for one in client.get("/questions").json()["questions"]}
    assert sorted(questions) == QUESTIONS
    for one in questions.values():
        labels = [one["what"], *(part["label"] for part in one["parameters"] + one["columns"])]
        assert all(label["zh"] and label["en"] for label in labels)
    place = questions["chains/from_building"]["parameters"][0]
    assert (place["name"], place["type"]) == ("place", "building")


@pytest.mark.parametrize("name", QUESTIONS)
def test_an_answer_is_the_graphs_own(client: TestClient, workspace: Path, name: str) -> None:
    asked = own(name, workspace)
    told = client.get(f"/questions/{name}", params=asked).json()
    with linli.open(workspace) as graph:
        rows = graph.ask(name, **asked).rows()
        assert (told["question"], told["snapshot"], told["as_of"]) == (name, graph.snapshot, str(graph.day))
    assert rows, "a question that finds nothing here shows nothing"
    hidden = {c["name"] for c in told["columns"] if c["type"] == "person_name"}
    plain = [
        {k: str(v) if isinstance(v, dt.date) else v for k, v in row.items() if k not in hidden}
        for row in rows
    ]
    assert [{k: v for k, v in row.items() if k not in hidden} for row in told["rows"]] == plain
    assert told["count"] == len(rows)
    assert [field for column in told["columns"] for field in column["fields"]] == list(rows[0])


def test_cells_come_as_words_of_the_callers_language_when_asked_for(client: TestClient) -> None:
    path = "/questions/compounds/coverage"
    assert client.get(path).json()["texts"] is None
    chinese = client.get(path, params={"texts": "true"})
    english = client.get(path, params={"texts": "true"}, headers={"Accept-Language": "en"})
    assert (chinese.headers["content-language"], english.headers["content-language"]) == ("zh", "en")
    state = [column["name"] for column in chinese.json()["columns"]].index("state")
    assert {row[state] for row in chinese.json()["texts"]} == {"单独组建", "没有支部"}
    assert {row[state] for row in english.json()["texts"]} == {"Own branch", "No branch"}


def test_an_area_is_given_by_code_or_name_and_more_than_once(client: TestClient) -> None:
    def compounds(*areas: str) -> set[str]:
        told = client.get("/questions/compounds/coverage", params=[("area", area) for area in areas]).json()
        return {row["name"] for row in told["rows"]}

    assert compounds("990101001002") == compounds("样板社区") == {"兰亭里"}
    assert compounds("样板社区", "示例社区") == compounds() == {"兰亭里", "松涛苑", "翠湖居"}


def test_a_day_is_asked_about(client: TestClient) -> None:
    told = client.get("/questions/people/posts", params={"name": "张三", "as_of": "2021-12-31"}).json()
    assert told["as_of"] == "2021-12-31"
    assert [row["post"] for row in told["rows"] if row["certain"]] == ["secretary"]


WRONG = {
    "unknown question": ("compounds/covrage", "", 404, "LN-R01", "compounds/coverage"),
    "unknown noun": ("a/b", "", 404, "LN-R01", "a/b"),
    "missing parameter": ("people/posts", "", 422, "LN-R02", "name"),
    "parameter of another": ("people/posts", "name=x&place=y", 422, "LN-R03", "place"),
    "parameter of ours, as a list": ("people/posts", "name=x&areas=y", 422, "LN-R03", "areas"),
    "given twice": ("people/posts", "name=x&name=y", 422, "LN-R03", "name"),
    "day given twice": ("compounds/coverage", "as_of=2025-01-01&as_of=2024-01-01", 422, "LN-R03", "as_of"),
    "no day": ("compounds/coverage", "as_of=2025", 422, "LN-R03", "2025"),
    "no date": ("terms/ending", "begin=a&finish=b", 422, "LN-R03", "begin"),
    "no yes or no": ("compounds/coverage", "texts=perhaps", 422, "LN-R03", "perhaps"),
    "unknown area": ("compounds/coverage", "area=110000", 404, "LN-R04", "110000"),
    "unknown place": ("chains/from_compound", "place=无此小区", 404, "LN-R06", "无此小区"),
    "ambiguous place": ("chains/downward", "body=松涛苑", 409, "LN-R07", "松涛苑"),
}


@pytest.mark.parametrize("title", WRONG)
def test_a_wrong_request_is_told_what_to_do_in_both_languages(client: TestClient, title: str) -> None:
    name, query, status, code, named = WRONG[title]
    details = set()
    for lang in ("zh", "en"):
        response = client.get(f"/questions/{name}?{query}", headers={"Accept-Language": lang})
        told = response.json()
        assert (response.status_code, told.get("code")) == (status, code)
        assert response.headers["content-type"] == "application/problem+json"
        assert response.headers["content-language"] == lang
        assert named in told["detail"] + told["do"]
        assert told["do"] and told["title"]
        details.add(told["detail"])
    assert len(details) == 2


@pytest.mark.parametrize(
    "value", ["' OR 1=1 --", 'x"}) DETACH DELETE n //', "$areas", "\x00", "😀", "张" * 5000, "%", "\\"]
)
def test_a_value_is_never_read_as_cypher(client: TestClient, value: str) -> None:
    response = client.get("/questions/people/posts", params={"name": value})
    assert (response.status_code, response.json()["count"]) == (200, 0)


def test_the_document_knows_every_question_and_its_parameters(client: TestClient) -> None:
    document = client.get("/openapi.json").json()
    told = {path.removeprefix("/questions/") for path in document["paths"] if path.startswith("/questions/")}
    assert told == set(QUESTIONS)
    for name in QUESTIONS:
        operation = document["paths"][f"/questions/{name}"]["get"]
        own = {parameter["name"] for parameter in operation["parameters"]} - {
            "area",
            "as_of",
            "known_on",
            "texts",
            "limit",
            "cursor",
            "sort",
        }
        assert own == set(catalogue.get(name).header.parameters or {})
        assert operation["summary"] and operation["description"]
        assert {"200", "404", "422", "503"} <= set(operation["responses"])
    assert document["components"]["schemas"]["Problem"]["properties"]["code"]["examples"]


@pytest.mark.parametrize("path", ["/docs", "/redoc"])
def test_no_page_that_would_load_scripts_from_elsewhere(client: TestClient, path: str) -> None:
    assert client.get(path).status_code == 404
