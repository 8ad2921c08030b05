"""Rules about terms of office, seats, and the number of a person's posts."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from itertools import combinations

from tests.audit.oracle.facts import HEADS, HOLDS, POST_IN, Asked, Graph, Row, Verdicts, certain, possible

MAX = dt.date(9999, 12, 31)
UNSEATED = ("alternate_member", "staff")
"""Posts that nobody has to fill: alternates, and a company's employees."""


def posts(
    graph: Graph, asked: Asked, *, standing: bool = True
) -> Iterator[tuple[Row, Row, Row, list[tuple[Row, Row]]]]:
    """Posts of bodies of the areas: body, its area, the post, its terms at any time. `standing`: body and
    post may exist on the day.
    """
    for body in graph.tables["Organization"]:
        area = graph.home(body)
        if area is None or not graph.inside(area, asked) or (standing and not possible(asked.day, body)):
            continue
        for link, post in graph.into(POST_IN, body):
            if not standing or possible(asked.day, link, post):
                yield body, area, post, graph.into(HOLDS, post)


def holders(terms: list[tuple[Row, Row]], day: dt.date) -> tuple[int, int]:
    """How many certainly and possibly hold a post on the day."""
    low = {person["id"] for hold, person in terms if certain(day, hold)}
    high = {person["id"] for hold, person in terms if possible(day, hold)}
    return len(low), len(high)


def post_vacant(graph: Graph, asked: Asked) -> Verdicts:
    """A post whose last term has ended, or one seat whose holder's has perhaps, is for `term_lapsed`."""
    said = Verdicts()
    for _, area, post, terms in posts(graph, asked):
        if post["kind"] in UNSEATED:
            continue
        low, high = holders(terms, asked.day)
        wanted = 1 if post["seats"] is None else post["seats"]
        said.judge(post["id"], "pass")
        ended = not high and any(hold["from_min"] <= asked.day for hold, _ in terms)
        if low >= wanted or ended or (wanted == 1 and high):
            continue
        lacking = high < wanted and graph.whole(area, asked, "posts")
        if lacking:
            said.find(post["id"], sure=True)
        else:
            said.judge(post["id"], "unknown")
    return said


def seats_over_filled(graph: Graph, asked: Asked) -> Verdicts:
    said = Verdicts()
    for _, _, post, terms in posts(graph, asked):
        if post["seats"] is None or (post["seats"] == 1 and post["kind"] in HEADS):
            continue
        low, high = holders(terms, asked.day)
        said.judge(post["id"], "unknown" if high > post["seats"] else "pass")
        if low > post["seats"]:
            said.find(post["id"], sure=True)
    return said


def term_lapsed(graph: Graph, asked: Asked) -> Verdicts:
    said = Verdicts()
    for _, area, post, terms in posts(graph, asked):
        begun = [hold for hold, _ in terms if hold["from_min"] <= asked.day]
        if post["kind"] in UNSEATED or not begun:
            continue
        said.judge(post["id"], "pass")
        if any(hold["to_min"] > asked.day or hold["to_max"] == MAX for hold in begun):
            continue
        if all(hold["to_max"] <= asked.day for hold in begun) and graph.whole(area, asked, "posts"):
            said.find(post["id"], sure=True)
        else:
            said.judge(post["id"], "unknown")
    return said


def term_lapsing(graph: Graph, asked: Asked) -> Verdicts:
    """One finding a holder whose term ends within the days. Where a term is known to go on after them, the
    same holder's or the next one's, the post is provided for.
    """
    said = Verdicts()
    until = asked.day + dt.timedelta(days=asked.values["soon"])
    for _, _, post, terms in posts(graph, asked):
        now: dict[str, list[Row]] = {}
        for hold, person in terms:
            if possible(asked.day, hold):
                now.setdefault(person["id"], []).append(hold)
        if post["kind"] in UNSEATED or not now:
            continue
        said.judge(post["id"], "pass")
        if any(hold["to_min"] > until for hold, _ in terms):
            continue
        for holds in now.values():
            ending = [hold for hold in holds if hold["to_max"] != MAX]
            if ending:
                last = max(ending, key=lambda hold: hold["to_max"])
                said.find(post["id"], sure=last["to_max"] <= until and certain(asked.day, last))
    return said


def term_outlives_body(graph: Graph, asked: Asked) -> Verdicts:
    """One finding a term. Two ends written alike are one; a term without a stated end ends with its body."""
    said = Verdicts()
    for body, _, post, terms in posts(graph, asked, standing=False):
        end_min, end_max = (min(body[side], post[side]) for side in ("to_min", "to_max"))
        for hold, _ in terms:
            if hold["from_min"] > asked.day:
                continue
            said.judge(post["id"], "pass")
            if end_max == MAX or (hold["to_min"], hold["to_max"]) == (end_min, end_max):
                continue
            if hold["to_min"] > end_max:
                said.find(post["id"], sure=True)
            elif end_min < hold["to_max"] < MAX:
                said.judge(post["id"], "unknown")
    return said


def term_overlap(graph: Graph, asked: Asked) -> Verdicts:
    """One finding a pair of persons whose terms meet for longer than handing over takes."""
    said = Verdicts()
    handover = dt.timedelta(days=asked.values["handover"])
    for _, _, post, terms in posts(graph, asked):
        begun = [(hold, person) for hold, person in terms if hold["from_min"] <= asked.day]
        if post["seats"] not in (None, 1) or post["kind"] not in HEADS or not begun:
            continue
        said.judge(post["id"], "pass")
        for (a, first), (b, second) in combinations(begun, 2):
            if max(a["from_max"], b["from_max"]) > asked.day or first["id"] == second["id"]:
                continue
            if outlasts(a, b, handover) and outlasts(b, a, handover):
                said.find(post["id"], sure=second["id"] not in graph.perhaps.get(first["id"], ()))
    return said


def outlasts(term: Row, other: Row, handover: dt.timedelta) -> bool:
    """Whether a term certainly goes on after another has certainly begun; one with a stated end, by more than
    the days of handing over.
    """
    days = dt.timedelta() if term["to_max"] == MAX else handover
    return bool(other["from_max"] + days < term["to_min"])


def person_with_many_posts(graph: Graph, asked: Asked) -> Verdicts:
    said = Verdicts()
    held: dict[str, dict[str, bool]] = {}
    for body, _, post, terms in posts(graph, asked):
        for hold, person in terms:
            if possible(asked.day, hold):
                mine = held.setdefault(person["id"], {})
                mine[post["id"]] = mine.get(post["id"], False) or certain(asked.day, hold, body)
    for person, mine in held.items():
        said.judge(person, "pass")
        more = max((len(held.get(other, ())) for other in graph.perhaps.get(person, ())), default=0)
        if sum(mine.values()) >= asked.values["posts"]:
            said.find(person, sure=True)
        elif len(mine) + more >= asked.values["posts"]:
            said.find(person, sure=False)
    return said


RULES = {
    rule.__name__: rule
    for rule in (
        person_with_many_posts,
        post_vacant,
        seats_over_filled,
        term_lapsed,
        term_lapsing,
        term_outlives_body,
        term_overlap,
    )
}
