"""Made-up provinces of any size, as the csv ledgers that offices hand in.

    python bench/province.py 20000 OUT

More compounds than a province has are a nation: provinces of 100,000 each, with codes of their own, drawn and
written one after the other, so that 500,000 compounds with 4 million buildings need no more memory than one
province (a minute, 0.8 GB).

Everything is drawn from one seed, so the same size is always the same province, to the byte. It is uneven on
purpose, since evenness flatters joins: streets and communities differ in size by an order of magnitude,
counties differ in whether they organize buildings and grids, a few firms serve many compounds, some compounds
share a branch, some have none; posts are vacant, lapsed or undated; people hold several posts in one
compound, and different people share a name.

No area, body or person of it exists: codes begin with 99 (in a nation with 99 down to 90), people are named
by the ten stems and twelve branches.
"""

from __future__ import annotations

import argparse
import datetime as dt
import sys
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

import numpy as np
import numpy.typing as npt
import polars as pl

from linli.model import ledger_kind

DAY = dt.date(2025, 6, 30)
"""The day that every ledger states in its file's name."""

PROVINCE = "99"
PROVINCE_HOLDS = 100_000
"""Compounds of the provinces that make up a nation."""
PROVINCES_MOST = 10
"""Codes of two digits from 90 on, which no area has."""
NATION_BUILDINGS = 8.0
"""Buildings of a nation's compounds in the mean."""
FIRST_PREFECTURE = 2  # 9901 is the demo's

SURNAMES = (
    "王李张刘陈杨黄赵吴周徐孙马朱胡郭何林高罗郑梁谢宋唐许邓韩冯曹彭曾肖田董潘袁蔡蒋余"
    "于杜叶程魏苏吕丁任卢姚沈钟姜崔谭陆范汪廖石金韦贾夏付方邹熊白孟秦邱侯江尹薛闫段雷"
    "龙"
)
GIVEN = "甲乙丙丁戊己庚辛壬癸子丑寅卯辰巳午未申酉戌亥"
FIRST = "松竹梅兰荷桂枫柳云月星溪湖江海山泉石金玉锦绣瑞祥和悦康宁安福春夏秋华明光文景翠碧"
SECOND = "涛园庭苑湾堤岸林谷坡亭阁桥泽"
ENDING = ("小区", "花园", "家园", "苑", "新村", "公寓", "华庭", "里")
COMMUNITY = "社区"

Ints = npt.NDArray[np.int64]
Flags = npt.NDArray[np.bool_]


@dataclass(frozen=True)
class Mix:
    """How a province is made up: means and shares.

    A county that organizes buildings does so with the share `groups`, others with a tenth of it. The defaults
    give about 58 nodes and links a compound, derived ones among them: 1.15 million at 20,000 compounds.
    """

    buildings: float = 6.8
    organized: float = 0.36
    groups: float = 0.85
    led: float = 0.3
    centre: float = 0.03
    gridded: float = 0.2
    branch: float = 0.6
    joint: float = 0.18
    attached: float = 0.04
    committee: float = 0.4
    board: float = 0.35
    served: float = 0.6
    two_posts: float = 0.35
    namesakes: float = 0.01
    vacant: float = 0.06
    undated: float = 0.2
    lapsed: float = 0.15


@dataclass(frozen=True)
class Places:
    """The ground of a province: areas, and one row a compound, both with the code of where they lie."""

    areas: pl.DataFrame
    compounds: pl.DataFrame


@dataclass
class Draw:
    """Draws from one stream of chance."""

    seed: int
    mix: Mix = field(default_factory=Mix)

    def __post_init__(self) -> None:
        self.rng = np.random.default_rng(self.seed)

    def chance(self, count: int, share: float | npt.NDArray[np.float64]) -> Flags:
        """True for about `share` of `count`."""
        return np.asarray(self.rng.random(count) < share)

    def sizes(self, count: int, mean: float, most: int) -> Ints:
        """`count` sizes from 1 to `most`, skewed as sizes of places are."""
        drawn = self.rng.lognormal(np.log(mean) - 0.25, 0.7, count)
        return np.clip(np.round(drawn), 1, most).astype(np.int64)

    def pick(
        self, words: Sequence[str], count: int, weights: npt.NDArray[np.float64] | None = None
    ) -> pl.Series:
        """One of `words` for each."""
        chosen = self.rng.choice(len(words), count, p=weights)
        return pl.Series(list(words)).gather(chosen)

    def names(self, count: int) -> pl.Series:
        """Names of people: a surname by how common it is, and two characters that no parents would choose."""
        common = 1 / np.arange(2, len(SURNAMES) + 2) ** 0.8
        parts = (
            self.pick(SURNAMES, count, common / common.sum()),
            self.pick(GIVEN, count),
            self.pick(GIVEN, count),
        )
        return pl.select(pl.concat_str([pl.lit(part) for part in parts])).to_series()

    def dates(self, first: int, last: int, count: int) -> pl.DataFrame:
        """Columns `year`, `month` and `text`, written as different clerks write."""
        year, month = self.rng.integers(first, last + 1, count), self.rng.integers(1, 13, count)
        day, style = self.rng.integers(1, 29, count), self.rng.integers(0, 20, count)
        y, m, d = (
            pl.col("year").cast(pl.String),
            pl.col("month").cast(pl.String),
            pl.col("day").cast(pl.String),
        )
        written = (
            pl.when(pl.col("style") < 9).then(pl.concat_str(y, m.str.zfill(2), d.str.zfill(2), separator="-"))
            .when(pl.col("style") < 15).then(pl.concat_str(y, pl.lit("年"), m, pl.lit("月")))
            .when(pl.col("style") < 19).then(pl.concat_str(y, pl.lit("."), m.str.zfill(2)))
            .otherwise(y)
        )  # fmt: skip
        return pl.DataFrame({"year": year, "month": month, "day": day, "style": style}).select(
            "year", "month", written.alias("text")
        )


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


