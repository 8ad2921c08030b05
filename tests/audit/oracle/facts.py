"""Facts as lists of dicts, what the rules ask of them again and again, and what a rule comes to.

Nothing here knows an engine, a query or a frame's library: rows are dicts, links are looked up by their
ends, and one walk is done at a time. Derived links are not read: who lies in what, who answers to whom and
who holds two posts is walked from the base facts.
"""

from __future__ import annotations

import datetime as dt
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

Row = dict[str, Any]

BRANCHES = ("compound_branch", "joint_branch", "grid_branch")
BRANCH_POSTS = (
    "secretary",
    "deputy_secretary",
    "organization_commissioner",
    "publicity_commissioner",
    "discipline_commissioner",
    "committee_member",
)
HEADS = (
    "secretary",
    "director",
    "board_chair",
    "council_chair",
    "manager",
    "grid_head",
    "group_leader",
    "household_head",
    "neighbour_head",
    "residents_group_head",
    "patch_head",
    "convenor",
    "leader",
)
"""Leading posts."""
COMMITTEE_POSTS = ("director", "deputy_director", "committee_member")

ABOVE = "LOCATED_IN.Area.Area"
HOME = "BASED_IN.Organization.Area"
ESTATE = "LOCATED_IN.Compound.Area"
ACTS = "ACTS_FOR.Organization.Compound"
COVERS = "COVERS.Organization.Compound"
HOLDS = "HOLDS.Person.Post"
POST_IN = "POST_IN.Post.Organization"
REPORTS = "REPORTS_TO.Organization.Organization"
SERVES = "SERVES.Organization.Compound"


def possible(day: dt.date, *facts: Row) -> bool:
    """Whether facts may all be in force on a day."""
    return all(fact["from_min"] <= day < fact["to_max"] for fact in facts)


def certain(day: dt.date, *facts: Row) -> bool:
    """Whether facts are all in force on a day whatever their unknown parts are."""
    return all(fact["from_max"] <= day < fact["to_min"] for fact in facts)


@dataclass(frozen=True)
class Asked:
    """What a rule is asked: the day, the areas by identifier, its own parameters."""

    day: dt.date
    areas: frozenset[str]
    values: Mapping[str, Any] = field(default_factory=dict)


@dataclass
class Verdicts:
    """What a rule comes to: of every subject what became of it, and its findings, several of one subject
    counted each, with whether they are certain.
    """

    states: dict[str, str] = field(default_factory=dict)
    findings: Counter[tuple[str, bool]] = field(default_factory=Counter)

    def judge(self, subject: str, state: str) -> None:
        """Say what became of a subject; what was said before stands where it is the graver."""
        order = ("not_applicable", "pass", "unknown", "fail")
        self.states[subject] = max(self.states.get(subject, state), state, key=order.index)

    def find(self, subject: str, *, sure: bool) -> None:
        """A finding of a subject."""
        self.findings[subject, sure] += 1
        self.judge(subject, "fail")


@dataclass(frozen=True)
class Term:
    """Somebody's term in a post of a body, as they may be in force on a day."""

    person: Row
    hold: Row
    post: Row
    body: Row

    def sure(self, day: dt.date) -> bool:
        """Whether term and body are in force whatever their unknown parts are. A post that somebody certainly
        holds is there, whenever a ledger first named it.
        """
        return certain(day, self.hold, self.body)


