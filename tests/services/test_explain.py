"""Evidence gathered on the demo street and explained: facts, cells, statements, sentences, pictures."""

from __future__ import annotations

import datetime as dt
import json
import re
from dataclasses import replace
from pathlib import Path

import polars as pl
import pytest

import linli
from linli.audit import evidence, pack
from linli.audit.engine import Finding, judge
from linli.audit.explained import Explained
from linli.audit.gathered import Gathered
from linli.errors import FindingAmbiguous, FindingGone
from linli.messages.catalogue import Lang
from linli.reports.explain.chain import chain
from linli.reports.explain.drawing import draw
from linli.reports.explain.text import cypher, plain, render
from linli.reports.render import svg
from linli.services import ground, runs
from linli.services.audit import Audit, audit
from linli.services.complete import complete
from linli.services.evidence import gather
from linli.services.explain import Scope, explain, named
from linli.services.ground import OfWorkspace
from tests.audit.alone import Piece, answers
from tests.seeds.test_demo import LEDGERS
from tests.seeds.test_demo import built as demo
from tests.street import NOW, built, workspace
from tests.svg import overlapping, texts_outside

LANGS: tuple[Lang, ...] = ("zh", "en")


@pytest.fixture(scope="module")
def street(tmp_path_factory: pytest.TempPathFactory) -> Path:
    root = tmp_path_factory.mktemp("explain") / "street"
    demo(root, LEDGERS)
    return root


@pytest.fixture(scope="module")
def done(street: Path) -> Audit:
    with linli.open(street) as graph:
        return audit(graph)


@pytest.fixture(scope="module")
def land(street: Path, done: Audit) -> OfWorkspace:
    return ground.of_workspace(street, done.snapshot)


@pytest.fixture(scope="module")
def rows(done: Audit) -> list[Finding]:
    return [one for result in done.results for one in (*result.findings, *result.unknown)]


@pytest.fixture(scope="module")
def gathered(land: OfWorkspace, done: Audit, rows: list[Finding]) -> dict[str, Gathered]:
    return gather(land, done, rows)


def told(done: Audit, one: Finding, found: Gathered) -> Explained:
    rule = next(result.rule for result in done.results if result.rule.name == one.rule)
    return Explained(done.pack, done.as_of, rule, one, found)


@pytest.fixture(scope="module")
def explained(done: Audit, rows: list[Finding], gathered: dict[str, Gathered]) -> list[Explained]:
    return [told(done, one, gathered[one.id]) for one in rows]


def test_evidence_of_the_street_alone_gives_each_finding_and_no_witness_may_be_missing(
    land: OfWorkspace, done: Audit
) -> None:
    pieces: list[Piece] = []
    wanted: dict[str, tuple[Finding, bool]] = {}
    keys = {result.rule.name: result.rule.find.header.key for result in done.results}
    for result in done.results:
        found = (*result.findings, *result.unknown)
        marked = evidence.mark(result.rule, found, land.facts, done.as_of)
        for n, finding in enumerate(found):
            one = evidence.alone(marked, n, land.facts)
            for link in (None, *one.links):
                name = f"{len(pieces):04}/"
                facts = one.without(link) if link else one.facts
                pieces.append(Piece(name, result.rule, done.as_of, done.areas, facts))
                wanted[name] = (finding, link is None)
    given = answers(pieces)
    assert len(wanted) > 60
    for name, (finding, whole) in wanted.items():
        there = {told_by(row, keys[finding.rule]) for row in given[name]}
        assert (told_by(finding, keys[finding.rule]) in there) == whole, finding


def told_by(row: Finding, keys: tuple[str, ...]) -> tuple[object, ...]:
    return tuple(row.values[key] for key in (*keys, "verdict", "certain"))


def test_every_fact_names_the_cells_that_state_it(gathered: dict[str, Gathered]) -> None:
    for found in gathered.values():
        assert found.facts and found.count >= len(found.facts) and found.lacking == ()
        # What linli states itself, from decisions, stands in no ledger.
        bare = {fact.type for fact in found.facts if not fact.cells}
        assert bare <= {"Completeness", "STATED_FOR", "MAY_BE"}
    holds = [fact for found in gathered.values() for fact in found.facts if fact.type == "HOLDS"]
    assert holds
    for fact in holds:
        assert fact.ends[0].name.zh in {re.sub(r"\s", "", cell.value) for cell in fact.cells}


