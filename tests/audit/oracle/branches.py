"""Rules about party branches and about posts in them."""

from __future__ import annotations

from tests.audit.oracle.facts import (
    BRANCH_POSTS,
    BRANCHES,
    POST_IN,
    Asked,
    Graph,
    Verdicts,
    certain,
    possible,
)

FIVE = ("owners_committee_member", "property_head", "stationed_cadre", "grid_worker", "reporting_member")


def branch_too_large(graph: Graph, asked: Asked) -> Verdicts:
    """Members, full and probationary. A branch that has more full members than is usual has more members."""
    said = Verdicts()
    for branch, _ in graph.bodies(asked, *BRANCHES):
        counts = [n for n in (branch["members"], branch["full_members"]) if n is not None]
        said.judge(branch["id"], "pass" if counts else "unknown")
        if counts and max(counts) > asked.values["most"]:
            said.find(branch["id"], sure=certain(asked.day, branch))
    return said


def branch_committee_size(graph: Graph, asked: Asked) -> Verdicts:
    """Secretary and deputy count. Too many fail as they stand; too few only where the ledger is whole."""
    said = Verdicts()
    for branch, area in graph.bodies(asked, *BRANCHES):
        terms = graph.terms(branch, asked.day, BRANCH_POSTS)
        high = len({term.person["id"] for term in terms})
        low = len({term.person["id"] for term in terms if certain(asked.day, term.hold)})
        full = branch["full_members"]
        if full is None:
            said.judge(branch["id"], "unknown")
            continue
        committee = full >= asked.values["threshold"]
        fewest = asked.values["least"] if committee else 0
        largest = asked.values["most"] if committee else asked.values["small"]
        said.judge(branch["id"], "pass")
        if low > largest or (high < fewest and graph.whole(area, asked, "posts")):
            said.find(branch["id"], sure=True)
        elif low < fewest or high > largest:
            said.judge(branch["id"], "unknown")
    return said


def dispatched_secretary_of_firm(graph: Graph, asked: Asked) -> Verdicts:
    """One finding a term. Sent by the way of appointment or by origin; of a branch whose secretary nobody
    names, nobody can tell.
    """
    said = Verdicts()
    for branch, _ in graph.bodies(asked, "firm_branch"):
        secretaries = graph.terms(branch, asked.day, ["secretary"])
        said.judge(branch["id"], "pass" if secretaries else "unknown")
        for term in secretaries:
            how, whence = term.hold["appointed_by"], term.hold["origin"]
            if how == "dispatched" or whence == "stationed_cadre":
                said.find(branch["id"], sure=term.sure(asked.day))
            elif how is None and whence is None:
                said.judge(branch["id"], "unknown")
    return said


def branch_post_of_other_origin(graph: Graph, asked: Asked) -> Verdicts:
    """One finding a term. A post that nobody holds on the day is not asked."""
    said = Verdicts()
    for branch, _ in graph.bodies(asked, *BRANCHES):
        for link, post in graph.into(POST_IN, branch):
            if possible(asked.day, link, post):
                said.judge(post["id"], "not_applicable")
        for term in graph.terms(branch, asked.day, BRANCH_POSTS):
            said.judge(term.post["id"], "pass")
            if term.hold["origin"] is None:
                said.judge(term.post["id"], "unknown")
            elif term.hold["origin"] not in FIVE:
                said.find(term.post["id"], sure=term.sure(asked.day))
    return said


RULES = {
    rule.__name__: rule
    for rule in (
        branch_committee_size,
        branch_post_of_other_origin,
        branch_too_large,
        dispatched_secretary_of_firm,
    )
}
