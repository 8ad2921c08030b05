"""The generator of the six places: exact sizes, nothing made up about what is real, the truth of who is who.

The files are read by plain code, so that a fault of linli's own reading cannot hide one of the generator.
"""

from __future__ import annotations

import csv
import datetime as dt
import importlib.util
import io
import os
import re
import subprocess
import sys
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st
from python_calamine import CalamineWorkbook

from linli.workspace import snapshots
from linli.workspace.layout import open_layout
from tests.seeds.conftest import SEEDS, generate

NAMES = ("licheng", "nanan", "chuzhou", "chengxiang", "xinluo", "yanquan")
PLAIN = yaml.safe_load((SEEDS / "generate" / "headings.yaml").read_text("utf-8"))
REAL = ("name", "compound", "body", "other", "firm", "serves", "unit", "holder")
"""Columns whose cells may name something real."""

Row = Mapping[str, str]


@dataclass(frozen=True)
class Place:
    """A place as its files say it."""

    name: str
    folder: Path

    @cached_property
    def data(self) -> dict[str, Any]:
        data: dict[str, Any] = yaml.safe_load((SEEDS / self.name / "place.yaml").read_text("utf-8"))
        return data

    @cached_property
    def rows(self) -> dict[str, list[Row]]:
        """Rows of each ledger by linli's columns, in the vocabulary's words; `who` is the truth."""
        truth: dict[tuple[str, int], str] = {}
        with (self.folder / "truth.csv").open(encoding="utf-8", newline="") as file:
            for line in csv.DictReader(file):
                truth[line["file"], int(line["row"])] = line["person"]
        titles = PLAIN["titles"] | self.data.get("titles", {})
        words = {own: word for word, own in self.data.get("words", {}).items()}
        made: dict[str, list[Row]] = {kind: [] for kind in titles}
        for path in sorted(self.folder.glob("*台账.*")):
            (kind,) = (kind for kind, title in titles.items() if path.stem.endswith(title))
            columns = PLAIN["headings"][kind] | self.data.get("headings", {}).get(kind, {})
            keys = {heading: key for key, heading in columns.items()}
            _, day, headings, *table = cells(path)
            assert re.search(r"\d+", day[0]), "a ledger has its date"
            for number, line in enumerate(table, start=4):
                if line[0] in ("合计", "") or line[0].startswith("填表人"):
                    continue
                row = {keys[heading]: cell for heading, cell in zip(headings[1:], line[1:], strict=False)}
                row = {
                    key: words.get(cell, cell) if key in ("kind", "post") else cell
                    for key, cell in row.items()
                }
                made[kind].append(row | {"who": truth.pop((path.name, number), "")})
        assert truth == {}, "the truth speaks of rows that are there"
        return made

    def bodies(self, kind: str) -> list[Row]:
        return [row for row in self.rows["organizations"] if row["kind"] == kind]

    def posts(self, kind: str, *posts: str) -> list[Row]:
        """Posts of bodies of a kind, by the bodies' names; companies have a ledger of their own."""
        names = {row["name"] for row in self.bodies(kind)}
        return [row for row in self.rows["posts"] if row["body"] in names and row["post"] in posts]

    def sizes(self, name: str) -> int:
        return int(self.data["sizes"][name])


def cells(path: Path) -> list[list[str]]:
    if path.suffix == ".csv":
        return list(csv.reader(io.StringIO(path.read_bytes().decode("gb18030"))))
    rows = CalamineWorkbook.from_path(path).get_sheet_by_index(0).to_python(skip_empty_area=False)
    return [[str(int(cell)) if isinstance(cell, float) else str(cell) for cell in row] for row in rows]


