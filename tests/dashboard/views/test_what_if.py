"""What if: the form writes changes, trying shows what the API tells, kept scenarios are opened and compared.

Trying takes the API seconds. What it answers is asked for once here, and given to the pages again.
"""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from streamlit.testing.v1 import AppTest

from linli_dashboard.client import Client, Told
from linli_dashboard.views.what_if import TEXT
from linli_dashboard.wording import word
from tests.dashboard.conftest import Open, signed_in
from tests.dashboard.test_questions import address, said

ENDS = "changes:\n  - end: 松涛苑小区党支部\n    on: 2025-05-31\n"
TERM = "changes:\n  - end: 松涛苑业委会/主任\n    holder: 张三\n    on: 2025-05-31\n"
KEPT = {"换主任": TERM, "撤支部": ENDS}
SIDES = ("broken", "mended", "doubts", "settled")


@pytest.fixture
def planner(demo: str) -> Iterator[Client]:
    """A planner who leaves nothing behind."""
    client, auditor = (Client(demo, "zh", signed_in(demo, role)) for role in ("planner", "auditor"))
    yield client
    for one in client.get("/scenarios")["items"]:
        client.delete(f"/scenarios/{one['name']}")
    for one in decisions(auditor):
        auditor.delete(f"/identities/decisions/{one['number']}")


@pytest.fixture(scope="module")
def compared(demo: str) -> Told:
    """What the API tells of both scenarios and of them together."""
    client = Client(demo, "zh", signed_in(demo, "planner"))
    for name, text in KEPT.items():
        client.put(f"/scenarios/{name}", {"text": text})
    told = client.post("/scenarios/comparisons", {"first": "换主任", "second": "撤支部"})
    for name in KEPT:
        client.delete(f"/scenarios/{name}")
    return told


@pytest.fixture
def quick(compared: Told, monkeypatch: pytest.MonkeyPatch) -> list[object]:
    """Pages get at once what the API has told; returns what they asked, as it goes on."""
    asked: list[object] = []
    really = Client.post

    def post(client: Client, path: str, body: object = None, /, **values: str) -> Told:
        asked.append(body)
        if path == "/scenarios/comparisons":
            return compared
        text = body.get("text") if isinstance(body, dict) else None
        if path == "/scenarios/trials" and text in KEPT.values():
            told: Told = compared["first" if text == TERM else "second"]
            return told
        return really(client, path, body, **values)

    monkeypatch.setattr(Client, "post", post)
    return asked


def decisions(auditor: Client) -> list[Told]:
    """Decisions that stand."""
    found: list[Told] = auditor.get("/identities/decisions")["items"]
    return found


def fill(page: AppTest, **fields: str) -> AppTest:
    """Fill in fields of the form's first change."""
    for name, value in fields.items():
        page.text_input(key=f"own_what_if_0_{name}").set_value(value)
    return page.run()


def button(page: AppTest, key: str, **values: object) -> AppTest:
    """Press the button of a text."""
    label = word(key, "zh", **values)
    next(one for one in page.button if one.label == label).click().run()
    assert not page.exception, [one.value for one in page.exception]
    return page


def body(client: Client, name: str) -> str:
    """The identifier of a body."""
    return str(client.get("/places/search", q=name, type=["Organization"])["items"][0]["id"])


def test_an_appointment_is_written_by_the_form(visit: Open, demo: str, planner: Client) -> None:
    page = fill(visit(demo, on="what_if", token=planner.token), body="松涛苑小区党支部", person="欧阳乙")
    post = page.selectbox(key=f"own_what_if_0_post_{body(planner, '松涛苑小区党支部')}")
    assert {"书记 · 张三", "副书记 · 空缺"} <= set(post.options)
    post.select("副书记").run()
    assert next(one for one in page.button if one.label == word("what_if_add_do", "zh")).disabled
    button(fill(page, since="2025-06"), "what_if_add_do")
    text = "changes:\n  - appoint: 欧阳乙\n    to: 松涛苑小区党支部/副书记\n    since: 2025-06\n"
    assert page.text_area(key=TEXT).value == text
    assert page.text_input(key="own_what_if_1_person").value == ""
    assert planner.put("/scenarios/任命", {"text": text})  # what is kept reads


def test_what_comes_of_changes_is_shown_as_the_api_tells_it(
    visit: Open, demo: str, planner: Client, quick: list[object], compared: Told
) -> None:
    page = visit(demo, on="what_if", token=planner.token, area="990101", as_of="2025-06-30")
    page.text_area(key=TEXT).set_value(ENDS).run()
    button(page, "what_if_try")
    assert quick == [{"text": ENDS, "area": ["990101"], "as_of": "2025-06-30"}]
    told = compared["second"]
    assert told["changes"][0]["says"]["zh"] in said(page).replace("\\", "")
    assert [one.value for one in page.metric] == [str(len(told[side])) for side in SIDES]
    effects, coverage, ways = (page.dataframe[place].value for place in (0, -2, -1))
    assert effects["says"].to_list() == [one["says"]["zh"] for side in SIDES for one in told[side]]
    assert coverage["place"].to_list() == [one["name"] for one in told["coverage"]]
    assert "单独 · 松涛苑小区党支部" in coverage["before"].to_list()
    assert "▲ 没有" in coverage["after"].to_list()
    assert ways["after"].str.startswith("▲").tolist() == [
        bool(one["after"]["breaks"]) for one in told["ways"]
    ]
    page.text_area(key=TEXT).set_value(TERM).run()
    assert word("what_if_changed", "zh") in said(page) and not page.metric


