"""Made-up provinces of any size, as the csv ledgers that offices hand in.

    python bench/province.py 20000 OUT

More compounds than a province has are a nation: provinces of 100,000 each, with codes of their own, drawn and
written one after the other, so that 500,000 compounds with 4 million buildings need no more memory than one
province (a minute, 0.8 GB).

Everything is drawn from one seed, so the same size is always the same province, to the byte. It is uneven on
purpose, since evenness flatters joins: streets and communities differ in size by an order of magnitude; each
street takes after one of the six places of the reports and does a part of what it does (`habits`); a few
firms serve many compounds, some compounds share a branch, some have none; posts are vacant, lapsed or
undated; people hold several posts in one compound, and different people share a name.

No area, body or person of it exists: codes begin with 99 (in a nation with 99 down to 90), people are named
by the ten stems and twelve branches.
"""

from __future__ import annotations

import argparse
import datetime as dt
import sys
from collections.abc import Iterator, Mapping
from pathlib import Path

import polars as pl

sys.path.insert(0, str(Path(__file__).parent))

from bodies import check_ins, coverage, organizations, property_service, relations, venues
from drawn import Draw, Mix
from ground import PROVINCE, buildings, grids, places
from seats import posts

from linli.model import ledger_kind

DAY = dt.date(2025, 6, 30)
"""The day that every ledger states in its file's name."""

PROVINCE_HOLDS = 100_000
"""Compounds of the provinces that make up a nation."""
PROVINCES_MOST = 10
"""Codes of two digits from 90 on, which no area has."""
NATION_BUILDINGS = 8.0
"""Buildings of a nation's compounds in the mean."""


def ledgers(
    count: int, seed: int = 1, mix: Mix | None = None, province: str = PROVINCE
) -> dict[str, pl.DataFrame]:
    """The ledgers of a province of `count` compounds: ledger kind → rows, in its columns and some more."""
    draw = Draw(seed, mix or Mix())
    ground = places(count, draw, province)
    blocks = buildings(ground.compounds, draw)
    bodies = organizations(ground, blocks, draw)
    contracts = property_service(ground.compounds, draw)
    words = {"prefecture": "设区市", "county": "区县", "street": "街道", "community": "社区"}
    return {
        "areas": ground.areas.with_columns(pl.col("level").replace_strict(words)),
        "compounds": ground.compounds.with_columns(pl.col("compound").alias("name")),
        "grids": grids(blocks),
        "buildings": blocks.with_columns(pl.col("building").alias("name")),
        "organizations": bodies,
        "property": contracts,
        "coverage": coverage(ground, draw),
        "relations": relations(bodies, contracts),
        "posts": posts(bodies, contracts, draw),
        "venues": venues(ground.compounds, draw),
        "check_ins": check_ins(ground.compounds, draw),
    }


def nation(count: int, seed: int = 1) -> Iterator[tuple[str, dict[str, pl.DataFrame]]]:
    """The provinces of a nation of `count` compounds, one after the other: code and ledgers.

    Raises ValueError where there are no codes left.
    """
    provinces = -(-count // PROVINCE_HOLDS)
    if provinces > PROVINCES_MOST:
        raise ValueError(f"at most {PROVINCES_MOST * PROVINCE_HOLDS:,} compounds")
    for number in range(provinces):
        code = str(int(PROVINCE) - number)
        own = min(PROVINCE_HOLDS, count - number * PROVINCE_HOLDS)
        yield code, ledgers(own, seed + number, Mix(buildings=NATION_BUILDINGS), code)


def write_all(count: int, folder: Path, seed: int = 1, by_county: bool = False) -> list[Path]:
    """Write the ledgers of a province or, where one does not hold so many compounds, of a nation: a file a
    kind and province. Says on the error stream how far it is.
    """
    if count <= PROVINCE_HOLDS:
        return write(ledgers(count, seed), folder, by_county)
    files = []
    for code, tables in nation(count, seed):
        files += write(tables, folder, by_county, f"_{code}")
        print(f"province {code}: {sum(t.height for t in tables.values()):,} rows", file=sys.stderr)
    return files


def write(
    tables: Mapping[str, pl.DataFrame], folder: Path, by_county: bool = False, of: str = ""
) -> list[Path]:
    """Write ledgers as csv with Chinese headings, a file a kind or a file a kind and county; returns them.

    Parameters: `of`, what the names of files say after the kind, where a file is of all counties.
    """
    folder.mkdir(parents=True, exist_ok=True)
    files = []
    for kind, table in tables.items():
        spec = ledger_kind.load()[kind]
        if not table.height:
            continue
        own = [column for column in spec.columns if column.name in table.columns]
        for county, part in _parts(kind, table) if by_county else [(of, table)]:
            path = folder / f"{spec.label.zh}{county}_{DAY}.csv"
            part.select(pl.col(column.name).alias(column.label.zh) for column in own).write_csv(path)
            files.append(path)
    return files


def _parts(kind: str, table: pl.DataFrame) -> list[tuple[str, pl.DataFrame]]:
    county = pl.col("code" if kind == "areas" else "area").str.slice(0, 6).alias("_county")
    parts = table.with_columns(county).partition_by("_county", maintain_order=True, as_dict=True)
    return [(f"_{key[0]}", part) for key, part in parts.items()]


def main() -> None:
    parser = argparse.ArgumentParser(description="Write the ledgers of a made-up province.")
    parser.add_argument("compounds", type=int)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument(
        "--by-county", action="store_true", help="one file a kind and county, as offices would hand them in"
    )
    given = parser.parse_args()
    for path in write_all(given.compounds, given.folder, given.seed, given.by_county):
        print(path)


if __name__ == "__main__":
    main()
