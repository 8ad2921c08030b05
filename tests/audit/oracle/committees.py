"""Rules about owners' committees."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from dataclasses import dataclass

from tests.audit.oracle.facts import (
    ACTS,
    BRANCH_POSTS,
    COMMITTEE_POSTS,
    Asked,
    Graph,
    Row,
    Term,
    Verdicts,
    certain,
    possible,
)
from tests.audit.oracle.pairs import Pair, pairs, report, seats


def members(graph: Graph, committee: Row, day: dt.date) -> dict[str, list[Term]]:
    """Members of a committee who may be in office on the day, by person; alternates do not count."""
    found: dict[str, list[Term]] = defaultdict(list)
    for term in graph.terms(committee, day):
        if term.post["kind"] != "alternate_member":
            found[term.person["id"]].append(term)
    return found


def in_office(terms: list[Term], day: dt.date) -> bool:
    """Whether somebody is certainly in office by one of the terms."""
    return any(certain(day, term.hold) for term in terms)


def committee_size(graph: Graph, asked: Asked) -> Verdicts:
    """Odd, and within range. The number that the ledger of bodies states counts; else those in office, and
    then too few, or an even number, is a failure only where the ledger of posts is whole. Of a committee of
    which nobody is known, nobody can tell.
    """
    said = Verdicts()
    for committee, area in graph.bodies(asked, "owners_committee"):
        found = members(graph, committee, asked.day)
        low = sum(in_office(terms, asked.day) for terms in found.values())
        sizes = range(low, len(found) + 1)
        if stated := committee["members"]:
            sizes = range(stated, stated + 1)
        if not sizes[-1]:
            said.judge(committee["id"], "unknown")
            continue
        said.judge(committee["id"], "pass")
        right = [asked.values["least"] <= size <= asked.values["most"] and size % 2 == 1 for size in sizes]
        whole = bool(stated) or graph.whole(area, asked, "posts")
        if sizes[0] > asked.values["most"] or (whole and not any(right)):
            said.find(committee["id"], sure=bool(stated) or not one_may_be_another(graph, found))
        elif not all(right):
            said.judge(committee["id"], "unknown")
    return said


def one_may_be_another(graph: Graph, found: dict[str, list[Term]]) -> bool:
    """Whether two of some people may be one."""
    return any(not graph.perhaps.get(person, set()).isdisjoint(found) for person in found)


@dataclass
class Share:
    """Members in office, and how many of them are party members and others: certainly, and possibly."""

    members: int = 0
    party: int = 0
    party_possible: int = 0
    others: int = 0
    others_possible: int = 0

    def add(self, terms: list[Term], day: dt.date) -> None:
        """Count one more member."""
        status, sure = terms[0].person["party_member"], in_office(terms, day)
        self.members += 1
        self.party += status is True and sure
        self.party_possible += status is not False
        self.others += status is False and sure
        self.others_possible += status is not True

    def judged(self, target: float, *, whole: bool) -> str:
        """At the target whatever is doubtful; below it whatever is doubtful; or nobody can tell."""
        if not self.members:
            return "unknown"
        if self.party >= target * (self.party + self.others_possible):
            return "pass"
        below = self.party_possible < target * (self.party_possible + self.others)
        return "fail" if below and whole else "unknown"


def share(graph: Graph, committee: Row, day: dt.date) -> Share:
    """The share of one committee."""
    found = Share()
    for terms in members(graph, committee, day).values():
        found.add(terms, day)
    return found


def whole(graph: Graph, committee: Row, area: Row, count: int, asked: Asked) -> bool:
    """Whether all members are known: by a statement, or since there are as many as the body has."""
    reached = committee["members"] is not None and count >= committee["members"]
    return bool(reached) or graph.whole(area, asked, "posts")


def verdict(said: Verdicts, subject: str, state: str) -> None:
    """A state without more than one finding; what is counted as it stands is certain."""
    if state == "fail":
        said.find(subject, sure=True)
    else:
        said.judge(subject, state)


def committee_party_share(graph: Graph, asked: Asked) -> Verdicts:
    said = Verdicts()
    for committee, area in graph.bodies(asked, "owners_committee"):
        found = share(graph, committee, asked.day)
        complete = whole(graph, committee, area, found.members, asked)
        verdict(said, committee["id"], found.judged(asked.values["share"], whole=complete))
    return said


def committees_party_share_pooled(graph: Graph, asked: Asked) -> Verdicts:
    """One subject an area that was asked for."""
    said = Verdicts()
    for top in sorted(asked.areas):
        pooled, complete, there = Share(), True, False
        for committee, area in graph.bodies(Asked(asked.day, frozenset({top})), "owners_committee"):
            found = members(graph, committee, asked.day)
            there, complete = True, complete and whole(graph, committee, area, len(found), asked)
            for terms in found.values():
                pooled.add(terms, asked.day)
        state = pooled.judged(asked.values["share"], whole=complete) if there else "not_applicable"
        verdict(said, top, state)
    return said


def committee_not_red(graph: Graph, asked: Asked) -> Verdicts:
    """Red: enough party members, and, where the pack asks for it, a director who is one."""
    said = Verdicts()
    for committee, area in graph.bodies(asked, "owners_committee"):
        found = share(graph, committee, asked.day)
        complete = whole(graph, committee, area, found.members, asked)
        parts = [found.judged(asked.values["share"], whole=complete)]
        if asked.values["chair"]:
            parts.append(of_director(graph, committee, asked.day, whole=complete))
        state = max(parts, key=("pass", "unknown", "fail").index)
        verdict(said, committee["id"], state if found.members else "unknown")
    return said


def of_director(graph: Graph, committee: Row, day: dt.date, *, whole: bool) -> str:
    """Whether the director is a party member. One who certainly is in office and is none settles it; that
    there is none at all, only a ledger that is whole.
    """
    heads = [terms for terms in members(graph, committee, day).values() if directs(terms)]
    if any(terms[0].person["party_member"] is True and in_office(terms, day) for terms in heads):
        return "pass"
    if any(terms[0].person["party_member"] is not False for terms in heads):
        return "unknown"
    return "fail" if whole or any(in_office(terms, day) for terms in heads) else "unknown"


def directs(terms: list[Term]) -> bool:
    """Whether one of somebody's terms is the director's."""
    return any(term.post["kind"] == "director" for term in terms)


def committee_not_filed(graph: Graph, asked: Asked) -> Verdicts:
    """A committee without a filing number of its own or with its compound; one that was founded within the
    days is not asked.
    """
    said = Verdicts()
    for committee, area in graph.bodies(asked, "owners_committee"):
        grace = dt.timedelta(days=asked.values["grace"])
        acts = [link for link, _ in graph.out(ACTS, committee) if possible(asked.day, link)]
        numbers = [committee["filing"], *(link["document"] for link in acts)]
        if committee["from_min"] + grace > asked.day:
            said.judge(committee["id"], "not_applicable")
        elif any(numbers):
            said.judge(committee["id"], "pass")
        elif graph.whole(area, asked, "organizations"):
            due = committee["from_max"] + grace <= asked.day < committee["to_min"]
            said.find(committee["id"], sure=due)
        else:
            said.judge(committee["id"], "unknown")
    return said


def committee_member_not_owner(graph: Graph, asked: Asked) -> Verdicts:
    """One finding a member's term."""
    said = Verdicts()
    for committee, _ in graph.bodies(asked, "owners_committee"):
        found = [term for terms in members(graph, committee, asked.day).values() for term in terms]
        said.judge(committee["id"], "pass" if found else "unknown")
        for term in found:
            if term.hold["owner_here"] is False:
                said.find(committee["id"], sure=certain(asked.day, term.hold))
            elif term.hold["owner_here"] is None:
                said.judge(committee["id"], "unknown")
    return said


