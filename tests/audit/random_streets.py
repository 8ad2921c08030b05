"""Small random streets, in which every rule finds something to judge: bodies of every kind in two
communities, few people for many posts, dates of every precision, parts of the ledgers stated to be whole.

    street(random)      what is given, in the notation of `tests/facts.py`
"""

from __future__ import annotations

from random import Random
from typing import Any

Row = dict[str, Any]

INTERVALS: tuple[dict[str, object] | None, ...] = (
    *[None] * 9,
    {"from": 2021},
    {"from": "2021-03"},
    {"from": "2021-03-15", "to": "2023-06-30"},
    {"from": 2021, "to": 2023},
    {"from": "2022-05", "to": "2022-12"},
    {"from": "2022-11", "to": 2026},
    {"to": "2022-12-15"},
    {"to": 2022},
    {"observed": "2022-06-01"},
    {"standing": "2022-06-01"},
)
DAYS = ("2021-02-10", "2022-06-10", "2022-12-20", "2023-03-01")
POSTS = {
    "county_committee": ("secretary",),
    "working_committee": ("secretary",),
    "community_committee": ("secretary", "committee_member", "property_supervisor"),
    "residents_committee": ("director", "committee_member"),
    "compound_branch": ("secretary", "deputy_secretary", "committee_member", "organization_commissioner"),
    "joint_branch": ("secretary", "committee_member"),
    "grid_branch": ("secretary",),
    "building_group": ("group_leader",),
    "centre_household": ("household_head",),
    "firm_branch": ("secretary",),
    "owners_committee": ("director", "deputy_director", "committee_member", "alternate_member"),
    "management_committee": ("director",),
    "supervisory_board": ("board_chair", "board_member"),
    "council": ("council_chair",),
    "property_company": ("manager", "staff"),
    "grid_team": ("grid_head", "grid_member", "building_head"),
    "neighbour_unit": ("neighbour_head",),
    "volunteer_team": ("leader",),
    "forum": (),
}
ABOVE = {
    "working_committee": ("county_committee",),
    "community_committee": ("working_committee", "county_committee"),
    "compound_branch": ("community_committee", "joint_branch", "working_committee"),
    "joint_branch": ("community_committee", "working_committee"),
    "grid_branch": ("community_committee", "working_committee"),
    "building_group": ("compound_branch", "joint_branch", "community_committee"),
    "centre_household": ("building_group", "compound_branch", "centre_household"),
    "grid_team": ("community_committee", "compound_branch"),
    "firm_branch": ("community_committee",),
}
BODIES = (
    *("county_committee", "working_committee", "community_committee", "community_committee"),
    *("residents_committee", "compound_branch", "compound_branch", "joint_branch", "grid_branch"),
    *("building_group", "building_group", "centre_household", "centre_household", "firm_branch"),
    *("owners_committee", "owners_committee", "owners_committee", "management_committee"),
    *("supervisory_board", "supervisory_board", "council", "property_company", "property_company"),
    *("grid_team", "grid_team", "neighbour_unit", "volunteer_team", "forum", "forum"),
)
LEDGERS = ("organizations", "coverage", "posts", "property", "relations", "venues")
ACTING = ("owners_committee", "management_committee", "supervisory_board", "council")
COVERING = ("compound_branch", "joint_branch", "grid_branch", "volunteer_team", "grid_team")


class Street:
    """A street as it is drawn."""

    def __init__(self, random: Random) -> None:
        self.random = random
        self.given: dict[str, list[Row]] = {}

    def add(self, table: str, *, dated: bool = True, **row: Any) -> str:
        """A row, perhaps with an interval."""
        interval = self.random.choice(INTERVALS) if dated else None
        self.given.setdefault(table, []).append(row if interval is None else {**row, "interval": interval})
        return str(row.get("id", ""))

    def link(self, table: str, source: str, target: str, **row: Any) -> None:
        """A link, unless there is one between the two; none to itself."""
        there = {(link["from"], link["to"]) for link in self.given.get(table, ())}
        if source != target and (source, target) not in there:
            self.add(table, **{"from": source, "to": target}, **row)

    def sometimes(self, chance: float) -> bool:
        return self.random.random() < chance


def street(random: Random) -> dict[str, list[Row]]:
    """A street by chance."""
    drawn = Street(random)
    compounds, buildings = _places(drawn)
    bodies = {f"o{n}": kind for n, kind in enumerate(BODIES) if random.random() < 0.8}
    for body, kind in bodies.items():
        _body(drawn, body, kind, compounds, buildings, bodies)
    _people(drawn, bodies)
    for n, ledger in enumerate(LEDGERS):
        if drawn.sometimes(0.6):
            area, day = random.choice(("s", "k1", "k2")), random.choice(("2022-01-01", "2022-12-20"))
            drawn.add("Completeness", dated=False, id=f"s{n}", ledger=ledger, day=day)
            drawn.add("STATED_FOR", dated=False, **{"from": f"s{n}", "to": area})
    return drawn.given


