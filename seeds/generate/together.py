"""What bodies do together: guidance, forums, volunteer teams, check-ins of working members, venues."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping

from book import Row
from chance import Cell
from town import STANDING, Body, Estate, Town

UNITS = (
    *(
        "水务局",
        "融媒体中心",
        "图书馆",
        "总工会",
        "气象台",
        "文化馆",
        "第一中学",
        "实验小学",
        "财政局",
        "审计局",
    ),
    *(
        "交通运输局",
        "农业农村局",
        "自然资源局",
        "供电公司",
        "人民医院",
        "疾控中心",
        "体育中心",
        "档案馆",
        "邮政公司",
    ),
)
TEAMS = ("志愿服务队", "银龄志愿队", "党员先锋队", "平安巡防队", "便民服务队", "文艺志愿队")


def guidance(town: Town) -> None:
    """Branches guide owners' committees; where the place says so, communities assess property companies."""
    for estate in town.estates:
        if estate.owners and estate.branch and town.chance.often(0.9):
            town.relate(estate.branch, "指导", estate.owners, town.since(estate.founded))
        if town.sizes.get("evaluated") and estate.firm and town.chance.often(float(town.sizes["evaluated"])):
            row: Row = {
                "body": estate.community.committee.name,
                "relation": "考评",
                "other": estate.firm.name,
            }
            town.say("relations", estate.here | row | {"authority": "示物评〔2023〕1号", "from": "2023"})


def forums(town: Town) -> None:
    """Forums of compounds, with the parties that the place names; its branch convenes."""
    spec: Mapping[str, object] = town.data.get("forum", {})
    ready = [estate for estate in town.estates if estate.owners and estate.firm and estate.branch]
    for estate in town.chance.sample(ready, town.size("forums")):
        forum = estate.body(str(spec["name"]))
        start = town.since(max(estate.founded, dt.date(town.day.year - 4, 1, 1)))
        town.organize(forum, "议事会", **{"from": start})
        community = estate.community
        resident = estate.body("居民小组") if "居民" in str(spec["parties"]) else None
        if resident:
            town.organize(resident, "居民小组")
        parties = {"居委会": community.residents, "社区": community.committee, "业委会": estate.owners,
                   "物业": estate.firm, "居民": resident}  # fmt: skip
        assert estate.branch
        for party, body in (("支部", estate.branch), *parties.items()):
            if body and party in str(spec["parties"]):
                relation = "召集" if party == "支部" else "参加"
                row: Row = {"body": body.name, "relation": relation, "other": forum.name, "from": start}
                town.say("relations", estate.here | row)


def coordination(town: Town) -> None:
    """Coordination committees of communities."""
    for community in town.chance.sample(town.communities, town.size("coordination")):
        body = Body(f"{community.name}党建工作协调委员会", community.code)
        start = town.since(dt.date(town.day.year - 5, 1, 1))
        town.organize(body, "党建工作协调委员会", **{"from": start})
        town.relate(community.committee, "召集", body, start)
        branches = {e.branch.name: e.branch for e in town.estates if e.branch and e.community is community}
        number = min(len(branches), town.chance.randint(1, 5))
        for branch in town.chance.sample(list(branches.values()), number):
            row: Row = {"body": branch.name, "relation": "参加", "other": body.name, "from": start}
            town.say("relations", body.here | row)
        town.relate(community.residents, "参加", body, start)


def teams(town: Town) -> None:
    """Volunteer teams of compounds and communities, exactly as many as published; members where published."""
    number = town.size("teams") - len(town.named("organizations", kind="志愿服务队"))
    if number <= 0:
        return
    numbers: list[Cell] = [""] * number
    if "volunteers" in town.sizes:
        numbers = [*town.chance.spread(town.size("volunteers"), [(3, 120)] * number)]
    names = town.data.get("teams", TEAMS)
    places = [(estate, name) for estate in town.estates for name in names]
    for (estate, name), members in zip(town.chance.sample(places, number), numbers, strict=True):
        team = town.organize(estate.body(name), "志愿服务队", members=members)
        if town.sizes.get("team_covers"):
            town.say("coverage", estate.here | {"body": team.name, "mode": "单独"})
        if town.chance.often(0.3):
            town.hold(team, "队长", town.person(estate.name), STANDING)


def check_ins(town: Town) -> None:
    """Units whose working members report in at compounds: numbers alone."""
    rows = town.size("check_in_rows")
    units = [f"示例{name}" for name in UNITS]
    pairs = town.chance.sample([(estate, unit) for estate in town.estates for unit in units], rows)
    numbers = town.chance.spread(town.size("check_ins"), [(1, 90)] * rows)
    for (estate, unit), members in zip(pairs, numbers, strict=True):
        since = town.since(dt.date(town.day.year - 3, 1, 1))
        town.say("check_ins", estate.here | {"unit": unit, "members": members, "from": since})


def stations(town: Town) -> None:
    """Service stations: some serve several compounds of their community, one row for each."""
    number = town.size("stations") - len(town.named("venues", kind="党群服务站"))
    if number <= 0:
        return
    chance = town.chance
    served = chance.sample(town.estates, town.size("served"))
    groups: dict[str, list[Estate]] = {}
    for estate in served:
        groups.setdefault(estate.area, []).append(estate)
    counts = chance.spread(number, [(1, len(group)) for group in groups.values()])
    sizes = iter(chance.spread(town.size("station_metres", number * 90), [(12, 900)] * number))
    for group, count in zip(groups.values(), counts, strict=True):
        each = chance.spread(len(group), [(1, len(group))] * count)
        for wanted in each:
            metres, home = next(sizes), group[-1]
            opened = town.since(max(home.founded, dt.date(town.day.year - 6, 1, 1)))
            for _ in range(wanted):
                _venue(town, home, "党群服务站", metres, opened, serves=group.pop().name)


def venues(town: Town) -> None:
    """Other venues by their kind, as many as the place publishes or we chose."""
    for kind, number in town.data.get("venues", {}).items():
        wanted = int(number) - len(town.named("venues", kind=kind))
        for estate in town.chance.sample(town.estates * 3, wanted):
            since = town.since(dt.date(town.day.year - 6, 1, 1))
            _venue(town, estate, kind, town.chance.randint(8, 260), since)


def _venue(town: Town, home: Estate, kind: str, metres: int, opened: Cell, serves: str = "") -> None:
    name = home.short + kind
    if not serves:
        same = sum(1 for row in town.rows["venues"] if row.get("name", "") in (name, f"{name}2"))
        name += "" if not same else str(same + 1)
    size: Cell = "" if not serves and town.chance.often(0.2) else metres
    row: Row = {"name": name, "kind": kind, "square_metres": size, "serves": serves or home.name}
    town.say("venues", home.here | row | {"from": opened})
