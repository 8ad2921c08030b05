"""Party bodies and who holds posts in them: committees, branches, groups, centre households, grids."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Mapping, Sequence

from book import Row
from chance import Cell
from land import NUMERALS, batches
from town import STANDING, Body, Community, Estate, Person, Town

COMMITTEES = {
    1: ("书记",),
    2: ("书记", "副书记"),
    3: ("书记", "组织委员", "宣传委员"),
    4: ("书记", "组织委员", "宣传委员", "纪检委员"),
    5: ("书记", "副书记", "组织委员", "宣传委员", "纪检委员"),
}
ORIGINS = ("离退休党员", "社区干部", "业委会成员", "驻组（小区）干部", "网格员来源", "其他来源", "", "", "")
ELECTED = ("选举", "选举", "选举", "集中选举", "")


def upper(town: Town) -> None:
    """The committees of counties, streets and communities, as far up as the place's own chain goes."""
    chain = int(town.sizes["chain"])
    above: dict[str, str] = {row["area"]: row["name"] for row in town.named("organizations")
                             if row["kind"] in ("区委", "街道党工委")}  # fmt: skip
    for code, name in town.data["counties"].items() if chain > 2 else ():
        if code not in above:
            above[code] = _committee(town, Body(f"{name}委", code), "区委", "", 3)
    for row in [row for row in town.rows["areas"] if row["level"] == "街道" and chain > 1]:
        code = str(row["code"])
        superior = above.get(code[:6], "")
        above[code] = _committee(town, Body(f"{row['name']}党工委", code), "街道党工委", superior, 5)
    for community in town.communities:
        superior = above.get(community.code[:9], "") if chain > 1 else ""
        _community(town, community, superior)


def _committee(town: Town, body: Body, kind: str, superior: str, seats: int) -> str:
    town.organize(body, kind, superior=superior)
    for post in ("书记", "副书记", *["委员"] * (seats - 2)):
        term = (town.since(dt.date(town.day.year - 4, 1, 1)), "")
        town.hold(body, post, town.person(body.place, member=True), term, appointed_by="任命")
    return body.name


def _community(town: Town, community: Community, superior: str) -> None:
    town.organize(community.committee, "社区党委", superior=superior)
    town.organize(community.residents, "居民委员会")
    start, end = town.term(dt.date(town.day.year - 4, 1, 1))
    seats = town.chance.randint(5, 7)
    community.cadres = [town.person(community.code, member=True) for _ in range(seats)]
    for post, cadre in zip(("书记", "副书记", *["委员"] * (seats - 2)), community.cadres, strict=True):
        town.hold(community.committee, post, cadre, (start, end), appointed_by="选举")
    both = community.cadres[: town.chance.randint(1, 3)]
    for index, post in enumerate(("主任", "副主任", "委员", "委员", "委员")):
        vacant = post == "副主任" and town.chance.often(0.08)
        member = town.chance.choice((True, None))
        sits = both[index] if index < len(both) else town.person(community.code, member=member)
        town.hold(community.residents, post, None if vacant else sits, (start, end), appointed_by="选举")


def branches(town: Town) -> None:
    """Branches of compounds: own, joint over several, attached to a neighbour's, or none as yet."""
    chance = town.chance
    estates = list(town.estates)
    chance.shuffle(estates)
    joint = town.size("joint")
    named = len(town.named("organizations", kind="小区党支部"))
    own = town.size("branches") - named - joint
    shared = len(estates) - own - town.size("attached") - town.size("without")
    plain = [estate for estate in estates if not estate.cells]
    groups = batches(chance, plain, chance.spread(shared, [(2, 4)] * joint))
    taken = {estate for group in groups for estate in group}
    rest = [estate for estate in estates if estate not in taken]
    single = [estate for estate in rest if not estate.cells]
    attached = [one for (one,) in batches(chance, single, [1] * town.size("attached"))]
    rest = [estate for estate in rest if estate not in attached]
    single = [estate for estate in rest if not estate.cells]
    without = [one for (one,) in batches(chance, single, [1] * town.size("without"))]
    rest = [estate for estate in rest if estate not in without]
    number: Counter[str] = Counter()
    for group in groups:
        number[group[0].area] += 1
        name = f"{group[0].community.name}第{NUMERALS[number[group[0].area] - 1]}联合党支部"
        _found(town, Body(name, group[0].area), group, "联合")
    for estate in rest:
        _found(town, estate.body("小区党支部"), [estate], "单独")
    for estate in attached:
        host = chance.choice([other for other in rest if other.community is estate.community])
        estate.branch, estate.mode, estate.founded, estate.party = host.branch, "挂靠", host.founded, []
        _cover(town, estate, town.since(host.founded))
    _man(town, [group[0] for group in groups] + rest)


