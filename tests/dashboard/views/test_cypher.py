"""Cypher of an admin's own: asked when the button is pressed, judged by the API, shown to nobody else."""

from __future__ import annotations

import pytest
from streamlit.testing.v1 import AppTest

from linli_dashboard.client import Client
from linli_dashboard.wording import word
from tests.dashboard.conftest import Open, signed_in
from tests.dashboard.test_questions import address, said

TEXT = "MATCH (c:Compound) WHERE c.name = $name RETURN c.name AS name, c.households AS households"


def asked(page: AppTest, text: str, given: str) -> AppTest:
    page.text_area(key="own_cypher").set_value(text)
    page.text_input(key="own_given").set_value(given)
    page.button[0].click().run()
    assert not page.exception, [one.value for one in page.exception]
    return page


def test_an_admin_asks_in_cypher_and_the_address_keeps_it(visit: Open, demo: str) -> None:
    page = visit(demo, on="questions", token=signed_in(demo, "admin"), part="cypher")
    assert page.text_area(key="own_cypher").value == "" and not page.dataframe
    asked(page, TEXT, '{"name": "松涛苑"}')
    told = Client(demo, "zh", signed_in(demo, "admin")).post(
        "/console", {"text": TEXT, "parameters": {"name": "松涛苑"}}
    )
    assert page.dataframe[0].value.to_numpy().tolist() == told["rows"] == [["松涛苑", 420]]
    assert address(page) == {"part": "cypher", "cypher": TEXT, "given": '{"name": "松涛苑"}'}
    link = visit(demo, on="questions", token=signed_in(demo, "admin"), **address(page))
    assert link.text_area(key="own_cypher").value == TEXT and not link.dataframe, "a link asks nothing"


@pytest.mark.parametrize(
    ("text", "given", "wanted"),
    [
        ("MATCH (c:Compound) DELETE c", "", "LN-R31"),
        ("MATCH (c:Compound) RETURN c.name AS name", "name", word("cypher_no_json", "zh")),
    ],
)
def test_what_is_not_to_be_asked_is_refused_in_words(
    visit: Open, demo: str, text: str, given: str, wanted: str
) -> None:
    page = visit(demo, on="questions", token=signed_in(demo, "admin"), part="cypher")
    asked(page, text, given)
    assert wanted in said(page) and not page.dataframe


@pytest.mark.parametrize("role", ["auditor", "planner", "presenter"])
def test_nobody_else_is_offered_it(visit: Open, demo: str, role: str) -> None:
    page = visit(demo, on="questions", token=signed_in(demo, role), part="cypher")
    assert not page.text_area and page.dataframe
