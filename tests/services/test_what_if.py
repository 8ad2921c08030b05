"""What if: what a scenario is said to break and mend is what an audit finds once it has come true."""

from __future__ import annotations

import datetime as dt
import json
import os
import random
import shutil
from collections.abc import Iterator, Mapping
from contextlib import closing
from dataclasses import replace
from functools import cache
from pathlib import Path
from tempfile import mkdtemp

import polars as pl
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from linli.analysis.coverage.base import TABLES, base
from linli.analysis.coverage.whole import standing
from linli.analysis.scenario.change import Appoint, Attach, Change, End, Found, Merge, NewPost, Span, Tie
from linli.audit import pack as packs
from linli.errors import DefinitionError, LedgerNotFound, ParameterMissing, ParameterWrong
from linli.messages.catalogue import explain
from linli.model.schema import load as load_schema
from linli.reports import what_if as reports
from linli.services import people, runs, scenarios
from linli.services.audit import audit
from linli.services.complete import complete
from linli.services.coverage import asked
from linli.services.escalate import escalate
from linli.services.graph import open_graph
from linli.services.scenario_names import post_id
from linli.services.scenarios import Planned
from linli.services.spare import Spare
from linli.services.trial import Trial, derived, found_by
from linli.services.tried_coverage import changed as changed_coverage
from linli.services.what_if import Bench, WhatIf, opened
from linli.workspace import snapshots
from linli.workspace.layout import open_layout
from tests.street import DAY, NOW, STREET, built, hand_in, workspace

WHOLE = ("organizations", "coverage", "posts", "property")
MORE = {
    **STREET,
    "property": """\
社区代码,小区名称,物业企业名称,合同起,合同止
990101001001,松涛苑,示例物业公司,2023.1,2026.12
990101001001,翠湖居,示例物业公司,2023.1,2026.12
""",
    "posts": STREET["posts"]
    + "990101001001,松涛苑,松涛苑业委会,委员,王五,,,否,2022.2,\n"
    + "990101001001,松涛苑,示例物业公司,物业经理,赵六,,,,2023.1,\n"
    + "990101001001,,松涛社区党委,委员,王五,,,,2022.3,\n",
}
ON = Span(dt.date(2025, 6, 1), dt.date(2025, 6, 1))


@cache
def street() -> Path:
    import atexit

    folder = Path(mkdtemp(prefix="linli-what-if-"))
    atexit.register(shutil.rmtree, folder, ignore_errors=True)
    root = workspace(folder, MORE)
    complete(root, list(WHOLE), "990101001", DAY, "某人", NOW)
    built(root)
    return root


RULES = (
    "branch_enters_committee",
    "compound_without_branch",
    "post_vacant",
    "secretary_is_director",
    "term_lapsed",
    "term_outlives_body",
)
"""Rules that whole workspaces are judged by here; all of them are held to it on facts alone."""


@pytest.fixture(autouse=True)
def few_rules(monkeypatch: pytest.MonkeyPatch) -> None:
    base = packs.get("base")
    few = replace(base, rules=tuple(base.rule(name) for name in RULES))
    for module in ("what_if", "audit"):
        monkeypatch.setattr(f"linli.services.{module}.for_areas", lambda areas: few)


@pytest.fixture
def root(tmp_path: Path) -> Path:
    return Path(shutil.copytree(street(), tmp_path / "workspace"))


@pytest.fixture(scope="module")
def trial() -> Iterator[Trial]:
    """As a server has it: what one trial found of the facts serves the next."""
    snapshot = snapshots.current(open_layout(street()))
    with closing(Spare()) as spare:
        facts = spare.facts(snapshot.folder / "facts")
        made = Trial(facts, packs.get("base"), snapshot.manifest.tops, DAY, spare=spare)
        yield made
        made.close()