def _found(town: Town, branch: Body, estates: Sequence[Estate], mode: str) -> None:
    first, last = town.data["since"], town.day - dt.timedelta(days=400)
    founded = estates[0].founded if estates[0].founded > dt.date.min else town.chance.between(first, last)
    written: Cell = town.chance.written(founded, first, town.day)
    if estates[0].cells:
        written = founded
    members = max(3, min(60, round(town.chance.lognormvariate(2.6, 0.6))))
    filing = f"示组批〔{founded.year}〕{town.chance.randint(1, 60)}号" if town.chance.often(0.6) else ""
    superior = estates[0].community.committee.name
    cells: Mapping[str, Cell] = {"mode": mode, "from": written, "full_members": members, "filing": filing}
    town.organize(branch, "小区党支部", superior=superior, **cells)
    for estate in estates:
        estate.branch, estate.mode, estate.founded = branch, mode, founded
        if mode == "联合":
            _cover(town, estate, written)


def _cover(town: Town, estate: Estate, start: Cell) -> None:
    assert estate.branch
    town.say("coverage", estate.here | {"body": estate.branch.name, "mode": estate.mode, "from": start})


def _man(town: Town, heads: Sequence[Estate]) -> None:
    """The members of branches; `heads` has one compound for each."""
    chance, sizes = town.chance, town.sizes
    numbers = [chance.choices((1, 2, 3, 4, 5, 7), (3, 6, 44, 18, 24, 5))[0] for _ in heads]
    if "branch_members" in sizes:
        numbers = chance.spread(town.size("branch_members"), [(3, 5)] * len(heads))
    origins = iter(_origins(town, len(heads)))
    by_branch = {estate.branch: [e for e in town.estates if e.branch is estate.branch] for estate in heads}
    for estate, number in zip(heads, numbers, strict=True):
        branch = estate.branch
        assert branch
        posts = COMMITTEES.get(number, (*COMMITTEES[5], "委员", "委员"))
        places = [branch.place, *(e.name for e in by_branch[branch]), branch.name]
        party = [town.person(*places, "书记", member=True)]
        party += [town.person(*places, member=True) for _ in posts[1:]]
        if estate.manager and number > 3 and town.sizes.get("managers_in", True) and chance.often(0.4):
            estate.manager.member = True
            party[-1] = estate.manager
        start, end = town.term(max(estate.founded, town.data["since"]), 5)
        for post, person in zip(posts, party, strict=True):
            origin = next(origins) if post == "书记" else chance.choice(town.data.get("origins", ORIGINS))
            if person is estate.manager:
                origin = "物业服务企业负责人"
            how = "下派" if origin.startswith("驻组") else chance.choice(ELECTED)
            town.hold(branch, post, person, (start, end), origin=origin, appointed_by=how)
        if number > 2 and chance.often(0.05):
            town.hold(branch, "副书记" if "副书记" not in posts else "委员", None, seats=1)
        for other in by_branch[branch]:
            other.party = party if other.mode != "挂靠" else []


def _origins(town: Town, number: int) -> list[str]:
    """Where secretaries come from: what the place publishes exactly, the rest as it falls."""
    chance, retired = town.chance, town.size("retired_secretaries")
    named = len(town.named("posts", post="书记", origin="在职党员"))
    made = ["在职党员"] * max(0, town.size("in_service") - named) + ["离退休党员"] * retired
    others = [each for each in town.data.get("origins", ORIGINS) if not retired or each != "离退休党员"]
    made += [chance.choice(others) for _ in range(number - len(made))]
    chance.shuffle(made)
    return made


