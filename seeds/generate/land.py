"""Areas, compounds, grids and buildings."""

from __future__ import annotations

from collections.abc import Sequence

from book import Row
from chance import Chance
from town import Body, Community, Estate, Town

TYPES = {"商品房": 52, "老旧小区": 24, "安置小区": 13, "单位房": 6, "混合": 5}
NUMERALS = "一二三四五六七八九十"


def settle(town: Town) -> None:
    """Counties where the place is a prefecture, streets, communities, compounds."""
    counties, streets = town.data["counties"], []
    for code, name in counties.items():
        if name.startswith("示例"):
            town.say("areas", {"code": code, "name": name, "level": "区县", "parent": town.data["area"]})
        for number in range(1, town.size("streets") // len(counties) + 1):
            street = f"{code}9{number:02d}"
            streets.append(street)
            row = {"code": street, "name": f"示例街道{len(streets):02d}", "level": "街道", "parent": code}
            town.say("areas", row)
    streets = streets or list(town.data["streets"])
    per_street = town.chance.spread(town.size("communities"), [(1, 40)] * len(streets))
    for street, number in zip(streets, per_street, strict=True):
        for index in range(number):
            _community(town, street, index)
    wanted = town.size("compounds") - len(town.named("compounds"))
    for community, number in zip(
        town.communities,
        town.chance.spread(wanted, [(2, 24)] * len(town.communities)),
        strict=True,
    ):
        town.estates += [_estate(town, community) for _ in range(number)]


def _community(town: Town, street: str, index: int) -> None:
    code, name = f"{street}{index + 101}", f"示例社区{len(town.communities) + 1:03d}"
    town.say("areas", {"code": code, "name": name, "level": "社区", "parent": street})
    bodies = Body(f"{name}党委", code), Body(f"{name}居民委员会", code)
    town.communities.append(Community(code, name, *bodies))


def _estate(town: Town, community: Community) -> Estate:
    chance = town.chance
    kind = chance.choices(list(TYPES), list(TYPES.values()))[0]
    households = min(3000, max(30, round(chance.lognormvariate(5.6, 0.75))))
    size = chance.randint(24, 40) if kind in ("老旧小区", "单位房") else chance.randint(40, 110)
    buildings = [max(6, round(chance.gauss(size, size / 6))) for _ in range(max(1, round(households / size)))]
    return Estate(community, f"示例·{town.estate_names.draw(kind)}", kind, buildings)


def patch(town: Town) -> None:
    """Grids: as many as the place says a community, or one a compound where the place divides so."""
    if town.sizes.get("grids") == "compound":
        for estate in town.estates:
            _grid(town, estate.community, f"{estate.short}网格", [estate])
        return
    for community in town.communities if "grids" in town.sizes else ():
        estates = [estate for estate in town.estates if estate.community is community]
        number = min(len(estates), town.chance.randint(*town.sizes["grids"]))
        for index in range(number):
            _grid(town, community, f"{community.name}第{NUMERALS[index]}网格", estates[index::number])


def _grid(town: Town, community: Community, name: str, estates: Sequence[Estate]) -> None:
    community.grids.append(name)
    for estate in estates:
        estate.grids.append(name)
    households = sum(sum(estate.buildings) for estate in estates)
    town.say("grids", {"area": community.code, "name": name, "households": households})


def describe(town: Town) -> None:
    """The ledgers of compounds and buildings; what an office does not know it leaves blank."""
    chance, weak = town.chance, town.sizes.get("weak", 0.06)
    for estate in town.estates:
        old = estate.type in ("老旧小区", "单位房")
        year = chance.randint(1983, 1999) if old else chance.randint(2000, 2015)
        row: Row = {
            "area": estate.area,
            "name": estate.name,
            "type": estate.type,
            "boundary": "开放" if chance.often(0.75 if old else 0.08) else "封闭",
            "built": f"{year}年" if chance.often(0.7) else "",
            "moved_in": f"{year + 1}年{chance.randint(1, 12)}月" if not old and chance.often(0.6) else "",
            "households": sum(estate.buildings),
            "full_members": round(sum(estate.buildings) * chance.uniform(0.01, 0.06)),
            "weak": "是" if chance.often(weak) else "否",
        }
        town.say("compounds", row | estate.cells)
        for number, households in enumerate(estate.buildings, start=1):
            grid = chance.choice(estate.grids) if estate.grids else ""
            building: Row = {"name": f"{number}栋", "households": households, "grid": grid}
            town.say("buildings", estate.here | building)


def batches(chance: Chance, items: Sequence[Estate], sizes: Sequence[int]) -> list[list[Estate]]:
    """Groups of compounds of one community each, of about these sizes, taken from `items`; at least one of a
    community's compounds is left over.
    """
    free: dict[str, list[Estate]] = {}
    for item in items:
        free.setdefault(item.area, []).append(item)
    made = []
    for size in sorted(sizes, reverse=True):
        area = chance.choice([area for area, left in free.items() if len(left) > size])
        made.append([free[area].pop() for _ in range(size)])
    return made
