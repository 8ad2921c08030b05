"""Questions about compounds and their buildings."""

from __future__ import annotations

import datetime as dt

from tests.queries.oracle.graph import (
    BRANCHES,
    COMMITTEES,
    Answers,
    Asked,
    Graph,
    Row,
    certain,
    covering,
    held,
    hull,
    inside,
    lying,
    ordered,
    possible,
    stated,
    sure,
)


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


def compounds_list(graph: Graph, asked: Asked) -> list[Row]:
    rows = [
        {
            "community": area["name"],
            **{name: compound[name] for name in ("name", "type", "boundary", "brand")},
            **{name: compound[name] for name in ("households", "full_members", "weak")},
            "compound": compound["id"],
        }
        for compound, area in lying(graph, asked)
        if possible(compound, asked["as_of"])
    ]
    return ordered(rows, "community", "name", "compound")


def compounds_slots(graph: Graph, asked: Asked) -> list[Row]:
    day, rows = asked["as_of"], []
    for compound, area in lying(graph, asked):
        kinds = {
            body["kind"]
            for link in ("COVERS", "ACTS_FOR", "SERVES")
            for _, body in covering(graph, f"{link}.Organization.Compound", compound, day)
        }
        venues = [
            *covering(graph, "SERVES.Venue.Compound", compound, day),
            *covering(graph, "LOCATED_IN.Venue.Compound", compound, day),
        ]
        rows.append(
            {
                "community": area["name"],
                "name": compound["name"],
                "brand": compound["brand"],
                "branch": not kinds.isdisjoint(BRANCHES),
                "committee": not kinds.isdisjoint(COMMITTEES),
                "property": "property_company" in kinds,
                "board": "supervisory_board" in kinds,
                "council": "council" in kinds,
                "team": "volunteer_team" in kinds,
                "venue": bool(venues),
                "compound": compound["id"],
            }
        )
    return ordered(rows, "community", "name", "compound")


def compounds_move_in(graph: Graph, asked: Asked) -> list[Row]:
    day, rows = asked["as_of"], []
    for compound, _ in lying(graph, asked):
        moved = compound["moved_in_min"], compound["moved_in_max"]
        start = compound["moveback_started_min"], compound["moveback_started_max"]
        if moved[0] is None and start[0] is None:
            continue
        branches = [
            body
            for link, body in graph.into("COVERS.Organization.Compound", compound)
            if body["kind"] in BRANCHES and link["from_min"] <= day and body["from_min"] <= day
        ]
        low = min((body["from_min"] for body in branches), default=None)
        high = min((body["from_max"] for body in branches), default=None)
        before = within = perhaps = None
        if branches and moved[0] is not None:
            before = True if high < moved[0] else False if low >= moved[1] else None
        if branches and start[0] is not None:
            days = [(start[0] + dt.timedelta(n), start[1] + dt.timedelta(n)) for n in range(10)]
            within = start[1] <= low and high <= days[-1][0]
            perhaps = start[0] <= high and low <= days[-1][1]
        rows.append(
            {
                "name": compound["name"],
                "type": compound["type"],
                "founded_min": low,
                "founded_max": high,
                "moved_in_min": moved[0],
                "moved_in_max": moved[1],
                "started_min": start[0],
                "started_max": start[1],
                "before_move_in": before,
                "within_ten_days": within,
                "within_ten_days_possible": perhaps,
                "compound": compound["id"],
            }
        )
    return ordered(rows, "name", "compound")


def compounds_heads(graph: Graph, asked: Asked) -> list[Row]:
    day, rows = asked["as_of"], []
    doubts = {frozenset((link["from"], link["to"])) for link in graph.tables["MAY_BE.Person.Person"]}
    for compound, area in lying(graph, asked):
        covers = covering(graph, "COVERS.Organization.Compound", compound, day)
        covers = [(link, body) for link, body in covers if body["kind"] in BRANCHES]
        acts = covering(graph, "ACTS_FOR.Organization.Compound", compound, day)
        acts = [(link, body) for link, body in acts if body["kind"] in COMMITTEES]
        pairs = [
            (person, person is other, first and second)
            for person, first in _heading(graph, covers, "secretary", day)
            for other, second in _heading(graph, acts, "director", day)
            if person is other or frozenset((person["id"], other["id"])) in doubts
        ]
        rows.append(
            {
                "community": area["name"],
                "name": compound["name"],
                "branches": len({body["id"] for _, body in covers}),
                "committee": len({body["id"] for _, body in acts}),
                "joined": any(one and known for _, one, known in pairs),
                "joined_possible": bool(pairs),
                "holder": min((person["name"] for person, _, _ in pairs), default=None),
                "compound": compound["id"],
            }
        )
    return ordered(rows, "community", "name", "compound")


def _heading(graph: Graph, bodies: list[tuple[Row, Row]], kind: str, day: dt.date) -> list[tuple[Row, bool]]:
    """Who may hold the head's post of some bodies, and whether it is certain."""
    return [
        (person, sure(day, link, body, hold))
        for link, body in bodies
        for hold, post, person in held(graph, body, day)
        if post["kind"] == kind
    ]


ANSWERS: Answers = {
    "buildings/named": buildings_named,
    "buildings/uncovered": buildings_uncovered,
    "compounds/bodies": compounds_bodies,
    "compounds/coverage": compounds_coverage,
    "compounds/heads": compounds_heads,
    "compounds/list": compounds_list,
    "compounds/move_in": compounds_move_in,
    "compounds/named": compounds_named,
    "compounds/slots": compounds_slots,
}
