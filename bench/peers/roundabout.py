"""Coverage and breaks in networkx, as people write it: from place to place, from body to body."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import polars as pl

from linli.model.interval import MIN
from peers.walks import LEADING, Row, Walks

BRANCHES = ("compound_branch", "joint_branch", "grid_branch")
GRID_BODIES = ("grid_team", *BRANCHES, "building_group")
NEEDS = {
    "branch": {"organizations", "coverage"},
    "premises": {"venues"},
    "owners_committee": {"organizations"},
    "property": {"property"},
    "group": {"organizations", "coverage"},
    "grid": {"organizations", "coverage"},
    "grid_head": {"posts"},
    "forum": {"organizations", "relations"},
}
"""Slots of `base` that are asked, and the ledgers that must be whole for a gap."""
RANKS = {
    "county_committee": 0,
    "working_committee": 1,
    "community_committee": 2,
    **dict.fromkeys(BRANCHES, 3),
    "building_group": 4,
    "centre_household": 5,
}
REQUIRED = (0, 1, 2, 3)
MODES = ("own", "joint", "attached")
SOON = 365
"""Days within which a body that is to begin counts as being formed."""
Piece = tuple[str, Row]
"""What fills a slot: its mode and its four bounds."""


def meet(*facts: Row) -> Row:
    """The time in which several facts hold together."""
    return {
        name: (max if name.startswith("from") else min)(fact[name] for fact in facts)
        for name in ("from_min", "from_max", "to_min", "to_max")
    }


class Roundabout(Walks):
    """The answers on a graph, as of a day, in some areas."""

    def coverage(self) -> pl.DataFrame:
        """slot, place, state, certain: see `bench/sql/answers/coverage.sql`."""
        rows = []
        for area in self.scope:
            whole = {slot for slot, needs in NEEDS.items() if self.stated(area, needs)}
            for place, _ in self.back(area, "LOCATED_IN"):
                data = self.graph.nodes[place]
                if data["label"] not in ("Compound", "Grid") or not self.may(data):
                    continue
                slots = self._of_compound(place) if data["label"] == "Compound" else self._of_grid(place)
                for slot, at, pieces, interim in slots:
                    rows.append((slot, at, *self._state(pieces, interim, slot in whole)))
        schema = {"slot": pl.String, "place": pl.String, "state": pl.String, "certain": pl.Boolean}
        return pl.DataFrame(rows, schema=schema, orient="row")

    def _state(self, pieces: list[Piece], interim: list[Piece], whole: bool) -> tuple[str, bool]:
        there = [(MODES.index(mode), self.sure(time)) for mode, time in pieces if self.may(time)]
        if there:
            best = min(rank for rank, _ in there)
            return MODES[best], any(sure for rank, sure in there if rank == best)
        soon = [
            time
            for _, time in pieces
            if time["from_min"] < time["to_max"] and 0 < (time["from_min"] - self.day).days <= SOON
        ]
        if soon or any(self.may(time) for _, time in interim):
            return "forming", False
        return ("gap", True) if whole else ("unknown", False)

    def _of_compound(self, place: str) -> Iterator[tuple[str, str, list[Piece], list[Piece]]]:
        yield "branch", place, self._bodies(place, "COVERS", BRANCHES, in_office=True), []
        yield "premises", place, self._premises(place), []
        committee = self._bodies(place, "ACTS_FOR", ("owners_committee",), in_office=True)
        yield "owners_committee", place, committee, self._bodies(place, "ACTS_FOR", ("management_committee",))
        yield "property", place, self._bodies(place, "SERVES", ("property_company",)), []
        yield "forum", place, self._forums(place), []
        for building, _ in self.back(place, "LOCATED_IN"):
            data = self.graph.nodes[building]
            if data["label"] == "Building" and self.may(data):
                yield "group", building, self._bodies(building, "COVERS", ("building_group",)), []

    def _of_grid(self, place: str) -> Iterator[tuple[str, str, list[Piece], list[Piece]]]:
        yield "grid", place, self._bodies(place, "COVERS", GRID_BODIES), []
        heads = [
            ("own", meet(tie, term))
            for body, tie in self.back(place, "COVERS")
            for post, _ in self.back(body, "POST_IN")
            if self.graph.nodes[post]["kind"] == "grid_head"
            for _, term in self.back(post, "HOLDS")
        ]
        yield "grid_head", place, heads, []

    def _bodies(self, place: str, link: str, kinds: Sequence[str], *, in_office: bool = False) -> list[Piece]:
        """Bodies tied to a place; where their terms count, one piece a term."""
        found = []
        for body, tie in self.back(place, link):
            data = self.graph.nodes[body]
            if data.get("kind") not in kinds:
                continue
            time, mode = meet(tie, data), tie.get("mode") or "own"
            terms = self._terms(body) if in_office else []
            found += [(mode, meet(time, term)) for term in terms] if terms else [(mode, time)]
        return found

    def _terms(self, body: str) -> list[Row]:
        """Terms in a body; the first that is known counts as having begun when the body did."""
        terms = [
            term
            for post, _ in self.back(body, "POST_IN")
            if self.graph.nodes[post]["kind"] not in ("alternate_member", "staff")
            for _, term in self.back(post, "HOLDS")
        ]
        first = min((term["from_max"] for term in terms), default=None)
        return [
            {**term, "from_min": MIN, "from_max": MIN} if term["from_max"] == first else term
            for term in terms
        ]

    def _forums(self, place: str) -> list[Piece]:
        found = []
        for link in ("COVERS", "ACTS_FOR"):
            for body, tie in self.back(place, link):
                for forum, member in self.out(body, "MEMBER_OF"):
                    data = self.graph.nodes[forum]
                    if data["kind"] == "forum":
                        found.append((tie.get("mode") or "own", meet(tie, member, data)))
        return found

    def _premises(self, place: str) -> list[Piece]:
        nodes, found = self.graph.nodes, []
        for venue, _ in self.back(place, "LOCATED_IN"):
            if nodes[venue]["label"] == "Venue":
                found.append(("own", meet(nodes[venue])))
        for venue, link in self.back(place, "SERVES"):
            if nodes[venue]["label"] != "Venue":
                continue
            homes = [one for one, _ in self.out(venue, "LOCATED_IN") if nodes[one]["label"] == "Compound"]
            shared = len({one for one, _ in self.out(venue, "SERVES")}) > 1
            mode = "own" if place in homes else "attached" if homes else "joint" if shared else "own"
            found.append((mode, meet(link, nodes[venue])))
        return found

    def breaks(self) -> pl.DataFrame:
        """place, start, reached, bits: see `bench/sql/answers/breaks.sql`."""
        rows = []
        for area in self.scope:
            whole = self.stated(area, {"organizations", "coverage"})
            for compound, _ in self.back(area, "LOCATED_IN"):
                if self.graph.nodes[compound]["label"] == "Compound":
                    for building, _ in self.back(compound, "LOCATED_IN"):
                        if self.graph.nodes[building]["label"] == "Building":
                            rows.append((building, *self._walk(building, compound, whole)))
        schema = {"place": pl.String, "start": pl.String, "reached": pl.Boolean, "bits": pl.Int64}
        return pl.DataFrame(rows, schema=schema, orient="row")

    def _walk(self, building: str, compound: str, whole: bool) -> tuple[str | None, bool, int]:
        around = [one for one, _ in self.out(building, "LOCATED_IN") if self._label(one) == "Grid"]
        covers = [(body, tie, 0) for body, tie in self.back(building, "COVERS")]
        covers += [(b, tie, 1) for place in (compound, *around) for b, tie in self.back(place, "COVERS")]
        start = min(
            (
                (-self._rank(body) if self._rank(body) >= 0 else 1, away, not self._firm(body, tie), body)
                for body, tie, away in covers
                if self._there(body, tie)
            ),
            default=None,
        )
        if start is None:
            return None, False, 2 if self._ended(covers) else 32 if whole else 8
        way, bits, at = [], 0, str(start[3])
        while at and at not in way:
            way.append(at)
            at = self._superior(at)
        for body in way:
            bits |= self._of_body(body)
        bits |= 16 if at else 0
        bits |= 128 if self._twice(way) else 0
        stood = {self._rank(body) for body in way}
        for rank in REQUIRED:
            if rank not in stood and any(0 <= other < rank for other in stood):
                bits |= 4 if whole or max(stood) > rank else 8
        return way[0], 0 in stood, bits

    def _label(self, node: str) -> str:
        return str(self.graph.nodes[node]["label"])

    def _rank(self, body: str) -> int:
        return RANKS.get(self.graph.nodes[body]["kind"], -1)

    def _there(self, body: str, link: Row) -> bool:
        return self.may(link) and self.may(self.graph.nodes[body])

    def _firm(self, body: str, link: Row) -> bool:
        return self.sure(link) and self.sure(self.graph.nodes[body])

    def _ended(self, links: Sequence[tuple[str, Row, int]]) -> bool:
        """Whether a link, or the body that it leads to, has ended."""
        return any(min(link["to_max"], self.graph.nodes[b]["to_max"]) <= self.day for b, link, _ in links)

    def _superior(self, body: str) -> str:
        own = self._rank(body)
        if own == 0:
            return ""
        ways = []
        for top, link in self.out(body, "REPORTS_TO"):
            if self._label(top) == "Organization" and self._there(top, link):
                rank = self._rank(top)
                away = (100 if own < 0 else own) - rank
                side = 1 if rank < 0 else 0 if away > 0 else 2
                ways.append((side, 0 if rank < 0 else abs(away), not self._firm(top, link), top))
        return min(ways)[3] if ways else ""

    def _leaders(self, body: str) -> Iterator[tuple[str, Row, bool]]:
        """Everybody who ever led a body: the term, and whether it may be in force."""
        for post, _ in self.back(body, "POST_IN"):
            data = self.graph.nodes[post]
            if data["kind"] in LEADING:
                for person, term in self.back(post, "HOLDS"):
                    yield person, term, self.may(term) and self.may(data)

    def _of_body(self, body: str) -> int:
        """The breaks at one body."""
        bits, led = 0, list(self._leaders(body))
        areas = [area for area, _ in self.out(body, "BASED_IN")]
        if not any(may for _, _, may in led):
            over = any(term["to_max"] <= self.day for _, term, _ in led)
            bits |= 2 if over else 1 if any(self.stated(area, {"posts"}) for area in areas) else 8
        if self._rank(body) != 0 and not self._superior(body):
            over = self._ended([(top, link, 0) for top, link in self.out(body, "REPORTS_TO")])
            known = any(self.stated(area, {"organizations", "relations"}) for area in areas)
            bits |= 2 if over else 32 if known else 8
        return bits

    def _twice(self, way: Sequence[str]) -> bool:
        """Whether one person leads two levels of a way."""
        led = [({person for person, _, may in self._leaders(body) if may}, self._rank(body)) for body in way]
        return any(
            one & other and not low == high >= 0
            for number, (one, low) in enumerate(led)
            for other, high in led[number + 1 :]
        )
