"""The bodies of a made-up province: organizations, firms and contracts, what covers what, who guides whom."""

from __future__ import annotations

import numpy as np
import polars as pl
from drawn import Draw, Ints, word
from ground import Places, grids


def _stand(frame: pl.DataFrame, draw: Draw, first: int = 2015) -> pl.DataFrame:
    """Bodies with the date of their founding: three in four have one."""
    dates = draw.dates(first, 2024, frame.height)["text"]
    return frame.with_columns(
        pl.when(pl.lit(pl.Series(draw.chance(frame.height, 0.75)))).then(pl.lit(dates)).alias("from")
    )


def organizations(ground: Places, blocks: pl.DataFrame, draw: Draw) -> pl.DataFrame:
    """One row a body, with its founding; `of` is the number of its compound, or null."""
    communities = ground.areas.filter(level="community").select(
        pl.col("code").alias("area"),
        pl.col("name").alias("community"),
        pl.concat_str("name", pl.lit("党委")).alias("superior"),
    )
    own = ground.compounds.join(communities, on="area", how="left", maintain_order="left")
    frames = (
        _committees(ground.areas),
        communities.select("area", *_named("居民委员会", "community")),
        _branches(own),
        _joint_branches(own),
        *(
            own.filter(flag).select("area", "compound", pl.col("id").alias("of"), *_named(kind, "short"))
            for flag, kind in (("committee", "业主委员会"), ("board", "业主监督委员会"))
        ),
        *_leaves(blocks.join(own.select("id", "superior"), on="id", how="left", maintain_order="left")),
        grids(blocks).select("area", pl.col("name").alias("grid"), *_named("网格队伍", "name", "队伍")),
    )
    return pl.concat([_stand(frame, draw) for frame in frames], how="diagonal")


def _named(kind: str, first: str, ending: str = "") -> list[pl.Expr]:
    """Columns `kind` and `name`: what stands in the column `first`, and the kind's word or another ending."""
    return [pl.lit(kind).alias("kind"), pl.concat_str(first, pl.lit(ending or kind)).alias("name")]


def _committees(areas: pl.DataFrame) -> pl.DataFrame:
    """The party committees of counties, streets and communities, each under the one above."""
    party = {"county": "区委", "street": "党工委", "community": "党委"}
    kinds = {"county": "区（县）委", "street": "街道党工委", "community": "社区党委"}
    above = areas.select(
        pl.col("code").alias("parent"), pl.col("name").alias("_name"), pl.col("level").alias("_level")
    )
    lower = areas.filter(pl.col("level").is_in(list(party)))
    return lower.join(above, on="parent", how="left", maintain_order="left").select(
        pl.col("code").alias("area"),
        pl.col("level").replace_strict(kinds).alias("kind"),
        pl.concat_str("name", pl.col("level").replace_strict(party)).alias("name"),
        pl.concat_str("_name", pl.col("_level").replace_strict(party, default=None)).alias("superior"),
    )


def _branches(own: pl.DataFrame) -> pl.DataFrame:
    """A branch of its own for each compound that has one."""
    return own.filter("own").select(
        "area", "compound", *_named("小区党支部", "short"), "superior",
        pl.lit("单独").alias("mode"), "full_members", pl.col("id").alias("of"),
    )  # fmt: skip


def _joint_branches(own: pl.DataFrame) -> pl.DataFrame:
    """One joint branch for each community where compounds share one."""
    sharing = own.filter(pl.col("joint") | pl.col("attached")).unique(
        "area", keep="first", maintain_order=True
    )
    return sharing.select("area", *_named("联合党支部", "community", "第一联合党支部"), "superior")


def _leaves(blocks: pl.DataFrame) -> list[pl.DataFrame]:
    """Party groups and centre households of buildings, under the compound's branch or the community."""
    branch = pl.concat_str("short", pl.lit("小区党支部"))
    titled = blocks.with_columns(
        pl.concat_str("short", "building").alias("_title"),
        pl.when("own").then(branch).otherwise("superior").alias("superior"),
    )
    return [
        titled.filter(flag).select(
            "area", "compound", "building", "superior", pl.col("id").alias("of"), *_named(kind, "_title")
        )
        for flag, kind in (("group", "楼栋党小组"), ("centre", "党员中心户"))
    ]