@pytest.mark.parametrize(
    ("kind", "texts", "chosen", "wanted"),
    [
        ("end", {"ends": "松涛苑业委会", "on": "2025-05-31"}, {}, "- end: 松涛苑业委会\n    on: 2025-05-31"),
        (
            "found",
            {"name": "翠湖居党支部", "at": "翠湖居", "since": "2025-06", "reports_to": "示例社区党委"},
            {"kind": "小区党支部"},
            "- found: 翠湖居党支部\n    kind: 小区党支部\n    at: 翠湖居\n    since: 2025-06\n"
            "    reports_to: 示例社区党委",
        ),
        (
            "merge",
            {"merge": "松涛苑1栋党小组", "into": "松涛苑小区党支部", "on": "2025-06-15"},
            {},
            "- merge: 松涛苑1栋党小组\n    into: 松涛苑小区党支部\n    on: 2025-06-15",
        ),
        (
            "attach",
            {"attach": "翠湖居", "attach_to": "松涛苑小区党支部", "since": "2025-06-01"},
            {"mode": "挂靠"},
            "- attach: 翠湖居\n    to: 松涛苑小区党支部\n    since: 2025-06-01\n    mode: 挂靠",
        ),
        (
            "attach",
            {"attach": "翠湖居/1幢", "attach_to": "松涛苑小区党支部", "since": "2025-06-01"},
            {},
            "- attach: 翠湖居/1幢\n    to: 松涛苑小区党支部\n    since: 2025-06-01",
        ),
    ],
)
def test_each_kind_of_change_is_written_as_the_api_reads_it(
    visit: Open,
    demo: str,
    planner: Client,
    kind: str,
    texts: dict[str, str],
    chosen: dict[str, str],
    wanted: str,
) -> None:
    page = fill(visit(demo, on="what_if", token=planner.token, do=kind), **texts)
    for name, value in chosen.items():
        page.selectbox(key=f"own_what_if_0_{name}").select(value).run()
    text = button(page, "what_if_add_do").text_area(key=TEXT).value
    assert " ".join(text.replace('"', "").split()) == " ".join(f"changes: {wanted}".split())
    assert planner.put("/scenarios/写好", {"text": text})["name"] == "写好"  # what is kept reads


def test_the_term_of_a_holder_is_ended_by_choosing(visit: Open, demo: str, planner: Client) -> None:
    page = fill(visit(demo, on="what_if", token=planner.token, do="end"), ends="松涛苑业委会")
    page.selectbox(key=f"own_what_if_0_end_{body(planner, '松涛苑业委会')}").select("主任").run()
    button(fill(page, on="2025-05-31"), "what_if_add_do")
    assert page.text_area(key=TEXT).value == TERM


def test_where_several_fit_nothing_is_named_before_one_is_chosen(
    visit: Open, demo: str, planner: Client
) -> None:
    page = visit(demo, on="what_if", token=planner.token, do="merge")
    fill(page, merge="松涛苑", on="2025-06", into="没有这个组织")
    assert word("search_none", "zh", said="没有这个组织") in said(page)
    assert page.selectbox(key="own_what_if_0_merge_松涛苑").value is None
    fill(page, into="示例社区党委")
    assert next(one for one in page.button if one.label == word("what_if_add_do", "zh")).disabled
    page.selectbox(key="own_what_if_0_merge_松涛苑").select(body(planner, "松涛苑1栋党小组")).run()
    assert "- merge: 松涛苑1栋党小组" in button(page, "what_if_add_do").text_area(key=TEXT).value


def test_one_of_several_of_a_name_is_meant_by_choosing(visit: Open, demo: str, planner: Client) -> None:
    page = fill(visit(demo, on="what_if", token=planner.token), body="松涛苑小区党支部", person="丙辰和")
    page.selectbox(key=f"own_what_if_0_post_{body(planner, '松涛苑小区党支部')}").select("副书记")
    fill(page, since="2025-06")
    assert next(one for one in page.button if one.label == word("what_if_add_do", "zh")).disabled
    person = planner.get("/people", name="丙辰和")["items"][0]["person"]
    page.selectbox(key="own_what_if_0_which_丙辰和").select(person).run()
    text = button(page, "what_if_add_do").text_area(key=TEXT).value
    assert f"- appoint: {person}\n" in text and planner.put("/scenarios/哪一个", {"text": text})