def span(text: str) -> tuple[dt.date, dt.date]:
    """First and last possible day of a date as written."""
    if text in ("", "至今"):
        return dt.date.min, dt.date.max
    year, *rest = map(int, re.findall(r"\d+", text)[:3])
    month = rest[0] if rest else None
    if len(rest) > 1:
        return dt.date(year, rest[0], rest[1]), dt.date(year, rest[0], rest[1])
    after = dt.date(year + (month or 12) // 12, (month or 12) % 12 + 1, 1)
    return dt.date(year, month or 1, 1), after - dt.timedelta(days=1)


def in_force(row: Row, day: dt.date) -> bool:
    """Whether a term certainly runs on a day; one without a start runs on its ledger's."""
    start, end = span(row["from"])[1] if row["from"] else day, span(row.get("to", ""))
    return start <= day and (not row.get("to") or row["to"] == "至今" or day <= end[0])


@pytest.fixture(scope="module")
def made(ledgers: Path) -> dict[str, Place]:
    return {name: Place(name, ledgers / name) for name in NAMES}


def total(rows: Iterable[Row], column: str) -> int:
    return sum(int(row[column]) for row in rows if row[column])


def joined(place: Place) -> int:
    """Compounds whose secretary and director are one person, by the truth."""
    day = place.data["day"]
    heads = [
        {(row["compound"], row["who"]) for row in place.posts(kind, post) if in_force(row, day)}
        for kind, post in (("小区党支部", "书记"), ("业主委员会", "主任"))
    ]
    return len(heads[0] & heads[1])


def retired(place: Place) -> int:
    rows = [
        *place.posts("小区党支部", "书记"),
        *place.posts("网格党支部", "书记"),
        *place.posts("网格队伍", "网格长"),
    ]
    return len({row["who"] for row in rows if row["origin"] == "离退休党员"})


def across(place: Place) -> int:
    firms = {row["firm"] for row in place.rows["property"]}
    at_work = {row["who"] for row in place.rows["posts"] if row["body"] in firms}
    return len(at_work & {row["who"] for row in place.posts("社区党委", "书记", "副书记", "委员")})


def party_directors(place: Place) -> int:
    rows = [row for row in place.posts("业主委员会", "主任") if in_force(row, place.data["day"])]
    return sum(row["party_member"] == "是" for row in rows)


def persons(place: Place, post: str) -> int:
    return len({row["who"] for row in place.rows["posts"] if row["post"] == post and row["who"]})


COUNTS: Mapping[str, Callable[[Place], int]] = {
    "compounds": lambda place: len(place.rows["compounds"]),
    "communities": lambda place: sum(
        row["level"] == "社区" and row["name"].startswith("示例") for row in place.rows["areas"]
    ),
    "branches": lambda place: len(place.bodies("小区党支部")),
    "groups": lambda place: len(place.bodies("楼栋党小组")),
    "centre_households": lambda place: len(place.bodies("党员中心户")),
    "firm_branches": lambda place: len(place.bodies("物业企业党支部")),
    "committees": lambda place: len(place.bodies("业主委员会")),
    "coordination": lambda place: len(place.bodies("党建工作协调委员会")),
    "teams": lambda place: len(place.bodies("志愿服务队")),
    "volunteers": lambda place: total(place.bodies("志愿服务队"), "members"),
    "branch_members": lambda place: len(
        {row["who"] for row in place.rows["posts"] if row["who"] and row["body"].endswith("小区党支部")}
    ),
    "joined": joined,
    "in_service": lambda place: sum(
        row["origin"] == "在职党员" and bool(row["who"]) for row in place.posts("小区党支部", "书记")
    ),
    "party_directors": party_directors,
    "check_ins": lambda place: total(place.rows["check_ins"], "members"),
    "stations": lambda place: len(
        {(r["area"], r["compound"], r["name"]) for r in place.rows["venues"] if r["kind"] == "党群服务站"}
    ),
    "supervisors": lambda place: persons(place, "物业监督员"),
    "red_stewards": lambda place: persons(place, "红色管家"),
    "across": across,
}


@pytest.mark.parametrize("name", NAMES)
def test_every_size_is_exact(name: str, made: Mapping[str, Place]) -> None:
    place = made[name]
    stated = {size: place.sizes(size) for size in COUNTS if size in place.data["sizes"]}
    assert {size: COUNTS[size](place) for size in stated} == stated


def test_the_published_numbers_stand_in_the_files_of_the_places(made: Mapping[str, Place]) -> None:
    """What the reports print, said once more, so that a slip in place.yaml does not pass itself."""
    printed = {
        "licheng": {"branches": 279, "teams": 375},
        "nanan": {
            "branches": 291,
            "compounds": 291,
            "branch_members": 885,
            "joined": 104,
            "coordination": 52,
            "volunteers": 2289,
        },
        "chuzhou": {
            "branches": 1022,
            "groups": 3277,
            "centre_households": 5870,
            "firm_branches": 285,
            "check_ins": 23000,
            "stations": 673,
        },
        "chengxiang": {"supervisors": 141, "across": 18, "teams": 58, "stations": 157},
        "xinluo": {"branches": 547, "joined": 110, "in_service": 292},
    }
    for name, sizes in printed.items():
        assert {size: made[name].sizes(size) for size in sizes} == sizes
    about = {
        "licheng": {"check_ins": (2600, 2699)},
        "nanan": {"groups": (1350, 1359), "centre_households": (3200, 3299)},
        "chuzhou": {"teams": (1500, 1599)},
        "chengxiang": {"red_stewards": (200, 299)},
        "xinluo": {"check_ins": (16000, 16999), "party_directors": (210, 219)},
    }
    for name, ranges in about.items():
        assert all(low <= made[name].sizes(size) <= high for size, (low, high) in ranges.items())
    assert retired(made["chengxiang"]) == 135
    assert 3 * made["xinluo"].sizes("party_directors") >= 2 * made["xinluo"].sizes("committees")


def committees(place: Place, day: dt.date) -> dict[str, list[Row]]:
    """Members in office of each owners' committee; alternates are none."""
    sitting: dict[str, list[Row]] = {}
    for row in place.posts("业主委员会", "主任", "副主任", "委员"):
        if row["who"] and in_force(row, day):
            sitting.setdefault(row["body"], []).append(row)
    return sitting


def test_owners_committees_have_the_published_party_share(made: Mapping[str, Place]) -> None:
    seats = [
        row for rows in committees(made["chuzhou"], made["chuzhou"].data["day"]).values() for row in rows
    ]
    assert sum(row["party_member"] == "是" for row in seats) * 100 == len(seats) * 60
    assert all(row["party_member"] for row in seats)


@pytest.mark.parametrize(("day", "rate"), [(dt.date(2023, 6, 30), 37.1), (dt.date(2025, 8, 7), 93.3)])
def test_red_committees_come_to_the_published_rate(
    day: dt.date, rate: float, made: Mapping[str, Place]
) -> None:
    sitting = committees(made["licheng"], day)
    red = [rows for rows in sitting.values() if 2 * sum(r["party_member"] == "是" for r in rows) >= len(rows)]
    assert round(100 * len(red) / len(sitting), 1) == rate
    assert len(sitting) == 210


def test_branches_of_nanan_have_three_to_five_members(made: Mapping[str, Place]) -> None:
    branch = [row for row in made["nanan"].rows["posts"] if row["who"] and row["body"].endswith("小区党支部")]
    assert {3, 4} <= set(Counter(row["body"] for row in branch).values()) <= {3, 4, 5}


def test_a_secretary_heads_the_grid_of_the_compound_but_for_a_few(made: Mapping[str, Place]) -> None:
    place = made["chuzhou"]
    secretaries = {row["who"] for row in place.posts("小区党支部", "书记")}
    heads = [row for row in place.posts("网格队伍", "网格长") if row["who"]]
    others = [row for row in heads if row["who"] not in secretaries]
    assert len(heads) == place.sizes("compounds")
    assert 0 < len(others) < len(heads) * 0.05
    assert all(row["body"].startswith("示例") for row in others)


def test_stations_of_chuzhou_serve_a_thousand_compounds(made: Mapping[str, Place]) -> None:
    served = {row["serves"] for row in made["chuzhou"].rows["venues"] if row["kind"] == "党群服务站"}
    assert 1000 <= len(served) < 1100


def test_branches_of_move_back_compounds_came_before_move_in(made: Mapping[str, Place]) -> None:
    place = made["xinluo"]
    founded = {row["compound"]: row["from"] for row in place.bodies("小区党支部")}
    told = [row for row in place.rows["compounds"] if row["type"] == "回迁小区" and row["moved_in"]]
    assert len(told) == 7
    assert all(span(founded[row["name"]])[1] < span(row["moved_in"])[0] for row in told)
    gaps = [span(founded[row["name"]])[0] - span(row["moveback_started"])[0] for row in told]
    assert sum(gap < dt.timedelta(days=10) for gap in gaps) == 1


def test_neighbourhoods_have_five_to_fifteen_households_and_a_head(made: Mapping[str, Place]) -> None:
    place = made["yanquan"]
    units = {row["code"]: int(row["households"]) for row in place.rows["areas"] if row["level"] == "邻"}
    assert min(units.values()) == 5
    assert max(units.values()) == 15
    assert Counter(row["area"] for row in place.rows["posts"] if row["post"] == "邻长") == Counter(
        list(units)
    )


@pytest.mark.parametrize("name", NAMES)
def test_nothing_is_made_up_about_what_is_real(name: str, made: Mapping[str, Place]) -> None:
    """Rows that name something real are the published facts of place.yaml, cell by cell, each once."""
    place = made[name]
    named: dict[str, list[dict[str, Any]]] = place.data["named"]
    expected = Counter((ledger, facts(row)) for ledger, rows in named.items() for row in rows)
    written = Counter(
        (ledger, facts(row)) for ledger, rows in place.rows.items() for row in rows if real(ledger, row)
    )
    assert written == expected


def facts(row: Mapping[str, object]) -> frozenset[tuple[str, str]]:
    return frozenset((key, str(cell)) for key, cell in row.items() if cell not in ("", None) and key != "who")


def real(ledger: str, row: Row) -> bool:
    """Whether a row names what is not visibly made up; a building is what its compound is."""
    if ledger == "areas" and "/" in row["code"]:
        return not row["name"].startswith("示例")
    within = {"buildings": ("name",), "posts": ("holder",)}.get(ledger, ())
    shown = (row.get(column, "") for column in REAL if column not in within)
    return any(cell and not cell.startswith("示例") for cell in shown)


def test_nobody_made_up_has_the_name_of_an_office_holder(made: Mapping[str, Place]) -> None:
    for place in made.values():
        published = place.data["named"].get("posts", ())
        holders = Counter(row["holder"] for row in published)
        written = Counter(row["holder"] for row in place.rows["posts"] if row["holder"] in holders)
        assert written == holders


def test_no_statement_of_completeness_covers_a_real_compound(made: Mapping[str, Place]) -> None:
    """Else what the report does not say of it would count as missing."""
    for place in made.values():
        areas = [line.split()[0] for line in (place.folder / "complete.txt").read_text("utf-8").splitlines()]
        compounds = [row["area"] for row in place.data["named"].get("compounds", ())]
        assert areas
        assert [c for c in compounds for area in areas if c.startswith(area)] == []


@pytest.mark.parametrize("name", NAMES)
def test_the_truth_has_a_person_for_every_name(name: str, made: Mapping[str, Place]) -> None:
    for ledger, rows in made[name].rows.items():
        assert [row for row in rows if bool(row.get("holder")) != bool(row["who"])] == [], ledger


@pytest.mark.parametrize("name", NAMES)
def test_namesakes_are_told_apart_where_linli_would_join_them(name: str, made: Mapping[str, Place]) -> None:
    """One name in one compound, or in one body, is one person."""
    for near in ("compound", "body"):
        people: dict[tuple[str, str, str], set[str]] = {}
        for row in made[name].rows["posts"]:
            if row["who"]:
                people.setdefault((row["area"], row[near] or row["area"], row["holder"]), set()).add(
                    row["who"]
                )
        assert [key for key, who in people.items() if len(who) > 1] == []


def test_two_people_of_one_street_may_share_a_name(made: Mapping[str, Place]) -> None:
    people: dict[tuple[str, str], set[str]] = {}
    for row in made["chuzhou"].rows["posts"]:
        if row["who"]:
            people.setdefault((row["area"][:9], row["holder"]), set()).add(row["who"])
    assert sum(len(who) > 1 for who in people.values()) > 20


def test_life_is_uneven(made: Mapping[str, Place]) -> None:
    """Vacant posts, terms that ran out, committees never elected, holes between contracts, several posts."""
    place, day = made["chuzhou"], made["chuzhou"].data["day"]
    posts = place.rows["posts"]
    assert any(not row["who"] for row in posts)
    assert any(row["to"] and span(row["to"])[1] < day for row in place.posts("业主委员会", "主任"))
    assert len({row["compound"] for row in place.bodies("业主委员会")}) < place.sizes("compounds") / 2
    assert {row["mode"] for row in place.rows["coverage"]} == {"联合", "挂靠"}
    assert max(Counter(row["who"] for row in posts if row["who"]).values()) >= 4
    assert max(Counter(row["firm"] for row in place.rows["property"]).values()) >= 5
    contracts: dict[str, list[Row]] = {}
    for row in place.rows["property"]:
        contracts.setdefault(row["compound"], []).append(row)
    pairs = [sorted(rows, key=lambda row: span(row["from"])) for rows in contracts.values() if len(rows) == 2]
    assert any(
        span(later["from"])[0] - span(first["to"])[1] > dt.timedelta(days=60) for first, later in pairs
    )
    forms = {re.sub(r"\d", "9", row["from"]) for row in posts}
    assert {"9999-99-99", "9999年9月", "9999.99", "9999年", "9999", ""} <= forms


def bytes_of(folder: Path) -> dict[str, bytes]:
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in sorted(folder.rglob("*.*"))}


