"""Evidence shows its finding by itself, and shows nothing once any one of its links is gone."""

from __future__ import annotations

import datetime as dt

import pytest

from linli.audit import evidence
from linli.audit.engine import Finding, judge
from linli.audit.evidence import Evidence
from linli.audit.rule import EvidenceLink
from linli.model import schema
from linli.model.notation import Facts, facts
from linli.store.ladybug import InMemory
from tests.audit.test_cases import ASKED, Asked
from tests.queries.engines import whole

WITNESSED = [asked for asked in ASKED if asked.rule.text.evidence == "witness" and asked.case.text.fail]
DAY = dt.date(2024, 1, 1)


def found(asked: Asked, given: Facts) -> list[Finding]:
    """What the rule finds in facts, its derived links made anew."""
    store = InMemory(whole(given), schema.load())
    try:
        result = judge(asked.rule, store, asked.case.text.as_of, asked.case.text.areas)
    finally:
        store.close()
    assert result.error is None
    return list(result.findings)


def taken(asked: Asked, finding: Finding) -> Evidence:
    text = asked.case.text
    return evidence.of(asked.rule.text.links, finding.values, dict(asked.case.facts), text.as_of)


@pytest.mark.parametrize("asked", WITNESSED, ids=lambda asked: asked.name)
def test_evidence_alone_gives_the_finding_and_without_any_one_link_it_does_not(asked: Asked) -> None:
    for finding in found(asked, dict(asked.case.facts)):
        shown = taken(asked, finding)
        assert shown.lacking == ()
        # What is found may be more than one: bodies in a circle show one another.
        assert (finding.id, finding.certain) in {(one.id, one.certain) for one in found(asked, shown.facts)}
        for link in shown.links:
            assert finding.id not in {one.id for one in found(asked, shown.without(link))}, link


def test_every_rule_that_has_witnesses_is_asked() -> None:
    assert {asked.rule.name for asked in WITNESSED} == {
        asked.rule.name for asked in ASKED if asked.rule.text.evidence == "witness"
    }


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
