"""Towns drawn from a seed, as dense with traps as a few dozen rows allow: ends on the very day asked about,
months that hold it, bodies that end before what they cover, terms with holes, seats called like buildings.
"""

from __future__ import annotations

from dataclasses import replace
from random import Random
from typing import Any

from linli.model import slot
from linli.model.slot import TICKS, Exemption, Slots
from linli.model.vocabulary import Label

Given = dict[str, list[dict[str, Any]]]

BOUNDS = ("2021-12-31", "2022-01-01", "2022-01", "2022-03-14", "2022-03-15", "2022-03", "2022-06", 2022)
DAYS = ("2022-01-01", "2022-01-31", "2022-03-14", "2022-03-15", "2022-03-16", "2022-04-01", "2022-07-01")
NAMES = ("甲苑", "乙苑", "丙苑")
LEDGERS = ("organizations", "coverage", "posts", "venues", "property", "relations")
COVERING = ("compound_branch", "joint_branch", "grid_branch")
OWNERS = ("owners_committee", "owners_committee", "management_committee", "supervisory_board", "council")
ON_BUILDINGS = ("building_group", "centre_household")
POSTS = (
    *("secretary", "director", "committee_member", "alternate_member", "staff", "manager"),
    *("building_head", "building_head", "building_assistant", "grid_head"),
)


