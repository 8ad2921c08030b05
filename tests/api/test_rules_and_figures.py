"""Rules with what they rest on, and published figures beside those computed."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from linli.audit import pack as packs
from linli_api.figures.schemas import Figures
from linli_api.rules.schemas import Rules, RuleShown
from tests.api.calling import as_role

FIGURES = """\
place: little
label: {zh: 示例区, en: The little street}
report: {file: "000", title: {zh: 试, en: Test}, published: 2025-06-30}
area: "990101"
figures:
  - id: little-compounds
    row: Z1
    says: {zh: 全区有三个小区, en: There are three compounds}
    where: {zh: 开头, en: opening}
    value: 3
    unit: {zh: 个, en: compounds}
    comparator: exactly
    as_of: unknown
    ask: {query: compounds/list, take: {count: compound}}
"""


def test_every_rule_is_told_with_its_citation(workspace: Path) -> None:
    wanted = packs.get("base").rules
    with as_role(workspace, "presenter") as client:
        listed = client.get("/rules", params={"limit": 500}).json()
        assert Rules.model_validate(listed).total == len(wanted) == len(listed["items"])
        for row in listed["items"]:
            assert row["citation"]["zh"] and row["citation"]["en"]
        name = wanted[0].name
        for lang in ("zh", "en"):
            told = client.get(f"/rules/{name}", headers={"Accept-Language": lang}).json()
            shown = RuleShown.model_validate(told)
            assert told["queries"]["find"] == wanted[0].find.text
            assert wanted[0].text.citation.text(lang) in "".join(line.says for line in shown.lines)


@pytest.mark.parametrize("pack", ["/etc", "..", "no_such_pack", "../base"])
def test_a_pack_is_named_and_no_folder_is_opened(workspace: Path, pack: str) -> None:
    with as_role(workspace, "auditor") as client:
        for path in ("/rules", "/rules/dual_entry"):
            refused = client.get(path, params={"pack": pack})
            assert (refused.status_code, refused.json()["code"]) == (404, "LN-A01")


def test_a_rule_of_another_pack_is_found_and_a_wrong_one_is_not(workspace: Path) -> None:
    other = next(name for name in packs.names() if name != "base")
    own = sorted(packs.get(other).layers[-1].own)
    with as_role(workspace, "planner") as client:
        if own:
            assert client.get(f"/rules/{own[0]}").json()["pack"] == other
        assert client.get("/rules/no_such_rule").status_code == 404


def test_figures_are_those_of_places_that_one_may_see(workspace: Path, tmp_path: Path) -> None:
    mine = tmp_path / "workspace"
    shutil.copytree(workspace, mine)
    with as_role(mine, "auditor") as client:
        missing = client.get("/figures")
        assert (missing.status_code, missing.json()["code"]) == (404, "LN-R17")
        assert str(tmp_path) not in missing.text
    (mine / "figures").mkdir()
    (mine / "figures" / "little.yaml").write_text(FIGURES, encoding="utf-8")
    with as_role(mine, "auditor") as client:
        told = client.get("/figures").json()
        Figures.model_validate(told)
        ((place,), (figure,)) = told["places"], told["places"][0]["figures"]
        assert (figure["computed"], figure["verdict"]) == ({"low": 3, "high": 3}, "holds")
        assert figure["texts"]["published"].startswith("3") and "params" not in figure
        assert place["totals"]["holds"] == 1
        tag = client.get("/figures").headers["etag"]
        changed = FIGURES.replace("value: 3", "value: 4")
        (mine / "figures" / "little.yaml").write_text(changed, encoding="utf-8")
        again = client.get("/figures", headers={"If-None-Match": tag})
        assert again.status_code == 200, "a kept file that changed is another answer"
        assert again.json()["places"][0]["figures"][0]["verdict"] == "differs"
    with as_role(mine, "auditor", ["990101001002"]) as client:
        assert client.get("/figures").json()["places"] == [], "the place is wider than what they were given"
