"""A handful of rules in networkx, as people write it: a multigraph, dicts on nodes and links, loops."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import Any

import networkx as nx
import polars as pl

NODES = (
    *("Area", "Compound", "Building", "Grid", "Venue", "Organization", "Post", "Person", "Completeness"),
)
LINKS = (
    *("LOCATED_IN.Area.Area", "LOCATED_IN.Compound.Area", "LOCATED_IN.Building.Compound"),
    *("LOCATED_IN.Building.Grid", "LOCATED_IN.Grid.Area", "LOCATED_IN.Venue.Compound"),
    *("BASED_IN.Organization.Area", "COVERS.Organization.Area", "COVERS.Organization.Building"),
    *("COVERS.Organization.Compound", "COVERS.Organization.Grid", "MEMBER_OF.Organization.Organization"),
    "SERVES.Venue.Compound",
    *("ACTS_FOR.Organization.Compound", "SERVES.Organization.Compound", "HOLDS.Person.Post"),
    *("POST_IN.Post.Organization", "REPORTS_TO.Organization.Organization", "MAY_BE.Person.Person"),
    "STATED_FOR.Completeness.Area",
)
LEADING = (
    *("secretary", "director", "board_chair", "council_chair", "manager", "grid_head", "group_leader"),
    *("household_head", "neighbour_head", "residents_group_head", "patch_head", "convenor", "leader"),
)
LOWER = ("building_group", "centre_household", "compound_branch", "joint_branch", "grid_branch")
Row = dict[str, Any]
Found = tuple[list[Row], list[Row]]
"""Population and findings."""


def load(facts: Path) -> nx.MultiDiGraph[str]:
    """The facts that these rules need, as a graph."""
    graph: nx.MultiDiGraph[str] = nx.MultiDiGraph()
    for name in NODES:
        for row in pl.read_parquet(facts / f"{name}.parquet").iter_rows(named=True):
            graph.add_node(row["id"], label=name, **row)
    for name in LINKS:
        for row in pl.read_parquet(facts / f"{name}.parquet").iter_rows(named=True):
            graph.add_edge(row.pop("from"), row.pop("to"), link=name.split(".", maxsplit=1)[0], **row)
    return graph


class Walks:
    """The rules on a graph, as of a day, in some areas."""

    def __init__(self, graph: nx.MultiDiGraph[str], day: dt.date, areas: Sequence[str]) -> None:
        self.graph, self.day = graph, day
        self.scope: set[str] = set()
        waiting = list(areas)
        while waiting:
            area = waiting.pop()
            if area not in self.scope:
                self.scope.add(area)
                waiting += [
                    one for one, _ in self.back(area, "LOCATED_IN") if graph.nodes[one]["label"] == "Area"
                ]

    def may(self, data: Row) -> bool:
        return bool(data["from_min"] <= self.day < data["to_max"])

    def sure(self, data: Row) -> bool:
        return bool(data["from_max"] <= self.day < data["to_min"])

    def out(self, node: str, link: str) -> Iterator[tuple[str, Row]]:
        for _, other, data in self.graph.out_edges(node, data=True):
            if data["link"] == link:
                yield other, data

    def back(self, node: str, link: str) -> Iterator[tuple[str, Row]]:
        for other, _, data in self.graph.in_edges(node, data=True):
            if data["link"] == link:
                yield other, data

    def stated(self, area: str, ledgers: set[str]) -> bool:
        """Whether the ledgers are stated to be whole for an area or one above it."""
        told: set[str] = set()
        waiting, seen = [area], set[str]()
        while waiting:
            one = waiting.pop()
            if one in seen:
                continue
            seen.add(one)
            told |= {
                self.graph.nodes[s]["ledger"]
                for s, _ in self.back(one, "STATED_FOR")
                if self.graph.nodes[s]["day"] <= self.day
            }
            waiting += [above for above, _ in self.out(one, "LOCATED_IN")]
        return ledgers <= told

    def bodies(self, kinds: Sequence[str]) -> Iterator[tuple[str, Row, str]]:
        """Bodies of some kinds that stand, each with its area."""
        for area in self.scope:
            for body, _ in self.back(area, "BASED_IN"):
                data = self.graph.nodes[body]
                if data["kind"] in kinds and self.may(data):
                    yield body, data, area

    def above(self, body: str) -> Iterator[tuple[str, bool]]:
        """Every body above one, by all ways, and whether the way is certain."""
        waiting: list[tuple[str, bool, frozenset[str]]] = [(body, True, frozenset())]
        while waiting:
            one, certain, seen = waiting.pop()
            for top, link in self.out(one, "REPORTS_TO"):
                data = self.graph.nodes[top]
                if data["label"] == "Organization" and self.may(link) and self.may(data) and top not in seen:
                    sure = certain and self.sure(link) and self.sure(data)
                    yield top, sure
                    waiting.append((top, sure, seen | {top}))

    def held(self, person: str) -> Iterator[tuple[str, str, bool]]:
        """Posts that a person may hold: post, body, whether for certain."""
        for post, term in self.out(person, "HOLDS"):
            if self.may(term):
                for body, _ in self.out(post, "POST_IN"):
                    if self.may(self.graph.nodes[body]):
                        yield post, body, self.sure(term) and self.sure(self.graph.nodes[body])

    def alike(self, person: str) -> Iterator[tuple[str, bool]]:
        """The person, and all who may be the same."""
        yield person, True
        yield from {(one, False) for one, _ in (*self.out(person, "MAY_BE"), *self.back(person, "MAY_BE"))}

    def building_without_group(self) -> Found:
        population, found = [], []
        for area in self.scope:
            stated = self.stated(area, {"organizations", "coverage"})
            for compound, _ in self.back(area, "LOCATED_IN"):
                if self.graph.nodes[compound]["label"] != "Compound":
                    continue
                for building, _ in self.back(compound, "LOCATED_IN"):
                    data = self.graph.nodes[building]
                    if data["label"] != "Building" or not self.may(data):
                        continue
                    population.append({"subject": building, "place": compound, "state": "asked"})
                    groups = [
                        body
                        for body, link in self.back(building, "COVERS")
                        if self.may(link)
                        and self.graph.nodes[body]["kind"] == "building_group"
                        and self.may(self.graph.nodes[body])
                    ]
                    if not groups:
                        verdict = "fail" if stated else "unknown"
                        found.append({"subject": building, "verdict": verdict, "certain": stated})
        return population, found

    def chain_broken(self, top: str) -> Found:
        population, found = [], []
        for body, _, area in self.bodies(LOWER):
            population.append({"subject": body, "place": area, "state": "asked"})
            if not any(self.graph.nodes[one]["kind"] == top for one, _ in self.above(body)):
                stated = self.stated(area, {"organizations", "relations"})
                found.append({"subject": body, "verdict": "fail" if stated else "unknown", "certain": stated})
        return population, found

    def committee_works_for_company(self) -> Found:
        population, found = [], dict[tuple[str, ...], bool]()
        places: dict[str, list[str]] = {}
        for area in self.scope:
            for compound, _ in self.back(area, "LOCATED_IN"):
                if self.graph.nodes[compound]["label"] != "Compound":
                    continue
                firms = self._tied(compound, "SERVES", "property_company")
                for committee, tied in self._tied(compound, "ACTS_FOR", "owners_committee").items():
                    places.setdefault(committee, []).append(compound if firms else "")
                    for key, sure in self._shared(committee, firms):
                        found[key] = found.get(key, False) or (sure and tied)
        for committee, where in places.items():
            state = "asked" if any(where) else "not_applicable"
            population.append({"subject": committee, "state": state})
        for one in population:
            one["place"] = min(c for c, _ in self._current(one["subject"], "ACTS_FOR") if self._inside(c))
        names = ("subject", "post_a", "post_b", "person", "other")
        return population, [
            {**dict(zip(names, key, strict=True)), "verdict": "fail", "certain": sure}
            for key, sure in found.items()
        ]

    def _inside(self, compound: str) -> bool:
        return any(area in self.scope for area, _ in self.out(compound, "LOCATED_IN"))

    def _current(self, body: str, link: str) -> list[tuple[str, Row]]:
        return [(one, data) for one, data in self.out(body, link) if self.may(data)]

    def _tied(self, compound: str, link: str, kind: str) -> dict[str, bool]:
        """Bodies of a kind that are tied to a compound, and whether for certain."""
        tied: dict[str, bool] = {}
        for body, data in self.back(compound, link):
            node = self.graph.nodes[body]
            if node.get("kind") == kind and self.may(data) and self.may(node):
                tied[body] = tied.get(body, False) or (self.sure(data) and self.sure(node))
        return tied

    def _shared(self, committee: str, firms: dict[str, bool]) -> Iterator[tuple[tuple[str, ...], bool]]:
        """Pairs of posts that one person, or two who may be one, hold in a committee and in its firms."""
        for post, _ in self.back(committee, "POST_IN"):
            if self.graph.nodes[post]["kind"] == "alternate_member":
                continue
            for person, term in self.back(post, "HOLDS"):
                if not self.may(term):
                    continue
                for other, same in self.alike(person):
                    for job, firm, sure in self.held(other):
                        if firm in firms and self.graph.nodes[job]["kind"] != "alternate_member":
                            certain = same and sure and self.sure(term) and firms[firm]
                            yield (committee, post, job, person, other), certain

    def answers_to_themselves(self) -> Found:
        people = [node for node, data in self.graph.nodes(data=True) if data["label"] == "Person"]
        leading = {
            person: [
                (post, body, sure)
                for post, body, sure in self.held(person)
                if self.graph.nodes[post]["kind"] in LEADING
            ]
            for person in people
        }
        population, found = [], dict[tuple[str, ...], bool]()
        for person in people:
            mine = leading[person]
            homes = [
                area for _, body, _ in mine for area, _ in self.out(body, "BASED_IN") if area in self.scope
            ]
            if not homes:
                continue
            first = min(post for post, _, _ in mine)
            twins = [one for one, same in self.alike(person) if not same]
            several = len({post for post, _, _ in mine}) > 1
            if several or any(post != first for twin in twins for post, _, _ in leading[twin]):
                population.append({"subject": person, "place": min(homes), "state": "asked"})
            for low, body, certain in mine:
                if not any(area in self.scope for area, _ in self.out(body, "BASED_IN")):
                    continue
                higher = [
                    (other, high, top, same and certain and sure)
                    for other, same in self.alike(person)
                    for high, top, sure in leading[other]
                    if top != body
                ]
                if not higher:
                    continue
                ways = list(self.above(body))
                for other, high, top, held in higher:
                    for reached, sure in ways:
                        if reached == top and not self._together(body, top):
                            key = (person, other, low, high)
                            found[key] = found.get(key, False) or (held and sure)
        names = ("subject", "other", "post_a", "post_b")
        return population, [
            {**dict(zip(names, key, strict=True)), "verdict": "fail", "certain": sure}
            for key, sure in found.items()
        ]

    def _together(self, one: str, other: str) -> bool:
        """Whether two bodies cover one area."""
        areas = [
            {area for area, _ in self._current(body, "COVERS") if self.graph.nodes[area]["label"] == "Area"}
            for body in (one, other)
        ]
        return bool(areas[0] & areas[1])

    def rules(self, top: str) -> dict[str, Callable[[], Found]]:
        """The rules that are written here."""
        return {
            "answers_to_themselves": self.answers_to_themselves,
            "building_without_group": self.building_without_group,
            "chain_broken": lambda: self.chain_broken(top),
            "committee_works_for_company": self.committee_works_for_company,
        }


def frames(found: Found) -> tuple[pl.DataFrame, pl.DataFrame]:
    """Population and findings as tables."""
    population = pl.DataFrame(found[0], schema={"subject": pl.String, "place": pl.String, "state": pl.String})
    keys = ("other", "post_a", "post_b", "person")
    names = [name for name in keys if found[1] and name in found[1][0]]
    schema = {
        "subject": pl.String,
        **dict.fromkeys(names, pl.String),
        "verdict": pl.String,
        "certain": pl.Boolean,
    }
    return population, pl.DataFrame(found[1], schema=schema)
