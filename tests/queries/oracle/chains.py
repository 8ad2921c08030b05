"""Questions about who answers to whom."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Iterable, Iterator

from linli.model.vocabulary import load as vocabularies
from tests.queries.oracle.graph import (
    Answers,
    Asked,
    Graph,
    Row,
    based,
    bounds,
    certain,
    covering,
    inside,
    ordered,
    possible,
)

STEPS = 8


def chain(graph: Graph, asked: Asked, places: Iterable[tuple[int, str, Row, Row | None]]) -> list[Row]:
    """Bodies that cover one of some places, and all that they report to.

    `places`: steps away, label, place, the area that decides whether it may be seen.
    """
    day = asked["as_of"]
    steps: dict[str, int] = {}
    for out, label, place, area in places:
        if not inside(graph, area, asked):
            continue
        for _, body in covering(graph, f"COVERS.Organization.{label}", place, day):
            for identity, step in _upwards(graph, body, day).items():
                steps[identity] = min(out + step, steps.get(identity, out + step))
    rows = [row for identity, step in steps.items() for row in _led(graph, identity, step, day)]
    return ordered(rows, "step", "kind", "body", "body_id", "post", "post_id", "hold")


def _upwards(graph: Graph, body: Row, day: dt.date) -> dict[str, int]:
    """A body and all that it reports to on the day, directly or not, with the fewest steps."""
    found, reached = {body["id"]: 0}, [body]
    for step in range(1, STEPS + 1):
        following = []
        for lower in reached:
            for link, upper in graph.out("REPORTS_TO.Organization.Organization", lower):
                if upper["id"] not in found and possible(link, day) and possible(upper, day):
                    found[upper["id"]] = step
                    following.append(upper)
        reached = following
    return found


def _led(graph: Graph, identity: str, step: int, day: dt.date) -> Iterator[Row]:
    """The rows of one body of a chain: leading posts that exist on the day, and who may hold them."""
    heads = vocabularies()["post_kind"].codes("head", True)
    body = graph.nodes["Organization", identity]
    first = {"step": step, "body": body["name"], "kind": body["kind"]}
    posts: list[Row | None] = [
        post
        for link, post in graph.into("POST_IN.Post.Organization", body)
        if post["kind"] in heads and possible(link, day) and possible(post, day)
    ]
    for post in posts or [None]:
        terms: list[tuple[Row | None, Row | None]] = []
        if post is not None:
            terms += [(h, p) for h, p in graph.into("HOLDS.Person.Post", post) if possible(h, day)]
        for hold, person in terms or [(None, None)]:
            yield {
                **first,
                "post": post and post["kind"],
                "holder": person and person["name"],
                **bounds(hold),
                "certain": None if hold is None else certain(hold, day),
                "body_id": identity,
                "post_id": post and post["id"],
                "hold": hold and hold["id"],
            }


def chains_from_building(graph: Graph, asked: Asked) -> list[Row]:
    building = graph.nodes.get(("Building", asked["place"]))
    if building is None:
        return []
    places: list[tuple[int, str, Row, Row | None]] = []
    for _, compound in graph.out("LOCATED_IN.Building.Compound", building):
        area = graph.area_of(compound, "LOCATED_IN.Compound.Area")
        places += [(0, "Building", building, area), (1, "Compound", compound, area)]
    for _, grid in graph.out("LOCATED_IN.Building.Grid", building):
        places.append((1, "Grid", grid, graph.area_of(grid, "LOCATED_IN.Grid.Area")))
    return chain(graph, asked, places)


def chains_from_compound(graph: Graph, asked: Asked) -> list[Row]:
    compound = graph.nodes.get(("Compound", asked["place"]))
    area = compound and graph.area_of(compound, "LOCATED_IN.Compound.Area")
    if compound is None or area is None:
        return []
    return chain(graph, asked, [(0, "Compound", compound, area)])


def chains_downward(graph: Graph, asked: Asked) -> list[Row]:
    day = asked["as_of"]
    top = graph.nodes.get(("Organization", asked["body"]))
    ways: dict[tuple[str, str], list[tuple[int, bool]]] = {}
    if top is None or not possible(top, day):
        return []
    for answer, upper in graph.into("ANSWERS_TO.Organization.Organization", top):
        for link, lower in graph.into("REPORTS_TO.Organization.Organization", upper):
            if all(possible(fact, day) for fact in (answer, upper, link, lower)) and inside(
                graph, graph.area_of(lower, "BASED_IN.Organization.Area"), asked
            ):
                way = (answer["step"] + 1, certain(answer, day) and certain(link, day))
                ways.setdefault((lower["id"], upper["id"]), []).append(way)
    rows = [
        {
            "step": min(step for step, _ in found),
            "name": graph.nodes["Organization", below]["name"],
            "kind": graph.nodes["Organization", below]["kind"],
            "above": graph.nodes["Organization", above]["name"],
            "certain": any(sure for _, sure in found),
            "below": below,
            "above_id": above,
        }
        for (below, above), found in ways.items()
    ]
    return ordered(rows, "step", "kind", "name", "below", "above_id")


REPORTS = "REPORTS_TO.Organization.Organization"
LOWEST = ("building_group", "centre_household", "compound_branch", "grid_branch", "neighbour_unit")


def chains_depths(graph: Graph, asked: Asked) -> list[Row]:
    day = asked["as_of"]
    found: Counter[tuple[str, str, int]] = Counter()
    for body, _ in based(graph, asked):
        if body["kind"] in LOWEST:
            ways = {
                (graph.nodes["Organization", top]["kind"], step + 1)
                for top, step in _upwards(graph, body, day).items()
                if not any(
                    possible(link, day) and possible(upper, day)
                    for link, upper in graph.out(REPORTS, graph.nodes["Organization", top])
                )
            }
            found.update((body["kind"], top, levels) for top, levels in ways)
    rows = [
        {"lowest": lowest, "top": top, "levels": levels, "bodies": bodies}
        for (lowest, top, levels), bodies in found.items()
    ]
    return ordered(rows, "lowest", "top", "levels")


ANSWERS: Answers = {
    "chains/depths": chains_depths,
    "chains/downward": chains_downward,
    "chains/from_building": chains_from_building,
    "chains/from_compound": chains_from_compound,
}
