"""Questions about areas."""

from __future__ import annotations

from tests.queries.oracle.graph import (
    Answers,
    Asked,
    Graph,
    Row,
    covering,
    held,
    inside,
    lying,
    ordered,
    possible,
    total,
)


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


def areas_named(graph: Graph, asked: Asked) -> list[Row]:
    rows = [
        {"id": area["id"], "name": area["name"], "name_key": area["name_key"], "level": area["level"]}
        for area in graph.all("Area")
        if inside(graph, area, asked) and possible(area, asked["as_of"])
    ]
    return ordered(rows, "id")


def areas_neighbourhoods(graph: Graph, asked: Asked) -> list[Row]:
    day, rows = asked["as_of"], []
    for area in graph.all("Area"):
        if area["level"] != "neighbourhood" or not inside(graph, area, asked):
            continue
        heads = {
            person["id"]
            for _, body in covering(graph, "COVERS.Organization.Area", area, day)
            for _, post, person in held(graph, body, day)
            if post["kind"] == "neighbour_head"
        }
        number = area["households"]
        rows.append(
            {
                "area": area["id"],
                "name": area["name"],
                "households": number,
                "heads": len(heads),
                "in_range": None if number is None else 5 <= number <= 15,
            }
        )
    return ordered(rows, "area")


def check_ins_totals(graph: Graph, asked: Asked) -> list[Row]:
    communities: dict[str, list[tuple[Row, Row, Row]]] = {
        area["id"]: []
        for area in graph.all("Area")
        if area["level"] == "community" and inside(graph, area, asked)
    }
    for compound, area in lying(graph, asked):
        for link, unit in covering(graph, "REPORTS_IN.Organization.Compound", compound, asked["as_of"]):
            for community in graph.above(area) & set(communities):
                communities[community].append((link, unit, compound))
    rows = [
        {
            "area": area,
            "name": graph.nodes["Area", area]["name"],
            "units": len({unit["id"] for _, unit, _ in found}),
            "members": total(link["members"] for link, _, _ in found),
            "compounds": len({compound["id"] for _, _, compound in found}),
        }
        for area, found in communities.items()
    ]
    return ordered(rows, "area")


def venues_counts(graph: Graph, asked: Asked) -> list[Row]:
    kinds: dict[str | None, list[tuple[Row, set[str]]]] = {}
    for venue in graph.all("Venue"):
        areas = [area for _, area in graph.out("LOCATED_IN.Venue.Area", venue)]
        stands = [compound for _, compound in graph.out("LOCATED_IN.Venue.Compound", venue)]
        areas += [area for c in stands for _, area in graph.out("LOCATED_IN.Compound.Area", c)]
        if not possible(venue, asked["as_of"]) or not any(inside(graph, area, asked) for area in areas):
            continue
        served = {
            compound["id"]
            for link, compound in graph.out("SERVES.Venue.Compound", venue)
            if possible(link, asked["as_of"])
        }
        kinds.setdefault(venue["kind"], []).append((venue, served | {c["id"] for c in stands}))
    rows = [
        {
            "kind": kind,
            "venues": len(found),
            "compounds": len(set().union(*(compounds for _, compounds in found))),
            "square_metres": total(venue["square_metres"] for venue, _ in found),
        }
        for kind, found in kinds.items()
    ]
    return ordered(rows, "kind")


ANSWERS: Answers = {
    "areas/counts": areas_counts,
    "areas/named": areas_named,
    "areas/neighbourhoods": areas_neighbourhoods,
    "check_ins/totals": check_ins_totals,
    "venues/counts": venues_counts,
}
