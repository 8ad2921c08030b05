"""Who went from which body into which: as the two rules of dual entry say it."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path

import pytest

from linli.services.audit import audit
from linli.services.complete import complete
from linli.services.crossing import entries, pairs, ways
from linli.services.graph import Graph, open_graph
from linli.services.network.known import Known, known
from tests.street import DAY, NOW, STREET, built, workspace

AREA = "990101001"
COMMUNITY = "990101001001"
BEGAN = {
    "先支": ("2020.1", "2021.1", "", ""),
    "先业": ("2021.1", "2020.1", "", ""),
    "同月": ("2021.1", "2021.1", "", ""),
    "不详": ("", "2021.1", "", ""),
    "自述": ("2021.1", "2021.1", "", "支部班子成员"),
    "反述": ("2020.1", "2021.1", "业委会成员", ""),
}
"""A compound each, named after its one person: when they began on the branch and on the committee, and which
origin either term states.
"""
CAME = {
    "先支": "branch",
    "先业": "committee",
    "同月": None,
    "不详": None,
    "自述": "branch",
    "反述": "committee",
}


def ledgers() -> dict[str, str]:
    compounds = STREET["compounds"] + "".join(f"{COMMUNITY},{one}园,商品房,封闭,100,9\n" for one in BEGAN)
    bodies, posts = STREET["organizations"], ["区划代码,小区名称,组织名称,职务,姓名,任职起,人员来源"]
    for one, (branch, committee, there, here) in BEGAN.items():
        bodies += f"{COMMUNITY},{one}园,,小区党支部,{one}园小区党支部,松涛社区党委,2018.1,9\n"
        bodies += f"{COMMUNITY},{one}园,,业委会,{one}园业委会,,2018.1,\n"
        posts.append(f"{COMMUNITY},{one}园,{one}园小区党支部,委员,{one}某,{branch},{there}")
        posts.append(f"{COMMUNITY},{one}园,{one}园业委会,委员,{one}某,{committee},{here}")
    return {**STREET, "compounds": compounds, "organizations": bodies, "posts": "\n".join(posts) + "\n"}


@pytest.fixture(scope="module")
def graph(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Graph]:
    root: Path = workspace(tmp_path_factory.mktemp("crossing"), ledgers())
    complete(root, ["posts", "organizations", "coverage"], AREA, DAY, "某人", NOW)
    built(root)
    with open_graph(root, os.environ) as opened:
        yield opened


@pytest.fixture(scope="module")
def street(graph: Graph) -> Known:
    return known(graph, graph.snapshot, graph.areas(AREA), DAY)


def named(street: Known) -> dict[str, str]:
    """Compound's name → what the one person there came from."""
    found = {}
    for one in pairs(street):
        came = None if one.came is None else one.kinds[one.bodies.index(one.came)]
        number = street.index.number(one.compound)
        assert number is not None
        word = {None: None, "compound_branch": "branch", "owners_committee": "committee"}[came]
        found[street.index.row(number)["name"].removesuffix("园")] = word
    return found


def test_somebody_came_from_where_they_began_or_from_where_their_term_says(street: Known) -> None:
    assert named(street) == CAME


def test_the_rules_of_dual_entry_say_the_same(graph: Graph, street: Known) -> None:
    done = audit(graph, pack_name="base", area=AREA, as_of=DAY)
    for rule, came in (("branch_enters_committee", "branch"), ("committee_enters_branch", "committee")):
        [result] = [one for one in done.results if one.rule.name == rule]
        passed = {
            street.index.row(number)["name"].removesuffix("园")
            for subject, state in result.states.select("subject", "state").iter_rows()
            if state == "pass" and (number := street.index.number(subject)) is not None
        }
        assert passed == {name for name, said in CAME.items() if said == came}, rule


def test_by_kinds_each_person_counts_once_a_way(street: Known) -> None:
    told = entries(street)
    both = ("compound_branch", "owners_committee")
    assert told.ways == {both: 2, both[::-1]: 2} and told.unknown == {both: 2}
    assert (told.people, told.compounds, told.of) == (6, 6, len(BEGAN) + 3)
    assert told.kinds == list(both)


def test_only_bodies_that_are_shown_count(street: Known) -> None:
    one = next(one for one in pairs(street) if one.came is not None)
    [other] = set(one.bodies) - {one.came}
    assert ways(street, one.compound, one.bodies) == {one.person: {one.came: "from", other: "into"}}
    assert ways(street, one.compound, [other]) == {}


def test_elsewhere_nobody_is_counted(graph: Graph) -> None:
    other = known(graph, graph.snapshot, graph.areas("990101001002"), DAY)
    assert pairs(other) == [] and entries(other).kinds == []
