"""Questions about who may be one person."""

from __future__ import annotations

from tests.queries.oracle.graph import Answers, Asked, Graph, Row, inside, ordered, possible


def people_doubts(graph: Graph, asked: Asked) -> list[Row]:
    day = asked["as_of"]
    rows: dict[tuple[str, str, str], Row] = {}
    for doubt in graph.tables["MAY_BE.Person.Person"]:
        for end in ("from", "to"):
            person = graph.nodes["Person", doubt[end]]
            for hold, post in graph.out("HOLDS.Person.Post", person):
                for _, body in graph.out("POST_IN.Post.Organization", post):
                    area = graph.area_of(body, "BASED_IN.Organization.Area")
                    if area is None or not inside(graph, area, asked) or not possible(hold, day):
                        continue
                    rows[doubt["id"], person["id"], hold["id"]] = {
                        "pair": doubt["id"],
                        "strength": doubt["strength"],
                        "basis": doubt["basis"],
                        "person": person["id"],
                        "name": person["name"],
                        "body": body["name"],
                        "kind": body["kind"],
                        "post": post["kind"],
                        "body_id": body["id"],
                        "hold": hold["id"],
                    }
    return ordered(rows.values(), "pair", "person", "body", "post", "hold")


def people_doubted_pairs(graph: Graph, asked: Asked) -> list[Row]:
    found: dict[str, set[str]] = {}
    for pair in graph.tables["SHARES_HOLDER.Post.Post"]:
        if pair["may_be"] is None or not possible(pair, asked["as_of"]):
            continue
        post = graph.nodes["Post", pair["from"]]
        for _, body in graph.out("POST_IN.Post.Organization", post):
            area = graph.area_of(body, "BASED_IN.Organization.Area")
            if area is not None and inside(graph, area, asked):
                found.setdefault(pair["may_be"], set()).add(pair["id"])
    return ordered([{"pair": pair, "posts": len(ids)} for pair, ids in found.items()], "pair")


ANSWERS: Answers = {"people/doubts": people_doubts, "people/doubted_pairs": people_doubted_pairs}
