"""Every kind of change, on a few facts: what is put, what ends, and what waits because it is not there."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence

import polars as pl
import pytest

from linli.analysis.scenario.apply import Applied, apply
from linli.analysis.scenario.change import Appoint, Attach, Change, End, Found, Merge, NewPost, Span, Tie
from linli.analysis.scenario.near import cut, near
from linli.analysis.scenario.tables import Facts
from linli.model import ids
from linli.model.interval import MAX
from linli.model.notation import facts

JULY = Span(dt.date(2025, 7, 1), dt.date(2025, 7, 31))
DAY = Span(dt.date(2025, 6, 30), dt.date(2025, 6, 30))
HELD, OVER = "HOLDS.Person.Post", "REPORTS_TO.Organization.Organization"
COVERED = "COVERS.Organization.Compound"
GIVEN = facts(
    Area=[{"id": "990101001001", "level": "community"}],
    Compound=[{"id": "c1"}, {"id": "c2"}],
    Organization=[
        {"id": "o0", "kind": "community_committee"},
        {"id": "o1", "kind": "compound_branch", "full_members": 7},
        {"id": "o2", "kind": "compound_branch", "full_members": 5},
        {"id": "o3", "kind": "building_group"},
        {"id": "o4", "kind": "property_company"},
        {"id": "o5", "kind": "owners_committee"},
    ],
    Post=[{"id": "t1", "kind": "secretary"}, {"id": "t2", "kind": "committee_member"}],
    Person=[{"id": "p1"}, {"id": "p2"}],
    LOCATED_IN=[{"from": "c1", "to": "990101001001"}, {"from": "c2", "to": "990101001001"}],
    POST_IN=[{"from": "t1", "to": "o1"}, {"from": "t2", "to": "o1"}],
    HOLDS=[{"from": "p1", "to": "t1", "interval": {"from": 2021}}, {"from": "p2", "to": "t2"}],
    COVERS=[
        {"id": ids.one("COVERS", "o1", "c1"), "from": "o1", "to": "c1", "mode": "own"},
        {"from": "o2", "to": "c2", "mode": "own"},
    ],
    REPORTS_TO=[{"from": "o1", "to": "o0"}, {"from": "o3", "to": "o1"}],
    SERVES=[{"from": "o4", "to": "c1"}],
)


def after(*changes: Change, names: dict[str, str] | None = None) -> tuple[Facts, Applied]:
    done = apply(GIVEN, changes, names or {})
    under = Facts(GIVEN)
    under.changed = done.changed
    return under, done


def ends(under: Facts, table: str, **wanted: str) -> dt.date:
    """The latest first day on which a fact is no longer in force."""
    frame = under[table]
    for column, value in wanted.items():
        frame = frame.filter(pl.col(column) == value)
    [last] = frame["to_max"].to_list()
    assert isinstance(last, dt.date)
    return last


def test_somebody_takes_a_post_that_is_there() -> None:
    under, done = after(Appoint("p2", "", "t1", "o1", "secretary", None, JULY, how="elected"))
    [row] = under[HELD].filter((pl.col("from") == "p2") & (pl.col("to") == "t1")).to_dicts()
    assert (row["from_min"], row["from_max"], row["to_min"], row["to_max"]) == (
        JULY.first,
        JULY.last,
        MAX,
        MAX,
    )
    assert row["appointed_by"] == "elected"
    assert {table: len(rows) for table, rows in done.touched.items()} == {HELD: 1}
    assert ends(under, HELD, **{"from": "p1"}) == MAX, "who was there is not sent away unasked"


def test_a_newcomer_takes_a_post_that_is_not_there_yet() -> None:
    one = Appoint("p9", "", "t9", "o2", "secretary", "甲", JULY, DAY, party_member=True)
    under, done = after(one, names={"p9": "试任人"})
    assert (under.row("Person", "p9") or {})["name"] == "试任人"
    assert (under.row("Person", "p9") or {})["party_member"] is True
    assert (under.row("Post", "t9") or {})["seat"] == "甲"
    assert under["POST_IN.Post.Organization"].filter(pl.col("from") == "t9")["to"].to_list() == ["o2"]
    assert set(done.touched) == {"Person", "Post", "POST_IN.Post.Organization", HELD}


def test_a_newcomer_whose_name_was_erased_waits() -> None:
    one = Appoint("p9", "", "t1", "o1", "secretary", None, JULY)
    assert after(one)[1] == Applied({}, {}, (0,))


ENDINGS: dict[str, tuple[End, Sequence[tuple[str, dict[str, str]]], Sequence[tuple[str, dict[str, str]]]]] = {
    "a term": (End("term", "t1", DAY, "p1"), [(HELD, {"from": "p1"})], [(HELD, {"from": "p2"})]),
    "a post": (
        End("post", "t1", DAY),
        [("Post", {"id": "t1"}), (HELD, {"from": "p1"})],
        [("Post", {"id": "t2"}), ("Organization", {"id": "o1"})],
    ),
    "a body": (
        End("body", "o1", DAY),
        [
            *(("Organization", {"id": "o1"}), ("Post", {"id": "t1"}), ("Post", {"id": "t2"})),
            *((HELD, {"from": "p1"}), (HELD, {"from": "p2"})),
            *((COVERED, {"from": "o1"}), (OVER, {"from": "o1"})),
        ],
        # Who reports to it does so still: that is what breaks.
        [(OVER, {"from": "o3"}), (COVERED, {"from": "o2"})],
    ),
    "a contract": (
        End("contract", "o4", DAY, "c1"),
        [("SERVES.Organization.Compound", {"from": "o4"})],
        [("Organization", {"id": "o4"})],
    ),
}


@pytest.mark.parametrize("name", ENDINGS)
def test_what_ends_ends_and_nothing_else_does(name: str) -> None:
    one, over, stays = ENDINGS[name]
    under, _ = after(one)
    for table, wanted in over:
        assert ends(under, table, **wanted) == dt.date(2025, 7, 1), (table, wanted)
    for table, wanted in stays:
        assert ends(under, table, **wanted) == MAX, (table, wanted)


def test_what_ended_before_keeps_its_end() -> None:
    early = End("term", "t1", Span(dt.date(2024, 1, 1), dt.date(2024, 12, 31)), "p1")
    under, done = after(early, End("post", "t1", DAY))
    assert ends(under, HELD, **{"from": "p1"}) == dt.date(2025, 1, 1)
    assert not done.waiting


def test_a_body_is_founded_with_posts_places_and_superior() -> None:
    one = Found("o9", "joint_branch", "990101001001", JULY, (Tie("Compound", "c1", "joint"),), "o0",
                (NewPost("t9", "secretary", None, 1),), 4)  # fmt: skip
    under, done = after(one, names={"o9": "新支部"})
    assert (under.row("Organization", "o9") or {})["full_members"] == 4
    assert under["BASED_IN.Organization.Area"]["from"].to_list() == ["o9"]
    assert under[COVERED].filter(pl.col("from") == "o9")["mode"].to_list() == ["joint"]
    assert under[OVER].filter(pl.col("from") == "o9")["to"].to_list() == ["o0"]
    assert under["POST_IN.Post.Organization"].filter(pl.col("to") == "o9")["from"].to_list() == ["t9"]
    assert not done.waiting
    assert after(one)[1].waiting == (0,), "without its name it is not there"


def test_a_merged_body_gives_what_it_does_to_the_other() -> None:
    under, _ = after(Merge("o1", "o2", DAY))
    assert ends(under, "Organization", id="o1") == dt.date(2025, 7, 1)
    [taken] = under[COVERED].filter((pl.col("from") == "o2") & (pl.col("to") == "c1")).to_dicts()
    assert taken["from_min"] == dt.date(2025, 7, 1) and taken["to_max"] == MAX
    assert ends(under, COVERED, **{"from": "o1", "to": "c1"}) == dt.date(2025, 7, 1)
    assert ends(under, OVER, **{"from": "o3", "to": "o1"}) == dt.date(2025, 7, 1)
    assert ends(under, OVER, **{"from": "o3", "to": "o2"}) == MAX
    assert (under.row("Organization", "o2") or {})["full_members"] == 12
    unknown, _ = after(Merge("o3", "o2", DAY))
    assert (unknown.row("Organization", "o2") or {})["full_members"] is None, "7 and nobody knows is no sum"


TIES: dict[str, tuple[str, str]] = {
    "compound_branch": ("o2", COVERED),
    "property_company": ("o4", "SERVES.Organization.Compound"),
    "owners_committee": ("o5", "ACTS_FOR.Organization.Compound"),
}


@pytest.mark.parametrize("kind", TIES)
def test_a_place_comes_to_a_body_by_the_link_of_its_kind(kind: str) -> None:
    body, table = TIES[kind]
    place = "c1" if kind == "compound_branch" else "c2"
    under, _ = after(Attach(body, JULY, Tie("Compound", place, "attached")))
    [row] = under[table].filter((pl.col("from") == body) & (pl.col("to") == place)).to_dicts()
    assert row["from_min"] == JULY.first


def test_a_place_that_is_covered_already_keeps_its_beginning() -> None:
    under, _ = after(Attach("o1", JULY, Tie("Compound", "c1", "joint")))
    [row] = under[COVERED].filter(pl.col("from") == "o1").to_dicts()
    assert row["mode"] == "joint" and row["from_max"] < JULY.first


def test_a_body_that_comes_under_another_leaves_where_it_stood() -> None:
    under, _ = after(Attach("o1", Span(dt.date(2025, 7, 1), dt.date(2025, 7, 1)), superior="o2"))
    assert ends(under, OVER, **{"from": "o1", "to": "o0"}) == dt.date(2025, 7, 1)
    assert ends(under, OVER, **{"from": "o1", "to": "o2"}) == MAX


def test_a_person_is_whoever_the_mention_belongs_to_now() -> None:
    one = Appoint("p1", "m1", "t2", "o1", "committee_member", None, JULY)
    done = apply(GIVEN, [one], {}, {"m1": "p2"})
    assert done.changed[HELD].filter(pl.col("from_min") == JULY.first)["from"].to_list() == ["p2"]


def test_what_lies_near_is_cut_out_with_nothing_loose() -> None:
    under, done = after(Appoint("p2", "", "t1", "o1", "secretary", None, JULY))
    frames = {name: under[name] for name in GIVEN}
    seen = near(frames, done.touched)
    assert {"p1", "p2", "t1", "o1", "c1"} <= seen.subjects
    assert "o4" not in seen.subjects, "a firm of the compound is judged only where the change is about it"
    part = cut(frames, seen.nodes)
    assert part[HELD].height == 3
    assert part["SERVES.Organization.Compound"].height == 1
