"""The part of a graph that decides what a change breaks or mends.

Definition. Given the facts that a change touches, what may be judged otherwise than before (the `subjects`)
are the bodies, posts and persons concerned, the compounds that these bodies have to do with, and all that
stands in these compounds; of firms there only those that the change itself is about, since a firm's other
compounds decide nothing. Around these lies all that a rule may look at from one of them: the other places and
bodies of each, everybody's other posts, the bodies above, the areas up to the top, the statements of
completeness.

Source: ours; the steps are those of `audit.surroundings`, taken for all rules at once and backwards first.
Held by `tests/services/test_what_if.py`: random changes judged near equal the audit of the whole.

Cost: some eighty look-ups, by binary search where a table's links are sorted, else linear in its rows.

Edge cases: whatever an area as a whole is judged by (a pooled share) is not near; such rules are asked of all
that lies in the area (`services.trial`). Links that have ended are followed like any other, so what a change
ends is near as well.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Mapping
from dataclasses import dataclass

import polars as pl

from linli.analysis.scenario.ends import Ends
from linli.analysis.scenario.wanted import Wanted
from linli.model.schema import Table
from linli.model.schema import load as load_schema
from linli.model.vocabulary import load as load_vocabularies

Frames = Mapping[str, pl.DataFrame]
Ids = set[str]
Known = Callable[[str, str], Ends | None]
"""The links of a table by one end (`from`, `to`), sorted; None where they are not."""

HIGHER = "REPORTS_TO.Organization.Organization"
SIDE = ("MEMBER_OF", "GUIDES", "SUPERVISES", "EVALUATES", "PARTNERS")
GROUND = ("COVERS", "ACTS_FOR", "SERVES", "REPORTS_IN")
INNER = "LOCATED_IN.Building.Compound"
PATCH = "LOCATED_IN.Building.Grid"

NONE = Wanted(())


@dataclass(frozen=True)
class Near:
    """What lies near a change.

    nodes      label → identifiers: the facts near are all links between these
    subjects   identifiers of what may be judged otherwise than before
    compounds  those that the change concerns
    areas      in which it lies, up to the top
    """

    nodes: Mapping[str, Ids]
    subjects: Ids
    compounds: Ids
    areas: Ids


def near(facts: Frames, touched: Mapping[str, Ids], known: Known = lambda table, given: None) -> Near:
    """What lies near a change.

    Parameters: `facts` after it; `touched`, table → identifiers of the rows that it put or ended; `known`,
    the links of tables that are sorted already.
    """
    look = _Look(facts, known)
    seeds = _seeds(look, touched)
    bodies = seeds["Organization"] | look.far("POST_IN.Post.Organization", seeds["Post"])
    people = seeds["Person"] | look.both("MAY_BE.Person.Person", seeds["Person"])
    held = look.far("HOLDS.Person.Post", people) | seeds["Post"]
    about = bodies | look.far("POST_IN.Post.Organization", held) | look.sideways(bodies)
    if {"Organization", HIGHER} & touched.keys():
        about |= look.closure(HIGHER, seeds["Organization"], back=True)
    compounds = seeds["Compound"] | look.homes(seeds["Building"], seeds["Grid"]) | look.ground(bodies)
    inside = look.inside(compounds)
    there = look.on(compounds, inside)
    judged = about | (there - look.firms(there))
    wider = look.ground(judged)
    around = look.inside(wider)
    full = judged | there | look.on(wider, around)
    above = look.closure(HIGHER, full | look.sideways(judged))
    posts = look.near("POST_IN.Post.Organization", full | above) | seeds["Post"]
    holders = look.near("HOLDS.Person.Post", posts) | people
    nodes = _whole(look, seeds, full | above | look.sideways(judged), posts, holders, wider | compounds)
    own = look.near("POST_IN.Post.Organization", judged)
    subjects = judged | own | look.near("HOLDS.Person.Post", own) | people | compounds
    subjects |= inside.building | inside.grid | inside.venue
    for label in seeds:
        subjects |= seeds[label]
    mine = look.homes_of(about, compounds) | seeds["Area"]
    return Near(nodes, subjects, compounds, look.closure("LOCATED_IN.Area.Area", mine))


def cut(
    facts: Frames, nodes: Mapping[str, Collection[str]], but: Collection[str] = ()
) -> dict[str, pl.DataFrame]:
    """The facts between some nodes, without derived ones: every other table of the schema.

    Parameters: `facts`; `nodes`, label → identifiers; `but`, tables that are not wanted.
    """
    keys = wanted(nodes)
    made = {}
    for table in load_schema().tables:
        if table.derived or table.name in but:
            continue
        made[table.name] = between(table, facts[table.name], keys)
    return made


def wanted(nodes: Mapping[str, Collection[str]]) -> dict[str, Wanted]:
    """Nodes as `between` takes them."""
    return {label: Wanted(identifiers) for label, identifiers in nodes.items()}


def between(table: Table, frame: pl.DataFrame, nodes: Mapping[str, Wanted]) -> pl.DataFrame:
    """The rows of one table that are some nodes, or links between them.

    Parameters: `table`; `frame`, its rows; `nodes`, label → identifiers (see `wanted`).
    """
    if table.ends is None:
        return nodes.get(table.name, NONE).rows(frame, "id")
    # The rarer end first: what is left for the other is small.
    for side, label in sorted(
        zip(("from", "to"), table.ends, strict=True), key=lambda e: len(nodes.get(e[1], NONE))
    ):
        frame = nodes.get(label, NONE).rows(frame, side)
    return frame


@dataclass(frozen=True)
class _Inside:
    """What stands in some compounds."""

    building: Ids
    grid: Ids
    venue: Ids


class _Look:
    """Looking from nodes along links."""

    def __init__(self, facts: Frames, known: Known) -> None:
        self._facts = facts
        self._known = known

    def _ends(self, table: str, wanted: Ids, given: str, asked: str) -> Ids:
        if not wanted:
            return set()
        if links := self._known(table, given):
            return links.of(wanted)
        frame = self._facts[table]
        return set(frame.filter(pl.col(given).is_in(list(wanted)))[asked])

    def far(self, table: str, wanted: Ids) -> Ids:
        """Where links from some nodes lead."""
        return self._ends(table, wanted, "from", "to")

    def near(self, table: str, wanted: Ids) -> Ids:
        """Whence links lead to some nodes."""
        return self._ends(table, wanted, "to", "from")

    def both(self, table: str, wanted: Ids) -> Ids:
        """What hangs together with some nodes, either way."""
        return self.far(table, wanted) | self.near(table, wanted)

    def closure(self, table: str, wanted: Ids, *, back: bool = False) -> Ids:
        """Some nodes and all that are reached from them, step by step."""
        reached, fresh = set(wanted), set(wanted)
        while fresh:
            fresh = (self.near(table, fresh) if back else self.far(table, fresh)) - reached
            reached |= fresh
        return reached

    def rows(self, table: str, wanted: Iterable[str]) -> pl.DataFrame:
        """The rows of some identifiers."""
        return self._facts[table].filter(pl.col("id").is_in(list(wanted)))

    def sideways(self, bodies: Ids) -> Ids:
        """Bodies that others take part in, guide, supervise …, either way."""
        found: Ids = set()
        for name in SIDE:
            found |= self.both(f"{name}.Organization.Organization", bodies)
        return found

    def homes(self, buildings: Ids, grids: Ids) -> Ids:
        """The compounds of buildings, and of the buildings of grids."""
        return self.far(INNER, buildings | self.near(PATCH, grids))

    def ground(self, bodies: Ids) -> Ids:
        """The compounds that bodies have to do with, as a whole or in a building or grid."""
        found: Ids = set()
        for name in GROUND:
            found |= self.far(f"{name}.Organization.Compound", bodies)
        blocks = self.far("COVERS.Organization.Building", bodies)
        return found | self.homes(blocks, self.far("COVERS.Organization.Grid", bodies))

    def inside(self, compounds: Ids) -> _Inside:
        """What stands in compounds."""
        buildings = self.near(INNER, compounds)
        venues = self.near("LOCATED_IN.Venue.Compound", compounds)
        served = self.near("SERVES.Venue.Compound", compounds)
        return _Inside(buildings, self.far(PATCH, buildings), venues | served)

    def on(self, compounds: Ids, inside: _Inside) -> Ids:
        """The bodies that have to do with compounds, or with something in them."""
        found: Ids = set()
        for name in GROUND:
            found |= self.near(f"{name}.Organization.Compound", compounds)
        found |= self.near("COVERS.Organization.Building", inside.building)
        return found | self.near("COVERS.Organization.Grid", inside.grid)

    def firms(self, bodies: Ids) -> Ids:
        """Those of some bodies that are firms."""
        kinds = load_vocabularies()["organization_kind"].codes("family", "property")
        return set(self.rows("Organization", bodies).filter(pl.col("kind").is_in(kinds))["id"])

    def homes_of(self, bodies: Ids, compounds: Ids) -> Ids:
        """The areas that bodies and compounds lie in."""
        covered = self.far("COVERS.Organization.Area", bodies) | self.far(
            "BASED_IN.Organization.Area", bodies
        )
        return covered | self.far("LOCATED_IN.Compound.Area", compounds)


def _seeds(look: _Look, touched: Mapping[str, Ids]) -> dict[str, Ids]:
    """The nodes that a change touches, or that stand at the ends of a link it touches."""
    seeds: dict[str, Ids] = {name: set() for name in load_schema().nodes}
    for name, wanted in touched.items():
        ends = load_schema().table(name).ends
        if ends is None:
            seeds[name] |= wanted
            continue
        rows = look.rows(name, wanted)
        for side, label in zip(("from", "to"), ends, strict=True):
            seeds[label] |= set(rows[side])
    return seeds


def _whole(
    look: _Look, seeds: Mapping[str, Ids], bodies: Ids, posts: Ids, people: Ids, compounds: Ids
) -> dict[str, Ids]:
    """Nodes with all that is needed to judge them: everybody's other posts and doubles, the bodies of these,
    places that bodies are tied to, and the way up.
    """
    people = people | look.both("MAY_BE.Person.Person", people)
    posts = posts | look.far("HOLDS.Person.Post", people)
    bodies = bodies | look.far("POST_IN.Post.Organization", posts)
    bodies = look.closure(HIGHER, bodies) | look.near(HIGHER, bodies)
    grids = look.far("COVERS.Organization.Grid", bodies) | seeds["Grid"]
    buildings = look.far("COVERS.Organization.Building", bodies) | look.near(PATCH, grids) | seeds["Building"]
    inside = look.inside(compounds)
    buildings |= inside.building
    grids |= inside.grid
    compounds = compounds | look.homes(buildings, set()) | look.ground(bodies)
    venues = inside.venue | seeds["Venue"]
    homes = look.homes_of(bodies, compounds) | seeds["Area"]
    homes |= look.far("LOCATED_IN.Grid.Area", grids) | look.far("LOCATED_IN.Venue.Area", venues)
    areas = look.closure("LOCATED_IN.Area.Area", homes)
    return {
        "Person": people,
        "Post": posts,
        "Organization": bodies,
        "Compound": compounds,
        "Building": buildings,
        "Grid": grids,
        "Venue": venues,
        "Area": areas,
        "Completeness": look.near("STATED_FOR.Completeness.Area", areas) | seeds["Completeness"],
    }
