"""Rules about two posts of one person: who sits on both of two bodies of one compound, community or company.

A pair is certain where it is one person, and the two terms and what ties the bodies to the place are all
certain; where two persons may be one it is possible, and never chained.
"""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from functools import partial

from tests.audit.oracle.facts import (
    ACTS,
    BRANCH_POSTS,
    COMMITTEE_POSTS,
    COVERS,
    ESTATE,
    HOLDS,
    POST_IN,
    SERVES,
    Asked,
    Graph,
    Row,
    Term,
    Verdicts,
    certain,
    possible,
)

GRID_POSTS = ("grid_head", "grid_member", "mobile_grid_member", "building_head", "building_assistant")

Seat = tuple[bool, Term]
"""A term, and whether its body's tie to the place is certain."""


@dataclass(frozen=True)
class Pair:
    """Two posts that one person holds, or two who may be one."""

    first: Term
    second: Term
    same: bool
    dated: bool

    @property
    def sure(self) -> bool:
        """Whether it is one person, and on the day for certain."""
        return self.same and self.dated


def seats(
    graph: Graph, tied: Iterable[tuple[Row, Row]], day: dt.date, kinds: Iterable[str] | None = None
) -> list[Seat]:
    """Terms in posts of some kinds of bodies, each body given with the link that ties it to the place."""
    return [(certain(day, link), term) for link, body in tied for term in graph.terms(body, day, kinds)]


def pairs(graph: Graph, day: dt.date, first: Iterable[Seat], second: Iterable[Seat]) -> list[Pair]:
    """Pairs of two lists of terms; a pair of posts held by one person counts once, at its surest."""
    by_person: dict[str, list[Seat]] = defaultdict(list)
    for seat in second:
        by_person[seat[1].person["id"]].append(seat)
    found: dict[tuple[str, ...], Pair] = {}
    for tied, term in first:
        me = term.person["id"]
        for other in {me, *graph.perhaps.get(me, ())}:
            for tied_b, term_b in by_person.get(other, ()):
                if term_b.post["id"] == term.post["id"]:
                    continue
                dated = tied and tied_b and term.sure(day) and term_b.sure(day)
                key = (me, other, term.post["id"], term_b.post["id"])
                if key not in found or (dated and not found[key].dated):
                    found[key] = Pair(term, term_b, other == me, dated)
    return list(found.values())


def report(said: Verdicts, found: Iterable[tuple[str, Pair]]) -> None:
    """Every pair of a subject is a finding, once: where two bodies meet in several places, by the surest."""
    surest: dict[tuple[str, ...], bool] = {}
    for subject, pair in found:
        people = pair.first.person["id"], pair.second.person["id"]
        key = (subject, *people, pair.first.post["id"], pair.second.post["id"])
        surest[key] = surest.get(key, False) or pair.sure
    for key, sure in surest.items():
        said.find(key[0], sure=sure)


# Two bodies of one compound that one person should not sit on, or that are to be told.


def committee_works_for_company(graph: Graph, asked: Asked) -> Verdicts:
    return _of_acting(graph, asked, "owners_committee", SERVES, "property_company", COMMITTEE_POSTS)


def committee_on_supervisory_board(graph: Graph, asked: Asked) -> Verdicts:
    return _of_acting(graph, asked, "owners_committee", ACTS, "supervisory_board", COMMITTEE_POSTS)


def board_works_for_company(graph: Graph, asked: Asked) -> Verdicts:
    return _of_acting(graph, asked, "supervisory_board", SERVES, "property_company", None)


def _of_acting(
    graph: Graph, asked: Asked, kind: str, table: str, other: str, kinds: Iterable[str] | None
) -> Verdicts:
    """Bodies that act for a compound, against another body there; not asked where there is no other."""
    said = Verdicts()
    found: list[tuple[str, Pair]] = []
    for compound, _ in graph.compounds(asked):
        beside = graph.at(table, compound, asked.day, other)
        second = seats(graph, beside, asked.day)
        for link, body in graph.at(ACTS, compound, asked.day, kind):
            said.judge(body["id"], "pass" if beside else "not_applicable")
            first = seats(graph, [(link, body)], asked.day, kinds)
            found += [(body["id"], pair) for pair in pairs(graph, asked.day, first, second)]
    report(said, found)
    return said


def secretary_manages_company(graph: Graph, asked: Asked) -> Verdicts:
    return _branch_and_company(graph, asked, ["secretary"], ["manager"])


def company_in_branch(graph: Graph, asked: Asked) -> Verdicts:
    return _branch_and_company(graph, asked, BRANCH_POSTS, None)


def _branch_and_company(
    graph: Graph, asked: Asked, branch_posts: Iterable[str], company_posts: Iterable[str] | None
) -> Verdicts:
    said = Verdicts()
    for compound, _ in graph.compounds(asked):
        branches, companies = graph.branches(compound, asked.day), graph.companies(compound, asked.day)
        said.judge(compound["id"], "pass" if branches and companies else "not_applicable")
        first = seats(graph, branches, asked.day, branch_posts)
        second = seats(graph, companies, asked.day, company_posts)
        report(said, [(compound["id"], pair) for pair in pairs(graph, asked.day, first, second)])
    return said