def drawn(trial: Trial, seed: int) -> Change:
    """Some change of the street."""
    chance = random.Random(seed)
    facts = trial.facts
    bodies = facts["Organization"].sort("id").to_dicts()
    posts = facts["POST_IN.Post.Organization"].sort("id").to_dicts()
    kinds = dict(facts["Post"].select("id", "kind").iter_rows())
    terms = facts["HOLDS.Person.Post"].sort("id").to_dicts()
    compounds = sorted(facts["Compound"]["id"])
    one, other = chance.sample(bodies, 2)
    post, term = chance.choice(posts), chance.choice(terms)
    person = chance.choice(sorted(facts["Person"]["id"]))
    made: list[Change] = [
        Appoint(person, "", post["from"], post["to"], kinds[post["from"]], None, ON),
        Appoint(person, "", post_id(one["id"], "director", "乙"), one["id"], "director", "乙", ON),
        End("term", term["to"], ON, term["from"]),
        End("post", post["from"], ON),
        End("body", one["id"], ON),
        Merge(one["id"], other["id"], ON),
        Attach(one["id"], ON, Tie("Compound", chance.choice(compounds), "joint")),
        Attach(one["id"], ON, superior=other["id"]),
        Found(
            "o" + "f" * 20, chance.choice(["compound_branch", "owners_committee"]), "990101001001", ON,
            (Tie("Compound", chance.choice(compounds)),), other["id"],
            (NewPost("t" + "f" * 20, "secretary"),),
        ),
    ]  # fmt: skip
    return chance.choice(made)


Findings = Mapping[str, set[tuple[str, str]]]


@cache
def audited(trial: Trial) -> Findings:
    """What every rule finds in the whole of the street as it is."""
    return _audited(trial, trial.facts)


def _audited(trial: Trial, frames: Mapping[str, pl.DataFrame]) -> Findings:
    trial.graph.fill(derived({table.name: frames[table.name] for table in load_schema().tables}))
    rules = [rule for rule in trial.pack.rules if rule.text.on]
    return {rule.name: verdicts(found_by(rule, trial.graph, trial)) for rule in rules}


def verdicts(rows: pl.DataFrame) -> set[tuple[str, str]]:
    return set(rows.select("id", "verdict").iter_rows()) if rows.height else set()


@settings(
    max_examples=6, deadline=None, derandomize=True,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)  # fmt: skip
@given(seeds=st.lists(st.integers(0, 10**6), min_size=1, max_size=2))
def test_judged_near_is_judged_whole(trial: Trial, seeds: list[int]) -> None:
    """Whatever is changed: the rules that it does not touch find what they found, and the others find near it
    what the audit of the whole finds there.
    """
    changes = [drawn(trial, seed) for seed in seeds]
    tried = trial.changed(changes, {"o" + "f" * 20: "新组织"})
    judged = {one.rule.name: one for one in tried.ask()}
    rules = [rule for rule in trial.pack.rules if rule.text.on]
    before, after = audited(trial), _audited(trial, tried.facts)
    for rule in rules:
        one = judged.get(rule.name)
        if one is None:
            assert before[rule.name] == after[rule.name], (rule.name, changes)
            continue
        assert one.error is None
        near = verdicts(one.before)
        assert near <= before[rule.name], (rule.name, changes)
        assert (before[rule.name] - near) | verdicts(one.after) == after[rule.name], (rule.name, changes)
    told = {(one.slot, one.place): (one.before, one.after) for one in changed_coverage(tried)}
    sides = [stands(trial, frames) for frames in (trial.facts, tried.facts)]
    changed = {key for key in {**sides[0], **sides[1]} if sides[0].get(key) != sides[1].get(key)}
    assert told == {key: (sides[0].get(key), sides[1].get(key)) for key in changed}, changes


