"""Questions of what lies around a place, at any time: who covers it, who leads above, whom else to ask."""

from __future__ import annotations

from collections.abc import Iterator

from linli.model.vocabulary import load as vocabularies
from tests.queries.oracle.graph import Answers, Asked, Graph, Row, certain, inside, ordered

REPORTS = "REPORTS_TO.Organization.Organization"
TIES = ("COVERS", "ACTS_FOR", "SERVES")


def dates(prefix: tuple[str, str], fact: Row | None) -> Row:
    first, last = prefix
    names = {
        f"{first}_min": "from_min",
        f"{first}_max": "from_max",
        f"{last}_min": "to_min",
        f"{last}_max": "to_max",
    }
    return {column: fact and fact[name] for column, name in names.items()}


def link(fact: Row | None, asked: Asked) -> Row:
    return {
        **dates(("since", "until"), fact),
        "certain": None if fact is None else certain(fact, asked["as_of"]),
    }


def _cover(
    place: Row, compound: Row, area: Row, away: int, found: tuple[Row, Row] | None, asked: Asked
) -> Row:
    cover, body = found or (None, None)
    return {
        "body": body and body["name"],
        "kind": body and body["kind"],
        "away": away,
        **link(cover, asked),
        **dates(("founded", "dissolved"), body),
        "place_name": place["name"],
        "compound_name": compound["name"],
        "compound": compound["id"],
        "area": area["id"],
        "body_id": body and body["id"],
        "cover": cover and cover["id"],
    }


def once(rows: Iterator[Row], key: tuple[str, ...], *order: str) -> list[Row]:
    """Rows in order, the first of each key."""
    found: dict[tuple[object, ...], Row] = {}
    for row in ordered(rows, *order):
        found.setdefault(tuple(row[name] for name in key), row)
    return list(found.values())


def _around(
    graph: Graph, places: list[tuple[str, Row, int]], of: Row, compound: Row, asked: Asked
) -> Iterator[Row]:
    for _, area in graph.out("LOCATED_IN.Compound.Area", compound):
        if inside(graph, area, asked):
            for label, place, away in places:
                for found in list(graph.into(f"COVERS.Organization.{label}", place)) or [None]:
                    yield _cover(of, compound, area, away, found, asked)


KEY = ("away", "body_id", "cover")


def around_building(graph: Graph, asked: Asked) -> list[Row]:
    building = graph.nodes.get(("Building", asked["place"]))
    rows: list[Row] = []
    for _, compound in graph.out("LOCATED_IN.Building.Compound", building) if building else ():
        assert building is not None
        places = [("Building", building, 0), ("Compound", compound, 1)]
        grids = [grid for _, grid in graph.out("LOCATED_IN.Building.Grid", building)]
        places += [("Grid", grid, 1) for grid in grids]
        rows += _around(graph, places, building, compound, asked)
        if not grids:
            rows += [
                _cover(building, compound, area, 1, None, asked)
                for _, area in graph.out("LOCATED_IN.Compound.Area", compound)
                if inside(graph, area, asked)
            ]
    return once(iter(rows), KEY, *KEY, "compound", "area")


def around_compound(graph: Graph, asked: Asked) -> list[Row]:
    compound = graph.nodes.get(("Compound", asked["place"]))
    if compound is None:
        return []
    rows = _around(graph, [("Compound", compound, 0)], compound, compound, asked)
    return once(rows, KEY, *KEY, "compound", "area")


def _above(graph: Graph, asked: Asked, steps: int) -> list[Row]:
    """A body at home in the areas, and all that it has ever reported to."""
    body = graph.nodes.get(("Organization", asked["body"]))
    homes = [area for _, area in graph.out("BASED_IN.Organization.Area", body)] if body else []
    if body is None or not any(inside(graph, area, asked) for area in homes):
        return []
    found, last = {body["id"]: body}, [body]
    for _ in range(steps):
        last = [upper for lower in last for _, upper in graph.out(REPORTS, lower) if upper["id"] not in found]
        found |= {upper["id"]: upper for upper in last}
    return list(found.values())


def ladder(graph: Graph, asked: Asked) -> list[Row]:
    rows = [
        {
            "lower": lower["name"],
            "upper": upper["name"],
            **link(one, asked),
            "lower_id": lower["id"],
            "upper_id": upper["id"],
            "link": one["id"],
        }
        for lower in _above(graph, asked, 7)
        for one, upper in graph.out(REPORTS, lower)
    ]
    return ordered(rows, "lower_id", "upper_id", "link")


def leaders(graph: Graph, asked: Asked) -> list[Row]:
    heads = vocabularies()["post_kind"].codes("head", True)

    def rows() -> Iterator[Row]:
        for body in _above(graph, asked, 8):
            posts = [t for _, t in graph.into("POST_IN.Post.Organization", body) if t["kind"] in heads]
            homes = [area for _, area in graph.out("BASED_IN.Organization.Area", body)]
            for home in homes or [None]:
                for post in posts or [None]:
                    terms = list(graph.into("HOLDS.Person.Post", post)) if post else []
                    for hold, person in terms or [(None, None)]:
                        yield {
                            "body": body["name"],
                            "kind": body["kind"],
                            "post": post and post["kind"],
                            "holder": person and person["name"],
                            **link(hold, asked),
                            **dates(("set_up", "abolished"), post),
                            **dates(("founded", "dissolved"), body),
                            "home": home and home["id"],
                            "body_id": body["id"],
                            "post_id": post and post["id"],
                            "person": person and person["id"],
                            "hold": hold and hold["id"],
                        }

    key = ("body_id", "post_id", "hold")
    return once(rows(), key, *key, "person", "home")


