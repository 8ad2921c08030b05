"""The page of questions against a real API: what is shown, and what the address keeps."""

from __future__ import annotations

import datetime as dt

import pytest
from streamlit.testing.v1 import AppTest

from linli_dashboard.client import Client
from linli_dashboard.wording.questions import FIRST
from tests.api.little import OWN, PERSONS
from tests.dashboard.conftest import Open


def said(page: AppTest) -> str:
    parts = [*page.markdown, *page.caption, *page.info, *page.warning, *page.error, *page.title]
    return "\n".join(str(part.value) for part in parts)


def address(page: AppTest) -> dict[str, str]:
    return {
        name: value[-1] if isinstance(value, list) else value for name, value in page.query_params.items()
    }


def test_it_opens_in_chinese_with_the_first_of_the_three_questions_answered(visit: Open, api: str) -> None:
    page = visit()
    snapshot = Client(api, "zh").get("/ready")["snapshot"]
    titles = page.selectbox(key="own_q").options
    assert titles[:3] == [zh for zh, _ in FIRST.values()]
    assert page.dataframe[0].value["compound"].to_list() == ["松涛苑"]
    assert "1 行" in said(page) and f"截至 2025-06-30 · 快照 {snapshot}" in said(page)
    assert "张*" in page.dataframe[0].value["name"].to_list() and "姓名只显示第一个字" in said(page)
    assert address(page) == {"q": "people/several_bodies"}


@pytest.mark.parametrize("lang", ["zh", "en"])
@pytest.mark.parametrize("name", [*sorted(OWN), "compounds/coverage", "posts/vacant"])
def test_a_link_opens_a_question_with_its_answer(visit: Open, name: str, lang: str) -> None:
    own = {f"p_{key}": value for key, value in OWN.get(name, {}).items()}
    page = visit(q=name, lang=lang, **own)
    assert len(page.dataframe) == 1 and len(page.dataframe[0].value)
    text = said(page) + page.dataframe[0].value.to_csv()
    assert not [person for person in PERSONS if person in text.replace(own.get("p_name", "-"), "")]
    assert address(page) == {"q": name, **own, **({"lang": "en"} if lang == "en" else {})}


def test_a_form_is_filled_in_and_kept_in_the_address(visit: Open) -> None:
    page = visit()
    page.selectbox(key="own_q").select("chains/from_building").run()
    assert not page.dataframe and "填好上面的内容" in said(page)
    page.text_input[0].input("松涛苑/1栋")
    page.button[0].click().run()
    assert page.dataframe[0].value["body"].to_list()[-1] == "示例区委"
    assert address(page) == {"q": "chains/from_building", "p_place": "松涛苑/1栋"}
    page.text_input[0].input("松涛苑/9栋")
    page.button[0].click().run()
    assert "现有数据里没有“松涛苑/9栋”" in said(page).replace("\\", "") and not page.dataframe
    assert address(page)["p_place"] == "松涛苑/9栋", "a link to a mistake shows the mistake"


def test_another_question_does_not_inherit_the_parameters(visit: Open) -> None:
    page = visit(q="compounds/named", p_name="松涛")
    page.selectbox(key="own_q").select("people/posts").run()
    assert address(page) == {"q": "people/posts"} and not page.dataframe


def test_area_and_day_hold_for_every_question(visit: Open) -> None:
    page = visit(q="compounds/coverage")
    page.selectbox(key="area").select("990101001002").run()
    assert page.dataframe[0].value["name"].to_list() == ["兰亭里"]
    page.date_input(key="as_of").set_value(dt.date(2020, 1, 1)).run()
    assert "截至 2020-01-01" in said(page)
    page.selectbox(key="own_q").select("posts/vacant").run()
    assert address(page) == {"q": "posts/vacant", "area": "990101001002", "as_of": "2020-01-01"}


def test_the_language_is_changed_at_the_top(visit: Open) -> None:
    page = visit(q="compounds/coverage")
    page.segmented_control(key="lang").select("en").run()
    assert page.title[0].value == "Questions" and "3 rows" in said(page)
    assert "No branch" in page.dataframe[0].value["state"].to_list()
    assert address(page) == {"q": "compounds/coverage", "lang": "en"}


def test_what_an_address_says_wrongly_is_said_and_left_out(visit: Open) -> None:
    page = visit(q="no/such", area="77", as_of="June", lang="fr")
    for wrong in ("no/such", "77", "June"):
        assert f"“{wrong}”" in said(page)
    assert len(page.dataframe) == 1 and address(page) == {"q": "people/several_bodies"}


def test_an_answer_without_rows_says_so(visit: Open) -> None:
    page = visit(q="people/posts", p_name="查无此人")
    assert not page.dataframe and "没有查到" in said(page) and "截至" in said(page)
