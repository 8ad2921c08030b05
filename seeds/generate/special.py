"""What one place alone has: move-back compounds, supervisors, stewards, meetings, neighbours."""

from __future__ import annotations

import datetime as dt

from book import Row
from chance import Cell, Chance
from land import NUMERALS
from town import STANDING, Body, Community, Person, Town

WEIGHTS = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2)
CHECKS = "10X98765432"
CADRE = "社区“两委”成员"


def move_back(town: Town) -> None:
    """Move-back compounds whose branch came before move-in; one within ten days of the start of the work."""
    chosen = town.chance.sample(town.estates, town.size("move_back"))
    for index, estate in enumerate(chosen):
        estate.type = "回迁小区"
        estate.name = f"示例·{town.estate_names.draw('回迁小区')}"
        started = town.chance.between(dt.date(2019, 9, 1), dt.date(2020, 8, 20))
        estate.founded = started + dt.timedelta(days=8 if index == 0 else town.chance.randint(15, 70))
        moved = town.chance.between(estate.founded + dt.timedelta(days=40), town.day - dt.timedelta(days=5))
        estate.cells = {"moveback_started": started, "moved_in": moved, "built": "2020年"}


def stewards(town: Town) -> None:
    """Supervisors and cross-appointed people of communities, red stewards in households and companies."""
    if not town.size("supervisors"):
        return
    chance = town.chance
    served = {estate.community.code: estate for estate in town.estates if estate.firm}
    ready = [community for community in town.communities if community.code in served]
    across = chance.sample([(c, person) for c in ready for person in c.cadres[1:]], town.size("across"))
    for number, (community, person) in enumerate(across, start=1):
        _work(town, community, person, number)
    watching = _on_committees(town, {person for _, person in across})
    for community, person in chance.sample(watching, town.size("supervisors")):
        near = chance.sample([e for e in town.estates if e.community is community], 2)
        estate = next(e for e in near if town.fits(person, e.name))
        place: Row = {"compound": estate.name, "seat": f"{estate.short}监督员", "origin": CADRE}
        town.hold(community.committee, "物业监督员", person, STANDING, appointed_by="兼任", **place)
    _red_stewards(town)


def _on_committees(town: Town, without: set[Person]) -> list[tuple[Community, Person]]:
    return [(c, person) for c in town.communities for person in c.cadres if person not in without]


def _work(town: Town, community: Community, person: Person, number: int) -> None:
    """A post in a property company of the community for one of its cadres, known by a number."""
    estate = next(
        e for e in town.estates if e.community is community and e.firm and town.fits(person, e.firm.name)
    )
    assert estate.firm
    identity = identity_number(town.chance, number)
    for row in town.rows["posts"]:
        if row.get("holder") == person.name and row["area"] == community.code and not row["compound"]:
            row["identity"] = identity
    place: Row = {
        "area": community.code,
        "seat": f"{estate.short}联络员",
        "identity": identity,
        "origin": CADRE,
    }
    town.hold(estate.firm, "员工", person, STANDING, appointed_by="兼任", **place)


def identity_number(chance: Chance, number: int) -> str:
    """A number of the made-up county 990101 that passes the check."""
    digits = f"990101{chance.between(dt.date(1966, 1, 1), dt.date(1996, 12, 28)):%Y%m%d}{number:03d}"
    return digits + CHECKS[sum(int(d) * w for d, w in zip(digits, WEIGHTS, strict=True)) % 11]


def _red_stewards(town: Town) -> None:
    total = town.size("red_stewards")
    homes = [row for row in town.rows["posts"] if row["post"] == "中心户户主" and row.get("holder")]
    chosen = town.chance.sample(homes, total * 2 // 3)
    for row in chosen:
        town.say("posts", {**row, "post": "红色管家", "from": "2024", "to": "", "appointed_by": "推荐"})
    served = [estate for estate in town.estates if estate.firm]
    for index in range(total - len(chosen)):
        estate = served[index % len(served)]
        assert estate.firm
        person = town.person(estate.name, estate.firm.name)
        place: Row = estate.here | {"seat": f"{estate.short}管家{index}", "appointed_by": "推荐"}
        town.hold(estate.firm, "红色管家", person, STANDING, **place)


def meetings(town: Town) -> None:
    """Joint meetings of streets and communities, below the one that the place names at its top."""
    if not town.sizes.get("meetings"):
        return
    streets = {str(r["code"]): str(r["name"]) for r in town.rows["areas"] if r["level"] == "街道"}
    for code, name in streets.items():
        forum = town.organize(Body(f"{name}物业党建联席会议", code), "联席会议")
        town.relate(Body(f"{name}党工委", code), "召集", forum)
    for community in town.communities:
        forum = town.organize(Body(f"{community.name}物业党建联席会议", community.code), "联席会议")
        town.relate(community.committee, "召集", forum)
        town.relate(community.residents, "参加", forum)


def neighbours(town: Town) -> None:
    """Patches, groups, neighbourhoods of 5 to 15 households in made-up communities, each with its head."""
    if not town.sizes.get("patches"):
        return
    for community in town.communities:
        for patch in range(town.chance.randint(*town.sizes["patches"])):
            name = f"第{NUMERALS[patch]}片"
            path = f"{community.code}/{name}"
            upper = _unit(town, path, community.name + name, "片", "")
            town.hold(upper, "片长", town.chance.choice(community.cadres), STANDING, appointed_by="兼任")
            for group in range(town.chance.randint(2, 5)):
                _group(town, f"{path}/{NUMERALS[group]}组", upper, f"{NUMERALS[group]}组")


def _group(town: Town, path: str, upper: Body, name: str) -> None:
    body = _unit(town, path, upper.name + name, "组", upper.name)
    town.hold(body, "居民小组长", town.person(path), STANDING, appointed_by="推荐")
    for number in range(1, town.chance.randint(4, 10)):
        households = town.chance.randint(5, 15)
        below = f"{path}/{number}邻"
        neighbour = _unit(town, below, f"{body.name}{number}邻", "邻", body.name, households)
        town.hold(neighbour, "邻长", town.person(below), STANDING, appointed_by="推荐")


def _unit(town: Town, path: str, name: str, level: str, superior: str, households: Cell = "") -> Body:
    row: Row = {"code": path, "name": name, "level": level, "parent": path.rpartition("/")[0]}
    town.say("areas", row | {"households": households})
    kind = {"片": "片", "组": "居民小组", "邻": "邻"}[level]
    return town.organize(Body(name, path), kind, superior=superior)