def test_the_same_seed_gives_the_same_bytes_and_another_gives_others(ledgers: Path, tmp_path: Path) -> None:
    names = ("xinluo", "yanquan")
    again = bytes_of(generate(tmp_path / "again", *names))
    assert again == {path: data for path, data in bytes_of(ledgers).items() if path.split("/")[0] in names}
    other = bytes_of(generate(tmp_path / "other", "--seed", "5", *names))
    assert set(other) == set(again)
    assert [path for path in again if "任" in path and other[path] == again[path]] == []


def test_the_ledgers_are_accepted_to_the_last_row(places: Path) -> None:
    snapshot = snapshots.current(open_layout(places))
    rows = snapshot.manifest.rows
    assert rows["rejected"] == 0
    assert rows["accepted"] + rows["ignored"] == rows["read"]
    found = snapshot.report("problems").select("code", "value").rows()
    approximate = {("number_approximate", value) for value in ("约50人", "约500名", "近400平方米")}
    assert set(found) == approximate, "the reports' own approximate numbers, and no other remark"
    facts = snapshot.facts()
    assert {"示例", "西湖"} <= {name[:2] for name in facts["Compound"]["name"]}


def bounds() -> st.SearchStrategy[list[tuple[int, int]]]:
    one = st.tuples(st.integers(0, 9), st.integers(0, 40)).map(lambda pair: (pair[0], pair[0] + pair[1]))
    return st.lists(one, min_size=1, max_size=40)


