"""Facts as lists of dicts, and what the answers ask of them again and again."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import Any

from tests.facts import Facts

Row = dict[str, Any]
Asked = Mapping[str, Any]
BRANCHES = ("compound_branch", "joint_branch", "grid_branch")
COMMITTEES = ("owners_committee", "management_committee")
BOUNDS = {"since_min": "from_min", "since_max": "from_max", "until_min": "to_min", "until_max": "to_max"}


class Graph:
    """Facts as lists of dicts."""

    def __init__(self, facts: Facts) -> None:
        self.tables: dict[str, list[Row]] = {name: frame.to_dicts() for name, frame in facts.items()}
        self.nodes: dict[tuple[str, str], Row] = {
            (name, row["id"]): row for name, rows in self.tables.items() if "." not in name for row in rows
        }
        self.ends: dict[tuple[str, str], dict[str, list[Row]]] = {}
        self.upper: dict[str, set[str]] = {}

    def all(self, label: str) -> list[Row]:
        """Every node of a label."""
        return self.tables[label]

    def out(self, table: str, node: Row) -> Iterator[tuple[Row, Row]]:
        """Links of a table from a node, each with the node it leads to."""
        label = table.split(".")[2]
        yield from ((link, self.nodes[label, link["to"]]) for link in self._at(table, "from", node))

    def into(self, table: str, node: Row) -> Iterator[tuple[Row, Row]]:
        """Links of a table to a node, each with the node it comes from."""
        label = table.split(".")[1]
        yield from ((link, self.nodes[label, link["from"]]) for link in self._at(table, "to", node))

    def above(self, area: Row) -> set[str]:
        """An area and every area that it lies in."""
        if area["id"] in self.upper:
            return self.upper[area["id"]]
        found, ahead = {area["id"]}, [area]
        while ahead:
            for _, upper in self.out("LOCATED_IN.Area.Area", ahead.pop()):
                if upper["id"] not in found:
                    found.add(upper["id"])
                    ahead.append(upper)
        return self.upper.setdefault(area["id"], found)

    def area_of(self, node: Row, table: str) -> Row | None:
        """The area that a place lies in, or a body is based in."""
        return next((area for _, area in self.out(table, node)), None)

    def _at(self, table: str, side: str, node: Row) -> list[Row]:
        if (table, side) not in self.ends:
            found: dict[str, list[Row]] = defaultdict(list)
            for link in self.tables[table]:
                found[link[side]].append(link)
            self.ends[table, side] = found
        return self.ends[table, side].get(node["id"], [])


Answers = dict[str, Callable[[Graph, Asked], list[Row]]]
"""A module's answers by the name of the question."""


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


def sure(day: dt.date, *facts: Row) -> bool:
    """Whether facts are all in force whatever their unknown parts are."""
    return all(certain(fact, day) for fact in facts)


def total(numbers: Iterable[Any]) -> Any:
    """The sum of the numbers that are known, or nothing where none is."""
    known = [number for number in numbers if number is not None]
    return sum(known) if known else None


def based(graph: Graph, asked: Asked) -> Iterator[tuple[Row, Row]]:
    """Bodies of the areas that may exist on the day, each with its home area."""
    for body in graph.all("Organization"):
        area = graph.area_of(body, "BASED_IN.Organization.Area")
        if area is not None and inside(graph, area, asked) and possible(body, asked["as_of"]):
            yield body, area


def lying(graph: Graph, asked: Asked) -> Iterator[tuple[Row, Row]]:
    """Compounds of the areas, each with its area."""
    for compound in graph.all("Compound"):
        area = graph.area_of(compound, "LOCATED_IN.Compound.Area")
        if area is not None and inside(graph, area, asked):
            yield compound, area


def held(graph: Graph, body: Row, day: dt.date) -> list[tuple[Row, Row, Row]]:
    """Terms that may be in force in posts of a body that may exist: term, post, person."""
    return [
        (hold, post, person)
        for _, post in covering(graph, "POST_IN.Post.Organization", body, day)
        for hold, person in graph.into("HOLDS.Person.Post", post)
        if possible(hold, day)
    ]
