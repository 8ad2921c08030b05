"""Questions about persons, their posts and their terms."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator

from linli.model.interval import MAX
from tests.queries.oracle.graph import (
    BRANCHES,
    Answers,
    Asked,
    Graph,
    Row,
    based,
    bounds,
    certain,
    covering,
    held,
    hull,
    inside,
    ordered,
    possible,
    stated,
)


def _terms(graph: Graph, asked: Asked) -> Iterator[tuple[Row, Row, Row, Row]]:
    """Terms that may be in force on the day, in bodies of the areas: person, term, post, body."""
    day = asked["as_of"]
    for person in graph.all("Person"):
        for hold, post in graph.out("HOLDS.Person.Post", person):
            for link, body in graph.out("POST_IN.Post.Organization", post):
                if (
                    possible(hold, day)
                    and possible(link, day)
                    and inside(graph, graph.area_of(body, "BASED_IN.Organization.Area"), asked)
                ):
                    yield person, hold, post, body


def people_posts(graph: Graph, asked: Asked) -> list[Row]:
    rows = [
        {
            "person": person["id"],
            "name": person["name"],
            "body": body["name"],
            "kind": body["kind"],
            "post": post["kind"],
            **bounds(hold),
            "certain": certain(hold, asked["as_of"]),
            "hold": hold["id"],
        }
        for person, hold, post, body in _terms(graph, asked)
        if person["name_key"] == asked["name"]
    ]
    return ordered(rows, "person", "body", "post", "hold")


def people_held(graph: Graph, asked: Asked) -> list[Row]:
    rows = [
        {
            "body": body["name"],
            "kind": body["kind"],
            "post": post["kind"],
            **bounds(hold),
            "certain": certain(hold, asked["as_of"]),
            "body_id": body["id"],
            "post_id": post["id"],
            "hold": hold["id"],
        }
        for person, hold, post, body in _terms(graph, asked)
        if person["id"] == asked["person"]
    ]
    return ordered(rows, "body", "post", "hold")


def people_several_bodies(graph: Graph, asked: Asked) -> list[Row]:
    day, rows = asked["as_of"], []
    pairs: dict[tuple[str, ...], list[Row]] = {}
    for pair in graph.tables["SHARES_HOLDER.Post.Post"]:
        if pair["scope"] == "compound" and possible(pair, day):
            same = (pair["place"], pair["from"], pair["to"], pair["person_a"], pair["person_b"])
            pairs.setdefault(same, []).append(pair)
    for (place, first, second, person, _), found in pairs.items():
        compound = graph.nodes["Compound", place]
        if not inside(graph, graph.area_of(compound, "LOCATED_IN.Compound.Area"), asked):
            continue
        posts = [graph.nodes["Post", identity] for identity in (first, second)]
        bodies = [next(body for _, body in graph.out("POST_IN.Post.Organization", post)) for post in posts]
        if bodies[0]["id"] == bodies[1]["id"]:
            continue
        rows.append(
            {
                "compound": compound["name"],
                "name": graph.nodes["Person", person]["name"],
                "body_a": bodies[0]["name"],
                "post_a": posts[0]["kind"],
                "body_b": bodies[1]["name"],
                "post_b": posts[1]["kind"],
                **hull(found),
                "certain": any(certain(pair, day) and pair["may_be"] is None for pair in found),
                "compound_id": compound["id"],
                "person": person,
                "pair": min(pair["id"] for pair in found),
            }
        )
    return ordered(rows, "compound", "compound_id", "name", "person", "body_a", "body_b", "pair")


def posts_vacant(graph: Graph, asked: Asked) -> list[Row]:
    day, rows = asked["as_of"], []
    for post in graph.all("Post"):
        for link, body in graph.out("POST_IN.Post.Organization", post):
            area = graph.area_of(body, "BASED_IN.Organization.Area")
            there = all(possible(fact, day) for fact in (post, link, body))
            if area is None or not inside(graph, area, asked) or not there:
                continue
            if any(possible(hold, day) for hold, _ in graph.into("HOLDS.Person.Post", post)):
                continue
            rows.append(
                {
                    "body": body["name"],
                    "kind": body["kind"],
                    "post": post["kind"],
                    "state": "vacant" if stated(graph, area, {"posts"}, asked) else "unknown",
                    "seats": post["seats"],
                    "post_id": post["id"],
                }
            )
    return ordered(rows, "body", "kind", "post", "post_id")


def terms_ending(graph: Graph, asked: Asked) -> list[Row]:
    one = dt.timedelta(days=1)
    rows = []
    for person, hold, post, body in _terms(graph, asked):
        if hold["to_max"] == MAX:
            continue
        earliest, latest = hold["to_min"] - one, hold["to_max"] - one
        if latest < asked["begin"] or earliest >= asked["finish"]:
            continue
        rows.append(
            {
                "body": body["name"],
                "kind": body["kind"],
                "post": post["kind"],
                "holder": person["name"],
                **bounds(hold),
                "certain": earliest >= asked["begin"] and latest < asked["finish"],
                "hold": hold["id"],
            }
        )
    return ordered(rows, "until_max", "body", "post", "hold")


def posts_counts(graph: Graph, asked: Asked) -> list[Row]:
    day = asked["as_of"]
    rows: dict[tuple[str, str, str | None], list[tuple[str, str | None, str | None]]] = {}
    for body, _ in based(graph, asked):
        for _, post in covering(graph, "POST_IN.Post.Organization", body, day):
            terms: list[tuple[Row | None, Row | None]] = [
                (hold, person)
                for hold, person in graph.into("HOLDS.Person.Post", post)
                if possible(hold, day)
            ]
            for hold, person in terms or [(None, None)]:
                key = (body["kind"], post["kind"], hold and hold["origin"])
                rows.setdefault(key, []).append((post["id"], hold and hold["id"], person and person["id"]))
    return ordered(
        (
            {
                "body_kind": kind,
                "post": post,
                "origin": origin,
                "posts": len({one for one, _, _ in found}),
                "terms": len({one for _, one, _ in found} - {None}),
                "persons": len({one for _, _, one in found} - {None}),
            }
            for (kind, post, origin), found in rows.items()
        ),
        "body_kind",
        "post",
        "origin",
    )


def people_origins(graph: Graph, asked: Asked) -> list[Row]:
    found: dict[str | None, tuple[set[str], set[str]]] = {}
    for body, _ in based(graph, asked):
        for hold, post, person in held(graph, body, asked["as_of"]):
            secretaries, heads = set[str](), set[str]()
            if post["kind"] == "secretary" and body["kind"] in BRANCHES:
                secretaries.add(person["id"])
            if post["kind"] == "grid_head":
                heads.add(person["id"])
            if secretaries or heads:
                both = found.setdefault(hold["origin"], (set(), set()))
                both[0].update(secretaries)
                both[1].update(heads)
    return ordered(
        (
            {
                "origin": origin,
                "secretaries": len(secretaries),
                "grid_heads": len(heads),
                "either": len(secretaries | heads),
            }
            for origin, (secretaries, heads) in found.items()
        ),
        "origin",
    )


def people_across(graph: Graph, asked: Asked) -> list[Row]:
    terms: dict[str, list[tuple[Row, Row, Row]]] = {}
    for body, _ in based(graph, asked):
        if body["kind"] in (asked["a"], asked["b"]):
            for _, post, person in held(graph, body, asked["as_of"]):
                terms.setdefault(person["id"], []).append((person, post, body))
    rows = [
        {
            "person": person["id"],
            "name": person["name"],
            "body_a": first["name"],
            "post_a": post["kind"],
            "body_b": second["name"],
            "post_b": other["kind"],
        }
        for found in terms.values()
        for person, post, first in found
        for _, other, second in found
        if first is not second and (first["kind"], second["kind"]) == (asked["a"], asked["b"])
    ]
    rows = ordered(rows, "name", "person", "body_a", "post_a", "body_b", "post_b")
    return list({row["person"]: row for row in reversed(rows)}.values())[::-1]


ANSWERS: Answers = {
    "people/across": people_across,
    "people/origins": people_origins,
    "people/held": people_held,
    "people/posts": people_posts,
    "people/several_bodies": people_several_bodies,
    "posts/counts": posts_counts,
    "posts/vacant": posts_vacant,
    "terms/ending": terms_ending,
}
