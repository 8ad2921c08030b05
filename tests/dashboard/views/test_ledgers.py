"""The page of ledgers: dropped, understood, corrected, taken in, built; what is wrong, at odds, empty."""

from __future__ import annotations

import datetime as dt
import shutil
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from linli.services.add import Handed, add
from linli.services.build import build
from linli.workspace.layout import create as create_workspace
from linli_api.app import create
from linli_api.settings import Settings
from linli_dashboard.client import Client
from linli_dashboard.wording import word
from linli_dashboard.wording.shared import Lang
from tests.api import little
from tests.cli.test_adding import ODD
from tests.dashboard.conftest import Open, signed_in
from tests.dashboard.test_questions import address, said
from tests.ledger.tables.drawn import cases

LACKING = """\
日期：2025-06-30
区划代码,小区名称,甲方,职务,姓名,任职起
990101001001,松涛苑,松涛苑业委会,主任,张三,2022.1
"""
"""A ledger of posts whose heading of the body nobody can guess."""

OTHER = """\
社区代码,小区名称,小区类型,封闭或开放,户数
990101001001,松涛苑,商品房,封闭,421
990101001001,翠湖居,老旧小区,开放,户
"""
"""States otherwise how many households there are; one cell of it does not read."""


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A little workspace with two ledgers that disagree, to be copied."""
    workspace = little.make(tmp_path_factory.mktemp("ledgers"))
    ledger = workspace.parent / "other.csv"
    ledger.write_text(OTHER, encoding="utf-8")
    add(workspace, [ledger], Handed(day=dt.date(2025, 7, 31), mode="adds"), little.NOW)
    build(workspace, lambda stage, done=0, total=0: None)
    return workspace


@pytest.fixture
def own(made: Path, tmp_path: Path) -> Iterator[str]:
    """Address of an API on a little workspace of one test's own, where whoever comes is an admin."""
    workspace = shutil.copytree(made, tmp_path / "own")
    with little.served(create(Settings(str(workspace), demo="admin"))) as address_of_api:
        yield address_of_api


def drop(page: AppTest, name: str, text: str) -> AppTest:
    """Drop a file into the first place for files."""
    page.file_uploader[0].set_value([(name, text.encode(), "text/csv")]).run()
    assert not page.exception
    return page


def hand_in(page: AppTest) -> AppTest:
    page.button(key="own_ledgers_hand_in").click().run()
    assert not page.exception
    return page


def built(page: AppTest) -> AppTest:
    """Build, and wait for it."""
    next(one for one in page.button if one.label == word("ledgers_build", "zh")).click().run()
    for _ in range(600):
        if any(" · " in one.value for one in page.success):
            return page
        assert not page.error, page.error[0].value
        time.sleep(0.2)
        page.run()
    raise AssertionError("the build did not end")


def test_a_messy_ledger_is_confirmed_taken_in_and_built(visit: Open, own: str) -> None:
    page = drop(visit(own, on="ledgers"), "odd.csv", ODD)
    [table] = Client(own, "zh").hand_in("/ledgers/inspect", [("odd.csv", ODD.encode())], said="{}")["tables"]
    shown = page.dataframe[0].value
    assert shown["heading"].to_list() == [one["heading"] for one in table["columns"]]
    assert shown["label"].to_list() == [one["label"] for one in table["columns"]]
    assert shown["score"].to_list() == [f"{one['score']:.0%}" for one in table["columns"]]
    assert shown["why"].to_list() == [one["why"] for one in table["columns"]]
    assert word("ledgers_unsure", "zh", asked="负责同志") in said(page)
    assert page.button(key="own_ledgers_hand_in").disabled, "what is unsure is asked first"
    page.button(key="own_ledgers_confirm_0").click().run()
    assert not page.button(key="own_ledgers_hand_in").disabled
    assert not page.radio, "nothing was handed in for this series before"
    before = Client(own, "zh").get("/ledgers")["total"]
    hand_in(page)
    assert "1 份文件、1 张表" in page.success[0].value and not page.file_uploader[0].value
    kept = Client(own, "zh").get("/ledgers")
    assert kept["total"] == before + 1
    assert (kept["items"][0]["file"], kept["items"][0]["mode"]) == ("odd.csv", "replaces")
    assert word("ledgers_waiting", "zh", count=1) in said(page)
    snapshot = Client(own, "zh").get("/snapshots/current")["snapshot"]
    page = built(page)
    assert Client(own, "zh").get("/snapshots/current")["snapshot"] != snapshot
    assert word("ledgers_waiting", "zh", count=1) not in said(page)
    again = drop(visit(own, on="ledgers"), "odd.csv", ODD)
    assert word("ledgers_known", "zh", file="odd.csv").split("：")[1] in said(again)
    assert again.button(key="own_ledgers_hand_in").disabled


def test_a_heading_that_nobody_can_guess_is_said_by_hand(visit: Open, own: str) -> None:
    page = drop(visit(own, on="ledgers"), "lacking.csv", LACKING)
    assert page.error and page.button(key="own_ledgers_hand_in").disabled
    strange = next(one for one in page.selectbox if one.label.endswith("甲方"))
    strange.set_value("body")
    submit = next(one for one in page.button if one.label == word("ledgers_correct_do", "zh"))
    submit.click().run()
    assert not page.error and not page.exception
    shown = page.dataframe[0].value.set_index("heading")["label"]
    assert shown["甲方"] == "组织名称"
    assert not page.button(key="own_ledgers_hand_in").disabled
    twice = next(one for one in page.selectbox if one.label.endswith("职务"))
    twice.set_value("body")
    next(one for one in page.button if one.label == word("ledgers_correct_do", "zh")).click().run()
    assert word("ledgers_twice", "zh", columns="组织名称 \\*") in said(page)


