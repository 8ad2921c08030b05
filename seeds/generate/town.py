"""A place while it is being made: communities, compounds, bodies, and the rows that its ledgers will hold."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from book import WHO, Row
from chance import Cell, Chance
from names import Estates, People

Plain = Mapping[str, Any]
Term = tuple[Cell, Cell]
STANDING: Term = ("", "至今")


@dataclass(eq=False)
class Person:
    """A made-up person; `member` of the party, or nobody has said."""

    number: int
    name: str
    member: bool | None


@dataclass(eq=False)
class Body:
    """A body: where it is at home, in an area or a compound of it."""

    name: str
    area: str
    compound: str = ""

    @property
    def place(self) -> str:
        """Where one name is one person."""
        return self.compound or self.area

    @property
    def here(self) -> Row:
        """The first cells of a row about this body."""
        return {"area": self.area, "compound": self.compound}


@dataclass(eq=False)
class Community:
    """A made-up community."""

    code: str
    name: str
    committee: Body
    residents: Body
    cadres: list[Person] = field(default_factory=list)
    grids: list[str] = field(default_factory=list)

    @property
    def county(self) -> str:
        """The county's code."""
        return self.code[:6]


@dataclass(eq=False)
class Estate:
    """A made-up compound."""

    community: Community
    name: str
    type: str
    buildings: list[int]
    grids: list[str] = field(default_factory=list)
    grouped: list[int] = field(default_factory=list)
    mode: str = ""
    branch: Body | None = None
    founded: dt.date = dt.date.min
    party: list[Person] = field(default_factory=list)
    owners: Body | None = None
    firm: Body | None = None
    cells: Row = field(default_factory=dict)
    manager: Person | None = None

    @property
    def area(self) -> str:
        """The community's code."""
        return self.community.code

    @property
    def here(self) -> Row:
        """The first cells of a row about this compound."""
        return {"area": self.area, "compound": self.name}

    @property
    def short(self) -> str:
        """The name as its bodies carry it, still visibly made up."""
        return self.name.replace("·", "")

    def body(self, suffix: str) -> Body:
        """A body of this compound."""
        return Body(self.short + suffix, self.area, self.name)


class Town:
    """What is known of a place so far."""

    def __init__(self, data: Plain, chance: Chance) -> None:
        self.data = data
        self.sizes: Mapping[str, Any] = data["sizes"]
        self.day: dt.date = data["day"]
        self.chance = chance
        self.communities: list[Community] = []
        self.estates: list[Estate] = []
        self.rows: dict[str, list[Row]] = defaultdict(list)
        self.estate_names = Estates(chance)
        self._people = People(chance)
        self._count = 0
        self._names: dict[str, dict[str, Person]] = defaultdict(dict)

    def size(self, name: str, default: int = 0) -> int:
        """A number that the place publishes or that we chose for it."""
        return int(self.sizes.get(name, default))

    def named(self, ledger: str, **wanted: str) -> list[Plain]:
        """Rows of published facts that hold these cells."""
        rows: Sequence[Plain] = self.data["named"].get(ledger, ())
        return [row for row in rows if all(row.get(key) == value for key, value in wanted.items())]

    def say(self, ledger: str, row: Mapping[str, Cell]) -> None:
        """Add a row to a ledger."""
        self.rows[ledger].append(dict(row))

    def person(self, *places: str, member: bool | None = None, name: str = "") -> Person:
        """Somebody new, whose name nobody else has in any of `places` (bodies, compounds, communities)."""
        given = name
        while not given or (not name and any(given in self._names[place] for place in places)):
            given = self._people.draw()
        self._count += 1
        person = Person(self._count, given, member)
        for place in places:
            self._names[place][given] = person
        return person

    def fits(self, person: Person, *places: str) -> bool:
        """Whether a person can come into `places` and not be taken for a namesake; then there they are."""
        if any(self._names[place].get(person.name, person) is not person for place in places):
            return False
        for place in places:
            self._names[place][person.name] = person
        return True

    def hold(self, body: Body, post: str, person: Person | None, term: Term = ("", ""), **more: Cell) -> None:
        """A row of the ledger of posts; without a person the post is vacant."""
        row: Row = body.here | {"body": body.name, "post": post}
        if person is None:
            self.say("posts", row | {"remark": "待选配"} | more)
            return
        party = {None: "", True: "是", False: "否"}[person.member]
        row |= {"holder": person.name, WHO: self.identifier(person), "party_member": party}
        self.say("posts", row | {"from": term[0], "to": term[1]} | more)

    def identifier(self, person: Person) -> str:
        """The person in the truth."""
        return f"{self.data['place']}-{person.number:05d}"

    def organize(self, body: Body, kind: str, **more: Cell) -> Body:
        """A row of the ledger of bodies."""
        self.say("organizations", body.here | {"kind": kind, "name": body.name} | more)
        return body

    def relate(self, body: Body, relation: str, other: Body, start: Cell = "") -> None:
        """A row of the ledger of relations, where either is at home."""
        row: Row = {"body": body.name, "relation": relation, "other": other.name, "from": start}
        self.say("relations", (body if body.compound else other).here | row)

    def since(self, first: dt.date, last: dt.date | None = None) -> Cell:
        """A date between two, as somebody wrote it, and certainly before the ledger's own."""
        last = last or self.day - dt.timedelta(days=40)
        return self.chance.written(self.chance.between(first, last), last=self.day)

    def term(self, first: dt.date, years: int = 5) -> Term:
        """A term that began between `first` and now and still runs."""
        earliest = max(first, dt.date(self.day.year - years + 1, 1, 1))
        began = self.chance.between(earliest, max(earliest, self.day - dt.timedelta(days=40)))
        return self.chance.written(began, last=self.day), self.end_of(began, years)

    def end_of(self, began: dt.date, years: int) -> Cell:
        """The end of a running term, or what else stands in that cell."""
        end = began.replace(year=began.year + years, day=min(began.day, 28))
        tomorrow = self.day + dt.timedelta(days=1)
        if end <= tomorrow or self.chance.often(0.25):
            return self.chance.choice(("至今", "至今", ""))
        return self.chance.written(end, first=tomorrow)
