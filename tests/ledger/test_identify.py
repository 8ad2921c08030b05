"""Who is who: what is merged, what is only possible, and that identifiers do not move."""

from __future__ import annotations

import datetime as dt
import random

import polars as pl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from linli.ledger.identify import Identification, Identified, identify

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


def identified(*mentions: Mention, merge: bool = True) -> Identified:
    frame = pl.DataFrame(list(mentions), schema=SCHEMA, orient="row").with_columns(
        pl.col("name").alias("name_key"), pl.lit(DAY).alias("_day"), pl.lit(DAY).alias("_since")
    )
    return identify(frame, KEY, Identification(merge))


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
    found = identified(mention(), mention(body="b2"), merge=False)
    assert groups(found) == [0, 1]
    assert found.may_be.height == 1


def test_a_later_ledger_is_believed_on_membership_and_dated() -> None:
    frame = pl.DataFrame([mention(party=True), mention(body="b2")], schema=SCHEMA, orient="row").with_columns(
        pl.col("name").alias("name_key"),
        pl.Series("_day", [DAY, DAY + dt.timedelta(30)]),
        pl.lit(DAY).alias("_since"),
    )
    (person,) = identify(frame, KEY, Identification()).persons.rows(named=True)
    assert (person["party_member"], person["party_member_on_min"]) == (True, DAY)


def test_another_key_is_another_workspace() -> None:
    one = identified(mention())
    frame = pl.DataFrame([mention()], schema=SCHEMA, orient="row").with_columns(
        pl.col("name").alias("name_key"), pl.lit(DAY).alias("_day"), pl.lit(DAY).alias("_since")
    )
    assert one.person[0] != identify(frame, b"q" * 32, Identification()).person[0]


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