def relative_in_company(graph: Graph, asked: Asked) -> Verdicts:
    """One finding a member and post; a committee of which no ledger says anything is not asked."""
    said = Verdicts()
    for committee, _ in graph.bodies(asked, "owners_committee"):
        told: dict[tuple[str, str], bool] = {}
        for terms in members(graph, committee, asked.day).values():
            for term in terms:
                if term.hold["relative_here"] is None:
                    continue
                said.judge(committee["id"], "pass")
                if term.hold["relative_here"]:
                    who = term.post["id"], term.person["id"]
                    told[who] = told.get(who, False) or certain(asked.day, term.hold, committee)
        for sure in told.values():
            said.find(committee["id"], sure=sure)
    return said


NOT_BY_VOTE = ("dispatched", "appointed", "concurrent")
"""How somebody came to a post, where that was no election; who was recommended may have been elected."""


def committee_member_not_elected(graph: Graph, asked: Asked) -> Verdicts:
    """Members of a compound's branch who sit on its owners' committee, and how they came to sit there. What
    the ledger of posts says of a member goes before what the ledger of bodies says of the whole committee. A
    committee on which no member of the branch sits is not asked.
    """
    said = Verdicts()
    found: list[tuple[str, Pair]] = []
    for compound, _ in graph.compounds(asked):
        branch = seats(graph, graph.branches(compound, asked.day), asked.day, BRANCH_POSTS)
        for tied in graph.committees(compound, asked.day):
            sitting = seats(graph, [tied], asked.day, COMMITTEE_POSTS)
            for pair in pairs(graph, asked.day, sitting, branch):
                state = by_election(graph, pair.first, asked.day)
                said.judge(pair.first.body["id"], state)
                found += [(pair.first.body["id"], pair)] if state == "fail" else []
    report(said, found)
    return said


def by_election(graph: Graph, member: Term, day: dt.date) -> str:
    """Whether a member came by an election, as the ledgers tell."""
    terms = graph.terms(member.body, day)
    hows = {
        term.hold["appointed_by"]
        for term in terms
        if (term.person["id"], term.post["id"]) == (member.person["id"], member.post["id"])
    }
    if "elected" in hows:
        return "pass"
    if not hows.isdisjoint(NOT_BY_VOTE):
        return "fail"
    return {True: "pass", False: "fail", None: "unknown"}[member.body["elected"]]


RULES = {
    rule.__name__: rule
    for rule in (
        committee_member_not_elected,
        committee_member_not_owner,
        relative_in_company,
        committee_not_filed,
        committee_not_red,
        committee_party_share,
        committee_size,
        committees_party_share_pooled,
    )
}
