"""Rules about the chain of subordination, about forums, and about who heads a body."""

from __future__ import annotations

import datetime as dt

from tests.audit.oracle.facts import (
    BRANCHES,
    HEADS,
    HOLDS,
    POST_IN,
    REPORTS,
    Asked,
    Graph,
    Row,
    Term,
    Verdicts,
    certain,
    possible,
)
from tests.audit.oracle.places import lacking

RANKS = {
    "centre_household": 0,
    "building_group": 1,
    **dict.fromkeys(BRANCHES, 2),
    "community_committee": 3,
    "working_committee": 4,
    "county_committee": 5,
}
"""Levels of the party chain."""

HEADED = {
    **dict.fromkeys((*BRANCHES, "firm_branch"), ("secretary",)),
    **dict.fromkeys(("county_committee", "working_committee", "community_committee"), ("secretary",)),
    "building_group": ("group_leader",),
    "owners_committee": ("director",),
    "management_committee": ("director",),
    "residents_committee": ("director",),
    "supervisory_board": ("board_chair",),
    "council": ("council_chair",),
    "grid_team": ("grid_head",),
}


def over(graph: Graph, body: Row, day: dt.date) -> list[tuple[Row, Row]]:
    """Bodies directly above a body on the day, those that do not exist left out."""
    return [(link, above) for link, above in graph.out(REPORTS, body) if possible(day, link, above)]


def climb(graph: Graph, body: Row, day: dt.date, *, surely: bool = False) -> dict[str, tuple[int, Row]]:
    """Every body above one: how many steps up by the shortest way, and the body; `surely`, only by ways of
    which every step, and every body on them, is certain.
    """
    found: dict[str, tuple[int, Row]] = {}
    level, step = [body], 0
    while level:
        step += 1
        ahead = []
        for low in level:
            for link, above in over(graph, low, day):
                new = above["id"] not in found and above["id"] != body["id"]
                if new and (certain(day, link, above) or not surely):
                    found[above["id"]] = (step, above)
                    ahead.append(above)
        level = ahead
    return found


def chain_broken(graph: Graph, asked: Asked) -> Verdicts:
    said = Verdicts()
    for body, area in graph.bodies(asked, *BRANCHES, "building_group", "centre_household"):
        said.judge(body["id"], "pass")
        above = climb(graph, body, asked.day).values()
        if not any(one["kind"] == asked.values["top"] for _, one in above):
            lacking(said, body["id"], whole=graph.whole(area, asked, "organizations", "relations"))
    return said


def chain_circle(graph: Graph, asked: Asked) -> Verdicts:
    """One finding a body directly above that leads back."""
    said = Verdicts()
    for body, _ in graph.bodies(asked):
        for link, above in graph.out(REPORTS, body):
            if not possible(asked.day, link):
                continue
            said.judge(body["id"], "pass")
            if not possible(asked.day, above):
                continue
            if body["id"] == above["id"] or body["id"] in climb(graph, above, asked.day):
                back = climb(graph, above, asked.day, surely=True)
                sure = certain(asked.day, link, above, body)
                said.find(body["id"], sure=sure and (body["id"] == above["id"] or body["id"] in back))
    return said


def chain_level_skipped(graph: Graph, asked: Asked) -> Verdicts:
    """One finding a body directly above."""
    said = Verdicts()
    for body, _ in graph.bodies(asked, *RANKS):
        if body["kind"] != "county_committee":
            said.judge(body["id"], "pass")
        for link, above in over(graph, body, asked.day):
            if above["kind"] not in RANKS:
                continue
            step = RANKS[above["kind"]] - RANKS[body["kind"]]
            allowed = 2 if body["kind"] == "centre_household" and not asked.values["groups"] else 1
            if step > allowed:
                said.find(body["id"], sure=certain(asked.day, link, above))
    return said


def chain_levels(graph: Graph, asked: Asked) -> Verdicts:
    """The shortest way up counts; the body at the bottom is part of its chain. A chain that does not reach
    the top is for `chain_broken` to judge.
    """
    said = Verdicts()
    for body, _ in graph.bodies(asked, asked.values["lowest"]):
        steps, surely = (
            [
                step
                for step, above in climb(graph, body, asked.day, surely=only).values()
                if above["kind"] == asked.values["top"]
            ]
            for only in (False, True)
        )
        said.judge(body["id"], "pass" if steps else "not_applicable")
        if steps and not asked.values["least"] <= min(steps) + 1 <= asked.values["most"]:
            said.find(body["id"], sure=certain(asked.day, body) and min(steps) in surely)
    return said