# Two bodies of one compound that somebody should sit on: targets.


def dual_entry(graph: Graph, asked: Asked) -> Verdicts:
    return _entry(graph, asked, BRANCH_POSTS, COMMITTEE_POSTS, lambda _: True)


def secretary_is_director(graph: Graph, asked: Asked) -> Verdicts:
    return _entry(graph, asked, ["secretary"], ["director"], lambda _: True)


def branch_enters_committee(graph: Graph, asked: Asked) -> Verdicts:
    entered = partial(into, graph, day=asked.day, branch_first=True)
    return _entry(graph, asked, BRANCH_POSTS, COMMITTEE_POSTS, entered)


def committee_enters_branch(graph: Graph, asked: Asked) -> Verdicts:
    entered = partial(into, graph, day=asked.day, branch_first=False)
    return _entry(graph, asked, BRANCH_POSTS, COMMITTEE_POSTS, entered)


def into(graph: Graph, pair: Pair, day: dt.date, *, branch_first: bool) -> bool | None:
    """Whether who sits in branch and committee came from the one into the other, by the origin that the
    ledger gives at a term there, else by the body that they first began in; None where neither tells.
    """
    from_branch = told(graph, pair.second, "branch_member", day)
    from_committee = told(graph, pair.first, "owners_committee_member", day)
    if from_branch and from_committee:
        return None
    if not from_branch and not from_committee:
        branch, committee = first_began(graph, pair.first), first_began(graph, pair.second)
        from_branch, from_committee = branch[1] < committee[0], committee[1] < branch[0]
    return None if from_branch == from_committee else from_branch is branch_first


def begun(graph: Graph, term: Term) -> list[Row]:
    """Every term of somebody in a body, in whichever post and at whatever time."""
    return [
        hold
        for hold, post in graph.out(HOLDS, term.person)
        if any(body["id"] == term.body["id"] for _, body in graph.out(POST_IN, post))
    ]


def told(graph: Graph, term: Term, origin: str, day: dt.date) -> bool:
    """Whether the ledger gives an origin at one of somebody's terms of the day in a body."""
    return any(hold["origin"] == origin and possible(day, hold) for hold in begun(graph, term))


def first_began(graph: Graph, term: Term) -> tuple[dt.date, dt.date]:
    """When somebody first began in a body: between which days."""
    holds = begun(graph, term)
    return min(hold["from_min"] for hold in holds), min(hold["from_max"] for hold in holds)


def of_bodies(found: Iterable[Pair]) -> list[Pair]:
    """Pairs of people and bodies: who holds several posts in one of the two sits there once, at the
    surest.
    """
    surest: dict[tuple[str, ...], Pair] = {}
    for pair in found:
        people = pair.first.person["id"], pair.second.person["id"]
        key = (*people, pair.first.body["id"], pair.second.body["id"])
        if key not in surest or pair.dated:
            surest[key] = pair
    return list(surest.values())


def _entry(
    graph: Graph,
    asked: Asked,
    branch_posts: Iterable[str],
    committee_posts: Iterable[str],
    counts: Callable[[Pair], bool | None],
) -> Verdicts:
    """Compounds with a branch and a committee in which somebody should sit on both."""
    said = Verdicts()
    for compound, area in graph.compounds(asked):
        branches, committees = graph.branches(compound, asked.day), graph.committees(compound, asked.day)
        if not branches or not committees:
            said.judge(compound["id"], "not_applicable")
            continue
        first = seats(graph, branches, asked.day, branch_posts)
        found = pairs(graph, asked.day, first, seats(graph, committees, asked.day, committee_posts))
        target(graph, asked, said, compound, area, [(pair, counts(pair)) for pair in of_bodies(found)])
    return said


def target(
    graph: Graph,
    asked: Asked,
    said: Verdicts,
    compound: Row,
    area: Row,
    found: list[tuple[Pair, bool | None]],
) -> None:
    """Met by a pair that counts; short of it where there is none and the ledger of posts is whole."""
    said.judge(compound["id"], "pass")
    if any(counts and pair.sure for pair, counts in found):
        return
    doubts = any(counts is not False or not pair.sure for pair, counts in found)
    if doubts or not graph.whole(area, asked, "posts"):
        said.judge(compound["id"], "unknown")
    else:
        said.find(compound["id"], sure=True)


def company_enters_branch(graph: Graph, asked: Asked) -> Verdicts:
    said = Verdicts()
    for compound, area in graph.compounds(asked):
        branches, companies = graph.branches(compound, asked.day), graph.companies(compound, asked.day)
        if not branches or not companies:
            said.judge(compound["id"], "not_applicable")
            continue
        first = seats(graph, branches, asked.day, BRANCH_POSTS)
        found = pairs(graph, asked.day, first, seats(graph, companies, asked.day))
        target(graph, asked, said, compound, area, [(pair, True) for pair in found])
    return said