@pytest.fixture(scope="module")
def chance() -> Iterator[Any]:
    spec = importlib.util.spec_from_file_location("seeds_chance", SEEDS / "generate" / "chance.py")
    assert spec
    assert spec.loader
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    yield module.Chance


@given(limits=bounds(), share=st.floats(0, 1), seed=st.integers(0, 99))
def test_a_spread_is_exact_and_keeps_its_bounds(
    chance: Any, limits: list[tuple[int, int]], share: float, seed: int
) -> None:
    low, high = (sum(limit[side] for limit in limits) for side in (0, 1))
    whole = low + round((high - low) * share)
    parts = chance(seed).spread(whole, limits)
    assert sum(parts) == whole
    assert all(lowest <= part <= highest for part, (lowest, highest) in zip(parts, limits, strict=True))
    for wrong in (low - 1, high + 1):
        with pytest.raises(ValueError, match="does not fit"):
            chance(seed).spread(wrong, limits)


def test_the_script_takes_nothing_away_that_is_no_workspace(tmp_path: Path) -> None:
    kept = tmp_path / "workspace" / "kept.txt"
    kept.parent.mkdir()
    kept.write_text("", "utf-8")
    environment = {**os.environ, "LINLI": "false", "PYTHON": "false", "PLACES": str(tmp_path)}
    tried = subprocess.run(["sh", SEEDS / "places.sh"], env=environment, capture_output=True, check=False)
    assert tried.returncode == 1
    assert kept.exists()


def test_a_place_that_there_is_not_is_refused(tmp_path: Path) -> None:
    command = [sys.executable, SEEDS / "generate", "--out", tmp_path, "atlantis"]
    tried = subprocess.run(command, capture_output=True, text=True, check=False)
    assert tried.returncode == 2
    assert "atlantis" in tried.stderr
    assert all(name in tried.stderr for name in NAMES)
