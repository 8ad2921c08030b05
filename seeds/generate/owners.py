"""Owners' committees: directors, members, terms; management committees, supervisory boards, councils."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence

from chance import Cell, later
from party import ELECTED
from town import Body, Estate, Person, Term, Town

SIZES = ((3, 5, 7, 9, 11), (8, 46, 32, 10, 4))


def committees(town: Town) -> None:
    """Committees of some compounds: first those whose director is the branch's secretary, then the others."""
    chance = town.chance
    alone = [estate for estate in town.estates if estate.mode == "单独"]
    joined = chance.sample(alone, town.size("joined") - _named_joined(town))
    left = [estate for estate in town.estates if estate not in joined and not estate.cells]
    named = len(town.named("organizations", kind="业主委员会"))
    others = chance.sample(left, town.size("committees") - named - len(joined))
    lapsed = others[: town.size("lapsed")]
    estates = [*joined, *others[len(lapsed):]]  # fmt: skip
    sizes = [chance.choices(*SIZES)[0] for _ in estates]
    chairs = {*joined, *_party_chairs(town, others[len(lapsed):], len(joined))}  # fmt: skip
    red: dict[Estate, tuple[int, int]] = {}
    if "red" in town.sizes:
        red = _two_states(town, estates, sizes)
    members = _members(town, estates, sizes, chairs)
    for estate, size, party in zip(estates, sizes, members, strict=True):
        before, after = red.get(estate, (party, party))
        _elect(town, estate, size, (before, after), estate in joined, estate in chairs)
    for estate in lapsed:
        _lapse(town, estate)
    _interim(town, [estate for estate in left if not estate.owners])


def _named_joined(town: Town) -> int:
    """Office-holders of the report who are secretary and director at once."""
    both = ({row["holder"] for row in town.named("posts", post=post)} for post in ("书记", "主任"))
    return len(set.intersection(*both))


def _party_chairs(town: Town, others: Sequence[Estate], joined: int) -> list[Estate]:
    """Compounds whose director is in the party but no secretary: exactly as many as are published."""
    if "party_directors" not in town.sizes:
        return [estate for estate in others if town.chance.often(0.5)]
    named = len(town.named("posts", post="主任"))
    return town.chance.sample(others, town.size("party_directors") - named - joined)


