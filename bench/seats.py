"""The posts of a made-up province: who sits where, since when and until when."""

from __future__ import annotations

from collections.abc import Mapping

import polars as pl
from drawn import Draw

SEATS: Mapping[str, tuple[tuple[str, str | None, float], ...]] = {
    "区（县）委": (("书记", None, 1.0),),
    "街道党工委": (("书记", None, 1.0),),
    "社区党委": (("书记", None, 1.0), ("副书记", None, 0.7)),
    "居民委员会": (("主任", None, 1.0), ("委员", "1", 0.6)),
    "小区党支部": (("书记", None, 1.0), ("组织委员", None, 0.6), ("纪检委员", None, 0.35)),
    "联合党支部": (("书记", None, 1.0), ("组织委员", None, 0.5)),
    "业主委员会": (("主任", None, 1.0), ("副主任", None, 0.7), ("委员", "1", 0.8)),
    "业主监督委员会": (("监事长", None, 1.0), ("监事", "1", 0.4)),
    "党员中心户": (("中心户户主", None, 0.8),),
    "网格队伍": (("网格长", None, 0.9),),
}
"""Kind of body → posts, as (post, seat, share of the bodies that name it). Of groups: `Mix.led`."""


def posts(bodies: pl.DataFrame, contracts: pl.DataFrame, draw: Draw) -> pl.DataFrame:
    """One row a term, or a vacancy."""
    seats = {**SEATS, "楼栋党小组": (("党小组组长", None, draw.mix.led),)}
    rows = []
    for kind, of_kind in seats.items():
        own = bodies.filter(pl.col("kind") == kind).select(
            "area", "compound", "of", "kind", pl.col("name").alias("body")
        )
        for post, seat, share in of_kind:
            named = own.filter(draw.chance(own.height, share))
            rows.append(
                named.with_columns(pl.lit(post).alias("post"), pl.lit(seat, dtype=pl.String).alias("seat"))
            )
    last = contracts.unique("id", keep="first", maintain_order=True)
    rows.append(
        last.select(
            "area", "compound", pl.col("id").alias("of"),
            pl.lit("物业企业").alias("kind"), pl.col("firm").alias("body"),
            pl.lit("物业经理").alias("post"), pl.col("compound").alias("seat"),
        )
    )  # fmt: skip
    seated = pl.concat(rows, how="diagonal_relaxed").sort(
        "area", "of", "body", "post", "seat", maintain_order=True
    )
    return _terms(_holders(seated, draw), draw)


def _holders(rows: pl.DataFrame, draw: Draw) -> pl.DataFrame:
    """Who sits where: mostly somebody new, sometimes the holder of the seat before it, or nobody."""
    count = rows.height
    names = draw.names(count)
    drawn = rows.with_columns(
        names.alias("holder"), pl.lit(pl.Series(draw.chance(count, draw.mix.two_posts))).alias("_again")
    )
    place = pl.coalesce(pl.col("of").cast(pl.String), "area")
    earlier, other_body = (
        pl.col("holder").shift(1).over(place),
        pl.col("body") != pl.col("body").shift(1).over(place),
    )
    shared = pl.col("_again") & earlier.is_not_null() & other_body
    drawn = drawn.with_columns(shared.alias("_shared")).with_columns(
        pl.when("_shared").then(earlier).otherwise("holder").alias("holder")
    )
    near, elsewhere = (
        pl.col("holder").shift(1).over("area"),
        pl.col("of").ne(pl.col("of").shift(1).over("area")),
    )
    namesake = pl.lit(pl.Series(draw.chance(count, draw.mix.namesakes))) & elsewhere & ~pl.col("_shared")
    drawn = drawn.with_columns(pl.when(namesake).then(near).otherwise("holder").alias("holder"))
    party = pl.col("kind").str.contains("党|区（县）委|中心户")
    member = (
        pl.when(party)
        .then(pl.lit("是"))
        .when(pl.col("_shared") | pl.lit(pl.Series(draw.chance(count, 0.7))))
        .then(None)
        .otherwise(pl.lit("否"))
    )
    drawn = drawn.with_columns(member.alias("party_member"))
    vacant = pl.Series(draw.chance(count, draw.mix.vacant))
    return drawn.with_columns(
        pl.when(~pl.lit(vacant)).then(pl.col(name)).alias(name) for name in ("holder", "party_member")
    )


def _terms(rows: pl.DataFrame, draw: Draw) -> pl.DataFrame:
    """Terms of five years; some undated, some lapsed, some said to be running. Vacant posts have none."""
    count = rows.height
    lapsed = draw.chance(count, draw.mix.lapsed)
    old, new = draw.dates(2014, 2018, count), draw.dates(2021, 2024, count)
    start = pl.when(pl.lit(pl.Series(lapsed))).then(pl.lit(old["text"])).otherwise(pl.lit(new["text"]))
    end = pl.when(pl.lit(pl.Series(lapsed))).then(pl.lit(old["year"])).otherwise(pl.lit(new["year"])) + 5
    ends = (
        pl.when(pl.lit(pl.Series(draw.chance(count, 0.2))))
        .then(pl.lit("至今"))
        .otherwise(pl.concat_str(end, pl.lit("-12")))
    )
    dated = pl.col("holder").is_not_null() & pl.lit(pl.Series(~draw.chance(count, draw.mix.undated)))
    origins = ("社区干部", "离退休党员", "支部班子成员", "业委会成员", "其他来源")
    how = ("选举", "下派", "任命", "兼任", "推荐")
    filled = pl.col("holder").is_not_null()
    return rows.with_columns(
        pl.lit("1").alias("seats"),
        pl.when(dated).then(start).alias("from"),
        pl.when(dated).then(ends).alias("to"),
        pl.when(filled).then(pl.lit(draw.pick(how, count))).alias("appointed_by"),
        pl.when(filled).then(pl.lit(draw.pick(origins, count))).alias("origin"),
    )
