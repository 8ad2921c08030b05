"""The ground of a made-up province: areas, compounds with what bodies they have, buildings, grids, venues."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import polars as pl
from drawn import ENDING, Draw, Flags, Ints, word
from habits import NAMES, of_places

PROVINCE = "99"
FIRST_PREFECTURE = 2  # 9901 is the demo's
COMMUNITY = "社区"


@dataclass(frozen=True)
class Places:
    """The ground of a province: areas, and one row a compound, both with the code of where they lie."""

    areas: pl.DataFrame
    compounds: pl.DataFrame


def _under(draw: Draw, count: int, mean: float, most: int) -> tuple[Ints, Ints]:
    """For each of `count` things, which parent it lies in and its place there; parents hold about `mean`."""
    sizes = draw.sizes(max(2, int(count * 2 / mean)), mean, most)
    while sizes.sum() < count:
        sizes = np.concatenate([sizes, draw.sizes(count, mean, most)])
    parent = np.repeat(np.arange(len(sizes)), sizes)[:count]
    start = np.concatenate([[0], np.cumsum(sizes)])
    return parent, np.arange(count) - start[parent]


def _code(above: pl.Series, place: Ints, width: int) -> pl.Series:
    return pl.select(
        pl.concat_str(pl.lit(above), pl.lit(pl.Series(place + 1)).cast(pl.String).str.zfill(width))
    ).to_series()


def places(count: int, draw: Draw, province: str = PROVINCE) -> Places:
    """Areas of a province down to communities, and `count` compounds in them."""
    in_community, nth = _under(draw, count, 4.5, 60)
    in_street, nth_community = _under(draw, int(in_community[-1]) + 1, 7, 40)
    in_county, nth_street = _under(draw, int(in_street[-1]) + 1, 9, 30)
    per_prefecture = max(9, -(-(int(in_county[-1]) + 1) // 90))
    number = np.arange(int(in_county[-1]) + 1)
    prefectures = pl.Series(
        [f"{province}{n + FIRST_PREFECTURE:02d}" for n in range(int(number[-1]) // per_prefecture + 1)]
    )
    counties = _code(prefectures.gather(number // per_prefecture), number % per_prefecture, 2)
    streets = _code(counties.gather(in_county), nth_street, 3)
    communities = _code(streets.gather(in_street), nth_community, 3)
    levels = (
        ("prefecture", prefectures, 0, "市"),
        ("county", counties, 4, "区"),
        ("street", streets, 6, "街道"),
        ("community", communities, 9, COMMUNITY),
    )
    areas = pl.concat(
        pl.DataFrame({"code": codes}).with_row_index("n").select(
            "code", pl.concat_str(pl.lit("示例"), word(pl.col("n")), pl.lit(ending)).alias("name"),
            pl.lit(level).alias("level"),
            pl.col("code").str.slice(0, above).replace("", None).alias("parent"),
        )
        for level, codes, above, ending in levels
    )  # fmt: skip
    return Places(areas, _compounds(communities.gather(in_community), in_community * 37 + nth, draw))


def _compounds(area: pl.Series, number: Ints, draw: Draw) -> pl.DataFrame:
    """One row a compound: what its ledger says, and what is drawn of it once (`_bodies_of`)."""
    count = len(area)
    built = draw.rng.integers(1985, 2023, count)
    kinds = ("商品房", "老旧小区", "安置小区", "回迁小区", "单位房", "混合")
    frame = pl.DataFrame({
        "area": area, "n": number, "built": built, "moved_in": built + 1,
        "ending": draw.pick(ENDING, count),
        "type": draw.pick(kinds, count, np.array([0.5, 0.25, 0.1, 0.05, 0.05, 0.05])),
        "boundary": draw.pick(("封闭", "开放"), count, np.array([0.8, 0.2])),
        "weak": draw.pick(("是", "否"), count, np.array([0.08, 0.92])),
        "households": draw.sizes(count, 450, 6000),
        "full_members": draw.sizes(count, 14, 120),
        "buildings": draw.sizes(count, draw.mix.buildings, 90),
        **_bodies_of(area, draw),
    })  # fmt: skip
    name = pl.concat_str(pl.lit("示例·"), word(pl.col("n")), pl.col("ending"))
    return frame.with_row_index("id").with_columns(name.alias("compound"), word(pl.col("n")).alias("short"))


def _bodies_of(area: pl.Series, draw: Draw) -> dict[str, Flags | pl.Series]:
    """What each compound has. A street takes after one of the six places and does a part of what it does."""
    count, models = len(area), of_places()
    street = area.str.slice(0, 9).rank("dense").cast(pl.Int64).to_numpy() - 1
    streets = int(street.max()) + 1
    model = draw.rng.integers(0, len(models), streets)
    part = draw.rng.uniform(draw.mix.least, 1, streets)
    share = {name: (np.array([getattr(one, name) for one in models])[model] * part)[street] for name in NAMES}
    state = draw.rng.random(count)
    shared = share["own"] + share["joint"]
    attached = shared + share["attached"]
    committee = draw.chance(count, share["committee"])
    gridded = np.array([one.gridded for one in models])[model] * draw.chance(streets, part)
    return {
        "own": state < share["own"],
        "joint": (state >= share["own"]) & (state < shared),
        "attached": (state >= shared) & (state < attached),
        "committee": committee,
        "board": committee & draw.chance(count, share["board"]),
        "served": draw.chance(count, draw.mix.served),
        "station": draw.chance(count, share["station"]),
        "reported": draw.chance(count, share["check_in"]),
        "gridded": gridded[street] > 0,
        "group_share": pl.Series(share["group"]),
        "centre_share": pl.Series(share["centre"]),
    }


def buildings(compounds: pl.DataFrame, draw: Draw) -> pl.DataFrame:
    """One row a building; `group` says whether it has a party group."""
    sized = compounds.select(
        "id",
        "area",
        "compound",
        "short",
        "own",
        "gridded",
        "group_share",
        "centre_share",
        pl.int_ranges(1, pl.col("buildings") + 1).alias("nth"),
    )
    rows = sized.explode("nth", empty_as_null=False)
    # A group stands under a branch: where the compound has none of its own, there are fewer.
    share = rows["group_share"].to_numpy() * np.where(rows["own"].to_numpy(), 1.0, 0.3)
    return rows.with_columns(
        pl.concat_str(pl.col("nth"), pl.lit("栋")).alias("building"),
        pl.lit(pl.Series(draw.rng.integers(1, 5, rows.height))).alias("units"),
        pl.lit(pl.Series(draw.sizes(rows.height, 55, 400))).alias("households"),
        pl.when("gridded")
        .then(pl.concat_str(pl.lit("第"), pl.col("nth") % 3 + 1, pl.lit("网格")))
        .alias("grid"),
        pl.lit(pl.Series(draw.chance(rows.height, share))).alias("group"),
        pl.lit(pl.Series(draw.chance(rows.height, rows["centre_share"].to_numpy()))).alias("centre"),
    )


def grids(blocks: pl.DataFrame) -> pl.DataFrame:
    """One row a grid that a building names."""
    return blocks.drop_nulls("grid").select("area", pl.col("grid").alias("name")).unique(maintain_order=True)