def test_a_rule_of_areas_counts_who_comes_in(trial: Trial) -> None:
    """Somebody new on a committee is in the pooled figures of its area, as in those of the whole."""
    rule = trial.pack.rule("committees_party_share_pooled")
    posts = trial.facts["POST_IN.Post.Organization"]
    kinds = dict(trial.facts["Organization"].select("id", "kind").iter_rows())
    counted = set()
    for post, body in posts.sort("id").select("from", "to").iter_rows():
        change = Appoint("", "", post, body, "member", None, ON)
        for person in sorted(trial.facts["Person"]["id"]):
            tried = trial.changed([replace(change, person=person)], {})
            [asked_of] = [one for one in tried.ask() if one.rule.name == rule.name]
            trial.graph.fill(derived({table.name: tried.facts[table.name] for table in load_schema().tables}))
            whole = found_by(rule, trial.graph, trial).rows()
            assert asked_of.after.rows() in (whole, []), (post, person)
            if kinds[body] == "owners_committee":
                assert asked_of.after.rows() == whole
                counted.add(tuple(whole))
    assert len(counted) > 1, "the figures move"


def stands(trial: Trial, frames: Mapping[str, pl.DataFrame]) -> dict[tuple[str, str], tuple[str, str]]:
    """The state of every place of the street, slot by slot."""
    whole = derived({table.name: frames[table.name] for table in load_schema().tables})
    lazy = {name: whole[name].lazy() for name in TABLES}
    found = standing(base(lazy, trial.areas, trial.day), asked(), trial.day).rows
    told = found.filter(pl.col("state") != "not_applicable").select("slot", "place", "state", "name")
    return {(slot, place): (state, name or "") for slot, place, state, name in told.iter_rows()}


CHANGES = """\
name: 补选
changes:
  - end: 松涛苑小区党支部/书记
    holder: 张三
    on: 2025-06-15
  - appoint: {new: 试任人, party_member: 是}
    to: 松涛苑小区党支部/书记
    since: 2025-06-16
    until: 2028-06
    how: 选举
  - found: 翠湖居小区党支部
    kind: 小区党支部
    at: 翠湖居
    since: 2025-06
    reports_to: 松涛社区党委
    posts: [书记, {post: 委员, seats: 2}]
"""


def tried(root: Path, text: str = CHANGES) -> WhatIf:
    with opened(root, os.environ) as bench:
        return bench.try_(bench.plan("x.yaml", text))


def findings(root: Path) -> set[str]:
    with open_graph(root, os.environ) as graph:
        done = audit(graph)
    assert not any(result.error for result in done.results)
    return {one.id for result in done.results for one in result.findings}


def test_what_is_said_of_a_scenario_holds_once_it_is_applied_and_undone(root: Path) -> None:
    before, first = findings(root), snapshots.current(open_layout(root))
    said = tried(root)
    assert findings(root) == before, "nothing is written"
    broken = {one.finding.id for one in said.judged.broken}
    mended = {one.finding.id for one in said.judged.mended}
    assert broken and mended
    made = scenarios.decide(root, said.planned, "某人", "试", NOW)
    assert "试任人" not in open_layout(root).decisions.read_text(encoding="utf-8")
    applied = built(root)
    assert applied.manifest.hash != first.manifest.hash
    assert findings(root) == (before - mended) | broken
    assert [one.kind for one in people.made(root)] == ["scenario"]
    people.undo(root, made.number, "某人", "", NOW)
    assert built(root).manifest.digests == first.manifest.digests


def test_a_post_that_leads_nothing_leaves_the_ways_as_they_are(root: Path) -> None:
    said = tried(root, "changes: [{appoint: {new: 试任人}, to: 松涛苑业委会/委员, since: 2025-06-16}]")
    assert [(way.before, way.after) for way in said.ways]
    with open_graph(root, os.environ) as graph:
        for way in said.ways:
            assert way.before == way.after == escalate(graph, way.place)


def test_a_post_that_leads_changes_the_ways(root: Path) -> None:
    said = tried(root, "changes: [{end: 松涛苑小区党支部/书记, holder: 张三, on: 2025-06-15}]")
    assert any(way.before != way.after for way in said.ways)