class Graph:
    """Facts as lists of dicts: `tables` by name, nodes by label and identifier, links by either end."""

    def __init__(self, tables: Mapping[str, list[Row]]) -> None:
        self.tables = tables
        self.nodes: dict[str, dict[str, Row]] = {
            name: {row["id"]: row for row in rows} for name, rows in tables.items() if "." not in name
        }
        self._ends: dict[tuple[str, str], dict[str, list[Row]]] = {}
        self._asked: Asked | None = None
        self._bodies: dict[str, list[tuple[Row, Row]]] = {}
        self._terms: tuple[dt.date | None, dict[str, list[Term]]] = (None, {})

    def out(self, table: str, node: Row) -> list[tuple[Row, Row]]:
        """Links of a table from a node, each with the node it leads to."""
        there = self.nodes[table.split(".")[2]]
        return [(link, there[link["to"]]) for link in self._by(table, "from").get(node["id"], ())]

    def into(self, table: str, node: Row) -> list[tuple[Row, Row]]:
        """Links of a table to a node, each with the node it comes from."""
        there = self.nodes[table.split(".")[1]]
        return [(link, there[link["from"]]) for link in self._by(table, "to").get(node["id"], ())]

    def _by(self, table: str, side: str) -> dict[str, list[Row]]:
        if (table, side) not in self._ends:
            found: dict[str, list[Row]] = defaultdict(list)
            for link in self.tables[table]:
                found[link[side]].append(link)
            self._ends[table, side] = found
        return self._ends[table, side]

    def above(self, area: Row) -> frozenset[str]:
        """An area and every area that it lies in."""
        if area["id"] not in self._above:
            found, ahead = {area["id"]}, [area]
            while ahead:
                for _, upper in self.out(ABOVE, ahead.pop()):
                    if upper["id"] not in found:
                        found.add(upper["id"])
                        ahead.append(upper)
            self._above[area["id"]] = frozenset(found)
        return self._above[area["id"]]

    @cached_property
    def _above(self) -> dict[str, frozenset[str]]:
        return {}

    @cached_property
    def _statements(self) -> dict[str, list[Row]]:
        found: dict[str, list[Row]] = defaultdict(list)
        for statement in self.tables["Completeness"]:
            for _, area in self.out("STATED_FOR.Completeness.Area", statement):
                found[area["id"]].append(statement)
        return found

    def whole(self, area: Row, asked: Asked, *ledgers: str) -> bool:
        """Whether each of these ledgers is stated to be whole for an area, up to the day."""
        stated = {
            statement["ledger"]
            for upper in self.above(area)
            for statement in self._statements.get(upper, ())
            if statement["day"] <= asked.day
        }
        return set(ledgers) <= stated

    def home(self, node: Row, table: str = HOME) -> Row | None:
        """The area that a body is based in, or a place lies in."""
        return next((area for _, area in self.out(table, node)), None)

    def inside(self, area: Row | None, asked: Asked) -> bool:
        """Whether an area is one of those asked about, or lies in one."""
        return area is not None and not self.above(area).isdisjoint(asked.areas)

    def compounds(self, asked: Asked) -> Iterator[tuple[Row, Row]]:
        """Compounds of the areas that may exist on the day, each with its area."""
        for compound in self.tables["Compound"]:
            area = self.home(compound, ESTATE)
            if area is not None and self.inside(area, asked) and possible(asked.day, compound):
                yield compound, area

    def bodies(self, asked: Asked, *kinds: str) -> Iterator[tuple[Row, Row]]:
        """Bodies of some kinds, or of all, that are based in the areas and may exist on the day, with their
        areas.
        """
        if self._asked is None or (self._asked.day, self._asked.areas) != (asked.day, asked.areas):
            self._asked, self._bodies = asked, defaultdict(list)
            for body in self.tables["Organization"]:
                area = self.home(body)
                if area is not None and possible(asked.day, body) and self.inside(area, asked):
                    self._bodies[body["kind"]].append((body, area))
        for kind in kinds or sorted(self._bodies):
            yield from self._bodies.get(kind, ())

    def at(self, table: str, place: Row, day: dt.date, *kinds: str) -> list[tuple[Row, Row]]:
        """Bodies of some kinds that may have a link to a place on the day, with the link."""
        return [
            (link, body)
            for link, body in self.into(table, place)
            if body["kind"] in kinds and possible(day, link, body)
        ]

    def branches(self, compound: Row, day: dt.date) -> list[tuple[Row, Row]]:
        """Branches that may cover a compound on the day, with the link."""
        return self.at(COVERS, compound, day, *BRANCHES)

    def committees(self, compound: Row, day: dt.date) -> list[tuple[Row, Row]]:
        """Owners' committees that may act for a compound on the day."""
        return self.at(ACTS, compound, day, "owners_committee")

    def companies(self, compound: Row, day: dt.date) -> list[tuple[Row, Row]]:
        """Property companies that may serve a compound on the day."""
        return self.at(SERVES, compound, day, "property_company")

    def terms(self, body: Row, day: dt.date, kinds: Iterable[str] | None = None) -> list[Term]:
        """Terms that may be in force on the day in posts of a body."""
        if self._terms[0] != day:
            self._terms = (day, {})
        known = self._terms[1].get(body["id"])
        if known is None:
            known = self._terms[1][body["id"]] = [
                Term(person, hold, post, body)
                for link, post in self.into(POST_IN, body)
                if possible(day, link, post)
                for hold, person in self.into(HOLDS, post)
                if possible(day, hold)
            ]
        return known if kinds is None else [term for term in known if term.post["kind"] in kinds]

    @cached_property
    def perhaps(self) -> dict[str, set[str]]:
        """Of every person, who may be the same: one step, never chained."""
        found: dict[str, set[str]] = defaultdict(set)
        for link in self.tables["MAY_BE.Person.Person"]:
            found[link["from"]].add(link["to"])
            found[link["to"]].add(link["from"])
        return found
