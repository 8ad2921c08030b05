"""Every address that reads the graph, with parameters that find something in the little workspace."""

from __future__ import annotations

from starlette.testclient import TestClient

COMMUNITY = "990101001001"
OTHER = "990101001002"
"""Two communities of the little street: the first has bodies and people, the second a bare compound."""


def ids(client: TestClient) -> dict[str, str]:
    """Identifiers of things in the little workspace, by what tests call them."""

    def found(text: str, type_: str) -> str:
        hits = client.get("/places/search", params={"q": text, "type": type_}).json()["items"]
        return str(next(hit["id"] for hit in hits if hit["whole"]))

    people = client.get("/people", params={"name": "张三"}).json()["items"]
    return {
        "compound": found("松涛苑", "Compound"),
        "building": found("松涛苑/1栋", "Building"),
        "branch": found("松涛苑小区党支部", "Organization"),
        "committee": found("示例社区党委", "Organization"),
        "person": str(people[0]["person"]),
    }


def addresses(known: dict[str, str]) -> dict[str, str]:
    """What is asked, by the path in the document."""
    compound, branch = known["compound"], known["branch"]
    return {
        f"/places?parent={COMMUNITY}": "/places",
        "/places/search?q=松": "/places/search",
        "/places/compounds?sort=-households": "/places/compounds",
        f"/places/{known['building']}": "/places/{place}",
        f"/places/{compound}": "/places/{place}",
        f"/places/{COMMUNITY}": "/places/{place}",
        "/people?name=张三": "/people",
        "/people/several": "/people/several",
        f"/people/{known['person']}": "/people/{person}",
        "/organizations": "/organizations",
        f"/organizations/{branch}": "/organizations/{organization}",
        f"/organizations/{known['committee']}": "/organizations/{organization}",
        f"/organizations/{branch}/reports-to": "/organizations/{organization}/reports-to",
        f"/organizations/{known['committee']}/below": "/organizations/{organization}/below",
        f"/organizations/{branch}/places": "/organizations/{organization}/places",
        "/coverage": "/coverage",
        "/coverage?by=type": "/coverage",
        "/coverage/gaps": "/coverage/gaps",
        "/coverage/places": "/coverage/places",
        "/coverage/ends?horizon=1000": "/coverage/ends",
        "/escalation?place=松涛苑/1栋": "/escalation",
        f"/escalation?place={compound}&to=区委": "/escalation",
        "/escalation/breaks": "/escalation/breaks",
        "/escalation/breaks/causes": "/escalation/breaks/causes",
        "/escalation/breaks/buildings": "/escalation/breaks/buildings",
        f"/escalation/below?body={known['committee']}": "/escalation/below",
        "/resilience/posts": "/resilience/posts",
        "/resilience/persons": "/resilience/persons",
        "/resilience/drop-out?leave=松涛苑小区党支部/书记": "/resilience/drop-out",
        f"/compounds/{compound}/page": "/compounds/{compound}/page",
        f"/graph/neighbourhood?node={compound}&steps=3": "/graph/neighbourhood",
        f"/graph/neighbourhood?node={known['person']}&steps=2": "/graph/neighbourhood",
        "/graph/tree?depth=4": "/graph/tree",
        "/graph/tree?of=bodies&depth=4": "/graph/tree",
        "/pictures/tree": "/pictures/tree",
        f"/pictures/tree?root=990101001&open={COMMUNITY}&limit=300": "/pictures/tree",
        f"/pictures/sides?compound={compound}": "/pictures/sides",
        "/pictures/net": "/pictures/net",
        "/pictures/matrix?width=700": "/pictures/matrix",
        "/pictures/ladder?place=松涛苑/1栋": "/pictures/ladder",
        "/pictures/ladder?place=松涛苑/1栋&step=2": "/pictures/ladder",
        "/pictures/treemap?limit=2": "/pictures/treemap",
        "/questions/people/several_bodies": "/questions/people/several_bodies",
    }


def other_forms(known: dict[str, str]) -> list[str]:
    """Answers that are no JSON."""
    compound = known["compound"]
    return [
        "/escalation?place=松涛苑/1栋&format=svg",
        "/escalation?place=松涛苑/1栋&format=text",
        "/escalation?place=松涛苑/1栋&format=mermaid",
        "/escalation?place=松涛苑/1栋&format=picture",
        f"/compounds/{compound}/page?format=html",
        f"/compounds/{compound}/page?format=text",
        f"/graph/neighbourhood?node={compound}&steps=3&format=svg",
        "/graph/tree?of=bodies&depth=4&format=svg",
        "/pictures/tree?format=svg",
        f"/pictures/sides?compound={compound}&format=svg",
        "/pictures/ladder?place=松涛苑/1栋&format=svg",
        "/pictures/treemap?format=svg",
    ]