def leaders_below(graph: Graph, asked: Asked) -> list[Row]:
    heads = vocabularies()["post_kind"].codes("head", True)
    top = graph.nodes.get(("Organization", asked["body"]))

    def rows() -> Iterator[Row]:
        for _, upper in graph.into("ANSWERS_TO.Organization.Organization", top) if top else ():
            for _, body in graph.into(REPORTS, upper):
                homes = [area for _, area in graph.out("BASED_IN.Organization.Area", body)]
                if not any(inside(graph, area, asked) for area in homes):
                    continue
                for _, post in graph.into("POST_IN.Post.Organization", body):
                    if post["kind"] in heads:
                        yield from _held_by(graph, body, post, asked)

    return once(rows(), ("body_id", "post_id", "hold"), "body", "body_id", "post_id", "hold", "person")


def _held_by(graph: Graph, body: Row, post: Row, asked: Asked) -> Iterator[Row]:
    for hold, person in list(graph.into("HOLDS.Person.Post", post)) or [(None, None)]:
        yield {
            "body": body["name"],
            "post": post["kind"],
            "holder": person and person["name"],
            **link(hold, asked),
            **dates(("set_up", "abolished"), post),
            "body_id": body["id"],
            "post_id": post["id"],
            "person": person and person["id"],
            "hold": hold and hold["id"],
        }


def _turned(graph: Graph, relation: str, lower: tuple[str, str], one: Row, upper: Row, asked: Asked) -> Row:
    return {
        "relation": relation,
        "lower": lower[0],
        "upper": upper["name"],
        "kind": upper["kind"],
        **link(one, asked),
        **dates(("founded", "dissolved"), upper),
        "lower_id": lower[1],
        "upper_id": upper["id"],
        "link": one["id"],
    }


def links_around(graph: Graph, asked: Asked) -> list[Row]:
    compound = graph.nodes.get(("Compound", asked["place"]))
    areas = [area for _, area in graph.out("LOCATED_IN.Compound.Area", compound)] if compound else []
    seen = [area for area in areas if inside(graph, area, asked)]

    def rows() -> Iterator[Row]:
        if compound is None or not seen:
            return
        own = (compound["name"], compound["id"])
        for relation, table in (
            ("contract", "SERVES"),
            ("acts_for", "ACTS_FOR"),
            ("reports_in", "REPORTS_IN"),
        ):
            for one, body in graph.into(f"{table}.Organization.Compound", compound):
                yield _turned(graph, relation, own, one, body, asked)
        for area in seen:
            yield from _nearby(graph, area, compound, asked)
            for identity in graph.above(area):
                upper = graph.nodes["Area", identity]
                for one, body in graph.into("BASED_IN.Organization.Area", upper):
                    if body["kind"] == "department":
                        yield _turned(graph, "whistle", (upper["name"], compound["id"]), one, body, asked)
        for tie in TIES:
            for _, body in graph.into(f"{tie}.Organization.Compound", compound):
                yield from _of_body(graph, body, asked, forums=tie != "SERVES")

    key = ("relation", "lower_id", "upper_id", "link")
    return once(rows(), key, "relation", "upper", "upper_id", "lower_id", "link")


def _nearby(graph: Graph, area: Row, compound: Row, asked: Asked) -> Iterator[Row]:
    for _, other in graph.into("LOCATED_IN.Compound.Area", area):
        for one, body in graph.into("COVERS.Organization.Compound", other):
            if (
                other["id"] != compound["id"]
                and body["kind"].endswith("_branch")
                and body["kind"] != "firm_branch"
            ):
                yield _turned(graph, "nearby", (other["name"], compound["id"]), one, body, asked)


def _of_body(graph: Graph, body: Row, asked: Asked, *, forums: bool) -> Iterator[Row]:
    own = (body["name"], body["id"])
    between = "Organization.Organization"
    for one, forum in graph.out(f"MEMBER_OF.{between}", body) if forums else ():
        yield _turned(graph, "coordination", own, one, forum, asked)
    for table, relation in (
        ("GUIDES", "guidance"),
        ("SUPERVISES", "supervision"),
        ("EVALUATES", "supervision"),
    ):
        for one, other in graph.into(f"{table}.{between}", body):
            yield _turned(graph, relation, own, one, other, asked)


def areas_above(graph: Graph, asked: Asked) -> list[Row]:
    rows = []
    for area in graph.all("Area"):
        if area["id"] not in asked["of"] or not inside(graph, area, asked):
            continue
        for identity, step in _steps(graph, area).items():
            upper = graph.nodes["Area", identity]
            ledgers = {
                s["ledger"]
                for _, s in graph.into("STATED_FOR.Completeness.Area", upper)
                if s["day"] <= asked["as_of"]
            }
            first = {"step": step, "name": upper["name"], "level": upper["level"]}
            last = {"area": area["id"], "id": identity}
            rows += [{**first, "ledger": ledger, **last} for ledger in sorted(ledgers) or [None]]
    return ordered(rows, "area", "step", "id", "ledger")


def _steps(graph: Graph, area: Row) -> dict[str, int]:
    """An area and all above it, with the fewest steps."""
    found, last, step = {area["id"]: 0}, [area], 0
    while last:
        step += 1
        last = [u for a in last for _, u in graph.out("LOCATED_IN.Area.Area", a) if u["id"] not in found]
        found |= {upper["id"]: step for upper in last}
    return found


ANSWERS: Answers = {
    "areas/above": areas_above,
    "chains/around_building": around_building,
    "chains/around_compound": around_compound,
    "chains/ladder": ladder,
    "chains/leaders": leaders,
    "chains/leaders_below": leaders_below,
    "chains/links_around": links_around,
}
