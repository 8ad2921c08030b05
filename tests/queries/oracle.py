"""Every query of the catalogue answered again in plain Python, from what its header says in words.

    answers(Graph(facts), "compounds/coverage", parameters)    rows, in order

Slow, short and without any engine: lists and dicts, one walk at a time. It takes from the derived links only
SHARES_HOLDER and ANSWERS_TO, which `tests/workspace/test_derive.py` walks again by itself.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import Any

from linli.model.interval import MAX
from linli.model.vocabulary import load as vocabularies
from tests.facts import Facts

Row = dict[str, Any]
Asked = Mapping[str, Any]
STEPS = 8
BOUNDS = {"since_min": "from_min", "since_max": "from_max", "until_min": "to_min", "until_max": "to_max"}


class Graph:
    """Facts as lists of dicts."""

    def __init__(self, facts: Facts) -> None:
        self.tables: dict[str, list[Row]] = {name: frame.to_dicts() for name, frame in facts.items()}
        self.nodes: dict[tuple[str, str], Row] = {
            (name, row["id"]): row for name, rows in self.tables.items() if "." not in name for row in rows
        }

    def all(self, label: str) -> list[Row]:
        """Every node of a label."""
        return self.tables[label]

    def out(self, table: str, node: Row) -> Iterator[tuple[Row, Row]]:
        """Links of a table from a node, each with the node it leads to."""
        label = table.split(".")[2]
        yield from (
            (link, self.nodes[label, link["to"]]) for link in self.tables[table] if link["from"] == node["id"]
        )

    def into(self, table: str, node: Row) -> Iterator[tuple[Row, Row]]:
        """Links of a table to a node, each with the node it comes from."""
        label = table.split(".")[1]
        yield from (
            (link, self.nodes[label, link["from"]]) for link in self.tables[table] if link["to"] == node["id"]
        )

    def above(self, area: Row) -> set[str]:
        """An area and every area that it lies in."""
        found, ahead = {area["id"]}, [area]
        while ahead:
            for _, upper in self.out("LOCATED_IN.Area.Area", ahead.pop()):
                if upper["id"] not in found:
                    found.add(upper["id"])
                    ahead.append(upper)
        return found

    def area_of(self, node: Row, table: str) -> Row | None:
        """The area that a place lies in, or a body is based in."""
        return next((area for _, area in self.out(table, node)), None)


def possible(fact: Row, day: dt.date) -> bool:
    """Whether a fact may be in force."""
    return bool(fact["from_min"] <= day < fact["to_max"])


def certain(fact: Row, day: dt.date) -> bool:
    """Whether a fact is in force whatever its unknown parts are."""
    return bool(fact["from_max"] <= day < fact["to_min"])


def inside(graph: Graph, area: Row | None, asked: Asked) -> bool:
    """Whether an area is one of those asked about, or lies in one."""
    return area is not None and bool(graph.above(area) & set(asked["areas"]))


def ordered(rows: Iterable[Row], *names: str) -> list[Row]:
    """Rows in order; text by code point, blanks last."""
    return sorted(rows, key=lambda row: [(row[name] is None, row[name] or 0) for name in names])


def stated(graph: Graph, area: Row, ledgers: set[str], asked: Asked) -> bool:
    """Whether each of these ledgers is said to be whole for the area, up to the day."""
    found = {
        statement["ledger"]
        for statement in graph.all("Completeness")
        for _, place in graph.out("STATED_FOR.Completeness.Area", statement)
        if place["id"] in graph.above(area) and statement["day"] <= asked["as_of"]
    }
    return ledgers <= found


def covering(graph: Graph, table: str, place: Row, day: dt.date) -> list[tuple[Row, Row]]:
    """Bodies that may exist and may cover a place on the day, with the link."""
    return [(v, o) for v, o in graph.into(table, place) if possible(v, day) and possible(o, day)]


def bounds(fact: Row | None) -> Row:
    """The four bounds of a fact as columns, blank where there is none."""
    return {column: fact and fact[name] for column, name in BOUNDS.items()}


def hull(facts: list[Row]) -> Row:
    """From the first of several facts to the last of them."""
    choose = {"from_min": min, "from_max": min, "to_min": max, "to_max": max}
    return {column: choose[name](fact[name] for fact in facts) for column, name in BOUNDS.items()}


def areas_counts(graph: Graph, asked: Asked) -> list[Row]:
    rows = []
    for area in graph.all("Area"):
        if not inside(graph, area, asked):
            continue
        below = [a for a in graph.all("Area") if area["id"] in graph.above(a)]
        compounds = [c for a in below for _, c in graph.into("LOCATED_IN.Compound.Area", a)]
        buildings = [b for c in compounds for _, b in graph.into("LOCATED_IN.Building.Compound", c)]
        bodies = [o for a in below for _, o in graph.into("BASED_IN.Organization.Area", a)]
        rows.append(
            {
                "area": area["id"],
                "name": area["name"],
                "level": area["level"],
                "compounds": len(compounds),
                "households": sum(c["households"] or 0 for c in compounds),
                "buildings": len(buildings),
                "bodies": sum(possible(o, asked["as_of"]) for o in bodies),
            }
        )
    return ordered(rows, "area")


def compounds_coverage(graph: Graph, asked: Asked) -> list[Row]:
    day, rows = asked["as_of"], []
    for compound in graph.all("Compound"):
        area = graph.area_of(compound, "LOCATED_IN.Compound.Area")
        if area is None or not inside(graph, area, asked):
            continue
        covers = [
            (v, o)
            for v, o in covering(graph, "COVERS.Organization.Compound", compound, day)
            if o["kind"] in ("compound_branch", "joint_branch", "grid_branch")
        ]
        complete = stated(graph, area, {"organizations", "coverage"}, asked)
        state = next(
            (m for m in ("own", "joint", "attached") if any(v["mode"] == m for v, _ in covers)), None
        )
        best = [(v, o) for v, o in covers if v["mode"] == state]
        sure = any(certain(v, day) and certain(o, day) for v, o in best) if state else complete
        rows.append(
            {
                "community": area["name"],
                "name": compound["name"],
                "state": state or ("gap" if complete else "unknown"),
                "branch": min((o["name"] for _, o in best), default=None) if state else None,
                "branches": len({o["id"] for _, o in covers}),
                "certain": sure,
                "households": compound["households"],
                "compound": compound["id"],
            }
        )
    return ordered(rows, "community", "name", "compound")


def buildings_uncovered(graph: Graph, asked: Asked) -> list[Row]:
    day, rows = asked["as_of"], []
    for building in graph.all("Building"):
        for _, compound in graph.out("LOCATED_IN.Building.Compound", building):
            area = graph.area_of(compound, "LOCATED_IN.Compound.Area")
            if area is None or not inside(graph, area, asked):
                continue
            if covering(graph, "COVERS.Organization.Building", building, day):
                continue
            around = covering(graph, "COVERS.Organization.Compound", compound, day)
            complete = stated(graph, area, {"organizations", "coverage"}, asked)
            sure = not around or any(certain(v, day) and certain(o, day) for v, o in around)
            rows.append(
                {
                    "community": area["name"],
                    "compound": compound["name"],
                    "building": building["name"],
                    "state": "compound_only" if around else "nobody" if complete else "unknown",
                    "certain": complete and sure,
                    "households": building["households"],
                    "building_id": building["id"],
                }
            )
    return ordered(rows, "community", "compound", "building", "building_id")


def compounds_bodies(graph: Graph, asked: Asked) -> list[Row]:
    day, rows = asked["as_of"], []
    compound = graph.nodes.get(("Compound", asked["compound"]))
    if compound is None or not inside(graph, graph.area_of(compound, "LOCATED_IN.Compound.Area"), asked):
        return []
    links: dict[str, list[Row]] = {}
    for kind in ("COVERS", "ACTS_FOR", "SERVES"):
        for link, body in covering(graph, f"{kind}.Organization.Compound", compound, day):
            links.setdefault(body["id"], []).append(link)
    for identity, found in links.items():
        body = graph.nodes["Organization", identity]
        rows.append(
            {
                "body": body["name"],
                "kind": body["kind"],
                **hull(found),
                "certain": certain(body, day) and any(certain(link, day) for link in found),
                "body_id": identity,
            }
        )
    return ordered(rows, "kind", "body", "body_id")


def compounds_named(graph: Graph, asked: Asked) -> list[Row]:
    rows = [
        {"name": c["name"], "place": area["name"], "name_key": c["name_key"], "id": c["id"]}
        for c in graph.all("Compound")
        for _, area in graph.out("LOCATED_IN.Compound.Area", c)
        if inside(graph, area, asked) and asked["name"] in c["name_key"] and possible(c, asked["as_of"])
    ]
    return ordered(rows, "name", "id")


def buildings_named(graph: Graph, asked: Asked) -> list[Row]:
    rows = [
        {
            "name": b["name"],
            "place": c["name"],
            "name_key": b["name_key"],
            "place_key": c["name_key"],
            "id": b["id"],
        }
        for b in graph.all("Building")
        for _, c in graph.out("LOCATED_IN.Building.Compound", b)
        if inside(graph, graph.area_of(c, "LOCATED_IN.Compound.Area"), asked)
        and asked["compound"] in c["name_key"]
        and asked["name"] in b["name_key"]
        and possible(b, asked["as_of"])
    ]
    return ordered(rows, "place", "name", "id")


def organizations_named(graph: Graph, asked: Asked) -> list[Row]:
    rows = [
        {
            "name": o["name"],
            "place": area["name"],
            "kind": o["kind"],
            "name_key": o["name_key"],
            "id": o["id"],
        }
        for o in graph.all("Organization")
        for _, area in graph.out("BASED_IN.Organization.Area", o)
        if inside(graph, area, asked) and asked["name"] in o["name_key"] and possible(o, asked["as_of"])
    ]
    return ordered(rows, "name", "kind", "id")


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


ANSWERS: dict[str, Callable[[Graph, Asked], list[Row]]] = {
    "areas/counts": areas_counts,
    "buildings/named": buildings_named,
    "buildings/uncovered": buildings_uncovered,
    "chains/downward": chains_downward,
    "chains/from_building": chains_from_building,
    "chains/from_compound": chains_from_compound,
    "compounds/bodies": compounds_bodies,
    "compounds/coverage": compounds_coverage,
    "compounds/named": compounds_named,
    "organizations/named": organizations_named,
    "people/posts": people_posts,
    "people/several_bodies": people_several_bodies,
    "posts/vacant": posts_vacant,
    "terms/ending": terms_ending,
}


def answers(graph: Graph, name: str, asked: Asked) -> list[Row]:
    """Rows of a query in its order. `asked` is as `Query.bind` gives it."""
    return ANSWERS[name](graph, asked)