def test_a_store_that_knows_no_ledgers_gives_the_same_facts_without_cells(
    street: Path, done: Audit, rows: list[Finding], gathered: dict[str, Gathered]
) -> None:
    with linli.open(street) as graph:
        land = ground.of_store(graph.store, done.areas, graph.tops)
        part = ground.of_store(graph.store, ["990101001001"], graph.tops)
    for name, found in gather(land, done, rows).items():
        own = gathered[name]
        assert found.fingerprint == own.fingerprint and found.missing == own.missing
        assert {(fact.id, fact.ends) for fact in found.facts} == {(fact.id, fact.ends) for fact in own.facts}
        assert {fact.cells for fact in found.facts} == {()}
    assert part.facts["Completeness"].height == land.facts["Completeness"].height
    assert 0 < part.facts["Compound"].height < land.facts["Compound"].height


def test_absence_rests_on_statements_and_says_who_made_them(
    gathered: dict[str, Gathered], rows: list[Finding]
) -> None:
    for one in rows:
        found = gathered[one.id]
        if found.kind == "absence" and one.values["verdict"] == "fail":
            assert found.missing == ()
            assert found.statements and all(said.counts for said in found.statements)
            assert {said.at for said in found.statements} == {NOW}


def test_the_fingerprint_follows_the_facts_and_nothing_else(
    land: OfWorkspace, done: Audit, rows: list[Finding], gathered: dict[str, Gathered]
) -> None:
    again = gather(land, done, rows[:40])
    assert {name: one.fingerprint for name, one in again.items()} == {
        name: gathered[name].fingerprint for name in again
    }
    chosen = next(one for one in rows if gathered[one.id].kind == "witness")
    hold = next(fact for fact in gathered[chosen.id].facts if fact.type == "HOLDS")
    frame = land.facts[hold.table]
    other_number = pl.when(pl.col("id") == hold.id).then(pl.lit("示例〔2099〕1号")).otherwise("document")
    moved = frame.with_columns(other_number.alias("document"))
    other = ground.OfFacts(land.facts | {hold.table: moved})
    assert gather(other, done, [chosen])[chosen.id].fingerprint != gathered[chosen.id].fingerprint


def test_a_whole_population_is_counted_and_asked_again(
    done: Audit, rows: list[Finding], gathered: dict[str, Gathered], land: OfWorkspace
) -> None:
    for one in rows:
        found = gathered[one.id]
        totals = found.totals
        assert totals.population == totals.passed + totals.failed + totals.unknown + totals.not_applicable
        assert found.rerun.command == f"linli audit --pack base --area 990101 --as-of {done.as_of}"
    few = gather(land, done, rows, most=3)
    for one in rows:
        assert (
            few[one.id].count == gathered[one.id].count
            and few[one.id].fingerprint == gathered[one.id].fingerprint
        )
        assert few[one.id].statements == gathered[one.id].statements
        assert one.subject in {fact.id for fact in few[one.id].facts}


@pytest.mark.parametrize("lang", LANGS)
def test_the_chain_tells_each_fact_with_its_cell_and_ends_with_the_finding(
    explained: list[Explained], lang: Lang
) -> None:
    for one in explained:
        said = chain(one, lang)
        assert said.facts and (said.doubts != ()) == (not (one.failed and one.finding.certain))
        if one.witnessed:
            assert all("xlsx" in fact or "csv" in fact for fact in said.facts)
        text = render(one, lang)
        assert said.conclusion in text and not set("{}") & set(text)
        if lang == "en":
            assert not re.search("[，。；：]", re.sub("[^，。；：\n]*〔[^\n]*", "", said.head + said.id))


def test_one_finding_word_for_word(explained: list[Explained]) -> None:
    one = next(e for e in explained if e.rule.name == "answers_to_themselves")
    said = chain(one, "zh")
    assert said.facts[0].startswith(
        "石松年自2023年9月起任松涛苑1栋党小组党小组组长（产生方式 推荐）（来源：示例街道任职台账.xlsx 台账 "
    )
    assert said.facts[2].startswith(
        "松涛苑1栋党小组自2023年9月起隶属于松涛苑小区党支部（来源：示例街道组织台账"
    )
    assert said.conclusion.startswith("因此：石松年任松涛苑1栋党小组党小组组长，又任其上级松涛苑小区党支部")
    assert (
        chain(one, "en").facts[0].startswith("石松年 is Leader of a party group of 松涛苑1栋党小组 from 2023")
    )


