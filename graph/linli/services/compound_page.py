"""A compound on one page: its bodies, posts, holders and terms, what nobody covers, findings, which of its
ledgers are stated whole, and who answers above it. Never a contact.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

import polars as pl

from linli.audit.engine import Finding
from linli.audit.pack import Pack
from linli.audit.rule import Rule
from linli.errors import LinliError
from linli.model import ledger_kind
from linli.model.interval import COLUMNS as INTERVAL
from linli.model.interval import Interval, possible
from linli.model.schema import load as load_schema
from linli.model.vocabulary import Label
from linli.model.vocabulary import load as load_vocabularies
from linli.services.escalate import Escalation, escalate
from linli.services.places import resolve
from linli.services.trial import Asked, Tried
from linli.services.tried_coverage import covers
from linli.services.what_if import Bench, opened

Frames = Mapping[str, pl.DataFrame]
GROUND = ("COVERS", "ACTS_FOR", "SERVES", "REPORTS_IN")
HIGHER = "REPORTS_TO.Organization.Organization"


@dataclass(frozen=True)
class Held:
    """Somebody in a post."""

    person: str
    name: str
    interval: Interval
    how: str


@dataclass(frozen=True)
class Seat:
    """A post of a body that may exist on the day, with those who may hold it, and its number of seats."""

    id: str
    kind: str
    seat: str
    seats: int
    held: tuple[Held, ...]


@dataclass(frozen=True)
class Body:
    """A body that may have to do with the compound on the day.

    tie      type of the link: COVERS, ACTS_FOR, SERVES, REPORTS_IN; mode: of coverage
    part     name of the building or grid, where it has to do with no more
    members  party members who report in, or full members
    superior name of the body above it
    seats    its posts; of a company whose posts are named by project those of this one, and how many are
             `elsewhere`
    """

    id: str
    name: str
    kind: str
    tie: str
    mode: str
    part: str
    interval: Interval
    members: int | None
    superior: str
    seats: tuple[Seat, ...]
    elsewhere: int = 0


@dataclass(frozen=True)
class Slot:
    """How a place is covered: the compound itself, or of its buildings how many in which state.

    names   of the places that are gaps
    """

    slot: str
    label: Label
    states: Mapping[str, int]
    by: str
    why: str
    needs: tuple[str, ...]
    names: tuple[str, ...]
    whole: bool


@dataclass(frozen=True)
class Ledger:
    """A kind of ledger, and the newest day up to which it is stated whole here; None where it is not."""

    kind: str
    label: Label
    day: dt.date | None
    area: str


@dataclass(frozen=True)
class Said:
    """A finding, or what nobody can tell, with its rule."""

    rule: Rule
    finding: Finding


@dataclass(frozen=True)
class CompoundPage:
    """A compound on a day. `facts` is its own row; `areas` are those that it lies in, the nearest first."""

    id: str
    name: str
    day: dt.date
    snapshot: str
    pack: Pack
    facts: Mapping[str, object]
    areas: tuple[str, ...]
    buildings: int
    grids: tuple[str, ...]
    venues: tuple[str, ...]
    bodies: tuple[Body, ...]
    slots: tuple[Slot, ...]
    findings: tuple[Said, ...]
    doubts: tuple[Said, ...]
    errors: tuple[tuple[Rule, LinliError], ...]
    ledgers: tuple[Ledger, ...]
    way: Escalation


def compound_page(
    where: Path | str,
    compound: str,
    environment: Mapping[str, str],
    *,
    pack_name: str | None = None,
    as_of: dt.date | None = None,
) -> CompoundPage:
    """The page of a compound.

    Parameters: `where`, a workspace or a server's address; `compound`, its name or identifier; `environment`;
    `pack_name`, by default that of its place; `as_of`, by default the newest ledger's day there.
    Raises PlaceUnknown, PlaceAmbiguous, and as `services.what_if.opened` does.
    """
    with opened(where, environment, pack_name=pack_name, as_of=as_of) as bench:
        return page_of(bench, resolve("compound", compound, bench.graph.ask))


def page_of(bench: Bench, identity: str) -> CompoundPage:
    """The page of a compound, by its identifier, on a graph that is open. Raises PlaceUnknown."""
    way = escalate(bench.graph, identity, as_of=bench.trial.day)
    tried = bench.looked({"Compound": {identity}})
    day, frames = bench.trial.day, tried.after
    own = frames["Compound"].filter(pl.col("id") == identity).row(0, named=True)
    parts = _parts(frames, identity)
    bodies = tuple(_bodies(frames, {identity: ("Compound", ""), **parts}, day))
    own_bodies = [one for one in bodies if one.tie in ("COVERS", "ACTS_FOR")]
    concerned = {identity, *parts, *(one.id for one in own_bodies)}
    concerned |= {seat.id for one in own_bodies for seat in one.seats}
    asked = tried.ask()
    told = [one for result in asked for one in _said(result, concerned)]
    return CompoundPage(
        identity,
        way.name,
        day,
        bench.graph.snapshot,
        bench.trial.pack,
        own,
        tuple(one.name for one in way.areas),
        sum(1 for label, _ in parts.values() if label == "Building"),
        tuple(sorted(name for label, name in parts.values() if label == "Grid")),
        tuple(_venues(frames, identity)),
        bodies,
        tuple(_slots(tried, identity, parts)),
        tuple(one for one in told if one.finding.values["verdict"] == "fail"),
        tuple(one for one in told if one.finding.values["verdict"] != "fail"),
        tuple((one.rule, one.error) for one in asked if one.error),
        tuple(_ledgers(frames, way, day)),
        way,
    )


def _parts(frames: Frames, compound: str) -> dict[str, tuple[str, str]]:
    """Buildings and grids of a compound: label and name."""
    inside = frames["LOCATED_IN.Building.Compound"].filter(pl.col("to") == compound)["from"]
    patches = frames["LOCATED_IN.Building.Grid"].filter(pl.col("from").is_in(inside.to_list()))["to"]
    found: dict[str, tuple[str, str]] = {}
    for label, wanted in (("Building", inside), ("Grid", patches)):
        rows = frames[label].filter(pl.col("id").is_in(wanted.to_list()))
        found |= {identity: (label, name) for identity, name in rows.select("id", "name").iter_rows()}
    return found


def _bodies(frames: Frames, parts: Mapping[str, tuple[str, str]], day: dt.date) -> Iterator[Body]:
    """The bodies that may have to do with a compound on a day, those of the whole first, each link once."""
    known = {row["id"]: row for row in frames["Organization"].iter_rows(named=True)}
    order = {kind: n for n, kind in enumerate(load_vocabularies()["organization_kind"].codes())}
    found = []
    for name in GROUND:
        for table in load_schema().tables:
            if table.type.name != name or not table.ends or table.ends[0] != "Organization":
                continue
            for row in frames[table.name].iter_rows(named=True):
                body = known[row["from"]]
                here = parts.get(row["to"], ("", ""))
                if (
                    here[0] == table.ends[1]
                    and possible(_interval(row), day)
                    and possible(_interval(body), day)
                ):
                    found.append((row, body, name, here[1]))
    found.sort(key=lambda one: (one[3] != "", order[one[1]["kind"]], one[1]["name"], one[3], one[0]["id"]))
    called = _called(frames, parts)
    return (_body(frames, *one, day, called) for one in found)


def _called(frames: Frames, parts: Mapping[str, tuple[str, str]]) -> tuple[str, ...]:
    """What the compound is called in the names of projects: its name, and the last part of it."""
    own = next(identity for identity, (label, _) in parts.items() if label == "Compound")
    name = str(frames["Compound"].filter(pl.col("id") == own)["name"][0])
    return tuple(dict.fromkeys((name, name.rpartition("·")[2])))


def _body(
    frames: Frames,
    row: dict[str, object],
    body: dict[str, object],
    tie: str,
    part: str,
    day: dt.date,
    called: tuple[str, ...],
) -> Body:
    members = row.get("members") if tie == "REPORTS_IN" else body["full_members"]
    ups = frames[HIGHER].filter((pl.col("from") == body["id"]) & _now(day)).sort("id")["to"]
    superior = frames["Organization"].filter(pl.col("id").is_in(ups.to_list())).sort("name")["name"]
    seats = tuple(_seats(frames, str(body["id"]), day))
    here = tuple(one for one in seats if any(name in one.seat for name in called))
    shown = here if tie == "SERVES" and here else seats
    return Body(
        str(body["id"]),
        str(body["name"]),
        str(body["kind"]),
        tie,
        str(row.get("mode") or ""),
        part,
        _interval(row),
        members if isinstance(members, int) else None,
        "、".join(superior),
        shown,
        len(seats) - len(shown),
    )


def _seats(frames: Frames, body: str, day: dt.date) -> Iterator[Seat]:
    posts = frames["POST_IN.Post.Organization"].filter(pl.col("to") == body).select(id="from")
    order = {kind: n for n, kind in enumerate(load_vocabularies()["post_kind"].codes())}
    rows = frames["Post"].filter(_now(day)).join(posts, on="id", how="semi").to_dicts()
    people = dict(frames["Person"].select("id", "name").iter_rows())
    for row in sorted(rows, key=lambda row: (order[row["kind"]], row["seat"] or "", row["id"])):
        terms = (
            frames["HOLDS.Person.Post"].filter((pl.col("to") == row["id"]) & _now(day)).sort("from_min", "id")
        )
        held = [
            Held(one["from"], people[one["from"]], _interval(one), one["appointed_by"] or "")
            for one in terms.iter_rows(named=True)
        ]
        yield Seat(row["id"], row["kind"], row["seat"] or "", row["seats"] or 1, tuple(held))


def _venues(frames: Frames, compound: str) -> list[str]:
    there = [
        frames[table].filter(pl.col("to") == compound)["from"]
        for table in ("LOCATED_IN.Venue.Compound", "SERVES.Venue.Compound")
    ]
    return (
        frames["Venue"].filter(pl.col("id").is_in(pl.concat(there).to_list())).sort("name")["name"].to_list()
    )


def _slots(tried: Tried, compound: str, parts: Mapping[str, tuple[str, str]]) -> Iterator[Slot]:
    """Every slot that the place asks for: of the compound, and of its buildings together."""
    found = covers(tried, tried.after)
    for name, slot in found.slots.items():
        wanted = (
            [compound]
            if slot.place == "compound"
            else [i for i, (label, _) in parts.items() if label == "Building"]
        )
        if slot.place not in ("compound", "building"):
            continue
        mine = (
            (pl.col("slot") == name) & pl.col("place").is_in(wanted) & (pl.col("state") != "not_applicable")
        )
        rows = found.rows.filter(mine)
        if not rows.height:
            continue
        gaps = rows.filter(pl.col("state") == "gap")["place"]
        first = rows.row(0, named=True)
        whole = slot.place == "compound"
        names = () if whole else tuple(sorted(parts[place][1] for place in gaps))
        states = dict(rows["state"].value_counts().sort("state").iter_rows())
        by, why = (first["name"] or "", first["why"]) if whole else ("", "")
        yield Slot(name, slot.label, states, by, why, slot.needs, names, whole)


def _said(result: Asked, concerned: set[str]) -> Iterator[Said]:
    """What a rule finds that names a compound, its buildings, its grids, its bodies or their posts; of firms
    and units, which have other places as well, only what lies here.
    """
    if result.error or not result.after.height:
        return
    for row in result.after.iter_rows(named=True):
        values = {name: value for name, value in row.items() if name != "id"}
        if concerned & {value for value in values.values() if isinstance(value, str)}:
            certain = row["certain"] is True
            yield Said(
                result.rule,
                Finding(row["id"], result.rule.name, row["subject"], row["place"], certain, values),
            )


def _ledgers(frames: Frames, way: Escalation, day: dt.date) -> Iterator[Ledger]:
    """Every kind of ledger, and whether somebody stated it whole here or above, by the day."""
    areas = {one.id: one.name for one in way.areas}
    said = frames["STATED_FOR.Completeness.Area"].filter(pl.col("to").is_in(list(areas)))
    rows = (
        frames["Completeness"].join(said.select(id="from", area="to"), on="id").filter(pl.col("day") <= day)
    )
    newest = {row["ledger"]: row for row in rows.sort("day", "id").iter_rows(named=True)}
    for kind in ledger_kind.load().values():
        row = newest.get(kind.name)
        label = Label(kind.label.zh, kind.label.en)
        yield Ledger(kind.name, label, row["day"] if row else None, areas[row["area"]] if row else "")


def _now(day: dt.date) -> pl.Expr:
    return (pl.col("from_min") <= day) & (pl.col("to_max") > day)


def _interval(row: Mapping[str, object]) -> Interval:
    a, b, c, d = (one for one in (row[name] for name in INTERVAL) if isinstance(one, dt.date))
    return a, b, c, d
