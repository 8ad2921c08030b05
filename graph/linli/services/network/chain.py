"""What is known around a place, by the index: what the queries under `chains/` say, at the cost of what lies
around the place.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator
from dataclasses import replace

from linli.analysis.escalation.records import Body, Cover, Surroundings, Term, Up
from linli.errors import PlaceUnknown
from linli.model.vocabulary import load as vocabularies
from linli.services.asked_chain import BODY, Area, Aside, Asked
from linli.services.graph import Graph
from linli.services.network.index import Direction, Index, interval_of
from linli.services.network.turns import turns

HIGHEST = 8
"""Links that a chain is followed upwards, as the queries have it."""


class Indexed(Asked):
    """Surroundings from an index, over all that it knows; the graph is asked what words mean."""

    def __init__(self, graph: Graph, index: Index, day: dt.date) -> None:
        super().__init__(graph, day, list(graph.tops))
        self._index = index
        self._heads = frozenset(vocabularies()["post_kind"].codes("head", True))

    def around(self, kind: str, identity: str) -> tuple[str, str, Surroundings]:
        """The name of a place, the compound it lies in, and who covers it. Raises PlaceUnknown."""
        index, number = self._index, self._index.number(identity)
        if number is None:
            raise PlaceUnknown(place=identity)
        if kind == BODY:
            body = self._one(number)
            return body.name, "", Surroundings(identity, body.area, {identity: body}, (Cover(identity),))
        covers = [(number, 0)]
        compound, name = number, str(index.row(number)["name"])
        if kind == "building":
            compound = next(_to(index, number, "out", "LOCATED_IN", "Compound"))
            name = f"{index.row(compound)['name']}{name}"
            covers += [(compound, 1)]
            covers += [(grid, 1) for grid in _to(index, number, "out", "LOCATED_IN", "Grid")]
        area = next(_to(index, compound, "out", "LOCATED_IN", "Area"))
        found, bodies = set(), {}
        for place, away in covers:
            for link in index.around(place, "in", ("COVERS",)):
                body = self._one(link.other)
                # A query of covers does not tell the homes of bodies; climbing does.
                bodies[body.id] = replace(body, area="")
                found.add((body.id, away, interval_of(index.links.of(link.number))))
        known = Surroundings(identity, index.id(area), bodies, tuple(Cover(*one) for one in sorted(found)))
        return name, index.id(compound), known

    def above(self, areas: Iterable[str]) -> dict[str, list[Area]]:
        """For each of some areas itself and those above it, the nearest first."""
        told = {}
        for asked in sorted(set(areas)):
            number = self._index.number(asked)
            if number is None:
                continue
            told[asked] = [self._area(one) for one in self._upwards(number)]
            ledgers: set[str] = set()
            for one in reversed(told[asked]):
                ledgers |= set(self._stated(one.id))
                self.ledgers[one.id] = set(ledgers)
        return told

    def climb(self, known: Surroundings, starts: Iterable[str]) -> Surroundings:
        """Surroundings with all that stands above some bodies: bodies, links, posts and who held them."""
        index = self._index
        bodies, ups, terms = dict(known.bodies), dict(known.ups), dict(known.terms)
        for start in sorted(set(starts)):
            number = index.number(start)
            if number is None or not self._one(number).area:
                continue
            reached = self._reached(number)
            for one in sorted(reached):
                body = self._one(one)
                bodies[body.id] = body
                terms[body.id] = tuple(self._terms(one))
            for one in sorted(reached):
                found = [
                    Up(index.id(link.other), interval_of(index.links.of(link.number)))
                    for link in index.around(one, "out", ("REPORTS_TO",))
                ]
                if found and reached[one] < HIGHEST:
                    ups[index.id(one)] = tuple(up for up in found if up.upper in bodies)
        homes = {body.area for body in bodies.values() if body.area} - self.ledgers.keys()
        if homes:
            self.above(homes)
        stated = {area: frozenset(ledgers) for area, ledgers in self.ledgers.items()}
        return replace(known, bodies=bodies, ups=ups, terms=terms, stated=stated)

    def turned(self, compound: str) -> list[Aside]:
        """Whom else a compound can turn to, at any time."""
        number = self._index.number(compound)
        assert number is not None, "it is the compound of a place that was found"
        return turns(self._index, number)

    def _reached(self, start: int) -> dict[int, int]:
        """Bodies above a body, itself among them → links on the shortest way, at any time."""
        found, fresh = {start: 0}, [start]
        for step in range(1, HIGHEST + 1):
            higher = []
            for lower in fresh:
                for other in _to(self._index, lower, "out", "REPORTS_TO", "Organization"):
                    if other not in found:
                        found[other] = step
                        higher.append(other)
            fresh = higher
        return found

    def _one(self, number: int) -> Body:
        row = self._index.row(number)
        home = next(_to(self._index, number, "out", "BASED_IN", "Area"), None)
        area = "" if home is None else self._index.id(home)
        return Body(row["id"], row["name"], row["kind"], area, interval_of(row))

    def _terms(self, body: int) -> Iterator[Term]:
        """Leading posts of a body, by identifier, each with those who have held it, by that of the term."""
        index = self._index
        for post in _to(index, body, "in", "POST_IN", "Post"):
            row = index.row(post)
            if row["kind"] not in self._heads:
                continue
            held = [
                (index.links.of(link.number), link.other) for link in index.around(post, "in", ("HOLDS",))
            ]
            exists = interval_of(row)
            if not held:
                yield Term(row["id"], row["kind"], exists=exists)
            for term, person in sorted(held, key=lambda one: str(one[0]["id"])):
                who = index.row(person)
                yield Term(row["id"], row["kind"], who["id"], who["name"], interval_of(term), exists)

    def _upwards(self, area: int) -> list[int]:
        """An area and those above it, by steps."""
        index = self._index
        found = [
            (index.links.of(link.number)["step"], index.id(link.other), link.other)
            for link in index.around(area, "out", ("WITHIN",))
        ]
        return [number for _, _, number in sorted(found)]

    def _area(self, number: int) -> Area:
        row = self._index.row(number)
        return Area(row["id"], row["name"], row["level"])

    def _stated(self, area: str) -> Iterator[str]:
        """The ledgers that are stated to be whole for an area by the day."""
        number = self._index.number(area)
        assert number is not None, "it was found by its number"
        for one in _to(self._index, number, "in", "STATED_FOR", "Completeness"):
            row = self._index.row(one)
            day: dt.date = row["day"]
            if day <= self.day:
                yield str(row["ledger"])


def _to(index: Index, number: int, direction: Direction, type_: str, label: str) -> Iterator[int]:
    """The other ends of a node's links of one type that are of one type themselves."""
    for link in index.around(number, direction, (type_,)):
        if index.label(link.other) == label:
            yield link.other
