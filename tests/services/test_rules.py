"""The rules themselves: who set what, tried on their cases, begun anew; foreign packs held in check."""

from __future__ import annotations

from pathlib import Path

import pytest

from linli.audit import pack as packs
from linli.errors import DefinitionError, OutputExists, PackUnknown, RuleNameWrong, RuleUnknown
from linli.services.audit import audit
from linli.services.rules import begin, check, pack_of, read_cases, run_cases
from tests.audit.packs import RULE, change, own_pack


def test_a_rule_begins_with_a_case_that_it_does_not_pass(tmp_path: Path) -> None:
    mine = own_pack(tmp_path)
    (tried,) = run_cases(packs.load(mine))
    assert (tried.rule, tried.agrees, tried.error) == (RULE, False, None)
    differ = {one.state: (one.expected, one.found) for one in tried.compared if not one.agrees}
    assert differ == {"unknown": (("c3",), ()), "pass": (("c2",), ("c2", "c3"))}
    assert check(str(mine)) == []


def test_a_copied_rule_passes_its_cases_under_its_own_name(tmp_path: Path) -> None:
    mine = own_pack(tmp_path, copied="branch_too_large")
    (tried,) = run_cases(packs.load(mine))
    assert (tried.rule, tried.agrees) == (RULE, True)
    text = (mine / RULE / "rule.yaml").read_text("utf-8")
    original = (packs.FOLDER / "base" / "branch_too_large" / "rule.yaml").read_text("utf-8")
    assert text == original.replace("rule: branch_too_large", f"rule: {RULE}")
    assert check(str(mine)) == []


def test_a_rule_may_be_copied_to_stand_for_the_one_inherited(tmp_path: Path) -> None:
    begin(tmp_path / "mine", "post_vacant", copied="post_vacant", extends="nanan")
    mine = packs.load(tmp_path / "mine")
    assert mine.home("post_vacant") == "mine"
    assert [layer.pack for layer in mine.layers] == ["base", "nanan", "mine"]
    assert mine.rule("post_vacant").cases[0].is_relative_to(tmp_path)


@pytest.mark.parametrize("name", ["Large", "1st", "a-b", "小区", "../x", "", "post_vacant"])
def test_a_name_that_cannot_be_is_refused_and_nothing_written(name: str, tmp_path: Path) -> None:
    with pytest.raises(RuleNameWrong):
        begin(tmp_path / "mine", name)
    assert list(tmp_path.iterdir()) == []


def test_what_is_there_is_not_written_over(tmp_path: Path) -> None:
    mine = own_pack(tmp_path)
    before = (mine / RULE / "rule.yaml").read_text("utf-8")
    with pytest.raises(OutputExists):
        begin(mine, RULE)
    with pytest.raises(RuleUnknown):
        begin(mine, "other", copied="post_vacnat")
    with pytest.raises(RuleNameWrong):
        begin(tmp_path / "nanan", RULE)
    with pytest.raises(PackUnknown):
        begin(tmp_path / "yours", RULE, extends="nowhere")
    assert (mine / RULE / "rule.yaml").read_text("utf-8") == before
    assert [path.name for path in tmp_path.iterdir()] == ["mine"]


def test_who_set_what(tmp_path: Path) -> None:
    mine = own_pack(tmp_path)
    change(
        mine / "pack.yaml",
        "extends: base",
        "extends: chuzhou\nrules:\n  term_lapsing: {parameters: {soon: 60}}\n  post_vacant: {on: false}",
    )
    held = packs.load(mine)
    assert held.set_by("term_lapsing", "soon") == "mine"
    assert held.set_by("term_lapsing", "severity") == "base"
    assert held.set_by("post_vacant", "on") == "mine"
    assert held.set_by("answers_to_themselves", "joined") == "chuzhou"
    assert held.set_by(RULE, "most") == "mine"
    assert (held.home("secretary_is_grid_head"), held.home("term_lapsing")) == ("chuzhou", "base")


def test_a_rule_of_one_place_is_found_without_naming_its_pack() -> None:
    assert pack_of(None, "slots_unfilled").name == "yanquan"
    assert pack_of(None, "post_vacant").name == "base"
    with pytest.raises(RuleUnknown) as caught:
        pack_of(None, "post_vacnat").rule("post_vacnat")
    assert "post_vacant" in str(caught.value.where["near"])


def test_a_case_is_about_the_rule_as_it_is_written(tmp_path: Path) -> None:
    """A pack that sets another value does not make the cases of the rule fail."""
    mine = own_pack(tmp_path)
    change(
        mine / "pack.yaml",
        "extends: base",
        "extends: base\nrules: {branch_too_large: {parameters: {most: 5}}}",
    )
    held = packs.load(mine)
    assert held.rule("branch_too_large").values == {"most": 5}
    (tried,) = run_cases(held, ["branch_too_large"])
    assert tried.agrees
    assert [case.file for case in read_cases(held.rule("branch_too_large"))] == [tried.file]


def test_an_engine_that_cannot_run_a_rule_is_told(tmp_path: Path) -> None:
    mine = own_pack(tmp_path)
    change(mine / RULE / "find.cypher", "c.households > $most", "c.households > c.name_key + $most")
    (tried,) = run_cases(packs.load(mine))
    assert not tried.agrees
    assert tried.error is not None


ATTACKS = (
    "LOAD FROM '{secret}' WITH c, area",
    "CALL show_tables() RETURN 1 AS one",
    "COPY (MATCH (p:Person) RETURN p.name) TO '{secret}'",
    "/* */ WITH c, area",
)


@pytest.mark.parametrize("attack", ATTACKS)
@pytest.mark.parametrize("through", ["get", "extends", "link"])
def test_a_foreign_pack_that_does_more_than_read_is_never_run(
    attack: str, through: str, tmp_path: Path
) -> None:
    """By whatever way it is reached: named, extended by another, or by a link from elsewhere."""
    mine = own_pack(tmp_path)
    secret = tmp_path / "secret.csv"
    change(mine / RULE / "find.cypher", "WITH DISTINCT c, area", attack.format(secret=secret))
    name = str(mine)
    if through == "extends":
        (tmp_path / "upper").mkdir()
        (tmp_path / "upper" / "pack.yaml").write_text("pack: upper\nlabel: {zh: 甲, en: A}\nextends: mine\n")
        name = str(tmp_path / "upper")
    elif through == "link":
        (tmp_path / "elsewhere").mkdir()
        (tmp_path / "elsewhere" / "mine").symlink_to(mine)
        name = str(tmp_path / "elsewhere" / "mine")
    with pytest.raises(DefinitionError) as caught:
        audit(NoGraph(), pack_name=name)  # type: ignore[arg-type]
    assert caught.value.where["file"] == f"{RULE}/find.cypher"
    assert caught.value.where["field"] == "line 13"
    assert not secret.exists()


def test_a_folder_called_as_a_shipped_pack_does_not_stand_for_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Else whoever leaves a folder `base` where an audit is run would choose its rules."""
    for name in ("base", "nanan"):
        (tmp_path / name).mkdir()
        (tmp_path / name / "pack.yaml").write_text(f"pack: {name}\nlabel: {{zh: 甲, en: A}}\n", "utf-8")
    monkeypatch.chdir(tmp_path)
    assert packs.get("nanan").rules
    assert packs.load(own_pack(tmp_path)).home("post_vacant") == "base"
    assert packs.get("./nanan").rules == ()


class NoGraph:
    """A graph that is never asked: a pack is refused before."""

    def areas(self, area: object) -> list[str]:
        return ["990101"]
