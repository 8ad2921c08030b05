"""The page of published figures: what agrees, what differs, what has no data, and why."""

from __future__ import annotations

import shutil
from collections.abc import Iterator

import pytest

from linli_api.app import create
from linli_api.settings import Settings
from linli_dashboard.client import Client
from linli_dashboard.views.figures import SIGNS
from linli_dashboard.wording import word
from linli_dashboard.wording.shared import Lang
from tests.api import little
from tests.api.test_rules_and_figures import FIGURES
from tests.dashboard.conftest import Open
from tests.dashboard.test_questions import address, said

MORE = """\
  - id: little-differs
    row: Z2
    says: {zh: 全区有五个小区, en: There are five compounds}
    where: {zh: 结尾, en: closing}
    value: 5
    unit: {zh: 个, en: compounds}
    comparator: exactly
    as_of: unknown
    ask: {query: compounds/list, take: {count: compound}}
  - id: little-rights
    row: Z3
    says: {zh: 有五项权利, en: There are five rights}
    where: {zh: 结尾, en: closing}
    value: 5
    unit: {zh: 项, en: rights}
    comparator: exactly
    as_of: unknown
    not_a_graph_figure: {zh: 要看会议记录, en: minutes would tell}
"""


@pytest.fixture(scope="module")
def kept(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """Address of an API on a workspace that keeps published figures."""
    workspace = little.make(tmp_path_factory.mktemp("figures"))
    (workspace / "figures").mkdir()
    (workspace / "figures" / "little.yaml").write_text(FIGURES + MORE, encoding="utf-8")
    with little.served(create(Settings(str(workspace)))) as address_of_api:
        yield address_of_api
    shutil.rmtree(workspace)


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_published_stands_beside_computed_with_a_sign_of_the_result(
    visit: Open, kept: str, lang: Lang
) -> None:
    page = visit(kept, on="figures", lang=lang)
    [place] = Client(kept, lang).get("/figures")["places"]
    told = {one["says"][lang]: one for one in place["figures"]}
    shown = page.dataframe[0].value
    assert [text.split(" ")[0] for text in shown["verdict"]] == ["▲", "–", "✓"]
    for row in shown.to_dict("records"):
        one = told[row["says"]]
        assert row["verdict"] == f"{SIGNS[one['verdict']]} {word('figures_' + one['verdict'], lang)}"
        assert row["published"] == one["texts"]["published"]
        assert row["computed"] == ("—" if one["verdict"] == "not_graph" else one["texts"]["computed"])
    assert place["report"]["title"][lang] in said(page)


def test_only_some_results_are_shown_and_the_choice_is_kept(visit: Open, kept: str) -> None:
    page = visit(kept, on="figures")
    page.pills(key="own_result").select("differs").run()
    assert address(page) == {"result": "differs"}
    assert page.dataframe[0].value["says"].to_list() == ["全区有五个小区"]
    page = visit(kept, on="figures", result="cannot_tell,nothing")
    assert "“nothing”" in said(page) and word("nothing", "zh") in said(page) and not page.dataframe


def test_where_no_figures_are_kept_the_page_says_how_to_keep_some(visit: Open, kept: str) -> None:
    assert word("figures_none", "zh") in said(visit(on="figures"))
    nobody = visit(kept, on="figures", area="990101001002")
    assert word("figures_none_here", "zh") in said(nobody) and not nobody.dataframe
