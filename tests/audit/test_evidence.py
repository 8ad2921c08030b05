"""Evidence shows its finding by itself; a witness shows nothing once any one of its links is gone."""

from __future__ import annotations

import datetime as dt

import pytest

from linli.audit import evidence
from linli.audit.engine import Finding
from linli.audit.evidence import Evidence, Named
from linli.audit.rule import EvidenceLink
from linli.model.notation import facts
from tests.audit.alone import Piece, answers
from tests.audit.test_cases import ASKED, Asked

DAY = dt.date(2024, 1, 1)


@pytest.fixture(scope="module")
def found() -> list[tuple[Asked, Finding]]:
    """What every case of every rule finds, and what nobody can tell."""
    asked = {f"{n:03}/": one for n, one in enumerate(ASKED)}
    pieces = [
        Piece(name, one.rule, one.case.text.as_of, one.case.text.areas, dict(one.case.facts))
        for name, one in asked.items()
    ]
    return [(asked[name], row) for name, rows in answers(pieces).items() for row in rows]


@pytest.fixture(scope="module")
def shown(found: list[tuple[Asked, Finding]]) -> list[Evidence]:
    """The evidence of each, that of one case's findings made at once."""
    made: list[Evidence] = []
    for name in dict.fromkeys(asked.name for asked, _ in found):
        mine = [(asked, finding) for asked, finding in found if asked.name == name]
        case, rule = mine[0][0].case, mine[0][0].rule
        marked = evidence.mark(rule, [one for _, one in mine], dict(case.facts), case.text.as_of)
        made += [evidence.alone(marked, n, dict(case.facts)) for n in range(len(mine))]
    return made


def test_evidence_alone_gives_the_finding_and_without_any_one_named_link_it_does_not(
    found: list[tuple[Asked, Finding]], shown: list[Evidence]
) -> None:
    pieces: list[Piece] = []
    wanted: dict[str, tuple[Finding, Named | None]] = {}
    for (asked, finding), one in zip(found, shown, strict=True):
        for link in (None, *one.links):
            name = f"{len(pieces):04}/"
            facts_ = one.without(link) if link else one.facts
            pieces.append(Piece(name, asked.rule, asked.case.text.as_of, asked.case.text.areas, facts_))
            wanted[name] = (finding, link)
    given = answers(pieces)
    for name, (finding, link) in wanted.items():
        # What is found may be more than one: bodies in a circle show one another.
        there = {(row.id, row.values["verdict"], row.certain): dict(row.values) for row in given[name]}
        key = (finding.id, finding.values["verdict"], finding.certain)
        if link is not None:
            assert finding.id not in {identity for identity, _, _ in there}, (finding, link)
        else:
            assert key in there, finding
            # Witnesses show the failure; what else a row tells of its place stands beside them.
            assert kind(finding) == "witness" or there[key] == dict(finding.values)


def kind(finding: Finding) -> str:
    return next(asked.rule.text.evidence for asked in ASKED if asked.rule.name == finding.rule)


def test_every_rule_is_asked_and_witnesses_have_links(
    found: list[tuple[Asked, Finding]], shown: list[Evidence]
) -> None:
    assert {finding.rule for _, finding in found} == {asked.rule.name for asked in ASKED}
    for (_, finding), one in zip(found, shown, strict=True):
        if finding.values["verdict"] == "fail":
            assert bool(one.links) == (kind(finding) == "witness"), finding
    assert [one.lacking for one in shown if one.lacking] == []


def test_many_findings_at_once_have_the_evidence_that_each_has(
    found: list[tuple[Asked, Finding]], shown: list[Evidence]
) -> None:
    for number, (asked, finding) in list(enumerate(found))[::9]:
        facts_ = dict(asked.case.facts)
        own = evidence.alone(evidence.mark(asked.rule, [finding], facts_, asked.case.text.as_of), 0, facts_)
        assert own.links == shown[number].links
        assert all(frame.equals(shown[number].facts[name]) for name, frame in own.facts.items())


