"""A messy ledger in a real browser, end to end: dropped, confirmed, taken in, built, sent back marked."""

from __future__ import annotations

import io
from collections.abc import Iterator

import openpyxl
import pytest
from playwright.sync_api import FilePayload, Page, expect

from linli_dashboard.client import Client
from linli_dashboard.wording import word
from tests.api import little
from tests.browser.conftest import Site, Visitor, rest, shown
from tests.browser.test_pages import grave
from tests.ledger.formats import makers

ROWS = [
    ["松涛苑业委会任职情况（2025年9月30日）"],
    ["序号", "区划代码", "小区名称", "组织名称", "职务", "负责同志", "任职起", "备注"],
    ["1", "990101001001", "松涛苑", "松涛苑业委会", "副主任", "王五", "2025.7", ""],
    ["2", "990101001001", "松涛苑", "松涛苑业委会", "委员", "李四维", "二〇二五年十三月", ""],
    ["", "", "", "", "合计", "2", "", ""],
]
"""A title line that holds the day, a heading that nobody uses, a month that is none, a line of totals."""

LONG = 60_000


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Site]:
    """Pages of a workspace of this module's own: what is handed in here is seen nowhere else."""
    with shown(little.make(tmp_path_factory.mktemp("handing"))) as one:
        yield one


def press(page: Page, key: str, **values: object) -> None:
    page.get_by_role("button", name=word(key, "zh", **values)).first.click()


def drop(page: Page, content: bytes) -> None:
    file = FilePayload(name="messy.xlsx", mimeType="application/octet-stream", buffer=content)
    page.locator("input[type=file]").set_input_files(files=[file])


@pytest.mark.parametrize("visitor", ["auditor"], indirect=True)
def test_a_messy_ledger_end_to_end(visitor: Visitor, site: Site) -> None:
    api, content = Client(site.api, "zh"), makers.workbook(ROWS)
    page = visitor.open("/ledgers")
    drop(page, content)
    expect(page.get_by_text(word("ledgers_unsure", "zh", asked="负责同志"))).to_be_visible(timeout=LONG)
    rest(page)
    take = page.get_by_role("button", name=word("ledgers_hand_in", "zh", count=1))
    expect(take).to_be_disabled()
    assert grave(page) == []
    press(page, "ledgers_confirm")
    expect(take).to_be_enabled(timeout=LONG)
    take.click()
    expect(page.get_by_text(word("ledgers_taken", "zh", files=1, tables=1))).to_be_visible(timeout=LONG)
    kept = api.get("/ledgers", limit=1)["items"][0]
    assert (kept["file"], kept["day"], kept["counts"], kept["built"]) == (
        "messy.xlsx",
        "2025-09-30",
        True,
        False,
    )
    press(page, "ledgers_build")
    job = page.get_by_text("生成图 · 完成")
    expect(job).to_be_visible(timeout=LONG)
    assert api.get("/ledgers", limit=1)["items"][0]["built"] is True
    page.get_by_text(word("ledgers_wrong", "zh"), exact=True).click()
    expect(page.get_by_text(word("ledgers_annotated_says", "zh"))).to_be_visible(timeout=LONG)
    rest(page)
    told = api.get("/ledgers/rejects")
    assert any(one["file"] == "messy.xlsx" and one["value"] == "二〇二五年十三月" for one in told["items"])
    expect(page.get_by_text(word("ledgers_wrong_file", "zh", count=told["total"]))).to_be_visible()
    drop(page, content)
    press(page, "ledgers_annotate")
    with page.expect_download(timeout=LONG) as saved:
        page.get_by_role("button", name=word("doing_save", "zh", name="annotated.xlsx")).click(timeout=LONG)
    book = openpyxl.load_workbook(io.BytesIO(saved.value.path().read_bytes()))
    cells = [cell for row in book.worksheets[-1].iter_rows() for cell in row]
    assert [cell.coordinate for cell in cells if cell.comment] == ["G4"]
