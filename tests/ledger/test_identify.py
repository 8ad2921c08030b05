"""Who is who: what is merged, what is only possible, and that identifiers do not move."""

from __future__ import annotations

import datetime as dt
import random

import polars as pl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from linli.ledger.identify import (
    NOTHING_DECIDED,
    Decided,
    Identification,
    Identified,
    InPlace,
    identifiers,
    identify,
)

KEY = b"k" * 32
DAY = dt.date(2025, 6, 30)
COLUMNS = ("series", "body", "place", "area", "name", "identity", "phone", "party_member")
SCHEMA = {**dict.fromkeys(COLUMNS, pl.String), "party_member": pl.Boolean}

Mention = tuple[str, str, str, str, str, str | None, str | None, bool | None]


def mention(
    name: str = "张三",
    body: str = "b1",
    place: str = "c1",
    area: str = "a1",
    *,
    identity: str | None = None,
    phone: str | None = None,
    party: bool | None = None,
    series: str = "s1",
) -> Mention:
    return (series, body, place, area, name, identity, phone, party)


def framed(*mentions: Mention) -> pl.DataFrame:
    return pl.DataFrame(list(mentions), schema=SCHEMA, orient="row").with_columns(
        pl.col("name").alias("name_key"),
        pl.col("body").str.slice(0, 1).alias("family"),
        pl.lit(DAY).alias("_day"),
        pl.lit(DAY).alias("_since"),
    )


def identified(*mentions: Mention, merge: InPlace = "any", decided: Decided = NOTHING_DECIDED) -> Identified:
    return identify(framed(*mentions), KEY, Identification(merge), decided)


def groups(found: Identified) -> list[int]:
    """Number of the person of each mention, by first appearance."""
    seen: dict[str, int] = {}
    return [seen.setdefault(person, len(seen)) for person in found.person]


@pytest.mark.parametrize(
    ("title", "mentions", "expected", "doubts"),
    [
        ("one name in one compound", [mention(), mention(body="b2")], [0, 0], 0),
        (
            "one name in two compounds is only possibly one",
            [mention(), mention(body="b2", place="c2")],
            [0, 1],
            1,
        ),
        (
            "one name in two communities is nothing",
            [mention(), mention(body="b2", place="c2", area="a2")],
            [0, 1],
            0,
        ),
        ("two names", [mention(), mention("李四")], [0, 1], 0),
        (
            "one identity number in two compounds",
            [mention(identity="x"), mention(body="b2", place="c2", identity="x")],
            [0, 0],
            0,
        ),
        (
            "one phone and one name",
            [mention(phone="t"), mention(body="b2", place="c2", phone="t")],
            [0, 0],
            0,
        ),
        (
            "one phone and two names: a shared phone",
            [mention(phone="t"), mention("李四", "b2", phone="t")],
            [0, 1],
            0,
        ),
        (
            "two identity numbers in one compound",
            [mention(identity="x"), mention(body="b2", identity="y")],
            [0, 1],
            0,
        ),
        ("two identity numbers in one body", [mention(identity="x"), mention(identity="y")], [0, 1], 0),
        ("member and not", [mention(party=True), mention(body="b2", party=False)], [0, 1], 0),
        ("member and unknown", [mention(party=True), mention(body="b2")], [0, 0], 0),
        (
            "a number that joins two compounds joins what is there",
            [
                mention(identity="x"),
                mention(body="b2", place="c2", identity="x"),
                mention(body="b3", place="c2"),
            ],
            [0, 0, 0],
            0,
        ),
        (
            "names alone never join two identity numbers over a third mention",
            [
                mention(identity="x", phone="t"),
                mention(body="b2", place="c2", phone="t"),
                mention(body="b3", place="c2", identity="y"),
            ],
            [0, 0, 1],
            0,
        ),
    ],
)
def test_cases(title: str, mentions: list[Mention], expected: list[int], doubts: int) -> None:
    found = identified(*mentions)
    assert groups(found) == expected, title
    assert found.may_be.height == doubts, title


def test_the_setting_leaves_names_apart() -> None:
    found = identified(mention(), mention(body="b2"), merge="never")
    assert groups(found) == [0, 1]
    assert found.may_be.height == 1


@pytest.mark.parametrize(
    ("bodies", "expected"),
    [(("p1", "p2"), [0, 0]), (("p1", "o1"), [0, 1])],
    ids=["one family", "two families"],
)
def test_the_setting_can_keep_to_one_family_of_bodies(bodies: tuple[str, str], expected: list[int]) -> None:
    found = identified(*(mention(body=body) for body in bodies), merge="family")
    assert groups(found) == expected
    assert found.may_be.height == expected[1]


def keys(*mentions: Mention) -> list[str]:
    """Keys of mentions, by which decisions name them."""
    return identified(*mentions).mention.to_list()


def test_what_somebody_confirmed_is_merged_across_communities_and_against_contradictions() -> None:
    said = [mention(party=True), mention("张叁", "b2", "c2", "a2", party=False), mention("李四", "b3", "c3")]
    a, b, c = keys(*said)
    assert groups(identified(*said, decided=Decided(same=((a, b),)))) == [0, 0, 1]
    assert groups(identified(*said, decided=Decided(same=((a, b), (b, c))))) == [0, 0, 0]
    assert groups(identified(*said, decided=Decided(same=((b, c), (a, c))))) == [0, 0, 0]


