"""Coverage by its definition, in plain Python over lists of dicts: place by place, piece by piece, day by
day.

Slow and without frames. It shares with the product what places ask for (`linli.model.slot`), nothing else.
"""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass, replace

from linli.model.interval import ALWAYS, MAX, MIN, Interval, intersect
from linli.model.slot import Slot, Slots
from linli.model.types.name import key_of
from tests.facts import Facts
from tests.queries.oracle.graph import Graph, Row, certain, possible

MODES = ("own", "joint", "attached")
DAY = dt.timedelta(days=1)


@dataclass(frozen=True)
class Piece:
    """Something that fills a slot for a time; `why` it ends."""

    by: str
    name: str | None
    mode: str
    time: Interval
    why: str | None


def bounds(row: Row) -> Interval:
    return (row["from_min"], row["from_max"], row["to_min"], row["to_max"])


def fact(time: Interval) -> Row:
    return dict(zip(("from_min", "from_max", "to_min", "to_max"), time, strict=True))


class Oracle:
    """Answers about one graph and what its place asks for."""

    def __init__(self, facts: Facts, scheme: Slots, areas: list[str]) -> None:
        self.graph = Graph(facts)
        self.scheme = scheme
        self.areas = set(areas)

    def area(self, place: Row, kind: str) -> Row | None:
        if kind == "building":
            inside = [c for _, c in self.graph.out("LOCATED_IN.Building.Compound", place)]
            return self.area(inside[0], "compound") if inside else None
        if kind == "community":
            return place
        table = {"compound": "LOCATED_IN.Compound.Area", "grid": "LOCATED_IN.Grid.Area"}[kind]
        return self.graph.area_of(place, table)

    def places(self, kind: str, day: dt.date) -> list[tuple[Row, Row]]:
        """Places with their areas: those of the areas, that may be there on the day."""
        label = {"community": "Area"}.get(kind, kind.capitalize())
        found = []
        for place in self.graph.all(label):
            area = self.area(place, kind)
            if area is None or not self.graph.above(area) & self.areas:
                continue
            if kind == "community" and place["level"] != "community":
                continue
            if kind != "community" and not possible(place, day):
                continue
            if kind == "building":
                compound = next(c for _, c in self.graph.out("LOCATED_IN.Building.Compound", place))
                if not possible(compound, day):
                    continue
            found.append((place, area))
        return found

    # pieces

    def pieces(self, slot: Slot, place: Row) -> list[Piece]:
        if slot.venues:
            found = self.of_venues(slot, place)
        elif slot.posts:
            found = self.of_posts(slot, place)
        elif slot.ticks:
            found = [
                Piece(one["id"], one["name"], mode, time, why)
                for one, mode, time, why in self.asked(slot, place)
                if all(one.get(tick) for tick in slot.ticks)
            ]
        else:
            found = [p for via in slot.via for p in self.of_bodies(slot, place, via)]
        grace = dt.timedelta(slot.grace_days)
        later = [
            (t[0], t[1], t[2] if t[2] == MAX else t[2] + grace, t[3] if t[3] == MAX else t[3] + grace)
            for t in (piece.time for piece in found)
        ]
        return [replace(piece, time=time) for piece, time in zip(found, later, strict=True)]

    def tied(self, kind: str, place: Row, via: str) -> list[tuple[Row, str, Interval]]:
        """Bodies tied to a place: body, mode, time of the link."""
        label = kind.capitalize()
        if via == "BASED_IN":
            return [(o, "own", ALWAYS) for _, o in self.graph.into("BASED_IN.Organization.Area", place)]
        if via == "MEMBER_OF":
            found = []
            for own in ("COVERS", "ACTS_FOR"):
                for body, mode, time in self.tied(kind, place, own):
                    for link, forum in self.graph.out("MEMBER_OF.Organization.Organization", body):
                        if both := intersect(time, bounds(link)):
                            found.append((forum, mode, both))
            return found
        table = f"{via}.Organization.{label}"
        if table not in self.graph.tables:
            return []
        return [(o, link.get("mode") or "own", bounds(link)) for link, o in self.graph.into(table, place)]

    def of_bodies(self, slot: Slot, place: Row, via: str) -> list[Piece]:
        found = []
        for body, mode, link in self.tied(slot.place, place, via):
            if body["kind"] not in slot.bodies or not (time := intersect(link, bounds(body))):
                continue
            ended = "contract_over" if via == "SERVES" else "cover_over"
            why = "dissolved" if body["to_max"] <= link[3] else ended
            terms = self.terms(body) if slot.term_ends else []
            if not terms:
                found.append(Piece(body["id"], body["name"], mode, time, None if time[3] == MAX else why))
            for term in terms:
                if cut := intersect(time, term):
                    reason = "term_over" if term[3] < time[3] else why
                    found.append(
                        Piece(body["id"], body["name"], mode, cut, None if cut[3] == MAX else reason)
                    )
        return found

    def terms(self, body: Row) -> list[Interval]:
        """Terms in a body's posts; the first began with the body."""
        held = [
            bounds(hold)
            for _, post in self.graph.into("POST_IN.Post.Organization", body)
            if post["kind"] not in ("alternate_member", "staff")
            for hold, _ in self.graph.into("HOLDS.Person.Post", post)
        ]
        first = min((time[1] for time in held), default=MIN)
        return [(MIN, MIN, *time[2:]) if time[1] == first else time for time in held]

    def of_venues(self, slot: Slot, place: Row) -> list[Piece]:
        found = []
        for venue in self.graph.all("Venue"):
            if "any" not in slot.venues and venue["kind"] not in slot.venues:
                continue
            stands = [c["id"] for _, c in self.graph.out("LOCATED_IN.Venue.Compound", venue)]
            serves = list(self.graph.out("SERVES.Venue.Compound", venue))
            many = len({c["id"] for _, c in serves}) > 1
            mode = "own" if place["id"] in stands else "attached" if stands else "joint" if many else "own"
            links = [ALWAYS] * (place["id"] in stands)
            links += [bounds(link) for link, c in serves if c["id"] == place["id"]]
            for link in links:
                if time := intersect(link, bounds(venue)):
                    why = None if time[3] == MAX else "closed"
                    found.append(Piece(venue["id"], venue["name"], mode, time, why))
        return found

    def seats(self, slot: Slot, place: Row) -> list[tuple[Row, Row, Interval]]:
        """Posts of a slot for a place: body, post, time of the link."""
        kind = slot.place
        links = [(o, time, False) for o, _, time in self.all_tied(kind, place)]
        if kind == "building":
            for _, compound in self.graph.out("LOCATED_IN.Building.Compound", place):
                links += [(o, time, True) for o, _, time in self.all_tied("compound", compound)]
            for _, grid in self.graph.out("LOCATED_IN.Building.Grid", place):
                links += [(o, time, True) for o, _, time in self.all_tied("grid", grid)]
        return [
            (body, post, time)
            for body, time, named in links
            for _, post in self.graph.into("POST_IN.Post.Organization", body)
            if post["kind"] in slot.posts
            and (not named or (post["seat"] is not None and key_of(post["seat"]) == place["name_key"]))
        ]

    def all_tied(self, kind: str, place: Row) -> list[tuple[Row, str, Interval]]:
        vias = ["COVERS", "ACTS_FOR", "SERVES", "MEMBER_OF"] if kind == "compound" else ["COVERS"]
        return [one for via in vias for one in self.tied(kind, place, via)]

    def of_posts(self, slot: Slot, place: Row) -> list[Piece]:
        found = []
        for body, post, link in self.seats(slot, place):
            for hold, _ in self.graph.into("HOLDS.Person.Post", post):
                if time := intersect(link, bounds(hold)):
                    why = "term_over" if hold["to_max"] <= link[3] else "cover_over"
                    found.append(
                        Piece(post["id"], body["name"], "own", time, None if time[3] == MAX else why)
                    )
        return found

    # states

    def whole(self, slot: Slot, area: Row, day: dt.date) -> bool:
        told = {
            s["ledger"]
            for s in self.graph.all("Completeness")
            for _, place in self.graph.out("STATED_FOR.Completeness.Area", s)
            if place["id"] in self.graph.above(area) and s["day"] <= day
        }
        return bool(slot.needs) and set(slot.needs) <= told

    def spared(self, name: str, slot: Slot, place: Row, area: Row) -> str | None:
        if not slot.asked:
            return "not_asked"
        for one in self.scheme.exempt:
            here = one.slot == name and area["id"].startswith(one.area)
            if here and key_of(one.compound) == place["name_key"]:
                return "exempt"
        households = place.get("households")
        return "small" if households is not None and households < slot.least_households else None

    def state(self, name: str, place: Row, area: Row, day: dt.date, stated: dt.date) -> Row:
        """The state of a place on a day, by what was stated up to another."""
        slot = self.scheme.slots[name]
        pieces = self.pieces(slot, place)
        over = [p for p in pieces if p.time[3] <= day]
        since = max((p.time[3] for p in over), default=None)
        row: Row = {"place": place["id"], "since": since, "by": set(), "sure": False}
        if spared := self.spared(name, slot, place, area):
            return row | {"state": "not_applicable", "why": spared, "certain": True, "since": None}
        if slot.ticks:
            here = [p for p in pieces if possible(fact(p.time), day)]
            told = self.filled(here, day) | {"why": "ticked"} if here else self.unticked(slot, place, day)
            return row | {"since": None} | told
        here = [p for p in pieces if possible(fact(p.time), day)]
        if here:
            return row | self.filled(here, day)
        if why := self.forming(slot, place, pieces, day):
            return row | {"state": "forming", "why": why, "certain": False}
        return row | self.open(slot, place, area, over, stated)

    def asked(self, slot: Slot, place: Row) -> list[tuple[Row, str, Interval, str | None]]:
        """What has the columns of a slot: the compound, or its venues while they are open."""
        if "has_sign" not in slot.ticks:
            return [(place, "own", ALWAYS, None)]
        anywhere = Slot(slot.of, slot.place, slot.label, slot.source, venues=("any",))
        venues = {venue["id"]: venue for venue in self.graph.all("Venue")}
        return [(venues[p.by], p.mode, p.time, p.why) for p in self.of_venues(anywhere, place)]

    def unticked(self, slot: Slot, place: Row, day: dt.date) -> Row:
        there = [one for one, _, time, _ in self.asked(slot, place) if possible(fact(time), day)]
        if not there:
            return {"state": "not_applicable", "why": "no_venue", "certain": True}
        if all(any(one.get(tick) is False for tick in slot.ticks) for one in there):
            return {"state": "gap", "why": "denied", "certain": True}
        return {"state": "unknown", "why": "blank", "certain": False}

    def filled(self, here: list[Piece], day: dt.date) -> Row:
        mode = next(m for m in MODES if any(p.mode == m for p in here))
        best = [p for p in here if p.mode == mode]
        name = min(p.name or "" for p in best)
        return {
            "state": mode,
            "why": f"by_{mode}",
            "certain": any(certain(fact(p.time), day) for p in best),
            "sure": any(certain(fact(p.time), day) for p in here),
            "since": None,
            "name": name,
            "by": {p.by for p in best if (p.name or "") == name},
        }

    def forming(self, slot: Slot, place: Row, pieces: list[Piece], day: dt.date) -> str | None:
        if any(day < p.time[0] <= day + dt.timedelta(slot.forming_days) for p in pieces):
            return "founding"
        interim = replace(slot, bodies=slot.forming, term_ends=False)
        there = slot.forming and any(possible(fact(p.time), day) for p in self.pieces(interim, place))
        return "interim" if there else None

    def open(self, slot: Slot, place: Row, area: Row, over: list[Piece], stated: dt.date) -> Row:
        if not self.whole(slot, area, stated):
            return {"state": "unknown", "why": "not_stated", "certain": False}
        if slot.near_community and not slot.near_known and self.beside(area, stated):
            return {"state": "unknown", "why": "perhaps_beside", "certain": False}
        last = max(((p.time[3], p.time[2]) for p in over), default=None)
        whys = {p.why for p in over if (p.time[3], p.time[2]) == last}
        posted = bool(slot.posts) and bool(self.seats(slot, place))
        return {"state": "gap", "why": whys or ("vacant" if posted else "never"), "certain": True}

    def beside(self, area: Row, day: dt.date) -> bool:
        return any(possible(venue, day) for _, venue in self.graph.into("LOCATED_IN.Venue.Area", area))

    # what ends

    def lost(self, name: str, place: Row, area: Row, day: dt.date, until: dt.date) -> set[dt.date]:
        """Days after a day and up to another on which a place, filled the day before, is filled no more."""
        slot = self.scheme.slots[name]
        if self.spared(name, slot, place, area):
            return set()
        pieces = self.pieces(slot, place)

        def filled(on: dt.date) -> bool:
            return any(possible(fact(p.time), on) for p in pieces)

        found, on = set(), day + DAY
        while on <= until:
            if filled(on - DAY) and not filled(on):
                found.add(on)
            on += DAY
        return found
