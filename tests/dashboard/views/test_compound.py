"""The page of a compound against the API's own sheet of it."""

from __future__ import annotations

import pytest

from linli_dashboard.client import Client
from linli_dashboard.wording import word
from linli_dashboard.wording.shared import Lang
from tests.dashboard.conftest import Open
from tests.dashboard.test_questions import address, said


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_a_compound_is_searched_and_every_part_of_its_sheet_is_told(
    visit: Open, api: str, lang: Lang
) -> None:
    page = visit(on="compound", lang=lang)
    assert word("compound_or", lang) in said(page)
    page.text_input(key="own_search").input("松涛").run()
    place = address(page)["place"]
    assert address(page)["find"] == "松涛"
    sheet = Client(api, lang).get(f"/compounds/{place}/page")["sheet"]
    *tables, ledgers = sheet["sections"]
    shown = [part for part in tables if part["rows"]]
    assert len(page.dataframe) == len(shown)
    for part, table in zip(shown, page.dataframe, strict=True):
        assert len(table.value) == len(part["rows"])
        # The last columns are the row's own; the first ones are said again where a body goes on.
        assert table.value.iloc[:, -1].to_list() == [row[-1] for row in part["rows"]]
        assert all(table.value.iloc[:, 0])
    text = said(page).replace("\\", "")
    assert all(part["note"] in text for part in sheet["sections"])
    assert all(cell in text for row in ledgers["rows"] for cell in row)
    assert all(fact["text"] in text for fact in sheet["facts"])


def test_a_vacant_post_is_marked_with_a_sign(visit: Open) -> None:
    bodies = visit(on="compound", find="松涛苑").dataframe[0].value
    vacant = bodies[bodies["c2"].str.startswith("副书记")]
    assert len(vacant) == 1 and vacant["c0"].item().startswith("▲ 松涛苑小区党支部")
    assert not bodies[bodies["c2"] == "书记"]["c0"].str.startswith("▲").any()


def test_without_a_search_the_compounds_of_the_area_are_listed(visit: Open, api: str) -> None:
    page = visit(on="compound", area="990101001002")
    told = Client(api, "zh").get("/places/compounds", area="990101001002")
    assert page.dataframe[0].value["name"].to_list() == [one["name"] for one in told["items"]]


def test_a_link_names_a_place_without_a_search(visit: Open, api: str) -> None:
    [found] = Client(api, "zh").get("/places/search", q="翠湖居", type="Compound")["items"]
    page = visit(on="compound", place=found["id"])
    assert page.subheader[0].value == "翠湖居" and address(page) == {"place": found["id"]}


def test_what_is_not_found_is_said_and_a_wrong_place_too(visit: Open) -> None:
    page = visit(on="compound", find="没有这里")
    assert "没有找到“没有这里”" in said(page) and not page.dataframe
    page = visit(on="compound", find="松涛", place="c0000000000000000000f")
    assert word("search_gone", "zh") in said(page) and page.dataframe
    page = visit(on="compound", place="c0000000000000000000f")
    assert page.error and not page.dataframe


def test_names_that_a_role_hides_are_explained(visit: Open) -> None:
    masked = visit(on="compound", find="松涛苑")
    assert "李*" in masked.dataframe[0].value.to_csv() and word("hidden", "zh") in said(masked)
    assert word("hidden", "zh") not in said(visit(on="compound", find="翠湖居"))