def _places(drawn: Street) -> tuple[list[str], list[str]]:
    random = drawn.random
    drawn.add("Area", dated=False, id="s", level="street")
    for area, level, above in (
        ("k1", "community", "s"),
        ("k2", "community", "s"),
        ("n1", "neighbourhood", "k1"),
    ):
        drawn.add("Area", dated=False, id=area, level=level, households=random.choice((None, 3, 9, 20)))
        drawn.add("LOCATED_IN", dated=False, **{"from": area, "to": above})
    compounds, buildings = ["c1", "c2", "c3"], ["b1", "b2", "b3", "b4"]
    for compound in compounds:
        drawn.add(
            "Compound",
            dated=False,
            id=compound,
            type=random.choice(("moveback", "moveback", "old")),
            moved_in=random.choice((None, 2021, "2021-03", "2022-01-10")),
            full_members=random.choice((None, 1, 3, 8)),
        )
        drawn.add("LOCATED_IN", dated=False, **{"from": compound, "to": random.choice(("k1", "k1", "k2"))})
    for building in buildings:
        drawn.add("Building", dated=False, id=building)
        drawn.add("LOCATED_IN", dated=False, **{"from": building, "to": random.choice(compounds)})
    drawn.add("Grid", dated=False, id="g1")
    drawn.add("LOCATED_IN", dated=False, **{"from": "g1", "to": "k1"})
    drawn.add("LOCATED_IN", dated=False, **{"from": "b1", "to": "g1"})
    drawn.add("Venue", id="v1", kind="studio")
    drawn.link("SERVES", "v1", random.choice(compounds))
    return compounds, buildings


def _body(
    drawn: Street, body: str, kind: str, compounds: list[str], buildings: list[str], bodies: dict[str, str]
) -> None:
    random = drawn.random
    drawn.add(
        "Organization",
        id=body,
        kind=kind,
        full_members=random.choice((None, 2, 5, 9, 60)),
        members=random.choice((None, None, None, 5, 55)),
        filing=random.choice((None, "备1号")),
        elected=random.choice((None, None, True, False)),
    )
    drawn.add("BASED_IN", dated=False, **{"from": body, "to": random.choice(("k1", "k1", "k2", "s"))})
    for _ in range(random.choice((1, 1, 2, 6))):
        if kind in COVERING:
            mode = random.choice(("own", "joint", "attached"))
            drawn.link("COVERS", body, random.choice([*compounds, "g1"]), mode=mode)
        elif kind in ACTING:
            drawn.link("ACTS_FOR", body, random.choice(compounds), document=random.choice((None, "备2号")))
        elif kind == "property_company":
            drawn.link("SERVES", body, random.choice(compounds))
        elif kind in ("building_group", "centre_household"):
            drawn.link("COVERS", body, random.choice(buildings), mode="own")
        elif kind in ("community_committee", "residents_committee"):
            drawn.link("COVERS", body, random.choice(("k1", "k2")), mode="own")
        elif kind == "neighbour_unit":
            drawn.link("COVERS", body, "n1", mode="own")
        elif kind == "forum":
            drawn.link("MEMBER_OF", random.choice(sorted(bodies)), body, part="member_part")
    above = [one for one, of in bodies.items() if of in ABOVE.get(kind, ())]
    for upper in random.sample(above, min(len(above), random.choice((0, 1, 1, 1, 2)))):
        drawn.link("REPORTS_TO", body, upper)


def _people(drawn: Street, bodies: dict[str, str]) -> None:
    random = drawn.random
    persons = [f"p{n}" for n in range(9)]
    for person in persons:
        drawn.add("Person", dated=False, id=person, party_member=random.choice((None, True, True, False)))
    for body, kind in bodies.items():
        for n, post in enumerate(POSTS[kind]):
            if drawn.sometimes(0.15):
                continue
            identity = f"{body}t{n}"
            drawn.add("Post", dated=False, id=identity, kind=post, seats=random.choice((None, 1, 1, 2)))
            drawn.add("POST_IN", dated=False, **{"from": identity, "to": body})
            for person in random.sample(persons, random.choice((0, 1, 1, 2, 5))):
                drawn.add(
                    "HOLDS",
                    appointed_by=random.choice((None, "elected", "appointed", "dispatched")),
                    origin=random.choice((None, None, "branch_member", "owners_committee_member", "retired")),
                    owner_here=random.choice((None, True, True, False)),
                    relative_here=(None, True, False)[(int(person[1:]) + n) % 3],
                    **{"from": person, "to": identity},
                )
    for a, b in (("p1", "p2"), ("p1", "p3"), ("p4", "p5")):
        if drawn.sometimes(0.4):
            drawn.add("MAY_BE", dated=False, basis="x", **{"from": a, "to": b})