def test_a_body_that_a_change_founds_can_be_named_by_the_next(
    visit: Open, demo: str, planner: Client
) -> None:
    page = visit(demo, on="what_if", token=planner.token)
    page.text_area(key=TEXT).set_value(
        "changes:\n  - found: 竹里党支部\n    kind: 小区党支部\n    at: 兰亭里\n    since: 2025-05\n"
    ).run()
    fill(page, body="竹里党支部", person="张三", since="2025-06")
    page.selectbox(key="own_what_if_0_post_").select("书记").run()
    text = button(page, "what_if_add_do").text_area(key=TEXT).value
    assert "to: 竹里党支部/书记" in text and planner.put("/scenarios/接着", {"text": text})


def test_scenarios_are_kept_opened_compared_and_taken_out(
    visit: Open, demo: str, planner: Client, quick: list[object], compared: Told
) -> None:
    page = visit(demo, on="what_if", token=planner.token)
    page.text_area(key=TEXT).set_value(ENDS).run()
    button(button(page, "what_if_try"), "what_if_keep")
    assert word("what_if_needs_name", "zh") in said(page)
    next(one for one in page.text_input if one.label == word("what_if_name", "zh")).set_value("撤支部")
    button(page, "what_if_keep")
    assert address(page) == {"name": "撤支部"} and planner.get("/scenarios/撤支部")["text"] == ENDS
    page.segmented_control(key="own_what_if_part").select("kept").run()
    page.segmented_control(key="own_what_if_part").select("try").run()
    assert page.text_area(key=TEXT).value == ENDS

    planner.put("/scenarios/换主任", {"text": TERM})
    both = visit(demo, on="what_if", token=planner.token, part="kept")
    assert set(both.dataframe[0].value["name"]) == {"撤支部", "换主任"}
    both.selectbox(key="own_what_if_a").select("换主任")
    both.selectbox(key="own_what_if_b").select("撤支部").run()
    button(both, "what_if_compare")
    assert quick[-1] == {"first": "换主任", "second": "撤支部", "area": None, "as_of": None}
    for name in ("first", "second"):
        counts = [len(compared[name][side]) for side in SIDES]
        assert both.dataframe[1].value[name].to_list() == counts
    assert both.code[-1].value == "\n".join(compared["sentences"])
    again = visit(demo, on="what_if", token=planner.token, **address(both))
    assert again.code[-1].value == both.code[-1].value


def test_a_link_opens_a_scenario_tried_and_it_is_recorded_only_when_sure(
    visit: Open, demo: str, planner: Client, quick: list[object]
) -> None:
    planner.put("/scenarios/换主任", {"text": TERM})
    page = visit(demo, on="what_if", token=planner.token, name="换主任")
    assert page.text_area(key=TEXT).value == TERM and page.metric
    button(page, "what_if_apply_do")
    assert word("what_if_needs_sure", "zh") in said(page)
    auditor = Client(demo, "zh", signed_in(demo, "auditor"))
    assert decisions(auditor) == []
    next(one for one in page.checkbox if one.label == word("what_if_sure", "zh")).check()
    button(page, "what_if_apply_do")
    assert page.success[0].value == word("what_if_applied", "zh")
    [made] = decisions(auditor)
    assert made["kind"] == "scenario"
    page.text_area(key=TEXT).set_value(ENDS).run()
    button(page, "what_if_try")
    labels = [one.label for one in page.button]
    assert word("what_if_apply_do", "zh") not in labels and word("what_if_keep", "zh") in labels
    assert word("what_if_keep_first", "zh", name="换主任") in said(page)


def test_what_the_api_refuses_is_said_beside_the_text(visit: Open, demo: str, planner: Client) -> None:
    page = visit(demo, on="what_if", token=planner.token, lang="en")
    text = "changes:\n  - end: 没有的支部\n    on: 2025-05-31\n"
    page.text_area(key=TEXT).set_value(text).run()
    next(one for one in page.button if one.label == word("what_if_try", "en")).click().run()
    assert "没有的支部" in page.error[0].value and page.text_area(key=TEXT).value == text
    gone = visit(demo, on="what_if", token=planner.token, name="没有")
    assert gone.error and address(gone) == {}


def test_changes_that_are_not_in_force_yet_are_said_to_be_so(
    visit: Open,
    demo: str,
    planner: Client,
    quick: list[object],
    compared: Told,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    page = visit(demo, on="what_if", token=planner.token)
    page.text_area(key=TEXT).set_value(ENDS).run()
    assert not button(page, "what_if_try").warning
    monkeypatch.setitem(compared["second"], "as_of", "2025-05-01")
    page = visit(demo, on="what_if", token=planner.token)
    page.text_area(key=TEXT).set_value(ENDS).run()
    [told] = button(page, "what_if_try").warning
    assert "2025-05-31" in told.value.replace("\\", "") and "2025-05-01" in told.value


@pytest.mark.parametrize("role", ["presenter", "auditor"])
def test_who_may_not_try_is_told_that_the_page_is_not_theirs(visit: Open, demo: str, role: str) -> None:
    page = visit(demo, on="what_if", token=signed_in(demo, role))
    assert word("not_for_you", "zh") in said(page) and not page.text_area