def test_json_holds_all_of_it(explained: list[Explained]) -> None:
    for one in explained:
        whole = json.loads(plain(one))
        assert whole["finding"] == one.finding.id and whole["evidence"]["count"] == one.evidence.count
        assert len(whole["evidence"]["facts"]) == len(one.evidence.facts)
        assert set(whole["says"]) == {"zh", "en"} and whole["cypher"] == cypher(one)


def test_every_picture_reads_and_nothing_in_it_overlaps(explained: list[Explained]) -> None:
    for one in explained:
        text = svg.render(draw(one))
        assert overlapping(text) == [], one.finding
        assert texts_outside(text) == [], one.finding


def test_a_name_with_markup_in_it_stays_text(explained: list[Explained]) -> None:
    one = next(e for e in explained if e.witnessed)
    evil = '<script>alert("1")</script>&\x00\u202e'
    bad = one.evidence.facts[0].ends[0]
    ends = (replace(bad, name=replace(bad.name, zh=evil, en=evil)), one.evidence.facts[0].ends[1])
    facts = (replace(one.evidence.facts[0], ends=ends), *one.evidence.facts[1:])
    text = svg.render(draw(replace(one, evidence=replace(one.evidence, facts=facts))))
    assert "<script" not in text and "\x00" not in text
    assert overlapping(text) == []


def test_a_finding_is_named_by_its_beginning(done: Audit, rows: list[Finding]) -> None:
    assert named(done, rows[0].id[:9]).id == rows[0].id
    for wrong in ("f000000000", rows[0].id[:3], ""):
        with pytest.raises(FindingGone):
            named(done, wrong)


def test_two_that_begin_alike_are_told_apart(
    done: Audit, rows: list[Finding], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("linli.services.explain.PREFIX", 1)
    with pytest.raises(FindingAmbiguous):
        named(done, "f")


def test_a_finding_of_a_kept_run_is_judged_as_it_was(street: Path, done: Audit) -> None:
    rule = next(result.rule for result in done.results if result.rule.name == "compound_without_branch")
    day = dt.date(2025, 7, 15)
    with linli.open(street) as graph:
        judged = replace(done, results=(judge(rule, graph.store, day, done.areas),), as_of=day)
        runs.keep(street, runs.of(street, judged), "某人", NOW)
    one = judged.results[0].findings[0]
    found = explain(street, one.id[:9], Scope(), {})
    assert (found.as_of, found.finding.values) == (day, one.values)
    # Another day is asked for where one is given: by then nobody had stated that the ledgers are whole.
    before = explain(street, one.id, Scope(as_of=dt.date(2024, 6, 30)), {})
    assert (before.as_of, before.failed) == (dt.date(2024, 6, 30), False)
    assert [said.counts for said in before.evidence.statements] == [False, False]
    assert len(chain(before, "zh").doubts) == 2


def test_what_nobody_can_tell_says_what_is_missing_and_that_settles_it(tmp_path: Path) -> None:
    root = workspace(tmp_path)
    built(root)
    rules = pack.get("base")
    with linli.open(root) as graph:
        result = judge(rules.rule("compound_without_branch"), graph.store, graph.day, graph.tops)
        kept = Audit(rules, graph.tops, graph.day, graph.snapshot, (result,))
        runs.keep(root, runs.of(root, kept), "某人", NOW)
    doubt = result.unknown[0]
    one = explain(root, doubt.id[:9], Scope(), {})
    said = chain(one, "zh")
    assert not one.failed and len(said.doubts) == 2
    (settle,) = said.settles
    command = re.search(r"linli complete (.*) --area (\S+) --on (\S+?)，", settle)
    assert command
    kinds, area, day = command[1].split(), command[2], dt.date.fromisoformat(command[3])
    assert (kinds, day) == (["organizations", "coverage"], one.as_of)
    complete(root, kinds, area, day, "甲办", NOW)
    built(root)
    after = explain(root, doubt.id, Scope(), {})
    assert after.failed and after.evidence.missing == ()
    assert len(chain(after, "zh").statements) == 2
    assert all("甲办" in line for line in chain(after, "zh").statements)
