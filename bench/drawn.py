"""Chance from one stream: sizes, names, dates, and how much of what a province is made of."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

import numpy as np
import numpy.typing as npt
import polars as pl
from habits import BUILDINGS

SURNAMES = (
    "王李张刘陈杨黄赵吴周徐孙马朱胡郭何林高罗郑梁谢宋唐许邓韩冯曹彭曾肖田董潘袁蔡蒋余"
    "于杜叶程魏苏吕丁任卢姚沈钟姜崔谭陆范汪廖石金韦贾夏付方邹熊白孟秦邱侯江尹薛闫段雷"
    "龙"
)
GIVEN = "甲乙丙丁戊己庚辛壬癸子丑寅卯辰巳午未申酉戌亥"
FIRST = "松竹梅兰荷桂枫柳云月星溪湖江海山泉石金玉锦绣瑞祥和悦康宁安福春夏秋华明光文景翠碧"
SECOND = "涛园庭苑湾堤岸林谷坡亭阁桥泽"
ENDING = ("小区", "花园", "家园", "苑", "新村", "公寓", "华庭", "里")

Ints = npt.NDArray[np.int64]
Flags = npt.NDArray[np.bool_]
Shares = npt.NDArray[np.float64]


@dataclass(frozen=True)
class Mix:
    """How a province is made up where the six places say nothing (see `habits`): means and shares.

    least      the least part of what its model does that a street does; the most is all of it
    """

    buildings: float = BUILDINGS
    least: float = 0.2
    led: float = 0.3
    served: float = 0.6
    two_posts: float = 0.35
    namesakes: float = 0.01
    vacant: float = 0.06
    undated: float = 0.2
    lapsed: float = 0.15


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


def word(number: pl.Expr) -> pl.Expr:
    """A name of two characters; neighbours in number differ, and names repeat after 560."""
    first, second = pl.lit(pl.Series(list(FIRST))), pl.lit(pl.Series(list(SECOND)))
    return pl.concat_str(first.gather(number % len(FIRST)), second.gather(number // len(FIRST) % len(SECOND)))