def secretary_is_grid_head(graph: Graph, asked: Asked) -> Verdicts:
    """The grid of a compound is the one whose team covers it, or the grid that its buildings lie in."""
    said = Verdicts()
    for compound, area in graph.compounds(asked):
        branches = graph.branches(compound, asked.day)
        teams = grid_teams(graph, compound, asked.day)
        if not branches or not teams:
            said.judge(compound["id"], "not_applicable")
            continue
        first = seats(graph, branches, asked.day, ["secretary"])
        found = pairs(graph, asked.day, first, seats(graph, teams, asked.day, ["grid_head"]))
        target(graph, asked, said, compound, area, [(pair, True) for pair in found])
    return said


def grid_teams(graph: Graph, compound: Row, day: dt.date) -> list[tuple[Row, Row]]:
    """Grid teams of a compound, with each link that ties one to it."""
    teams = graph.at(COVERS, compound, day, "grid_team")
    for _, building in graph.into("LOCATED_IN.Building.Compound", compound):
        for _, grid in graph.out("LOCATED_IN.Building.Grid", building):
            teams += graph.at("COVERS.Organization.Grid", grid, day, "grid_team")
    return teams


# Bodies of a community, and companies that serve compounds of it.


def serving(graph: Graph, asked: Asked) -> dict[str, dict[str, tuple[Row, Row]]]:
    """Of every area, the companies that may serve compounds in it, each with its surest link."""
    found: dict[str, dict[str, tuple[Row, Row]]] = defaultdict(dict)
    for compound in graph.tables["Compound"]:
        area = graph.home(compound, ESTATE)
        if area is None or not possible(asked.day, compound):
            continue
        for link, company in graph.companies(compound, asked.day):
            for upper in graph.above(area):
                known = found[upper].get(company["id"])
                if known is None or (certain(asked.day, link) and not certain(asked.day, known[0])):
                    found[upper][company["id"]] = (link, company)
    return found


def of_communities(
    graph: Graph, asked: Asked, *kinds: str
) -> Iterator[tuple[Row, Row, list[tuple[Row, Row]]]]:
    """Bodies that may cover a community of the areas, with the link, and the companies that serve there."""
    companies = serving(graph, asked)
    for area in graph.tables["Area"]:
        if area["level"] == "community" and graph.inside(area, asked):
            there = list(companies.get(area["id"], {}).values())
            for link, body in graph.at("COVERS.Organization.Area", area, asked.day, *kinds):
                yield link, body, there


def community_works_for_company(graph: Graph, asked: Asked) -> Verdicts:
    said = Verdicts()
    found: list[tuple[str, Pair]] = []
    for link, body, there in of_communities(graph, asked, "community_committee", "residents_committee"):
        said.judge(body["id"], "pass" if there else "not_applicable")
        first = seats(graph, [(link, body)], asked.day)
        second = seats(graph, there, asked.day)
        found += [(body["id"], pair) for pair in pairs(graph, asked.day, first, second)]
    report(said, found)
    return said


def supervisor_in_supervised_firm(graph: Graph, asked: Asked) -> Verdicts:
    said = Verdicts()
    found: list[tuple[str, Pair]] = []
    for link, body, there in of_communities(graph, asked, "community_committee", "residents_committee"):
        for tie, post in graph.into(POST_IN, body):
            if post["kind"] == "property_supervisor" and possible(asked.day, tie, post):
                said.judge(post["id"], "pass" if there else "not_applicable")
        first = seats(graph, [(link, body)], asked.day, ["property_supervisor"])
        second = seats(graph, there, asked.day)
        found += [(pair.first.post["id"], pair) for pair in pairs(graph, asked.day, first, second)]
    report(said, found)
    return said


def grid_on_payroll(graph: Graph, asked: Asked) -> Verdicts:
    """Companies that serve compounds of the areas, and who heads or works in a grid or building anywhere."""
    said = Verdicts()
    companies = serving(graph, asked)
    there = {key: tied for top in sorted(asked.areas) for key, tied in companies.get(top, {}).items()}
    workers = [
        (True, term)
        for body in graph.tables["Organization"]
        if possible(asked.day, body) and body["kind"] != "property_company"
        for term in graph.terms(body, asked.day, GRID_POSTS)
    ]
    for company in there:
        said.judge(company, "pass")
    for pair in pairs(graph, asked.day, workers, seats(graph, there.values(), asked.day)):
        said.find(pair.second.body["id"], sure=pair.sure)
    return said


RULES = {
    rule.__name__: rule
    for rule in (
        board_works_for_company,
        branch_enters_committee,
        committee_enters_branch,
        committee_on_supervisory_board,
        committee_works_for_company,
        community_works_for_company,
        company_enters_branch,
        company_in_branch,
        dual_entry,
        grid_on_payroll,
        secretary_is_director,
        secretary_is_grid_head,
        secretary_manages_company,
        supervisor_in_supervised_firm,
    )
}