def test_a_later_ledger_replaces_and_the_page_says_what_that_changes(visit: Open, own: str) -> None:
    text = "日期：2025-09-30\n" + "\n".join(
        line for line in little.LEDGERS["posts"].splitlines() if "李四维" not in line
    )
    page = drop(visit(own, on="ledgers"), "posts-9.csv", text)
    assert "2025-06-30" in said(page) and "李四维" in said(page), "who is gone without an end is named"
    assert page.radio[0].value == "replaces"
    hand_in(page)
    page = visit(own, on="ledgers", part="kept", state="replaced")
    assert page.dataframe[0].value["file"].to_list() == ["posts.csv"]
    [change] = Client(own, "zh").get("/ledgers/series")["changes"]
    history = page.dataframe[1].value
    assert history["gone"].to_list() == [change["gone"]] and history["who"].to_list() == ["李四维"]
    page = visit(own, on="ledgers", part="kept", kind="posts")
    assert address(page) == {"part": "kept", "kind": "posts"}
    assert page.dataframe[0].value["state"].str[0].to_list() == ["◆", "–"]


def test_what_is_wrong_and_where_ledgers_disagree(visit: Open, own: str) -> None:
    told = Client(own, "zh").get("/ledgers/rejects")["items"]
    page = visit(own, on="ledgers", part="wrong")
    shown = page.dataframe[0].value
    assert shown["address"].to_list() == [one["address"] for one in told] and told
    assert shown["do"].to_list() == [one["do"] for one in told]
    page.file_uploader[0].set_value(("other.csv", OTHER.encode(), "text/csv")).run()
    next(one for one in page.button if one.label == word("ledgers_annotate", "zh")).click().run()
    assert "annotated.xlsx" in "".join(str(one.proto) for one in page.get("download_button"))
    page = visit(own, on="ledgers", part="apart")
    told = Client(own, "zh").get("/ledgers/conflicts")["items"]
    assert told and page.dataframe[0].value["stands"].to_list() == [one["stands"] for one in told]


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_empty_ledgers_and_the_statement_that_some_are_whole(visit: Open, own: str, lang: Lang) -> None:
    page = visit(own, on="ledgers", part="blank", blank="posts", lang=lang)
    kinds = {one["kind"]: one for one in Client(own, lang).get("/ledgers/kinds")["kinds"]}
    assert page.dataframe[0].value["label"].to_list() == [
        one["label"][lang] for one in kinds["posts"]["columns"]
    ]
    next(one for one in page.button if kinds["posts"]["label"][lang] in one.label).click().run()
    assert not page.error and not page.exception
    page = visit(own, on="ledgers", part="kept", lang=lang)
    page.multiselect[0].set_value(["venues"])
    page.date_input[0].set_value(dt.date(2025, 6, 30))
    next(one for one in page.button if one.label == word("ledgers_whole_do", lang)).click().run()
    assert word("ledgers_whole_done", lang) in page.success[0].value


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_a_file_that_is_no_ledger_is_refused_in_words(visit: Open, demo: str, lang: Lang) -> None:
    page = visit(demo, on="ledgers", lang=lang)
    for name, content in (("picture.xlsx", b"\x89PNG\r\n"), ("other.csv", b"a,b\n1,2\n")):
        page.file_uploader[0].set_value([(name, content, "")]).run()
        assert not page.exception and "LN-L" in page.error[0].value
        assert word("ledgers_refused", lang) in said(page)


def test_every_manner_of_the_corpus_is_shown_or_refused(visit: Open, demo: str) -> None:
    page = visit(demo, on="ledgers")
    seen = set()
    for name, case in list(cases().items())[::12]:
        text = "\n".join(
            ",".join(cell or "" for cell in row) for row in case.sheets[0].sheet().cells.iter_rows()
        )
        drop(page, f"{name}.csv", f"日期：2025-06-30\n{text}\n")
        seen.add(bool(page.dataframe))
        assert page.dataframe or page.error, name
    assert seen == {True, False}


def test_before_anything_was_built_the_first_ledger_can_be_handed_in(visit: Open, tmp_path: Path) -> None:
    create_workspace(tmp_path / "empty")
    with little.served(create(Settings(str(tmp_path / "empty"), demo="admin"))) as empty:
        for part in ("kept", "wrong", "apart", "blank", "hand"):
            page = visit(empty, on="ledgers", part=part)
        assert word("ledgers_none_built", "zh") in said(page) and not page.error
        drop(page, "areas.csv", "日期：2025-06-30\n" + little.LEDGERS["areas"])
        hand_in(page)
        assert word("ledgers_waiting", "zh", count=1) in said(page)
        built(page)


def test_it_is_for_those_who_handle_ledgers(visit: Open, demo: str) -> None:
    for role in ("presenter", "planner"):
        page = visit(demo, on="ledgers", token=signed_in(demo, role))
        assert word("not_for_you", "zh") in said(page) and not page.file_uploader
    page = visit(demo, on="ledgers", part="nothing", token=signed_in(demo, "auditor"))
    assert "“nothing”" in said(page) and page.file_uploader