class Town:
    """One town. Identifiers each begin with the last of their kind, so that none may be cut short."""

    def __init__(self, seed: int) -> None:
        self.chance = Random(seed)
        self.rows: Given = {}
        self.areas = ["a", "a1", "a11", "a12", "b11"]
        levels = ("county", "street", "community", "community", "community")
        for area, level in zip(self.areas, levels, strict=True):
            self.add("Area", id=area, level=level)
        for area, upper in (("a1", "a"), ("a11", "a1"), ("a12", "a1"), ("b11", "a")):
            self.add("LOCATED_IN", **{"from": area, "to": upper})
        self.places()
        self.bodies()
        self.venues()
        for number, ledger in enumerate(LEDGERS):
            if self.often(0.8):
                self.add("Completeness", id=f"s{number}", ledger=ledger, day=self.pick(("2021", *DAYS))[:10])
                self.rows["Completeness"][-1]["day"] = self.pick(("2021-01-01", "2021-01-01", *DAYS))
                self.add("STATED_FOR", **{"from": f"s{number}", "to": self.pick(self.areas)})

    def often(self, share: float) -> bool:
        return self.chance.random() < share

    def pick(self, words: Any) -> Any:
        return self.chance.choice(list(words))

    def add(self, table: str, /, **row: Any) -> None:
        self.rows.setdefault(table, []).append(row)

    def dated(self) -> dict[str, Any]:
        """An interval, or none."""
        kind = self.chance.randrange(8)
        if kind == 0:
            return {"interval": {"observed": self.pick(BOUNDS[:2])}}
        if kind == 1:
            return {"interval": {"standing": self.pick(BOUNDS[:2])}}
        if kind < 4:
            return {}
        said = {side: self.pick(BOUNDS) for side in ("from", "to") if self.often(0.6)}
        return {"interval": said} if said else {}

    def places(self) -> None:
        self.compounds = [f"c{'1' * n}" for n in range(1, 9)]
        self.buildings = [f"d{'1' * n}" for n in range(1, 11)]
        self.grids = ["g1", "g11", "g111"]
        for compound in self.compounds:
            own = {"boundary": (None, "closed", "open"), "full_members": (None, 0, 2, 3, 40)}
            own |= {"households": (None, 5, 100, 200), "weak": (None, True, False), "type": (None, "old")}
            own |= dict.fromkeys(TICKS["Compound"], (None, True, False))
            given = {name: self.pick(values) for name, values in own.items()}
            moved = self.pick((None, 2020, "2021-05"))
            self.add("Compound", id=compound, name=self.pick(NAMES), moved_in=moved, **given)
            if self.often(0.1):
                self.rows["Compound"][-1] |= self.dated()
            self.add("LOCATED_IN", **{"from": compound, "to": self.pick(self.areas[1:])})
        for grid in self.grids:
            self.add("Grid", id=grid)
            self.add("LOCATED_IN", **{"from": grid, "to": self.pick(self.areas[2:])})
        for building in self.buildings:
            self.add(
                "Building", id=building, name=self.pick(("1栋", "2栋")), households=self.pick((None, 5, 50))
            )
            self.add("LOCATED_IN", **{"from": building, "to": self.pick(self.compounds)})
            if self.often(0.6):
                self.add("LOCATED_IN", **{"from": building, "to": self.pick(self.grids)})

    def body(self, kind: str) -> str:
        name = f"o{len(self.rows.get('Organization', ())):02}"
        members = self.pick((None, None, 3, 60))
        title = self.pick((*NAMES, name))
        self.add("Organization", id=name, name=title, kind=kind, full_members=members, **self.dated())
        self.add("BASED_IN", **{"from": name, "to": self.pick(self.areas)})
        for number in range(self.chance.randrange(3)):
            self.post(f"{name}t{number}", name)
        return name

    def post(self, post: str, body: str) -> None:
        seat = self.pick((None, "1栋", "２栋"))
        self.add("Post", id=post, kind=self.pick(POSTS), seat=seat, seats=self.pick((None, 2)))
        self.add("POST_IN", **{"from": post, "to": body})
        for number in range(self.chance.randrange(3)):
            self.add("Person", id=f"{post}p{number}")
            self.add("HOLDS", **{"from": f"{post}p{number}", "to": post}, **self.dated())

    def link(self, table: str, start: str, end: str, /, **more: Any) -> None:
        self.add(table, **{"from": start, "to": end}, **more, **self.dated())

    def bodies(self) -> None:
        modes = ("own", "joint", "attached")
        tied = []
        for number in range(7):
            branch = self.body(COVERING[number % 3])
            tied.append(branch)
            for compound in self.chance.sample(self.compounds, self.chance.randrange(1, 4)):
                self.link("COVERS", branch, compound, mode=self.pick(modes))
            if self.often(0.3):
                self.link("COVERS", branch, self.pick(self.grids), mode="own")
        for number in range(6):
            tied.append(self.body(OWNERS[number % 5]))
            self.link("ACTS_FOR", tied[-1], self.pick(self.compounds))
        for number in range(6):
            self.link("COVERS", self.body(ON_BUILDINGS[number % 2]), self.pick(self.buildings), mode="own")
        for grid in self.grids:
            if self.often(0.8):
                self.link("COVERS", self.body("grid_team"), grid, mode="own")
        for _ in range(3):
            firm = self.body("property_company")
            for _ in range(3):
                self.link("SERVES", firm, self.pick(self.compounds))
        for kind in ("forum", "forum", "coordination_committee", "volunteer_team"):
            other = self.body(kind)
            for member in self.chance.sample(tied, 3):
                self.link("MEMBER_OF", member, other)
        self.link("COVERS", other, self.pick(self.compounds), mode="own")

    def venues(self) -> None:
        for number in range(5):
            venue = f"v{number}"
            said = {name: self.pick((True, True, True, True, False, None)) for name in TICKS["Venue"]}
            kind = self.pick((None, "service_station", "studio"))
            self.add("Venue", id=venue, kind=kind, **said, **self.dated())
            place = self.pick((self.pick(self.compounds), self.pick(self.compounds), self.pick(self.areas)))
            self.add("LOCATED_IN", **{"from": venue, "to": place})
            for _ in range(self.chance.randrange(3)):
                self.link("SERVES", venue, self.pick(self.compounds))


def scheme(seed: int) -> Slots:
    """What some place asks for, with thresholds and exemptions of its own."""
    chance = Random(-seed - 1)
    known = slot.load()
    chosen = known[chance.choice(sorted(known))]
    changed = {
        name: replace(
            one,
            asked=one.of == "branch" or chance.random() < 0.8,
            grace_days=chance.choice((0, 0, 20)),
            least_households=chance.choice((0, 0, 8)),
            term_ends=one.term_ends and chance.random() < 0.7,
            forming_days=chance.choice((10, 365)),
            near_known=chance.random() < 0.5,
        )
        for name, one in chosen.slots.items()
    }
    exempt = (Exemption("premises", "a1", NAMES[0], Label("近旁", "near")),) * chance.randrange(2)
    return Slots("base", chosen.label, changed, exempt=exempt, settings=chosen.settings)