def test_coverage_and_ways_are_told_side_by_side(root: Path) -> None:
    said = tried(root)
    [covered] = [one for one in said.coverage if one.slot == "branch"]
    assert (covered.name, covered.before, covered.after) == (
        "翠湖居",
        ("gap", ""),
        ("own", "翠湖居小区党支部"),
    )
    ways = {way.after.name: way for way in said.ways if way.after}
    first = ways["松涛苑"]
    assert first.before and first.after
    assert [t.name for t in first.before.path.steps[0].terms] == ["张三"]
    assert {t.name for t in first.after.path.steps[0].terms if t.person} >= {"试任人"}


def test_what_is_told_in_either_language_and_for_programs(root: Path) -> None:
    said = tried(root)
    lines = {lang: "\n".join(line for _, line in reports.judged(said, lang)) for lang in reports.LANGS}
    assert "翠湖居（松涛社区）没有单独、联合或挂靠的党支部" in lines["zh"]
    assert "Findings that it mends" in lines["en"]
    assert "试任人" in "".join(reports.head(said, "en"))
    plain = json.loads(reports.render(said, []))
    assert plain["written"] is False and len(plain["changes"]) == 3
    assert {one["rule"] for one in plain["mended"]} >= {"compound_without_branch"}
    alone = tried(root, "changes: [{end: 松涛苑小区党支部/副书记, on: 2025-06-15}]")
    compared = [line for _, line in reports.compared(said, alone, "zh")]
    assert any(line.startswith("只有“补选”能消除的问题") for line in compared)


def test_a_kept_run_of_the_day_stands_for_before(root: Path) -> None:
    text = "changes: [{end: 松涛苑小区党支部/书记, holder: 张三, on: 2025-06-15}]"
    anew = tried(root, text)
    with open_graph(root, os.environ) as graph:
        done = audit(graph)
    run = runs.keep(root, runs.of(root, done), "某人", NOW)
    kept = tried(root, text)
    assert (anew.judged.run, kept.judged.run) == (None, run.number)
    assert anew.judged.asked == kept.judged.asked < kept.judged.of
    for part in ("broken", "mended", "doubts", "settled"):
        told = [[one.finding.id for one in getattr(side.judged, part)] for side in (anew, kept)]
        assert told[0] == told[1], part


def test_an_older_snapshot_than_this_linli_is_read_as_it_is(root: Path) -> None:
    """A table or column that came later is empty, and the audit says what it can."""
    folder = snapshots.current(open_layout(root)).folder / "facts"
    (folder / "PARTNERS.Organization.Organization.parquet").unlink()
    assert tried(root).judged.broken


FAULTS = {
    "no such kind": ("changes: [{vanish: 甲}]", "changes.1.vanish"),
    "two kinds at once": ("changes: [{end: 甲, merge: 乙, on: 2025}]", "changes.1.end、merge"),
    "nothing at all": ("changes: []", "changes"),
    "a field is missing": ("changes: [{appoint: 张三, to: 松涛苑小区党支部/书记}]", "changes.1.since"),
    "a field too many": (
        "changes: [{merge: 松涛苑业委会, into: 甲, on: 2025, mode: 单独}]",
        "changes.1.mode",
    ),
    "no such body": ("changes: [{end: 松涛苑小区支部, on: 2025-06}]", "changes.1.end"),
    "no such post": ("changes: [{end: 松涛苑业委会/副主任, on: 2025-06}]", "changes.1.end"),
    "no word of posts": ("changes: [{appoint: 张三, to: 松涛苑业委会/皇帝, since: 2025}]", "changes.1.to"),
    "not body and post": ("changes: [{appoint: 张三, to: 松涛苑业委会, since: 2025}]", "changes.1.to"),
    "no such person": (
        "changes: [{appoint: 无此人, to: 松涛苑业委会/主任, since: 2025}]",
        "changes.1.appoint",
    ),
    "no date": ("changes: [{end: 松涛苑业委会, on: 六月}]", "changes.1.on"),
    "ends too early": (
        "changes: [{appoint: 张三, to: 松涛苑业委会/主任, since: 2025, until: 2024}]",
        "changes.1.until",
    ),
    "nobody of that post": (
        "changes: [{end: 松涛苑业委会/主任, holder: 李四, on: 2025-06}]",
        "changes.1.holder",
    ),
    "founded twice": (
        "changes: [{found: 松涛苑业委会, kind: 业委会, at: 松涛苑, since: 2025}]",
        "changes.1.found",
    ),
    "into itself": ("changes: [{merge: 松涛苑业委会, into: 松涛苑业委会, on: 2025}]", "changes.1.into"),
    "under itself": ("changes: [{attach: 松涛社区党委, to: 松涛社区党委, since: 2025}]", "changes.1.to"),
    "no such place": ("changes: [{attach: 无此小区, to: 松涛苑小区党支部, since: 2025}]", "changes.1.attach"),
    "in the second": (
        "changes: [{end: 松涛苑业委会, on: 2025-06}, {end: 无此组织, on: 2025-06}]",
        "changes.2.end",
    ),
    "no YAML": ("changes: [", "line"),
}