def superior_gone(graph: Graph, asked: Asked) -> Verdicts:
    """One finding a body above that is not there yet, or may be dissolved. A link that may not have begun
    has not begun before the body above was founded.
    """
    said = Verdicts()
    for body, _ in graph.bodies(asked):
        for link, above in graph.out(REPORTS, body):
            if possible(asked.day, link):
                said.judge(body["id"], "pass")
                early = above["from_min"] > asked.day and link["from_max"] <= asked.day
                if early or above["to_min"] <= asked.day:
                    gone = not possible(asked.day, above)
                    said.find(body["id"], sure=gone and certain(asked.day, link))
    return said


def answers_to_themselves(graph: Graph, asked: Asked) -> Verdicts:
    """People with several leading posts, one of them in the areas; two who may be one count together. One
    finding a pair of posts, the one's body above the other's.
    """
    said = Verdicts()
    inside = {body["id"] for body, _ in graph.bodies(asked)}
    leaders = {
        term.person["id"] for body, _ in graph.bodies(asked) for term in graph.terms(body, asked.day, HEADS)
    }
    for person in sorted(leaders):
        terms = leading(graph, person, asked.day)
        perhaps = [t for other in graph.perhaps.get(person, ()) for t in leading(graph, other, asked.day)]
        if len({term.post["id"] for term in [*terms, *perhaps]}) < 2:
            continue
        said.judge(person, "pass")
        found: dict[tuple[str, str, str], bool] = {}
        for low in (term for term in terms if term.body["id"] in inside):
            upper = climb(graph, low.body, asked.day)
            surely = climb(graph, low.body, asked.day, surely=True)
            for high in [*terms, *perhaps]:
                if high.body["id"] not in upper or joined(low, high, asked):
                    continue
                sure = high.person["id"] == person and low.sure(asked.day) and high.sure(asked.day)
                key = low.post["id"], high.post["id"], high.person["id"]
                found[key] = found.get(key, False) or (sure and high.body["id"] in surely)
        for sure in found.values():
            said.find(person, sure=sure)
    return said


def leading(graph: Graph, person: str, day: dt.date) -> list[Term]:
    """Somebody's terms in leading posts, wherever they are."""
    somebody = graph.nodes["Person"][person]
    return [
        Term(somebody, hold, post, body)
        for hold, post in graph.out(HOLDS, somebody)
        if post["kind"] in HEADS and possible(day, hold, post)
        for link, body in graph.out(POST_IN, post)
        if possible(day, link, body)
    ]


def joined(low: Term, high: Term, asked: Asked) -> bool:
    """Whether two posts stand at one level: a community's two heads; secretary and grid head where the
    place's scheme joins them.
    """
    kinds = {low.body["kind"], high.body["kind"]}
    if kinds == {"residents_committee", "community_committee"}:
        return True
    posts = {low.post["kind"], high.post["kind"]}
    return asked.values["joined"] == "yes" and posts == {"secretary", "grid_head"}


def body_without_head(graph: Graph, asked: Asked) -> Verdicts:
    """A head's post that is vacant is for `post_vacant` to judge."""
    said = Verdicts()
    for body, area in graph.bodies(asked, *HEADED):
        posts = [
            post
            for link, post in graph.into(POST_IN, body)
            if post["kind"] in HEADED[body["kind"]] and possible(asked.day, link, post)
        ]
        said.judge(body["id"], "pass")
        if not posts:
            lacking(said, body["id"], whole=graph.whole(area, asked, "posts"))
    return said


def forum_party_missing(graph: Graph, asked: Asked) -> Verdicts:
    """One finding a party that is missing. A forum in which a branch or a committee of owners takes part is a
    compound's; another's is not asked, and of one without members nobody can tell.
    """
    said = Verdicts()
    committee = ("owners_committee", "management_committee")
    company = ("property_company",)
    community = ("community_committee", "residents_committee")
    residents = ("owners_assembly", "council", "residents_group", "neighbour_unit")
    parties = {
        3: [BRANCHES, committee, company],
        4: [(*BRANCHES, "community_committee"), committee, company, ("residents_committee",)],
        5: [community, BRANCHES, committee, company, residents],
    }
    for forum, area in graph.bodies(asked, "forum"):
        there = {
            body["kind"]
            for link, body in graph.into("MEMBER_OF.Organization.Organization", forum)
            if possible(asked.day, link, body)
        }
        if there.isdisjoint((*BRANCHES, *committee)):
            said.judge(forum["id"], "not_applicable" if there else "unknown")
            continue
        said.judge(forum["id"], "pass")
        for kinds in parties[asked.values["parties"]]:
            if there.isdisjoint(kinds):
                lacking(said, forum["id"], whole=graph.whole(area, asked, "organizations", "relations"))
    return said


RULES = {
    rule.__name__: rule
    for rule in (
        answers_to_themselves,
        body_without_head,
        chain_broken,
        chain_circle,
        chain_level_skipped,
        chain_levels,
        forum_party_missing,
        superior_gone,
    )
}
