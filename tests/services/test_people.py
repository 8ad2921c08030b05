"""Who is who, decided by people: the pairs to look at, and decisions that count from the next build on."""

from __future__ import annotations

from pathlib import Path

import pytest

import linli
from linli.errors import DecisionUnknown, LinliError, PersonUnknown, SplitWrong
from linli.services import people
from linli.services.audit import audit
from linli.services.build import verify
from linli.services.people import Pair
from linli.workspace.layout import open_layout
from tests.street import NOW, STREET, built, workspace

POSTS = """\
990101001001,松涛苑,松涛苑小区党支部,委员,王示,,,是,2021.6,
990101001001,翠湖居,翠湖居业委会,主任,王示,,,,2022.2,
990101001001,,松涛社区党委,副书记,李四,,,,2022.3,
990101001002,兰亭里,兰亭里业委会,主任,王示,,,,2022.2,
"""
BODIES = """\
990101001001,翠湖居,,业委会,翠湖居业委会,,2022年2月,
990101001002,兰亭里,,业委会,兰亭里业委会,,2022年2月,
"""


@pytest.fixture
def root(tmp_path: Path) -> Path:
    street = {**STREET, "organizations": STREET["organizations"] + BODIES, "posts": STREET["posts"] + POSTS}
    made = workspace(tmp_path, street)
    built(made)
    return made


def doubts(root: Path) -> list[Pair]:
    with linli.open(root) as graph:
        return people.review(graph)


def bodies_of(root: Path, name: str) -> list[set[str]]:
    """The bodies in which each person of a name holds a post."""
    facts = built(root).facts()
    person = facts["Person"].filter(facts["Person"]["name"] == name).select("id")
    held = person.join(facts["HOLDS.Person.Post"], left_on="id", right_on="from", suffix="_h")
    posts = facts["POST_IN.Post.Organization"].rename({"from": "post", "to": "body"})
    named = held.join(posts, left_on="to", right_on="post", suffix="_p").join(
        facts["Organization"].select("id", "name"), left_on="body", right_on="id", suffix="_o"
    )
    return sorted((set(g["name"]) for _, g in named.group_by("id")), key=sorted)


def test_pairs_are_listed_and_those_that_would_change_an_answer_come_first(root: Path) -> None:
    pairs = doubts(root)
    assert [p.a.name for p in pairs] == ["李四", "王示"]
    assert pairs[0].effect >= pairs[1].effect
    assert {post.body for post in (*pairs[1].a.posts, *pairs[1].b.posts)} == {
        "松涛苑小区党支部",
        "翠湖居业委会",
    }


def test_findings_that_hang_on_a_pair_come_before_pairs_of_posts(root: Path) -> None:
    """The findings counted are those of the audit that are not certain and name both persons of the pair."""
    with linli.open(root) as graph:
        pairs = people.review(graph)
        found = audit(graph)
    for pair in pairs:
        both = {pair.a.person, pair.b.person}
        told = [
            one
            for result in found.results
            for one in (*result.findings, *result.unknown)
            if not one.certain and both == {str(one.values.get("person")), str(one.values.get("other"))}
        ]
        assert pair.findings == len(told)
    assert [pair.findings for pair in pairs] == sorted((p.findings for p in pairs), reverse=True)


def test_what_was_confirmed_is_one_person_after_the_next_build_until_it_is_taken_back(root: Path) -> None:
    (pair,) = [p for p in doubts(root) if p.a.name == "王示"]
    made = people.confirm(root, pair.a.person, pair.b.person, "某人", "见过本人", NOW)
    assert bodies_of(root, "王示") == [{"兰亭里业委会"}, {"松涛苑小区党支部", "翠湖居业委会"}]
    assert [p.a.name for p in doubts(root)] == ["李四"]
    # The one who was merged away is still known by the old identifier.
    with pytest.raises(PersonUnknown):
        people.confirm(root, "p" + "0" * 20, pair.b.person, "", "", NOW)
    people.differ(root, pair.a.person, pair.b.person, "", "", NOW)
    people.undo(root, made.number + 1, "", "", NOW)
    people.undo(root, made.number, "某人", "", NOW)
    assert len(bodies_of(root, "王示")) == 3
    assert len(doubts(root)) == 2
    assert people.made(root) == []
    _, differences = verify(root, lambda *_: None)
    assert differences == []


def test_two_whom_somebody_tells_apart_are_no_longer_doubted(root: Path) -> None:
    (pair,) = [p for p in doubts(root) if p.a.name == "王示"]
    people.differ(root, pair.b.person, pair.a.person, "", "", NOW)
    built(root)
    assert [p.a.name for p in doubts(root)] == ["李四"]


def test_a_person_is_split_by_bodies_and_keeps_the_identifier(root: Path) -> None:
    before = bodies_of(root, "张三")
    assert before == [{"松涛苑业委会", "松涛苑小区党支部"}]
    facts = built(root).facts()
    ids = dict(facts["Organization"].select("name", "id").iter_rows())
    person = facts["Person"].filter(facts["Person"]["name_key"] == "张三")["id"].item()
    people.split(root, person, [ids["松涛苑业委会"]], "", "", NOW)
    assert bodies_of(root, "张三") + bodies_of(root, "张 三") == [{"松涛苑业委会"}, {"松涛苑小区党支部"}]
    assert person in built(root).facts()["Person"]["id"].to_list()


def test_what_makes_no_sense_is_refused_and_not_recorded(root: Path) -> None:
    facts = built(root).facts()
    ids = dict(facts["Organization"].select("name", "id").iter_rows())
    person = facts["Person"].filter(facts["Person"]["name_key"] == "张三")["id"].item()
    refused: list[tuple[type[LinliError], object]] = [
        (SplitWrong, lambda: people.split(root, person, [ids["翠湖居业委会"]], "", "", NOW)),
        (
            SplitWrong,
            lambda: people.split(root, person, [ids["松涛苑业委会"], ids["松涛苑小区党支部"]], "", "", NOW),
        ),
        (PersonUnknown, lambda: people.confirm(root, person, person, "", "", NOW)),
        (PersonUnknown, lambda: people.differ(root, "张三", person, "", "", NOW)),
        (DecisionUnknown, lambda: people.undo(root, 7, "", "", NOW)),
    ]
    for error, act in refused:
        with pytest.raises(error):
            act()  # type: ignore[operator]
    assert people.made(root) == []


def test_decisions_hold_no_name(root: Path) -> None:
    (pair,) = [p for p in doubts(root) if p.a.name == "王示"]
    people.confirm(root, pair.a.person, pair.b.person, "某人", "王示本人说的", NOW)
    assert "王示" not in open_layout(root).decisions.read_text("utf-8")
    assert "王示本人说的" in open_layout(root).notes.read_text("utf-8")
