"""Rules about compounds, buildings, grids and neighbourhoods."""

from __future__ import annotations

from tests.audit.oracle.facts import (
    ACTS,
    BRANCHES,
    COVERS,
    Asked,
    Graph,
    Row,
    Verdicts,
    certain,
    possible,
)


def lacking(said: Verdicts, subject: str, *, whole: bool) -> None:
    """Something is not there: a failure only where the ledgers are stated to be whole."""
    if whole:
        said.find(subject, sure=True)
    else:
        said.judge(subject, "unknown")


def compound_without_branch(graph: Graph, asked: Asked) -> Verdicts:
    said = Verdicts()
    for compound, area in graph.compounds(asked):
        said.judge(compound["id"], "pass")
        if not graph.branches(compound, asked.day):
            lacking(said, compound["id"], whole=graph.whole(area, asked, "organizations", "coverage"))
    return said


def compound_without_committee(graph: Graph, asked: Asked) -> Verdicts:
    said = Verdicts()
    kinds = ["owners_committee", *(["management_committee"] if asked.values["interim"] else [])]
    for compound, area in graph.compounds(asked):
        said.judge(compound["id"], "pass")
        if not graph.at(ACTS, compound, asked.day, *kinds):
            lacking(said, compound["id"], whole=graph.whole(area, asked, "organizations"))
    return said


def compound_without_company(graph: Graph, asked: Asked) -> Verdicts:
    said = Verdicts()
    for compound, area in graph.compounds(asked):
        said.judge(compound["id"], "pass")
        if not graph.companies(compound, asked.day):
            lacking(said, compound["id"], whole=graph.whole(area, asked, "property"))
    return said


def members_without_own_branch(graph: Graph, asked: Asked) -> Verdicts:
    """A compound that nobody covers is for `compound_without_branch` to judge."""
    said = Verdicts()
    for compound, area in graph.compounds(asked):
        covers = graph.branches(compound, asked.day)
        modes = {link["mode"] for link, _ in covers}
        members = compound["full_members"]
        said.judge(compound["id"], "pass" if modes else "not_applicable")
        if not modes or "own" in modes or (members is not None and members < asked.values["least"]):
            continue
        if members is not None and graph.whole(area, asked, "organizations", "coverage"):
            said.find(compound["id"], sure=any(certain(asked.day, *cover) for cover in covers))
        else:
            said.judge(compound["id"], "unknown")
    return said


def building_without_group(graph: Graph, asked: Asked) -> Verdicts:
    said = Verdicts()
    for compound, area in graph.compounds(asked):
        for _, building in graph.into("LOCATED_IN.Building.Compound", compound):
            if not possible(asked.day, building):
                continue
            said.judge(building["id"], "pass")
            if not graph.at("COVERS.Organization.Building", building, asked.day, "building_group"):
                lacking(said, building["id"], whole=graph.whole(area, asked, "organizations", "coverage"))
    return said


PARTY = (
    *BRANCHES,
    *("county_committee", "working_committee", "community_committee", "building_group", "centre_household"),
)
"""Party bodies that may cover a place; a company's own branch covers none."""


def grid_without_party_body(graph: Graph, asked: Asked) -> Verdicts:
    said = Verdicts()
    for grid in graph.tables["Grid"]:
        area = graph.home(grid, "LOCATED_IN.Grid.Area")
        if area is None or not graph.inside(area, asked) or not possible(asked.day, grid):
            continue
        said.judge(grid["id"], "pass")
        if not graph.at("COVERS.Organization.Grid", grid, asked.day, *PARTY):
            lacking(said, grid["id"], whole=graph.whole(area, asked, "organizations", "coverage"))
    return said


def joint_branch_too_wide(graph: Graph, asked: Asked) -> Verdicts:
    said = Verdicts()
    for branch, _ in graph.bodies(asked, "joint_branch"):
        said.judge(branch["id"], "pass")
        covered = [(v, c) for v, c in graph.out(COVERS, branch) if possible(asked.day, v, c)]
        if len({compound["id"] for _, compound in covered}) > asked.values["most"]:
            sure = {c["id"] for link, c in covered if certain(asked.day, link, c, branch)}
            said.find(branch["id"], sure=len(sure) > asked.values["most"])
    return said