GRAPH = facts(
    {
        "Area": [
            {"id": "s", "level": "street"},
            {"id": "k", "level": "community"},
            {"id": "x", "level": "community"},
        ],
        "Organization": [{"id": one} for one in ("o1", "o2", "o3", "o4")],
        "Post": [{"id": "t"}, {"id": "u"}],
        "Person": [{"id": "p"}, {"id": "q"}],
        "LOCATED_IN": [{"from": "k", "to": "s"}, {"from": "x", "to": "s"}],
        "BASED_IN": [{"from": "o1", "to": "k"}, {"from": "o4", "to": "x"}],
        "POST_IN": [{"from": "t", "to": "o1"}, {"from": "u", "to": "o3"}],
        "MAY_BE": [{"from": "q", "to": "p", "id": "doubt"}],
        "REPORTS_TO": [
            {"from": "o1", "to": "o2", "id": "r12"},
            {"from": "o2", "to": "o3", "id": "r23"},
            {"from": "o1", "to": "o4", "id": "r14"},
            {"from": "o4", "to": "o3", "id": "over", "interval": {"to": 2020}},
            {"from": "o1", "to": "o3", "id": "perhaps", "interval": {"to": 2024}},
        ],
        "HOLDS": [
            {"from": "p", "to": "t", "id": "a_past", "interval": {"from": 2010, "to": 2015}},
            {"from": "p", "to": "t", "id": "b_perhaps", "interval": {"from": 2016, "to": 2024}},
            {"from": "p", "to": "t", "id": "c_sure", "interval": {"from": 2020, "to": 2030}},
            {"from": "q", "to": "u", "id": "other"},
        ],
    }
)


def of(link: str, source: str | None, target: str | None, day: dt.date = DAY) -> Evidence:
    return evidence.of((EvidenceLink(link, "a", "b"),), {"a": source, "b": target}, GRAPH, day)


def identities(shown: Evidence) -> list[str]:
    return [identity for _, identity in shown.links]


def test_of_several_terms_one_that_is_certainly_in_force_is_taken() -> None:
    assert identities(of("HOLDS", "p", "t", dt.date(2024, 6, 1))) == ["c_sure"]
    assert identities(of("HOLDS", "p", "t", dt.date(2012, 6, 1))) == ["a_past"]


def test_a_term_that_the_row_names_is_taken_and_else_one_that_is_over_before_none() -> None:
    row = {"a": "p", "b": "t", "hold": "b_perhaps"}
    assert identities(evidence.of((EvidenceLink("HOLDS", "a", "b"),), row, GRAPH, DAY)) == ["b_perhaps"]
    assert identities(of("HOLDS", "p", "t", dt.date(2005, 6, 1))) == ["a_past"]


def test_a_body_covers_a_compound_in_a_building_or_a_grid_of_it() -> None:
    land = facts(
        Area=[{"id": "k", "level": "community"}],
        Compound=[{"id": "c"}, {"id": "d"}],
        Building=[{"id": "h"}, {"id": "i"}],
        Grid=[{"id": "g"}],
        Organization=[{"id": "o1"}, {"id": "o2"}],
        LOCATED_IN=[
            {"from": "c", "to": "k"},
            {"from": "h", "to": "c", "id": "h_c"},
            {"from": "h", "to": "g", "id": "h_g"},
            {"from": "i", "to": "d"},
        ],
        COVERS=[
            {"from": "o1", "to": "h", "mode": "own", "id": "o1_h"},
            {"from": "o2", "to": "g", "mode": "own", "id": "o2_g"},
        ],
    )
    links = (EvidenceLink("COVERS", "a", "b"),)

    def by(body: str, compound: str) -> list[str]:
        return identities(evidence.of(links, {"a": body, "b": compound}, land, DAY))

    assert (by("o1", "c"), by("o2", "c"), by("o1", "d")) == (["o1_h", "h_c"], ["o2_g", "h_c", "h_g"], [])


def test_a_doubt_is_found_either_way_round_and_one_person_needs_none() -> None:
    assert identities(of("MAY_BE", "p", "q")) == identities(of("MAY_BE", "q", "p")) == ["doubt"]
    assert of("MAY_BE", "p", "p").links == of("MAY_BE", "p", None).links == ()


def test_a_derived_link_is_the_walk_it_comes_from_certain_before_short_and_nothing_past() -> None:
    assert identities(of("ANSWERS_TO", "o1", "o3", dt.date(2024, 6, 1))) == ["r12", "r23"]
    assert identities(of("ANSWERS_TO", "o1", "o3", dt.date(2023, 6, 1))) == ["perhaps"]


def test_nodes_are_the_ends_and_the_way_up_from_them_and_no_others() -> None:
    shown = of("POST_IN", "t", "o1").facts
    assert {name: sorted(frame["id"]) for name, frame in shown.items() if frame.height} == {
        "Area": ["k", "s"],
        "Organization": ["o1"],
        "Post": ["t"],
        "POST_IN.Post.Organization": ["POST_IN:t:o1:0"],
        "BASED_IN.Organization.Area": ["BASED_IN:o1:k:0"],
        "LOCATED_IN.Area.Area": ["LOCATED_IN:k:s:0"],
    }
    assert set(shown) == set(GRAPH)


def test_what_the_facts_do_not_have_is_said() -> None:
    shown = of("POST_IN", "t", "o3")
    assert shown.links == ()
    assert shown.lacking == ("POST_IN t o3",)