def test_a_split_takes_mentions_out_of_a_merge_and_the_identifier_stays_with_the_earliest() -> None:
    said = [mention(), mention(body="b2"), mention(body="b3")]
    first = identified(*said)
    anchor = identifiers(first.mention.to_list(), KEY).index(first.person[0])
    others = [i for i in range(3) if i != anchor]
    split = Decided(split=((first.mention[others[0]],),))
    found = identified(*said, decided=split)
    assert found.person[anchor] == found.person[others[1]] == first.person[0]
    assert found.person[others[0]] != first.person[0]
    assert found.may_be.height == 1  # they may still be one, until somebody knows that they are not
    known = Decided(split=split.split, different=((first.mention[0], first.mention[others[0] or others[1]]),))
    assert identified(*said, decided=known).may_be.height == 0
    later = Decided(split=split.split, same=((first.mention[anchor], first.mention[others[0]]),))
    assert groups(identified(*said, decided=later)) == [0, 0, 0]


def test_two_whom_somebody_knows_apart_are_not_merged_by_name_and_not_doubted() -> None:
    said = [mention(), mention(body="b2")]
    a, b = keys(*said)
    found = identified(*said, decided=Decided(different=((b, a),)))
    assert groups(found) == [0, 1]
    assert found.may_be.height == 0


def test_a_decision_about_mentions_that_are_gone_says_nothing() -> None:
    gone = Decided(same=(("x", "y"),), different=(("x", "z"),), split=(("x", "y"),))
    assert groups(identified(mention(), mention(body="b2"), decided=gone)) == [0, 0]


@pytest.mark.parametrize(
    ("areas", "basis"),
    [
        (("350502001001", "350502001"), "same_name_in_area_above"),
        (("350502001001/一片/二组", "350502001001/一片"), "same_name_in_community"),
        (("350502001001/一片/二组", "350502001001"), "same_name_in_community"),
        (("350502001001", "350502001002"), None),
        (("350502001001", "350502002"), None),
    ],
)
def test_a_street_s_cadre_may_hold_a_post_below(areas: tuple[str, str], basis: str | None) -> None:
    found = identified(*(mention(body=area, place=area, area=area) for area in areas))
    assert found.may_be["basis"].to_list() == ([basis] if basis else [])


def test_a_common_name_says_less_than_a_rare_one() -> None:
    common = [mention("王伟", f"b{i}", f"c{i}", f"a{i}") for i in range(2, 12)]
    pairs = [
        *(mention(name, f"{name}{i}", f"{name}{i}", "a1") for name in ("王伟", "闾丘示") for i in range(2)),
        *common,
    ]
    strength = dict(zip(*identified(*pairs).may_be.select("from", "strength"), strict=True))
    people = identified(*pairs).persons
    by_name = {people.filter(pl.col("id") == a)["name"].item(): s for a, s in strength.items()}
    assert by_name["闾丘示"] == 1.0
    assert by_name["王伟"] < 0.6


def test_a_later_ledger_is_believed_on_membership_and_dated() -> None:
    frame = framed(mention(party=True), mention(body="b2")).with_columns(
        pl.Series("_day", [DAY, DAY + dt.timedelta(30)])
    )
    (person,) = identify(frame, KEY, Identification()).persons.rows(named=True)
    assert (person["party_member"], person["party_member_on_min"]) == (True, DAY)


def test_another_key_is_another_workspace() -> None:
    one = identified(mention())
    assert one.person[0] != identify(framed(mention()), b"q" * 32, Identification()).person[0]


mentions = st.lists(
    st.builds(
        mention,
        st.sampled_from(["张三", "李四"]),
        st.sampled_from(["b1", "b2", "b3"]),
        st.sampled_from(["c1", "c2"]),
        st.sampled_from(["a1", "a2"]),
        identity=st.sampled_from([None, "x", "y"]),
        phone=st.sampled_from([None, "t", "u"]),
        party=st.sampled_from([None, True, False]),
    ),
    min_size=1,
    max_size=12,
)


@given(mentions, st.randoms(use_true_random=False))
def test_order_moves_nobody_and_no_cluster_contradicts_itself(
    given_: list[Mention], shuffler: random.Random
) -> None:
    found = identified(*given_)
    order = list(range(len(given_)))
    shuffler.shuffle(order)
    again = identified(*(given_[i] for i in order))
    assert [found.person[i] for i in order] == again.person.to_list()
    numbers: dict[str, set[str]] = {}
    for person, one in zip(found.person, given_, strict=True):
        numbers.setdefault(person, set())
        if one[5]:
            numbers[person].add(one[5])
    certain = {(m[6], m[4]) for m in given_ if m[6]}
    if (
        not certain
    ):  # a shared phone is stronger than a name, and may join two numbers: that is the sender's error
        assert all(len(found_numbers) <= 1 for found_numbers in numbers.values())
    assert set(found.persons["id"]) == set(found.person)
    assert all(a < b for a, b in found.may_be.select("from", "to").rows())