def property_service(compounds: pl.DataFrame, draw: Draw) -> pl.DataFrame:
    """One row a contract. Few firms serve many compounds; one compound in eight had another firm before,
    half of those with two years of nobody between.
    """
    own = compounds.filter("served").select("id", "area", "compound")
    size = own.select(pl.len().over(pl.col("area").str.slice(0, 6))).to_series().to_numpy()
    number = np.floor((size / 3 + 1) * draw.rng.random(own.height) ** 2.5).astype(np.int64)
    own = own.with_columns(text_of_firm(number).alias("firm"))
    start = draw.dates(2021, 2024, own.height)
    ends = (
        pl.when(pl.col("year") % 4 == 3)
        .then(None)
        .otherwise(pl.concat_str(pl.col("year") + 1 + pl.col("month") % 4, pl.lit("-12-31")))
    )
    now = own.with_columns(start["text"].alias("from"), start.select(ends.alias("to")).to_series())
    earlier = draw.chance(own.height, 0.12)
    before = own.filter(earlier).with_columns(text_of_firm(number[earlier] + 1).alias("firm"))
    gone = pl.Series(draw.chance(before.height, 0.5))
    last = pl.when(pl.lit(gone)).then(pl.lit("2018-12-31")).otherwise(pl.lit("2020-12-31"))
    before = before.with_columns(pl.lit("2015-01-01").alias("from"), last.alias("to"))
    rows = pl.concat([now, before])
    return rows.with_columns(
        pl.concat_str(pl.lit("示例合〔2023〕"), pl.int_range(1, pl.len() + 1), pl.lit("号")).alias("document")
    )


def text_of_firm(number: Ints) -> pl.Series:
    """Name of a firm by its number in its county."""
    return (
        pl.DataFrame({"n": number})
        .select(pl.concat_str(pl.lit("示例"), word(pl.col("n")), pl.lit("物业服务有限公司")))
        .to_series()
    )


def coverage(ground: Places, draw: Draw) -> pl.DataFrame:
    """One row a compound that a joint branch covers, or that hangs on one."""
    names = ground.areas.select(pl.col("code").alias("area"), pl.col("name").alias("_community"))
    rows = ground.compounds.filter(pl.col("joint") | pl.col("attached")).join(
        names, on="area", how="left", maintain_order="left"
    )
    mode = pl.when("joint").then(pl.lit("联合")).otherwise(pl.lit("挂靠")).alias("mode")
    body = pl.concat_str("_community", pl.lit("第一联合党支部")).alias("body")
    return _stand(rows.select("area", "compound", body, mode), draw, first=2018)


def relations(bodies: pl.DataFrame, contracts: pl.DataFrame) -> pl.DataFrame:
    """Owners' committees are guided by the residents' committee and watched by their board; the community's
    committee assesses firms.
    """
    owners = bodies.filter(kind="业主委员会").select("area", "compound", "of", pl.col("name").alias("owners"))
    boards = bodies.filter(kind="业主监督委员会").select("of", pl.col("name").alias("body"))
    residents = bodies.filter(kind="居民委员会").select("area", pl.col("name").alias("body"))
    party = bodies.filter(kind="社区党委").select("area", pl.col("name").alias("body"))
    columns = ("area", "compound", "body", "relation", "other")
    other = pl.col("owners").alias("other")

    def relation(word: str) -> pl.Expr:
        return pl.lit(word).alias("relation")

    said = (
        owners.join(residents, on="area", maintain_order="left").with_columns(relation("指导"), other),
        owners.join(boards, on="of", maintain_order="left").with_columns(relation("监督"), other),
        contracts.filter(pl.col("to").is_null()).join(party, on="area", maintain_order="left").with_columns(
            relation("考评"), pl.col("firm").alias("other")
        ),
    )  # fmt: skip
    return pl.concat(frame.select(columns) for frame in said)


def check_ins(compounds: pl.DataFrame, draw: Draw) -> pl.DataFrame:
    """One row a unit that reports in at a compound."""
    rows = compounds.filter("reported").select("area", "compound")
    units = [f"示例{word}局" for word in ("水利", "统计", "档案", "体育", "气象", "林业", "粮食", "审计")]
    return rows.with_columns(
        draw.pick(units, rows.height).alias("unit"),
        pl.Series(draw.sizes(rows.height, 10, 90)).alias("reported"),
        draw.dates(2020, 2024, rows.height)["text"].alias("from"),
    )


def venues(compounds: pl.DataFrame, draw: Draw) -> pl.DataFrame:
    """One row a venue in a compound."""
    rows = compounds.filter("station").select("area", "compound", "short")
    return rows.select(
        "area", "compound", *_named("党群服务站", "short"), pl.col("compound").alias("serves"),
        pl.Series(draw.sizes(rows.height, 120, 900)).alias("square_metres"),
    )  # fmt: skip
