"""`linli rules …`, as a person runs it."""

from __future__ import annotations

import shlex
from dataclasses import dataclass
from pathlib import Path

import pytest

from linli.audit import pack as packs
from linli.cli.main import main
from tests.audit.packs import RULE, change


@dataclass(frozen=True)
class Said:
    code: int
    out: str
    err: str


class Person:
    """Somebody in a folder of their own, who types commands."""

    def __init__(self, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> None:
        self._capsys = capsys
        self._monkeypatch = monkeypatch

    def types(self, command: str) -> Said:
        self._monkeypatch.setattr("sys.argv", ["linli", *shlex.split(command)])
        with pytest.raises(SystemExit) as left:
            main()
        printed = self._capsys.readouterr()
        code = left.value.code
        return Said(code if isinstance(code, int) else 0, printed.out, printed.err)


@pytest.fixture
def person(tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> Person:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("LINLI_LANG", "zh")
    return Person(capsys, monkeypatch)


def test_list_and_show(person: Person) -> None:
    listed = person.types("rules list --pack yanquan")
    assert listed.code == 0
    assert {line.split()[0] for line in listed.out.splitlines()[2:]} == {
        rule.name for rule in packs.get("yanquan").rules
    }
    shown = person.types("rules show answers_to_themselves --pack chuzhou --queries")
    assert "joined = yes　" in shown.out
    assert "（由规则包 chuzhou 定）" in shown.out
    assert "未找到条文，只能提示" in shown.out
    assert "// answers_to_themselves/find.cypher" in shown.out and "RETURN" in shown.out
    english = person.types("rules show slots_unfilled --lang en").out
    assert "Rule id: slots_unfilled (version 1, pack yanquan)" in english
    assert "RETURN" not in english
    both = person.types("rules show term_lapsing --lang both").out
    assert "任期即将届满" in both and "Remedy" in both


def test_show_tells_every_part_of_every_rule(person: Person) -> None:
    """Message templates, remedy, parameters and cases of each rule are there, in both languages."""
    from linli.reports.rules import told
    from linli.services.rules import read_cases

    for name in packs.names():
        pack = packs.get(name)
        for rule in pack.rules:
            cases = read_cases(rule)
            zh, en = ("\n".join(said for _, said in told(pack, rule, cases, lang)) for lang in ("zh", "en"))
            text = rule.text
            for label in (text.title, text.citation, text.subject, text.message, text.remedy):
                assert label.zh in zh and label.en in en, rule.name
            assert all(f"{key} = {value}" in zh for key, value in rule.values.items())
            assert all(case.text.title in zh for case in cases)


def test_a_rule_that_is_not_there(person: Person) -> None:
    said = person.types("rules show post_vacnat")
    assert (said.code, "LN-A03" in said.err, "post_vacant" in said.err) == (1, True, True)
    assert person.types("rules test --pack nowhere").err.startswith("LN-A01")


def test_from_new_to_lint(person: Person, tmp_path: Path) -> None:
    begun = person.types(f"rules new {RULE}")
    assert (begun.code, begun.err) == (0, "")
    assert f"my_rules/{RULE}" in begun.out
    red = person.types("rules test --pack my_rules")
    assert red.code == 1
    assert "用例 1 个：一致 0 个，不一致 1 个。" in red.out
    assert person.types("rules lint --pack my_rules").code == 0
    find = tmp_path / "my_rules" / RULE / "find.cypher"
    change(find, "c.households > $most", "c.households IS NULL OR c.households > $most")
    change(
        find, "'fail' AS verdict", "CASE WHEN c.households IS NULL THEN 'unknown' ELSE 'fail' END AS verdict"
    )
    green = person.types("rules test --pack my_rules")
    assert (green.code, "不一致 0 个" in green.out) == (0, True)
    change(find, "MATCH (c:Compound)", "LOAD FROM 'x' MATCH (c:Compound)")
    refused = person.types("rules lint --pack my_rules --lang en")
    assert refused.code == 1
    assert "1 fault, " in refused.out and "“LOAD” has no place here" in refused.out
    stopped = person.types("rules test --pack my_rules")
    assert (stopped.code, "LN-D01" in stopped.err, "第" in stopped.err or "line" in stopped.err) == (
        1,
        True,
        True,
    )


def test_the_row_that_a_case_expects_stands_beside_the_one_found(person: Person, tmp_path: Path) -> None:
    person.types("rules new mine --from branch_too_large")
    change(
        tmp_path / "my_rules" / "mine" / "cases" / "fifty.yaml",
        "{subject: b2, members: 51",
        "{subject: b2, members: 52",
    )
    red = person.types("rules test --pack my_rules mine")
    (row,) = [line for line in red.out.splitlines() if "members: 52" in line]
    assert "subject: b2，members: 51，certain: true" in row


def test_a_pack_without_rules_of_its_own(person: Person) -> None:
    said = person.types("rules test --pack licheng")
    assert (said.code, "没有用例可试" in said.out) == (0, True)
