"""Looking a pack over: every fault is told at its place, all of them at once, in both languages."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
import yaml

from linli.audit import pack as packs
from linli.audit.lint import Note, lint
from linli.errors import DefinitionError
from tests.audit.packs import RULE, change, own_pack

CASES: list[dict[str, Any]] = yaml.safe_load((Path(__file__).parent / "faults.yaml").read_text("utf-8"))
FIND = f"{RULE}/find.cypher"
TEXT = f"{RULE}/rule.yaml"
CASE = f"{RULE}/cases/many_few_blank.yaml"


@pytest.fixture
def mine(tmp_path: Path) -> Path:
    return own_pack(tmp_path)


def faults(folder: Path) -> list[Note]:
    return [note for note in lint(folder) if note.weight == "fault"]


def remarks(folder: Path) -> list[tuple[str, str]]:
    return [(note.file, note.field) for note in lint(folder) if note.weight == "remark"]


def test_what_is_begun_has_no_fault_and_no_remark(mine: Path) -> None:
    assert lint(mine) == []
    assert [rule.name for rule in packs.load(mine).rules if rule.name == RULE] == [RULE]


@pytest.mark.parametrize("case", CASES, ids=lambda case: f"{case['file']}: {case['new'].strip()}"[:70])
def test_a_fault_is_told_at_its_place(case: dict[str, Any], mine: Path) -> None:
    change(mine / case["file"], case["old"], case["new"])
    if "also" in case:
        change(mine / case["also"][0], *case["also"][1:])
    found = faults(mine)
    at = f"mine/{case['at']}" if case["at"] == "pack.yaml" else case["at"]
    (note, *_) = [note for note in found if note.file == at and case["field"] in note.field]
    assert case["en"] in note.problem.en
    assert case["zh"] in note.problem.zh
    if not case.get("loads"):
        with pytest.raises(DefinitionError) as caught:
            packs.load(mine)
        assert case["field"] in str(caught.value.where["field"])


def test_all_faults_are_told_at_once(mine: Path) -> None:
    change(mine / "pack.yaml", "extends: base", "extends: base\nrules: {no_such: {on: false}, neither: {}}")
    change(mine / TEXT, "severity: information", "severity: breach")
    change(mine / TEXT, "有{households}户", "有{house}户")
    change(mine / FIND, "key: [subject]", "key: [other]")
    change(mine / CASE, "subject: c1, households", "subject: c1, house")
    told = {(note.file, note.field) for note in faults(mine)}
    assert told == {
        ("mine/pack.yaml", "rules.no_such"),
        ("mine/pack.yaml", "rules.neither"),
        (TEXT, "severity"),
        (TEXT, "message"),
        (FIND, "key"),
        (CASE, "fail"),
    }


def test_the_queries_are_looked_at_though_the_rule_cannot_be_read(mine: Path) -> None:
    change(mine / TEXT, "level: practice", "levl: practice")
    change(mine / FIND, "key: [subject]", "keys: [subject]")
    change(mine / FIND, "WITH DISTINCT c, area", "CALL db.labels() WITH DISTINCT c, area")
    assert {(note.file, note.field) for note in faults(mine)} == {
        (TEXT, "level"), (TEXT, "levl"), (FIND, "key"), (FIND, "keys"), (FIND, "line 13"),
    }  # fmt: skip


@pytest.mark.parametrize(
    ("file", "old", "new", "told"),
    [
        (CASE, "unknown: [{subject: c3}]", "", (f"{RULE}/cases", "unknown")),
        (CASE, "pass: [c2]", "", (f"{RULE}/cases", "pass")),
        (CASE, "fail: [{subject: c1, households: 500, certain: true}]", "", (f"{RULE}/cases", "fail")),
        (TEXT, "evidence: aggregate", "from: 2024-01-01\nto: 2020-01-01\nevidence: aggregate", (TEXT, "to")),
        (
            FIND,
            "WITH DISTINCT c, area",
            "WITH DISTINCT c, area\nOPTIONAL MATCH (c)<-[v:COVERS]-(:Organization)<-[:POST_IN]-(:Post)\n"
            "WHERE v.from_min <= $as_of\nWITH DISTINCT c, area",
            (FIND, "line 14"),
        ),
    ],
)
def test_what_makes_one_frown_is_remarked_and_loads(
    file: str, old: str, new: str, told: tuple[str, str], mine: Path
) -> None:
    change(mine / file, old, new)
    assert faults(mine) == []
    assert told in remarks(mine)
    packs.load(mine)


def test_a_sentence_that_names_no_place_is_remarked(mine: Path) -> None:
    change(mine / TEXT, '"{name}（{community}）有{households}户，超过{most}户"', '"有{households}户"')
    change(
        mine / TEXT, '"{name} ({community}) has {households} households, more than {most}"', '"{households}"'
    )
    assert remarks(mine) == [(TEXT, "message")]


def test_absence_says_why_nobody_can_tell(mine: Path) -> None:
    change(mine / TEXT, "evidence: aggregate", "evidence: absence\nneeds: [compounds]")
    text = (mine / TEXT).read_text("utf-8")
    (line,) = [line for line in text.splitlines() if line.startswith("unknown:")]
    change(mine / TEXT, line + "\n", "")
    assert remarks(mine) == [(TEXT, "unknown")]


@pytest.mark.parametrize("name", ["rule.yaml", "find.cypher", "population.cypher"])
@pytest.mark.parametrize(
    ("content", "said"),
    [
        ("标题".encode("gb18030"), "UTF-8"),
        (b"", "should be a mapping"),
        (b"[" * 100_000, "nested too deeply"),
        (b"#" * (2 << 20), "larger than"),
        (None, "no such file"),
    ],
    ids=["other encoding", "empty", "nested", "large", "missing"],
)
def test_no_file_makes_it_fail(name: str, content: bytes | None, said: str, mine: Path) -> None:
    path = mine / RULE / name
    path.unlink()
    if content is not None:
        path.write_bytes(b"// " * name.endswith("cypher") + content)
    found = [note for note in faults(mine) if note.file == f"{RULE}/{name}"]
    assert said in found[0].problem.en
    assert found[0].problem.zh


def test_a_file_of_notepad_is_read(mine: Path) -> None:
    """Windows writes a mark before the text and ends lines in its own way."""
    for path in [mine / "pack.yaml", *(mine / RULE).rglob("*.*")]:
        if path.is_file():
            path.write_bytes(b"\xef\xbb\xbf" + path.read_bytes().replace(b"\n", b"\r\n"))
    assert lint(mine) == []
    packs.load(mine)


def test_the_shipped_packs_have_no_faults() -> None:
    assert {name: found for name in packs.names() if (found := faults(packs.find(name)))} == {}
