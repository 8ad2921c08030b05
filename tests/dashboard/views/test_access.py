"""The page of users and of the log: users made, changed, switched off; entries found, the chain gone over."""

from __future__ import annotations

import datetime as dt
import shutil
from collections.abc import Iterator
from pathlib import Path
from unittest.mock import patch

import pytest
from streamlit.testing.v1 import AppTest

from linli.services import passwords
from linli.workspace.layout import open_layout
from linli.workspace.state import access, database
from linli.workspace.state.access import Fresh
from linli_api.app import create
from linli_api.settings import Settings
from linli_dashboard.client import Client
from linli_dashboard.wording import word
from linli_dashboard.wording.shared import Lang
from tests.api import little
from tests.dashboard.conftest import Open, signed_in
from tests.dashboard.test_questions import address, said

NOON = dt.datetime(2025, 7, 1, 12).astimezone()
PASSWORD = "four unrelated words"
COMMUNITY = "990101001001"
ENTRIES = 120


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A little workspace with a log: an entry a day, read and export in turn, of two users."""
    workspace = little.make(tmp_path_factory.mktemp("access"))
    with database.writing(open_layout(workspace)) as connection:
        for number in range(ENTRIES):
            who, kind = (("u-1", "张三"), ("u-2", "李四"))[number % 3 == 0], ("read", "export")[number % 2]
            entry = Fresh(*who, "read" if kind == "read" else "export", "people/posts", (COMMUNITY,), number)
            access.append(connection, entry, NOON + dt.timedelta(days=number))
    return workspace


@pytest.fixture
def own(made: Path, tmp_path: Path) -> Iterator[str]:
    """Address of an API on a copy of it, where whoever comes is an admin."""
    workspace = shutil.copytree(made, tmp_path / "own")
    hashed = passwords.hashed(PASSWORD)
    with (
        patch.object(passwords, "hashed", lambda password: hashed),
        little.served(create(Settings(str(workspace), demo="admin"))) as address_of_api,
    ):
        yield address_of_api


def press(page: AppTest, key: str, lang: Lang = "zh") -> AppTest:
    next(one for one in page.button if one.label == word(key, lang)).click().run()
    assert not page.exception, [one.value for one in page.exception]
    return page


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_a_user_is_made_for_an_area(visit: Open, own: str, lang: Lang) -> None:
    page = visit(own, on="access", lang=lang)
    assert word("access_no_users", lang) in said(page)
    press(page, "access_new_do", lang)
    assert word("access_needs", lang) in said(page)
    page.text_input(key="own_access_new_name").set_value("wang_wu")
    page.text_input(key="own_access_new_password").set_value(PASSWORD)
    page.selectbox(key="own_access_new_role").set_value("planner")
    page.selectbox(key="own_access_new_reach").set_value("some")
    press(page, "access_new_do", lang)
    assert word("access_needs_area", lang) in said(page), "an area that is forgotten is not all of them"
    page.multiselect(key="own_access_new_areas").set_value([COMMUNITY])
    press(page, "access_new_do", lang)
    assert "wang" in page.success[0].value
    assert not page.text_input(key="own_access_new_password").value, "what was typed is forgotten"
    made = {"name": "wang_wu", "role": "planner", "areas": [COMMUNITY]}
    assert Client(own, lang).get("/users")["users"] == [made]
    [row] = page.dataframe[0].value.to_dict("records")
    assert row["name"] == "wang_wu" and row["role"] == word("role_planner", lang)
    assert row["areas"].startswith("示例社区")


def test_a_weak_password_is_told_in_words(visit: Open, own: str) -> None:
    page = visit(own, on="access")
    page.text_input(key="own_access_new_name").set_value("wang")
    page.text_input(key="own_access_new_password").set_value("short")
    with patch.object(passwords, "hashed", side_effect=passwords.PasswordWeak(least=10, most=200)):
        press(page, "access_new_do")
    assert "LN-" in page.error[0].value and Client(own, "zh").get("/users")["users"] == []


def test_a_user_is_changed_and_switched_off(visit: Open, own: str) -> None:
    given = {"name": "王/五", "password": PASSWORD, "role": "planner", "areas": [COMMUNITY]}
    Client(own, "zh").post("/users", given)
    token = Client(own, "zh").post("/session", {"name": "王/五", "password": PASSWORD})["token"]
    page = visit(own, on="access", who="王/五")
    page.selectbox(key="own_access_user_王/五_role").set_value("auditor")
    press(page, "access_change_do")
    [now] = Client(own, "zh").get("/users")["users"]
    assert (now["role"], now["areas"]) == ("auditor", [COMMUNITY]), "what is not changed stays"
    assert "请先登录" in said(visit(own, on="access", token=token)), "they have to sign in again"
    page = visit(own, on="access", who="王/五")
    page.checkbox(key="own_access_user_王/五_sure").check().run()
    press(page, "access_remove_do")
    assert Client(own, "zh").get("/users")["users"] == [] and "王/五" in page.success[0].value
    assert address(page) == {} and word("access_no_users", "zh") in said(page)
    assert word("access_no_user", "zh", name="王/五") in said(visit(own, on="access", who="王/五"))
    newest = Client(own, "zh").get("/log", limit=1)["items"][0]
    assert newest["kind"] == "change" and newest["what"].startswith("users.remove ")


def test_the_log_is_filtered_and_read_page_by_page(visit: Open, own: str) -> None:
    page = visit(own, on="access", part="log", user="张三", kind="read")
    told = Client(own, "zh").get("/log", user="张三", kind="read")
    every = Client(own, "zh").get("/log", limit=500)["items"]
    mine = [one["number"] for one in every if (one["user"], one["kind"]) == ("张三", "read")]
    assert told["total"] == len(mine) and told["next"] is None
    assert page.dataframe[0].value["number"].to_list() == mine[:50]
    page = visit(own, on="access", part="log")
    assert page.dataframe[0].value["number"].to_list() == list(range(ENTRIES, ENTRIES - 50, -1))
    page.button(key="turn_next_at").click().run()
    assert page.dataframe[0].value["number"].iloc[0] == ENTRIES - 50
    page.text_input(key="own_access_user").set_value("李四").run()
    assert address(page) == {"part": "log", "user": "李四"}
    assert page.dataframe[0].value["number"].iloc[0] == max(
        one["number"] for one in every if one["user"] == "李四"
    )


def test_days_are_whole_and_by_the_clock_of_this_machine(visit: Open, own: str) -> None:
    page = visit(own, on="access", part="log", since="2025-07-02", until="2025-07-03")
    assert page.dataframe[0].value["at"].to_list() == ["2025-07-03 12:00", "2025-07-02 12:00"]
    page = visit(own, on="access", part="log", since="2025-07-03", until="2025-07-02")
    assert word("access_days_wrong", "zh") in said(page) and not page.dataframe
    page = visit(own, on="access", part="log", since="1999-01-01", until="1999-12-31", lang="en")
    assert word("access_none", "en") in said(page)


def test_the_chain_is_gone_over_and_held_against_a_head_that_was_kept(visit: Open, own: str) -> None:
    head = Client(own, "zh").get("/log/head")
    page = visit(own, on="access", part="log")
    assert f"`{head['hash']}`" in [one.value for one in page.markdown]
    press(page, "access_verify")
    assert word("access_sound", "zh", number=head["number"]) == page.success[0].value
    page.text_input[-2].set_value(str(head["number"]))
    press(page, "access_verify")
    assert word("access_kept_both", "zh") in said(page)
    page.text_input[-1].set_value(head["hash"])
    press(page, "access_verify")
    assert str(head["number"]) in page.success[0].value and not page.error
    page.text_input[-1].set_value("0" * 64)
    press(page, "access_verify")
    assert page.error and not page.success


def test_it_is_for_admins(visit: Open, demo: str) -> None:
    for role in ("presenter", "planner", "auditor"):
        page = visit(demo, on="access", token=signed_in(demo, role))
        assert word("not_for_you", "zh") in said(page) and not page.text_input