def _members(town: Town, estates: Sequence[Estate], sizes: list[int], chairs: set[Estate]) -> list[int]:
    """Party members of each committee: exactly the place's share of all where it publishes one."""
    bounds = [(1 if estate in chairs else 0, size - 1) for estate, size in zip(estates, sizes, strict=True)]
    if "party_share" not in town.sizes:
        return [town.chance.randint(*bound) for bound in bounds]
    while sum(sizes) * town.size("party_share") % 100:
        sizes[-1] += 1
    return town.chance.spread(sum(sizes) * town.size("party_share") // 100, bounds)


def _two_states(town: Town, estates: Sequence[Estate], sizes: Sequence[int]) -> dict[Estate, tuple[int, int]]:
    """Party members of each committee then and now, so that as many are red (half or more) as published."""
    before, after = (int(number) for number in town.sizes["red"].values())
    shuffled = town.chance.sample(range(len(estates)), len(estates))
    made = {}
    for rank, index in enumerate(shuffled):
        half = (sizes[index] + 1) // 2
        low, high = (1, half - 1), (half, sizes[index] - 1)
        states = low if rank >= before else high, low if rank >= after else high
        first = town.chance.randint(*states[0])
        made[estates[index]] = (first, first if states[0] == states[1] else town.chance.randint(*states[1]))
    return made


def _elect(
    town: Town, estate: Estate, size: int, party: tuple[int, int], joined: bool, party_chair: bool
) -> None:
    """A committee in force, elected anew between two states where they differ."""
    chance, before, after = town.chance, *party
    owners = _body(town, estate, dt.date(2009, 1, 1), dt.date(min(2018, town.day.year - 5), 12, 31))
    now = _people(town, estate, size, after, joined, party_chair)
    if "red" not in town.sizes:
        _seat(town, owners, now, town.term(dt.date(2015, 1, 1)))
        _extra(town, owners)
        return
    first = chance.between(dt.date(2019, 1, 1), dt.date(2021, 12, 31))
    start = chance.written(first, last=dt.date(2022, 12, 31))
    if before == after:
        _seat(town, owners, now, (start, chance.choice(("至今", later(first, 8)))))
        return
    again = chance.between(dt.date(2023, 8, 5), dt.date(2025, 6, 20))
    kept = [person for person in now if person.member is False]
    then = chance.sample(kept, min(len(kept), size // 2, size - before))
    then += [town.person(estate.name, member=False) for _ in range(size - before - len(then))]
    then += [town.person(estate.name, member=True) for _ in range(before)]
    _seat(town, owners, then, (start, again - dt.timedelta(days=1)))
    _seat(town, owners, now, (again, town.end_of(again, 5)))


def _body(town: Town, estate: Estate, first: dt.date, last: dt.date) -> Body:
    estate.owners = estate.body("业主委员会")
    founded = town.chance.between(first, last)
    number = f"示房备〔{founded.year}〕{town.chance.randint(1, 90)}号" if town.chance.often(0.7) else ""
    written: Cell = town.chance.written(founded, last=last)
    return town.organize(estate.owners, "业主委员会", filing=number, **{"from": written})


def _people(
    town: Town, estate: Estate, size: int, party: int, joined: bool, party_chair: bool
) -> list[Person]:
    """The members, the director first; some of them sit in the branch as well."""
    chance, name = town.chance, estate.name
    members = [estate.party[0]] if joined else []
    while len(members) < party:
        ready = [person for person in estate.party[1:] if person not in (*members, estate.manager)]
        colleague = chance.choice(ready) if ready and chance.often(0.45) else None
        if not colleague or not town.fits(colleague, name):
            colleague = town.person(name, member=True)
        members.append(colleague)
    known = float(town.sizes.get("known", 1))
    others = [town.person(name, member=False if chance.often(known) else None) for _ in range(size - party)]
    if len(others) > 1 and estate.manager and chance.often(float(town.sizes.get("conflicts", 0))):
        others[-1] = estate.manager
    if others and not party_chair:
        others[0].member = False
        return [*others[:1], *members, *others[1:]]
    return members + others


def _seat(town: Town, body: Body, people: Sequence[Person], term: Term) -> None:
    for index, person in enumerate(people):
        post = "主任" if index == 0 else "副主任" if index == 1 and len(people) > 3 else "委员"
        owner = town.chance.choice(("是", "是", ""))
        town.hold(body, post, person, term, appointed_by=town.chance.choice(ELECTED), owner_here=owner)


def _extra(town: Town, body: Body) -> None:
    if town.chance.often(0.06):
        town.hold(body, "候补委员", town.person(body.place, member=True), town.term(dt.date(2019, 1, 1)))
    if town.chance.often(0.05):
        town.hold(body, "副主任" if town.chance.often(0.3) else "委员", None, seat="增补席位")


def _lapse(town: Town, estate: Estate) -> None:
    """A committee whose term ran out and that was not elected anew; in visibly made-up compounds alone."""
    owners = _body(town, estate, dt.date(2008, 1, 1), dt.date(town.day.year - 9, 1, 1))
    end = town.chance.between(dt.date(town.day.year - 3, 1, 1), town.day - dt.timedelta(days=60))
    term = town.chance.written(later(end, -5), last=end), town.chance.written(end, last=town.day)
    _seat(town, owners, _people(town, estate, 5, town.chance.randint(0, 4), False, False), term)


def _interim(town: Town, left: Sequence[Estate]) -> None:
    """Interim management committees where there never was an election."""
    for estate in town.chance.sample(left, town.size("management")):
        body, first = estate.body("物业管理委员会"), dt.date(2016, 1, 1)
        town.organize(body, "物业管理委员会", **{"from": town.since(first)})
        people = [town.person(estate.name, member=town.chance.choice((True, False, None))) for _ in range(5)]
        _seat(town, body, people, town.term(first))


def boards(town: Town) -> None:
    """Supervisory boards, and councils where the place has them."""
    elected = [estate for estate in town.estates if estate.owners]
    for kind, suffix, head, member in (
        ("boards", "业主监督委员会", "监事长", "监事"),
        ("councils", "理事会", "理事长", "理事"),
    ):
        for estate in town.chance.sample(elected, town.size(kind)):
            start = dt.date(town.day.year - 6, 1, 1)
            body = town.organize(estate.body(suffix), suffix, **{"from": town.since(start)})
            term = town.term(start)
            for post in (head, member, member):
                town.hold(body, post, town.person(estate.name, member=town.chance.choice((True, None))), term)
            if kind == "boards" and estate.owners:
                town.relate(body, "监督", estate.owners)
