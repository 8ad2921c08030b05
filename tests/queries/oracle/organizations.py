"""Questions about bodies."""

from __future__ import annotations

import datetime as dt

from tests.queries.oracle.graph import (
    Answers,
    Asked,
    Graph,
    Row,
    based,
    certain,
    covering,
    held,
    inside,
    ordered,
    possible,
    total,
)


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


def organizations_counts(graph: Graph, asked: Asked) -> list[Row]:
    kinds: dict[str, list[Row]] = {}
    for body, _ in based(graph, asked):
        kinds.setdefault(body["kind"], []).append(body)
    rows = [
        {
            "kind": kind,
            "bodies": len(bodies),
            "certain": sum(certain(body, asked["as_of"]) for body in bodies),
            "members": total(body["members"] for body in bodies),
            "full_members": total(body["full_members"] for body in bodies),
        }
        for kind, bodies in kinds.items()
    ]
    return ordered(rows, "kind")


def _compounds(graph: Graph, body: Row, day: dt.date, *kinds: str) -> dict[str, str]:
    """Compounds that a body is tied to by links of these kinds, and their names."""
    return {
        compound["id"]: compound["name"]
        for kind in kinds
        for link, compound in graph.out(f"{kind}.Organization.Compound", body)
        if possible(link, day)
    }


def _place(graph: Graph, body: Row, area: Row, day: dt.date) -> str:
    """The name of the one compound that a body has to do with, or of its home area."""
    compounds = _compounds(graph, body, day, "COVERS", "ACTS_FOR", "SERVES")
    return str(next(iter(compounds.values())) if len(compounds) == 1 else area["name"])


def organizations_of_kind(graph: Graph, asked: Asked) -> list[Row]:
    rows = [
        {
            "name": body["name"],
            "place": _place(graph, body, area, asked["as_of"]),
            "since_min": body["from_min"],
            "since_max": body["from_max"],
            "members": body["members"],
            "full_members": body["full_members"],
            "organization": body["id"],
        }
        for body, area in based(graph, asked)
        if body["kind"] == asked["kind"]
    ]
    return ordered(rows, "name", "organization")


def organizations_homes(graph: Graph, asked: Asked) -> list[Row]:
    homes: dict[str, list[str]] = {}
    for body in graph.all("Organization"):
        for _, area in graph.out("BASED_IN.Organization.Area", body):
            if inside(graph, area, asked) and possible(area, asked["as_of"]):
                homes.setdefault(body["id"], []).append(area["id"])
    return ordered([{"body_id": body, "home": min(areas)} for body, areas in homes.items()], "body_id")


def forums_parties(graph: Graph, asked: Asked) -> list[Row]:
    day, rows = asked["as_of"], []
    for body, area in based(graph, asked):
        if body["kind"] not in ("forum", "coordination_committee"):
            continue
        parties = covering(graph, "MEMBER_OF.Organization.Organization", body, day)
        rows.append(
            {
                "name": body["name"],
                "kind": body["kind"],
                "place": _place(graph, body, area, day),
                "parties": len({party["id"] for _, party in parties}),
                "convenor": min(
                    (party["name"] for link, party in parties if link["part"] == "convenor_part"),
                    default=None,
                ),
                "organization": body["id"],
            }
        )
    return ordered(rows, "name", "organization")


def committees_party(graph: Graph, asked: Asked) -> list[Row]:
    day, rows = asked["as_of"], []
    for body, _ in based(graph, asked):
        if body["kind"] != "owners_committee":
            continue
        terms = [term for term in held(graph, body, day) if term[1]["kind"] != "alternate_member"]
        known = {person["id"]: person["party_member"] for _, _, person in terms}
        sitting = {person["id"] for hold, _, person in terms if certain(hold, day)}
        party = sum(known[one] is True for one in sitting)
        chairs = {person["party_member"] for _, post, person in terms if post["kind"] == "director"}
        rows.append(
            {
                "name": body["name"],
                "compound": min(_compounds(graph, body, day, "ACTS_FOR").values(), default=None),
                "members": len(known),
                "party": party,
                "party_possible": sum(member is not False for member in known.values()),
                "share": party / len(known) if known else None,
                "chair_party": True if True in chairs else None if None in chairs or not chairs else False,
                "organization": body["id"],
            }
        )
    return ordered(rows, "name", "organization")


ANSWERS: Answers = {
    "committees/party": committees_party,
    "forums/parties": forums_parties,
    "organizations/counts": organizations_counts,
    "organizations/homes": organizations_homes,
    "organizations/named": organizations_named,
    "organizations/of_kind": organizations_of_kind,
}