@pytest.fixture(scope="module")
def bench() -> Bench:
    given = opened(street(), os.environ)
    return given.__enter__()


@pytest.mark.parametrize("name", FAULTS)
def test_a_file_that_is_wrong_is_told_where_and_how_to_mend_it(bench: Bench, name: str) -> None:
    text, field = FAULTS[name]
    with pytest.raises(DefinitionError) as caught:
        bench.plan("x.yaml", text)
    for lang in ("zh", "en"):
        told = explain(caught.value, lang)
        assert told.where["file"] == "x.yaml" and told.where["field"].startswith(field), told.where
        assert told.where["problem"]


def test_near_names_and_chinese_fields(bench: Bench) -> None:
    with pytest.raises(DefinitionError) as caught:
        bench.plan("x.yaml", "变动: [{结束: 松涛苑小区支部, 最后一天: 2025-06}]")
    assert "松涛苑小区党支部" in explain(caught.value, "zh").what
    text = "变动: [{划归: 翠湖居, 挂到: 松涛苑小区党支部, 方式: 挂靠, 起: 2025-06}]"
    [one] = bench.plan("x.yaml", text).changes
    assert isinstance(one, Attach) and one.tie and one.tie.mode == "attached"


def test_scenarios_are_kept_under_a_name(root: Path) -> None:
    assert scenarios.kept(root) == []
    scenarios.keep(root, "补选", CHANGES, "某人", NOW)
    assert scenarios.load(root, "补选") == ("补选", CHANGES)
    assert [(one.name, one.by) for one in scenarios.kept(root)] == [("补选", "某人")]
    for name in ("../x", "", "a/b"):
        with pytest.raises(ParameterWrong):
            scenarios.keep(root, name, CHANGES, "某人", NOW)
    with pytest.raises(LedgerNotFound):
        scenarios.load(root, "没有")


def test_somebody_must_decide(root: Path) -> None:
    with pytest.raises(ParameterMissing):
        scenarios.decide(root, Planned("x", (), {}), " ", "", NOW)


def test_an_applied_scenario_waits_for_what_a_later_ledger_no_longer_names(root: Path) -> None:
    said = tried(root, "changes: [{end: 松涛苑1栋党小组, on: 2025-06}]")
    scenarios.decide(root, said.planned, "某人", "", NOW)
    built(root)
    fewer = "".join(line for line in STREET["organizations"].splitlines(True) if "1栋党小组" not in line)
    posts = "".join(line for line in MORE["posts"].splitlines(True) if "1栋党小组" not in line)
    later = dt.datetime(2025, 8, 1, 9, 0, tzinfo=dt.UTC)
    hand_in(root, root.parent / "later", {"organizations": fewer, "posts": posts}, now=later)
    assert built(root).manifest.counts["Organization"] > 0