def _word(number: pl.Expr) -> pl.Expr:
    """A name of two characters; neighbours in number differ, and names repeat after 560."""
    first, second = pl.lit(pl.Series(list(FIRST))), pl.lit(pl.Series(list(SECOND)))
    return pl.concat_str(first.gather(number % len(FIRST)), second.gather(number // len(FIRST) % len(SECOND)))


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
            "code", pl.concat_str(pl.lit("示例"), _word(pl.col("n")), pl.lit(ending)).alias("name"),
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
    name = pl.concat_str(pl.lit("示例·"), _word(pl.col("n")), pl.col("ending"))
    return frame.with_row_index("id").with_columns(name.alias("compound"), _word(pl.col("n")).alias("short"))


def _bodies_of(area: pl.Series, draw: Draw) -> dict[str, Flags]:
    """Which bodies each compound has, and the habits of its county."""
    count, mix = len(area), draw.mix
    county = area.str.slice(0, 6).rank("dense").cast(pl.Int64).to_numpy() - 1
    counties = int(county.max()) + 1
    state = draw.rng.random(count)
    shared, attached = mix.branch + mix.joint, mix.branch + mix.joint + mix.attached
    committee = draw.chance(count, mix.committee)
    return {
        "organized": draw.chance(counties, mix.organized)[county],
        "gridded": draw.chance(counties, mix.gridded)[county],
        "own": state < mix.branch,
        "joint": (state >= mix.branch) & (state < shared),
        "attached": (state >= shared) & (state < attached),
        "committee": committee,
        "board": committee & draw.chance(count, mix.board),
        "served": draw.chance(count, mix.served),
    }


def _stand(frame: pl.DataFrame, draw: Draw, first: int = 2015) -> pl.DataFrame:
    """Bodies with the date of their founding: three in four have one."""
    dates = draw.dates(first, 2024, frame.height)["text"]
    return frame.with_columns(
        pl.when(pl.lit(pl.Series(draw.chance(frame.height, 0.75)))).then(pl.lit(dates)).alias("from")
    )


def buildings(compounds: pl.DataFrame, draw: Draw) -> pl.DataFrame:
    """One row a building; `group` says whether it has a party group."""
    sized = compounds.select(
        "id",
        "area",
        "compound",
        "short",
        "own",
        "organized",
        "gridded",
        pl.int_ranges(1, pl.col("buildings") + 1).alias("nth"),
    )
    rows = sized.explode("nth", empty_as_null=False)
    share = np.where(rows["organized"].to_numpy(), draw.mix.groups, draw.mix.groups / 10) * np.where(
        rows["own"].to_numpy(), 1.0, 0.3
    )
    return rows.with_columns(
        pl.concat_str(pl.col("nth"), pl.lit("栋")).alias("building"),
        pl.lit(pl.Series(draw.rng.integers(1, 5, rows.height))).alias("units"),
        pl.lit(pl.Series(draw.sizes(rows.height, 55, 400))).alias("households"),
        pl.when("gridded")
        .then(pl.concat_str(pl.lit("第"), pl.col("nth") % 3 + 1, pl.lit("网格")))
        .alias("grid"),
        pl.lit(pl.Series(draw.chance(rows.height, share))).alias("group"),
        pl.lit(pl.Series(draw.chance(rows.height, draw.mix.centre))).alias("centre"),
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


def grids(blocks: pl.DataFrame) -> pl.DataFrame:
    """One row a grid that a building names."""
    return blocks.drop_nulls("grid").select("area", pl.col("grid").alias("name")).unique(maintain_order=True)


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
        .select(pl.concat_str(pl.lit("示例"), _word(pl.col("n")), pl.lit("物业服务有限公司")))
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


def check_ins(compounds: pl.DataFrame, draw: Draw) -> pl.DataFrame:
    """One row a unit that reports in at a compound."""
    rows = compounds.filter(draw.chance(compounds.height, 0.15)).select("area", "compound")
    units = [f"示例{word}局" for word in ("水利", "统计", "档案", "体育", "气象", "林业", "粮食", "审计")]
    return rows.with_columns(
        draw.pick(units, rows.height).alias("unit"),
        pl.Series(draw.sizes(rows.height, 10, 90)).alias("reported"),
        draw.dates(2020, 2024, rows.height)["text"].alias("from"),
    )


def venues(compounds: pl.DataFrame, draw: Draw) -> pl.DataFrame:
    """One row a venue in a compound."""
    rows = compounds.filter(draw.chance(compounds.height, 0.1)).select("area", "compound", "short")
    return rows.select(
        "area", "compound", *_named("党群服务站", "short"), pl.col("compound").alias("serves"),
        pl.Series(draw.sizes(rows.height, 120, 900)).alias("square_metres"),
    )  # fmt: skip


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