def neighbourhoods(graph: Graph, asked: Asked) -> list[Row]:
    """Neighbourhoods of the areas that may exist on the day."""
    return [
        area
        for area in graph.tables["Area"]
        if area["level"] == "neighbourhood" and graph.inside(area, asked) and possible(asked.day, area)
    ]


def neighbourhood_households(graph: Graph, asked: Asked) -> Verdicts:
    said = Verdicts()
    for area in neighbourhoods(graph, asked):
        number = area["households"]
        said.judge(area["id"], "unknown" if number is None else "pass")
        if number is not None and not asked.values["least"] <= number <= asked.values["most"]:
            said.find(area["id"], sure=True)
    return said


def neighbourhood_without_head(graph: Graph, asked: Asked) -> Verdicts:
    said = Verdicts()
    for area in neighbourhoods(graph, asked):
        heads = [
            term
            for link, body in graph.into("COVERS.Organization.Area", area)
            if possible(asked.day, link, body)
            for term in graph.terms(body, asked.day, ["neighbour_head"])
        ]
        said.judge(area["id"], "pass")
        if not heads:
            lacking(said, area["id"], whole=graph.whole(area, asked, "organizations", "posts"))
    return said


def slots_unfilled(graph: Graph, asked: Asked) -> Verdicts:
    """One finding a part that is missing."""
    said = Verdicts()
    for compound, area in graph.compounds(asked):
        day = asked.day
        venues = [
            venue
            for table in ("SERVES.Venue.Compound", "LOCATED_IN.Venue.Compound")
            for link, venue in graph.into(table, compound)
            if possible(day, link, venue)
        ]
        parts = [
            (graph.branches(compound, day), ("organizations", "coverage")),
            (graph.at(ACTS, compound, day, "owners_committee", "management_committee"), ("organizations",)),
            (graph.companies(compound, day), ("property",)),
            (graph.at(ACTS, compound, day, "supervisory_board"), ("organizations",)),
            (graph.at(ACTS, compound, day, "council"), ("organizations",)),
            (graph.at(COVERS, compound, day, "volunteer_team"), ("organizations", "coverage")),
            (venues, ("venues",)),
        ]
        said.judge(compound["id"], "pass")
        for there, ledgers in parts:
            if not there:
                lacking(said, compound["id"], whole=graph.whole(area, asked, *ledgers))
    return said


def branch_after_move_in(graph: Graph, asked: Asked) -> Verdicts:
    """The earliest founding of a branch that has covered the compound, against the day of moving in, which it
    has to be earlier than. One that the ledgers do not name may have been earlier still.
    """
    said = Verdicts()
    for compound, area in graph.compounds(asked):
        if compound["type"] != "moveback":
            continue
        moved = compound["moved_in_min"], compound["moved_in_max"]
        branches = [
            branch
            for link, branch in graph.into(COVERS, compound)
            if branch["kind"] in BRANCHES and max(link["from_min"], branch["from_min"]) <= asked.day
        ]
        said.judge(compound["id"], "pass")
        if not branches:
            if moved[1] is not None and moved[1] <= asked.day:
                lacking(said, compound["id"], whole=graph.whole(area, asked, "organizations", "coverage"))
            elif moved[0] is None or moved[0] <= asked.day:
                said.judge(compound["id"], "unknown")
            continue
        low = min(branch["from_min"] for branch in branches)
        high = min(branch["from_max"] for branch in branches)
        if moved[0] is not None and (high < moved[0] or asked.day < moved[0]):
            continue
        if moved[0] is None or low < moved[1] or asked.day < moved[1]:
            said.judge(compound["id"], "unknown")
        else:
            lacking(said, compound["id"], whole=graph.whole(area, asked, "organizations", "coverage"))
    return said


RULES = {
    rule.__name__: rule
    for rule in (
        branch_after_move_in,
        building_without_group,
        compound_without_branch,
        compound_without_committee,
        compound_without_company,
        grid_without_party_body,
        joint_branch_too_wide,
        members_without_own_branch,
        neighbourhood_households,
        neighbourhood_without_head,
        slots_unfilled,
    )
}
