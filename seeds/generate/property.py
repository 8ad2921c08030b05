"""Property companies: whom they serve, from when to when, who works for them, and their party branches."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence

from book import Row
from chance import Cell
from names import FIRST, SECOND
from town import STANDING, Body, Estate, Town

KINDS = ("物业服务有限公司", "物业管理有限公司", "城市服务有限公司")


def companies(town: Town) -> None:
    """Companies by county: a few serve many compounds, most one or two, and some compounds have none."""
    counties = sorted({estate.community.county for estate in town.estates})
    numbers = town.chance.spread(town.size("firms"), [(1, 999)] * len(counties))
    named = len(town.named("organizations", kind="物业企业党支部"))
    wanted = max(0, town.size("firm_branches") - named)
    branches = town.chance.spread(wanted, [(0, number * 9 // 10) for number in numbers])
    for county, number, share in zip(counties, numbers, branches, strict=True):
        estates = [estate for estate in town.estates if estate.community.county == county]
        served = [e for e in estates if town.chance.often(0.45 if e.type in ("老旧小区", "单位房") else 0.93)]
        firms = _names(town, county, number)
        weights = [1 / (rank + 1) ** 0.5 for rank in range(len(firms))]
        town.chance.shuffle(served)
        for index, estate in enumerate(served):
            # Everybody serves somebody; after that the big ones come first.
            firm = firms[index] if index < len(firms) else town.chance.choices(firms, weights)[0]
            _contract(town, estate, firm)
        _branches(town, town.chance.sample(firms, share))
        vacant = [estate for estate in estates if estate not in served]
        for estate in town.chance.sample(vacant, len(vacant) // 4):
            _left(town, estate, town.chance.choice(firms))


def _names(town: Town, county: str, number: int) -> list[Body]:
    made: dict[str, Body] = {}
    while len(made) < number:
        words = town.chance.choice(FIRST) + town.chance.choice(SECOND)
        name = f"示例{words}{town.chance.choice(KINDS)}"
        made[name] = Body(name, county)
    return list(made.values())


def _contract(town: Town, estate: Estate, firm: Body) -> None:
    """The contract that runs, perhaps one before it, perhaps with a hole between the two."""
    chance, day = town.chance, town.day
    began = chance.between(dt.date(day.year - 5, 1, 1), day - dt.timedelta(days=60))
    end = town.end_of(began, chance.choice((2, 3, 5, 6)))
    estate.firm = firm
    _row(town, estate, firm, chance.written(began, last=day), end)
    if chance.often(0.3):
        hole = chance.choice((0, 0, 0, chance.randint(60, 900)))
        words = chance.choice(FIRST) + chance.choice(SECOND)
        before = firm if chance.often(0.4) else Body(f"示例{words}物业有限公司", firm.area)
        last = began - dt.timedelta(days=hole + 40)
        _row(town, estate, before, last.replace(day=1, year=last.year - 3), last)
    estate.manager = town.person(estate.name, firm.name)
    place: Row = estate.here | {"seat": f"{estate.short}项目", "appointed_by": "聘任"}
    town.hold(firm, "物业经理", estate.manager, (chance.written(began, last=day), ""), **place)
    if chance.often(0.25):
        town.hold(firm, "客服", town.person(estate.name, firm.name), STANDING, **place)


def _left(town: Town, estate: Estate, firm: Body) -> None:
    """A company that left, and nobody came after it."""
    last = town.chance.between(dt.date(town.day.year - 4, 1, 1), town.day - dt.timedelta(days=90))
    _row(town, estate, firm, last.replace(day=1, year=last.year - 3), last)


def _row(town: Town, estate: Estate, firm: Body, start: Cell, end: Cell) -> None:
    number = f"示例合同{len(town.rows['property']) + 1:04d}" if town.chance.often(0.7) else ""
    town.say("property", estate.here | {"firm": firm.name, "from": start, "to": end, "document": number})


def _branches(town: Town, firms: Sequence[Body]) -> None:
    """Party branches of companies."""
    for firm in firms:
        branch = Body(f"{firm.name}党支部", firm.area)
        since = town.since(dt.date(2018, 1, 1))
        town.organize(branch, "物业企业党支部", full_members=town.chance.randint(3, 24), **{"from": since})
        for post in ("书记", "组织委员", "宣传委员") if town.chance.often(0.6) else ("书记",):
            person = town.person(branch.place, branch.name, member=True)
            town.hold(branch, post, person, town.term(dt.date(2018, 1, 1)), appointed_by="选举")
