"""Writes the ledgers of the six places from `seeds/<place>/place.yaml`: the same seed, the same bytes.

python seeds/generate --out FOLDER [--seed N] [PLACE …]     all places, unless some are named
"""

from __future__ import annotations

import argparse
import csv
from collections.abc import Callable
from pathlib import Path
from typing import Any

import yaml
from book import Ledger, Row, Style, write
from chance import Chance
from land import describe, patch, settle
from owners import boards, committees
from party import branches, grid_branches, grids, groups, upper
from property import companies
from special import meetings, move_back, neighbours, stewards
from together import check_ins, coordination, forums, guidance, stations, teams, venues
from town import Plain, Town
from traditional import traditional

SEEDS = Path(__file__).parents[1]
SEED = 4

STEPS: tuple[Callable[[Town], None], ...] = (
    *(settle, move_back, patch, upper, companies, branches, groups, grids, grid_branches),
    *(committees, boards, guidance, forums, coordination, teams, check_ins, stations, venues),
    *(stewards, meetings, neighbours, describe),
)


def places() -> list[str]:
    """The names of the places there are."""
    return sorted(path.parent.name for path in SEEDS.glob("*/place.yaml"))


def make(place: str, folder: Path, seed: int) -> None:
    """Write the ledgers of a place, the truth of who is who, and the statements of completeness."""
    data: Plain = yaml.safe_load((SEEDS / place / "place.yaml").read_text("utf-8"))
    town = Town(data, Chance(f"{place}/{seed}"))
    for step in STEPS:
        step(town)
    _published(town)
    folder.mkdir(parents=True, exist_ok=True)
    style = _style(data)
    truth = [line for ledger in _ledgers(town, style) for line in write(folder, ledger, style)]
    with (folder / "truth.csv").open("w", encoding="utf-8", newline="") as file:
        csv.writer(file, lineterminator="\n").writerows([("file", "row", "person"), *truth])
    statements = (f"{area} {data['day']} {' '.join(kinds)}\n" for area, kinds in data["complete"].items())
    (folder / "complete.txt").write_text("".join(statements), "utf-8")


def _published(town: Town) -> None:
    """Rows of published facts as they stand; their office-holders are in the truth too."""
    if town.data.get("script") == "traditional":
        traditional(town.rows)
    people: dict[str, str] = {}
    for ledger, rows in town.data["named"].items():
        for given in rows:
            row: Row = dict(given)
            if name := str(row.get("holder", "")):
                if name not in people:
                    people[name] = town.identifier(town.person(name=name))
                row["_who"] = people[name]
            town.say(ledger, row)


def _style(data: Plain) -> Style:
    plain: dict[str, Any] = yaml.safe_load((Path(__file__).parent / "headings.yaml").read_text("utf-8"))
    own = data.get("headings", {})
    headings = {ledger: columns | own.get(ledger, {}) for ledger, columns in plain["headings"].items()}
    titles = plain["titles"] | data.get("titles", {})
    return Style(headings, titles, data.get("words", {}), data.get("books", plain["books"]))


def _ledgers(town: Town, style: Style) -> list[Ledger]:
    """A file for each kind of ledger, or for each county of it where the place splits it so."""
    data, made = town.data, []
    for kind in style.titles:
        parts: dict[str, list[Row]] = {}
        for row in town.rows[kind]:
            county = str(row.get("area", ""))[:6] if kind in data.get("by_county", ()) else ""
            parts.setdefault(data["counties"].get(county, data["name"]), []).append(row)
        for name, rows in parts.items():
            title = style.titles[kind]
            day = f"{town.day.year}年{town.day.month}月{town.day.day}日"
            lines = [f"{name}{title}（合成数据）", f"日期：{day}{data['dated']}"]
            made.append(Ledger(kind, f"{name}{title}", lines, rows))
    return made


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("places", nargs="*", metavar="PLACE", help="a place; all of them unless given")
    parser.add_argument("--out", type=Path, required=True)
    parser.add_argument("--seed", type=int, default=SEED)
    asked = parser.parse_args()
    if unknown := set(asked.places) - set(places()):
        parser.error(f"no such place: {', '.join(sorted(unknown))}; there are {', '.join(places())}")
    for each in asked.places or places():
        make(each, asked.out / each, asked.seed)
