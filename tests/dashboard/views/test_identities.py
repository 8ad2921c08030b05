"""Who is who: pairs with the effect of each choice first, one split in two, decisions taken back."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from streamlit.testing.v1 import AppTest

from linli_dashboard.client import Client
from linli_dashboard.wording import word
from tests.dashboard.conftest import Open, signed_in
from tests.dashboard.test_questions import address, said


@pytest.fixture
def auditor(demo: str) -> Iterator[Client]:
    """An auditor who leaves no decision behind."""
    client = Client(demo, "zh", signed_in(demo, "auditor"))
    yield client
    for one in client.get("/identities/decisions")["items"]:
        client.delete(f"/identities/decisions/{one['number']}")


def press(page: AppTest, label: str) -> AppTest:
    next(one for one in page.button if one.label == label).click().run()
    assert not page.exception, [one.value for one in page.exception]
    return page


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_pairs_stand_with_what_either_choice_changes(
    visit: Open, demo: str, auditor: Client, lang: str
) -> None:
    tongue = "en" if lang == "en" else "zh"
    [pair] = Client(demo, tongue, auditor.token).get("/identities/pairs")["items"]
    page = visit(demo, on="identities", token=auditor.token, lang=lang)
    shown = page.dataframe[0].value
    assert shown["who"].to_list() == ["丙辰和"] and shown["why"].to_list() == [pair["basis_text"]]
    assert shown["makes"].to_list() == [pair["same_makes"]]
    assert shown["settles"].to_list() == [pair["settles"]]
    assert not [one for one in page.button if one.label == word("identities_same", tongue)]
    page = visit(demo, on="identities", token=auditor.token, lang=lang, pair=pair["pair"])
    effect = {"makes": pair["same_makes"], "settles": pair["settles"]}
    for choice in ("same", "different"):
        assert word(f"identities_{choice}_does", tongue, **effect) in said(page)
    for side in ("a", "b"):
        assert all(post["body"] in said(page) for post in pair[side]["posts"])


@pytest.mark.parametrize("choice", ["same", "different"])
def test_a_choice_is_recorded_with_its_reason_and_taken_back(
    visit: Open, demo: str, auditor: Client, choice: str
) -> None:
    [pair] = auditor.get("/identities/pairs")["items"]
    page = visit(demo, on="identities", token=auditor.token, pair=pair["pair"])
    page.text_input(key=f"own_identities_note_{pair['pair']}").set_value("电话核实").run()
    press(page, word(f"identities_{choice}", "zh"))
    assert page.success[0].value == word(f"identities_{choice}_done", "zh") and address(page) == {}
    [made] = auditor.get("/identities/decisions")["items"]
    assert (made["kind"], made["note"]) == (choice, "电话核实")
    assert set(made["bodies"]) == {post["body"] for side in ("a", "b") for post in pair[side]["posts"]}
    again = visit(demo, on="identities", token=auditor.token)
    assert word("identities_waiting", "zh") in [one.value for one in again.subheader]
    assert not again.dataframe, "what is decided is no longer asked"
    assert made["kind_text"] in said(again)
    if choice == "different":
        press(again, word("identities_undo_short", "zh", number=made["number"]))
        assert auditor.get("/identities/decisions")["items"] == []
        return
    after = visit(demo, on="identities", token=auditor.token, part="decisions")
    rows = after.dataframe[0].value
    assert rows["number"].to_list() == [made["number"]] and rows["note"].to_list() == ["电话核实"]
    key = f"own_identities_decisions__{len(rows)}"
    after.session_state[key] = {"selection": {"rows": [0], "columns": [], "cells": []}}
    press(after.run(), word("identities_undo_do", "zh"))
    assert after.success[0].value.replace("\\", "") == word(
        "identities_undo_done", "zh", number=made["number"]
    )
    assert auditor.get("/identities/decisions")["items"] == []
    assert word("identities_no_decisions", "zh") in said(after)


def test_who_is_two_is_split_and_keeps_one_body_at_least(visit: Open, demo: str, auditor: Client) -> None:
    page = visit(demo, on="identities", token=auditor.token, part="split", name="张三")
    person = auditor.get("/people", name="张三")["items"][0]["person"]
    posts = auditor.get(f"/people/{person}")["posts"]
    assert page.dataframe[0].value["body"].to_list() == [post["body"]["name"] for post in posts]
    bodies = {post["body"]["name"]: post["body"]["id"] for post in posts}
    taken = page.multiselect(key=f"own_identities_taken_{person}")
    taken.set_value(list(bodies.values())).run()
    assert word("identities_all_taken", "zh") in said(page)
    taken = page.multiselect(key=f"own_identities_taken_{person}")
    taken.set_value([bodies["松涛苑业委会"]]).run()
    assert word("identities_stays", "zh", bodies="松涛苑小区党支部") in said(page)
    assert word("identities_goes", "zh", bodies="松涛苑业委会") in said(page)
    press(page, word("identities_split_do", "zh"))
    [made] = auditor.get("/identities/decisions")["items"]
    assert (made["kind"], made["bodies"]) == ("split", ["松涛苑业委会"])


def test_one_of_several_of_a_name_is_chosen_and_kept_in_the_address(
    visit: Open, demo: str, auditor: Client
) -> None:
    page = visit(demo, on="identities", token=auditor.token, part="split", name="丙辰和")
    which = page.selectbox(key="own_identities_person")
    assert len(which.options) == 2 and word("identities_one_body", "zh") in said(page)
    _, second = dict.fromkeys(one["person"] for one in auditor.get("/people", name="丙辰和")["items"])
    which.select(second).run()
    assert address(page) == {"part": "split", "name": "丙辰和", "person": second}
    body = auditor.get(f"/people/{second}")["posts"][0]["body"]["name"]
    assert page.dataframe[0].value["body"].to_list() == [body]
    page.text_input(key="own_identities_name").set_value("没有此人").run()
    assert word("identities_nobody", "zh", name="没有此人") in said(page)
    assert address(page) == {"part": "split", "name": "没有此人"}


def test_what_is_not_there_is_said(visit: Open, demo: str, auditor: Client) -> None:
    gone = visit(demo, on="identities", token=auditor.token, pair="no-such")
    assert word("identities_gone", "zh") in said(gone) and address(gone) == {}
    none = visit(demo, on="identities", token=auditor.token, area="990101001002")
    assert word("identities_none", "zh") in said(none) and not none.dataframe


def test_it_is_not_for_planners(visit: Open, demo: str) -> None:
    page = visit(demo, on="identities", token=signed_in(demo, "planner"))
    assert word("not_for_you", "zh") in said(page) and not page.dataframe