def groups(town: Town) -> None:
    """Party groups of buildings, and the centre households below them."""
    chance = town.chance
    covered = [estate for estate in town.estates if estate.branch]
    numbers = chance.spread(town.size("groups"), [(0, min(14, len(e.buildings))) for e in covered])
    made: list[tuple[Estate, int, Body]] = []
    for estate, number in zip(covered, numbers, strict=True):
        estate.grouped = sorted(chance.sample(range(1, len(estate.buildings) + 1), number))
        for building in estate.grouped:
            group = estate.body(f"{building}栋党小组")
            assert estate.branch
            start = town.since(max(estate.founded, dt.date(town.day.year - 4, 1, 1)))
            above = estate.branch.name
            town.organize(group, "楼栋党小组", building=f"{building}栋", superior=above, **{"from": start})
            insider = chance.often(0.15) and bool(estate.party) and estate.branch.place == group.place
            leader = chance.choice(estate.party) if insider else town.person(group.place, member=True)
            vacant = chance.often(0.01)
            town.hold(group, "党小组组长", None if vacant else leader, (start, ""), appointed_by="推荐")
            made.append((estate, building, group))
    homes = chance.spread(town.size("centre_households"), [(0, 9)] * len(made)) if made else []
    for (estate, building, group), number in zip(made, homes, strict=True):
        for index in range(1, number + 1):
            home = estate.body(f"{building}栋党员中心户{index}")
            town.organize(home, "党员中心户", building=f"{building}栋", superior=group.name)
            town.hold(home, "中心户户主", town.person(home.place, member=True), STANDING)


def grids(town: Town) -> None:
    """Grid teams and their heads; where a compound is a grid, its branch secretary heads it."""
    whole = town.sizes.get("grids") == "compound"
    every = [grid for community in town.communities for grid in community.grids]
    retired = set(town.chance.sample(every, town.size("retired_grid_heads")))
    for community in town.communities:
        for grid in community.grids:
            estates = [estate for estate in town.estates if grid in estate.grids]
            at = estates[0] if whole and estates[0].mode == "单独" else None
            team = Body(f"{grid}队伍", community.code, at.name if at else "")
            row: Row = {"area": community.code, "grid": grid, "superior": community.committee.name}
            town.say("organizations", row | {"kind": "网格队伍", "name": team.name})
            head = _grid_head(town, community, estates, whole)
            if grid in retired:
                head.member = True
            how, origin = "兼任" if whole else "聘任", "离退休党员" if grid in retired else ""
            town.hold(team, "网格长", head, STANDING, appointed_by=how, origin=origin)
            if town.chance.often(0.8):
                town.hold(team, "网格员", town.person(team.place, team.name), STANDING, appointed_by="聘任")
            if whole:
                _building_heads(town, team, estates[0])


def _grid_head(town: Town, community: Community, estates: Sequence[Estate], whole: bool) -> Person:
    if whole and estates[0].party and town.chance.often(0.985):
        return estates[0].party[0]
    if whole and estates[0].mode == "挂靠":
        return town.chance.choice(community.cadres)
    return town.person(community.code, *(estate.name for estate in estates))


def _building_heads(town: Town, team: Body, estate: Estate) -> None:
    for building in range(1, len(estate.buildings) + 1):
        if town.chance.often(0.45):
            person = town.person(team.place, team.name, member=True)
            town.hold(team, "楼栋长", person, STANDING, seat=f"{building}栋", appointed_by="推荐")


def grid_branches(town: Town) -> None:
    """A branch for every grid of the place, with a secretary."""
    for community in town.communities if town.sizes.get("grid_branches") else ():
        for grid in community.grids:
            branch = Body(f"{grid}党支部", community.code)
            above, since = community.committee.name, town.since(town.data["since"])
            town.organize(branch, "网格党支部", grid=grid, superior=above, **{"from": since})
            secretary = town.person(community.code, member=True)
            town.hold(branch, "书记", secretary, town.term(town.data["since"], 3), appointed_by="选举")
